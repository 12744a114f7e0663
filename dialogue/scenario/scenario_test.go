package scenario

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

func example(t testing.TB) string {
	t.Helper()
	data, err := os.ReadFile("files/marit-trays.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestEmbedded(t *testing.T) {
	all, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		if len(s.SHA256) != 64 || s.Think.Layer[0].Min == 0 || s.Person.Voice.TTS.Kokoro == "" {
			t.Errorf("%s: sha256 %q, think %v, voice %q", s.ID, s.SHA256, s.Think, s.Person.Voice.TTS.Kokoro)
		}
		perLayer := [4]int{}
		said := map[string]string{}
		for _, line := range s.Lines {
			perLayer[line.Layer]++
			lower := strings.ToLower(line.Text.Source)
			if other, twice := said[lower]; twice {
				t.Errorf("%s: %s says the same as %s", s.ID, line.ID, other)
			}
			said[lower] = line.ID
			if n := len(line.Asked); n < 4 {
				t.Errorf("%s: %s has %d asked phrases, want at least 4", s.ID, line.ID, n)
			}
			for _, word := range s.Person.NeverSays {
				if strings.Contains(lower, strings.ToLower(word)) {
					t.Errorf("%s: %s: she never says %q", s.ID, line.ID, word)
				}
			}
			for layer := line.Layer + 1; layer < 4; layer++ {
				for _, term := range s.Layers[layer].LeakTerms {
					if strings.Contains(lower, term) {
						t.Errorf("%s: %s gives away %q of layer %d", s.ID, line.ID, term, layer)
					}
				}
			}
		}
		if perLayer[0] < 24 || len(s.Lines) < 54 || len(s.Moves[MoveThin]) < 10 {
			t.Errorf("%s: lines a layer %v, thin moves %d: too few for a whole talk", s.ID, perLayer, len(s.Moves[MoveThin]))
		}
		if !slices.IsSorted([]int{perLayer[3], perLayer[2], perLayer[1], perLayer[0]}) {
			t.Errorf("%s: deeper lines should be rarer: %v", s.ID, perLayer)
		}
	}
}

func TestParseText(t *testing.T) {
	got, err := ParseText("…okay. [pause:0.8] Well… the rosters. {resume}")
	want := []Piece{{Words: "…okay."}, {Pause: 800 * time.Millisecond, Words: "Well… the rosters."}, {Resume: true}}
	if err != nil || !slices.Equal(got.Pieces, want) {
		t.Errorf("got %+v, %v; want %+v", got.Pieces, err, want)
	}
	for _, bad := range []string{"", "…[pause:3.1] x", "a [pause:0] b", "a [pause:1]", "a [pause:1] [pause:1] b", "a [pause:1] b [pause:1] c [pause:1] d",
		"a [pause] b", "a {name}", "{resume} and", "**a**", strings.Repeat("a", 281), "[laughs] yes"} {
		if got, err := ParseText(bad); err == nil {
			t.Errorf("%q was read as %+v", bad, got.Pieces)
		}
	}
}

func TestCuePause(t *testing.T) {
	const pause = 900 * time.Millisecond
	for source, want := range map[string][]Piece{
		"One. Two… three. Four.":      {{Words: "One. Two… three."}, {Pause: pause, Words: "Four."}},
		"I mean, well, it is.":        {{Words: "I mean, well,"}, {Pause: pause, Words: "it is."}},
		"Nothing.":                    {{Pause: pause, Words: "Nothing."}},
		"One. [pause:2] Two. Three.":  {{Words: "One."}, {Pause: 2 * time.Second, Words: "Two. Three."}},
		"…okay. Well. The rosters. 7": {{Words: "…okay. Well."}, {Pause: pause, Words: "The rosters. 7"}},
	} {
		text, err := ParseText(source)
		if err != nil {
			t.Fatal(err)
		}
		if got := text.withCue(pause).Pieces; !slices.Equal(got, want) {
			t.Errorf("%q: got %+v, want %+v", source, got, want)
		}
	}
}

func TestWhen(t *testing.T) {
	v := Vars{Cue: 2, Guard: 1, Open: 3, Trust: 40}
	for text, want := range map[string]bool{
		"always": true, "otherwise": true, "cue >= 2": true, "cue>2": false, "guard == 0": false, "trust <= 40": true, "trust < 40": false,
		"cue < 2 and guard >= 1":               false,
		"cue < 2 or guard >= 1":                true,
		"open == 3 or cue < 2 and guard >= 9":  true, // and binds tighter
		"cue < 2 and guard >= 1 or trust > 39": true,
	} {
		w, err := ParseWhen(text)
		if err != nil || w.Holds(v) != want {
			t.Errorf("%q: %v, %v; want %v", text, w.Holds(v), err, want)
		}
	}
	for _, bad := range []string{"", "cue", "cue >=", "cue >= x", "cue = 2", "mood > 1", "cue > 1 and", "cue > 1 guard > 1", "always and cue > 1", "cue > 1000", "not cue > 1"} {
		if _, err := ParseWhen(bad); err == nil {
			t.Errorf("%q was accepted", bad)
		}
	}
	if (When{}).Holds(v) {
		t.Error("the zero When holds")
	}
}

func TestSilenceAt(t *testing.T) {
	s, err := Parse("x.yaml", []byte(example(t)))
	if err != nil {
		t.Fatal(err)
	}
	if e, ok := s.SilenceAt(6*time.Second, Vars{Cue: 2, Open: 3}); !ok || !e.Do.Continue {
		t.Errorf("6 s, open, after a cue: %+v, %v; want continue", e.Do, ok)
	}
	if _, ok := s.SilenceAt(3*time.Second, Vars{Open: 3}); ok {
		t.Error("3 s without guard: want nothing")
	}
	if e, ok := s.SilenceAt(10*time.Second, Vars{Open: 1}); !ok || e.Do.Continue || len(e.Do.Say) == 0 {
		t.Errorf("10 s, hardly open: %+v, %v; want the entry marked otherwise", e.Do, ok)
	}
}

// Each fault must be refused with the line it stands in and what to write.
func TestParseRefuses(t *testing.T) {
	good := example(t)
	tests := []struct{ old, new, want string }{
		{"difficulty: middle", "difficulty: hard", "gentle, middle, guarded"},
		{"schema: 1", "schema: 2", "write schema: 1"},
		{"id: marit-trays", "id: ../marit", "small letters"},
		{"title: The trays", "titel: The trays", `unknown key "titel"`},
		{"    - {id: a2, after: [a1]", "    - {id: a1, after: [a1]", "id a1 is used already"},
		{"    - {id: a2, after: [a1]", "    - {id: a2, after: [zz]", `no line "zz"`},
		{"    - {id: b1, say", "    - {id: b1, after: [b2], say", "waits for itself"},
		{"    - {id: b1, say", "    - {id: b1, colour: red, say", `unknown key "colour"`},
		{"open:  {1: 32, 2: 52, 3: 72}", "open:  {1: 32, 2: 82, 3: 72}", "thresholds of layer 3"},
		{"cue: nose_laugh}", "cue: grin}", `cue "grin"`},
		{`when: "always", `, `when: "sometimes", `, "write comparisons"},
		{`say: "It takes me forty minutes.`, `say: "` + strings.Repeat("far too long ", 30), "at most 280"},
		{"think: {0: [900, 1600]", "think: {0: [1600, 900]", "[least, most]"},
		{"facts:", "facts: &f", "anchors and aliases"},
		{"  thin:  ", "  thinn:  ", `moves: "thinn"`},
		{"minutes: 20", "minutes: twenty", "cannot unmarshal"},
		{"family: two", "family: [two", ":"},
	}
	for _, tt := range tests {
		if !strings.Contains(good, tt.old) {
			t.Fatalf("the example has no %q", tt.old)
		}
		bad := strings.Replace(good, tt.old, tt.new, 1)
		_, err := Parse("x.yaml", []byte(bad))
		if err == nil {
			t.Errorf("%q was accepted", tt.new)
			continue
		}
		p, ok := errors.AsType[*Problem](err)
		if !ok || p.File != "x.yaml" || p.Line == 0 || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: %v\nwant a line and %q", tt.new, err, tt.want)
		}
	}
	for name, data := range map[string]string{
		"empty": "", "list": "[1, 2]", "two documents": good + "\n---\n" + good, "not UTF-8": "schema: \xff",
		"too big": good + "#" + strings.Repeat("x", MaxBytes),
		"bomb":    "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
		"deep":    strings.Repeat("[", 60000),
	} {
		if _, err := Parse("x.yaml", []byte(data)); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(example(f)))
	f.Add([]byte("schema: 1\nlines: {layer0: [{id: a, say: \"x [pause:1] y\"}]}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Parse("fuzz.yaml", data)
		if err != nil {
			if _, ok := errors.AsType[*Problem](err); !ok {
				t.Errorf("not a Problem: %v", err)
			}
			return
		}
		ids := map[string]bool{}
		for _, line := range s.Lines {
			if ids[line.ID] || len(line.Text.Pieces) == 0 {
				t.Errorf("accepted line %+v", line)
			}
			ids[line.ID] = true
		}
	})
}

func FuzzWhen(f *testing.F) {
	f.Add("open >= 1 and cue >= 2 or guard == 0", 1, 2)
	f.Fuzz(func(t *testing.T, text string, a, b int) {
		if w, err := ParseWhen(text); err == nil {
			w.Holds(Vars{a, b, a, b})
		}
	})
}

func FuzzText(f *testing.F) {
	f.Add("Hm. [pause:0.8] I don't know… {resume}", 900)
	f.Fuzz(func(t *testing.T, source string, ms int) {
		text, err := ParseText(source)
		if err != nil {
			return
		}
		var before, after strings.Builder
		for _, p := range text.Pieces {
			before.WriteString(strings.ReplaceAll(p.Words, " ", ""))
		}
		for _, p := range text.withCue(time.Duration(ms) * time.Millisecond).Pieces {
			if p.Words == "" && !p.Resume {
				t.Errorf("%q: a piece without words", source)
			}
			after.WriteString(strings.ReplaceAll(p.Words, " ", ""))
		}
		if before.String() != after.String() {
			t.Errorf("%q: words changed from %q to %q", source, before.String(), after.String())
		}
	})
}
