package analysis

import (
	"cmp"
	"fmt"
	"slices"
)

// way is one of the five ways to improve.
type way struct {
	code, title, exercise string
	markers, mistakes     []string // what it is good for
}

// ways in the order in which they are offered when two are needed equally.
var ways = []way{
	{"feelings", "Reflect the emotion before the content",
		"Three minutes, same client: after each answer say first, in five words at most, what it seems to feel like. Only then ask.",
		[]string{"M5"}, []string{"X2"}},
	{"space", "Hold space without fixing",
		"Three minutes, same client: after each answer count four breaths before you speak. No advice, and one question at a time.",
		nil, []string{"X1", "X4"}},
	{"words", "Use the client's own words and images",
		"Three minutes, same client: each thing you say holds one word that the client has just used. Say what you have seen the client do, too, in that word.",
		[]string{"M2", "M3"}, nil},
	{"checkin", "Check in on how the client is",
		"Five minutes, same client: ask before each new direction whether it is a good one, and twice how the client is, here and now.",
		[]string{"M1", "M6"}, nil},
	{"warmth", "Warmth and presence",
		"Three minutes, same client: speak as you would to a friend at a kitchen table. Say in your own words what makes it hard; weigh nothing.",
		[]string{"M4"}, []string{"X3", "X5"}},
}

// IsExercise says that code is one of the five drills', to which a practice can
// be given.
func IsExercise(code string) bool {
	return slices.ContainsFunc(ways, func(w way) bool { return w.code == code })
}

// drill is the way to improve that this practice asks for most; nil where the
// words could not be assessed.
func drill(r Report) *Drill {
	if !r.Assessable.Verbal {
		return nil
	}
	type asked struct {
		way
		need     float64
		evidence []string
		missed   int
		mistakes int
	}
	var all []asked
	for _, w := range ways {
		a := asked{way: w, evidence: []string{}}
		for _, m := range r.Markers {
			if slices.Contains(w.markers, m.Code) && m.Level != nil && m.Offered > 0 {
				a.missed += m.Offered - m.Taken
				a.need += 2 * float64(m.Offered-m.Taken) / float64(m.Offered)
			}
		}
		for _, m := range r.Mistakes {
			if slices.Contains(w.mistakes, m.Code) {
				a.mistakes += m.Count
				a.need += m.Weight
			}
		}
		if w.code == "space" {
			for _, o := range r.Overlaps {
				if a.need += o.Weight; o.Weight > 0 {
					a.mistakes++
				}
			}
		}
		for _, e := range r.Evidence {
			if slices.Contains(w.markers, e.Code) && e.Verdict == Missed || slices.Contains(w.mistakes, e.Code) && e.Verdict != Note {
				a.evidence = append(a.evidence, e.ID)
			}
		}
		all = append(all, a)
	}
	most := slices.MaxFunc(all, func(a, b asked) int { return cmp.Compare(a.need, b.need) }) // the first of equals
	text := "Little got in the way here. A longer quiet is what can still grow."
	switch {
	case most.need == 0:
		most = all[slices.IndexFunc(all, func(a asked) bool { return a.code == "space" })]
	case most.mistakes > 0 && most.missed > 0:
		text = fmt.Sprintf("Room for it went by %s, and something got in its way %s.", Often(most.missed), Often(most.mistakes))
	case most.mistakes > 0:
		text = fmt.Sprintf("Something got in its way %s.", Often(most.mistakes))
	default:
		text = fmt.Sprintf("Room for it went by %s.", Often(most.missed))
	}
	return &Drill{Code: most.code, Title: most.title, Text: text, Evidence: most.evidence, Exercise: most.exercise,
		Start: Start{Scenario: r.Scenario, Focus: most.code}}
}
