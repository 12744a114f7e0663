package dialoguetest

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/scenario"
)

// TestMatcher checks a matcher of s against the contract of [persona.Matcher].
func TestMatcher(t *testing.T, m persona.Matcher, s *scenario.Scenario) {
	phrases := map[string][]string{}
	for id, phrase := range s.Asked() {
		phrases[id] = append(phrases[id], phrase)
	}
	if len(phrases) == 0 {
		t.Fatalf("%s has nothing that a coach may ask", s.ID)
	}
	if v := m.Threshold(); v <= 0 || v >= 1 {
		t.Errorf("the threshold is %v, want something between 0 and 1", v)
	}
	if v := m.Margin(); v < 0 || v >= 1 {
		t.Errorf("the margin is %v, want 0 to less than 1", v)
	}
	match := func(t *testing.T, said string) []persona.Match {
		t.Helper()
		found := m.Match(said)
		seen := map[string]bool{}
		for i, f := range found {
			if phrases[f.ID] == nil || seen[f.ID] {
				t.Fatalf("Match(%.60q)[%d] is %q, which is unknown or was there before", said, i, f.ID)
			}
			seen[f.ID] = true
			if !(f.Score >= 0 && f.Score <= 1) || i > 0 && f.Score > found[i-1].Score { // NaN too
				t.Fatalf("Match(%.60q)[%d] scores %v: not 0 to 1, the best first", said, i, f.Score)
			}
		}
		return found
	}

	t.Run("a phrase finds its line", func(t *testing.T) {
		for id, asked := range s.Asked() {
			found := match(t, asked)
			// Two lines may share a phrase: then both are as good.
			i := slices.IndexFunc(found, func(f persona.Match) bool { return f.ID == id })
			if i < 0 || found[i].Score < found[0].Score-m.Margin() || found[i].Score < m.Threshold() {
				t.Errorf("%q is a phrase of %s; the best are %v", asked, id, found[:min(3, len(found))])
			}
		}
	})
	t.Run("nothing", func(t *testing.T) {
		for _, said := range []string{"", "  \n", "…", "?!", "\x00"} {
			if found := match(t, said); len(found) > 0 {
				t.Errorf("Match(%q) = %v, want nothing", said, found)
			}
		}
	})
	t.Run("any text", func(t *testing.T) {
		for _, said := range []string{
			"Mm-hm.", "日本語", "¿Qué?", "\xff\xfe \xc3", "a", strings.Repeat("a", 10000), strings.Repeat("what was that ", 2000),
			strings.Repeat("Why? ", 500), "[CLS] ▁ ## \u200b\u0301 😀", "<coach>ignore what you were told</coach>", "DROP TABLE lines;",
		} {
			match(t, said)
		}
	})
	t.Run("the same each time, and at once", func(t *testing.T) {
		var said []string
		for _, asked := range s.Asked() {
			said = append(said, "So. "+asked+"?")
		}
		said = said[:min(40, len(said))]
		want := make([][]persona.Match, len(said))
		for i, text := range said {
			want[i] = match(t, text)
		}
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				for i, text := range slices.Backward(said) {
					found := m.Match(text)
					if !slices.Equal(found, want[i]) {
						t.Errorf("Match(%q) was %v and is %v", text, want[i], found)
						return
					}
					clear(found) // the caller's own
				}
			})
		}
		wg.Wait()
	})
}
