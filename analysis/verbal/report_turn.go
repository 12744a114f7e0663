package verbal

import "slices"

// A Turn is a coach's turn as the report reads it: what Detect finds, and what
// only a report asks of it. The zero Turn says nothing.
type Turn struct {
	Found []Evidence
	r     *reading
}

// ReadTurn reads the coach's turn that c ends with. A turn that is her own
// voice come back, and one without words, say nothing.
func ReadTurn(c Context) Turn {
	r, ok := judged(c)
	if !ok {
		return Turn{}
	}
	return Turn{r.evidence(), r}
}

// Find is the evidence of this name, and whether there is any.
func (t Turn) Find(name string) (Evidence, bool) {
	for _, e := range t.Found {
		if e.Name == name {
			return e, true
		}
	}
	return Evidence{}, false
}

// Has says that there is evidence of one of these names.
func (t Turn) Has(names ...string) bool {
	return slices.ContainsFunc(t.Found, func(e Evidence) bool { return slices.Contains(names, e.Name) })
}

// Acknowledges is where the turn names a feeling that she has shown, gives it
// back, stays with it or asks for it, whether or not it was met before. With
// advice, a judgement or what plays it down in the same turn it is worth
// nothing.
func (t Turn) Acknowledges() (Evidence, bool) {
	if t.r == nil || t.Has(AdviceEarly, AdvicePermit, Judge, Minimise, OffScript, AIQuestion) {
		return Evidence{}, false
	}
	from, to, confidence, ok := t.r.acknowledgement(t.r.past, t.r.Cue)
	if !ok || !t.r.shown() {
		return Evidence{}, false
	}
	return t.evidence(EmotionAck, from, to, confidence), true
}

// Tied says that the clause around e holds a word that is hers, beside the
// feeling itself: it is about her situation, and not a formula that fits any.
func (t Turn) Tied(e Evidence) bool {
	from, to := t.words(e.From, e.To)
	if from < 0 {
		return false
	}
	from, to = t.r.clause(from, to)
	for i := from; i < to; i++ {
		if t.r.turn.words[i].feeling.words == 0 && t.r.past.shares(t.r.turn, i, i+1, 2) >= 0 {
			return true
		}
	}
	return false
}

// Advises is where the turn advises: as Detect has it, or as an idea that comes
// in the breath in which leave for it was asked ("May I offer an idea? You could
// …").
func (t Turn) Advises() (Evidence, bool) {
	for _, name := range []string{AdviceEarly, AdvicePermit} {
		if e, ok := t.Find(name); ok {
			return e, true
		}
	}
	if t.r == nil {
		return Evidence{}, false
	}
	h, asked := t.r.first(formPermission)
	for i := h.to; asked && i+2 < len(t.r.turn.words); i++ {
		if _, asks := t.r.questionOf(i); !asks && t.r.isWord(i, "you") && t.r.isWord(i+1, "could", "should", "might", "can") && t.r.opens(i) && !t.r.overlaps(formTalk, i, i+2) && t.r.sentenceOf(i).first > h.from {
			return t.evidence(AdviceEarly, i, i+3, .8), true
		}
	}
	return Evidence{}, false
}

// Leave is where the turn asks leave for something of the coach's, or makes any
// answer welcome; Notices where it says what the coach notices, guesses or does
// not know; Frame where it says how the talk works.
func (t Turn) Leave() (Evidence, bool) { return t.report(formLeave, Invite) }

func (t Turn) Notices() (Evidence, bool) { return t.report(formNotices, Transparency) }

func (t Turn) Frame() (Evidence, bool) { return t.report(formFrame, Transparency) }

// report is the first form of kind k in a turn that neither judges nor plays
// down.
func (t Turn) report(k kind, name string) (Evidence, bool) {
	if t.r == nil || t.Has(Judge, Minimise, OffScript, AIQuestion) {
		return Evidence{}, false
	}
	for _, h := range study(t.r.text, reportForms).hits {
		if h.kind == k && !t.r.quoted(h.from) && (k == formFrame || !t.r.before(formReported, h.from, 3)) && !t.r.isWord(h.from-1, "what", "than", "when", "if") {
			return t.evidence(name, h.from, h.to, h.confidence), true
		}
	}
	return Evidence{}, false
}

// Granted says that in her turn before she gave leave to advise; asked, that
// she did so by asking for advice herself.
func (t Turn) Granted() (granted, asked bool) {
	if t.r == nil {
		return false, false
	}
	_, asked = t.r.past.last.first(formHerAsk)
	return t.r.granted(), asked
}

// OpenQuestions are those of the turn's questions that want more than a yes, a
// no or a fact, and ask for no solution.
func (t Turn) OpenQuestions() []Evidence {
	if t.r == nil {
		return nil
	}
	var out []Evidence
	for _, q := range t.r.questions {
		if q.open && !t.r.onlySolution(q) && !(q.why && t.Has(Judge)) && !t.r.overlaps(formAdvice, q.from, q.to) {
			out = append(out, t.evidence(Explore, q.from, q.to, .8))
		}
	}
	return out
}

// Interrogates says that the turn is a closed question and little else: no
// open one, no leave asked for, nothing of hers given back or held up for
// checking.
func (t Turn) Interrogates() bool {
	if t.r == nil || t.Has(EmotionAck, Empathy, Strength, Accept, Repair, Invite, CheckIn, ClientWords) {
		return false
	}
	asked := false
	for _, q := range t.r.questions {
		if q.open || q.tag {
			return false
		}
		asked = true
	}
	return asked
}

// SaysBack says that the turn begins as what gives something back does ("you're
// feeling …", "it sounds like …", "you mentioned …"), and neither advises, judges
// nor plays down.
func (t Turn) SaysBack() bool {
	if t.r == nil || t.Has(AdviceEarly, AdvicePermit, Judge, Minimise, Solution) {
		return false
	}
	h, ok := study(t.r.text, reportForms).first(formSaysBack)
	return ok && h.from <= 4
}

// EndsAsking says that the turn ends in a question, so that a no to it answers
// that and rejects nothing else. A claim held up for checking is no question.
func (t Turn) EndsAsking() bool {
	if t.r == nil || len(t.r.questions) == 0 {
		return false
	}
	last := t.r.questions[len(t.r.questions)-1]
	return !last.tag && last.to >= len(t.r.words)-1
}

// Excuses says that the turn tells her nothing but that she is understood.
func (t Turn) Excuses() (Evidence, bool) {
	if t.r == nil || len(t.r.words) == 0 || len(t.r.words) > bareWords || t.Has(EmotionAck, Empathy, Accept, Strength) {
		return Evidence{}, false
	}
	s := study(t.r.text, reportForms)
	if h, ok := s.first(formUnderstood); ok && len(s.questions) == 0 {
		return t.evidence("", h.from, h.to, h.confidence), true
	}
	return Evidence{}, false
}

const bareWords = 7 // "Okay, yeah, I understand that."

func (t Turn) evidence(name string, from, to int, confidence float64) Evidence {
	return Evidence{name, t.r.turn.words[from].from, t.r.turn.words[to-1].to, confidence}
}

// words are the words [from, to) that lie in bytes [from, to); -1: none.
func (t Turn) words(from, to int) (int, int) {
	if t.r == nil {
		return -1, -1
	}
	a, b := -1, -1
	for i, w := range t.r.turn.words {
		if w.from >= from && w.to <= to {
			if a < 0 {
				a = i
			}
			b = i + 1
		}
	}
	return a, b
}
