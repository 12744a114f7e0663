package analysis

import (
	"stillpoint/analysis/verbal"
	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/timeline"
)

// strengths is M3. What she did or managed offers it, or something she has just
// seen. It is taken by words about her and about that, in the turn after; praise
// that would fit anybody misses it, and so does nothing.
func (k *talk) strengths(f *findings) {
	taken := map[int]bool{}
	for _, i := range k.counted(timeline.Client) {
		s := &k.turns[i]
		saw := s.insight || s.her.Insight.To > 0 && s.her.Insight.Intensity > 1
		if s.goodbye || !saw && s.her.Did.To == 0 && s.her.Insight.To == 0 {
			continue
		}
		coach, _ := k.window(i)
		if len(coach) == 2 && k.brief(coach[0]) {
			coach = coach[1:]
		}
		if len(coach) == 0 {
			continue
		}
		j := coach[0]
		read := k.turns[j].read
		if e, ok := read.Find(verbal.Strength); ok && (e.Confidence >= seen || s.her.Did.To > 0 && e.Confidence >= seenDone) {
			f.offers = append(f.offers, k.names(i, j, e))
			taken[j] = true
			continue
		}
		if !k.sure(i, coach[:1]) || s.her.Rejects || s.her.Closes {
			continue
		}
		if e, ok := read.Find(verbal.GenericPraise); ok && e.Confidence >= plainly {
			o := k.went("M3", Missed, i, j, e, "it is praise that would fit anybody, and does not say what the client did")
			o.against = true
			f.offers = append(f.offers, o)
			continue
		}
		switch {
		case !saw, k.goesOn(j), j+1 >= len(k.turns):
		case k.takesUp(i, j) || k.gaveBack(j):
			f.offers = append(f.offers, k.went("M3", Note, i, j, k.first(j, .6), "you took up what the client had just said, and left unsaid whose doing it was"))
		case s.her.Insight.To > 0:
			f.offers = append(f.offers, k.went("M3", Missed, i, j, k.first(j, .7), "the client had just seen something new, and it went by"))
		default:
			f.offers = append(f.offers, k.went("M3", Missed, i, j, k.first(j, .7), "the client had just said something telling, and it went by"))
		}
	}
	for _, j := range k.counted(timeline.Coach) {
		if e, ok := k.turns[j].read.Find(verbal.Strength); ok && e.Confidence >= seen && !taken[j] && k.hersBefore(j) != nil {
			f.offers = append(f.offers, k.names(k.deed(j, e), j, e))
		}
	}
}

// deed is her turn that a strength in the coach's turn j is about: of her last
// three the newest that shares a word with it, or else in which she did, saw or
// showed something; -1 when none is.
func (k *talk) deed(j int, e verbal.Evidence) int {
	said := k.turns[j].text[e.From:e.To]
	told := -1
	for i, n := j-1, 0; i >= 0 && n < 3; i-- {
		s := &k.turns[i]
		if s.side != timeline.Client || s.away {
			continue
		}
		n++
		if k.shares(said, s.text) {
			return i
		}
		if told < 0 && (s.her.Did.To > 0 || s.her.Insight.To > 0 || s.insight || k.firm(i)) {
			told = i
		}
	}
	return told
}

// seen: what is less sure to be a strength may be anything she did. Where she
// has just told of something managed, that is what it is (seenDone).
const seen, seenDone = .6, .55

// names is a strength of hers that the coach's turn j names.
func (k *talk) names(i, j int, e verbal.Evidence) offer {
	o := k.took("M3", i, j, e, "you said what you saw the client do")
	o.claim = true
	return o
}

// brief says that the coach's turn j is hardly more than a sound: what it is
// to be judged by comes after.
func (k *talk) brief(j int) bool { return len(lexicon.Tokens(k.turns[j].text)) <= 3 }

// goesOn says that the coach's turn j leaves her the floor, and so the moment.
func (k *talk) goesOn(j int) bool {
	return k.brief(j) || k.turns[j].read.Has(verbal.Announce, verbal.Accept)
}

// takesUp says that the coach's turn j answers her turn i with something of it.
func (k *talk) takesUp(i, j int) bool {
	return k.turns[j].read.Has(verbal.EmotionAck, verbal.Empathy, verbal.Explore, verbal.ClientWords) || k.shares(k.turns[j].text, k.turns[i].text)
}
