package verbal

import (
	"slices"
	"strconv"
	"strings"
)

// A form is a pattern over the words of a turn, written as one line:
//
//	have|had you tried     one of several words in a place
//	you [might|may] want   a place that may be empty
//	i ~ interrupted        up to three words of any kind
//	you are _ person       exactly one word of any kind
//	that is <feeling>      a feeling of at least intensity 0
//	^try to                only where a clause opens
//	well done$             only at the end of a sentence
//	why did you @.5        with that confidence; .8 when none is given
//
// Soft words ("really", "a bit") are passed over between two places. A form
// never reaches across the end of a sentence.
type form struct {
	kind        kind
	confidence  float64
	places      []place
	opens, ends bool
}

type place struct {
	words    []int // numbers of vocabulary
	optional bool
	anyUpTo  int // words of any kind, at most
	one      bool
	feeling  bool
}

// vocabulary numbers the words of all forms from 1, so that places compare
// numbers; it is complete once allForms and herForms are compiled.
type vocabulary map[string]int

func (v vocabulary) number(w string) int {
	if v[w] == 0 {
		v[w] = len(v) + 1
	}
	return v[w]
}

func (v vocabulary) numbers(words string) []int {
	var out []int
	for w := range strings.SplitSeq(words, "|") {
		out = append(out, v.number(w))
	}
	return out
}

// A hit is a form found in a turn: words [from, to).
type hit struct {
	kind       kind
	from, to   int
	confidence float64
	opens      bool // found only where a clause opens: an imperative, as a rule
}

// forms are indexed by the first word; those which begin with a feeling stand
// apart.
type forms struct {
	byWord    map[int][]*form
	byFeeling []*form
}

// compile reads lists of forms, one a line, by kind.
func compile(v vocabulary, lists ...list) *forms {
	f := &forms{byWord: map[int][]*form{}}
	for _, l := range lists {
		for line := range strings.SplitSeq(l.forms, "\n") {
			if line = strings.TrimSpace(line); line != "" {
				f.add(parseForm(v, l.kind, line))
			}
		}
	}
	return f
}

type list struct {
	kind  kind
	forms string
}

func (f *forms) add(fm *form) {
	switch first := fm.places[0]; {
	case first.feeling:
		f.byFeeling = append(f.byFeeling, fm)
	default:
		for _, w := range first.words {
			f.byWord[w] = append(f.byWord[w], fm)
		}
	}
}

// parseForm reads one line. A form begins with a word or a feeling, not with
// an open place.
func parseForm(v vocabulary, k kind, line string) *form {
	fm := &form{kind: k, confidence: .8}
	line, fm.opens = strings.CutPrefix(line, "^")
	if at := strings.Index(line, "@"); at >= 0 {
		c, err := strconv.ParseFloat(strings.TrimSpace(line[at+1:]), 64)
		if err != nil {
			panic("form " + line)
		}
		fm.confidence, line = c, strings.TrimSpace(line[:at])
	}
	line, fm.ends = strings.CutSuffix(line, "$")
	for p := range strings.FieldsSeq(line) {
		switch {
		case p == "~":
			fm.places = append(fm.places, place{anyUpTo: 3})
		case p == "_":
			fm.places = append(fm.places, place{one: true})
		case p == "<feeling>":
			fm.places = append(fm.places, place{feeling: true})
		case p[0] == '[':
			fm.places = append(fm.places, place{words: v.numbers(strings.Trim(p, "[]")), optional: true})
		default:
			fm.places = append(fm.places, place{words: v.numbers(p)})
		}
	}
	if p := fm.places[0]; p.optional || p.one || p.anyUpTo > 0 {
		panic("form begins with an open place: " + line)
	}
	return fm
}

// find notes every form of f in t, in the order of their first words.
func (t *turn) find(f *forms) {
	for i := range t.words {
		for _, fm := range f.byWord[t.words[i].number] {
			t.try(fm, i)
		}
		if t.words[i].feeling.words > 0 {
			for _, fm := range f.byFeeling {
				t.try(fm, i)
			}
		}
	}
}

func (t *turn) try(fm *form, i int) {
	if fm.opens && !t.opens(i) {
		return
	}
	end := t.sentenceOf(i).end
	if to := t.match(fm, 0, i, end, 0); to > i {
		t.hits = append(t.hits, hit{fm.kind, i, to, fm.confidence, fm.opens})
	}
}

// maxSoft is how many soft words may stand between two places.
const maxSoft = 3

// match is where the places from p on end when they begin at word i, after
// soft words passed over; -1 when they do not fit before end.
func (t *turn) match(fm *form, p, i, end, soft int) int {
	if p == len(fm.places) {
		if fm.ends && i != end {
			return -1
		}
		return i
	}
	pl := fm.places[p]
	switch {
	case pl.anyUpTo > 0:
		for n := 0; n <= pl.anyUpTo && i+n <= end; n++ {
			if to := t.match(fm, p+1, i+n, end, 0); to >= 0 {
				return to
			}
		}
		return -1
	case i < end && pl.one:
		return t.match(fm, p+1, i+1, end, 0)
	case i < end && pl.feeling && t.words[i].feeling.words > 0:
		if to := t.match(fm, p+1, min(i+t.words[i].feeling.words, end), end, 0); to >= 0 {
			return to
		}
	case i < end && slices.Contains(pl.words, t.words[i].number):
		if to := t.match(fm, p+1, i+1, end, 0); to >= 0 {
			return to
		}
	}
	if pl.optional {
		if to := t.match(fm, p+1, i, end, soft); to >= 0 {
			return to
		}
	}
	if p > 0 && i < end && soft < maxSoft && t.words[i].soft && !(t.words[i].pause && openers[t.words[i].is]) {
		return t.match(fm, p, i+1, end, soft+1)
	}
	return -1
}

// first is the first hit of kind k, and whether there is one.
func (t *turn) first(k kind) (hit, bool) { return t.firstAbove(k, 0) }

// firstAbove is the first hit of kind k with at least this confidence.
func (t *turn) firstAbove(k kind, confidence float64) (hit, bool) {
	for _, h := range t.hits {
		if h.kind == k && h.confidence >= confidence {
			return h, true
		}
	}
	return hit{}, false
}
