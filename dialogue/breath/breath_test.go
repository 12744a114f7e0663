package breath

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestCut(t *testing.T) {
	const ms = time.Millisecond
	for text, want := range map[string][]Part{
		"Yes. [pause:0.7] Something like that. [smiles]": {{0, "Yes."}, {700 * ms, "Something like that."}},
		"[pause:0.4]Yes. [pause:1.5]":                    {{400 * ms, "Yes."}, {1500 * ms, ""}},
		"…okay. [pause:oops] Well.":                      {{0, "okay."}, {0, "Well."}},
		"I do them and then I… well. I do them again.":   {{0, "I do them and then I"}, {350 * ms, "well. I do them again."}},
		"It goes on and on...":                           {{0, "It goes on and on"}},
		"a… — …b":                                        {{0, "a"}, {350 * ms, "b"}},
		"a [pause:1] … [pause:1] b":                      {{0, "a"}, {2 * time.Second, "b"}},
		"Yes. [pause:0.5 never closed":                   {{0, "Yes."}},
		"[laughs]Sure [sighs] I know [never closed":      {{0, "Sure I know"}},
		"40":          {{0, "40"}},
		"…":           nil,
		"?! [smiles]": nil,
		"[pause:0.5]": {{500 * ms, ""}},
	} {
		if got := Cut(text); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func FuzzCut(f *testing.F) {
	f.Add("a [pause:1] b [pause:x] c… d [smiles] [pause:99]")
	f.Fuzz(func(t *testing.T, text string) {
		all := Cut(text)
		for i, p := range all {
			if p.Pause < 0 || strings.ContainsAny(p.Text, "[…") || p.Text == "" && i < len(all)-1 || p.Text != "" && !spoken(p.Text) {
				t.Fatalf("%q: part %d of %q", text, i, all)
			}
		}
	})
}

func FuzzParts(f *testing.F) {
	f.Add("a [pause:1] b [pause:x] c [pause:-3] [pause:1e99] [pause:")
	f.Fuzz(func(t *testing.T, text string) {
		for _, p := range Parts(text) {
			if p.Pause < 0 || p.Pause > longestPause {
				t.Fatalf("%q: a pause of %v", text, p.Pause)
			}
			if strings.Contains(p.Text, "[pause:") {
				t.Fatalf("%q: the marker is still there: %q", text, p.Text)
			}
		}
	})
}
