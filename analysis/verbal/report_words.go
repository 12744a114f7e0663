package verbal

// Uses is where text has own, a word or an image of hers, in any of its forms.
func Uses(text, own string) (Span, bool) {
	t := read(text)
	from, to := (&reading{turn: t}).ownWord(own)
	if from < 0 {
		return Span{}, false
	}
	return Span{From: t.words[from].from, To: t.words[to-1].to}, true
}

// Relabels is where the turn tells her that she feels more than she said: a
// feeling plainly stronger than any word of hers, said as a fact ("so you're
// depressed" after "a bit flat"). hers is her own word.
func (t Turn) Relabels() (coach, hers Span, ok bool) {
	if t.r == nil || t.r.Cue >= 2 || len(t.r.past.last.words) == 0 {
		return coach, hers, false
	}
	last, strongest := t.r.past.last, -1
	for i, w := range last.words {
		if f := w.feeling; f.words > 0 && f.intensity > strongest && !faint[w.is] {
			strongest = f.intensity
			hers = Span{w.from, last.words[i+f.words-1].to, f.intensity}
		}
	}
	if strongest < 1 {
		return coach, hers, false
	}
	for i := 2; i < len(t.r.turn.words); i++ {
		w := t.r.turn.words[i]
		if w.feeling.words == 0 || w.feeling.intensity <= strongest || t.r.past.said(w.stem, herTurns) || t.r.hers(i) || t.r.tentative(i) {
			continue
		}
		back := i - 1
		for back > 0 && (t.r.turn.words[back].soft || t.r.isWord(back, "a", "bit")) {
			back--
		}
		if back > 0 && t.r.isWord(back, "are", "feel") && t.r.isWord(back-1, "you") {
			return Span{t.r.turn.words[back-1].from, t.r.turn.words[i+w.feeling.words-1].to, w.feeling.intensity}, hers, true
		}
	}
	return coach, hers, false
}

// tentative says that what the coach says at word i is held up for checking.
func (t *turn) tentative(i int) bool {
	if _, asks := t.questionOf(i); asks {
		return true
	}
	s := t.sentenceOf(i)
	for k := s.first; k < s.end; k++ {
		if t.isWord(k, "maybe", "perhaps", "wonder", "wondering", "might", "may", "almost", "guess", "guessing", "if", "sounds", "seems", "sound", "seem", "hear", "hearing", "sense", "imagine", "could", "would") {
			return true
		}
	}
	return false
}

// AsksWhatItIsLike says that text asks how that which she has just told is, or
// feels, for her; what something else was like is another matter.
func AsksWhatItIsLike(text string) bool {
	t := study(text, allForms)
	for _, q := range t.questions {
		if !t.asksFeeling(q) {
			continue
		}
		if t.staysWith(q) {
			return true
		}
		for i := q.from; i < min(q.to, q.from+4); i++ {
			if t.isWord(i, "that", "this", "it") && !t.likeElse(q) {
				return true
			}
		}
	}
	return false
}

// likeElse says that q asks what something is like that it only names after
// "like": "what was it like to carry that".
func (t *turn) likeElse(q question) bool {
	for i := q.from; i+1 < q.to; i++ {
		if t.isWord(i, "like") && t.isWord(i+1, "to", "when", "being", "having", "as", "in", "back", "there", "where") {
			return true
		}
	}
	return false
}

// LeavesChoice says that words of a coach's leave it to her what comes next.
// Leave asked for the coach's own turn ("may I …") does not, nor do thanks.
func LeavesChoice(text string) bool {
	_, ok := study(text, reportForms).first(formChoice)
	return ok
}

// Warm says that text has a word one would use with a friend.
func Warm(text string) bool {
	_, ok := study(text, reportForms).first(formWarm)
	return ok
}

// Contracts says that text has a contraction, written with its apostrophe or
// without.
func Contracts(text string) bool {
	t := read(text)
	for i := 1; i < len(t.words); i++ {
		if t.words[i].from == t.words[i-1].from {
			return true
		}
	}
	return false
}

// Written is how the word with this content form is written in text; empty
// when it is not there.
func Written(text, content string) string {
	for _, w := range read(text).words {
		if w.content && w.stem == content {
			return text[w.from:w.to]
		}
	}
	return ""
}
