package persona

import (
	"math/rand/v2"
	"slices"
	"strings"

	"stillpoint/analysis/verbal"
	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
	"stillpoint/dialogue/trust"
)

// What a sentence of hers does in the talk.
const (
	Answer   = "answer"
	GoDeeper = "go_deeper"
	GoCloser = "go_closer"
	Withdraw = "withdraw"
	Deflect  = "deflect"
	Thin     = "thin"
	AskBack  = "ask_back"
	Rest     = "rest"
)

// Choice is what she does in a turn and the authored words that do it. The
// zero Choice says nothing.
type Choice struct {
	Behaviour string
	ID        string         // of the line or the move, as in the timeline
	Line      *scenario.Line // nil for a move
	Text      scenario.Text
	Opener    string // a sound or hesitation before Text, or empty
	Aside     bool   // sets the role-play aside
	Think     scenario.Range
}

const (
	moveCooldown = 6    // turns before a move may be used again
	deepRest     = 2    // utterances in a row that go deeper, then she rests
	idleMost     = 2    // moves in a row, then she goes on by herself
	belowMost    = 3    // lines in a row from under the surface, then she comes up for air
	deepest      = 3    // layer: what she fears or believes
	roomLasts    = 3    // turns after a silence in which she may still say that for the first time
	settled      = 2    // lines from a layer before she goes below it unasked
	clearLead    = 3    // margins by which small words alone must find a line
	closeBy      = 2    // margins from the best hit to one she says instead
	surfaceBy    = 3    // the same where the best lies just under what is open: the surface has its own account of it
	nearShare    = 0.75 // of the threshold, for a line that goes on from her last one
	among        = 3    // lines that count as equals
	goodbyeHolds = 1    // turns after her goodbye in which the end needs no other
)

// chooser decides for the authored client and for the one with a model.
type chooser struct {
	script  *script
	matcher Matcher // nil: her own order only
	seed    uint64
}

func (c *chooser) begin(t Turn) answering {
	past := c.script.recall(t)
	return answering{
		script:  c.script,
		matcher: c.matcher,
		turn:    t,
		past:    past,
		feeling: asksFeeling(past.coach),
		// A fresh generator a turn, so that a reply dropped and thought again is the same.
		rand: rand.New(rand.NewPCG(c.seed, uint64(t.N)<<32|uint64(t.Silence.Milliseconds()))),
	}
}

// answering is one turn of hers being made.
type answering struct {
	*script
	matcher Matcher
	turn    Turn
	past    past
	feeling bool    // the coach asks for one
	near    []Match // what the coach's words come close to, best first; by match
	rand    *rand.Rand
}

func (r *answering) vars() scenario.Vars {
	s := r.turn.State
	return scenario.Vars{Cue: r.turn.Cue, Guard: s.Guard, Open: s.Open, Trust: s.Trust}
}

// happened says that the coach's turn was one of these.
func (r *answering) happened(names ...trust.Name) bool {
	return slices.ContainsFunc(r.turn.Events, func(e trust.Event) bool { return slices.Contains(names, e.Name) })
}

// choose is what she does, whatever the reason she speaks. For WhyResume it is
// nothing: the rest of a line that was cut is the owner's.
func (r *answering) choose() Choice {
	switch r.turn.Why {
	case timeline.WhyOpening:
		return Choice{Behaviour: Answer, ID: openingID, Text: r.Opening.Text}
	case timeline.WhyGoodbye:
		return r.goodbye()
	case timeline.WhySilence:
		return r.silence()
	case timeline.WhyResume:
		return Choice{}
	case timeline.WhyInterrupted:
		if c := r.interrupted(); c.ID != "" {
			return c
		}
	}
	return r.reply()
}

const openingID = "opening/0"

// reply goes through what may matter in a turn, the weightiest first.
func (r *answering) reply() Choice {
	if c := r.outside(); c.ID != "" {
		return c
	}
	if r.happened(trust.AdviceEarly) && lexicon.Asks(r.past.coach) && !r.happened(trust.Judge) {
		if c := r.despite(); c.ID != "" {
			return c
		}
	}
	for _, step := range []struct {
		applies         bool
		move, behaviour string
	}{
		{r.happened(trust.Judge), scenario.MoveJudged, Withdraw},
		{r.happened(trust.AdviceEarly), scenario.MoveAdvice, Withdraw},
		{r.happened(trust.EmotionMissed), scenario.MoveMissed, Withdraw},
		{r.turn.Closed != nil, scenario.MoveClosedAgain, Withdraw},
		{r.happened(trust.Repair), scenario.MoveRepaired, GoCloser},
		{r.happened(trust.GenericPraise), scenario.MovePraise, Withdraw},
		{r.happened(trust.ProbeTooDeep), scenario.MoveDeflect, Deflect},
	} {
		if !step.applies {
			continue
		}
		if c := r.move(step.move, step.behaviour); c.ID != "" {
			return c
		}
	}
	if r.happened(trust.Judge, trust.AdviceEarly, trust.EmotionMissed, trust.ProbeTooDeep) && r.past.idle < idleMost {
		return r.thin(Withdraw) // her words for it are worn out, and it is not rewarded
	}
	return r.goOn()
}

// outside answers what is not part of the talk: words to a machine, words
// nobody understood, and whether she is safe or there at all.
func (r *answering) outside() Choice {
	coach := r.past.coach
	if lexicon.AsksMachine(coach) && (r.machineAsked() > 1 || lexicon.StopPhrase(coach)) {
		return r.say(r.moves[kindMachine][0], Answer)
	}
	if lexicon.AsksMachine(coach) || r.happened(offScript) {
		if c := r.move(scenario.MoveOffScript, Deflect); c.ID != "" {
			return c
		}
		return r.thin(Deflect)
	}
	if len(lexicon.Tokens(coach)) == 0 {
		if c := r.move(scenario.MoveUnclearAudio, AskBack); c.ID != "" {
			return c
		}
		return r.thin(Thin)
	}
	if lexicon.AsksRisk(coach) {
		return r.pick(scenario.MoveSafety, Answer, 0)
	}
	switch farewell, takeaway := verbal.Leave(coach); {
	case farewell:
		return r.goodbye()
	case takeaway:
		return r.move(scenario.MoveTakeaway, Answer)
	}
	if lexicon.AsksPresence(coach) && !r.aboutTopic() {
		return r.pick(scenario.MoveHere, Answer, 0)
	}
	return Choice{}
}

// aboutTopic says that the coach's words come closest to a topic: the file has
// its own words for it.
func (r *answering) aboutTopic() bool {
	if r.matcher == nil {
		return false
	}
	found := hits(r.matcher, r.match())
	return len(found) > 0 && strings.HasPrefix(found[0].ID, scenario.TopicPrefix)
}

// machineAsked is how many of the coach's turns asked whether she is a machine.
func (r *answering) machineAsked() int {
	asked, turn := 0, -1
	for _, u := range r.turn.Heard {
		if u.Side == timeline.Coach && u.Turn != turn && lexicon.AsksMachine(u.Text) {
			asked++
			turn = u.Turn
		}
	}
	return asked
}

// thin is a word that leads nowhere. Who asked nothing is not told that she
// doesn't know.
func (r *answering) thin(behaviour string) Choice {
	if !lexicon.Asks(r.past.coach) {
		if m, ok := r.one(scenario.MoveThin, moveCooldown, func(m move) bool { return !m.doubts && (!r.past.asked || !m.asks) }); ok {
			return r.say(m, behaviour)
		}
	}
	if c := r.move(scenario.MoveThin, behaviour); c.ID != "" {
		return c
	}
	return r.pick(scenario.MoveThin, behaviour, 0) // she never goes dead
}

// goodbye is said once: to a coach who says it, else when the talk ends.
func (r *answering) goodbye() Choice {
	name := r.End.OnTime
	if len(r.Moves[name]) == 0 {
		name = scenario.MoveGoodbye
	}
	for _, m := range r.moves[name] {
		if last, said := r.past.moves[m.id]; said && r.turn.Why == timeline.WhyGoodbye && last+goodbyeHolds >= r.turn.N {
			return Choice{}
		}
	}
	return r.move(name, Rest)
}

func (r *answering) silence() Choice {
	e, ok := r.SilenceAt(r.turn.Silence, r.vars())
	if !ok {
		return Choice{}
	}
	if e.Do.Continue {
		if line := r.deeper(); line != nil {
			c := r.speak(line, "")
			c.Behaviour = GoDeeper
			return c
		}
		return Choice{}
	}
	behaviour, cooldown := Thin, r.SilenceLimits.SameLineCooldownTurns
	if e.Do.Aside {
		behaviour, cooldown = Rest, 0 // stands outside the limits
	}
	c := r.pick(silenceKind(e), behaviour, cooldown)
	c.Aside = e.Do.Aside
	return c
}

// interrupted is what she says after the coach has spoken over her: she gives
// way, or takes up her line again. It is nothing when the scenario has nothing
// that is not worn out, and when giving way would leave a question lying: she
// answers then.
func (r *answering) interrupted() Choice {
	answers := claims(r.past.coach)
	worn := r.past.resumes >= r.InterruptedLimits.ResumeMaxPerPractice
	for i, e := range r.Interrupted {
		if !e.When.Holds(r.vars()) {
			continue
		}
		if m, ok := r.one(interruptedKind(i), moveCooldown, func(m move) bool {
			return m.text.HasResume() && !worn || !m.text.HasResume() && !answers
		}); ok {
			behaviour := Withdraw
			if m.text.HasResume() {
				behaviour = Answer
			}
			return r.say(m, behaviour)
		}
	}
	return Choice{}
}

// move picks a move of this kind that is not worn out.
func (r *answering) move(kind, behaviour string) Choice { return r.pick(kind, behaviour, moveCooldown) }

func (r *answering) pick(kind, behaviour string, cooldown int) Choice {
	m, ok := r.one(kind, cooldown, func(m move) bool { return !r.past.asked || !m.asks })
	if !ok && (kind == scenario.MoveUnclearAudio || kind == scenario.MoveOffScript || cooldown == 0) {
		m, ok = r.one(kind, cooldown, func(move) bool { return true })
	}
	if !ok {
		return Choice{}
	}
	return r.say(m, behaviour)
}

func (r *answering) say(m move, behaviour string) Choice {
	return Choice{Behaviour: behaviour, ID: m.id, Text: m.text, Think: r.Think.Thin}
}

// one picks a move of this kind that she has not said within cooldown turns
// (0: any), the ones never said first.
func (r *answering) one(kind string, cooldown int, may func(move) bool) (move, bool) {
	var fresh, rested []move
	for _, m := range r.moves[kind] {
		last, said := r.past.moves[m.id]
		switch {
		case !may(m):
		case !said:
			fresh = append(fresh, m)
		case r.turn.N-last > cooldown || cooldown == 0:
			rested = append(rested, m)
		}
	}
	if len(fresh) == 0 {
		fresh = rested
	}
	if len(fresh) == 0 {
		return move{}, false
	}
	return fresh[r.rand.IntN(len(fresh))], true
}

func (r *answering) speak(line *scenario.Line, opener string) Choice {
	behaviour := Answer
	if line.Layer > r.past.told {
		behaviour = GoDeeper
	}
	return Choice{Behaviour: behaviour, ID: line.ID, Line: line, Text: line.Text, Opener: opener, Think: r.Think.Layer[line.Layer]}
}
