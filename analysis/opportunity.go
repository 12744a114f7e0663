package analysis

import (
	"slices"
	"strings"

	"stillpoint/analysis/verbal"
	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/timeline"
)

// took is an opportunity of her turn i that the coach's turn j took, by what e
// has found there. i may be -1: the coach made the opportunity.
func (k *talk) took(code string, i, j int, e verbal.Evidence, why string) offer {
	o := offer{Evidence: k.found(code, Observed, j, e, why), at: i, coach: j, counts: true, credit: 1}
	if k.turns[j].unsure {
		o.Confidence *= .7
	}
	if i < 0 {
		o.at = j
	} else {
		o.Client = k.herWords(i, code, k.turns[j].text[e.From:e.To])
	}
	return o
}

// found is e, which a rule has found in the coach's turn j, as evidence.
func (k *talk) found(code, verdict string, j int, e verbal.Evidence, why string) Evidence {
	q, p := k.quote(&k.turns[j], e.From, e.To)
	return Evidence{Code: code, Verdict: verdict, From: p.from, To: p.to, Coach: q, Detector: ByRule, Confidence: e.Confidence, Why: why}
}

// went is an opportunity of her turn i that the coach's turn j did not take:
// missed, or a note.
func (k *talk) went(code, verdict string, i, j int, e verbal.Evidence, why string) offer {
	o := k.took(code, i, j, e, why)
	o.Verdict, o.credit, o.counts = verdict, 0, true
	return o
}

// herWords are the words of her turn i that offered something for code, or else
// those with a word of what the coach said, or else her last that say something.
func (k *talk) herWords(i int, code, said string) *Quote {
	s := &k.turns[i]
	feeling := code == "M4" || code == "M5" || code == "X1" || code == "X2"
	var at verbal.Span
	switch {
	case code == "M3" && s.her.Insight.To > 0:
		at = s.her.Insight
	case code == "M3" && s.her.Did.To > 0:
		at = s.her.Did
	case code == "M3" && s.insight:
		q, _ := k.whole(s)
		return q
	case feeling && s.felt.To > 0:
		at = s.felt
	case feeling && s.cued >= 0:
		at.To = s.parts[s.cued].at + len(s.parts[s.cued].text)
		at.From = lastSentence(s.text[:at.To])
	default:
		if q := k.shared(s, said); q != nil {
			return q
		}
		at = s.felt
		if at.To == 0 {
			at.From, at.To = lastSentence(s.text), len(s.text)
		}
	}
	q, _ := k.quote(s, at.From, at.To)
	return q
}

// lastSentence is where the last sentence of text begins that has more than two
// words.
func lastSentence(text string) int {
	from := len(text)
	for from > 0 {
		a, _ := sentence(text, from-1, from-1)
		if a = min(a, from-1); len(lexicon.Tokens(text[a:from])) > 2 {
			return a
		}
		from = a
	}
	return 0
}

// all is evidence in the whole of the coach's turn j.
func (k *talk) all(j int, confidence float64) verbal.Evidence {
	return verbal.Evidence{To: len(k.turns[j].text), Confidence: confidence}
}

// first is the first sentence of the coach's turn j that says something.
func (k *talk) first(j int, confidence float64) verbal.Evidence {
	text := k.turns[j].text
	for at := 0; at < len(text); {
		a, b := sentence(text, at, at)
		if len(lexicon.Tokens(text[a:b])) > 2 || b <= at {
			return verbal.Evidence{From: at, To: b, Confidence: confidence}
		}
		at = b
	}
	return verbal.Evidence{To: min(1, len(text)), Confidence: confidence}
}

// oneAtATime lets go of opportunities that nobody could take as well: of her
// turn something else was taken, and nothing was done against this one. Of
// several that were neither taken nor missed one counts.
func (f *findings) oneAtATime() {
	met, open := map[int]bool{}, map[int]bool{}
	for _, o := range f.offers {
		if o.Verdict == Observed && (o.Code == "M2" || o.Code == "M3" || o.Code == "M4" || o.Code == "M5") {
			met[o.at] = true
		}
	}
	f.offers = slices.DeleteFunc(f.offers, func(o offer) bool {
		if o.Verdict == Observed || o.against || !o.counts || o.Code == "M1" || o.Code == "M6" {
			return false
		}
		if met[o.at] || open[o.at] {
			return true
		}
		open[o.at] = open[o.at] || o.Verdict == Note
		return false
	})
}

// answered weighs what she said to each claim: her yes, or going on with it,
// makes it surer, her no takes it back, and counts for nothing.
func (f *findings) answered(k *talk) {
	for i := range f.offers {
		o := &f.offers[i]
		if o.Verdict != Observed || o.coach < 0 || o.quiet {
			continue
		}
		h := k.answer(o.coach)
		if h == nil {
			continue
		}
		asked := k.turns[o.coach].read.EndsAsking()
		switch {
		case h.her.Rejects && !asked && o.claim:
			o.Verdict, o.counts, o.credit = Note, false, 0
			o.Why = "the client did not see it so, and that is for the client to say; it counts for nothing"
		case h.her.Confirms && o.claim, h.her.Words >= goesOn && o.Coach != nil && k.shares(o.Coach.Quote, h.text):
			o.agreed = true
			o.Confidence = min(.95, o.Confidence+.1)
			if h.her.Confirms {
				o.Why += ", and the client said that it was so"
			} else {
				o.Why += ", and the client went on with it"
			}
		}
	}
}

// goesOn: so many words of hers that go on with what the coach said are a yes.
const goesOn = 15

// shares says that two texts have a content word in common.
func (k *talk) shares(a, b string) bool {
	words := k.content(b)
	return slices.ContainsFunc(k.content(a), func(w string) bool { return slices.Contains(words, w) })
}

// content are the content words of text, found once.
func (k *talk) content(text string) []string {
	words, ok := k.contents[text]
	if !ok {
		words = verbal.Content(text)
		k.contents[text] = words
	}
	return words
}

// repeats gives less each time the same thing is taken in the same words: a
// whole opportunity, a half, a quarter, then nothing. What begins with the same
// two words counts as the same from the third time on ("you feel …").
func (f *findings) repeats() {
	order := make([]int, len(f.offers))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return int(f.offers[a].From - f.offers[b].From) })
	before := map[string][]*offer{}
	for _, i := range order {
		o := &f.offers[i]
		if o.Verdict != Observed {
			continue
		}
		same, alike := 0, 0
		for _, p := range before[o.Code][max(0, len(before[o.Code])-remembered):] {
			switch {
			case o.quiet || p.quiet:
				if o.quiet && p.quiet {
					alike++
				}
			case o.Coach == nil || p.Coach == nil:
			case sameWords(o.Coach.Quote, p.Coach.Quote):
				same++
			case o.claim && p.claim && o.Code != "M2" && opening(o.Coach.Quote) == opening(p.Coach.Quote):
				alike++
			}
		}
		before[o.Code] = append(before[o.Code], o)
		n := max(same, same+alike-1)
		if n == 0 {
			continue
		}
		if o.credit /= float64(int(1) << min(n, 8)); n >= 3 {
			o.credit = 0
			o.Verdict = Note
			o.Why += "; the same way for the " + ordinal(n+1) + " time, it counts no more"
		} else {
			o.Why += "; the same way again, it counts less"
		}
	}
}

// remembered are the last times of taking a marker to which one is compared.
const remembered = 12

func ordinal(n int) string {
	if n < 4 || n > 9 {
		return "tenth"
	}
	return []string{"fourth", "fifth", "sixth", "seventh", "eighth", "ninth"}[n-4]
}

// sameWords says that two quotes say the same in nearly the same words.
func sameWords(a, b string) bool { return lexicon.Overlap(a, b) > .7 && lexicon.Overlap(b, a) > .7 }

// opening is the two words that a sentence begins with, "so" and its like left
// out.
func opening(quote string) string {
	words := lexicon.Tokens(quote)
	for len(words) > 2 && slices.Contains([]string{"so", "and", "yeah", "yes", "okay", "ah", "oh", "well", "it", "that", "mm"}, words[0]) {
		words = words[1:]
	}
	return strings.Join(words[:min(2, len(words))], " ")
}

// propose lets extra evidence into the counting, where its quotes are true. It
// cannot take away what was found, nor count the same place twice.
func (f *findings) propose(k *talk, extra []Evidence) {
	for _, e := range extra {
		j, i := k.turnOf(e.Coach), k.turnOf(e.Client)
		if j < 0 || k.turns[j].side != timeline.Coach || e.Client != nil && i < 0 || k.turns[j].away || e.Verdict == Missed && k.turns[j].unsure {
			continue
		}
		switch {
		case slices.Contains(markerCodes, e.Code):
			f.offer(k, e, i, j)
		case slices.Contains(mistakeCodes, e.Code) && !slices.ContainsFunc(f.mistakes, func(m mistake) bool {
			return m.Code == e.Code && m.Coach != nil && m.Coach.Seq == e.Coach.Seq
		}):
			weight := 0.0
			if e.Verdict == Observed {
				weight = 1
			}
			f.mistakes = append(f.mistakes, mistake{e, weight})
		}
	}
}

// offer puts proposed evidence of a marker where it belongs: it turns a note or
// a miss of the same place into something taken, or stands for itself.
func (f *findings) offer(k *talk, e Evidence, i, j int) {
	o := offer{Evidence: e, at: i, coach: j, counts: e.Verdict != Note, claim: true}
	if i < 0 {
		o.at = j
	}
	if e.Verdict == Observed {
		o.credit = 1
	}
	for n := range f.offers {
		p := &f.offers[n]
		if p.Code != e.Code || p.coach != j && (i < 0 || p.at != i) {
			continue
		}
		if p.Verdict != Observed && e.Verdict == Observed && p.counts {
			*p = o
		}
		return
	}
	f.offers = append(f.offers, o)
}

// turnOf is the turn of the talk whose event q names and whose words q has; -1:
// none.
func (k *talk) turnOf(q *Quote) int {
	if q == nil || q.Quote == "" || !strings.Contains(k.texts[q.Seq], q.Quote) {
		return -1
	}
	return slices.IndexFunc(k.turns, func(s said) bool {
		return slices.ContainsFunc(s.parts, func(p part) bool {
			seq, ok := k.place(p, q.Quote)
			return ok && (p.seq == q.Seq || seq == q.Seq)
		})
	})
}
