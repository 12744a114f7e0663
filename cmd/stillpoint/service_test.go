package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"stillpoint/dialogue/local/localtest"
	"stillpoint/dialogue/openai/openaitest"
	"stillpoint/dialogue/timeline"
)

// TestServiceDiesInATalk holds a talk in a real Chromium whose ears, words and
// voice are a service's, until the service is gone: from then on this machine's
// engines and the author's lines go on.
func TestServiceDiesInATalk(t *testing.T) {
	t.Parallel() // nothing of it is timed
	models := localtest.Models(t, "kokoro-v1.0-int8.onnx", "moonshine-encoder.onnx", "silero_vad_v6.onnx")
	microphone, _ := coachFile(t, localtest.Data(t, "clips"))
	const heard, said = "What is it like for you in the evenings?", "It is quiet then."
	service := openaitest.New()
	defer service.Close()
	service.Hear = func() string { return heard }
	service.Says = func(int) string { return said }
	site := startProgram(t, "-data", t.TempDir(), "-models", models, "-config", served(t, service.URL()))
	b := startChromium(t, microphone)

	b.states()
	b.do(chromedp.EmulateViewport(1280, 800))
	b.do(chromedp.Navigate(site + "/settings"))
	b.wait(20*time.Second, `document.body.innerText.includes('the service under test') && document.body.innerText.includes('set (')`)
	b.shot("settings-service")
	b.do(chromedp.Navigate(site + "/"))
	b.wait(time.Minute, `document.querySelector('#go .main')?.innerText.includes('Begin') && !document.querySelector('#go .main').disabled`)
	b.do(chromedp.Click("#go .main"))
	b.reaches("speaking", 20*time.Second)
	b.reaches("listening", 30*time.Second)
	b.reaches("thinking", 20*time.Second)
	b.reaches("speaking", 20*time.Second) // in the service's words and voice
	b.reaches("open", 20*time.Second)
	service.Close()
	b.reaches("listening", 40*time.Second)
	b.reaches("thinking", 20*time.Second)
	b.reaches("speaking", 20*time.Second) // in this machine's
	b.shot("talk-service-gone")
	b.reaches("open", time.Minute)
	b.do(chromedp.KeyEvent("\x1b"))
	b.do(chromedp.KeyEvent("\x1b"))
	b.wait(20*time.Second, `location.pathname.startsWith('/practices/')`)
	id := strings.TrimPrefix(eval[string](b, `location.pathname`), "/practices/")

	var tl timeline.Timeline
	getJSON(t, site+"/api/practices/"+id+"/timeline", &tl)
	var coach []timeline.CoachTurn
	var her []timeline.ClientTurn
	var stoodIn []string // who, for which engine
	for _, e := range tl.Events {
		switch b := e.Body.(type) {
		case timeline.CoachTurn:
			coach = append(coach, b)
		case timeline.ClientTurn:
			if b.Why == timeline.WhyReply {
				her = append(her, b)
			}
		case timeline.Fault:
			stoodIn = append(stoodIn, b.Engine+" "+b.Recovered)
			if b.Fatal {
				t.Errorf("fatal: %+v", b)
			}
		}
	}
	if !tl.Complete || len(coach) < 2 || len(her) < 2 {
		t.Fatalf("complete %v, %d coach turns, %d answers", tl.Complete, len(coach), len(her))
	}
	// a short sound may come first where the machine is busy
	if coach[0].Text != heard || !strings.HasSuffix(her[0].Text, said) || her[0].Origin != timeline.OriginLLM {
		t.Errorf("the service heard %q and had her say %q (%s)", coach[0].Text, her[0].Text, her[0].Origin)
	}
	if words := coach[1].Text; words == "" || words == heard || her[1].Origin != timeline.OriginAuthored {
		t.Errorf("without the service %q was heard and answered by %s", words, her[1].Origin)
	}
	for _, want := range []string{"stt local", "llm the author's words", "tts local"} {
		if !slices.Contains(stoodIn, want) {
			t.Errorf("nothing says that there stood in: %s; it says %q", want, stoodIn)
		}
	}
	for _, c := range her {
		excess := c.Lag.Playout - coach[slices.IndexFunc(coach, func(o timeline.CoachTurn) bool { return o.Turn == c.Turn })].To - c.Think
		t.Logf("turn %d: heard %d ms after she meant to speak (%s)", c.Turn, excess, c.Origin)
	}
	var row struct {
		Usage []struct {
			Kind, Engine  string
			Calls, Faults int
		}
	}
	getJSON(t, site+"/api/practices/"+id, &row)
	if len(row.Usage) < 5 { // three of the service, ears and voice of this machine
		t.Errorf("used: %+v", row.Usage)
	}
}

// served is a file of engines in which the service at url comes first.
func served(t *testing.T, url string) (file string) {
	t.Helper()
	dir := t.TempDir()
	file = filepath.Join(dir, "engines.yaml")
	key := filepath.Join(dir, "key")
	first := fmt.Sprintf("[{kind: openai, name: the service under test, url: %q, model: %s, key_file: %q}", url, openaitest.Model, key)
	for path, text := range map[string]string{key: canary, file: fmt.Sprintf("stt: %[1]s, {kind: local}]\nllm: %[1]s]\ntts: %[1]s, {kind: local}]\n", first)} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return file
}
