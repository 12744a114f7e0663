package analysis

import (
	"stillpoint/analysis/verbal"
	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/timeline"
)

// judging is X3: the coach weighs her or what she chose. What is only possible
// is a note, and so is what was not heard well.
func (k *talk) judging() (out []mistake) {
	for _, i := range k.counted(timeline.Coach) {
		s := &k.turns[i]
		e, ok := s.read.Find(verbal.Judge)
		if !ok || s.unsure {
			continue
		}
		x := k.found("X3", Observed, i, e, "it weighs the client or what the client chose")
		if h := k.hersBefore(i); h != nil && !h.away {
			x.Client = k.herWords(i-1, "X3", s.text[e.From:e.To])
		}
		weight := 1.0
		if e.Confidence < plainly {
			if asksMotive(s.text[e.From:]) {
				continue
			}
			x.Verdict, x.Why, weight = Note, "it can sound as if it weighs what the client did", 0
		}
		out = append(out, mistake{x, weight})
	}
	return out
}

var motives = []string{"rather than", "instead of", "and not", "would you want", "do you want", "would you like", "matter", "important"}

// asksMotive says that a "why" asks what speaks for her choice: "why an eight
// rather than a five", "why would you want that".
func asksMotive(text string) bool {
	return lexicon.HoldsAny(lexicon.Spaced(text), motives)
}
