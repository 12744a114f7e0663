package phoneme

import (
	"strings"
	"unicode/utf8"
)

// A sentence shorter than shortest symbols stays with the next one, and a
// hesitation before least symbols or so is left to the engine: it says a lone
// "Yes." or "So…" worse than one with words around it.
const (
	shortest = 24
	least    = 10
)

// Piece is what an engine says in one go.
type Piece struct {
	Phonemes string
	// Hesitates is set when the sentence breaks off here and goes on in the next piece.
	Hesitates bool
}

// Pieces cuts phonemes into sentences of at most limit symbols, and at
// ellipses inside them. A sentence over the limit is cut at its clauses, then
// between words, then anywhere. A piece without a sound is left out.
func Pieces(phonemes string, limit int) []Piece {
	var out []Piece
	for rest := strings.TrimLeft(phonemes, " …"); rest != ""; rest = strings.TrimLeft(rest, " …") {
		n := pieceEnd(rest, limit)
		if p := strings.TrimSpace(rest[:n]); begins(p) != 0 {
			out = append(out, Piece{p, strings.HasSuffix(p, "…")})
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
		case r == '…' && gap && symbols >= least && utf8.RuneCountInString(s[end:]) >= least:
			return end
		case strings.ContainsRune(".!?,;:—…", r) && gap:
			clause = end
		}
	}
	return len(s)
}
