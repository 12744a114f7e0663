package persona

import (
	"slices"

	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
	"stillpoint/dialogue/trust"
)

// goOn says a line when one fits, a thin move else.
func (r *answering) goOn() Choice {
	murmured := lexicon.IsBackchannel(r.past.coach) // "mm-hm" asks her to go on
	if r.next() == nil {
		if c := r.move(scenario.MoveSpent, Rest); c.ID != "" && !r.past.said(c.ID) {
			return c
		}
		return r.thin(Thin)
	}
	switch {
	case r.past.deeper >= deepRest && !murmured:
		return r.thin(Thin)
	case r.matcher == nil:
		return r.speak(r.next(), "")
	case !murmured:
		r.near = r.matcher.Match(said(r.past.coach))
		if c := r.answer(); c.ID != "" {
			return c
		}
	}
	if c := r.seekAdvice(); c.ID != "" {
		return c
	}
	line := r.inOrder(murmured)
	if line == nil {
		return r.thin(Thin)
	}
	return r.speak(line, r.opener(line, true))
}

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

// after is the first free line that follows the one with this id.
func (r *answering) after(id string) *scenario.Line {
	for i := range r.Lines {
		if line := &r.Lines[i]; slices.Contains(line.After, id) && r.sayable(line) {
			return line
		}
	}
	return nil
}

// follows is the free line that goes on from her last one.
func (r *answering) follows() *scenario.Line {
	if r.past.last == "" {
		return nil
	}
	return r.after(r.past.last)
}

// sayable says that a line is free and would not be her second question in a row.
func (r *answering) sayable(line *scenario.Line) bool {
	return r.free(line) && !(r.past.asked && asksBack(line.Text.Source))
}

// fits says that a line goes with what the coach did; "any" goes with everything.
func (r *answering) fits(line *scenario.Line) bool {
	return slices.ContainsFunc(line.Fits, func(f string) bool { return f != "any" && r.happened(trust.Name(f)) })
}

// onThread says that the coach's words are about her last two utterances.
func (r *answering) onThread(asked []string) bool {
	theirs := 0
	for i := len(r.turn.Heard) - 1; i >= 0 && theirs < 2; i-- {
		u := r.turn.Heard[i]
		if u.Side != timeline.Client {
			continue
		}
		theirs++
		if sharesAny(asked, content(u.Text)) {
			return true
		}
	}
	return false
}

func sharesAny(a, b []string) bool {
	return slices.ContainsFunc(a, func(w string) bool { return slices.Contains(b, w) })
}

// inOrder is the line she comes to by herself: one that goes with what the
// coach did, first a step into a layer that has opened (once she has settled
// in the one above), then what goes on from her last line, then one of the
// first few at the depth she is at. Asked to go on, or after too many moves in a row, she takes one that goes with nothing.
func (r *answering) inOrder(goOn bool) *scenario.Line {
	for _, hit := range r.near { // the thread makes up for what a hit lacks
		line := r.lines[hit.ID]
		if line != nil && hit.Score >= nearShare*r.matcher.Threshold() && slices.Contains(line.After, r.past.last) && r.sayable(line) {
			return line
		}
	}
	var fitting []*scenario.Line
	anything := goOn || r.open()
	for i := range r.Lines {
		line := &r.Lines[i]
		if r.sayable(line) && (goOn || r.fits(line) || slices.Contains(line.Fits, "any") && (anything || slices.Contains(line.After, r.past.last))) {
			fitting = append(fitting, line)
		}
	}
	if len(fitting) == 0 {
		if r.past.idle < idleMost {
			return nil
		}
		return r.next()
	}
	if open := r.turn.State.Open; open > r.past.told && r.past.from[r.past.told] >= settled {
		if i := slices.IndexFunc(fitting, func(l *scenario.Line) bool { return l.Layer > r.past.told && (goOn || r.fits(l)) }); i >= 0 {
			return fitting[i]
		}
	}
	if r.past.below < belowMost {
		following := slices.DeleteFunc(slices.Clone(fitting), func(l *scenario.Line) bool { return !slices.Contains(l.After, r.past.last) })
		if len(following) > 0 {
			return r.nearest(following)
		}
	}
	return r.oneOf(r.atDepth(fitting))
}

// open says that the coach's words leave it to her what to speak of. After a
// remark of its own about something, "I teach people to drive" would ignore it.
func (r *answering) open() bool {
	about := content(said(r.past.coach))
	return len(about) == 0 || r.past.last == "" || r.past.idle > 0 || lexicon.Asks(r.past.coach) || r.onThread(about)
}

// nearest is the one of lines that the coach's words come closest to, the
// first when they come close to none.
func (r *answering) nearest(lines []*scenario.Line) *scenario.Line {
	for _, hit := range r.near {
		if i := slices.IndexFunc(lines, func(l *scenario.Line) bool { return l.ID == hit.ID }); i >= 0 {
			return lines[i]
		}
	}
	return lines[0]
}

// atDepth are the lines nearest to the depth she is at, or to the surface when
// she has been under it long enough.
func (r *answering) atDepth(lines []*scenario.Line) []*scenario.Line {
	depth := min(r.past.told, r.turn.State.Open)
	if r.past.below >= belowMost {
		depth = 0
	}
	away := func(l *scenario.Line) int { return max(depth-l.Layer, l.Layer-depth) }
	nearest := lines[0]
	for _, line := range lines {
		if away(line) < away(nearest) {
			nearest = line
		}
	}
	return slices.DeleteFunc(slices.Clone(lines), func(l *scenario.Line) bool { return l.Layer != nearest.Layer })
}

// oneOf picks one of the first few of lines, so that two talks differ. Where
// she begins is the author's choice.
func (r *answering) oneOf(lines []*scenario.Line) *scenario.Line {
	if r.past.last == "" {
		return lines[0]
	}
	return lines[r.rand.IntN(min(len(lines), among))]
}

// seekAdvice asks the coach what to do, as often as the file allows.
func (r *answering) seekAdvice() Choice {
	budget := r.Contract.AdviceSeeking
	if r.past.asked || !budget.OnlyWhen.Holds(r.vars()) || lexicon.Question(r.past.coach) != "" {
		return Choice{}
	}
	used := 0
	for _, u := range r.turn.Heard {
		if len(r.moves[kindAdviceSeeking]) > 0 && u.Line == r.moves[kindAdviceSeeking][0].id {
			used++
		}
	}
	if used >= budget.MaxPerPractice {
		return Choice{}
	}
	return r.pick(kindAdviceSeeking, AskBack, moveCooldown)
}
