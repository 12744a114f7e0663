package minilm

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode"
)

const (
	vocabularySize = 30522
	startRune      = '▁' // marks, in the packaged list, a piece that begins a word
	wordStart      = string(startRune)
	longestWord    = 100 // runes; BERT takes a longer one for unknown
)

// pieces is BERT's vocabulary of word pieces, with lower case and no accents.
type pieces struct {
	ids                 map[string]int64
	unknown, start, end int64
	longest             int // bytes of the longest piece
}

// parsePieces reads the JSON list of size pieces, each at the place of its
// number: "▁to" begins a word, "ing" goes on with one.
func parsePieces(list []byte, size int) (pieces, error) {
	fail := func(err error) (pieces, error) { return pieces{}, fmt.Errorf("read word pieces: %w", err) }
	var names []string
	if err := json.Unmarshal(list, &names); err != nil {
		return fail(err)
	}
	if len(names) != size {
		return fail(fmt.Errorf("there are %d, want %d", len(names), size))
	}
	p := pieces{ids: make(map[string]int64, size)}
	for id, name := range names {
		p.ids[name] = int64(id)
		p.longest = max(p.longest, len(name))
	}
	for name, id := range map[string]*int64{"[UNK]": &p.unknown, "[CLS]": &p.start, "[SEP]": &p.end} {
		var ok bool
		if *id, ok = p.ids[name]; !ok {
			return fail(errors.New(name + " is not among them"))
		}
		delete(p.ids, name) // nobody says it
	}
	return p, nil
}

// tokens is text as the model reads it, at most limit (2 or more) of them with
// the start and the end: the last ones, where there are more, as what a coach
// asks stands at the end.
func (p pieces) tokens(text string, limit int) []int64 {
	ids := []int64{p.start}
	for _, word := range words(text) {
		ids = p.appendWord(ids, word)
	}
	return append(ids[:1], append(ids[max(1, len(ids)-limit+2):], p.end)...)
}

// appendWord cuts word into the longest pieces there are, from its start on. A
// word with a part that is no piece is unknown as a whole.
func (p pieces) appendWord(ids []int64, word string) []int64 {
	known := len(ids)
	if len([]rune(word)) > longestWord {
		return append(ids, p.unknown)
	}
	for rest := wordStart + word; rest != ""; {
		n := min(len(rest), p.longest)
		id, ok := p.ids[rest[:n]]
		for !ok && n > 1 {
			n--
			id, ok = p.ids[rest[:n]]
		}
		if !ok || rest[:n] == wordStart {
			return append(ids[:known], p.unknown)
		}
		ids, rest = append(ids, id), rest[n:]
	}
	return ids
}

// words are the words and punctuation marks of text as BERT's uncased
// vocabulary wants them. Curly apostrophes are made straight, which BERT does
// not do: phrases of a file and a recogniser's words would differ by them.
func words(text string) []string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case unicode.IsSpace(r), r == startRune:
			b.WriteByte(' ')
		case r == unicode.ReplacementChar || unicode.In(r, unicode.C, unicode.Mn):
		case r == '’' || r == '‘':
			b.WriteString(" ' ")
		case alone(r):
			b.WriteByte(' ')
			b.WriteRune(r)
			b.WriteByte(' ')
		default:
			b.WriteRune(plain(unicode.ToLower(r)))
		}
	}
	return strings.Fields(b.String())
}

// alone says that r is a word of its own: punctuation, every ASCII sign, and
// the characters of scripts that are written without spaces.
func alone(r rune) bool {
	return unicode.IsPunct(r) || r < 0x80 && !unicode.IsLetter(r) && !unicode.IsDigit(r) || unicode.Is(unicode.Han, r)
}

// accented are the letters with an accent, for each plain one, that Latin
// scripts of Europe use.
const accented = `a àáâãäåāăą
c çćĉċč
d ď
e èéêëēĕėęě
g ĝğġģ
h ĥ
i ìíîïĩīĭį
j ĵ
k ķ
l ĺļľ
n ñńņň
o òóôõöōŏő
r ŕŗř
s śŝşš
t ţť
u ùúûüũūŭůűų
w ŵ
y ýÿŷ
z źżž`

var plainOf = func() map[rune]rune {
	m := make(map[rune]rune)
	for line := range strings.Lines(accented) {
		base, letters, _ := strings.Cut(strings.TrimSpace(line), " ")
		for _, r := range letters {
			m[r] = rune(base[0])
		}
	}
	return m
}()

// plain is r, a small letter, without its accent.
func plain(r rune) rune {
	if p, ok := plainOf[r]; ok {
		return p
	}
	return r
}
