package analysis

import (
	"slices"

	"stillpoint/analysis/verbal"
	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/timeline"
)

// care is M4. A turn with a difficulty offers it: a feeling word that weighs,
// said of herself, or a line the scenario calls hard. Support that names her
// situation takes it, or an offer of choice; playing it down, "I understand"
// alone and a change of topic miss it.
func (k *talk) care(f *findings) {
	for _, i := range k.counted(timeline.Client) {
		s := &k.turns[i]
		firm := s.hard || s.felt.Intensity >= 1
		if s.goodbye || !firm && !k.burdened(i) {
			continue
		}
		coach, whole := k.window(i)
		if o, ok := k.supports(i, coach); ok {
			f.offers = append(f.offers, o)
			continue
		}
		if !k.sure(i, coach) || lexicon.AsksRisk(k.turns[coach[0]].text) {
			continue
		}
		j := coach[0]
		read := k.turns[j].read
		miss := func(e verbal.Evidence, why string) {
			o := k.went("M4", Missed, i, j, e, why)
			o.against = true
			f.offers = append(f.offers, o)
		}
		if e, ok := read.Find(verbal.Minimise); ok && e.Confidence >= plainly {
			miss(e, "it makes it smaller than it was for the client")
			continue
		}
		if !firm {
			continue
		}
		if e, ok := read.Excuses(); ok && k.alone(coach) {
			miss(e, "it says that you understand, and does not say what")
			continue
		}
		switch {
		case k.passed(i, coach, whole):
			miss(k.all(j, k.certainty(i)), k.passing(i, j))
		case whole && k.unmet(i, coach):
			f.offers = append(f.offers, k.went("M4", Note, i, j, k.first(j, .6), "what makes it hard was there to be named, and you went on from it"))
		}
	}
}

// plainly: a judgement, and what is said against somebody, must be plain.
const plainly = .7

// burdened says that her turn i names a feeling that weighs, whosoever's.
func (k *talk) burdened(i int) bool {
	return slices.ContainsFunc(k.turns[i].her.Feelings, func(f verbal.Felt) bool { return f.Intensity >= 1 })
}

// alone says that the coach's turn after this one adds nothing to it either.
func (k *talk) alone(coach []int) bool {
	return len(coach) < 2 || !k.turns[coach[1]].read.Has(verbal.EmotionAck, verbal.Empathy, verbal.Accept, verbal.Strength)
}

// namesIt says that words of the coach's name the feeling of her turn i, or one,
// and do not only ask after it or give back some other word of hers.
func (k *talk) namesIt(i int, words string) bool {
	return !verbal.AsksFeeling(words) && (verbal.TakesUp(words) || k.givenBack(i, words))
}

// supports is what in the coach's next turns shows care for what her turn i
// tells.
func (k *talk) supports(i int, coach []int) (offer, bool) {
	for n, j := range coach {
		if n == 1 && !k.still(i, j) || n == 1 && j-i == 3 && (k.firm(i+2) || k.turns[i+2].hard || k.burdened(i+2)) {
			break
		}
		read := k.turns[j].read
		if read.Has(verbal.AdviceEarly, verbal.AdvicePermit, verbal.Judge, verbal.Minimise) {
			continue
		}
		if e, ok := read.Find(verbal.Empathy); ok && (e.Confidence >= plainly || e.Confidence >= .55 && k.turns[i].hard || e.Confidence >= .55 && k.firm(i) && k.gaveBack(j)) {
			o := k.took("M4", i, j, e, "it names what makes it hard for the client")
			if e.Confidence < plainly {
				o.Why = "it gives back what the client is dealing with"
				if !read.Tied(e) {
					o.Why = "it says in your own words what the client is dealing with"
				}
			}
			o.claim = true
			return o, true
		}
		if e, ok := read.Acknowledges(); ok && read.Tied(e) && k.namesIt(i, k.turns[j].text[e.From:e.To]) {
			o := k.took("M4", i, j, e, "it names what it is like, and what it is about")
			o.claim = true
			return o, true
		}
		for _, name := range []string{verbal.Invite, verbal.Announce, verbal.Accept} {
			if e, ok := read.Find(name); ok && n == 0 && e.Confidence >= plainly && (k.turns[i].hard || k.firm(i)) && verbal.LeavesChoice(k.turns[j].text[e.From:e.To]) {
				return k.took("M4", i, j, e, "it leaves the client the choice"), true
			}
		}
	}
	return offer{}, false
}
