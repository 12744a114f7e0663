package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"stillpoint/cmd/internal/trace"
	"stillpoint/dialogue"
	"stillpoint/dialogue/chain"
	"stillpoint/dialogue/openai"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
)

// reports are what practices of a world are told their engines by.
type reports struct {
	mu    sync.Mutex
	use   chain.Report
	fault func(error)
}

// tell says that engines were used in the newest practice.
func (r *reports) tell(uses ...chain.Use) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, u := range uses {
		r.use(u)
	}
}

// engines gives c engines that are used when the test says so.
func (r *reports) engines(c *Config) {
	c.Engines.Client = func(_ *scenario.Scenario, use chain.Report, fault func(error)) (persona.Responder, dialogue.Mind) {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.use, r.fault = use, fault
		return script(), nil
	}
	c.Elsewhere = []Elsewhere{{chain.Words, "gpt", "llm.example"}, {chain.Ears, "gpt", "stt.example"}}
}

var uses = []chain.Use{
	{Kind: chain.Words, Engine: "gpt", First: 300 * time.Millisecond, Took: time.Second, TokensIn: 700, TokensOut: 40, Counted: true},
	{Kind: chain.Words, Engine: "gpt", First: 400 * time.Millisecond, Took: time.Second, TokensIn: 800, TokensOut: 60},
	{Kind: chain.Words, Engine: "gpt", Took: 90 * time.Millisecond},
	{Kind: chain.Words, Engine: "gpt", Took: time.Second, Err: chain.ErrLate, Next: "llama"},
	{Kind: chain.Words, Engine: "llama", Took: time.Second, Err: errors.New("no"), Next: ""},
	{Kind: chain.Voice, Engine: "kokoro", First: 100 * time.Millisecond, Took: 200 * time.Millisecond, Sound: 2500 * time.Millisecond, Characters: 31},
	{Kind: chain.Voice, Engine: "kokoro", First: 100 * time.Millisecond, Took: 200 * time.Millisecond, Sound: time.Second, Characters: 9, Err: context.Canceled},
}

var usedThen = []usageJSON{
	{Kind: "llm", Engine: "gpt", Host: "llm.example", Calls: 4, Faults: 1, TokensIn: 1500, TokensOut: 100, Estimated: true},
	{Kind: "llm", Engine: "llama", Calls: 1, Faults: 1},
	{Kind: "tts", Engine: "kokoro", Calls: 2, Sound: 3500, Characters: 40},
}

func TestWhatWasUsedIsKeptWithThePractice(t *testing.T) {
	for _, tt := range []struct{ how, offer, end, cause string }{
		{"recorded", recordedOffer, `{"type":"end"}`, "coach"},
		{"unrecorded", audioOffer, `{"type":"end"}`, "coach"},
		{"ended by a mistake", recordedOffer, `{"type":"say","text":"how are you"}`, "fault"},
	} {
		t.Run(tt.how, func(t *testing.T) {
			var r reports
			w := open(t, r.engines)
			c, hello := w.talk(nil, tt.offer)
			path := "/api/practices/" + hello.Practice
			r.tell(uses...)
			if live := read[practiceJSON](w, w.get(nil, path, 200)); len(live.Usage) != 0 {
				t.Errorf("while it runs: %+v", live.Usage)
			}
			w.line(0).broken.Store(tt.cause == "fault")
			c.send(tt.end)
			c.await(said{Type: "ended", Cause: tt.cause})
			if got := read[practiceJSON](w, w.get(nil, path, 200)).Usage; !reflect.DeepEqual(got, usedThen) {
				t.Errorf("used %+v\nwant %+v", got, usedThen)
			}
			metrics := string(w.get(nil, "/metrics", 200))
			for _, want := range []string{
				`calls_total{engine="gpt",kind="llm",outcome="ok"} 2`, `calls_total{engine="gpt",kind="llm",outcome="late"} 1`,
				`calls_total{engine="gpt",kind="llm",outcome="cut"} 1`, `calls_total{engine="llama",kind="llm",outcome="error"} 1`,
				`calls_total{engine="kokoro",kind="tts",outcome="cut"} 1`, `first_seconds_count{engine="gpt",kind="llm"} 2`,
				`seconds_count{engine="gpt",kind="llm"} 4`, `tokens_total{direction="in",engine="gpt",kind="llm"} 1500`,
				`tokens_total{direction="out",engine="gpt",kind="llm"} 100`, `sound_seconds_total{engine="kokoro",kind="tts"} 3.5`,
				`characters_total{engine="kokoro",kind="tts"} 40`,
			} {
				if !strings.Contains(metrics, "stillpoint_engine_"+want+"\n") {
					t.Errorf("no %q in the metrics", want)
				}
			}
		})
	}
}

// Who has a link learns nothing of what the owner pays for.
func TestUsageIsTheOwnersAlone(t *testing.T) {
	var r reports
	w := open(t, r.engines)
	c, hello := w.talk(nil, recordedOffer)
	r.tell(uses...)
	c.send(`{"type":"end"}`)
	c.await(said{Type: "ended"})
	path := "/api/practices/" + hello.Practice
	link := read[struct{ URL string }](w, w.do(nil, "POST", path+"/links", `{"rights":"annotate","days":7}`, http.StatusCreated))
	_, query, _ := strings.Cut(link.URL, "?")
	if got := string(w.get(nil, path+"?"+query, 200)); strings.Contains(got, "usage") || strings.Contains(got, "gpt") || !strings.Contains(got, `"role":"link"`) {
		t.Errorf("by a link: %s", got)
	}
	if got := string(w.get(nil, "/api/practices", 200)); strings.Contains(got, "usage") {
		t.Errorf("in the list: %s", got)
	}
}

func TestEngineReplacedIsSaidOnceAKind(t *testing.T) {
	var r reports
	w := open(t, r.engines)
	c, hello := w.talk(nil, recordedOffer)
	no := errors.New("llm: 503 Service Unavailable: Loading model weights")
	r.tell(chain.Use{Kind: chain.Words, Engine: "gpt", Err: no, Next: "llama"},
		chain.Use{Kind: chain.Words, Engine: "gpt", Err: no, Next: "llama"},
		chain.Use{Kind: chain.Voice, Engine: "kokoro", Err: context.Canceled, Next: "joe"}, // cut: nobody stood in
		chain.Use{Kind: chain.Voice, Engine: "kokoro", Err: no, Next: "joe"},
		chain.Use{Kind: chain.Ears, Engine: "ollama", Err: &openai.Error{Status: 404}, Next: "local"}) // it never was her ears
	r.fault(persona.ErrLate)
	r.fault(fmt.Errorf("%w: advice", persona.ErrRefused))
	c.send(`{"type":"end"}`)
	var told []string
	for {
		m, err := c.next()
		if err != nil {
			t.Fatal(err)
		}
		if m.Type == "ended" {
			break
		}
		if m.Code == "engine_replaced" {
			told = append(told, m.Message)
		}
	}
	if want := []string{instead[chain.Words], instead[chain.Voice]}; !slices.Equal(told, want) {
		t.Errorf("told %q, want %q", told, want)
	}
	tl := read[timeline.Timeline](w, w.get(nil, "/api/practices/"+hello.Practice+"/timeline", 200))
	var faults []timeline.Fault
	for _, e := range tl.Events {
		if f, ok := e.Body.(timeline.Fault); ok {
			faults = append(faults, f)
		}
	}
	if len(faults) != 6 || faults[0].Recovered != "llama" || faults[0].Engine != "llm" || faults[4].Recovered != "the author's words" {
		t.Errorf("faults %+v", faults)
	}
}

// TestTurnLine: one line for each utterance of hers, with its times and without
// a word of it; the same as a trace.
func TestTurnLine(t *testing.T) {
	var mu sync.Mutex
	var bodies []string
	collector := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		mu.Lock()
		defer mu.Unlock()
		bodies = append(bodies, string(body))
	}))
	defer collector.Close()
	sender := trace.New(trace.Config{URL: collector.URL})
	var r reports
	w := open(t, func(c *Config) { r.engines(c); c.Trace = sender })
	c, hello := w.talk(nil, recordedOffer)
	c.send(`{"type":"captions","on":true}`)
	c.await(said{Type: "state", State: "open"})
	r.tell(uses[0], uses[5])
	c.send(`{"type":"say","text":"what quokka weighs most"}`)
	c.await(said{Type: "caption", Side: "client"})
	c.send(`{"type":"end"}`)
	c.await(said{Type: "ended"})
	var lines []string
	for line := range strings.Lines(w.logs.String()) {
		if strings.Contains(line, "msg=turn") {
			lines = append(lines, line)
		}
	}
	if len(lines) < 2 {
		t.Fatalf("turn lines: %q", lines)
	}
	for _, want := range []string{"level=INFO", "practice=" + hello.Practice, "turn=1", "why=reply", "origin=authored", "respond_ms=", "speak_ms=", "playout_ms=",
		`engines="llm gpt, tts kokoro"`, "heard_words=4", "unheard_words=0", "cut=false"} {
		if !strings.Contains(lines[1], want) {
			t.Errorf("no %q in %s", want, lines[1])
		}
	}
	if last := lines[len(lines)-1]; !strings.Contains(last, `engines=""`) {
		t.Errorf("engines of an earlier turn in %s", last)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	sender.Run(ctx)
	traced := strings.Join(bodies, "\n")
	for _, name := range []string{"practice", "turn", "respond", "speak", "playout", "heard"} {
		if !strings.Contains(traced, `"name":"`+name+`"`) {
			t.Errorf("no span %s in %s", name, traced)
		}
	}
	for _, words := range []string{"quokka", "That is my", "answer."} {
		if strings.Contains(strings.Join(lines, ""), words) || strings.Contains(traced, words) {
			t.Errorf("%q was said, and is in the log or the trace", words)
		}
	}
}

func TestAnswered(t *testing.T) {
	coach := timeline.CoachTurn{Turn: 2, From: 1000, To: 4000}
	client := timeline.ClientTurn{Turn: 2, Why: timeline.WhyReply, Think: 1200, From: 5300,
		Lag: timeline.Lag{Decided: 4400, Final: 4350, FirstToken: 4900, FirstAudio: 5000, Playout: 5300}}
	got := answered(coach, client)
	want := []stage{{"endpoint", 4000, 4400}, {"transcribe", 4400, 4400}, {"respond", 4400, 4900}, {"speak", 4900, 5000}, {"playout", 5000, 5300}}
	if !got.spoken || got.excess != 100 || !slices.Equal(got.steps, want) {
		t.Errorf("an answer: %+v, want %+v", got, want)
	}
	client.Why = timeline.WhySilence
	if got := answered(coach, client); got.spoken || !slices.Equal(got.steps, want[2:]) {
		t.Errorf("without a question: %+v, want %+v", got, want[2:])
	}
}
