package verbal

import (
	"strings"
	"unicode/utf8"
)

// A said is an utterance as the model sees it: lower case, without
// hesitations and words said twice in a stammer, one space between tokens.
type said struct {
	text   []byte // " so , what is it ? "
	tokens []token
	words  []token // those that are no punctuation
	marks  int     // question marks
	cont   bool    // goes on with something: it begins with a dash
	cut    bool    // is cut off: it ends with a dash
}

// A token is a word or a mark of punctuation, [from, to) of the text.
type token struct {
	from, to int
	hash     uint64
	manner
}

// longest is how many tokens of each end of an utterance are looked at.
const longest = 120

// hear reads text for the model. It is total: any bytes will do.
func hear(text string) said {
	s := said{text: make([]byte, 1, len(text)+16)}
	s.text[0] = ' '
	trimmed := strings.TrimSpace(text)
	s.cont = strings.HasPrefix(trimmed, "-")
	s.cut = strings.HasSuffix(trimmed, "-") || strings.HasSuffix(trimmed, "—")
	s.marks = strings.Count(text, "?")
	all := make([]token, 0, len(text)/4+4)
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !lettered(r) {
			if mark := punctuation(r); mark != 0 {
				all = s.add(all, string(mark), manner{mark: true})
			}
			i += size
			continue
		}
		from := i
		for i < len(text) {
			r, size := utf8.DecodeRuneInString(text[i:])
			if !lettered(r) {
				break
			}
			i += size
		}
		w := strings.ToLower(text[from:i])
		if strings.Contains(w, "’") {
			w = strings.ReplaceAll(w, "’", "'")
		}
		if m := manners[w]; !m.hesitates {
			all = s.add(all, w, m)
		}
	}
	if len(all) > 2*longest {
		all = append(all[:longest], all[len(all)-longest:]...)
	}
	s.tokens = all
	s.words = make([]token, 0, len(all))
	for _, t := range all {
		if !t.mark {
			s.words = append(s.words, t)
		}
	}
	return s
}

// add appends one token. A word that repeats the one before it, with a dash
// between or without, takes its place.
func (s *said) add(all []token, w string, m manner) []token {
	h := hashOf(w)
	n := len(all)
	if n > 0 && all[n-1].hash == h {
		return all
	}
	if n > 1 && all[n-2].hash == h && s.text[all[n-1].from] == '-' {
		s.text = s.text[:all[n-1].from]
		return all[:n-1]
	}
	from := len(s.text)
	s.text = append(append(s.text, w...), ' ')
	return append(all, token{from, from + len(w), h, m})
}

// lettered is inWord, quick for most.
func lettered(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '\''
	}
	return inWord(r)
}

// punctuation is the mark that r counts as, 0 for none.
func punctuation(r rune) rune {
	switch r {
	case '?', '.', '!', ',', '-', '[':
		return r
	case '—', '–':
		return '-'
	case '…':
		return '.'
	}
	return 0
}

// hashOf is FNV-1a, 64 bits.
func hashOf(w string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(w) {
		h = (h ^ uint64(w[i])) * 1099511628211
	}
	return h
}

// A manner is what is known of a token beside its letters.
type manner struct {
	role      byte // in a sentence; 0 for most
	mark      bool // punctuation
	hesitates bool // "um": left out
	small     bool // carries no meaning of its own
}

// Roles of words in a sentence: who is spoken of, and what asks.
const (
	roleYou byte = iota + 1
	roleI
	roleWe
	roleIt
	roleThey
	roleWh
	roleAux
	roleCount
)

// manners are those of words that have one.
var manners = func() map[string]manner {
	all := map[string]manner{}
	for role, words := range []string{
		roleYou:  "you your yours yourself you're you've you'd you'll",
		roleI:    "i me my mine i'm i've i'd i'll",
		roleWe:   "we us our let's we're we've we'll",
		roleIt:   "it that this it's that's",
		roleThey: "he she they him her them his their",
		roleWh:   "what how who where when why which what's how's",
		roleAux:  "is are was were do does did can could would will should have has had may might",
	} {
		for w := range strings.FieldsSeq(words) {
			all[w] = manner{role: byte(role), small: true}
		}
	}
	for _, words := range []map[string]bool{functionWords, lightWords} {
		for w := range words {
			m := all[w]
			m.small = true
			all[w] = m
		}
	}
	for w := range strings.FieldsSeq("um uh er uhm erm") {
		all[w] = manner{hesitates: true}
	}
	return all
}()
