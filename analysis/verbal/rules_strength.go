package verbal

// strength: "specific: you + something she did or said; at most 1 in 4 turns".
// The clause addresses her and holds a word of hers from the last turns, or
// points at what she has just said ("it took courage to say that").
func (r *reading) strength() {
	from, to, confidence := r.strengthAt(r.past)
	if from < 0 || r.has(AdviceEarly) || r.has(Judge) || r.has(Minimise) {
		return
	}
	for _, text := range r.past.coach[:min(3, len(r.past.coach))] {
		if _, given := study(text, allForms).firstAbove(formStrength, .6); given {
			return
		}
	}
	r.add(Strength, from, to, confidence)
}

func (t *turn) strengthAt(past history) (from, to int, confidence float64) {
	from = -1
	t.each(formStrength, func(h hit) {
		a, b := t.clause(h.from, h.to)
		if q, ok := t.questionOf(h.from); ok && !q.tag || h.confidence <= confidence || t.before(formDisowned, h.from, 2) {
			return
		}
		if !t.isWord(h.from, "you") && past.saidPhrase(t, h.from, h.to) { // her own words, of whomever
			return
		}
		if h.confidence < .6 && !t.valued(a, b) {
			return
		}
		if t.isWord(h.from, "your") && t.isWord(h.from-1, "has", "have", "had", "got", "gets") { // "he has your humour"
			return
		}
		if t.isWord(h.from-1, "people", "those", "things", "someone", "somebody", "what", "who", "if") { // "the people you care about"
			return
		}
		if s := t.sentenceOf(h.from); t.isWord(h.from, "that", "it", "this") && s.first > 0 && s.first == h.from {
			a = t.sentenceOf(s.first - 1).first // "You rang them all. That took nerve."
		}
		if past.shares(t, a, b, herTurns) < 0 && !t.pointsBack(h.to-1, b) {
			return
		}
		from, to, confidence = h.from, b, h.confidence
	})
	for i := range t.words {
		if end, ok := t.deedAt(past, i); ok && confidence < deedSeen {
			from, to, confidence = i, end, deedSeen
		}
	}
	return from, to, confidence
}

// valued says that words [from, to) hold a word of worth.
func (t *turn) valued(from, to int) bool {
	for i := from; i < to; i++ {
		if worth[t.words[i].is] {
			return true
		}
	}
	return false
}

var worth = set("courage brave bravely honest honestly honesty care careful carefully calm calmly patient patience strength strong loyal loyalty kind kindness thoughtful thoughtfully generous generously fair fairly steady managed anyway despite kept stayed gracefully wisely tenderness")

// pointsBack says that words [from, to) point at what she has just said: "to
// say that", "to tell me".
func (t *turn) pointsBack(from, to int) bool {
	for i := from; i < to; i++ {
		if t.isWord(i, "say", "said", "saying", "tell", "telling", "told", "share", "sharing", "name", "named", "naming", "admit", "admitted", "describe", "described", "put") &&
			t.isWord(i+1, "that", "this", "it", "me", "so") {
			return true
		}
		if i == to-1 && t.isWord(i-1, "to") && t.isWord(i, "say", "tell", "share", "name", "admit") { // "that took courage to say"
			return true
		}
	}
	return false
}

// praise: generic_praise, "well done, great". Tied to something of hers, in
// the same sentence, it is a strength instead.
func (r *reading) praise() {
	r.each(formPraise, func(h hit) {
		for _, f := range r.found {
			if f.name == Strength && f.from < r.sentenceOf(h.from).end && f.to > r.sentenceOf(h.from).first {
				return
			}
		}
		if !r.before(formDisowned, h.from, 2) && !r.before(formReported, h.from, 1) && !r.negated(h.from) && !r.isQuote(h.from, h.to) {
			r.add(GenericPraise, h.from, h.to, h.confidence)
		}
	})
}

// negated says that a negator stands in the two words before i.
func (r *reading) negated(i int) bool {
	return r.in(i-1, negators) || r.in(i-2, negators) && r.sentenceOf(i).first <= i-2
}
