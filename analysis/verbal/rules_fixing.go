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
		if r.hers(h.from) || r.overlaps(formTalk, h.from, h.to) || r.asksWhat(h) || r.pointsAway(h) || r.mirroredDuty(h) || r.goesOn(h) || r.depends(h) || r.past.saidPhrase(r.turn, h.from, h.to) {
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

// onlyPossible is a confidence below which nothing is sure, see Evidence.
const onlyPossible = .65

// leftToHer says that the turn leaves what it advises to her: "what you do is
// up to you".
func (r *reading) leftToHer() bool {
	for i := range r.words {
		if r.isWord(i, "up") && r.isWord(i+1, "to") && r.isWord(i+2, "you") || r.isWord(i, "your") && r.isWord(i+1, "choice", "decision", "call") ||
			r.isWord(i, "if") && r.isWord(i+1, "you") && r.isWord(i+2, "want", "wanted", "like") {
			return true
		}
	}
	return false
}

// asksWhat says that h lies behind a wh-word: "what do you think you should
// do", "what have you tried".
func (r *reading) asksWhat(h hit) bool {
	q, ok := r.questionOf(h.from)
	return ok && (r.in(q.from, wh) || q.open) && h.from > q.from && h.from-q.from < 12
}

// depends says that "you could" or "you should" in h hangs on a word before
// it: "sure that you could do it", "how much you should", "if you try".
func (r *reading) depends(h hit) bool {
	return r.isWord(h.from, "you") && (r.isWord(h.from-1, "what", "how", "much", "if", "whether", "when", "things", "because") ||
		r.isWord(h.from-1, "that") && !r.isWord(h.from-2, "think", "suggest", "believe", "recommend", "feel", "say", "is"))
}

// pointsAway says that h only points at what was said ("have you thought about
// that?"), asks for her own idea ("have you thought about how"), denies that
// there is something to do, or tells of a thing that she will need.
func (r *reading) pointsAway(h hit) bool {
	if r.isWord(h.to-1, "about", "of") && (r.in(h.to, wh) || r.isWord(h.to, "that", "this", "it", "those", "these") && h.to+1 >= r.clauseEnd(h.to)) {
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
	return r.isWord(h.from, "you") && r.isWord(h.from+2, "going") && h.from > r.sentenceOf(h.from).first && r.words[h.from-1].content
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
	if r.words[h.from].is != "you" || !r.isWord(h.from+1, "have", "need", "must", "should", "will", "are") {
		return false
	}
	s := r.sentenceOf(h.from)
	if r.isWord(s.end-1, "you") && r.isWord(s.end-2, "do", "have") { // "so you have to deliver them, do you"
		return true
	}
	first := s.first
	_, b := r.clause(h.from, h.to)
	if r.isWord(h.from+1, "have", "need", "must") && (r.past.shares(r.turn, h.to, b, 2) >= 0 || h.from-first > 2 || r.isWord(first, "so", "and", "because")) {
		for _, w := range []string{"must", "should", "need"} {
			if r.past.saidWord(w) {
				return true
			}
		}
		for i := range r.past.last.words {
			if r.past.last.isWord(i, "have", "has", "had", "got") && r.past.last.isWord(i+1, "to") {
				return true
			}
		}
	}
	if r.isWord(h.from+1, "have") && h.from > first && r.past.shares(r.turn, h.to, b, 2) >= 0 || r.reflects(first, h.from) {
		return true
	}
	if r.isWord(h.from+1, "have", "need", "must") && r.isWord(h.from-1, "and", "because", "now", "then", "when", "while", "or", "sometimes") {
		return true // tells on
	}
	return r.isWord(first, "so", "and", "because") && h.from-first <= 2 && r.past.sharedWords(r.turn, h.to, b, 2) >= 1 && !r.isWord(h.from+1, "should")
}

// reflects says that words [from, to) say that what follows is hers: "it
// sounds like", "what I'm hearing is".
func (r *reading) reflects(from, to int) bool {
	for i := from; i < to; i++ {
		if r.isWord(i, "sounds", "seems", "feels", "hearing", "saying", "heard") && (r.isWord(i+1, "like", "as", "that", "is", "you", "from", "to") || r.isWord(i+2, "is", "like")) {
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

// judge: X3, "evaluation of her or her choice (cue + second person +
// evaluative sense), not when quoting her". "Why did you do that?" is only
// possible (below .7), "Why is that important to you?" none. A harsh word that
// she used of herself is hers.
func (r *reading) judge() {
	r.each(formJudge, func(h hit) {
		if r.hers(h.from) || r.selfKind(h.from) {
			return
		}
		if r.isWord(h.from, "why") && r.kindWhy(h) || r.isWord(h.from, "you", "it", "that") && r.past.shares(r.turn, h.from, h.to, 2) >= 0 && !r.agrees(h.to-1) {
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
		if !evaluative[r.words[i].is] || r.hers(i) || r.past.said(r.words[i].stem, 2) && !r.agrees(i) {
			continue
		}
		if from, c := r.evaluates(i); from >= 0 && !r.selfKind(from) {
			r.add(Judge, from, i+1, c)
		}
	}
}

// scolds says from where to where words from i on hold what she does against
// her: "you shouldn't be drinking", "but you're still drinking".
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
	default:
		return -1, -1
	}
	if at >= len(r.words) || !strings.HasSuffix(r.words[at].is, "ing") || bearing[r.words[at].is] || r.words[at].feeling.words > 0 {
		return -1, -1
	}
	return i, at + 1
}

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

var (
	mixed = set("mean cruel passive cold unfair difficult weak sensitive crazy mad bad terrible awful negative cold mess failure needy victim perfectionist defensive")
	harsh = set("unhealthy obsessive controlling toxic excessive wrong stupid silly selfish lazy childish immature ridiculous pathetic unreasonable irrational irresponsible unprofessional cruel inexcusable unacceptable inappropriate disgraceful nonsense absurd insane dumb foolish")
)

// selfKind says that she is told to be kinder to herself, or called so only in
// her own eyes: "you're being hard on yourself", "you call yourself selfish".
func (r *reading) selfKind(i int) bool {
	s := r.sentenceOf(i)
	for k := i; k < min(s.end, i+8); k++ {
		if r.isWord(k, "yourself") && !r.isWord(k+1, "together", "to", "into") && !r.isWord(k-1, "over", "pull", "brought", "got") {
			return true
		}
	}
	return false
}

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
	for i := h.to - 1; i < s.end; i++ {
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
		if r.past.saidPhrase(r.turn, h.from, h.to) {
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
