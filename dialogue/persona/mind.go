package persona

import (
	"maps"
	"slices"
	"strings"
	"time"

	"stillpoint/analysis/verbal"
	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
	"stillpoint/dialogue/trust"
)

// Mind weighs a coach's turn: what in it moves her, and where it moves her to.
// It keeps no memory of its own and is safe for concurrent use.
type Mind struct {
	script   *script
	matcher  Matcher
	params   trust.Params
	ownWords []string
	ease     int // with silence, 0 to 3
}

// NewMind is the mind of the client of s. Without a matcher (nil) it cannot
// tell when a coach asks for more than she is ready to say.
func NewMind(s *scenario.Scenario, m Matcher) *Mind {
	return &Mind{newScript(s), m, s.TrustParams(), slices.Sorted(maps.Keys(s.Person.OwnWords)), s.Trust.SilenceEase}
}

// Begin is her state before the coach's first turn.
func (m *Mind) Begin() trust.State { return m.params.Begin() }

// Weigh is pure: the same turn always weighs the same. The coach's turn is the
// last of t.Heard, t.State is her state before it.
func (m *Mind) Weigh(t Turn) Weighed {
	events := m.events(t)
	state, change := trust.Step(m.params, t.State, events)
	return Weighed{state, events, change}
}

const (
	judgeConfidence = 0.7 // trust.md: a judgement must be plain
	meant           = 0.5 // of empathy: below it is a formula, which neither meets nor misses her
	strengthEvery   = 4   // turns in which strength counts once
	repairWithin    = 3   // turns in which there must be something to own
	metSilence      = 3 * time.Second
	longSilence     = 12 * time.Second
	littleEase      = 1 // with silence: a long one is cold to her
	strongCue       = 2
	tooDeep         = 2 // layers below the open one
	plainly         = 2 // margins over the threshold, and over what she may speak of, by which a locked line is asked for
	ownUtterances   = 3 // of hers, whose words a coach may pick up
	lateTurns       = 2 // in which a feeling may still be met
	company         = 3 // turns without a good word, after which a silence is no gift
)

// events are the floor's, then what the words say, then what only both
// together show.
func (m *Mind) events(t Turn) []trust.Event {
	var f found
	for _, e := range t.Timing {
		if (e.Name == trust.SilenceHeld || e.Name == trust.SilenceShort) && alone(t.State.Recent) {
			continue // nobody is in it with her
		}
		f.add(e.Name, e.Evidence)
	}
	heard, coach := lastTurn(t)
	if len(lexicon.Tokens(coach)) == 0 {
		return f.events
	}
	hers := m.hers(heard)
	risk, told, asked, parts, formula := lexicon.AsksRisk(coach), false, false, false, false
	for _, e := range verbal.Detect(verbal.Context{Heard: heard, Cue: max(t.Cue, unmet(t)), OwnWords: m.ownWords, Told: t.State.Told, NoEcho: heard[len(heard)-1].To == 0}) {
		name := trust.Name(e.Name)
		asked = asked || e.Name == verbal.CheckIn
		told = told || asked || e.Name == verbal.Announce
		parts = parts || e.Name == verbal.Parting
		formula = formula || name == trust.Empathy && e.Confidence < meant
		switch {
		case !moves(name),
			(name == trust.Empathy || name == trust.EmotionAck) && e.Confidence < meant,
			name == trust.Judge && e.Confidence < judgeConfidence,
			name == trust.Strength && held(t.State.Recent, strengthEvery-1, trust.Strength),
			name == trust.Repair && !toOwn(t),
			name == trust.Accept && !hers.refused && lexicon.IsBackchannel(coach), // "okay" takes a no; else it is a murmur
			risk && costs(name):
			continue
		case name == trust.EmotionAck && held(t.State.Recent, hers.turns, trust.EmotionAck):
			name = trust.Empathy // this cue has been met
		}
		f.add(name, coach[e.From:e.To])
	}
	if risk { // asking whether she is safe is good practice, whatever it passes over
		return f.events
	}
	if t.Pause > longSilence && m.ease <= littleEase && !told {
		f.add(trust.SilenceCold, "")
	}
	if !formula && !asked && !parts && missed(t, f, coach) {
		f.add(trust.EmotionMissed, "")
	}
	if ignored(hers, f, coach) {
		f.add(trust.IgnoredBid, "")
	}
	if m.tooDeep(t, coach) {
		f.add(trust.ProbeTooDeep, lexicon.Question(coach))
	}
	return f.events
}

// found are the events of a turn, each name once.
type found struct{ events []trust.Event }

func (f *found) has(names ...trust.Name) bool {
	return slices.ContainsFunc(f.events, func(e trust.Event) bool { return slices.Contains(names, e.Name) })
}

func (f *found) add(name trust.Name, evidence string) {
	if !f.has(name) {
		f.events = append(f.events, trust.Event{Name: name, Evidence: evidence})
	}
}

// lastTurn is what was heard with the coach's turn as one utterance at its
// end, and its words. It has its times: by them an echo is told from her words
// given back. The floor leaves out the echoes that it knows of.
func lastTurn(t Turn) (heard []timeline.Utterance, coach string) {
	parts, last := 0, len(t.Heard)-1
	whole := timeline.Utterance{Side: timeline.Coach, Turn: t.N}
	for _, u := range t.Heard {
		if ofTurn(u, t.N) {
			if parts++; parts == 1 {
				whole.From = u.From
			}
			whole.To = max(whole.To, u.To)
			coach = strings.TrimSpace(coach + " " + u.Text)
		}
	}
	if parts == 0 || parts == 1 && ofTurn(t.Heard[last], t.N) {
		return t.Heard, coach
	}
	heard = slices.DeleteFunc(slices.Clone(t.Heard), func(u timeline.Utterance) bool { return ofTurn(u, t.N) })
	whole.Text = coach
	return append(heard, whole), coach
}

func ofTurn(u timeline.Utterance, n int) bool { return u.Side == timeline.Coach && u.Turn == n }

// shown is the last thing of hers that a coach can meet.
type shown struct {
	line    *scenario.Line // her newest utterance, when it was an authored line
	text    string
	refused bool // it was a no
	turns   int  // coach turns since she last showed something new, this one not counted
}

func (m *Mind) hers(heard []timeline.Utterance) shown {
	var s shown
	newest, turn := true, -1
	for i := len(heard) - 2; i >= 0; i-- {
		u := &heard[i]
		if u.Side == timeline.Coach {
			if u.Turn != turn {
				turn = u.Turn
				s.turns++
			}
			continue
		}
		if newest {
			newest, s.text, s.line, s.refused = false, u.Text, m.script.lines[u.Line], refuses(u.Line)
		}
		if u.Cue != nil || !isMove(u.Line) {
			break
		}
	}
	return s
}

// refuses says that with this move she keeps something to herself.
func refuses(move string) bool {
	kind, _, _ := strings.Cut(move, "/")
	return slices.Contains([]string{scenario.MoveDeflect, scenario.MoveClosedAgain, scenario.MoveMissed, scenario.MoveJudged, scenario.MoveUnsure}, kind)
}

// unmet is the intensity of a strong cue she showed before her last answer,
// when nobody has met it: a coach may come back to it a turn late.
func unmet(t Turn) int {
	if held(t.State.Recent, 1, trust.EmotionAck) {
		return 0
	}
	for i := len(t.Heard) - 1; i >= 0 && t.Heard[i].Turn >= t.N-lateTurns; i-- {
		if c := t.Heard[i].Cue; c != nil && c.Intensity >= strongCue {
			return c.Intensity
		}
	}
	return 0
}

// held says that one of the last n turns held name.
func held(recent [][]trust.Name, n int, names ...trust.Name) bool {
	for _, turn := range recent[max(0, len(recent)-n):] {
		if slices.ContainsFunc(turn, func(have trust.Name) bool { return slices.Contains(names, have) }) {
			return true
		}
	}
	return false
}

// toOwn says that there is something a coach may apologise for: whatever cost
// trust in the last turns, or on the way to this one.
func toOwn(t Turn) bool {
	recent := t.State.Recent[max(0, len(t.State.Recent)-repairWithin):]
	return slices.ContainsFunc(t.Timing, func(e trust.Event) bool { return costs(e.Name) }) ||
		slices.ContainsFunc(recent, func(turn []trust.Name) bool { return slices.ContainsFunc(turn, costs) })
}

// offScript is not known to the trust model: it changes what she says alone.
const offScript trust.Name = verbal.OffScript

// moves says that an event matters to her state or to what she says.
func moves(n trust.Name) bool {
	weight, guard := trust.Weight(n)
	return weight != 0 || guard != 0 || n == trust.GenericPraise || n == offScript
}

func costs(n trust.Name) bool {
	weight, _ := trust.Weight(n)
	return weight < 0
}

// met are the events that show that the coach stayed with what she felt.
var met = []trust.Name{trust.EmotionAck, trust.Empathy, trust.Accept, trust.Strength, trust.Repair, trust.SilenceHeld, trust.SilenceShort}

// missed says that she showed a strong feeling and the coach neither met it,
// nor left it time, nor asked how she is. "Mm-hm" takes no turn from her, so it
// misses nothing.
func missed(t Turn, f found, coach string) bool {
	return t.Cue >= strongCue && t.Pause < metSilence && !lexicon.IsBackchannel(coach) &&
		!f.has(met...) && !verbal.TakesUp(coach)
}

// pickedUp are the events that show that the coach took up what she offered.
var pickedUp = []trust.Name{trust.EmotionAck, trust.Accept, trust.Strength, trust.Empathy, trust.Explore, trust.ClientWords, trust.Transparency, trust.Repair}

// ignored says that her newest line asked or offered something, and that
// nothing in the coach's turn comes back to it.
func ignored(s shown, f found, coach string) bool {
	return s.line != nil && slices.Contains(s.line.Tags, "bid") && !lexicon.IsBackchannel(coach) &&
		!f.has(pickedUp...) && !sharesAny(content(coach), content(s.text))
}

// tooDeep says that the coach asks, in so many words, for something two or
// more layers below what is open, and not for something she may speak of that
// sounds alike. What she has told already may be asked about, and so may who
// somebody is that she may speak of; a word of hers may be picked up, and "what
// is underneath that" asks about whatever she said last.
func (m *Mind) tooDeep(t Turn, coach string) bool {
	if m.matcher == nil || !brings(content(lexicon.Question(coach)), t.Heard) || m.script.mayName(coach, t.State.Open) {
		return false
	}
	deep, near := 0.0, 0.0
	for _, hit := range hits(m.matcher, m.matcher.Match(m.script.said(coach))) {
		line := m.script.lines[hit.ID]
		if line != nil && line.Layer >= t.State.Open+tooDeep && line.Layer > t.State.Told {
			deep = max(deep, hit.Score)
		} else {
			near = max(near, hit.Score)
		}
	}
	return deep >= m.matcher.Threshold()+plainly*m.matcher.Margin() && deep >= near+plainly*m.matcher.Margin()
}

// brings says that one of words is not from her last utterances.
func brings(words []string, heard []timeline.Utterance) bool {
	theirs := 0
	for i := len(heard) - 1; i >= 0 && theirs < ownUtterances && len(words) > 0; i-- {
		if heard[i].Side == timeline.Client {
			theirs++
			own := content(heard[i].Text)
			words = slices.DeleteFunc(slices.Clone(words), func(w string) bool { return slices.Contains(own, w) })
		}
	}
	return len(words) > 0
}

// alone says that the coach has been silent beside her and no more: nothing in
// their last words did her any good.
func alone(recent [][]trust.Name) bool {
	if len(recent) < company {
		return false
	}
	for _, turn := range recent[len(recent)-company:] {
		if slices.ContainsFunc(turn, func(n trust.Name) bool {
			weight, _ := trust.Weight(n)
			return weight > 0 && n != trust.SilenceHeld && n != trust.SilenceShort
		}) {
			return false
		}
	}
	return true
}
