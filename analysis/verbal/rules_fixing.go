package verbal

import "strings"

// advice: X1, "advice without granted permission, or before layer 2 was
// heard" is advice_early, else advice_permit. Permission is granted in her
// turn before: she says yes to having been asked, or asks for advice herself.
// Asked for and taken in one turn, it is not granted. What others say, what the
// coach disowns ("I'm not saying you should") and directions about the talk
// ("take your time") are none.
func (r *reading) advice() {
	r.each(formSolution, func(h hit) {
		r.add(Solution, h.from, h.to, h.confidence)
	})
	name := AdviceEarly
	if r.Told >= 2 && r.granted() {
		name = AdvicePermit
	}
	r.each(formAdvice, func(h hit) {
		if !r.advises(h) {
			return
		}
		confidence := h.confidence
		if r.leftToHer() {
			confidence = min(confidence, onlyPossible)
		}
		r.add(name, h.from, h.to, confidence)
	})
	for i := range r.words { // "try turning it off"
		if r.isWord(i, "try") && r.opens(i) && i+1 < r.sentenceOf(i).end && strings.HasSuffix(r.words[i+1].is, "ing") && !r.hers(i) {
			r.add(name, i, i+2, .8)
		}
	}
}

// advises says that what looks like advice in h is some, and the coach's own.
func (r *reading) advises(h hit) bool {
	return !r.hers(h.from) && !r.overlaps(formTalk, h.from, h.to) && !r.asksWhat(h) && !r.pointsAway(h) && !r.mirroredDuty(h) && !r.goesOn(h) && !r.depends(h) && !r.inverted(h) && !r.past.saidPhrase(r.turn, h.from, h.to) && !r.isQuote(h.from, h.to)
}

// onlyPossible is a confidence below which nothing is sure, see Evidence.
const onlyPossible = .65

// leftToHer says that the turn leaves what it advises to her: "what you do is
// up to you".
func (r *reading) leftToHer() bool {
	for i := range r.words {
		if r.isWord(i, "up") && r.isWord(i+1, "to") && r.isWord(i+2, "you") || r.isWord(i, "your") && r.isWord(i+1, "choice", "decision", "call") ||
			r.isWord(i, "if") && r.isWord(i+1, "you") && r.isWord(i+2, "want", "wanted", "like") && (r.ends(i+3) || r.isWord(i+3, "to") && r.ends(i+4)) {
			return true
		}
	}
	return false
}

// ends says that something else begins at word i.
func (t *turn) ends(i int) bool {
	return i >= len(t.words) || t.words[i].pause || t.sentenceOf(i).first == i
}

// asksWhat says that h lies behind a wh-word: "what do you think you should
// do", "what have you tried".
func (r *reading) asksWhat(h hit) bool {
	q, ok := r.questionOf(h.from)
	return ok && (r.in(q.from, wh) || q.open) && h.from > q.from && h.from-q.from < 12
}

// depends says that "you could" or "you should" in h hangs on a word before
// it: "sure that you could do it", "how much you should", "anyone you have to
// look after".
func (r *reading) depends(h hit) bool {
	before := h.from - 1
	for before > 0 && !r.words[before].pause && strings.HasSuffix(r.words[before].is, "ly") { // "what exactly you could do"
		before--
	}
	return r.isWord(h.from, "you") && (r.isWord(before, "what", "how", "much", "if", "whether", "when", "things", "because", "anyone", "anybody") ||
		r.isWord(h.from-1, "that") && !r.isWord(h.from-2, "think", "suggest", "believe", "recommend", "feel", "say", "is"))
}

// inverted says that h is asked, its verb before its subject: "how many rolls
// do you need to sell", "would you have to leave".
func (r *reading) inverted(h hit) bool {
	return r.isWord(h.from, "you") && r.isWord(h.from+1, "need", "have", "want") && r.isWord(h.from-1, "do", "did", "would", "will", "does")
}

// pointsAway says that h only points at what was said ("have you thought about
// that?"), asks for her own idea ("have you thought about how"), denies that
// there is something to do, or tells of a thing that she will need.
func (r *reading) pointsAway(h hit) bool {
	if r.isWord(h.to-1, "about", "of") && (r.in(h.to, wh) || r.isWord(h.to, "those", "these") || r.isWord(h.to, "that", "this", "it") && h.to+1 >= r.clauseEnd(h.to)) {
		return true
	}
	if r.isWord(h.from, "try") && r.isWord(h.from-1, "a", "good", "great") { // "you gave it a good try and"
		return true
	}
	if r.isWord(h.from, "you") && r.isWord(h.from-1, "something", "anything", "thing", "things", "nothing", "that") {
		for i := max(r.sentenceOf(h.from).first, h.from-5); i < h.from; i++ {
			if negators[r.words[i].is] || r.isWord(i, "nothing") {
				return true
			}
		}
	}
	if r.isWord(h.from, "you") && r.isWord(h.from-2, "any", "those", "these", "other") && r.words[h.from-1].content && !r.words[h.from].pause { // "any changes you might want to make"
		return true
	}
	if !r.isWord(h.from, "you") || h.from < r.sentenceOf(h.from).first+2 || r.words[h.from].pause || !r.words[h.from-1].content {
		return false
	}
	return r.isWord(h.from+2, "going") || r.isWord(h.from+1, "have", "need") && r.isWord(h.from-2, "a", "an", "the", "that", "some", "one") // "a call you have got to make"
}

// clauseEnd is where the clause of word i ends.
func (r *reading) clauseEnd(i int) int {
	_, end := r.clause(i, i+1)
	return end
}

// goesOn says that what looks like an imperative in h goes on with what she
// does or will do: "you go back and just give him an update", "it's easy to go
// out and take a break".
func (r *reading) goesOn(h hit) bool {
	if h.opens && h.from == 0 && strings.HasPrefix(r.text, "-") { // goes on with a sentence that a murmur cut
		return true
	}
	if !h.opens || !r.isWord(h.from-1, "and", "or", "just", "then") {
		return false
	}
	for i := r.sentenceOf(h.from).first; i < h.from; i++ {
		if r.isWord(i, "you", "he", "she", "they", "we", "i", "to") && !r.overlaps(formAdvice, i, i+1) {
			return true
		}
	}
	return false
}

// mirroredDuty says that "you have to", "you need to" or "you must" in h gives
// back a duty of hers: she spoke of one, or the clause repeats her words.
func (r *reading) mirroredDuty(h hit) bool {
	duty := h.from + 1
	for duty < h.to && r.words[duty].soft { // "you really need to"
		duty++
	}
	if r.words[h.from].is != "you" || !r.isWord(duty, "have", "need", "must", "should", "ought", "will", "are") {
		return false
	}
	s := r.sentenceOf(h.from)
	if r.isWord(s.end-1, "you") && r.isWord(s.end-2, "do", "have") { // "so you have to deliver them, do you"
		return true
	}
	first := s.first
	_, b := r.clause(h.from, h.to)
	shares := r.past.shares(r.turn, h.to, b, 2) >= 0
	has := r.isWord(duty, "have", "need", "must")
	whole := len(r.sentences) == 1 && s.end-first <= shortRemark // "you have to provide for them", and no more
	if has && (whole && r.past.duty(2) || (shares || h.from-first > 2 || r.isWord(first, "so", "and", "because")) && r.past.duty(1)) {
		return true
	}
	if r.isWord(duty, "have") && h.from > first && shares || r.reflects(first, h.from) {
		return true
	}
	if r.isWord(duty, "have", "must") && r.isWord(h.from-1, "and", "or") || has && r.isWord(h.from-1, "because", "now", "then", "when", "while", "sometimes") {
		return true // tells on
	}
	return r.isWord(first, "so", "and", "because") && h.from-first <= 2 && r.past.sharedWords(r.turn, h.to, b, 2) >= 1 && !r.isWord(duty, "should")
}

// duty says that in her last n turns she spoke of what she has to do.
func (h history) duty(n int) bool {
	if !h.answered {
		return false
	}
	for _, t := range h.her[:min(n, len(h.her))] {
		for i := range t.words {
			if t.isWord(i, "must", "should", "need") || t.isWord(i, "have", "has", "had", "got") && t.isWord(i+1, "to") {
				return true
			}
		}
	}
	return false
}

// reflects says that words [from, to) say that what follows is hers: "it
// sounds like", "what I'm hearing is".
func (r *reading) reflects(from, to int) bool {
	for i := from; i < to; i++ {
		if r.isWord(i, "sounds", "seems", "feels", "hearing", "saying", "heard") && (r.isWord(i+1, "like", "as", "that", "is", "you", "from", "to") || r.isWord(i+2, "is", "like")) ||
			r.isWord(i, "sound", "seem", "feel", "look") && r.isWord(i-1, "does", "do", "did") && r.isWord(i+1, "like", "as") {
			return true
		}
	}
	return false
}

// granted says that she gave leave in her last turn.
func (r *reading) granted() bool {
	last := r.past.last
	if _, asked := last.first(formHerAsk); asked {
		return true
	}
	_, yes := last.first(formHerYes)
	_, no := last.first(formHerNo)
	if !yes || no || len(r.past.coach) == 0 {
		return false
	}
	_, asked := study(r.past.coach[0], allForms).first(formPermission)
	return asked
}
