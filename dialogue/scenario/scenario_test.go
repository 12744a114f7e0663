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
			if line.Layer > 0 && len(line.Fits) == 0 || line.Layer > 1 && line.Cue == "" { // at the surface a line may wait for its question
				t.Errorf("%s: %s fits %q, cue %q: want some", s.ID, line.ID, line.Fits, line.Cue)
			}
		}
		if perLayer[0] < 24 || len(s.Lines) < 60 || len(s.Moves[MoveThin]) < 10 {
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
		{"open:  {1: 33, 2: 54, 3: 89}", "open:  {1: 33, 2: 94, 3: 89}", "thresholds of layer 3"},
		{"cue: nose_laugh}", "cue: grin}", `cue "grin"`},
		{`when: "always", `, `when: "sometimes", `, "write comparisons"},
		{`say: "It takes me forty minutes.`, `say: "` + strings.Repeat("far too long ", 30), "at most 280"},
		{"think: {0: [900, 1600]", "think: {0: [1600, 900]", "[least, most]"},
		{"facts:", "facts: &f", "anchors and aliases"},
		{"  thin:  ", "  thinn:  ", `moves: "thinn"`},
		{"minutes: 20", "minutes: twenty", "write one like 20"},
		{"age: 46", "age: [46]", "a list stands where a whole number belongs"},
		{"speed: 0.95", "speed: fast", "write one like 0.5"},
		{"speed: 0.95", "speed: 5", "from 0.5 to 2"},
		{"kokoro: af_bella", "kokoro: af_nobody", "write one of af_alloy"},
		{"kokoro: af_bella, ", "", "write one of af_alloy"},
		{`only_when: "layer 0 and guard >= 1"`, `only_when: "layer zero"`, "whole number"},
		{"There must be a method.", "I am so ashamed.", "belongs to layer 2"},
		{"  - {id: name, asked:", "  - {id: Weather, asked: [how is it there], say: Wet.}\n  - {id: name, asked:", "small letters"},
		{"  - {id: name, asked:", "  - {id: weather, asked: [how is it there]}\n  - {id: name, asked:", "write both asked and say"},
		{"  - {id: name, asked:", "  - {id: weather, asked: [a b], say: Wet.}\n  - {id: weather, asked: [c d], say: Dry.}\n  - {id: name, asked:", "used already"},
		{"  - {id: name, asked:", "  - {id: weather, asked: [a b], say: It was November.}\n  - {id: name, asked:", "belongs to layer 1"},
		{"family: two", "family: [two", "not closed"},
		{"title: The trays", "title: {a: b}", "write it in quotes"},
		{"values: [not", "values: none #", "write [one, two]"},
		{"person:\n", "person: Marit\nx:\n", "unknown key"},
		{"contract:\n", "contract:\n\tx: 1\n", "a tab"},
		{"title: The trays", "title: The trays\ntitle: Again", "already defined"},
		{`lost you.", aside: true`, `lost you.", aside: maybe`, "true or false"},
		{`lost you.", aside: true`, `lost you.", aside: true, continue: true`, "or {continue: true}"},
		{"{continue: true}", "{}", "or {continue: true}"},
		{"{at: 3, ", "{at: 0, ", "1 to 300 seconds"},
		{"{at: 3, ", "{at: 30, ", "in the order of at"},
		{"It takes me forty minutes.", "It takes me forty minutes in November.", `"november" belongs to layer 1`},
		{"Yes. I've tried that one.", "Yes. I've tried that at my most lonely.", `moves: advice: "lonely" belongs to layer 2`},
		{"It takes me forty minutes.", "It takes me self-care.", "never_says"},
		{"[pause:1.4] I don't like myself", "[pause:4] I don't like myself", "at most 3 seconds"},
		{"Could be. I'd have to", "Could be. {resume} I'd have to", "nothing may follow {resume}"},
		{"Could be. I'd have to look at it again.", "Could be. {resume}", "under interrupted only"},
		{"Could be. I'd have to", "Could be. (laughs) [laughs]", "words only"},
		{"word: level", "word: balance", "own_words"},
		{"fits: [context], word: trays", "fits: [kontext], word: trays", "write one of any, emotion_ack"},
		{"tags: [hard]", "tags: [heavy]", "bid, insight, hard"},
		{"  goodbye:\n", "  goodbye: []\n  spent2:\n", "goodbye: write at least one"},
		{"sounds: [\"Hm.\"", "sounds: [\"Hm. [pause:1] Hm.\"", "a short sound without pauses"},
		{"on_time: goodbye", "on_time: farewell", "write one of thin"},
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

// small is as little as a scenario can be.
const small = `schema: 1
id: small
language: en
title: Small
difficulty: gentle
person: {name: Ada, own_words: {trays: carrying}, never_says: [oops], voice: {tts: {kokoro: af_heart, speed: 1}}}
trust: {start: 25, gain: 100, loss: 100, open: {1: 32, 2: 52, 3: 72}, close: {1: 22, 2: 42, 3: 62}}
layers: {0: {name: a}, 1: {name: b, leak_terms: [deep]}, 2: {name: c}, 3: {name: d}}
think: {0: [900, 1600], thin: [600, 1200]}
sounds: ["Hm."]
emotion_cues: [{id: sigh, layer: 1, intensity: 2, marker: "[pause:0.9]"}]
opening: {say: "Hi. [pause:0.5] So."}
lines:
  layer0: [{id: a, say: "One. Two.", fits: [any]}]
  layer1: [{id: b, after: [a], say: "It is deep. Yes.", cue: sigh, word: trays, tags: [hard]}]
moves: {thin: "Mm.", unclear_audio: ["Sorry?"], goodbye: ["Bye."]}
silence: [{at: 6, when: "cue >= 2 and guard == 0", do: {continue: true}}, {at: 25, when: always, do: {say: "Hello?", aside: true}}]
interrupted: [{when: always, say: ["Sorry. {resume}", "Go on."]}]
end: {minutes: 20}
`

func TestParseSmall(t *testing.T) {
	s, err := Parse("small.yaml", []byte(small))
	if err != nil || len(s.Lines) != 2 || s.Lines[1].Layer != 1 || len(s.Lines[1].Text.Pieces) != 2 || s.Think.Layer[3].Max != 7*time.Second {
		t.Errorf("%+v, %v", s, err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(small)) // not the long example: what is made of it takes minutes to cut down
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
