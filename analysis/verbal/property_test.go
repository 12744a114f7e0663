package verbal

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"stillpoint/dialogue/timeline"
)

// sound checks what holds for any two texts: spans are in range and whole
// words, a name comes once, the order is by place, and a second run agrees.
func sound(t *testing.T, hers, coach string, cue int) {
	t.Helper()
	c := Context{Cue: cue, OwnWords: []string{"trays", hers}, Heard: []timeline.Utterance{
		{Side: timeline.Coach, Text: "Hm. " + hers}, {Side: timeline.Client, Text: hers}, {Side: timeline.Coach, Text: coach}}}
	got := Detect(c)
	names := map[string]bool{}
	for _, e := range got {
		if e.From < 0 || e.From >= e.To || e.To > len(coach) || e.Confidence <= 0 || e.Confidence > 1 {
			t.Fatalf("%q: %+v", coach, e)
		}
		if utf8.ValidString(coach) && !utf8.ValidString(coach[e.From:e.To]) {
			t.Fatalf("%q: %+v cuts a letter", coach, e)
		}
		if names[e.Name] {
			t.Fatalf("%q: %s twice", coach, e.Name)
		}
		names[e.Name] = true
	}
	if !slices.IsSortedFunc(got, func(a, b Evidence) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Name, b.Name)) }) {
		t.Fatalf("%q: out of order: %v", coach, got)
	}
	if again := Detect(c); !reflect.DeepEqual(got, again) {
		t.Fatalf("%q: %v, then %v", coach, got, again)
	}
	for _, s := range Feelings(coach) {
		if s.From >= s.To || s.To > len(coach) || s.Intensity < 0 || s.Intensity > 3 {
			t.Fatalf("%q: %+v", coach, s)
		}
	}
	AsksFeeling(coach)
}

func FuzzDetect(f *testing.F) {
	for _, s := range scenes(f, "labelled.txt") {
		f.Add(s.ctx.Heard[0].Text, s.coach(), s.ctx.Cue)
	}
	f.Add("", "I’m… so— “sad” ’ '' n't i'm'm\xff\xc3", 3)
	f.Fuzz(func(t *testing.T, hers, coach string, cue int) { sound(t, hers, coach, cue) })
}

// TestAnyPairing judges each coach turn of the tables after each of her lines.
func TestAnyPairing(t *testing.T) {
	var hers, coach []string
	for _, s := range scenes(t, "cases.txt") {
		hers = append(hers, s.ctx.Heard[0].Text)
		coach = append(coach, s.coach())
	}
	hers = slices.Compact(hers)
	for i, h := range hers {
		for k := i % 3; k < len(coach); k += 3 {
			sound(t, h, coach[k], k%4)
		}
	}
}

// TestRecogniser: what a recogniser leaves out, marks and capitals, does not
// change the names that are found, as long as sentences do not depend on them.
func TestRecogniser(t *testing.T) {
	for _, text := range []string{
		"That sounds exhausting. What is it like for you, night after night?",
		"You should write it down.",
		"I'm sorry, I interrupted you.",
		"Would it be okay if I asked about your mother?",
		"Don't worry. It's not that bad.",
		"What kind of work is it, and who taught you that?",
		"Why don't you ask him?",
		"You're angry with him, aren't you?",
		"I'm not saying you should leave.",
	} {
		bare := strings.Map(func(r rune) rune {
			if strings.ContainsRune(".,?!", r) {
				return -1
			}
			return r
		}, strings.ToLower(text))
		noApostrophes := strings.ReplaceAll(bare, "'", "")
		names := func(coach string) []string {
			out := sure(Context{Cue: 2, Heard: []timeline.Utterance{{Side: timeline.Client, Text: "I work every night and it's too much."}, {Side: timeline.Coach, Text: coach}}})
			slices.Sort(out)
			return out
		}
		want := names(text)
		for _, version := range []string{bare, noApostrophes, "um " + bare, strings.ReplaceAll(text, "'", "’")} {
			if got := names(version); !slices.Equal(got, want) {
				t.Errorf("%q: got %v, want %v as for %q", version, got, want, text)
			}
		}
	}
}

func TestNotTheCoach(t *testing.T) {
	for _, heard := range [][]timeline.Utterance{nil, {{Side: timeline.Client, Text: "You should rest."}}, {{Side: timeline.Coach}}, {{Side: timeline.Coach, Text: "…!?"}}} {
		if got := Detect(Context{Heard: heard}); len(got) > 0 {
			t.Errorf("%v: got %v", heard, got)
		}
	}
}

// TestSpan: evidence quotes the coach letter by letter.
func TestSpan(t *testing.T) {
	coach := "Hm — “ja”. I’m sorry, I interrupted you."
	for _, e := range Detect(Context{Heard: []timeline.Utterance{{Side: timeline.Client, Text: "So I…"}, {Side: timeline.Coach, Text: coach}}}) {
		if e.Name == Repair {
			if got := coach[e.From:e.To]; got != "I’m sorry, I" {
				t.Errorf("got %q", got)
			}
			return
		}
	}
	t.Error("no repair")
}
