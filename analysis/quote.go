package analysis

import (
	"math"
	"strings"
	"unicode/utf8"

	"stillpoint/dialogue/timeline"
)

// longQuote in bytes: a longer sentence is cut around what matters in it.
const longQuote = 150

// quote is bytes [from, to) of s with the sentence around them, as one event
// has them, and when that was said. A quote that only a correction has names
// the correction, for Quote is a substring of the text of the event Seq; nil
// when the words stand in no event.
func (k *talk) quote(s *said, from, to int) (*Quote, part) {
	if len(s.parts) == 0 {
		return nil, part{from: s.from, to: s.to}
	}
	p := s.parts[0]
	for _, q := range s.parts {
		if from >= q.at && strings.TrimSpace(q.text) != "" {
			p = q
		}
	}
	from, to = min(max(from-p.at, 0), len(p.text)), min(max(to-p.at, 0), len(p.text))
	a, b := sentence(p.text, from, to)
	for _, text := range []string{p.text[a:b], p.text[from:to]} {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		if seq, ok := k.place(p, text); ok {
			return &Quote{Seq: seq, Quote: text}, p
		}
	}
	return nil, p
}

// whole is all of s, or the beginning of it.
func (k *talk) whole(s *said) (*Quote, part) { return k.quote(s, 0, len(s.text)) }

// place is the event whose text has this quote of part p.
func (k *talk) place(p part, quote string) (seq int, ok bool) {
	if strings.Contains(k.texts[p.seq], quote) {
		return p.seq, true
	}
	if p.raw == "" {
		return 0, false
	}
	for _, e := range k.tl.Events {
		if c, is := e.Body.(timeline.Correction); is && c.Of == p.seq && strings.Contains(c.Text, quote) {
			seq, ok = e.Seq, true // of several the last holds
		}
	}
	return seq, ok
}

// sentence widens bytes [from, to) of text to the sentences they stand in, as
// far as that is no longer than longQuote.
func sentence(text string, from, to int) (int, int) {
	a, b := from, to
	for a > 0 && !ends(text[a-1]) {
		a--
	}
	for b < len(text) && (b == 0 || !ends(text[b-1])) {
		b++
	}
	for b < len(text) && ends(text[b]) {
		b++
	}
	if b-a <= longQuote {
		return a, b
	}
	// A long sentence: words on both sides as they fit, those before first.
	a, b = max(a, min(from, to-longQuote/2)), min(b, max(to, from+longQuote/2))
	if b-a > longQuote {
		b = a + longQuote
	}
	for a > 0 && text[a-1] != ' ' {
		a--
	}
	for b < len(text) && text[b] != ' ' {
		b++
	}
	for a > 0 && !utf8.RuneStart(text[a]) {
		a--
	}
	return a, b
}

func ends(c byte) bool { return c == '.' || c == '?' || c == '!' }

func round2(x float64) float64 { return math.Round(x*100) / 100 }
