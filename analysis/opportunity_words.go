package analysis

import (
	"fmt"
	"maps"
	"slices"
	"unicode"
	"unicode/utf8"

	"stillpoint/analysis/verbal"
	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/timeline"
)

// words is M2, but for corrections. A word or an image that is hers offers it,
// when she first says it; the coach takes it by using it or asking about it, in
// the next two turns or at any time later. A rare word of hers counts only when
// it is used: nobody can take up all. The thing named by a stronger word of the
// coach's misses it.
func (k *talk) words(f *findings) {
	given := map[string]int{} // own words she has said, and her turn
	var order []string
	taken := map[string]bool{}
	for i := range k.turns {
		s := &k.turns[i]
		if s.away {
			continue
		}
		if s.side == timeline.Client {
			for _, own := range s.words {
				if _, said := given[own]; !said && !s.goodbye {
					given[own] = i
					order = append(order, own)
				}
			}
			continue
		}
		used := false
		for _, own := range k.own() {
			if _, said := given[own]; !said {
				if _, ok := verbal.Uses(s.text, own); ok {
					given[own], taken[own] = i, true // the coach's word first
				}
			}
		}
		for _, own := range order {
			at, ok := verbal.Uses(s.text, own)
			if !ok || taken[own] || k.parrots(i) {
				continue
			}
			taken[own], used = true, true
			o := k.took("M2", given[own], i, verbal.Evidence{From: at.From, To: at.To, Confidence: .9}, fmt.Sprintf("“%s” is the client's word, and you kept it", own))
			o.Client = k.said(given[own], own)
			o.claim = false
			f.offers = append(f.offers, o)
		}
		if e, ok := s.read.Find(verbal.ClientWords); ok && !used && k.hersBefore(i) != nil {
			k.rare(f, i, e)
		}
		if mine, hers, ok := s.read.Relabels(); ok && !s.unsure {
			o := k.went("M2", Missed, i-1, i, verbal.Evidence{From: mine.From, To: mine.To, Confidence: .7}, "the client's own word for it was milder")
			o.Client, _ = k.quote(&k.turns[i-1], hers.From, hers.To)
			o.against = true
			f.offers = append(f.offers, o)
		}
	}
	for _, own := range order {
		i := given[own]
		if coach, whole := k.window(i); !taken[own] && whole && k.sure(i, coach) {
			o := k.went("M2", Note, i, coach[0], k.first(coach[0], .6), fmt.Sprintf("“%s” is a word of the client's own, and was there to be taken up", own))
			o.Client = k.said(i, own)
			f.offers = append(f.offers, o)
		}
	}
}

// own are the words that the scenario calls hers, in order.
func (k *talk) own() []string {
	if k.scenario == nil {
		return nil
	}
	return slices.Sorted(maps.Keys(k.scenario.Person.OwnWords))
}

// rare is a rare word of hers that the coach's turn i uses.
func (k *talk) rare(f *findings, i int, e verbal.Evidence) {
	word := k.turns[i].text[e.From:e.To]
	if k.topical(i, word) {
		return
	}
	o := k.took("M2", i-1, i, e, fmt.Sprintf("“%s” is the client's word, and you kept it", word))
	for h := i - 1; h >= max(0, i-8); h-- { // the turn it comes from
		if s := &k.turns[h]; s.side == timeline.Client {
			if at, ok := verbal.Uses(s.text, word); ok {
				if named(s.text[at.From:], word) {
					return
				}
				o.at = h
				o.Client, _ = k.quote(s, at.From, at.To)
				break
			}
		}
	}
	if k.parrots(i) {
		o.Verdict, o.credit, o.counts = Note, 0, false
		o.Why = "it repeats nearly all that the client said, so that no word of it stands out"
	}
	f.offers = append(f.offers, o)
}

// topical says that word names what the talk is about: by the coach's turn i she
// has said it in more than one turn. A transcriber's bracket is no word at all.
func (k *talk) topical(i int, word string) bool {
	n := 0
	for h := i - 1; h >= 0 && n < 2; h-- {
		if s := &k.turns[h]; s.side == timeline.Client {
			if at, ok := verbal.Uses(s.text, word); ok {
				n++
				if at.From > 0 && s.text[at.From-1] == '[' {
					return true
				}
			}
		}
	}
	return n > 1
}

// named says that word is a name: both write it with a capital.
func named(hers, coachs string) bool {
	a, _ := utf8.DecodeRuneInString(hers)
	b, _ := utf8.DecodeRuneInString(coachs)
	return unicode.IsUpper(a) && unicode.IsUpper(b)
}

// said is the sentence of her turn i with own in it.
func (k *talk) said(i int, own string) *Quote {
	at, _ := verbal.Uses(k.turns[i].text, own)
	q, _ := k.quote(&k.turns[i], at.From, at.To)
	return q
}

// parrots says that the coach's turn i is nearly all that she said before, at
// some length.
func (k *talk) parrots(i int) bool {
	h := k.hersBefore(i)
	return h != nil && len(lexicon.Tokens(k.turns[i].text)) >= 8 && lexicon.Overlap(k.turns[i].text, h.text) > .7 && lexicon.Overlap(h.text, k.turns[i].text) > .7
}

// corrections are M2 and M6: she says no to what the coach gave back. Taking
// that up is both, her words and an open book; saying the same once more, or
// advising, misses it.
func (k *talk) corrections(f *findings) {
	for _, i := range k.counted(timeline.Client) {
		s := &k.turns[i]
		if !s.her.Rejects || i == 0 || k.turns[i-1].side != timeline.Coach || k.turns[i-1].read.EndsAsking() {
			continue
		}
		coach, _ := k.window(i)
		if len(coach) == 0 {
			continue
		}
		j := coach[0]
		read := k.turns[j].read
		e, accepted := read.Find(verbal.Accept)
		if !accepted {
			e, accepted = read.Find(verbal.Repair)
		}
		pushes := read.Has(verbal.AdviceEarly, verbal.AdvicePermit, verbal.Judge, verbal.Minimise)
		switch {
		case accepted && !pushes:
			o := k.took("M6", i, j, e, "you took the client's no as it was meant")
			f.offers = append(f.offers, o)
			if s.her.Corrects && k.shares(k.turns[j].text, s.text) {
				o.Code, o.Why = "M2", "the client put it otherwise, and you went with that"
				f.offers = append(f.offers, o)
			}
		case s.her.Corrects && !pushes && k.shares(k.turns[j].text, s.text) && !sameWords(k.turns[j].text, k.turns[i-1].text) && k.gaveBack(j):
			f.offers = append(f.offers, k.took("M2", i, j, k.all(j, .65), "the client put it otherwise, and you went with that"))
		case !k.sure(i, coach[:1]):
		case sameWords(k.turns[j].text, k.turns[i-1].text):
			o := k.went("M2", Missed, i, j, k.all(j, .75), "the client had just put it otherwise")
			o.against = true
			f.offers = append(f.offers, o)
		}
	}
}
