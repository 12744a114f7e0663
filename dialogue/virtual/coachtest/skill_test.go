package coachtest

import (
	"cmp"
	"slices"
	"testing"

	"stillpoint/dialogue/scenario"
)

func scenarios(t testing.TB) []*scenario.Scenario {
	t.Helper()
	all, err := scenario.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	if raced {
		return all[:1]
	}
	return all
}

// Talks of each coach with each client: of those that are compared, and of
// those that must only not come too far.
const (
	many = 20
	few  = 4
)

// Who coaches better gets further, with every client.
func TestSkillRanks(t *testing.T) {
	if raced {
		t.Skip("looked at without the race detector")
	}
	ranked := []string{"attentive", "everyday", "neutral", "chatty", "advice-first"}
	compared, others := pick(Coaches(), ranked...)
	surveys := held(t, compared, many)
	by := index(surveys)
	for id, got := range by {
		for _, pair := range [][2]string{{"attentive", "neutral"}, {"everyday", "neutral"}, {"neutral", "chatty"}, {"chatty", "advice-first"}} {
			better, worse := got[pair[0]], got[pair[1]]
			atSurface := better.Told == 0 && worse.Told == 0 // small talk opens nothing either
			if better.Trust <= worse.Trust || better.Mean <= worse.Mean || better.Told <= worse.Told && !atSurface {
				t.Errorf("%s: %s comes to trust %.1f (%.1f on the way), layer %.1f; %s to %.1f (%.1f), %.1f", id,
					better.Coach, better.Trust, better.Mean, better.Told, worse.Coach, worse.Trust, worse.Mean, worse.Told)
			}
		}
		if a, n := got["everyday"], got["neutral"]; a.Told < n.Told+.5 || a.Mean < n.Mean+10 {
			t.Errorf("%s: everyday comes to trust %.1f on the way, layer %.1f; neutral to %.1f, %.1f", id, a.Mean, a.Told, n.Mean, n.Told)
		}
	}
	harder(t, surveys, "attentive")
	harder(t, surveys, "everyday")

	for id, more := range index(held(t, others, few)) {
		if i, a := more["interrupting"], by[id]["attentive"]; i.Told >= a.Told || i.Mean >= a.Mean {
			t.Errorf("%s: coming in over her comes to trust %.1f on the way, layer %.1f; without that to %.1f, %.1f", id, i.Mean, i.Told, a.Mean, a.Told)
		}
		for name, most := range map[string]int{"advice-first": 1, "chatty": 1, "interrogator": 0, "silent": 1} {
			s, ok := more[name]
			if !ok {
				s = by[id][name]
			}
			if s.Deepest > most {
				t.Errorf("%s: %s reaches layer %d", id, name, s.Deepest)
			}
		}
	}
}

// harder checks that a coach comes to a layer later and less often the more
// guarded the clients are.
func harder(t *testing.T, surveys []Survey, coach string) {
	t.Helper()
	var reach, minute [3][4]float64 // by difficulty, over its clients; minutes of those who come there
	for d, name := range []string{"gentle", "middle", "guarded"} {
		n := 0.
		for _, s := range surveys {
			if s.Difficulty != name || s.Coach != coach {
				continue
			}
			n++
			for layer := range s.Reach {
				reach[d][layer] += s.Reach[layer]
				minute[d][layer] += s.Reach[layer] * s.Minute[layer]
			}
		}
		for layer := 1; layer <= 3; layer++ {
			minute[d][layer] /= reach[d][layer]
			reach[d][layer] /= n
		}
	}
	t.Logf("%s reaches the layers in %.2f of the talks, at minute %.1f", coach, reach, minute)
	for d := range 2 {
		for layer := 1; layer <= 3; layer++ {
			if reach[d+1][layer] > reach[d][layer] || minute[d+1][layer] <= minute[d][layer] {
				t.Errorf("%s: layer %d in %.2f of the talks at minute %.1f, with more guarded people in %.2f at %.1f", coach, layer,
					reach[d][layer], minute[d][layer], reach[d+1][layer], minute[d+1][layer])
			}
		}
	}
	if reach[2][3] >= reach[0][3] {
		t.Errorf("%s: guarded people say what they fear in %.2f of the talks, gentle ones in %.2f", coach, reach[2][3], reach[0][3])
	}
}

// Whatever is left out of good coaching, she comes less deep for it, or later.
func TestEveryIngredientCounts(t *testing.T) {
	if raced {
		t.Skip("looked at without the race detector")
	}
	coaches, _ := pick(slices.Concat(Ladder(), Coaches()), "attentive", "no silence", "no feelings met", "interrupts", "everyday", "hurried")
	for id, got := range index(held(t, coaches, 12)) {
		for _, without := range [][2]string{{"no silence", "attentive"}, {"no feelings met", "attentive"}, {"interrupts", "attentive"}, {"hurried", "everyday"}} {
			less, whole := got[without[0]], got[without[1]]
			layer := 3 // the deepest that the whole coach comes to more often than not
			for whole.Reach[layer] < .5 {
				layer--
			}
			later := less.Told <= whole.Told && less.Minute[layer] >= whole.Minute[layer]+2
			if shallower := less.Told <= whole.Told-.2; !shallower && !later {
				t.Errorf("%s: %s comes to layer %.2f, to %d at minute %.1f; %s to %.2f, at %.1f", id,
					less.Coach, less.Told, layer, less.Minute[layer], whole.Coach, whole.Told, whole.Minute[layer])
			}
		}
	}
}

// No trick stands for attention.
func TestOneTrickReachesNoFeeling(t *testing.T) {
	for id, got := range index(held(t, []Coach{OneFormula(), SilenceAlone()}, few)) {
		for name, s := range got {
			if s.Deepest > 1 {
				t.Errorf("%s: %s reaches layer %d", id, name, s.Deepest)
			}
		}
	}
}

// pick parts coaches into those with these names, each once, and the others.
func pick(coaches []Coach, names ...string) (named, others []Coach) {
	seen := map[string]bool{}
	for _, c := range coaches {
		switch {
		case seen[c.Name]:
		case slices.Contains(names, c.Name):
			named = append(named, c)
		default:
			others = append(others, c)
		}
		seen[c.Name] = true
	}
	slices.SortFunc(named, func(a, b Coach) int { return cmp.Compare(slices.Index(names, a.Name), slices.Index(names, b.Name)) })
	return named, others
}

// held are the surveys of n talks of each coach with each client. Every talk
// is checked for sanity as well.
func held(t *testing.T, coaches []Coach, n int) []Survey {
	t.Helper()
	surveys, err := Run(t.Context(), scenarios(t), coaches, n)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range surveys {
		for _, p := range s.Practices {
			sane(t, p)
		}
	}
	t.Logf("%d talks", len(surveys)*n)
	shorter(t, surveys)
	return surveys
}

// index are surveys by client and coach.
func index(surveys []Survey) map[string]map[string]Survey {
	by := map[string]map[string]Survey{}
	for _, s := range surveys {
		if by[s.Scenario] == nil {
			by[s.Scenario] = map[string]Survey{}
		}
		by[s.Scenario][s.Coach] = s
	}
	return by
}
