package persona

import (
	"slices"

	"stillpoint/dialogue/scenario"
)

// told says that she has said the line or topic with this id.
func (r *answering) told(id string) bool {
	if r.lines[id] != nil {
		return r.past.lines[id]
	}
	return slices.ContainsFunc(r.moves[id], func(m move) bool {
		_, said := r.past.moves[m.id]
		return said
	})
}

// besides is what else answers a coach plainly who asks for what she has told:
// "what is she like", after "she's sixteen".
func (r *answering) besides(hits []Match) Choice {
	if len(hits) == 0 || !r.told(hits[0].ID) {
		return Choice{}
	}
	for i, hit := range hits {
		switch {
		case !r.strong(hits[i:]):
			return Choice{}
		case !r.told(hit.ID):
			return r.sayableHit(hits[i:], r.matcher.Margin())
		}
	}
	return Choice{}
}

// again answers a question for what she has told: plainly asked for, she says
// so, and does not claim that she doesn't know.
func (r *answering) again(hits []Match) Choice {
	if r.strong(hits) && r.told(hits[0].ID) {
		if c := r.move(scenario.MoveTold, Answer); c.ID != "" {
			return c
		}
	}
	return r.little()
}
