package local

import (
	"os"
	"path/filepath"
	"testing"

	"stillpoint/dialogue/dialoguetest"
	"stillpoint/dialogue/local/localtest"
	"stillpoint/dialogue/scenario"
)

// TestMatcher finds the lines of two scenarios, and keeps what that took. How
// well the lines of each are found is package minilm's to test.
func TestMatcher(t *testing.T) {
	models := localtest.Models(t, meaningFiles...)
	keep := filepath.Join(t.TempDir(), "meaning")
	e, err := Open(Config{Models: models, Meaning: keep, Log: silent})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	all, err := scenario.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	if all = all[:2]; raced {
		all = all[:1]
	}
	for _, s := range all {
		m, err := e.Matcher(t.Context(), s.ID, s.Asked())
		if err != nil {
			t.Fatal(err)
		}
		t.Run(s.ID, func(t *testing.T) { dialoguetest.TestMatcher(t, m, s) })
	}
	kept, err := os.ReadDir(keep)
	if err != nil || len(kept) != len(all) {
		t.Errorf("%d files are kept, %v; want one for each of %d scenarios", len(kept), err, len(all))
	}
}
