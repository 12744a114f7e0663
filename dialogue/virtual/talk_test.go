package virtual

import (
	"context"
	"iter"
	"slices"
	"sync"
	"testing"
	"time"

	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
	"stillpoint/dialogue/trust"
)

type log []timeline.Event

func (l *log) Append(e timeline.Event) error { *l = append(*l, e); return nil }

var embedded = sync.OnceValues(scenario.Embedded)

func of[B timeline.Body](l log) (out []B) {
	for _, e := range l {
		if b, ok := e.Body.(B); ok {
			out = append(out, b)
		}
	}
	return out
}

// moved is a client who shows a feeling in every line; at 6 s of silence she
// goes on.
type moved struct{}

func (moved) Respond(ctx context.Context, t persona.Turn) iter.Seq2[persona.Sentence, error] {
	return func(yield func(persona.Sentence, error) bool) {
		s := persona.Sentence{Text: "I covered it up, and I would have had someone's head for that.", Layer: 2,
			Cue: &timeline.Cue{ID: "swallows", Intensity: 3}, Think: 2 * time.Second, Origin: timeline.OriginAuthored}
		switch {
		case t.Why == timeline.WhyOpening, t.Why == timeline.WhyGoodbye:
			s = persona.Sentence{Text: "Hello there.", Origin: timeline.OriginAuthored}
		case t.Why == timeline.WhySilence && t.Silence != 6*time.Second:
			return
		}
		yield(s, nil)
	}
}

// taking counts a point of trust for each event of the floor's.
type taking struct{ turns []persona.Turn }

func (m *taking) Weigh(t persona.Turn) persona.Weighed {
	m.turns = append(m.turns, t)
	w := persona.Weighed{State: t.State, Events: t.Timing}
	w.State.Trust++
	return w
}

func talk(t *testing.T, script func(*Talk)) (*taking, log) {
	t.Helper()
	all, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	m, l := &taking{}, log{}
	k := Begin(t.Context(), Config{Scenario: all[0], Client: moved{}, Mind: m, Timeline: &l})
	k.Speak("hello, what would you like from today?")
	k.Settle()
	script(k)
	if err := k.End(); err != nil {
		t.Fatal(err)
	}
	return m, l
}

func names(events []trust.Event) (out []trust.Name) {
	for _, e := range events {
		out = append(out, e.Name)
	}
	return out
}

// What the coach does after a line with feeling in it, and what comes of it.
func TestTimingMovesHer(t *testing.T) {
	for _, c := range []struct {
		name   string
		script func(*Talk)
		want   []trust.Name
	}{
		{"answers in time", func(k *Talk) {}, nil},
		{"leaves 4 s", func(k *Talk) { k.Wait(4 * time.Second) }, []trust.Name{trust.SilenceShort}},
		{"leaves 6 s, she goes on", func(k *Talk) { k.Wait(6500 * time.Millisecond) }, []trust.Name{trust.SilenceHeld}},
		{"and 4 s more", func(k *Talk) { k.Wait(6500 * time.Millisecond); k.Wait(4 * time.Second) }, []trust.Name{trust.SilenceHeld, trust.SilenceShort}},
		{"a muted microphone holds nothing", func(k *Talk) {
			k.step.Practice().Mic("muted")
			k.Wait(4 * time.Second)
			k.step.Practice().Mic("live")
		}, nil},
		{"comes in over her", func(k *Talk) {
			k.Speak("and what did you do then?")
			k.Into(800 * time.Millisecond)
		}, []trust.Name{trust.InterruptEmo}},
		{"asks leave to come in", func(k *Talk) {
			k.Speak("and what did you do then?")
			k.Into(800 * time.Millisecond)
			k.Speak("sorry, can I check something before you go on")
			k.Settle()
		}, nil},
		{"comes in over her last word", func(k *Talk) {
			k.Speak("and what did you do then?")
			k.Into(4050 * time.Millisecond)
		}, []trust.Name{trust.Rush}},
	} {
		m, l := talk(t, func(k *Talk) {
			c.script(k)
			k.Speak("how is that for you just now?")
			k.Settle()
		})
		last := m.turns[len(m.turns)-1]
		if got := names(last.Timing); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
		steps, turns := of[timeline.TrustStep](l), of[timeline.CoachTurn](l)
		if len(steps) != len(turns) || steps[len(steps)-1].Trust != len(steps) {
			t.Errorf("%s: %d turns, %d steps, the last to %d", c.name, len(turns), len(steps), steps[len(steps)-1].Trust)
		}
		for i, e := range l {
			if s, ok := e.Body.(timeline.TrustStep); ok {
				if c, ok := l[i-1].Body.(timeline.CoachTurn); !ok || c.Turn != s.Turn {
					t.Errorf("trust of turn %d stands after %T", s.Turn, l[i-1].Body)
				}
			}
		}
	}
}

// A turn that goes on after all is weighed again, from the same state.
func TestTurnThatGoesOnIsWeighedOnce(t *testing.T) {
	m, l := talk(t, func(k *Talk) {
		k.Speak("and then what did you do?")
		k.until(func() bool { return false }, 1300*time.Millisecond)
		k.Speak("with the order I mean")
		k.Settle()
	})
	if n := len(of[timeline.CoachTurn](l)); n != 2 {
		t.Fatalf("%d coach turns", n)
	}
	if n := len(m.turns); n != 3 || m.turns[1].State.Trust != 1 || m.turns[2].State.Trust != 1 {
		t.Errorf("weighed %d times, from %+v", n, m.turns)
	}
	if steps := of[timeline.TrustStep](l); len(steps) != 2 || steps[1].Trust != 2 {
		t.Errorf("steps %+v", steps)
	}
}

// The talk on the timeline is the one that was held.
func TestTalkIsWhatWasSaid(t *testing.T) {
	var from, to time.Duration
	_, l := talk(t, func(k *Talk) {
		k.Wait(3 * time.Second)
		from = k.Now()
		k.Speak("so you carried it alone")
		to = k.ears.to
		k.Settle()
	})
	turns := of[timeline.CoachTurn](l)
	c := turns[len(turns)-1]
	if c.Text != "so you carried it alone" || (c.From.Duration()-from).Abs() > 20*time.Millisecond || (c.To.Duration()-to).Abs() > 20*time.Millisecond {
		t.Errorf("said from %v to %v, on the timeline %+v", from, to, c)
	}
	her := of[timeline.ClientTurn](l)
	for _, u := range her {
		if u.Cut != nil || u.Unheard != "" || u.Lag.Playout > 0 && u.Lag.Final > 0 && (u.Lag.Playout-u.Think-turnTo(turns, u.Turn)).Duration().Abs() > 40*time.Millisecond {
			t.Errorf("she was not heard as planned: %+v", u)
		}
	}
	if end := of[timeline.End](l); len(end) != 1 || end[0].Cause != "coach" {
		t.Errorf("ends %+v", end)
	}
}

func turnTo(turns []timeline.CoachTurn, n int) timeline.Ms {
	for _, c := range turns {
		if c.Turn == n {
			return c.To
		}
	}
	return 0
}

func BenchmarkTurns(b *testing.B) {
	all, err := scenario.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	turns := 0
	for b.Loop() {
		var l log
		t := Begin(b.Context(), Config{Scenario: all[0], Client: persona.NewAuthored(all[0], nil, 1), State: trust.State{Trust: 25, Open: 3}, Timeline: &l})
		for range 10 {
			t.Speak("what is that like for you")
			t.Settle()
			turns++
		}
		t.End()
	}
	b.ReportMetric(float64(turns)/b.Elapsed().Seconds(), "turns/s")
}
