package verbal

import (
	"slices"
	"strings"

	"stillpoint/dialogue/lexicon"
)

// PassedOver says that she showed a feeling, and that the coach's turn neither
// meets it nor leaves it room: it advises, plays it down, or goes to something
// else. Met is a feeling that is named, given back or asked for; room is a
// murmur, an open question about what she said, and what she said given back.
// Whether she was left time before these words is not in them. Where her words
// alone do not show the feeling, a strong Cue says that it is there.
func PassedOver(c Context) bool {
	r, ok := judged(c)
	if !ok || !r.past.answered || max(c.Cue, r.past.cue()) < 1 || lexicon.IsBackchannel(r.text) {
		return false
	}
	weighs := c.Cue >= strongCue || r.past.last.feels()
	pushed := r.contradicts() || weighs && !r.takesUp() && r.supposes()
	for _, f := range r.found {
		switch f.name {
		case EmotionAck, Accept, Strength, Repair, CheckIn, Parting, OffScript, AIQuestion:
			return false
		case AdviceEarly, Minimise, Judge, Solution:
			pushed = true
		}
	}
	return pushed || weighs && !r.givesBack() && !r.past.asks() && !r.takesUp() && r.turnsAway()
}

// TakesUp says that a coach's words ask for a feeling or name one that weighs,
// whosoever's.
func TakesUp(text string) bool {
	return AsksFeeling(text) || slices.ContainsFunc(Feelings(text), func(s Span) bool { return s.Intensity > 0 })
}

// cue is how strong a cue her last turn holds; a few words that break off
// ("yeah, down the line, but") do not take back that of the turn before.
func (h history) cue() int {
	cue, n := h.last.cue(), len(h.last.words)
	if n > 0 && n <= shortTurn && h.last.isWord(n-1, "but", "so", "and", "because", "though") && len(h.her) > 1 {
		cue = max(cue, h.her[1].cue())
	}
	return cue
}

const (
	strongCue   = 2  // of a Cue: a feeling that weighs, whatever her words are
	shortTurn   = 6  // words of hers that break off, and add nothing to what she showed before
	longRemark  = 12 // words of the coach's that are more than a remark on hers
	shortRemark = 8  // and so few that a word of hers in them gives it back
)

// feels says that t holds a feeling word that weighs.
func (t *turn) feels() bool {
	for i := range t.words {
		if f := t.words[i].feeling; f.words > 0 && f.intensity > 0 && !t.told(i) {
			return true
		}
	}
	return false
}

// takesUp is TakesUp without what is said of others ("there's a reason that
// people are concerned").
func (r *reading) takesUp() bool {
	if AsksFeeling(r.text) {
		return true
	}
	for i := range r.words {
		if f := r.words[i].feeling; f.words > 0 && f.intensity > 0 && !r.told(i) {
			return true
		}
	}
	return false
}

// givesBack says that the turn gives her situation back, and that of now: not
// a piece of what she told long before.
func (r *reading) givesBack() bool {
	return slices.ContainsFunc(r.found, func(f found) bool {
		return f.name == Empathy && !(f.confidence <= contentOnly && r.elsewhere(r.sentenceOf(f.from)))
	})
}

// asks says that her last turn ends in a question: it wants an answer first.
func (h history) asks() bool {
	if strings.HasSuffix(strings.TrimSpace(h.last.text), "?") {
		return true
	}
	t := study(h.last.text, herForms)
	n := len(t.questions)
	return n > 0 && t.questions[n-1].to == len(t.words) && !t.questions[n-1].tag
}

// turnsAway says that the turn asks or tells something, and that no sentence
// of it comes back to what she said.
func (r *reading) turnsAway() bool {
	for _, s := range r.sentences {
		if r.comesBack(s) {
			return false
		}
	}
	return len(r.words) >= longRemark || len(r.questions) > 0
}

// comesBack says that a sentence takes up her last turn: a claim held up for
// checking, an open question with a word of hers or for more, a word of hers
// said of her, or words about her that begin as a reflection does.
func (r *reading) comesBack(s sentence) bool {
	if r.elsewhere(s) {
		return false
	}
	asks := false
	for _, q := range r.questions {
		if q.from < s.first || q.from >= s.end || q.tag && r.denies(s) && r.isWord(s.end-1, "okay", "ok", "right", "alright") {
			continue
		}
		if q.tag && (r.addresses(q.from, q.to) || r.aboutOthers(q.from, q.to)) && (q.to-q.from < longRemark || r.past.shares(r.turn, q.from, q.to, 1) >= 0) || r.tellMore(q) || r.asksOn(q) || q.open && (q.to-q.from <= shortTurn && !r.anotherMatter(q) || r.past.shares(r.turn, q.from, q.to, 1) >= 0) {
			return true
		}
		asks = true
	}
	if asks {
		return false
	}
	n := s.end - s.first
	switch {
	case r.isWord(s.first, "but", "if", "no"), r.denies(s):
		return false
	case r.reflects(s.first, s.end):
		return true
	case r.isWord(s.first, "so", "because", "like", "and"):
		return r.addresses(s.first, s.end) || n <= 2*shortRemark && r.aboutOthers(s.first, s.end)
	}
	return r.past.shares(r.turn, s.first, s.end, 1) >= 0 && (n <= shortRemark && r.aboutOthers(s.first, s.end) || r.addresses(s.first, s.end))
}

// anotherMatter says that q asks for a fact about something that she has not just
// spoken of: it has words of its own, and none of hers ("who else is on the
// team"). What, how and why may well ask on from what she said.
func (r *reading) anotherMatter(q question) bool {
	if r.isWord(q.from, "what", "how", "why") && !r.isWord(q.from+1, "else") {
		return false
	}
	own := false
	for i := q.from; i < q.to; i++ {
		own = own || r.words[i].content
	}
	return own && r.past.shares(r.turn, q.from, q.to, 1) < 0
}

// contradicts says that a sentence begins with "but", "oh no" or "not like".
// "But you made it" does not.
func (r *reading) contradicts() bool {
	return slices.ContainsFunc(r.sentences, func(s sentence) bool {
		return r.isWord(s.first, "but") && !r.isWord(s.first+1, "you") || r.isWord(s.first, "oh") && r.isWord(s.first+1, "no") ||
			r.isWord(s.first, "not") && r.isWord(s.first+1, "like", "as")
	})
}

// denies says that a sentence begins with what is not so: "it won't get to
// the point where …".
func (r *reading) denies(s sentence) bool {
	for i := s.first; i < min(s.end, s.first+4); i++ {
		if r.isWord(i, "it", "that", "this") && r.in(i+1, aux) && r.isWord(i+2, "not") {
			return true
		}
	}
	return false
}
