package verbal

import (
	"slices"
	"strings"
)

// inside: empathy in the coach's own words: a statement about her, right after
// she has told something, that names her situation though no word in it is hers
// ("everything lands on you"). No list of words can know it. Three signs are
// added up: how surely the class of the utterance is a reflection, how many
// sides the statement has, and a form that is seldom said otherwise. What
// begins as one of the coach's last turns began is a formula.
func (r *reading) inside() {
	if r.has(EmotionAck) || r.has(Empathy) || r.has(AdviceEarly) || r.has(AdvicePermit) || r.has(Judge) || r.has(Minimise) || !r.hasTold() {
		return
	}
	if _, _, _, names := r.acknowledgement(r.past, r.Cue); names {
		return // a feeling: met before, or guessed
	}
	tried := 0
	for _, s := range r.sentences {
		if !r.tellsHer(s) || r.worn(s) {
			continue
		}
		sure := sideWorth * float64(min(r.sides(s), mostSides))
		if r.overlaps(formInside, s.first, s.end) {
			sure += formWorth
		}
		if sure == 0 {
			continue
		}
		if p, ok := r.reflection(s); ok && p+sure >= sureInside {
			r.add(Empathy, s.first, s.end, contentOnly)
			return
		}
		if tried++; tried == mostTried {
			return
		}
	}
}

// What the signs are worth beside the probability of a reflection, and what
// they must come to. Tuned by hand on the lists of testdata and the
// conversations that the model was made from.
const (
	sideWorth  = .1
	mostSides  = 3
	formWorth  = .2
	sureInside = .8
)

const (
	shortTold   = 5  // words of hers that tell something where they show a cue
	longTold    = 8  // and where they only speak of her
	fewWords    = 4  // of the coach's: less is a remark
	manyWords   = 40 // and more is a talk
	wornOpening = 3  // words that a formula begins with
	mostTried   = 4  // sentences of a turn that are classed: it must not take long
	wornTurns   = 6  // of the coach's, among which its like wears a statement
)

// hasTold says that her last turn told something, and does not end in a
// question. A yes or a word or two leave what she told before where it was.
func (r *reading) hasTold() bool {
	h := r.past
	if !h.answered || h.asks() {
		return false
	}
	return r.Cue >= 1 && len(h.last.words) >= shortTold || h.last.tells() ||
		len(h.last.words) < shortTold && len(h.her) > 1 && h.her[1].tells()
}

// tells says that t, of hers, shows a cue, or is some words about herself.
func (t *turn) tells() bool {
	n := len(t.words)
	return n >= shortTold && t.cue() >= 1 || n >= longTold && slices.ContainsFunc(t.words, func(w word) bool { return first1[w.is] })
}

// sides counts what gives the sentence s more than a bare fact has: a second
// clause, somebody or something pointed at, a no, and herself twice over.
func (t *turn) sides(s sentence) int {
	joint, points, no, self := 0, 0, 0, 0
	for i := s.first; i < s.end; i++ {
		w := t.words[i].is
		if joints[w] && i > s.first+1 && i < s.end-1 {
			joint = 1
		}
		if pointing[w] && (i > s.first || w != "it") {
			points = 1
		}
		if negators[w] {
			no = 1
		}
		if w == "yourself" {
			self = 2
		}
	}
	return joint + points + no + self
}

var (
	joints   = set("and but yet because before until while when where what how who which although though than that if")
	pointing = set("he she it they him her them his their theirs yours others people one both neither none anyone anybody someone somebody everyone everybody nobody anything something everything nothing")
)

// worn says that the sentence s opens as one of the coach's last turns did, or
// as a sentence in it.
func (r *reading) worn(s sentence) bool {
	from := s.first
	for from < s.end-wornOpening && openers[r.words[from].is] {
		from++
	}
	opening := strings.ToLower(r.phrase(from, min(from+wornOpening, s.end)))
	return slices.ContainsFunc(r.past.coach[:min(wornTurns, len(r.past.coach))], func(text string) bool {
		return strings.Contains(strings.ToLower(text), opening)
	})
}

// reflection is how surely the sentence s says back what she said or meant; ok:
// it does not rather propose something.
func (r *reading) reflection(s sentence) (p float64, ok bool) {
	e := Exchange{Text: r.phrase(s.first, s.end) + ".", Before: r.past.last.text}
	t := study(e.Text, classForms)
	if proposal(e, t) >= givesAdvice {
		return 0, false
	}
	return model.probabilities(e, t)[kindReflection], true
}
