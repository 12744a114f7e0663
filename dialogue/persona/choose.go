package persona

import (
	"math/rand/v2"
	"slices"

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
	moveCooldown = 6 // turns before a move may be used again
	deepRest     = 2 // utterances in a row that go deeper, then she rests
	idleMost     = 2 // moves in a row, then she goes on by herself
	belowMost    = 3 // lines in a row from under the surface, then she comes up for air
	among        = 3 // lines that count as equals
)

// chooser decides for the authored client and for the one with a model.
type chooser struct {
	script  *script
	matcher Matcher // nil: her own order only
	seed    uint64
}

func (c *chooser) begin(t Turn) answering {
	return answering{
		script:  c.script,
		matcher: c.matcher,
		turn:    t,
		past:    c.script.recall(t),
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
// nobody understood, and a question whether she is safe.
func (r *answering) outside() Choice {
	coach := r.past.coach
	if lexicon.AsksMachine(coach) && (r.machineAsked() > 1 || lexicon.StopPhrase(coach)) {
		m := r.moves[kindMachine][0]
		return Choice{Behaviour: Answer, ID: m.id, Text: m.text, Think: r.Think.Thin}
	}
	if lexicon.AsksMachine(coach) || lexicon.OffScript(coach) {
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
	return Choice{}
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
	question := lexicon.Question(r.past.coach)
	found := hits(r.matcher, r.past.coach)
	if c := r.found(found); c.ID != "" {
		return c
	}
	if question == "" {
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
	if asked := content(question); len(asked) > 0 && r.past.idle < idleMost && !(r.onThread(asked) && r.follows() != nil) {
		return r.admit(Thin)
	}
	return Choice{}
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
// coach did, first a step into a layer that has just opened, then what goes on
// from her last line, then one of the first few at the depth she is at. Asked
// to go on, or after too many moves in a row, she takes one that goes with nothing.
func (r *answering) inOrder(goOn bool) *scenario.Line {
	var fitting []*scenario.Line
	for i := range r.Lines {
		line := &r.Lines[i]
		if r.sayable(line) && (goOn || r.fits(line) || slices.Contains(line.Fits, "any")) {
			fitting = append(fitting, line)
		}
	}
	if len(fitting) == 0 {
		if r.past.idle < idleMost {
			return nil
		}
		return r.next()
	}
	if open := r.turn.State.Open; open > r.past.told {
		if i := slices.IndexFunc(fitting, func(l *scenario.Line) bool { return l.Layer > r.past.told && (goOn || r.fits(l)) }); i >= 0 {
			return fitting[i]
		}
	}
	if r.past.below < belowMost {
		if i := slices.IndexFunc(fitting, func(l *scenario.Line) bool { return slices.Contains(l.After, r.past.last) }); i >= 0 {
			return fitting[i]
		}
	}
	return r.oneOf(r.atDepth(fitting))
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

// oneOf picks one of the first few of lines, so that two talks differ.
func (r *answering) oneOf(lines []*scenario.Line) *scenario.Line {
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

func (r *answering) thin(behaviour string) Choice {
	if c := r.move(scenario.MoveThin, behaviour); c.ID != "" {
		return c
	}
	return r.pick(scenario.MoveThin, behaviour, 0) // she never goes dead
}

func (r *answering) goodbye() Choice {
	name := r.End.OnTime
	if len(r.Moves[name]) == 0 {
		name = scenario.MoveGoodbye
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
			return Choice{Behaviour: behaviour, ID: m.id, Text: m.text, Think: r.Think.Thin}
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
