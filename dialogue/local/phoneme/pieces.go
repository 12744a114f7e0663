package phoneme

import (
	"strings"
	"unicode/utf8"
)

// shortest is how many symbols a piece has at least, if more follow: an engine
// says a lone "Yes." worse than one with the next sentence.
const shortest = 24

// Pieces cuts phonemes into sentences of at most limit symbols, for an engine
// that speaks one at a time; very short sentences stay with the next. A
// sentence over the limit is cut at its clauses, then between words, then
// anywhere. A piece without a sound is left out.
func Pieces(phonemes string, limit int) []string {
	var out []string
	rest := phonemes
	for rest = strings.TrimLeft(rest, " "); rest != ""; rest = strings.TrimLeft(rest, " ") {
		n := pieceEnd(rest, limit)
		if p := strings.TrimSpace(rest[:n]); begins(p) != 0 {
			out = append(out, p)
		}
		rest = rest[n:]
	}
	return out
}

// pieceEnd is the length in bytes of the first piece of s.
func pieceEnd(s string, limit int) int {
	symbols, clause, space := 0, 0, 0
	for i, r := range s {
		if symbols == limit {
			switch {
			case clause > 0:
				return clause
			case space > 0:
				return space
			}
			return i
		}
		symbols++
		end := i + utf8.RuneLen(r)
		last := end == len(s)
		gap := last || s[end] == ' '
		switch {
		case last:
			return end
		case r == ' ':
			space = i
		case strings.ContainsRune(".!?", r) && gap && symbols >= shortest:
			return end
		case strings.ContainsRune(".!?,;:—…", r) && gap:
			clause = end
		}
	}
	return len(s)
}
