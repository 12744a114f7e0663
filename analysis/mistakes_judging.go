package analysis

import (
	"stillpoint/analysis/verbal"
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
		q, p := k.quote(s, e.From, e.To)
		x := Evidence{Code: "X3", Verdict: Observed, From: p.from, To: p.to, Coach: q, Detector: ByRule, Confidence: e.Confidence,
			Why: "it weighs the client or what the client chose"}
		if h := k.hersBefore(i); h != nil && !h.away {
			x.Client = k.herWords(i-1, "X3")
		}
		weight := 1.0
		if e.Confidence < plainly {
			x.Verdict, x.Why, weight = Note, "it can sound as if it weighs what the client did", 0
		}
		out = append(out, mistake{x, weight})
	}
	return out
}
