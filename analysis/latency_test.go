package analysis_test

import (
	"cmp"
	"context"
	"encoding/json"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/analysis"
	"stillpoint/analysis/timing"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
	"stillpoint/dialogue/virtual"
)

// A practice whose client and coach do the same whatever the machine does:
// she is chosen by the turn alone, the coach speaks relative to her audio.
type simulated struct {
	scenario *scenario.Scenario
	seed     uint64
	events   []timeline.Event
}

func (s *simulated) Append(e timeline.Event) error { s.events = append(s.events, e); return nil }

// draw is the same for the same seed, turn and purpose.
func (s *simulated) draw(turn int, purpose string) *rand.Rand {
	h := uint64(14695981039346656037)
	for _, b := range []byte(purpose) {
		h = (h ^ uint64(b)) * 1099511628211
	}
	return rand.New(rand.NewPCG(s.seed, h+uint64(turn)))
}

// goesOn says that she breaks the silence before the coach's turn after n.
func (s *simulated) goesOn(n int) bool { return s.draw(n, "goes on").IntN(5) == 0 }

const grid = 20 * time.Millisecond // of the microphone's frames

// Respond implements persona.Responder: any line of the scenario's, with a
// planned think time and its pauses on the grid.
func (s *simulated) Respond(ctx context.Context, t persona.Turn) iter.Seq2[persona.Sentence, error] {
	return func(yield func(persona.Sentence, error) bool) {
		if t.Why == timeline.WhySilence && (t.Silence != s.scenario.SilenceTimes()[0] || !s.goesOn(t.N)) {
			return
		}
		if t.Why == timeline.WhyGoodbye { // which may not take long
			yield(persona.Sentence{Text: "Bye.", Origin: timeline.OriginAuthored}, nil)
			return
		}
		r := s.draw(t.N, string(t.Why))
		l := s.scenario.Lines[r.IntN(len(s.scenario.Lines))]
		var cue *timeline.Cue
		if c := s.scenario.Cue(l.Cue); c != nil {
			cue = &timeline.Cue{ID: c.ID, Intensity: c.Intensity}
		}
		think := 1200*time.Millisecond + time.Duration(r.IntN(140))*grid
		for i, p := range l.Text.Pieces {
			if p.Resume {
				continue
			}
			out := persona.Sentence{Text: p.Words, Line: l.ID, Layer: l.Layer, Cue: cue, Behaviour: "answer", Origin: timeline.OriginAuthored, Pause: p.Pause.Round(grid)}
			if i == 0 {
				out.Think = think
			}
			if !yield(out, nil) {
				return
			}
		}
	}
}

var says = []string{
	"What is that like for you?", "So it is the rosters, and you carry them alone.", "You should talk to your boss about it.", "Have you tried writing it down? Or asking for help?",
	"It sounds as if you are ashamed of that.", "I understand.", "Why did you do that?", "May I offer an idea?", "How are you right now?", "And what happens in you then?",
	"Take your time.", "You noticed it yourself, and you stopped.", "What would you like from today?", "That must be hard, with all of them watching you.", "Is that every day?",
}

func (s *simulated) hold(m virtual.Machine) timeline.Timeline {
	k := virtual.Begin(context.Background(), virtual.Config{Scenario: s.scenario, Client: s, Timeline: s, Endpoint: time.Second, Machine: m})
	for turn := range 12 {
		r := s.draw(turn, "coach")
		if turn > 0 && s.goesOn(s.last()) {
			k.Into(0) // holds it until she goes on
			k.Settle()
		} else if w := time.Duration(r.IntN(9)) * 700 * time.Millisecond; turn > 0 {
			k.Wait(w.Round(grid))
		}
		k.Speak(says[r.IntN(len(says))])
		switch r.IntN(8) {
		case 0:
			k.Into(time.Duration(20+r.IntN(100)) * grid)
			k.Speak("But have you thought about telling them?")
		case 1:
			k.Into(time.Duration(20+r.IntN(100)) * grid)
			k.Speak("Mm-hm.")
		}
		k.Settle()
	}
	k.Wait(2 * time.Second)
	k.End()
	return timeline.Timeline{Schema: timeline.Schema, Practice: "p_simulated", Scenario: s.scenario.ID, ScenarioSHA256: s.scenario.SHA256,
		Language: "en", Length: timeline.At(k.Now()), Complete: true, Events: s.events}
}

// last is the number of the coach's last turn.
func (s *simulated) last() (n int) {
	for _, e := range s.events {
		if c, ok := e.Body.(timeline.CoachTurn); ok {
			n = max(n, c.Turn)
		}
	}
	return n
}

// starts are when her utterances were heard to begin.
func starts(tl timeline.Timeline) (out []timeline.Ms) {
	for _, e := range tl.Events {
		if c, ok := e.Body.(timeline.ClientTurn); ok {
			out = append(out, c.From)
		}
	}
	return out
}

// without is r as it would have been without the machine's time: each time is
// moved to where the fast practice has it, dead air and lag are taken out. So is
// the end, which comes with the last report of what was heard.
func without(t *testing.T, r analysis.Report, slow, fast []timeline.Ms) string {
	t.Helper()
	r.Lag, r.Talk.Excluded, r.Length = timing.Lag{}, 0, 0
	var kept []timing.Silence
	for _, s := range r.Silences {
		if s.Kind == timing.Edge && s.EndedBy == timing.ByEnd {
			s.To = s.From
		}
		if s.Kind != timing.DeadAir {
			kept = append(kept, s)
		}
	}
	r.Silences = kept
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	move := func(at timeline.Ms) timeline.Ms {
		by := timeline.Ms(0)
		for i, from := range slow {
			if from <= at {
				by = from - fast[i]
			}
		}
		return at - by
	}
	shift(v, move)
	data, err = json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// shift changes all times in v; texts that name a time are in minutes and
// seconds, and are cut off before it.
func shift(v any, move func(timeline.Ms) timeline.Ms) {
	switch v := v.(type) {
	case map[string]any:
		for key, x := range v {
			switch x := x.(type) {
			case float64:
				if key == "from" || key == "to" || key == "at" || key == "length" {
					v[key] = move(timeline.Ms(x))
				}
			case string:
				v[key] = clocks(x)
			default:
				shift(x, move)
			}
		}
	case []any:
		for i, x := range v {
			if s, ok := x.(string); ok {
				v[i] = clocks(s)
			} else {
				shift(x, move)
			}
		}
	}
}

// clocks is s with its times of day taken out.
func clocks(s string) string {
	out := []byte(s)
	for i := 0; i+5 <= len(out); i++ {
		if c := out[i : i+5]; c[2] == ':' && digit(c[0]) && digit(c[1]) && digit(c[3]) && digit(c[4]) {
			copy(c, "--:--")
		}
	}
	return string(out)
}

func digit(b byte) bool { return b >= '0' && b <= '9' }

// Two practices that differ in nothing but the machine's speed are told as one.
func TestLatencyInvariance(t *testing.T) {
	n := uint64(practices)
	if testing.Short() {
		n = min(n, 20)
	}
	all, err := scenario.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	var dead, credit [3]float64
	silences, overlaps, evidence, differ := 0, 0, 0, 0
	for seed := range n {
		s := all[seed%uint64(len(all))]
		var want string
		var fast []timeline.Ms
		for i, latency := range []time.Duration{0, 300 * time.Millisecond, 1500 * time.Millisecond} {
			jitter := rand.New(rand.NewPCG(seed, uint64(i)))
			m := virtual.Machine{Answer: latency, Ear: 3 * grid}
			if i > 0 {
				m.Reports = func() time.Duration { return time.Duration(jitter.IntN(300)) * time.Millisecond }
			}
			tl := (&simulated{scenario: s, seed: seed}).hold(m)
			rep := analysis.Score(tl, analysis.TrustSafety(s))
			dead[i] += float64(rep.Lag.DeadAir)
			for _, x := range rep.Silences {
				credit[i] += x.Credit
			}
			if i == 0 {
				fast = starts(tl)
				want = without(t, rep, fast, fast)
				silences, overlaps, evidence = silences+len(rep.Silences), overlaps+len(rep.Overlaps), evidence+len(rep.Evidence)
				continue
			}
			slow := starts(tl)
			if len(slow) != len(fast) {
				t.Errorf("seed %d, %v: %d utterances of hers, %d without latency: not the same practice", seed, latency, len(slow), len(fast))
				continue
			}
			if got := without(t, rep, slow, fast); got != want {
				if differ++; differ <= 5 {
					t.Errorf("seed %d, %v:\n%s", seed, latency, difference(got, want))
				}
			}
		}
	}
	t.Logf("%d practices: %d silences, %d overlaps, %d pieces of evidence; credit %.3f, %.3f, %.3f; dead air %.0f, %.0f, %.0f s; %d differ", n, silences, overlaps, evidence,
		credit[0], credit[1], credit[2], dead[0]/1000, dead[1]/1000, dead[2]/1000, differ)
	if dead[2] < dead[1]+1000 || dead[1] < dead[0]+1000 || credit[0] == 0 || overlaps == 0 {
		t.Error("the machine was not slower, or nothing was credited: this tried nothing")
	}
}

// Quiet before the practice changes nothing but its place in time.
func TestQuietBeforehand(t *testing.T) {
	all, err := scenario.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(min(practices/5, 20)) {
		s := all[seed%uint64(len(all))]
		tl := (&simulated{scenario: s, seed: seed}).hold(virtual.Machine{Ear: 3 * grid})
		late := later(tl, 7000)
		want := without(t, analysis.Score(tl, analysis.TrustSafety(s)), starts(tl), starts(tl))
		if got := without(t, analysis.Score(late, analysis.TrustSafety(s)), starts(late), starts(tl)); got != want {
			t.Errorf("seed %d:\n%s", seed, difference(got, want))
		}
	}
}

// Where the line was away, muted or the role-play set aside, nothing is
// credited, whatever stood there before.
func TestNothingIsCreditedWhileAway(t *testing.T) {
	all, err := scenario.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	covered := 0
	for seed := range uint64(min(practices/5, 20)) {
		s := all[seed%uint64(len(all))]
		tl := (&simulated{scenario: s, seed: seed}).hold(virtual.Machine{Ear: 3 * grid})
		for i, x := range analysis.Score(tl, analysis.TrustSafety(s)).Silences {
			if x.Credit == 0 {
				continue
			}
			covered++
			away := [][2]timeline.Body{
				{timeline.Line{State: timeline.LineMuted}, timeline.Line{State: timeline.LineUnmuted}},
				{timeline.Line{State: timeline.LineDown}, timeline.Line{State: timeline.LineUp}},
				{timeline.Line{State: timeline.LineQuiet}, timeline.Line{State: timeline.LineUp}},
				{timeline.Role{State: "paused", By: "coach"}, timeline.Role{State: "resumed", By: "coach"}},
			}[i%4]
			cut := tl
			cut.Events = inserted(tl.Events, x.From, away[0], x.To, away[1])
			for _, y := range analysis.Score(cut, analysis.TrustSafety(s)).Silences {
				if y.Credit > 0 && y.From < x.To && y.To > x.From {
					t.Errorf("seed %d: %s from %d to %d has credit %v, and %T stood from %d to %d", seed, y.Kind, y.From, y.To, y.Credit, away[0], x.From, x.To)
				}
			}
		}
	}
	if covered == 0 {
		t.Error("nothing was credited before either")
	}
	t.Logf("%d credited silences", covered)
}

// inserted is events with a at from and b at to.
func inserted(events []timeline.Event, from timeline.Ms, a timeline.Body, to timeline.Ms, b timeline.Body) []timeline.Event {
	n := len(events)
	out := append(append([]timeline.Event{}, events...), timeline.Event{Seq: n + 1, At: from, Body: a}, timeline.Event{Seq: n + 2, At: to, Body: b})
	slices.SortStableFunc(out, func(a, b timeline.Event) int { return cmp.Compare(a.At, b.At) })
	return out
}

// difference is the first lines in which two texts differ.
func difference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	var out []string
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] && len(out) < 12 {
			out = append(out, strings.Join(g[max(0, i-3):i], "")+"\n\tgot "+g[i]+"\n\twant "+w[i])
		}
	}
	return strings.Join(out, "\n")
}
