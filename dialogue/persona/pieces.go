package persona

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"stillpoint/dialogue/scenario"
)

// piece is what a voice can begin to say while the rest is still being written.
type piece struct {
	text  string
	pause time.Duration // before the words
	ends  bool          // a sentence ends with it
}

// Sizes of a piece, in runes; the first is short, so that her voice can begin.
const (
	firstRunes  = 12
	firstComma  = 28 // from here a comma may end the first piece
	firstWords  = 8
	laterRunes  = 20
	mostRunes   = 180
	longestMark = 16 // of "[pause:0.8]", bytes
	mostText    = 4 << 10
)

// cutter cuts a stream of text into pieces. What comes out does not depend on
// how the stream was chopped.
type cutter struct {
	labels []string // lower-case, with colon: her own name before her words is dropped
	raw    []byte
	given  int // pieces handed out
}

// push takes more text and gives the pieces that are certain now.
func (c *cutter) push(text string) []piece {
	c.raw = append(c.raw, text[:min(len(text), mostText-len(c.raw))]...)
	return c.fresh(false)
}

// full says that no more text is taken.
func (c *cutter) full() bool { return len(c.raw) >= mostText }

// rest gives what is left when the stream has ended, up to the end of the last
// whole sentence: a word or a thought broken off is not spoken.
func (c *cutter) rest() []piece { return c.fresh(true) }

func (c *cutter) fresh(final bool) []piece {
	all := cutPieces(scrub(c.raw, c.labels, final), final)
	fresh := all[min(c.given, len(all)):]
	c.given = max(c.given, len(all))
	return fresh
}

var pauseMark = regexp.MustCompile(`^\[pause: ?([0-9]{1,2}(?:\.[0-9]{1,3})?) ?s?\]`)

// cutPieces is text cut up. Unless final, only the pieces that hold whatever follows.
func cutPieces(text string, final bool) []piece {
	k := cutting{text: text, final: final}
	for k.at < len(text) && k.step() {
	}
	if final {
		k.end(whole(text[k.from:]))
	}
	return k.pieces
}

type cutting struct {
	text   string
	final  bool
	pieces []piece
	from   int // where the piece being read begins
	at     int // what is read so far
	pause  time.Duration
	words  int // begun in this piece
	soft   int // after the last comma, or before the last conjunction, of the first piece
	inWord bool
}

// step reads one rune, or a mark; false when what follows is needed to go on.
func (k *cutting) step() bool {
	r, n := utf8.DecodeRuneInString(k.text[k.at:])
	if r == '[' {
		m := pauseMark.FindStringSubmatch(k.text[k.at:])
		if m == nil && !k.final && len(k.text)-k.at < longestMark && !strings.Contains(k.text[k.at:], "]") {
			return false
		}
		if m != nil {
			k.end(k.text[k.from:k.at])
			seconds, _ := strconv.ParseFloat(m[1], 64) // the pattern is a number
			k.pause = min(k.pause+time.Duration(seconds*float64(time.Second)), scenario.MaxPause)
			k.begin(k.at + len(m[0]))
			return true
		}
	}
	if r == '\n' {
		k.end(k.text[k.from:k.at])
		if len(k.pieces) > 0 {
			k.pieces[len(k.pieces)-1].ends = true
		}
		k.begin(k.at + n)
		return true
	}
	first := len(k.pieces) == 0
	if unicode.IsSpace(r) {
		k.inWord = false
	} else if !k.inWord {
		k.inWord = true
		k.words++
		if first && k.words > firstWords {
			cut := k.at
			if k.soft > 0 {
				cut = k.soft
			}
			k.end(k.text[k.from:cut])
			k.begin(cut)
			return true
		}
		word, complete := wordAt(k.text[k.at:])
		if !complete && !k.final {
			return false
		}
		if first && k.words > 1 && conjunctions[strings.ToLower(word)] && k.runes(k.at) >= firstRunes {
			k.soft = k.at
		}
	}
	switch {
	case strings.ContainsRune(".?!…", r):
		return k.mark()
	case strings.ContainsRune(",;:—–", r) && first:
		after := k.at + n
		next, ok := follows(k.text[after:])
		if !ok && !k.final {
			return false
		}
		if next > 0 && k.runes(after) >= firstRunes {
			k.soft = after
			if k.runes(after) >= firstComma {
				k.end(k.text[k.from:after])
				k.begin(after)
				return true
			}
		}
	case k.runes(k.at) >= mostRunes:
		cut := k.from + strings.LastIndexByte(k.text[k.from:k.at], ' ')
		if cut <= k.from {
			cut = k.at
		}
		k.end(k.text[k.from:cut])
		k.begin(cut)
		return true
	}
	k.at += n
	return true
}

// mark reads a run of . ? ! … with closing quotes; a sentence ends there when
// a space and something else follow and it is no abbreviation.
func (k *cutting) mark() bool {
	after := k.at + markLen(k.text[k.at:])
	next, ok := follows(k.text[after:])
	if !ok && !k.final {
		return false
	}
	least := laterRunes
	if len(k.pieces) == 0 {
		least = firstRunes
	}
	if next > 0 && k.runes(after) >= least && endsSentence(k.text[k.from:after], k.text[after+next:]) {
		k.end(k.text[k.from:after])
		if len(k.pieces) > 0 {
			k.pieces[len(k.pieces)-1].ends = true
		}
		k.begin(after)
		return true
	}
	k.at = after
	return true
}

// end closes the piece that began at from, with these words.
func (k *cutting) end(words string) {
	words = strings.Join(strings.Fields(words), " ")
	if !strings.ContainsFunc(words, unicode.IsLetter) && !strings.ContainsFunc(words, unicode.IsDigit) {
		return
	}
	k.pieces = append(k.pieces, piece{text: words, pause: k.pause, ends: whole(words) == words})
	k.pause = 0
}

func (k *cutting) begin(at int) {
	k.from, k.at, k.words, k.soft, k.inWord = at, at, 0, 0, false
}

func (k *cutting) runes(to int) int {
	return utf8.RuneCountInString(strings.TrimSpace(k.text[k.from:to]))
}

// follows is the number of spaces before the next word of text, 0 when text
// goes on at once; ok is false when that is not known yet.
func follows(text string) (spaces int, ok bool) {
	word := strings.TrimLeft(text, " ")
	return len(text) - len(word), word != ""
}

// wordAt is the word text begins with; complete when something follows it.
func wordAt(text string) (word string, complete bool) {
	i := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
	if i < 0 {
		return text, false
	}
	return text[:i], true
}

func markLen(text string) int {
	n := 0
	for n < len(text) {
		r, size := utf8.DecodeRuneInString(text[n:])
		if !strings.ContainsRune(".?!…\"”’'", r) {
			break
		}
		n += size
	}
	return n
}

// endsSentence says that before, which ends in a mark, is the end of a
// sentence when after is what follows the space.
func endsSentence(before, after string) bool {
	marks := strings.TrimRight(before, "\"”’'")
	next, _ := utf8.DecodeRuneInString(after)
	if strings.HasSuffix(marks, "…") || strings.HasSuffix(marks, "..") {
		return !unicode.IsLower(next)
	}
	if !strings.HasSuffix(marks, ".") {
		return true
	}
	fields := strings.Fields(strings.TrimSuffix(marks, "."))
	if len(fields) == 0 {
		return false
	}
	word := strings.TrimLeft(fields[len(fields)-1], "\"“‘'(")
	switch {
	case slices.Contains(abbreviations, strings.ToLower(word)):
		return false
	case strings.Contains(word, ".") && strings.ContainsFunc(word, unicode.IsLetter): // 6 a.m., U.S.
		return unicode.IsUpper(next) && strings.ToLower(word) == word
	case utf8.RuneCountInString(word) == 1 && word != "I" && unicode.IsUpper([]rune(word)[0]): // an initial
		return false
	}
	return true
}

var abbreviations = []string{"mr", "mrs", "ms", "dr", "prof", "st", "jr", "sr", "vs", "etc", "e.g", "i.e", "approx"}

var conjunctions = map[string]bool{"and": true, "but": true, "or": true, "because": true, "so": true, "when": true, "while": true, "if": true, "which": true, "where": true, "until": true, "though": true, "although": true, "since": true}

// whole is text up to the end of its last sentence.
func whole(text string) string {
	text = strings.TrimSpace(text)
	i := strings.LastIndexAny(text, ".?!…")
	if i < 0 {
		return ""
	}
	return strings.TrimSpace(text[:i+markLen(text[i:])])
}
