package analysis

import (
	"cmp"
	"fmt"
	"slices"

	"stillpoint/analysis/timing"
	"stillpoint/dialogue/timeline"
)

// judge reads the markers and mistakes of a practice: first what was offered,
// then what became of it. The evidence stands by From, then Code. extra is
// evidence that others propose (a person, a language model): it enters the same
// counting where its quotes are true, and grades nothing by itself.
//
// Nothing here depends on how fast the engines were: thirds are thirds of the
// coach's turns.
func judge(tl timeline.Timeline, t timing.Times, r Rubric, extra ...Evidence) ([]Evidence, []Marker, []Mistake) {
	k := listen(tl, t, r.Scenario)
	var f findings
	k.feelings(&f)
	k.care(&f)
	k.strengths(&f)
	k.words(&f)
	k.corrections(&f)
	k.contexts(&f)
	k.openness(&f)
	f.mistakes = append(f.mistakes, k.fixing()...)
	f.mistakes = append(f.mistakes, k.judging()...)
	f.mistakes = append(f.mistakes, k.crowding()...)
	f.mistakes = append(f.mistakes, k.coldness(f.offers)...)
	f.oneAtATime()
	f.answered(k)
	f.propose(k, extra)
	f.repeats()

	evidence, ids := f.evidence()
	markers := make([]Marker, 0, len(markerCodes))
	for _, code := range markerCodes {
		markers = append(markers, k.mark(code, f.offers, ids))
	}
	mistakes := make([]Mistake, 0, len(mistakeCodes))
	for _, code := range mistakeCodes {
		m := Mistake{Code: code, Name: names[code], Evidence: []string{}}
		for i, x := range f.mistakes {
			if x.Code == code {
				m.Evidence = append(m.Evidence, ids[len(f.offers)+i])
				if x.weight > 0 {
					m.Count++
					m.Weight += x.weight
				}
			}
		}
		slices.SortFunc(m.Evidence, byID)
		mistakes = append(mistakes, m)
	}
	return evidence, markers, mistakes
}

var (
	markerCodes  = []string{"M1", "M2", "M3", "M4", "M5", "M6"}
	mistakeCodes = []string{"X1", "X2", "X3", "X4", "X5"}
)

// findings are all opportunities and mistakes of a practice.
type findings struct {
	offers   []offer
	mistakes []mistake
}

// offer is an opportunity and what became of it.
type offer struct {
	Evidence         // Observed, Missed, or Note: neither, or taken back
	at       int     // the turn of the talk where it was offered
	coach    int     // the turn that took or missed it; -1: none
	counts   bool    // among those offered
	against  bool    // missed by what was done, not by what was left out
	quiet    bool    // taken by a silence
	claim    bool    // taken by words about her, to which she can say no
	credit   float64 // 0 to 1 of an opportunity taken
	agreed   bool    // she confirmed it
}

// mistake is evidence of one, and what it weighs; 0: only possible.
type mistake struct {
	Evidence
	weight float64
}

// evidence is all there is in its order, and the ids: those of the offers, then
// those of the mistakes. Offers that nobody has to hear of have the id "".
func (f *findings) evidence() (all []Evidence, ids []string) {
	type placed struct {
		e *Evidence
		n int
	}
	var list []placed
	for i := range f.offers {
		list = append(list, placed{&f.offers[i].Evidence, i})
	}
	for i := range f.mistakes {
		list = append(list, placed{&f.mistakes[i].Evidence, len(f.offers) + i})
	}
	slices.SortStableFunc(list, func(a, b placed) int {
		return cmp.Or(cmp.Compare(a.e.From, b.e.From), cmp.Compare(a.e.Code, b.e.Code), cmp.Compare(a.e.To, b.e.To))
	})
	all, ids = []Evidence{}, make([]string, len(list))
	for i, p := range list {
		p.e.ID = fmt.Sprintf("e%d", i+1)
		p.e.Confidence = round2(p.e.Confidence)
		ids[p.n] = p.e.ID
		all = append(all, *p.e)
	}
	return all, ids
}

func byID(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) }
