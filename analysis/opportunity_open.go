package analysis

import (
	"strings"

	"stillpoint/analysis/verbal"
	"stillpoint/dialogue/timeline"
)

// openness is M6, but for corrections. The start offers it, advice and
// observations of the coach's do, and slips. It is taken where leave is asked
// and waited for, where a view is offered with room for another, where a slip is
// owned, and where the coach says how the talk works or what they notice. Advice
// offered as a fact misses it.
func (k *talk) openness(f *findings) {
	slips := k.slips()
	begun, unsure := false, false
	coach := k.counted(timeline.Coach)
	for n, i := range coach {
		s := &k.turns[i]
		advice, advises := k.advises(i)
		granted, asked := s.read.Granted()
		var o offer
		switch {
		case advises && granted && !asked:
			o = k.took("M6", i-1, i, advice, "you had asked first, and the client had said yes")
		case advises && advice.Name == verbal.AdviceEarly && k.leavesRoom(i):
			o = k.took("M6", -1, i, advice, "you offered it as one view, with room for another")
		case advises && !asked && !s.unsure && advice.Confidence >= plainly && !k.closing(i):
			o = k.went("M6", Missed, -1, i, advice, "it is offered as a fact: nobody asked first, and no room was left for a no")
			if o.Coach != nil && strings.HasSuffix(o.Coach.Quote, "?") {
				o.Why = "the idea comes inside a question, and nobody had asked whether it was wanted"
			}
			o.at, o.Client, o.against = i, nil, true
		case advises:
			continue
		default:
			e, why := k.opens(i, slips)
			if why == "" {
				unsure = unsure || n < opening3 && s.unsure
				continue
			}
			o = k.took("M6", -1, i, e, why)
		}
		begun = begun || n < opening3 && o.Verdict == Observed
		f.offers = append(f.offers, o)
	}
	if !begun && !unsure && len(coach) >= thirdsFrom {
		j := coach[0]
		o := k.went("M6", Note, -1, j, k.first(j, .6), "the talk began without a word on how it would go, or on what is welcome")
		o.at = j
		f.offers = append(f.offers, o)
	}
}

// opening3: the coach's turns that are the start.
const opening3 = 3

// advises is the advice in the coach's turn i. What weighs her in the same words
// ("you shouldn't have") is a judgement, and told once.
func (k *talk) advises(i int) (verbal.Evidence, bool) {
	e, ok := k.turns[i].read.Advises()
	if ok && !k.means(i, e) {
		return verbal.Evidence{}, false
	}
	if j, judges := k.turns[i].read.Find(verbal.Judge); ok && judges && j.Confidence >= plainly && j.From < e.To && e.From < j.To {
		return verbal.Evidence{}, false
	}
	return e, ok
}

// means says that the model of what an utterance does agrees that e, found in
// the coach's turn i, advises: "you have to" may give a duty of hers back. What
// the rules are sure of it only overrules where it is sure of a reflection.
func (k *talk) means(i int, e verbal.Evidence) bool {
	class, p := k.class(i)
	if e.Confidence < .8 && e.Name == verbal.AdviceEarly {
		return class == verbal.Advice || class == verbal.Information
	}
	return class != verbal.Reflection || p < .8
}

// leavesRoom says that advice in the coach's turn i comes with a welcome for
// any answer, said after it.
func (k *talk) leavesRoom(i int) bool {
	e, ok := k.turns[i].read.Leave()
	a, _ := k.advises(i)
	return ok && e.From >= a.To
}

// opens is what in the coach's turn i, which gives no advice, is an open book,
// and why; an empty why: nothing.
func (k *talk) opens(i int, slips map[int]bool) (verbal.Evidence, string) {
	read := k.turns[i].read
	if e, ok := read.Find(verbal.Repair); ok && e.Confidence >= plainly && slips[i] {
		return e, "you owned what had slipped"
	}
	if e, ok := read.Frame(); ok && k.turns[i].nth < opening3 {
		return e, "you said at the start how the talk goes"
	}
	if e, ok := read.Leave(); ok {
		return e, "you asked, and left room for a no"
	}
	if e, ok := read.Notices(); ok && !read.Has(verbal.EmotionAck, verbal.Empathy) {
		return e, "you said what you notice or guess as yours, and not as a fact"
	}
	return verbal.Evidence{}, ""
}

// slips are the coach's turns that come at most two turns after something to
// own: the client cut off, advice too soon, a judgement, or words that she said
// no to.
func (k *talk) slips() map[int]bool {
	at := map[int]bool{}
	for i := range k.turns {
		s := &k.turns[i]
		slip := false
		if s.side == timeline.Coach {
			slip = s.read.Has(verbal.AdviceEarly, verbal.Judge, verbal.Minimise, verbal.Stacked)
			for _, o := range k.t.Overlaps {
				slip = slip || o.Weight > 0 && o.From >= s.from && o.From < s.to
			}
			if slip {
				at[i] = true // owned in the same breath
			}
		} else {
			slip = s.her.Rejects
		}
		if slip {
			coach, _ := k.window(i)
			for _, j := range coach {
				at[j] = true
			}
		}
	}
	return at
}
