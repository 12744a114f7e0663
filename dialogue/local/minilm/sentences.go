package minilm

import (
	"strings"
	"unicode"
)

// sentences cuts text after each '.', '!', '?' or '…' that a space or the end
// follows. A piece without a letter is left out.
func sentences(text string) (out []string) {
	from := 0
	add := func(to int) {
		if s := strings.TrimSpace(text[from:to]); strings.ContainsFunc(s, unicode.IsLetter) {
			out = append(out, s)
		}
		from = to
	}
	ended := false
	for at, r := range text {
		if ended && unicode.IsSpace(r) {
			add(at)
		}
		ended = strings.ContainsRune(".!?…", r)
	}
	add(len(text))
	return out
}
