package main

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"stillpoint/dialogue/local/localtest"
	"stillpoint/dialogue/timeline"
	"stillpoint/media"
	"stillpoint/media/record"
)

// TestTalk is a newcomer's first practice: the real program, a real Chromium,
// real voices as its microphone, all engines. It goes through the start page,
// a talk with an interruption and a held silence, the end, and the playback,
// and compares what was left with the file that was played into the microphone.
// STILLPOINT_SHOTS names a folder for pictures of the pages on the way.
func TestTalk(t *testing.T) {
	models := localtest.Models(t, "kokoro-v1.0-int8.onnx", "moonshine-encoder.onnx", "silero_vad_v6.onnx")
	clips := localtest.Data(t, "clips")
	microphone, script := coachFile(t, clips)
	data := os.Getenv("STILLPOINT_TEST_DATA") // keeps what was spoken ahead from run to run
	if data == "" {
		data = t.TempDir()
	} else if err := os.RemoveAll(filepath.Join(data, "stillpoint.db")); err != nil {
		t.Fatal(err)
	}
	site := startProgram(t, "-data", data, "-models", models, "-scenarios", shortScenario(t, "short-trays"))
	b := startChromium(t, microphone)

	// The browser's own processing eats the begin of speech that falls into hers;
	// without it the times can be compared to the millisecond.
	b.early(`const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
		navigator.mediaDevices.getUserMedia = (c) => ask({audio: {...c.audio, echoCancellation: false, noiseSuppression: false}})`)
	b.states()
	b.do(chromedp.EmulateViewport(1280, 800))
	b.do(chromedp.Navigate(site + "/"))
	b.wait(time.Minute, `document.querySelector('#client-short-trays')`)
	b.run(`document.querySelector('#client-short-trays').click()`)
	spokenAhead(t, site, "short-trays", 27)
	b.wait(5*time.Minute, `document.querySelector('#go .main')?.innerText.includes('Begin')  && !document.querySelector('#go .main').disabled`)
	b.shot("start")
	b.do(chromedp.Click("#go .main"))
	b.reaches("speaking", 6*time.Minute) // once her first lines are spoken ahead
	b.do(chromedp.KeyEvent("c"))
	b.shot("talk-opening")
	b.reaches("listening", 30*time.Second) // the first question
	b.reaches("thinking", 20*time.Second)
	b.shot("talk-thinking")
	b.reaches("speaking", 20*time.Second)
	b.reaches("open", 30*time.Second)
	b.reaches("speaking", 40*time.Second)  // the second answer
	b.reaches("listening", 20*time.Second) // cut by the coach
	b.reaches("speaking", 40*time.Second)  // the third
	b.reaches("open", 40*time.Second)
	b.shot("talk-open")
	b.reaches("speaking", 20*time.Second) // she breaks the silence
	b.reaches("open", 40*time.Second)
	b.do(chromedp.KeyEvent("\x1b"))
	b.do(chromedp.KeyEvent("\x1b"))
	b.wait(20*time.Second, `location.pathname.startsWith('/practices/')`)

	id := strings.TrimPrefix(eval[string](b, `location.pathname`), "/practices/")
	b.wait(20*time.Second, drawn+` && document.querySelectorAll('#transcript li').length > 6`)
	time.Sleep(time.Second)
	b.shot("practice")
	var tl timeline.Timeline
	getJSON(t, site+"/api/practices/"+id+"/timeline", &tl)
	checkTimeline(t, tl, script)
	checkRecording(t, site+"/api/practices/"+id+"/audio", tl, script)
	checkPlayback(b, tl)

	var list []struct{ ID string }
	getJSON(t, site+"/api/practices", &list)
	if len(list) != 1 || list[0].ID != id {
		t.Errorf("earlier practices: %v; want %s alone", list, id)
	}
}

// spokenAhead waits until n lines of the client are.
func spokenAhead(t *testing.T, site, id string, n int) {
	t.Helper()
	for range 360 {
		var all []struct {
			ID     string
			Spoken *struct{ Done, Total int }
		}
		getJSON(t, site+"/api/scenarios", &all)
		for _, s := range all {
			if s.ID == id && s.Spoken != nil && s.Spoken.Done >= min(n, s.Spoken.Total) {
				return
			}
		}
		time.Sleep(time.Second)
	}
	t.Fatalf("%d lines of %s were not spoken in six minutes", n, id)
}

// coachFile lays real voices into a WAV file: two questions, one long sentence
// that falls into her second answer, and a silence after her third. onsets are
// where the coach begins to speak in it.
func coachFile(t *testing.T, clips string) (path string, onsets []time.Duration) {
	var pcm media.PCM
	say := func(clip string, before time.Duration) {
		f, err := os.Open(filepath.Join(clips, clip))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		samples, rate, err := media.ReadWAV(f)
		if err != nil {
			t.Fatal(err)
		}
		pcm = append(append(pcm, media.Silence(before)...), trim(media.Convert(samples, rate, media.Rate))...)
	}
	say("spk1_snt1.wav", 14*time.Second)
	say("spk1_snt3.wav", 14*time.Second)
	say("librivox-0870.wav", 3200*time.Millisecond)
	pcm = append(pcm, media.Silence(90*time.Second)...)
	path = filepath.Join(t.TempDir(), "coach.wav")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := media.WriteWAV(f, pcm, media.Rate); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path, findOnsets(pcm)
}

// findOnsets is where sound begins after at least a second without, to 10 ms.
func findOnsets(p media.PCM) (onsets []time.Duration) {
	loud := loudness(p)
	threshold := slices.Max(loud) / 12
	quiet := 100
	for i, v := range loud {
		if v <= threshold {
			quiet++
			continue
		}
		if quiet >= 100 {
			onsets = append(onsets, time.Duration(i)*10*time.Millisecond)
		}
		quiet = 0
	}
	return onsets
}

// trim takes away what is 30 dB below the loudest 10 ms, at both ends.
func trim(p media.PCM) media.PCM {
	loud := loudness(p)
	from := slices.IndexFunc(loud, func(v float64) bool { return v > slices.Max(loud)/30 })
	to := len(loud)
	for to > from && loud[to-1] <= slices.Max(loud)/30 {
		to--
	}
	return p[from*480 : to*480]
}

// loudness is the mean magnitude of every 10 ms.
func loudness(p media.PCM) []float64 {
	var out []float64
	for c := range slices.Chunk(p, 480) {
		sum := 0.0
		for _, s := range c {
			sum += max(float64(s), -float64(s))
		}
		out = append(out, sum/float64(len(c)))
	}
	return out
}

func checkTimeline(t *testing.T, tl timeline.Timeline, script []time.Duration) {
	t.Helper()
	if !tl.Complete || tl.Scenario != "short-trays" {
		t.Errorf("complete %v, scenario %q", tl.Complete, tl.Scenario)
	}
	var ipus []timeline.IPU
	var coach []timeline.CoachTurn
	var her []timeline.ClientTurn
	for _, e := range tl.Events {
		switch b := e.Body.(type) {
		case timeline.IPU:
			ipus = append(ipus, b)
		case timeline.CoachTurn:
			coach = append(coach, b)
		case timeline.ClientTurn:
			her = append(her, b)
		case timeline.Fault:
			t.Errorf("fault: %+v", b)
		}
	}
	if len(ipus) == 0 || len(coach) < 3 || len(her) < 5 {
		t.Fatalf("%d IPUs, %d coach turns, %d of hers; want >= 1, 3, 5", len(ipus), len(coach), len(her))
	}
	if her[0].Why != timeline.WhyOpening || her[0].From > 1500 {
		t.Errorf("first of hers: %s at %d ms; want the opening within 1.5 s", her[0].Why, her[0].From)
	}
	// The file began at an unknown moment: one offset must fit all.
	offset := timeline.At(script[0]) - ipus[0].From
	for i, s := range script {
		want := timeline.At(s) - offset
		near := slices.MinFunc(ipus, func(a, b timeline.IPU) int { return int(abs(a.From-want) - abs(b.From-want)) })
		if d := abs(near.From - want); d > 120 {
			t.Errorf("stretch %d of the file should begin at %d ms; the nearest IPU at %d", i, want, near.From)
		}
	}
	cut := slices.IndexFunc(her, func(c timeline.ClientTurn) bool { return c.Cut != nil && !c.Cut.False })
	if cut < 0 {
		t.Fatal("she was never interrupted")
	}
	c := her[cut]
	if c.Unheard == "" || c.To != c.Cut.Stopped || c.To < c.Cut.Onset {
		t.Errorf("cut: %+v, heard to %d, unheard %q", c.Cut, c.To, c.Unheard)
	}
	if over := c.To - c.Cut.Onset; over > 1300 {
		t.Errorf("both spoke for %d ms", over)
	}
	held := slices.IndexFunc(her, func(c timeline.ClientTurn) bool { return c.Why == timeline.WhySilence })
	if held < 1 {
		t.Fatal("she never broke the silence")
	}
	if d := her[held].From - her[held-1].To; d < 2900 || d > 11000 {
		t.Errorf("she broke the silence after %d ms", d)
	}
	words := strings.ToLower(coach[0].Text)
	if !strings.Contains(words, "child") || !strings.Contains(words, "dog") {
		t.Errorf("first coach turn: %q; want the child almost hurt the small dog", coach[0].Text)
	}
}

func abs(m timeline.Ms) timeline.Ms { return max(m, -m) }

// checkRecording decodes the Ogg: the coach's stretches lie as far apart as in
// the file, and where the timeline has them.
func checkRecording(t *testing.T, url string, tl timeline.Timeline, script []time.Duration) {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var left media.PCM
	for stereo, err := range record.Read(resp.Body) {
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(stereo); i += 2 {
			left = append(left, stereo[i])
		}
	}
	if d := left.Duration() - tl.Length.Duration(); d < -50*time.Millisecond || d > 50*time.Millisecond {
		t.Errorf("recording %v, timeline %v", left.Duration(), tl.Length.Duration())
	}
	onsets := findOnsets(left)
	if len(onsets) < len(script) {
		t.Fatalf("onsets in the recording: %v; want at least %d", onsets, len(script))
	}
	for i := 1; i < len(script); i++ {
		want := script[i] - script[0]
		got := onsets[i] - onsets[0]
		if d := (got - want).Abs(); d > 30*time.Millisecond {
			t.Errorf("stretch %d begins %v after the first in the recording, %v in the file", i, got, want)
		}
	}
}

// checkPlayback plays and seeks in the browser, as a person does.
func checkPlayback(b *tab, tl timeline.Timeline) {
	b.t.Helper()
	const at = `document.querySelector('#player time').textContent`
	b.do(chromedp.Click("#player .play"))
	b.wait(10*time.Second, at+` >= '00:02'`)
	const line = `[...document.querySelectorAll('#transcript button[aria-label^="Play from"]')].at(-3)`
	b.run(line + `.click()`)
	last := eval[string](b, line+`.textContent`)
	b.wait(10*time.Second, fmt.Sprintf("%s > %q", at, last))
	b.wait(10*time.Second, `document.querySelector('#player .play').getAttribute('aria-label') === 'Pause'`)
	length := eval[string](b, `document.querySelector('#player .whole').textContent`)
	if want := fmt.Sprintf("/ %02d:%02d", tl.Length/60000, tl.Length/1000%60); length != want {
		b.t.Errorf("the page says it is %s long; the timeline %s", length, want)
	}
	if status := eval[int](b, `fetch(document.querySelector('#ogg a').href, {headers: {Range: 'bytes=1000-1999'}}).then(r => r.status)`); status != http.StatusPartialContent {
		b.t.Errorf("a range of the recording: status %d", status)
	}
}
