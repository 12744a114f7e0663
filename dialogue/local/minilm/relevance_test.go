package minilm

import (
	_ "embed"
	"slices"
	"strings"
	"testing"
)

// coachSays are things a coach might say to Marit, each with the lines that
// answer it, or "-" when none does. They are not among the phrases.
//
//go:embed testdata/marit-trays.tsv
var coachSays string

// TestRelevance is where threshold and margin come from. All lines compete, as
// they never do in a talk.
func TestRelevance(t *testing.T) {
	m := matcher(t)
	var right, kept, asked, taken, beside int
	var ahead, level [2]int // wrong, right: by the margin and within it
	for line := range strings.Lines(coachSays) {
		said, ids, _ := strings.Cut(strings.TrimSpace(line), "\t")
		found := m.Match(said)
		over := found[0].Score >= threshold
		if ids == "-" {
			beside++
			if over {
				taken++
				t.Logf("taken for a question: %s %v", said, found[:2])
			}
			continue
		}
		asked++
		hit := 0
		if slices.Contains(strings.Fields(ids), found[0].ID) {
			hit = 1
			right++
			if over {
				kept++
			}
		}
		if found[0].Score-found[1].Score >= margin {
			ahead[hit]++
		} else {
			level[hit]++
		}
	}
	t.Logf("the right one of all lines first: %d of %d, %d of them over the threshold", right, asked, kept)
	t.Logf("beside the point, but over the threshold: %d of %d", taken, beside)
	t.Logf("ahead by the margin: %d right, %d wrong; less: %d right, %d wrong", ahead[1], ahead[0], level[1], level[0])
	if asked < 100 || float64(right) < .65*float64(asked) || float64(kept) < .95*float64(right) {
		t.Errorf("of %d questions %d found their line, %d of them over the threshold: want 65 %%, and 95 %% of those", asked, right, kept)
	}
	if beside < 20 || float64(taken) > .2*float64(beside) {
		t.Errorf("%d of %d things beside the point were taken for a question, want at most 20 %%", taken, beside)
	}
}
