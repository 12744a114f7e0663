package verbal

import (
	"slices"
	"strings"

	"stillpoint/dialogue/timeline"
)

// Leave says that a coach's words take leave and ask nothing, or else that they
// ask what she takes with her from the talk.
func Leave(text string) (farewell, takeaway bool) {
	r, ok := judged(Context{Heard: []timeline.Utterance{{Side: timeline.Coach, Text: text}}})
	if !ok || !r.has(Parting) {
		return false, false
	}
	holds := func(form kind) bool { return slices.ContainsFunc(r.hits, func(h hit) bool { return h.kind == form }) }
	farewell = holds(formFarewell) && !strings.Contains(text, "?")
	return farewell, !farewell && holds(formTakeaway)
}

// parting: the coach takes leave, or asks at the end what she takes with her.
// It moves no trust, and it passes over nothing: a talk has to end. Who asks
// what she takes with her right after she named a feeling that weighs does pass
// over it.
func (r *reading) parting() {
	for _, h := range r.hits {
		switch h.kind {
		case formFarewell:
			if _, asks := r.questionOf(h.from); !asks && !r.hers(h.from) && !r.in(h.from-1, tellsOfLeave) {
				r.add(Parting, h.from, h.to, h.confidence)
			}
		case formTakeaway:
			if q, asks := r.questionOf(h.from); asks && h.from-q.from < 3 && !r.past.last.feels() {
				r.add(Parting, q.from, q.to, h.confidence)
			}
		}
	}
}

// tellsOfLeave stand before a goodbye that is told of: "you never said goodbye".
var tellsOfLeave = set("say said saying says a the his her my your their our last final no without wave waved waving kiss kissed of")
