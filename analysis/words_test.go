package analysis_test

import (
	"encoding/json"
	"slices"
	"testing"

	"stillpoint/analysis"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
	"stillpoint/dialogue/virtual"
)

// Word times that are estimated are for the eye alone: a practice is told the
// same with them, without them, and when they are all wrong.
func TestEstimatedWordsSayNothing(t *testing.T) {
	all, err := scenario.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(16) {
		s := all[seed%uint64(len(all))]
		tl := (&simulated{scenario: s, seed: seed}).hold(virtual.Machine{Ear: 3 * grid})
		want, n := report(t, tl, s), 0
		for _, change := range []func(w []timeline.Word) []timeline.Word{
			func([]timeline.Word) []timeline.Word { return nil },
			func(w []timeline.Word) []timeline.Word {
				w = slices.Clone(w)
				for i := range w {
					w[i].From, w[i].To = w[0].From, w[0].From // before any pause
				}
				return w
			},
		} {
			other := tl
			other.Events = slices.Clone(tl.Events)
			for i, e := range other.Events {
				if c, ok := e.Body.(timeline.CoachTurn); ok && c.WordsEstimated {
					n += len(c.Words)
					c.Words = change(c.Words)
					other.Events[i].Body = c
				}
			}
			if got := report(t, other, s); got != want {
				t.Errorf("seed %d:\n%s", seed, difference(got, want))
			}
		}
		if n == 0 {
			t.Errorf("seed %d: no words were estimated", seed)
		}
	}
}

func report(t *testing.T, tl timeline.Timeline, s *scenario.Scenario) string {
	t.Helper()
	data, err := json.MarshalIndent(analysis.Score(tl, analysis.TrustSafety(s)), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
