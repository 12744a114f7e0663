package analysis

import (
	"cmp"
	"fmt"
	"slices"

	"stillpoint/analysis/timing"
)

// strengths are the titles of what a coach did well.
var strengths = map[string]string{
	"M1": "You asked about the client's world", "M2": "You kept the client's own words", "M3": "You saw what the client can do",
	"M4": "You showed care", "M5": "You welcomed feelings", "M6": "You were open about what you were doing",
	"silence": "You let silence stand",
}

// strength is the one thing to keep; nil when nothing was shown. It is the
// marker with the highest level, unless none reaches the middle and silences
// were held.
func strength(r Report) *Strength {
	best := slices.MaxFunc(append([]Marker{{Evidence: []string{}}}, r.Markers...), func(a, b Marker) int {
		return cmp.Or(cmp.Compare(level(a), level(b)), cmp.Compare(a.Taken, b.Taken), cmp.Compare(b.Code, a.Code))
	})
	held := credited(r.Silences)
	shown := shown(r, best)
	switch {
	case len(held) > 0 && level(best) < 3:
		longest := slices.MaxFunc(held, func(a, b timing.Silence) int { return cmp.Compare(a.To-a.From, b.To-b.From) })
		text := "Something could come of it: %.1f s at %s."
		if len(held) > 1 {
			text = times("You did so", len(held)) + " where something could come of it, the longest %.1f s at %s."
		}
		return &Strength{Code: "silence", Title: strengths["silence"], Evidence: []string{},
			Text: fmt.Sprintf(text, float64(longest.To-longest.From)/1000, Clock(longest.From))}
	case level(best) > 0 && len(shown) > 0:
		ids := make([]string, len(shown))
		for i, e := range shown {
			ids[i] = e.ID
		}
		first := slices.MaxFunc(shown, func(a, b Evidence) int {
			return cmp.Or(cmp.Compare(a.Confidence, b.Confidence), cmp.Compare(b.From, a.From))
		})
		return &Strength{Code: best.Code, Title: strengths[best.Code], Evidence: ids,
			Text: fmt.Sprintf("%s, of %d there were. %s", times("You took an opportunity", best.Taken), best.Offered, first.Text)}
	}
	return nil
}

// level is m's, -1 when it is not assessable.
func level(m Marker) int {
	if m.Level == nil {
		return -1
	}
	return *m.Level
}

// shown is the evidence that m was taken.
func shown(r Report, m Marker) []Evidence {
	return slices.DeleteFunc(slices.Clone(r.Evidence), func(e Evidence) bool {
		return e.Code != m.Code || e.Verdict != Observed || !slices.Contains(m.Evidence, e.ID)
	})
}

// credited are the silences held that count at least half.
func credited(all []timing.Silence) []timing.Silence {
	return slices.DeleteFunc(slices.Clone(all), func(s timing.Silence) bool { return !s.Held || s.Credit < 0.5 })
}

// times is what with how often.
func times(what string, n int) string {
	return what + " " + Often(n)
}

// Often is n times in words: "once", "twice", "3 times".
func Often(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}
