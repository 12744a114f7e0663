package persona

import (
	"cmp"
	"slices"

	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/trust"
)

// answer is what the coach has asked for: a line or a topic that is free to
// say, or a move that admits she has no answer to it. It is the zero Choice
// when she may go on in her own order.
func (r *answering) answer() Choice {
	asks := lexicon.Asks(r.past.coach) && !lexicon.Supposes(r.past.coach)
	about := r.about()
	found := r.answers(hits(r.matcher, r.near))
	clear := r.clear(found)
	if len(about) == 0 && pointsBack(r.past.coach) && r.past.last != "" && !r.strong(found) && (!clear || r.follows() != nil) {
		if r.wantsFact() && r.follows() == nil && r.past.idle < idleMost {
			return r.admit(Thin)
		}
		return Choice{} // "what is that like for you" may be about anything: it is about what she said last
	}
	switch {
	case r.invitedToBegin() && !(r.strong(found) && r.speakable(found[0].ID)):
		return Choice{} // "where would you like to start": with what the author put first
	case len(about) == 0 && r.feeling && r.deeperWaits():
		return Choice{} // it leads down, not to a line that sounds alike
	case !asks && r.follows() != nil && (r.happened(trust.EmotionAck, trust.Accept) || r.met() && !r.strong(found)):
		return Choice{} // she is met, and asked nothing: she goes on
	case !asks:
		return r.echo(found)
	}
	if c := r.found(found); c.ID != "" {
		return c
	}
	if line := r.named(); line != nil {
		return r.speak(line, r.opener(line, false))
	}
	if len(about) == 0 && !clear {
		return Choice{}
	}
	if len(found) > 0 {
		switch line := r.lines[found[0].ID]; {
		case line == nil || r.past.lines[line.ID]: // she has told that
			return r.again(found)
		case line.Layer > r.turn.State.Open:
			if c := r.move(scenario.MoveDeflect, Deflect); c.ID != "" {
				return c
			}
			return r.admit(Deflect)
		default: // what has to come before it is not open
			return r.admit(Thin)
		}
	}
	if len(about) > 0 && r.past.idle < idleMost && !(r.onThread(about) && r.follows() != nil) {
		if r.happened(trust.Invite) {
			return r.little() // "am I right that it is a bit tiring"
		}
		return r.admit(Thin)
	}
	return Choice{}
}

// answers are the hits that may answer the coach. Who asks what she feels, or
// keeps to herself, is not told who somebody is, nor what only sounds alike:
// the hits that are left are of lines with something of hers in them, and those
// far over the threshold.
func (r *answering) answers(hits []Match) []Match {
	kept := lexicon.Asks(r.past.coach) && lexicon.HoldsAny(lexicon.Spaced(r.past.coach), keptBack)
	if !r.feeling && !kept {
		return hits
	}
	return slices.DeleteFunc(slices.Clone(hits), func(m Match) bool {
		line := r.lines[m.ID]
		return line == nil || line.Layer == 0 && (line.Cue == "" || kept) && !r.strong([]Match{m})
	})
}

// keptBack are words of who asks for what she does not say.
var keptBack = []string{"hide", "hiding", "hidden", "secret", "secrets", "lie", "lied", "lying", "pretend", "pretending", "ashamed", "shame", "lonely", "loneliest",
	"not telling", "not told", "not tell", "haven't told", "hasn't told", "never told", "never said", "not saying", "don't say", "left unsaid", "keep from", "keeping from"}

// echo takes up what the coach says without asking: the line it comes plainly
// to, and where that is locked, or has been told and leads no further, a word
// that neither tells it nor passes it over. A topic is told to who asks, or
// comes to it in so many words.
func (r *answering) echo(found []Match) Choice {
	if len(found) > 0 && r.lines[found[0].ID] == nil && found[0].Score >= soManyWords {
		return r.found(found)
	}
	found = slices.DeleteFunc(slices.Clone(found), func(m Match) bool { return r.lines[m.ID] == nil })
	plain := func(m Match) bool { return m.Score >= r.matcher.Threshold()+closeBy*r.matcher.Margin() }
	switch {
	case len(found) == 0:
		return Choice{}
	case plain(found[0]):
		if c := r.found(found); c.ID != "" {
			return c
		}
	}
	locked, told := r.lines[found[0].ID].Layer > r.turn.State.Open, r.past.lines[found[0].ID] && r.follows() == nil
	if (locked || told) && r.past.idle < idleMost {
		return r.thin(Thin)
	}
	return Choice{}
}

// soManyWords is the score of what is a phrase of the file's in other words.
const soManyWords = .8

// despite is a free line the coach comes to with what costs trust, where the
// line goes with that: "Have you tried not answering?" is advice, and she has.
func (r *answering) despite() Choice {
	if r.matcher == nil {
		return Choice{}
	}
	for _, hit := range hits(r.matcher, r.match()) {
		if line := r.lines[hit.ID]; line != nil && r.sayable(line) {
			if !r.fits(line) {
				break
			}
			return r.speak(line, r.opener(line, false))
		}
	}
	return Choice{}
}

// invitedToBegin says that nothing has been told yet and that the coach leaves
// it to her what comes first: "where would you like to start".
func (r *answering) invitedToBegin() bool {
	return r.past.last == "" && len(r.about()) == 0 && lexicon.HoldsAny(lexicon.Spaced(lexicon.Question(r.past.coach)), beginnings)
}

var beginnings = []string{"like to begin", "like to start", "like to talk", "want to begin", "want to start", "want to talk", "like us to begin", "like us to start", "want us to start",
	"shall we begin", "shall we start", "shall we talk", "should we begin", "should we start", "should we talk", "do we begin", "do we start"}

// speakable says that the line or topic with this id may be said now.
func (r *answering) speakable(id string) bool {
	line := r.lines[id]
	return line == nil || r.sayable(line)
}

// strong says that the best hit is far over the threshold.
func (r *answering) strong(hits []Match) bool {
	return len(hits) > 0 && hits[0].Score >= r.matcher.Threshold()+clearLead*r.matcher.Margin()
}

// about are the content words of what the coach asks, or else says.
func (r *answering) about() []string {
	if q := lexicon.Question(r.past.coach); q != "" {
		return content(q)
	}
	return content(r.past.coach)
}

// pointsBack says that a coach's words, without a content of their own, are
// about what she said last: "what is that like", "tell me more".
func pointsBack(coach string) bool {
	tokens := lexicon.Tokens(cmp.Or(lexicon.Question(coach), coach))
	return len(tokens) <= 3 || len(tokens) <= pointsWords && slices.ContainsFunc(tokens, func(w string) bool {
		return w == "that" || w == "this" || w == "it" || w == "that's" || w == "it's"
	})
}

const pointsWords = 6

// clear says that the best hit stands out.
func (r *answering) clear(hits []Match) bool {
	return len(hits) > 0 && (len(r.near) < 2 || r.near[0].Score-r.near[1].Score >= clearLead*r.matcher.Margin())
}

// little is a word that leads nowhere: "sort of" answers what can be answered
// with yes or no, but not who, when or what happened.
func (r *answering) little() Choice {
	if r.begins("what", "what's", "how", "how's", "why") || r.wantsFact() {
		return r.admit(Thin)
	}
	return r.thin(Thin)
}

// wantsFact says that the coach asks who, when, where or which: a mere yes
// would answer something else, or claim what she has no words for.
func (r *answering) wantsFact() bool {
	return r.begins("who", "whom", "whose", "when", "where", "which", "anybody", "anyone") // "is there anybody"
}

// begins says that one of words stands at the beginning of the coach's question.
func (r *answering) begins(words ...string) bool {
	tokens := lexicon.Tokens(lexicon.Question(r.past.coach))
	return slices.ContainsFunc(tokens[:min(len(tokens), askWords)], func(w string) bool { return slices.Contains(words, w) })
}

const askWords = 3 // from the start of a question: "and since when"

// admit says that she has no answer to that.
func (r *answering) admit(behaviour string) Choice {
	if c := r.move(scenario.MoveUnsure, behaviour); c.ID != "" {
		return c
	}
	return r.thin(behaviour)
}

// found is the best of the hits that she may say now, or what leads to the
// best of all, or one that comes close to it.
func (r *answering) found(hits []Match) Choice {
	if len(hits) == 0 {
		return Choice{}
	}
	if c := r.sayableHit(hits, r.matcher.Margin()); c.ID != "" {
		return c
	}
	steps := 1
	if r.strong(hits) {
		steps = leadSteps
	}
	if line := r.leadingTo(r.lines[hits[0].ID], steps); line != nil {
		return r.speak(line, r.opener(line, false))
	}
	reach := closeBy
	if line := r.lines[hits[0].ID]; line != nil && line.Layer == r.turn.State.Open+1 {
		reach = surfaceBy
	}
	within := float64(reach) * r.matcher.Margin()
	if c := r.sayableHit(hits, within); c.ID != "" {
		return c
	}
	for _, hit := range hits {
		if hits[0].Score-hit.Score > within {
			break
		}
		if line := r.lines[hit.ID]; line != nil && !r.past.lines[hit.ID] {
			if before := r.leadingTo(line, 1); before != nil {
				return r.speak(before, r.opener(before, false))
			}
		}
	}
	return r.besides(hits)
}

// sayableHit is the best of the hits, within reach of the very best, that she
// may say: of equals one that goes with what the coach did, and a line before a
// topic.
func (r *answering) sayableHit(hits []Match, reach float64) Choice {
	var best *scenario.Line
	var topic Choice
	score := 0.0 // of the best she may say
	for _, hit := range hits {
		some := best != nil || topic.ID != ""
		if hits[0].Score-hit.Score > reach || some && score-hit.Score > r.matcher.Margin() {
			break
		}
		line := r.lines[hit.ID]
		switch {
		case line == nil && r.agrees[hit.ID] && r.begins(openWords...): // "what would you like" is not answered by a yes
		case line == nil && !some:
			if topic = r.pick(hit.ID, Answer, moveCooldown); topic.ID != "" {
				score = hit.Score
			}
		case line == nil || !r.sayable(line):
		case best == nil:
			best = line
			score = max(score, hit.Score)
		case score-hit.Score <= r.matcher.Margin()/2 && r.fits(line) && !r.fits(best):
			best = line
		}
	}
	if best == nil {
		return topic
	}
	return r.speak(best, r.opener(best, false))
}

// leadingTo is a free line beside one that is not: what has to be said before
// it, at most so many steps back, or what comes after it when it has been said.
func (r *answering) leadingTo(line *scenario.Line, steps int) *scenario.Line {
	switch {
	case line == nil || line.Layer > r.turn.State.Open:
		return nil
	case r.past.lines[line.ID]:
		return r.after(line.ID)
	}
	return r.before(line, steps)
}

// leadSteps is how far back from a line that is plainly asked for its way may
// begin: further back it is about something else.
const leadSteps = 2

// before is the nearest free line on the way to line, at most so many steps
// back.
func (r *answering) before(line *scenario.Line, steps int) *scenario.Line {
	for _, id := range line.After {
		if before := r.lines[id]; r.sayable(before) {
			return before
		}
	}
	if steps == 1 {
		return nil
	}
	for _, id := range line.After {
		if before := r.lines[id]; !r.past.lines[id] && before.Layer <= r.turn.State.Open {
			if first := r.before(before, steps-1); first != nil {
				return first
			}
		}
	}
	return nil
}
