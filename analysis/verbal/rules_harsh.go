package verbal

import "strings"

// judge: X3, "evaluation of her or her choice (cue + second person +
// evaluative sense), not when quoting her". "Why did you do that?" is only
// possible (below .7), "Why is that important to you?" none. A harsh word that
// she used of herself is hers.
func (r *reading) judge() {
	r.each(formJudge, func(h hit) {
		if r.hers(h.from) || r.selfKind(h.from) || r.asksWhether(h) || r.isQuote(h.from, h.to) {
			return
		}
		if r.isWord(h.from, "why") && r.kindWhy(h) || r.isWord(h.from, "you", "it", "that") && r.past.shares(r.turn, h.from, h.to, 2) >= 0 && !r.agrees(h.to-1) && !r.isWord(h.to-1, "ashamed", "embarrassed") {
			return // "you did say you were wrong", when she did
		}
		if r.isWord(h.from, "you") && r.isWord(h.from+1, "always", "never") && !r.harshClause(h) {
			return
		}
		r.add(Judge, h.from, h.to, h.confidence)
	})
	for i := range r.words {
		if from, to := r.scolds(i); from >= 0 && !r.hers(from) && !r.selfKind(from) {
			r.add(Judge, from, to, .75)
		}
		if !evaluative[r.words[i].is] || r.hers(i) && !r.held(i) || r.past.said(r.words[i].stem, 2) && !r.agrees(i) {
			continue
		}
		if from, c := r.evaluates(i); from >= 0 && !r.selfKind(from) {
			r.add(Judge, from, i+1, c)
		}
	}
}

// scolds says from where to where words from i on hold what she does against
// her: "you shouldn't be drinking", "but you're still drinking", "you're drinking quite
// a lot".
func (r *reading) scolds(i int) (from, to int) {
	if !r.isWord(i, "you") || i+4 > r.sentenceOf(i).end {
		return -1, -1
	}
	at := i + 2
	switch {
	case r.isWord(i+1, "should") && r.isWord(i+2, "not"):
		if at = i + 3; r.isWord(at, "be", "even", "really", "just", "keep") {
			at++
		}
	case r.isWord(i-1, "but") && r.isWord(i+1, "are") && r.isWord(i+2, "still"):
		at = i + 3
	case r.isWord(i+1, "are", "have"):
		for at < len(r.words) && (r.words[at].soft || r.isWord(at, "been")) {
			at++
		}
		if to := at + 1; r.in(at, vices) && to < r.sentenceOf(i).end {
			for r.words[to].soft && to+1 < r.sentenceOf(i).end {
				to++
			}
			if r.isWord(to, "a") && r.isWord(to+1, "lot") || r.isWord(to, "much", "heavily") {
				return i, to + 1
			}
		}
		return -1, -1
	default:
		return -1, -1
	}
	if at >= len(r.words) || !strings.HasSuffix(r.words[at].is, "ing") || bearing[r.words[at].is] || r.words[at].feeling.words > 0 {
		return -1, -1
	}
	return i, at + 1
}

// vices are doings of which "a lot" is a judgement.
var vices = set("drinking smoking eating spending gambling swearing gossiping complaining shouting yelling")

// bearing are doings that nobody is scolded for.
var bearing = set("trying going standing holding hoping fighting working caring learning showing coming feeling thinking carrying living getting being having doing struggling grieving suffering wondering waiting finding looking asking dealing missing")

// agrees says that the sentence of word i agrees with what she said of herself:
// "yeah, it is a bit silly".
func (r *reading) agrees(i int) bool {
	first := r.sentenceOf(i).first
	return r.isWord(first, "yes", "yeah", "true", "agreed", "well", "right") && (r.isWord(i-1, "is", "are", "was", "were") || r.words[i-1].soft)
}

// evaluates says from where the evaluative word at i is said of her or of what
// she did, and how surely; -1 when it is not.
func (r *reading) evaluates(i int) (from int, confidence float64) {
	first := r.sentenceOf(i).first
	if r.isWord(i+1, "of") && r.isWord(i+2, "you") { // "that was unkind of you"
		return max(first, i-2), .85
	}
	back := i - 1
	for back > first && (r.words[back].soft || r.isWord(back, "a", "an", "bit", "little", "too", "being")) {
		back--
	}
	for k := first; k < i; k++ {
		if negators[r.words[k].is] {
			return -1, 0
		}
	}
	if back > first && (r.isWord(back, "are", "were", "sound", "seem") && r.isWord(back-1, "you") || r.isWord(back, "is", "was", "be", "been") && r.isWord(back-1, "being")) {
		if mixed[r.words[i].is] { // a feeling as well: "you sound defensive"
			return back - 1, .6
		}
		return back - 1, .85
	}
	if back > first && r.isWord(back, "is", "was", "sounds", "seems") && r.isWord(back-1, "that", "this", "it") && harsh[r.words[i].is] {
		return back - 1, .75
	}
	return -1, 0
}

// held says that the sentence of word i only holds a judgement up for a yes:
// "isn't that rather selfish of you?"
func (r *reading) held(i int) bool {
	first := r.sentenceOf(i).first
	return r.isWord(first, "is", "was") && r.isWord(first+1, "not") && r.isWord(first+2, "that", "it", "this") && r.isWord(i+1, "of") && r.isWord(i+2, "you")
}

var (
	mixed = set("mean cruel passive cold unfair difficult weak sensitive crazy mad bad terrible awful negative cold mess failure needy victim perfectionist defensive")
	harsh = set("unhealthy obsessive controlling toxic excessive wrong stupid silly selfish lazy childish immature ridiculous pathetic unreasonable irrational irresponsible unprofessional cruel inexcusable unacceptable inappropriate disgraceful nonsense absurd insane dumb foolish")
)

// selfKind says that she is told to be kinder to herself, or called so only in
// her own eyes: "you're being hard on yourself", "you call yourself selfish".
func (r *reading) selfKind(i int) bool {
	s := r.sentenceOf(i)
	for k := i; k < min(s.end, i+8); k++ {
		if r.isWord(k, "yourself") && !r.bringsOn(i, k) && !(r.isWord(k-1, "of") && r.isWord(k-2, "ashamed", "embarrassed") && r.isWord(i+1, "should")) && !r.isWord(k+1, "together", "to", "into") && !r.isWord(k-1, "over", "pull", "brought", "got") {
			return true
		}
	}
	return false
}

// bringsOn says that what "yourself" at word k ends puts the blame on her:
// "you always do this to yourself", "you brought it on yourself".
func (r *reading) bringsOn(i, k int) bool {
	return r.isWord(i, "you") && r.isWord(k-1, "to", "on", "upon") && r.isWord(k-2, "this", "that", "it") && (r.isWord(i+1, "always", "constantly", "keep", "kept", "brought") || r.isWord(i+1, "are", "were") && !r.in(i-1, wh))
}

// asksWhether says that h, a statement about her, is asked and not said: "is
// there something you are avoiding?" Why she does it, and whether she sees that
// she does, take it as given, and "don't you think" waits for a yes.
func (r *reading) asksWhether(h hit) bool {
	q, asks := r.questionOf(h.from)
	if !asks || q.tag || q.why || h.from == q.from || !r.isWord(h.from, "you") {
		return false
	}
	return !r.isWord(q.from+1, "not") && !r.in(h.from-1, factive) && !r.in(h.from-2, factive)
}

// factive are verbs whose clause is taken as given.
var factive = set("know knew see saw realise realize realised realized notice noticed aware admit accept understand remember why because")

// kindWhy says that the why in h asks for meaning: about importance, feeling or choice.
func (r *reading) kindWhy(h hit) bool {
	for i := h.from; i < r.sentenceOf(h.from).end; i++ {
		if r.isWord(i, "important", "matter", "matters", "choose", "mean") {
			return true
		}
	}
	return false
}

// harshClause says that after "you always" or "you never" something bad is said.
func (r *reading) harshClause(h hit) bool {
	s := r.sentenceOf(h.from)
	for i := h.from + 2; i < s.end; i++ {
		if r.isWord(i, "time", "room", "space") && r.isWord(i+1, "for") && r.in(i+2, hearers) { // "you always make time for others"
			return false
		}
	}
	for i := h.from + 2; i < s.end; i++ {
		if evaluative[r.words[i].is] || r.isWord(i, "blame", "complain", "listen", "avoid", "run", "make", "do", "let", "think", "take", "give", "want", "say", "put", "excuses") {
			return !r.past.said(r.words[i].stem, 2)
		}
	}
	return false
}

// minimise: "at least, don't worry, it's not that bad". Her own smaller words
// given back ("you say it was nothing") and "at least three times" are none.
func (r *reading) minimise() {
	r.each(formMinimise, func(h hit) {
		if r.hers(h.from) || r.overlaps(formWelcome, h.from, h.to) {
			return
		}
		if q, ok := r.questionOf(h.from); ok && q.open && h.from > q.from {
			return
		}
		if r.overlaps(formDisowned, h.from, h.from+1) && r.before(formDisowned, h.from+1, 0) && !r.isWord(h.from, "it", "that", "not") {
			return
		}
		if r.past.saidPhrase(r.turn, h.from, h.to) || r.isQuote(h.from, h.to) || r.isWord(h.to-2, "just", "only") && r.isWord(h.to-1, "us", "we", "me", "here", "now") {
			return
		}
		r.add(Minimise, h.from, h.to, h.confidence)
	})
}

// saidPhrase says that her last turn has words [from, to) of t in that order.
func (h history) saidPhrase(t *turn, from, to int) bool {
	words := make([]string, 0, 8)
	for i := from; i < to; i++ {
		words = append(words, t.words[i].is)
	}
	for i := range h.last.words {
		if h.last.says(i, words) {
			return true
		}
	}
	return false
}
