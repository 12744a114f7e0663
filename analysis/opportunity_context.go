package analysis

import (
	"fmt"
	"strings"

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
	facts := facts{map[string]int{}, map[string]int{}, map[string]int{}, k.content}
	names := map[string]bool{}
	run := 0
	for i := range k.turns {
		s := &k.turns[i]
		if s.away {
			run = 0
			continue
		}
		if s.side == timeline.Client {
			facts.hear(i, s)
			continue
		}
		n := k.third(i)
		thirds[n].turns++
		e, from, why := k.asksWorld(i, facts)
		facts.hear(i, s)
		if why != "" {
			run = 0
			thirds[n].taken++
			o := k.took("M1", -1, i, e, why)
			o.Client = from
			f.offers = append(f.offers, o)
			continue
		}
		if s.read.Interrogates() && !s.unsure {
			if run++; run == interrogation {
				o := k.went("M1", Missed, i, i, k.all(i, .75), "it is the third closed question in a row, and leaves the client a yes, a no or a fact")
				o.against, o.Client = true, nil
				missed[n] = append(missed[n], o)
			}
		} else if !s.unsure {
			run = 0
		}
		if h := k.hersBefore(i); h != nil && !s.unsure && k.fresh(h, names) && !s.read.Has(verbal.WorldContext) && !k.closing(i) {
			if e, ok := k.advises(i); ok && e.Name == verbal.AdviceEarly && e.Confidence >= plainly && len(missed[n]) == 0 {
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
			f.offers = append(f.offers, k.noneAsked(n))
		}
	}
}

const (
	interrogation = 3 // closed questions in a row
	thirdsFrom    = 6 // turns of the coach's: of fewer no thirds can be made
)

// noneAsked is the third n in which nothing was asked of her world.
func (k *talk) noneAsked(n int) offer {
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
	var told *Quote
	for i := range k.turns { // whom or what she named, as far as she did
		if s := &k.turns[i]; s.side == timeline.Client && !s.away && k.third(i) == n && told == nil {
			told = k.nameIn(s)
		}
	}
	e := Evidence{Code: "M1", Verdict: Note, Client: told, From: first.from, To: last.to, Detector: ByRule, Confidence: .6,
		Why: fmt.Sprintf("in the %s third of the practice no open question was about the people, the place or what matters to the client", []string{"first", "middle", "last"}[n])}
	return offer{Evidence: e, at: at, coach: -1, counts: true}
}

// asksWorld is the open question about her world in the coach's turn i, what of
// hers it goes by, if anything, and why it is one; an empty why: it is none.
func (k *talk) asksWorld(i int, known facts) (e verbal.Evidence, from *Quote, why string) {
	s := &k.turns[i]
	if s.read.Has(verbal.AdviceEarly, verbal.AdvicePermit, verbal.Judge, verbal.Minimise) {
		return e, nil, ""
	}
	if e, ok := s.read.Find(verbal.WorldContext); ok && e.Confidence >= plainly {
		if h := k.hersBefore(i); h != nil {
			from = k.shared(h, s.text[e.From:e.To])
		}
		return e, from, "it is an open question about the client's world"
	}
	open := s.read.OpenQuestions()
	for _, q := range open {
		if word, at := known.earlier(i, s.text[q.From:q.To]); word != "" {
			return q, k.shared(&k.turns[at], word), fmt.Sprintf("it asks on from “%s”, which the client told you earlier", word)
		}
	}
	for _, q := range open {
		for _, n := range verbal.ReadHer(s.text[q.From:q.To]).Names {
			name := s.text[q.From+n.From : q.From+n.To]
			if at, ok := known.first[n.Key]; ok {
				return q, k.shared(&k.turns[at], name), fmt.Sprintf("it asks about %s, of whom the client told you", name)
			}
		}
	}
	return e, nil, ""
}

// shared is the sentence of her turn with the first content word that said has
// of it; nil: they share none.
func (k *talk) shared(h *said, said string) *Quote {
	for _, w := range verbal.Content(said) {
		if at, ok := verbal.Uses(h.text, w); ok {
			q, _ := k.quote(h, at.From, at.To)
			return q
		}
	}
	return nil
}

// facts are her content words: the turn in which she first said one, in how
// many turns she did, and the turn of the talk in which either side last did.
type facts struct {
	first, times, last map[string]int
	content            func(string) []string
}

func (f facts) hear(i int, s *said) {
	for _, w := range f.content(s.text) {
		if s.side == timeline.Client {
			if _, ok := f.first[w]; !ok {
				f.first[w] = i
			}
			f.times[w]++
		}
		f.last[w] = i
	}
}

// earlier is a word of question that she said a while ago, that is not what all
// the talk is about, and that nobody has said since; and where she did.
func (f facts) earlier(i int, question string) (word string, at int) {
	for _, w := range f.content(question) {
		if at, ok := f.first[w]; ok && f.times[w] <= 2 && f.last[w] < i-3 {
			if word = verbal.Written(question, w); !measures[strings.ToLower(word)] {
				return word, at
			}
		}
	}
	return "", 0
}

// measures are numbers and times: who asks "how much a month" asks on from nothing.
var measures = map[string]bool{"second": true, "seconds": true, "minute": true, "minutes": true, "hour": true, "hours": true, "day": true, "days": true, "week": true, "weeks": true,
	"month": true, "months": true, "year": true, "years": true, "today": true, "tomorrow": true, "yesterday": true, "two": true, "three": true, "four": true, "five": true, "six": true, "seven": true, "eight": true, "nine": true, "ten": true, "hundred": true, "half": true}

// fresh says that her turn names somebody or some place for the first time.
func (k *talk) fresh(h *said, known map[string]bool) bool {
	is := false
	for _, n := range h.her.Names {
		is = is || !known[n.Key]
		known[n.Key] = true
	}
	return is
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
