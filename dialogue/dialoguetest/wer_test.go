package dialoguetest

import (
	"strings"
	"testing"
)

func TestWords(t *testing.T) {
	for in, want := range map[string]string{
		"Hello, World!":                    "hello world",
		"Mr. and Mrs. O’Neill don't mind…": "mister and missus o'neill don't mind",
		"an ill-disposed young man":        "an ill disposed young man",
		"25 people, twenty-five people":    "twenty five people twenty five people",
		"one hundred and five or 105":      "one hundred five or one hundred five",
		"a hundred and a half":             "a hundred and a half",
		"1,250,003 and 40":                 "one million two hundred fifty thousand three and forty",
		"in 1984, 2007 or 2024":            "in nineteen eighty four two thousand seven or twenty twenty four",
		"the 1st, 22nd and 30th":           "the first twenty second and thirtieth",
		"$20 is 3.5% of it":                "twenty dollars is three point five percent of it",
		"at 10:30, 9:05 or 3:00pm":         "at ten thirty nine oh five or three pm",
		"the 1980s":                        "the nineteen eighties",
		"4 p.m. — OK":                      "four pm okay",
		"12345678901":                      "one two three four five six seven eight nine zero one",
		"":                                 "",
		"... -- '":                         "",
	} {
		if got := strings.Join(Words(in), " "); got != want {
			t.Errorf("Words(%q)\n got %q\nwant %q", in, got, want)
		}
	}
}

func TestWER(t *testing.T) {
	var w WER
	for _, c := range []struct {
		reference, heard string
		want             int
	}{
		{"the small dog", "The small dog.", 0},
		{"the small dog", "the dog", 1},
		{"the small dog", "the very small dog", 1},
		{"the small dog", "a small cat", 2},
		{"the small dog", "", 3},
		{"", "dog", 1},
	} {
		if got := w.Add(c.reference, c.heard); got != c.want {
			t.Errorf("%q heard as %q: %d errors, want %d", c.reference, c.heard, got, c.want)
		}
	}
	if w.Errors != 8 || w.Words != 15 || w.Rate() != 8./15 {
		t.Errorf("in all %+v, rate %.3f; want 8 of 15", w, w.Rate())
	}
}

func FuzzWords(f *testing.F) {
	f.Add("Mr. 105 $3.50 at 10:30")
	f.Fuzz(func(t *testing.T, text string) {
		for _, w := range Words(text) {
			if w == "" || strings.ContainsAny(w, " \n") {
				t.Errorf("%q gives the word %q", text, w)
			}
		}
	})
}
