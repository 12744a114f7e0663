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
		return r.little()
	case r.matcher == nil:
		return r.speak(r.next(), "")
	case !murmured:
		r.match()
		if c := r.answer(); c.ID != "" {
			return c
		}
	}
	if c := r.seekAdvice(); c.ID != "" {
		return c
	}
	line := r.inOrder(murmured)
	if line == nil {
		return r.little()
	}
	return r.speak(line, r.opener(line, true))
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
// first few at the depth she is at. After too many moves in a row she takes
// the next that is free.
func (r *answering) inOrder(murmured bool) *scenario.Line {
	for _, hit := range r.near { // the thread makes up for what a hit lacks
		line := r.lines[hit.ID]
		if line != nil && hit.Score >= nearShare*r.matcher.Threshold() && slices.Contains(line.After, r.past.last) && r.sayable(line) {
			return line
		}
	}
	willing := murmured || r.drawn()
	fitting, following := r.candidates(murmured, willing)
	if len(fitting) == 0 {
		if r.past.idle < idleMost {
			return nil
		}
		return r.next()
	}
	if r.deeperWaits() {
		if i := slices.IndexFunc(fitting, func(l *scenario.Line) bool { return l.Layer > r.past.told && (murmured || r.fits(l)) }); i >= 0 {
			return fitting[i]
		}
	}
	if !r.surfaces() && len(following) > 0 {
		return r.nearest(following)
	}
	nearest := r.atDepth(fitting)
	asksAboutIt := lexicon.Asks(r.past.coach) && len(r.about()) == 0
	if nearest[0].Layer < r.past.layer && r.past.idle == 0 && (asksAboutIt || !r.surfaces() && !willing) {
		return nil // small talk right after what was hard to say would take it back
	}
	if r.invitedToBegin() {
		return r.oneOf(nearest)
	}
	least := nearShare * r.matcher.Threshold()
	if r.past.last == "" && !lexicon.Asks(r.past.coach) { // a greeting sounds like much and asks for nothing: she begins where the author does
		least = r.matcher.Threshold()
	}
	for _, hit := range r.near { // what the coach's words come nearest to
		if i := slices.IndexFunc(fitting, func(l *scenario.Line) bool { return l.ID == hit.ID }); i >= 0 && hit.Score >= least {
			return fitting[i]
		}
	}
	return r.oneOf(nearest)
}

// deeperWaits says that a layer has opened that she has not spoken from, and
// that she has settled in the one above.
func (r *answering) deeperWaits() bool {
	return r.turn.State.Open > r.past.told && r.past.from[r.past.told] >= settled
}

// dares says that she may come to a line by herself. What she fears or believes
// is first said out of a silence or soon after one: a talk that leaves none
// gives it no room, however kind it is. Asked for it, she answers.
func (r *answering) dares(line *scenario.Line) bool {
	return line.Layer < deepest || r.past.told >= deepest ||
		r.happened(trust.SilenceHeld, trust.SilenceShort) ||
		held(r.turn.State.Recent, roomLasts, trust.SilenceHeld, trust.SilenceShort)
}

// candidates are the lines she may come to by herself, and those of them that
// go on from her last one: lines that go with what the coach did, those that
// go with anything where the coach's words leave room for it, and where she is
// drawn to go on and none of these is left, all.
func (r *answering) candidates(murmured, willing bool) (fitting, following []*scenario.Line) {
	anything := willing || r.open()
	var all []*scenario.Line
	for i := range r.Lines {
		line := &r.Lines[i]
		if !r.sayable(line) || !r.dares(line) {
			continue
		}
		all = append(all, line)
		follows := slices.Contains(line.After, r.past.last)
		fits := murmured || r.fits(line) || slices.Contains(line.Fits, "any") && (anything || follows)
		if fits {
			fitting = append(fitting, line)
		}
		if follows && (fits || willing) {
			following = append(following, line)
		}
	}
	if willing && (len(fitting) == 0 || !slices.ContainsFunc(fitting, r.fits) && r.past.layer > 0) {
		fitting = all
	}
	return fitting, following
}

// drawn says that the coach makes her want to go on: something in the turn
// does her good, or it asks about whatever she has said.
func (r *answering) drawn() bool {
	return slices.ContainsFunc(r.turn.Events, func(e trust.Event) bool { weight, _ := trust.Weight(e.Name); return weight > 0 }) ||
		lexicon.Asks(r.past.coach) && len(r.about()) == 0
}

// open says that the coach's words leave it to her what to speak of. After a
// remark of its own about something, "I teach people to drive" would ignore it.
func (r *answering) open() bool {
	about := r.about()
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

// surfaces says that she has been under the surface long enough to come up for
// air. Words that meet her keep her there: a line about the parking then would
// take back what she has just said.
func (r *answering) surfaces() bool { return r.past.below >= belowMost && !r.met() }

// met says that the coach's words show her that she was heard.
func (r *answering) met() bool {
	return r.happened(trust.EmotionAck, trust.Accept, trust.Empathy, trust.ClientWords, trust.Strength)
}

// atDepth are the lines nearest to the depth she is at, or to the surface when
// she has been under it long enough.
func (r *answering) atDepth(lines []*scenario.Line) []*scenario.Line {
	depth := min(r.past.told, r.turn.State.Open)
	if r.surfaces() {
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
