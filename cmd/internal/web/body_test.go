package web

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestOneLine(t *testing.T) {
	for text, want := range map[string]string{
		"What  else?\r\n":             "What else?",
		"\u202ewhat\u2066 else\u00ad": "what else",
		"a\u2028b\u0085c\u00a0d\x00e": "a b c d e",
		"👩\u200d🏫 \u200d":             "👩\u200d🏫",
		" \u200d \u200b\ufeff":        "",
	} {
		if got := oneLine(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// FuzzOneLine: what is cleaned stays as it is, and says nothing unseen.
func FuzzOneLine(f *testing.F) {
	for _, seed := range []string{"What else?", " a \t b\u202e", "\u200d\u200c x \u200d", "\xff\x00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := oneLine(text)
		if again := oneLine(got); again != got || strings.ContainsFunc(got, unicode.IsControl) || strings.Contains(got, "  ") || strings.ContainsAny(got, "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2028") {
			t.Errorf("%q: %q, then %q", text, got, again)
		}
		if utf8.RuneCountInString(got) > utf8.RuneCountInString(text) {
			t.Errorf("%q grew to %q", text, got)
		}
	})
}
