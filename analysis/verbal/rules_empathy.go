package verbal

// contentOnly is the confidence in an empathy that gives back what she said
// and no word of care.
const contentOnly = .6

// allowance is the confidence in an empathy that says no more than that what
// she wants or feels is hers to want or feel.
const allowance = .7

// empathy: "support that names her situation". A phrase of care, or a
// statement about her that gives back what she said, beside a content word of
// her last two turns. "I understand." and "That makes sense." name nothing.
func (r *reading) empathy() {
	if r.has(AdviceEarly) || r.has(Judge) || r.has(Minimise) {
		return
	}
	r.each(formAllow, func(h hit) {
		if q, asks := r.questionOf(h.from); (!asks || q.tag) && !r.hers(h.from) && r.allowed(h) {
			r.add(Empathy, h.from, h.to, allowance)
		}
	})
	for _, h := range r.hits {
		if h.kind != formCare && h.kind != formNaming && h.kind != formStay {
			continue
		}
		a, b := r.clause(h.from, h.to)
		if q, asks := r.questionOf(h.from); asks && !q.tag || h.kind != formCare && (r.ownFeeling(h) || h.kind == formNaming && !r.burden(h)) {
			continue
		}
		if r.credited(h.from, h.to) {
			continue
		}
		if i := r.past.shares(r.turn, a, b, 2); i >= 0 {
			r.add(Empathy, min(h.from, i), max(h.to, i+1), h.confidence)
		} else if s := r.words[a].sentence; s > 0 && a == r.sentences[s].first { // "Your wife doesn't know. That's a lonely place."
			before := r.sentences[s-1]
			if i := r.past.shares(r.turn, before.first, before.end, 2); i >= 0 && !before.asked {
				r.add(Empathy, i, h.to, h.confidence)
			}
		}
	}
	if r.has(EmotionAck) {
		return
	}
	for _, s := range r.sentences { // the content given back: "So you do them again at night."
		if s.asked && r.asks(s.first, s.end) || s.end-s.first < 4 || r.isWord(s.first, "if") {
			continue
		}
		a, b := r.clause(s.first, s.first+1)
		if r.credited(a, b) || r.overlaps(formPraise, a, b) {
			continue
		}
		if n := r.past.sharedWords(r.turn, a, b, 2); n >= 2 && r.addresses(a, b) || n >= 3 && r.aboutOthers(a, b) {
			if _, asks := r.questionOf(a); !asks || s.asked {
				r.add(Empathy, a, b, contentOnly)
			}
		}
	}
}

// allowed says that what is allowed in h is hers: she used that word, or she
// showed a feeling and the clause ends there or points at it ("wanting that").
func (r *reading) allowed(h hit) bool {
	if r.past.said(r.words[h.to-1].stem, 2) {
		return true
	}
	return r.shown() && (r.ends(h.to) || r.isWord(h.to, "that", "this", "it", "so", "her", "him", "them") && r.ends(h.to+1))
}

// credited says that words [from, to) have earned an acknowledgement or a
// strength in this turn.
func (r *reading) credited(from, to int) bool {
	for _, f := range r.found {
		if a, b := r.clause(f.from, f.to); (f.name == EmotionAck || f.name == Strength || f.name == Repair) && from < b && a < to {
			return true
		}
	}
	return false
}

// addresses says that words [from, to) are about her: "you" before any "I".
func (t *turn) addresses(from, to int) bool {
	for i := from; i < to; i++ {
		if second[t.words[i].is] {
			return true
		}
		if first1[t.words[i].is] && !t.overlaps(formProcess, i, i+1) {
			return false
		}
	}
	return false
}

// aboutOthers says that words [from, to) speak of nobody here.
func (t *turn) aboutOthers(from, to int) bool {
	for i := from; i < to; i++ {
		if second[t.words[i].is] || first1[t.words[i].is] || t.isWord(i, "we", "us", "our") {
			return false
		}
	}
	return true
}
