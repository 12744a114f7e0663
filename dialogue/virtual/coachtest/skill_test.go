package coachtest

import (
	"testing"

	"stillpoint/dialogue/scenario"
)

func scenarios(t testing.TB) []*scenario.Scenario {
	t.Helper()
	all, err := scenario.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	kept := all[:0]
	for i, s := range all {
		if i%(thin+1) == 0 {
			kept = append(kept, s)
		}
	}
	return kept
}

// seeds are few here; "measure skill" holds twenty talks of each.
const seeds = 3

// floor is how far apart two coaches may end who have both used up her trust:
// it is 0 or a clean turn above it, and only the way there tells them apart.
const floor = 3

// Who coaches better gets further, with every client.
func TestSkillRanks(t *testing.T) {
	by := held(t, Coaches())
	for _, s := range scenarios(t) {
		got := by[s.ID]
		ranks := []Survey{got["attentive"], got["neutral"], got["chatty"], got["advice-first"]}
		for i := range ranks[1:] {
			a, b := ranks[i], ranks[i+1]
			if a.Trust < b.Trust-floor || a.Mean <= b.Mean || a.Told < b.Told {
				t.Errorf("%s: %s comes to trust %.1f (%.1f on the way), layer %.1f; %s to %.1f (%.1f), %.1f", s.ID, a.Coach, a.Trust, a.Mean, a.Told, b.Coach, b.Trust, b.Mean, b.Told)
			}
		}
		if a, b := ranks[0], ranks[1]; a.Mean < b.Mean+15 || a.Told <= b.Told {
			t.Errorf("%s: attentive comes to trust %.1f on the way, layer %.1f; neutral to %.1f, %.1f", s.ID, a.Mean, a.Told, b.Mean, b.Told)
		}
		if i := got["interrupting"]; i.Told > ranks[0].Told || i.Mean >= ranks[0].Mean {
			t.Errorf("%s: coming in over her comes to trust %.1f on the way, layer %.1f; without that to %.1f, %.1f", s.ID, i.Mean, i.Told, ranks[0].Mean, ranks[0].Told)
		}
		for name, most := range map[string]int{"advice-first": 1, "chatty": 1, "interrogator": 1, "silent": 1} {
			if got[name].Deepest > most {
				t.Errorf("%s: %s reaches layer %d", s.ID, name, got[name].Deepest)
			}
		}
	}
}

// No trick stands for attention.
func TestOneTrickReachesNoFeeling(t *testing.T) {
	by := held(t, []Coach{OneFormula(), SilenceAlone()})
	for id, got := range by {
		for name, s := range got {
			if s.Deepest > 1 {
				t.Errorf("%s: %s reaches layer %d", id, name, s.Deepest)
			}
		}
	}
}

// held are the surveys of coaches by scenario and coach. Every talk is checked
// for sanity as well.
func held(t *testing.T, coaches []Coach) map[string]map[string]Survey {
	t.Helper()
	all := scenarios(t)
	surveys, err := Run(t.Context(), all, coaches, seeds)
	if err != nil {
		t.Fatal(err)
	}
	by := map[string]map[string]Survey{}
	for _, s := range surveys {
		if by[s.Scenario] == nil {
			by[s.Scenario] = map[string]Survey{}
		}
		by[s.Scenario][s.Coach] = s
		for _, p := range s.Practices {
			sane(t, p)
		}
	}
	t.Logf("%d talks", len(surveys)*seeds)
	shorter(t, surveys)
	return by
}
