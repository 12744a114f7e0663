package persona

import (
	"slices"

	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/scenario"
)

// answer is what the coach has asked for: a line or a topic that is free to
// say, or a move that admits she has no answer to it. It is the zero Choice
// when she may go on in her own order.
func (r *answering) answer() Choice {
	asks := lexicon.Asks(r.past.coach)
	about := content(said(r.past.coach))
	found := hits(r.matcher, r.near)
	if len(about) == 0 && !r.clear(found) {
		return Choice{} // "what is that like for you" may be about anything: it is about what she said last
	}
	if c := r.found(found); c.ID != "" {
		return c
	}
	if !asks || len(about) == 0 {
		return Choice{}
	}
	if len(found) > 0 {
		switch line := r.lines[found[0].ID]; {
		case line == nil: // a topic she has just told
			return r.thin(Thin)
		case line.Layer > r.turn.State.Open:
			if c := r.move(scenario.MoveDeflect, Deflect); c.ID != "" {
				return c
			}
			return r.admit(Deflect)
		case r.past.lines[line.ID]:
			return r.thin(Thin)
		}
		return Choice{}
	}
	if r.past.idle < idleMost && !(r.onThread(about) && r.follows() != nil) {
		return r.admit(Thin)
	}
	return Choice{}
}

// clear says that the best hit stands out.
func (r *answering) clear(hits []Match) bool {
	return len(hits) > 0 && (len(r.near) < 2 || r.near[0].Score-r.near[1].Score >= clearLead*r.matcher.Margin())
}

// admit says that she has no answer to that.
func (r *answering) admit(behaviour string) Choice {
	if c := r.move(scenario.MoveUnsure, behaviour); c.ID != "" {
		return c
	}
	return r.thin(behaviour)
}

// found is the best of the hits that she may say now, or what leads to it.
func (r *answering) found(hits []Match) Choice {
	if len(hits) == 0 {
		return Choice{}
	}
	var lines []*scenario.Line
	for _, hit := range hits {
		if hits[0].Score-hit.Score > r.matcher.Margin() {
			break
		}
		if line := r.lines[hit.ID]; line != nil && r.sayable(line) {
			lines = append(lines, line)
		} else if line == nil && len(lines) == 0 {
			if c := r.pick(hit.ID, Answer, moveCooldown); c.ID != "" {
				return c
			}
		}
	}
	if len(lines) == 0 {
		if line := r.leadingTo(r.lines[hits[0].ID]); line != nil {
			return r.speak(line, r.opener(line, false))
		}
		return Choice{}
	}
	best := lines[0]
	if i := slices.IndexFunc(lines, r.fits); i > 0 {
		best = lines[i]
	}
	return r.speak(best, r.opener(best, false))
}

// leadingTo is a free line on the way to one that is not: what has to be said
// before it, or what comes after it when it has been said.
func (r *answering) leadingTo(line *scenario.Line) *scenario.Line {
	switch {
	case line == nil || line.Layer > r.turn.State.Open:
		return nil
	case r.past.lines[line.ID]:
		return r.after(line.ID)
	}
	for _, id := range line.After {
		before := r.lines[id]
		if r.past.lines[id] {
			continue
		}
		if r.sayable(before) {
			return before
		}
		if found := r.leadingTo(before); found != nil {
			return found
		}
	}
	return nil
}
