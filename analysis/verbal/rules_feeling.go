package verbal

import (
	"strings"

	"stillpoint/dialogue/lexicon"
)

// acknowledge: emotion_ack, "names, mirrors or stays with a feeling she has
// shown (Cue >= 1 or feeling words of hers); once a cue; words that overlap
// > .6 with one of the last three acknowledgements count as empathy". With
// advice or a judgement in the same turn there is no credit ("That sounds
// hard, have you tried a planner?"). What two of the last three have said is a
// formula, and as empathy only possible (below .5).
func (r *reading) acknowledge() {
	from, to, confidence, ok := r.acknowledgement(r.past, r.Cue)
	if !ok || !r.shown() || r.has(AdviceEarly) || r.has(Judge) || r.has(Minimise) {
		return
	}
	switch said := r.repeats(from, to); {
	case said >= formula:
		r.add(Empathy, from, to, confidence*doubt)
	case said > 0, !r.past.answered:
		r.add(Empathy, from, to, confidence)
	default:
		r.add(EmotionAck, from, to, confidence)
	}
}

// guess: a feeling that is named for her though no word of hers shows it ("I'm
// sure it's overwhelming") may have been in her voice, or long before. It is
// only possible (below .5): no trust is earned by it.
func (r *reading) guess() {
	from, to, confidence, ok := r.acknowledgement(r.past, r.Cue)
	if !ok || confidence < sureName || r.shown() || !r.past.answered || r.has(AdviceEarly) || r.has(Judge) || r.has(Minimise) {
		return
	}
	for _, w := range r.words[from:to] {
		if w.feeling.words > 0 && w.feeling.intensity > 0 {
			r.add(EmotionAck, from, to, confidence*doubt)
			return
		}
	}
}

const sureName = .7 // of a form that names a feeling as hers

const (
	formula = 2  // of the last three acknowledgements: said once more it is one
	doubt   = .5 // of the confidence that a formula, or a guess, is meant
)

// shown says that she has shown a feeling.
func (r *reading) shown() bool {
	return r.Cue >= 1 || len(r.Feelings) > 0 && r.namesOneOf(r.Feelings) || r.past.feeling(herTurns) || r.past.cue() >= 1
}

func (r *reading) namesOneOf(feelings []string) bool {
	for _, f := range feelings {
		for _, w := range plain(f) {
			for i := range r.words {
				if r.words[i].stem == stem(w) && r.words[i].feeling.words > 0 {
					return true
				}
			}
		}
	}
	return false
}

// feeling says that her last n turns hold a feeling word.
func (h history) feeling(n int) bool {
	for _, t := range h.her[:min(n, len(h.her))] {
		for i := range t.words {
			if f := t.words[i].feeling; f.words > 0 && (f.intensity > 0 || !faint[t.words[i].is]) {
				return true
			}
		}
	}
	return false
}

// repeats is how many of the last three acknowledgements say much the same as
// the clause of words [from, to).
func (r *reading) repeats(from, to int) (n int) {
	a, b := r.clause(from, to)
	said := r.phrase(a, b)
	words := lexicon.Tokens(said)
	for i, text := range r.past.coach {
		if sharedPart(words, text) <= .6 {
			continue // the overlap with a part of it is no larger
		}
		if past, ok := acknowledged(text); ok && lexicon.Overlap(said, past) > .6 {
			if r.acknowledgedSince(i) >= 3 {
				break
			}
			n++
		}
	}
	return n
}

// sharedPart is the share of words whose letters are in text: never less than
// their overlap with it, and cheap.
func sharedPart(words []string, text string) float64 {
	text = strings.ReplaceAll(strings.ToLower(text), "’", "'")
	n := 0
	for _, w := range words {
		if strings.Contains(text, w) {
			n++
		}
	}
	return float64(n) / float64(max(1, len(words)))
}

// acknowledged is the clause of a coach turn that acknowledges a feeling.
func acknowledged(text string) (string, bool) {
	t := study(text, allForms)
	from, to, _, ok := t.acknowledgement(history{last: &turn{}}, 1)
	if !ok {
		return "", false
	}
	a, b := t.clause(from, to)
	return t.phrase(a, b), true
}

// acknowledgedSince counts the coach turns with an acknowledgement after the
// i-th back, three at most.
func (r *reading) acknowledgedSince(i int) (n int) {
	for _, text := range r.past.coach[:i] {
		if _, ok := acknowledged(text); ok {
			if n++; n == 3 {
				break
			}
		}
	}
	return n
}

// acknowledgement is the surest place where t names a feeling, mirrors one of
// hers, stays with it or asks for it: words [from, to).
func (t *turn) acknowledgement(past history, cue int) (from, to int, confidence float64, ok bool) {
	take := func(a, b int, c float64) {
		if c > confidence {
			from, to, confidence, ok = a, b, c, true
		}
	}
	for _, h := range t.hits {
		switch h.kind {
		case formNaming:
			if !t.ownFeeling(h) && !t.anothers(h) && t.burden(h) && !t.asksElse(h) && !t.supposes(h, past, cue) && (h.confidence > .6 || t.near(h)) {
				take(h.from, h.to, h.confidence)
			}
		case formStay:
			if !t.ownFeeling(h) && !t.asksElse(h) {
				take(h.from, h.to, h.confidence-.1)
			}
		}
	}
	if h, ok := t.condolence(named); ok {
		take(h.from, h.to, h.confidence)
	}
	for i := range t.words { // her own feeling word given back
		w := t.words[i]
		if w.feeling.words > 0 && w.feeling.intensity > 0 && !evaluative[w.is] && past.feels(w.stem) && !t.ownFeeling(hit{from: i, to: i + 1}) && !t.before(formDisowned, i, 4) {
			take(i, i+w.feeling.words, .75)
		}
	}
	for _, q := range t.questions {
		if cue >= 1 && t.asksFeeling(q) && t.staysWith(q) {
			take(q.from, q.to, .6)
		}
	}
	for _, s := range t.sentences { // a few of her own words given back
		if cue >= 1 && s.end-s.first <= 5 && !s.asked && !t.asks(s.first, s.end) && past.givenBack(t, s) {
			take(s.first, s.end, .65)
		}
	}
	return from, to, confidence, ok
}

// staysWith says that q asks for the feeling itself: it names one, or asks
// what it is like for her, not what something is like.
func (t *turn) staysWith(q question) bool {
	for i := q.from; i < q.to; i++ {
		if w := t.words[i]; w.stem == "feel" || w.feeling.words > 0 && w.feeling.intensity > 0 ||
			t.isWord(i, "for", "in", "inside", "through") && t.isWord(i+1, "you") || t.isWord(i, "happening", "body") {
			return true
		}
	}
	return false
}

// measures say how much, not what.
var measures = set("two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand hour hours week weeks weekend weekends month months year years dollars pounds percent half")

// givenBack says that the sentence s of t repeats her last turn and no more:
// it has a content word, and all its content words are hers.
func (h history) givenBack(t *turn, s sentence) bool {
	found := false
	for i := s.first; i < s.end; i++ {
		w := t.words[i]
		if first1[w.is] || w.content && !h.said(w.stem, 1) || negators[w.is] && !(i+1 < s.end && h.saidPair(w.stem, t.words[i+1].stem, 1)) {
			return false
		}
		found = found || w.content && !measures[w.is]
	}
	if t.isWord(s.first, "you") && t.isWord(s.first+1, "are") && t.isWord(s.first+2, "a", "an") { // what she is, not what she feels
		return false
	}
	return found
}

// near says that the sentence of h is short or speaks of her.
func (t *turn) near(h hit) bool {
	s := t.sentenceOf(h.from)
	if s.end-s.first <= 9 {
		return true
	}
	for i := s.first; i < s.end; i++ {
		if second[t.words[i].is] {
			return true
		}
	}
	return false
}

// burden says that a feeling named in h is one that weighs, or one that is
// hers to have ("relieved"), not a mere "good" or "fine".
func (t *turn) burden(h hit) bool {
	for i := h.from; i < h.to; i++ {
		if evaluative[t.words[i].is] && !t.isWord(i-1, "feel", "feeling", "felt") && !t.isWord(i-2, "feel", "feeling", "felt") &&
			!(t.isWord(i, "difficult", "terrible", "awful") && t.isWord(h.from, "it", "that", "this", "things", "sounds", "seems", "feels")) {
			continue
		}
		if f := t.words[i].feeling; f.words > 0 && (f.intensity > 0 || !faint[t.words[i].is]) {
			return true
		}
	}
	return false
}

// faint are feelings that "that sounds …" gives no credit for.
var faint = set("welcome strong freedom confidence confident comfortable relaxed determined motivated encouraged amused amazed involved love hope ease care passion trusting free good fine okay all alright better well easy easier clear light new ready whole able capable interested curious hope trust connection support surprised open")

// feels says that one of her last two turns has this feeling word.
func (h history) feels(stem string) bool {
	for _, t := range h.her[:min(2, len(h.her))] {
		for i := range t.words {
			if t.words[i].stem == stem && t.words[i].feeling.words > 0 {
				return true
			}
		}
	}
	return false
}
