package verbal

import "slices"

const (
	quoteTurns = 3 // of hers that are quoted from
	longQuote  = 3 // words that do not stand in two turns by chance
)

// isQuote says that words [from, to) of the coach's turn are hers: they stand
// word for word in one of her last turns, in a stretch of three words or more
// that goes on beyond them, or as what she tells that somebody said ("I said,
// good question"), and are not all that the coach says.
func (r *reading) isQuote(from, to int) bool {
	return r.quotes(from, to, func(n int, _, told bool) bool {
		return n >= longQuote && n > to-from || n >= longQuote-1 && told
	})
}

// dropQuoted takes out the questions that are hers, given back: what she told
// that somebody asked, or asked of herself ("do I sell the company").
func (r *reading) dropQuoted() {
	r.questions = slices.DeleteFunc(r.questions, func(q question) bool {
		return r.quotes(q.from, min(q.to, q.from+longQuote), func(n int, own, told bool) bool { return n >= longQuote && (own || told) })
	})
}

// quotes says that words [from, to) stand in one of her last turns as yes has
// it: in how long a stretch, with an "I" or "my" in it, told as what somebody
// said. A stretch ends where hers or the coach's clause does.
func (r *reading) quotes(from, to int, yes func(n int, own, told bool) bool) bool {
	for _, hers := range r.past.her[:min(quoteTurns, len(r.past.her))] {
		for at := range hers.words {
			if !hers.stands(r.turn, at, from, to) {
				continue
			}
			a, b := hers.stretch(r.turn, at, from, to)
			own := slices.ContainsFunc(r.words[a:b], func(w word) bool { return w.is == "i" || w.is == "my" })
			if shift := at - from; b-a < len(r.words) && (r.ends(b) || hers.ends(b+shift)) && yes(b-a, own, hers.reports(a+shift)) {
				return true
			}
		}
	}
	return false
}

// stands says that words [from, to) of coach are t's from word at on.
func (t *turn) stands(coach *turn, at, from, to int) bool {
	if at+to-from > len(t.words) {
		return false
	}
	for i := from; i < to; i++ {
		if t.words[at+i-from].is != coach.words[i].is {
			return false
		}
	}
	return true
}

// stretch is how far words [from, to) of coach, which are t's from word at on,
// can be read on in both, within the coach's sentence.
func (t *turn) stretch(coach *turn, at, from, to int) (a, b int) {
	s := coach.sentenceOf(from)
	a, b = from, to
	for shift := at - from; a > s.first && a-1+shift >= 0 && t.words[a-1+shift].is == coach.words[a-1].is; {
		a--
	}
	for shift := at - from; b < s.end && b+shift < len(t.words) && t.words[b+shift].is == coach.words[b].is; {
		b++
	}
	return a, b
}

// reports says that what begins at word at is told as said: "I said, …", "he
// goes, …", "she typed …".
func (t *turn) reports(at int) bool {
	for at > 0 && (openers[t.words[at-1].is] || t.isWord(at-1, "that", "like")) && !t.isWord(at-1, "right") {
		at--
	}
	return at > 0 && t.in(at-1, sayings) && (at < 2 || !t.isWord(at-2, "to", "you", "not"))
}

// sayings stand before what somebody is told to have said.
var sayings = set("said say says saying go goes went asked asks typed texted wrote thought shouted whispered told")
