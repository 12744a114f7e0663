package verbal

// ownFeeling says that the feeling in h is the coach's own or used of
// something else: "I feel that you …", "makes me sad".
func (t *turn) ownFeeling(h hit) bool {
	for _, own := range t.hits {
		if own.kind == formOwnFeeling && own.from < h.to && h.from < own.to && !t.isWord(own.from+2, "sure", "hearing", "noticing", "sensing", "guessing") {
			return true
		}
	}
	first := t.sentenceOf(h.from).first
	for i := h.from - 1; i >= first && i >= h.from-3; i-- {
		if second[t.words[i].is] {
			return false
		}
		if t.words[i].is == "i" && !t.overlaps(formProcess, i, i+1) {
			return true
		}
	}
	return false
}

// anothers says that a feeling named without its subject is somebody else's:
// "your friends who are still concerned".
func (t *turn) anothers(h hit) bool {
	if h.confidence > .65 {
		return false
	}
	first := t.sentenceOf(h.from).first
	for i := h.from - 1; i >= first && i >= h.from-4; i-- {
		if second[t.words[i].is] {
			return false
		}
		if t.isWord(i, "he", "she", "they", "who", "people", "friends", "friend", "family") {
			return true
		}
	}
	return false
}

// asksElse says that h lies in a question that is not about a feeling of hers.
func (t *turn) asksElse(h hit) bool {
	q, ok := t.questionOf(h.from)
	return ok && !q.tag && !t.asksFeeling(q) && (h.from > q.from || t.asksMeasure(q)) && !(t.isWord(h.from, "you") && t.isWord(h.from+1, "feel", "feeling", "felt"))
}

// asksMeasure says that q asks for a number: "how old were you" names no feeling.
func (t *turn) asksMeasure(q question) bool { return t.isWord(q.from, "how") && !t.openWh(q.from) }

// supposes says that h puts into an open question a feeling that she has not
// shown: "what are you so afraid of" wants it from her and meets nothing. A
// mild one ("why are you hesitant") is heard in what she says, and how
// something is for her may be asked with any word.
func (t *turn) supposes(h hit, past history, cue int) bool {
	q, ok := t.questionOf(h.from)
	if !ok || q.tag || !q.open || cue >= 1 || past.cue() >= 1 || t.overlaps(formLikeThat, q.from, q.to) {
		return false
	}
	strong := false
	for i := h.from; i < h.to; i++ {
		if w := t.words[i]; w.feeling.words > 0 {
			if past.feels(w.stem) {
				return false
			}
			strong = strong || w.feeling.intensity >= 2
		}
	}
	return strong
}

// asksFeeling says that q asks how something is or feels for her: a form of
// "what is that like", or an open question with a feeling or "feel" in it.
func (t *turn) asksFeeling(q question) bool {
	for _, h := range t.hits {
		if h.kind == formLikeThat && h.from >= q.from && h.from < q.to && h.from-q.from < 8 {
			return true
		}
	}
	if !q.open || t.overlaps(formSolution, q.from, q.to) {
		return false
	}
	for i := q.from; i < q.to; i++ {
		if w := t.words[i]; w.stem == "feel" || w.feeling.words > 0 && w.feeling.intensity > 0 {
			return true
		}
	}
	return false
}
