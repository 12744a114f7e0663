package analysis

import (
	"fmt"

	"stillpoint/analysis/verbal"
	"stillpoint/dialogue/timeline"
)

// contexts is M1. Each third of the practice offers it, and so does a person or
// a place that she names for the first time. It is taken by an open question
// about her world, or one that uses what she told earlier. Three closed
// questions in a row miss it, and so does advice in its place.
func (k *talk) contexts(f *findings) {
	coach := k.counted(timeline.Coach)
	var thirds [3]struct{ offers, taken, turns int }
	var missed [3][]offer
	facts := facts{first: map[string]int{}}
	names := map[string]bool{}
	run := 0
	for i := range k.turns {
		s := &k.turns[i]
		if s.away {
			run = 0
			continue
		}
		if s.side == timeline.Client {
			facts.hear(i, s.text)
			continue
		}
		n := k.third(i)
		thirds[n].turns++
		if e, why, ok := k.asksWorld(i, facts); ok {
			run = 0
			thirds[n].taken++
			o := k.took("M1", -1, i, e, why)
			if h := k.hersBefore(i); h != nil {
				o.Client, _ = k.quote(h, len(h.text)-1, len(h.text))
			}
			f.offers = append(f.offers, o)
			continue
		}
		if s.read.Interrogates() && !s.unsure {
			if run++; run == interrogation {
				o := k.went("M1", Missed, i, i, k.all(i, .75), fmt.Sprintf("it is the %s closed question in a row: the client could only say yes, no or a fact", "third"))
				o.against, o.Client = true, nil
				missed[n] = append(missed[n], o)
			}
		} else if !s.unsure {
			run = 0
		}
		if h := k.hersBefore(i); h != nil && !s.unsure && k.names1(h, names) && s.read.Has(verbal.AdviceEarly) && !s.read.Has(verbal.WorldContext) {
			e, _ := s.read.Find(verbal.AdviceEarly)
			if e.Confidence >= plainly && len(missed[n]) == 0 {
				o := k.went("M1", Missed, i-1, i, e, "an idea came before a question about whom or what it is about")
				o.against = true
				o.Client = k.nameIn(h)
				missed[n] = append(missed[n], o)
			}
		}
	}
	if len(coach) < thirdsFrom {
		for n := range thirds {
			f.offers = append(f.offers, missed[n]...)
		}
		return
	}
	for n, t := range thirds {
		switch {
		case len(missed[n]) > 0:
			f.offers = append(f.offers, missed[n]...)
		case t.taken == 0 && t.turns >= 2:
			f.offers = append(f.offers, k.unasked(n))
		}
	}
}

const (
	interrogation = 3 // closed questions in a row
	thirdsFrom    = 6 // turns of the coach's: of fewer no thirds can be made
)

// unasked is the third n in which nothing was asked of her world.
func (k *talk) unasked(n int) offer {
	var first, last *said
	at := 0
	for i := range k.turns {
		if s := &k.turns[i]; s.side == timeline.Coach && !s.away && k.third(i) == n {
			if first == nil {
				first, at = s, i
			}
			last = s
		}
	}
	e := Evidence{Code: "M1", Verdict: Note, From: first.from, To: last.to, Detector: ByRule, Confidence: .6,
		Why: fmt.Sprintf("in the %s third of the practice no open question was about the people, the place or what matters to the client", []string{"first", "middle", "last"}[n])}
	return offer{Evidence: e, at: at, coach: -1, counts: true}
}

// asksWorld is the open question about her world in the coach's turn i.
func (k *talk) asksWorld(i int, known facts) (verbal.Evidence, string, bool) {
	s := &k.turns[i]
	if s.read.Has(verbal.AdviceEarly, verbal.AdvicePermit, verbal.Judge, verbal.Minimise) {
		return verbal.Evidence{}, "", false
	}
	if e, ok := s.read.Find(verbal.WorldContext); ok && e.Confidence >= .6 {
		return e, "it is an open question about the client's world", true
	}
	for _, q := range s.read.OpenQuestions() {
		if word, ok := known.earlier(i, s.text[q.From:q.To]); ok {
			return q, fmt.Sprintf("it asks on from what the client told you earlier (“%s”)", word), true
		}
	}
	return verbal.Evidence{}, "", false
}

// facts are her content words and the turn in which she first said them.
type facts struct{ first map[string]int }

func (f facts) hear(i int, text string) {
	for _, w := range verbal.Content(text) {
		if _, ok := f.first[w]; !ok {
			f.first[w] = i
		}
	}
}

// earlier is a word of question that she said before her last turn but one, and
// not only since.
func (f facts) earlier(i int, question string) (string, bool) {
	for _, w := range verbal.Content(question) {
		if at, ok := f.first[w]; ok && at < i-2 {
			return verbal.Written(question, w), true
		}
	}
	return "", false
}

// names1 says that her turn names somebody or some place for the first time.
func (k *talk) names1(h *said, known map[string]bool) bool {
	fresh := false
	for _, n := range h.her.Names {
		fresh = fresh || !known[n.Key]
		known[n.Key] = true
	}
	return fresh
}

// nameIn is the sentence of her turn in which somebody is named.
func (k *talk) nameIn(h *said) *Quote {
	if len(h.her.Names) == 0 {
		return nil
	}
	n := h.her.Names[len(h.her.Names)-1]
	q, _ := k.quote(h, n.From, n.To)
	return q
}
