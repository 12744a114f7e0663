package phoneme

import (
	"strings"
	"unicode"
)

// token is a word, or a mark that Kokoro knows.
type token struct {
	text  string
	word  bool
	glued bool // no space before it
}

var typography = strings.NewReplacer(
	"’", "'", "‘", "'", "ʼ", "'", "`", "'", "´", "'", "′", "'",
	"“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`,
	"....", "…", "...", "…", ". . .", "…",
	"‐", "-", "‑", "-", "--", "—", " – ", "—", " - ", "—", "―", "—",
	"\u00ad", "", "\u200b", "", "\u200d", "", "\ufeff", "",
)

// split parts a text into words and marks. A word is letters, with
// apostrophes and full stops between letters and hyphens taken apart later.
func split(text string) []token {
	var out []token
	rs := []rune(text)
	spaced := true
	for i := 0; i < len(rs); {
		switch {
		case rs[i] == ' ':
			spaced = true
			i++
			continue
		case wordStart(rs, i):
			j := i + 1
			for j < len(rs) && wordPart(rs, j) {
				j++
			}
			out = append(out, token{text: string(rs[i:j]), word: true, glued: !spaced})
			i = j
		default:
			if m := mark(rs, i, spaced); m != "" {
				out = append(out, token{text: m, glued: !spaced})
			}
			i++
		}
		spaced = false
	}
	return out
}

func letter(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) }

// wordStart: a letter, or an apostrophe that belongs to a word ('em, 'cause).
func wordStart(rs []rune, i int) bool {
	if letter(rs[i]) {
		return true
	}
	if rs[i] != '\'' || i+1 >= len(rs) || !letter(rs[i+1]) || (i > 0 && letter(rs[i-1])) {
		return false
	}
	j := i + 1
	for j < len(rs) && letter(rs[j]) {
		j++
	}
	switch strings.ToLower(string(rs[i+1 : j])) {
	case "em", "cause", "til", "tis", "twas", "bout", "round", "cos", "n":
		return true
	}
	return false
}

func wordPart(rs []rune, i int) bool {
	if letter(rs[i]) {
		return true
	}
	next := i+1 < len(rs) && letter(rs[i+1])
	switch rs[i] {
	case '\'':
		// Between letters (don't), or after s or in' (the others', goin').
		prev := unicode.ToLower(rs[i-1])
		return next || prev == 's' || (prev == 'n' && i >= 2 && rs[i-2] == 'i')
	case '.':
		// U.K. or e.g.: single letters only.
		single := i < 2 || !letter(rs[i-2])
		if !single {
			return false
		}
		return (next && (i+2 >= len(rs) || !letter(rs[i+2]))) || (i >= 2 && rs[i-2] == '.')
	case '-':
		return next
	}
	return false
}

// mark is what Kokoro gets for a character that is no letter: one of its own
// marks, or nothing.
func mark(rs []rune, i int, spaced bool) string {
	switch r := rs[i]; r {
	case ',', '.', '!', '?', '—', '…', ';', ':', '(', ')':
		return string(r)
	case '"':
		if spaced || i == 0 {
			return "“"
		}
		return "”"
	case '–':
		return "—"
	case '/':
		return ","
	}
	return ""
}
