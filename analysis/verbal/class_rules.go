package verbal

import "strings"

// telling are the forms that the model hears of; a new list goes last. When
// they or the questions have changed, train again.
var telling = []list{{formAdvice, adviceForms}, {formSolution, solutionForms}, {formTalk, talkForms}, {formCare, careForms},
	{formNaming, namingForms}, {formStay, stayForms}, {formOwnFeeling, ownFeelingForms}, {formAccept, acceptForms}, {formPermission, permissionForms},
	{formStrength, strengthForms}, {formPraise, praiseForms}, {formProcess, processForms}, {formLeading, leadingForms},
	{formCheckin, checkinForms}, {formAnnounce, announceForms}, {formStop, stopForms}}

// classForms are those, and what a Proposal is told by.
var classForms = compile(known, append(telling, list{formAdvice, ideaForms}, list{formUrge, urgeForms}, list{formInform, informForms}, list{formCourtesy, courtesyForms},
	list{formReported, reportedForms}, list{formDisowned, disownedForms})...)

// rules is what the rules find in t.
func (v *vector) rules(t *turn) {
	n := len(t.questions)
	v.add(mix(groupQuestions, uint64(min(n, 3))))
	var asked [4]bool // by sort
	for _, q := range t.questions {
		asked[q.sort()] = true
	}
	for sort, yes := range asked {
		if yes {
			v.add(mix(groupQuestions, uint64(10+sort)))
		}
	}
	if n > 0 {
		last := t.questions[n-1]
		v.add(mix(groupLastQuestion, last.sort()))
		v.add(mix(groupLastQuestion, 10+bucket(len(t.words)-last.from)))
		v.add(mix(groupLastQuestion, 30+bucket(last.from)))
		if t.sentences[len(t.sentences)-1].end == last.to {
			v.add(mix(groupLastQuestion, 50))
			v.add(mix(groupLastQuestion, 51+last.sort()))
		}
	}
	var found [formCourtesy + 1]int // 1: there is one, 2: among the first words
	for _, h := range t.hits {
		found[h.kind] = max(found[h.kind], 1)
		if h.from < 4 {
			found[h.kind] = 2
		}
	}
	for id, l := range telling {
		if found[l.kind] > 0 {
			v.add(mix(groupForms, uint64(id)))
		}
		if found[l.kind] > 1 {
			v.add(mix(groupForms, uint64(100+id)))
		}
	}
	feelings := 0
	for _, w := range t.words {
		if w.feeling.words > 0 {
			feelings++
		}
	}
	v.add(mix(groupFeelings, uint64(min(feelings, 3))))
}

// sort tells questions apart: open or not, a tag or not.
func (q question) sort() uint64 {
	n := uint64(0)
	if q.open {
		n++
	}
	if q.tag {
		n += 2
	}
	return n
}

// What an utterance gives her, by its forms; of advice, the surer the higher.
const (
	givesNothing = iota
	givesHers    // a form of advice that is not the coach's own: hers given back, reported, asked for
	givesHint    // softly, or among other things
	givesAdvice
	givesAdviceOnly // that is how it begins, and it asks nothing
	givesFact       // begins with a fact, and asks nothing
	givesCourtesy   // begins with what is said at a door, and is short
)

// Proposal says how surely e proposes something that she could do, or tells a
// fact, for BestKind.
func Proposal(e Exchange) int { return proposal(e, study(e.Text, classForms)) }

// proposal is Proposal of e, of which t is the text.
func proposal(e Exchange, t *turn) int {
	early := t.early()
	if h, ok := t.first(formCourtesy); ok && h.from < early && len(t.words) <= longCourtesy {
		return givesCourtesy
	}
	best := givesNothing
	var r *reading
	for _, h := range t.hits {
		if h.kind != formUrge && (h.kind != formAdvice || h.confidence < .7) {
			continue
		}
		if r == nil {
			r = e.reading(t)
		}
		best = max(best, r.gives(h, early))
	}
	if h, ok := t.first(formInform); ok && best == givesNothing && h.from < early {
		return givesFact
	}
	return best
}

// gives is what a form of advice in h gives her.
func (r *reading) gives(h hit, early int) int {
	own := r.advises(h)
	if h.kind == formUrge {
		own = !r.hers(h.from) && !r.overlaps(formCourtesy, h.from, h.to) && !r.overlaps(formTalk, h.from, h.to) && !r.goesOn(h)
	}
	switch {
	case !own || r.owes(h):
		return givesHers
	case h.from < early:
		return givesAdviceOnly
	case h.kind == formUrge:
		return givesHint
	}
	return givesAdvice
}

// reading is e, of which t is the text, for rules that ask what she said last.
func (e Exchange) reading(t *turn) *reading {
	r := &reading{turn: t, past: history{last: &turn{}}}
	if e.Before != "" {
		before := read(e.Before)
		r.past = history{her: []*turn{before}, last: before, answered: true}
	}
	return r
}

// owes says that advice in h gives back what she has just said she should do.
func (r *reading) owes(h hit) bool {
	_, end := r.clause(h.from, h.to)
	return r.past.duty(1) && r.past.shares(r.turn, h.from, end, 1) >= 0
}

// longCourtesy: more words than these are more than a courtesy.
const longCourtesy = 10

// early is the word before which something has to begin for t to begin with
// it: one of the first few of the first sentence that is more than "okay". It
// is 0 where t asks something, or goes on with what was cut short.
func (t *turn) early() int {
	if len(t.questions) > 0 || strings.HasPrefix(t.text, "-") {
		return 0
	}
	for _, s := range t.sentences {
		if from := t.start(s); s.end-from > 2 {
			return from + 4
		}
	}
	return 0
}
