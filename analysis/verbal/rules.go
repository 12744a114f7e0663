package verbal

import (
	"slices"
	"strings"

	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/timeline"
)

// A reading is one coach turn beside what was said before it. Rules add
// evidence to it, in the order of the table; a later rule may look at what an
// earlier one found.
type reading struct {
	*turn
	Context
	past  history
	found []found
}

type found struct {
	name       string
	from, to   int // words
	confidence float64
}

// rules in order. Each doc comment says which line of the table of trust.md,
// or which trap of analysis.md, it implements.
var rules = []func(*reading){
	(*reading).advice,
	(*reading).judge,
	(*reading).minimise,
	(*reading).acknowledge,
	(*reading).repair,
	(*reading).strength,
	(*reading).empathy,
	(*reading).meets,
	(*reading).inside,
	(*reading).accept,
	(*reading).invite,
	(*reading).transparency,
	(*reading).exploreAndContext,
	(*reading).stackedAndLeading,
	(*reading).clientWords,
	(*reading).praise,
	(*reading).selfFocus,
	(*reading).aboutTheTalk,
	(*reading).parting,
	(*reading).guess,
}

// add notes evidence in words [from, to). Of one name the surest counts, of
// equals the first: an event is given once a turn.
func (r *reading) add(name string, from, to int, confidence float64) {
	for i := range r.found {
		if f := &r.found[i]; f.name == name {
			if confidence > f.confidence {
				*f = found{name, from, to, confidence}
			}
			return
		}
	}
	r.found = append(r.found, found{name, from, to, confidence})
}

func (r *reading) has(name string) bool {
	for _, f := range r.found {
		if f.name == name {
			return true
		}
	}
	return false
}

// each calls yes for every hit of kind k.
func (t *turn) each(k kind, yes func(h hit)) {
	for _, h := range t.hits {
		if h.kind == k {
			yes(h)
		}
	}
}

// overlaps says that a hit of kind k shares a word with [from, to).
func (t *turn) overlaps(k kind, from, to int) bool {
	for _, h := range t.hits {
		if h.kind == k && h.from < to && from < h.to {
			return true
		}
	}
	return false
}

// before says that a hit of kind k lies in the same sentence at most near
// words before word i, with no "but" between.
func (t *turn) before(k kind, i, near int) bool {
	first := t.sentenceOf(i).first
	for _, h := range t.hits {
		if h.kind != k || h.from < first || h.from >= i || i-h.to > near || k == formReported && t.itsOwn(h) {
			continue
		}
		clear := true
		for n := h.to; n < i; n++ {
			if t.words[n].is == "but" {
				clear = false
			}
		}
		if clear {
			return true
		}
	}
	return false
}

// itsOwn says that what looks reported in h is the coach's own view: "don't you
// think", "you know, I think", "another reason why you", "like maybe you".
func (t *turn) itsOwn(h hit) bool {
	return t.isWord(h.from-1, "not", "reason") || t.isWord(h.from, "like") && t.isWord(h.from+1, "maybe", "perhaps") ||
		t.isWord(h.to-1, "know") && t.isWord(h.to-2, "you") && (t.isWord(h.to, "i", "we") || h.to < len(t.words) && t.words[h.to].pause)
}

// hers says that what begins at word i is not the coach's own view: it is
// reported, disowned or quoted.
func (t *turn) hers(i int) bool {
	return t.before(formReported, i, 4) || t.before(formDisowned, i, 6) || t.quoted(i)
}

// quoted says that word i stands between double quotation marks.
func (t *turn) quoted(i int) bool {
	before := t.text[:t.words[i].from]
	return strings.Count(before, `"`)%2 == 1 && strings.Contains(t.text[t.words[i].from:], `"`) ||
		strings.Count(before, "“") > strings.Count(before, "”")
}

// question that word i belongs to, and whether there is one.
func (t *turn) questionOf(i int) (question, bool) {
	for _, q := range t.questions {
		if i >= q.from && i < q.to {
			return q, true
		}
	}
	return question{}, false
}

// clause is the stretch around words [from, to) up to the sentence's ends, the
// questions in it and "but".
func (t *turn) clause(from, to int) (int, int) {
	s := t.sentenceOf(from)
	a, b := s.first, s.end
	for _, q := range t.questions {
		if q.from > from && q.from < b {
			b = max(q.from, to)
		}
		if q.to <= from && q.to > a {
			a = q.to
		}
		if q.from <= from && q.from > a {
			a = q.from
		}
	}
	for i := to; i < b; i++ {
		if t.words[i].is == "but" {
			b = i
		}
	}
	for i := from - 1; i > a; i-- {
		if t.words[i].is == "but" {
			a = i + 1
		}
	}
	return a, b
}

// phrase is the written text of words [from, to).
func (t *turn) phrase(from, to int) string {
	if from >= to {
		return ""
	}
	return t.text[t.words[from].from:t.words[to-1].to]
}

// echo says that the turn is her own voice come back through the microphone:
// six words or more, in her order, and nothing turned from "I" to "you". Where
// the times are known, what begins a second or more after she was heard is the
// coach, who gives her words back.
func (r *reading) echo() bool {
	if len(r.words) < 6 || r.after() > echoWithin {
		return false
	}
	for i := range r.words {
		if second[r.words[i].is] && !r.past.saidWord(r.words[i].is) {
			return false
		}
	}
	if lexicon.Overlap(r.text, r.past.last.text) <= .8 {
		return false
	}
	n, span := r.past.last.inOrder(r.words, false)
	return n*5 > len(r.words)*4 && span <= len(r.words)+len(r.words)/4+1
}

// echoWithin: her voice comes back through the microphone within so many ms.
const echoWithin timeline.Ms = 1000

// after is how long after her last words the turn began, ms; 0 when the times
// are not known. What she says while it goes on is no matter.
func (r *reading) after() timeline.Ms {
	now := r.Heard[len(r.Heard)-1]
	for _, u := range slices.Backward(r.Heard[:len(r.Heard)-1]) {
		if u.Side == timeline.Client && u.From <= now.From {
			return max(0, now.From-u.To)
		}
	}
	return 0
}

// saidWord says that her last turn has exactly this word.
func (h history) saidWord(w string) bool {
	for i := range h.last.words {
		if h.last.words[i].is == w {
			return true
		}
	}
	return false
}
