package analysis

import (
	"fmt"
	"slices"
	"strings"

	"stillpoint/analysis/timing"
	"stillpoint/analysis/verbal"
	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/timeline"
)

// feelings are M5 and X2. A feeling is offered by a cue of intensity 2 or more,
// or by a feeling word that she says of herself. It is taken when it is named,
// given back or asked about in the next two turns, when 3 s are left open after
// it, or by a check on how she is, once a third. Words after a silence are what
// took it: who waits and then names each feeling does not do the same again and
// again. It is missed, and passed over, when none of this comes and the turn
// after it advises, plays it down or goes to something else.
func (k *talk) feelings(f *findings) {
	checked := map[int]bool{}
	for _, i := range k.counted(timeline.Client) {
		s := &k.turns[i]
		firm := k.firm(i)
		if s.goodbye || !firm && len(s.her.Feelings) == 0 {
			continue
		}
		coach, whole := k.window(i)
		open, left := k.leftOpen(i)
		left = left && firm
		o, ok := k.meets(i, coach, checked)
		if ok && left {
			o.Why += ", after " + seconds(open.To-open.From) + " that you left open"
		}
		switch {
		case ok:
			f.offers = append(f.offers, o)
		case left:
			f.offers = append(f.offers, open)
		case !firm || !k.sure(i, coach):
		case lexicon.AsksRisk(k.turns[coach[0]].text):
		case k.passed(i, coach, whole):
			j := coach[0]
			o := k.went("M5", Missed, i, j, k.all(j, k.certainty(i)), k.passing(i, j))
			o.against = true
			f.offers = append(f.offers, o)
			x := o.Evidence
			x.Code, x.Verdict = "X2", Observed
			weight := 1.0
			if s.cue >= 3 {
				weight = 1.5
			}
			f.mistakes = append(f.mistakes, mistake{x, weight})
		case whole && k.unmet(i, coach):
			f.offers = append(f.offers, k.went("M5", Note, i, coach[0], k.first(coach[0], .6), "you went on from what was said, and "+k.what(i)+" stayed unnamed"))
		}
	}
}

// firm says that her turn i shows a feeling plainly enough for it to be missed.
func (k *talk) firm(i int) bool {
	s := &k.turns[i]
	return s.cue >= 2 || s.felt.Intensity >= 1
}

// certainty of a feeling in her turn i: the scenario knows, words may err.
func (k *talk) certainty(i int) float64 {
	if k.turns[i].cue >= 2 {
		return .85
	}
	return .75
}

// unmet says that what her turn i shows was there to be met, if nothing was done
// against it: she did not leave it herself, it was not met just before, nothing
// was given back, and no newer feeling of the same kind took its place.
func (k *talk) unmet(i int, coach []int) bool {
	newer := len(coach) == 2 && coach[1]-i == 3 && k.firm(i+2) && k.still(i, coach[1])
	return !newer && !k.turns[i].her.Closes && !k.closed(coach) && !k.justMet(i) && !k.answers(i, coach)
}

// closed says that she left the topic herself between two turns of the coach's.
func (k *talk) closed(coach []int) bool {
	return len(coach) == 2 && k.turns[coach[1]-1].side == timeline.Client && k.turns[coach[1]-1].her.Closes
}

// justMet says that the coach met this feeling in the turn before hers: she
// goes on with it.
func (k *talk) justMet(i int) bool {
	if i == 0 || k.turns[i-1].side != timeline.Coach {
		return false
	}
	e, ok := k.turns[i-1].read.Find(verbal.EmotionAck)
	return ok && (k.turns[i].felt.To == 0 || k.shares(k.turns[i-1].text[e.From:e.To], k.turns[i].text[k.turns[i].felt.From:k.turns[i].felt.To]) || k.turns[i].her.Confirms)
}

// leftOpen is the silence of 3 s or more after the feeling in her turn i.
func (k *talk) leftOpen(i int) (offer, bool) {
	s := &k.turns[i]
	after := s.from
	if s.cued >= 0 {
		after = s.parts[s.cued].to
	}
	for _, q := range k.t.Silences {
		if q.Kind != timing.Wait2 || !q.Held || q.From < after-slack || q.From > s.to+slack || q.EndedBy == timing.ByEnd {
			continue
		}
		e := Evidence{Code: "M5", Verdict: Observed, From: q.From, To: q.To, Client: k.herWords(i, "M5", ""), Detector: ByTiming, Confidence: .9,
			Why: "you left " + seconds(q.Eligible) + " open after it"}
		return offer{Evidence: e, at: i, coach: -1, counts: true, credit: 1, quiet: true}, true
	}
	return offer{}, false
}

// slack: an utterance's end and the silence after it are one time, rounded twice.
const slack timeline.Ms = 50

// meets is what in the coach's next turns takes up the feeling of her turn i.
func (k *talk) meets(i int, coach []int, checked map[int]bool) (offer, bool) {
	firm := k.firm(i)
	for n, j := range coach {
		if n == 1 && (!firm || !k.still(i, j) || j-i == 3 && (k.firm(i+2) || len(k.turns[i+2].her.Feelings) > 0)) {
			break // this turn answers a newer feeling
		}
		read := k.turns[j].read
		if e, ok := read.Acknowledges(); ok && !k.hollow(j, e) {
			if verbal.AsksFeeling(k.turns[j].text[e.From:e.To]) {
				return k.took("M5", i, j, e, "you asked what it is like"), true
			}
			o := k.took("M5", i, j, e, "you put the feeling into words")
			switch words := k.turns[j].text[e.From:e.To]; {
			case k.givenBack(i, words):
				o.Why = "you gave the feeling back in the client's own word"
			case !verbal.TakesUp(words):
				o.Why = "you stayed with what it is like for the client"
			}
			o.claim = true
			return o, true
		}
		if !firm || read.Has(verbal.AdviceEarly, verbal.AdvicePermit, verbal.Judge, verbal.Minimise) {
			continue
		}
		for _, q := range read.OpenQuestions() {
			if verbal.AsksWhatItIsLike(k.turns[j].text[q.From:q.To]) {
				return k.took("M5", i, j, q, "you asked what it is like"), true
			}
		}
		if e, ok := read.Find(verbal.CheckIn); ok && !checked[k.third(j)] && aboutHer(k.turns[j].text[e.From:e.To]) {
			checked[k.third(j)] = true
			return k.took("M5", i, j, e, "you asked how the client is, here and now"), true
		}
	}
	return offer{}, false
}

// hollow says that what may acknowledge in the coach's turn j is only a few words
// of hers with no feeling in them, or part of a question about something else.
func (k *talk) hollow(j int, e verbal.Evidence) bool {
	text := k.turns[j].text
	words := text[e.From:e.To]
	if verbal.TakesUp(words) {
		return false
	}
	from, to := sentence(text, e.From, e.To)
	asks := strings.HasSuffix(strings.TrimSpace(text[from:to]), "?") && verbal.QuestionKind(text[from:to]) == "open"
	return asks && !verbal.AsksWhatItIsLike(text[from:to]) || e.Confidence <= .65 && len(lexicon.Tokens(words)) > 3
}

// givenBack says that words of the coach's hold the feeling word of her turn i.
func (k *talk) givenBack(i int, words string) bool {
	s := &k.turns[i]
	return s.felt.To > 0 && (k.shares(words, s.text[s.felt.From:s.felt.To]) || lexicon.Overlap(s.text[s.felt.From:s.felt.To], words) == 1)
}

// aboutHer says that a check asks how she is, not whether she is there.
func aboutHer(check string) bool {
	words := lexicon.Tokens(check)
	for _, w := range words {
		if w == "there" || w == "working" || w == "conversation" || w == "useful" || w == "helpful" || w == "talk" {
			return false
		}
	}
	return len(words) > 0
}

// passed says that the feeling in her turn i was passed over: the first turn
// after it turns away, and the second, which none took, does not come back.
// With one turn left in the practice only what was done against it counts.
func (k *talk) passed(i int, coach []int, whole bool) bool {
	if k.turns[i].her.Closes || k.justMet(i) || k.answers(i, coach) || !k.passedOver(coach[0]) {
		return false
	}
	return whole || k.turns[coach[0]].read.Has(verbal.AdviceEarly, verbal.Minimise, verbal.Judge)
}

// what she showed in her turn i: a feeling in words, or in how she said them.
func (k *talk) what(i int) string {
	if k.turns[i].felt.To > 0 {
		return "the feeling in it"
	}
	return "what showed in how the client said it"
}

// answers says that one of the coach's turns gives something back, if not the
// feeling: she was answered.
func (k *talk) answers(i int, coach []int) bool {
	return slices.ContainsFunc(coach, func(j int) bool { return k.still(i, j) && (k.gaveBack(j) || k.turns[j].read.SaysBack()) })
}

// passing says how the coach's turn j passes over what her turn i shows.
func (k *talk) passing(i, j int) string {
	read := k.turns[j].read
	switch {
	case read.Has(verbal.Minimise):
		return "it plays down what the client had just shown"
	case read.Has(verbal.Judge):
		return "it weighs what the client did, and leaves what it felt like unsaid"
	case read.Has(verbal.AdviceEarly, verbal.AdvicePermit):
		return "an idea came, and " + k.what(i) + " was not taken up"
	case read.Has(verbal.Solution):
		return "it asks for a way out, and " + k.what(i) + " was not taken up"
	case verbal.QuestionKind(k.turns[j].text) != "":
		return "the question goes to something else, and " + k.what(i) + " was not taken up in two turns"
	}
	return "it goes to something else, and " + k.what(i) + " was not taken up in two turns"
}

func seconds(d timeline.Ms) string { return fmt.Sprintf("%.1f s", float64(d)/1000) }
