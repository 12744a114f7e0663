package verbal

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A word is one word of a turn. A contraction makes two ("you're" is you, are)
// which share one place in the text.
type word struct {
	is       string // lower case; what a contraction or a slip of spelling stands for
	stem     string // see stem
	number   int    // in the vocabulary of the forms, 0 when no form has it
	from, to int    // bytes of the written word
	sentence int    // index into turn.sentences
	pause    bool   // a comma, dash or dots stand before it
	soft     bool   // may stand between two words of a form: "really", "a bit"
	content  bool   // carries meaning of its own: neither a small word nor a very common verb
	light    bool   // a very common verb or noun: "say", "way"
	feeling  feeling
}

// A sentence is what lies between two full stops, as far as they were written.
type sentence struct {
	first, end int // words
	asked      bool
}

// A turn is a text cut into words once; all rules read it.
type turn struct {
	text      string
	words     []word
	sentences []sentence
	hits      []hit
	questions []question
}

// maxWords is more than anybody says in one turn: eight minutes. What comes
// after is not judged.
const maxWords = 1500

// read cuts text into words. Hesitations and stammered repetitions ("I, I
// think", "w-what") are left out. It is total: any bytes will do.
func read(text string) *turn {
	t := &turn{text: text, words: make([]word, 0, len(text)/4+2)}
	first, pause := 0, false
	close := func(asked bool) {
		if len(t.words) > first {
			t.sentences = append(t.sentences, sentence{first: first, end: len(t.words), asked: asked})
			first = len(t.words)
		}
		pause = false
	}
	for i := 0; i < len(text) && len(t.words) < maxWords; {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !inWord(r) {
			switch {
			case r == '?':
				close(true)
			case r == '!', r == ';', r == '.' && fullStop(text, i):
				close(false)
			case r == ',', r == '.', r == '…', r == '—', r == '–', r == ':':
				pause = true
			}
			i += size
			continue
		}
		from := i
		for i < len(text) {
			r, size = utf8.DecodeRuneInString(text[i:])
			if !inWord(r) {
				break
			}
			i += size
		}
		if t.add(text[from:i], from, i, first, pause, strings.HasPrefix(text[i:], "-")) {
			pause = false
		}
	}
	close(false)
	t.mark()
	return t
}

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '\'' || r == '’'
}

// fullStop says that the dot at i ends a sentence: it is not one of several,
// and space, quotes or nothing follow.
func fullStop(text string, i int) bool {
	if i > 0 && text[i-1] == '.' || strings.HasPrefix(text[i+1:], ".") {
		return false
	}
	r, _ := utf8.DecodeRuneInString(text[i+1:])
	return i+1 == len(text) || !inWord(r)
}

// add appends one written word, [from, to) of the text, and says whether it
// was kept. cut: a hyphen follows.
func (t *turn) add(written string, from, to, first int, pause, cut bool) bool {
	w := strings.ToLower(written)
	if strings.Contains(w, "’") {
		w = strings.ReplaceAll(w, "’", "'")
	}
	w = strings.Trim(w, "'")
	if w == "" || hesitations[w] || cut && len(w) == 1 && w != "i" && w != "a" {
		return false
	}
	one, two := parts(w)
	if n := len(t.words); n > first && t.words[n-1].is == one {
		if two == "" {
			return false
		}
		t.words = t.words[:n-1] // "you-you've"
	}
	t.words = append(t.words, word{is: one, from: from, to: to, sentence: len(t.sentences), pause: pause})
	if two != "" {
		t.words = append(t.words, word{is: two, from: from, to: to, sentence: len(t.sentences)})
	}
	return true
}

// parts splits a contraction, with its apostrophe or without where that
// leaves no doubt.
func parts(w string) (one, two string) {
	if p, ok := contractions[w]; ok {
		return p[0], p[1]
	}
	at := strings.IndexByte(w, '\'')
	if at < 1 {
		return w, ""
	}
	switch head, tail := w[:at], w[at+1:]; tail {
	case "re":
		return head, "are"
	case "ve":
		return head, "have"
	case "ll":
		return head, "will"
	case "d":
		return head, "would"
	case "m":
		return head, "am"
	case "t":
		if n, ok := strings.CutSuffix(head, "n"); ok {
			return n, "not"
		}
	case "s":
		if isSubjects[head] {
			return head, "is"
		}
		return head, "" // a possessive: "mother's"
	}
	return w, ""
}

// mark fills in what rules ask of a word again and again.
func (t *turn) mark() {
	for i := range t.words {
		w := &t.words[i]
		if w.is == "kind" && t.isWord(i+1, "of") { // apart from "kind of you"
			w.is = "sort"
		}
		w.number = known[w.is]
		w.stem = stem(w.is)
		w.light = lightWords[w.is]
		w.content = len(w.is) > 2 && !w.light && !functionWords[w.is]
		w.soft = softWords[w.is] ||
			(w.is == "a" && t.isWord(i+1, "bit", "little")) || ((w.is == "bit" || w.is == "little") && t.isWord(i-1, "a")) ||
			(w.is == "sort" && t.isWord(i+1, "of")) || (w.is == "of" && t.isWord(i-1, "sort"))
	}
	t.markFeelings()
}

// isWord says that word i is there and is one of those given.
func (t *turn) isWord(i int, any ...string) bool {
	if i < 0 || i >= len(t.words) {
		return false
	}
	for _, w := range any {
		if t.words[i].is == w {
			return true
		}
	}
	return false
}

// in says that word i is there and belongs to set.
func (t *turn) in(i int, set map[string]bool) bool {
	return i >= 0 && i < len(t.words) && set[t.words[i].is]
}

// sentenceOf is the sentence that word i stands in.
func (t *turn) sentenceOf(i int) sentence { return t.sentences[t.words[i].sentence] }

// opens says that a clause may begin at word i: the first of a sentence, after
// a comma, or after words that open one ("so", "and", "okay").
func (t *turn) opens(i int) bool {
	for first := t.sentenceOf(i).first; i > first; i-- {
		if t.words[i].pause {
			return true
		}
		if !openers[t.words[i-1].is] && !t.words[i-1].soft {
			return false
		}
		if openers[t.words[i-1].is] {
			return true
		}
	}
	return true
}

// set makes a set of the words in list, which are separated by spaces.
func set(lists ...string) map[string]bool {
	s := map[string]bool{}
	for _, list := range lists {
		for _, w := range strings.Fields(list) {
			s[w] = true
		}
	}
	return s
}
