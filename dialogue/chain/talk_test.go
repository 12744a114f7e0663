package chain

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/dialogue"
	"stillpoint/dialogue/dialoguetest"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
)

var all = sync.OnceValues(scenario.Embedded)

func marit(t *testing.T) *scenario.Scenario {
	scenarios, err := all()
	if err != nil {
		t.Fatal(err)
	}
	return scenarios[slices.IndexFunc(scenarios, func(s *scenario.Scenario) bool { return s.ID == "marit-trays" })]
}

const rosters, evenings = "It's the rosters, I suppose. ", "They take all of my evening. "

// client is marit with a chain of models, and what she was told of faults.
func client(t *testing.T, report Report, patience time.Duration, fakes ...*fake) (persona.Responder, *[]error) {
	s, faults := marit(t), new([]error)
	links := models(patience, fakes...)
	for i := range links {
		links[i].Breaker = new(Breaker)
	}
	return persona.NewLLM(s, NewWords(links, report), persona.NewAuthored(s, nil, 1), func(_ int, err error) { *faults = append(*faults, err) }), faults
}

// What she says over a chain whose links fail: whole sentences alone, each
// once, and the author's when nobody has any in time.
func TestHerWords(t *testing.T) {
	for name, test := range map[string]struct {
		links []*fake
		text  string // empty: the author's
		first time.Duration
		asked []int // how often, link by link
		fault error
	}{
		"refused": {
			links: []*fake{fails(0), writes(100*ms, rosters, evenings)},
			text:  rosters + evenings, first: 200 * ms, asked: []int{1, 1},
		},
		"hangs": {
			links: []*fake{hangs(), writes(100*ms, rosters, evenings)},
			text:  rosters + evenings, first: 900 * ms, asked: []int{1, 1},
		},
		"breaks off in the second sentence": {
			links: []*fake{then(writes(100*ms, rosters, "They take all"), 0, persona.ErrTruncated), writes(0, rosters, evenings)},
			text:  rosters, first: 200 * ms, asked: []int{1, 0}, fault: persona.ErrTruncated,
		},
		"fails in the second sentence": {
			links: []*fake{then(writes(100*ms, rosters, "They take all"), 0, errFault), writes(0, rosters, evenings)},
			text:  rosters, first: 200 * ms, asked: []int{1, 0}, fault: errFault,
		},
		"breaks off in the first sentence": { // asked again; of the three faults none is the third
			links: []*fake{then(writes(100*ms, "It's the", " rost"), 0, persona.ErrTruncated), writes(0, rosters)},
			first: 400 * ms, asked: []int{2, 0}, fault: persona.ErrTruncated,
		},
		"breaks off before the first word": {
			links: []*fake{{waits: []time.Duration{0}, fail: persona.ErrTruncated}, writes(100*ms, rosters, evenings)},
			text:  rosters + evenings, first: 200 * ms, asked: []int{1, 1},
		},
		"hangs after the first word": {
			links: []*fake{then(writes(100*ms, "It's the"), time.Hour, nil), writes(0, rosters)},
			first: 2000 * ms, asked: []int{1, 0}, fault: persona.ErrLate,
		},
		"all hang": {
			links: []*fake{hangs(), hangs(), hangs()},
			first: 1500 * ms, asked: []int{1, 1, 1}, fault: persona.ErrLate,
		},
		"all refused": {
			links: []*fake{fails(0), fails(0)},
			asked: []int{1, 1}, fault: errFault,
		},
	} {
		synctest.Test(t, func(t *testing.T) {
			her, faults := client(t, nil, 700*ms, test.links...)
			turn := persona.Turn{N: 1, Why: timeline.WhyReply, Deadline: time.Now().Add(1500 * ms), Heard: []timeline.Utterance{
				{Side: timeline.Client, Text: "Good morning.", Why: timeline.WhyOpening}, {Side: timeline.Coach, Turn: 1, Text: "What would you like to hand over?"}}}
			var said []string
			first := time.Duration(-1)
			origin := timeline.OriginLLM
			for s, err := range her.Respond(t.Context(), turn) {
				if err != nil {
					t.Errorf("%s: %v", name, err)
				}
				if first < 0 {
					first, origin = time.Since(began), s.Origin
				}
				said = append(said, s.Text)
			}
			text := strings.Join(said, " ")
			if authored := origin == timeline.OriginAuthored; first != test.first || authored != (test.text == "") || !authored && text != strings.TrimSpace(test.text) {
				t.Errorf("%s: %q of %s after %v, want %q after %v", name, text, origin, first, test.text, test.first)
			}
			for i, f := range test.links {
				if len(f.calls) != test.asked[i] {
					t.Errorf("%s: link %d was asked %d times, want %d", name, i, len(f.calls), test.asked[i])
				}
			}
			if test.fault == nil && len(*faults) > 0 || test.fault != nil && (len(*faults) != 1 || !errors.Is((*faults)[0], test.fault)) {
				t.Errorf("%s: faults %v, want %v", name, *faults, test.fault)
			}
		})
	}
}

// A whole talk on chains whose first links fail: the coach interrupts her, and
// what was not heard is in no later prompt; the reply that broke off is there
// as far as it went.
func TestTalk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		line := dialoguetest.NewLine()
		broken, whole := then(writes(50*ms, rosters+"And th"), 0, persona.ErrTruncated), fails(0)
		her, _ := client(t, nil, 700*ms, broken, whole)
		words := &dialoguetest.Voice{Latency: 50 * ms}
		log := &dialoguetest.Log{}
		p := dialogue.New(dialogue.Config{
			ID: "p_test", Began: line.Began(), Line: line, Client: her, Timeline: log, Page: &dialoguetest.Page{}, Tape: &dialoguetest.Tape{},
			Ears:  NewEars(hearers(900*ms, fails(0), &dialoguetest.Ears{Line: line, Latency: 100 * ms}), nil),
			Voice: NewVoice(voices(700*ms, hangs(), words), nil),
		})
		var both sync.WaitGroup
		both.Go(func() { line.Run(t.Context()) })
		both.Go(func() {
			if err := p.Run(context.Background()); err != nil {
				t.Error(err)
			}
			line.Hangup()
		})
		line.AwaitQuiet(time.Second, 20*time.Second)
		ask := func(text string) {
			line.Speak(text, 2*time.Second)
			if !line.AwaitSound(10 * time.Second) {
				t.Fatalf("no answer to %q", text)
			}
		}
		ask("What would you like to hand over?")
		line.AwaitQuiet(time.Second, 20*time.Second)

		// Now the second model has the word, for long.
		broken.waits, broken.fail = []time.Duration{0}, errFault
		*whole = *writes(50*ms, evenings, "I never see the harbour any more. ", "Nobody else wants to do the counting.")
		ask("What do they cost you every week?")
		time.Sleep(1500 * ms)
		line.Speak("let me stop you there for a moment please", 2500*ms)
		line.AwaitSound(20 * time.Second)
		line.AwaitQuiet(time.Second, 20*time.Second)
		ask("What would be different without them?")
		line.AwaitQuiet(time.Second, 20*time.Second)
		p.End(dialogue.ByCoach)
		both.Wait()

		var said []timeline.ClientTurn
		cut := timeline.ClientTurn{}
		for _, e := range log.Events() {
			if c, ok := e.Body.(timeline.ClientTurn); ok {
				said = append(said, c)
				if c.Unheard != "" {
					cut = c
				}
			}
		}
		if len(said) < 4 || said[1].Text != strings.TrimSpace(rosters) || said[1].Unheard != "" {
			t.Fatalf("she said %+v", said)
		}
		if cut.Cut == nil || !strings.Contains(cut.Unheard, "counting") || cut.Text == "" {
			t.Fatalf("cut %+v", cut)
		}
		last := whole.calls[len(whole.calls)-1].what
		if !strings.Contains(last, strings.TrimSpace(rosters)) || strings.Contains(last, "And th") || strings.Contains(last, "counting") || !strings.Contains(last, "without them") {
			t.Errorf("the last prompt is %q", last)
		}
		if n := len(broken.calls); n < 3 || n > 5 {
			t.Errorf("the broken model was asked %d times", n)
		}
	})
}
