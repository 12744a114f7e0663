package persona

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"time"

	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
)

// What a sentence of hers does in the talk.
const (
	Answer   = "answer"
	GoDeeper = "go_deeper"
	Withdraw = "withdraw"
	Thin     = "thin"
	AskBack  = "ask_back"
	Rest     = "rest"
)

const (
	moveCooldown = 6 // turns before a move may be used again
	feelingThink = time.Second
)

// Authored is a client who speaks the lines of her scenario in authored
// order, each once, as far as the state lets her. It keeps no state of its
// own: what has been said is what the coach has heard, so a reply that was
// dropped unheard is still to come. It may be used by one practice only.
type Authored struct {
	scenario *scenario.Scenario
	seed     uint64
}

// NewAuthored is a client from s. The seed decides her think times and her
// choice among equals; the same seed and the same talk give the same answers.
func NewAuthored(s *scenario.Scenario, seed uint64) *Authored { return &Authored{s, seed} }

// Respond answers at once. The coach's turn being answered is the last of
// t.Heard; without words in it she asks back. For WhyResume she says nothing:
// the rest of a line that was cut is the owner's.
func (a *Authored) Respond(ctx context.Context, t Turn) iter.Seq2[Sentence, error] {
	return func(yield func(Sentence, error) bool) {
		for _, s := range a.answer(t) {
			if ctx.Err() != nil || !yield(s, nil) {
				return
			}
		}
	}
}

func (a *Authored) answer(t Turn) []Sentence {
	r := answering{
		Scenario: a.scenario,
		turn:     t,
		past:     recall(a.scenario, t),
		// A fresh generator a turn, so that a reply dropped and thought again is the same.
		rand: rand.New(rand.NewPCG(a.seed, uint64(t.N)<<32|uint64(t.Silence.Milliseconds()))),
	}
	switch t.Why {
	case timeline.WhyOpening:
		return opening(a.scenario)
	case timeline.WhyGoodbye:
		return r.goodbye()
	case timeline.WhySilence:
		return r.silence()
	case timeline.WhyResume:
		return nil
	case timeline.WhyInterrupted:
		if said := r.interrupted(); said != nil {
			return said
		}
	}
	return r.reply()
}

// answering is one turn of hers being made.
type answering struct {
	*scenario.Scenario
	turn Turn
	past past
	rand *rand.Rand
}

func (r *answering) vars() scenario.Vars {
	s := r.turn.State
	return scenario.Vars{Cue: r.turn.Cue, Guard: s.Guard, Open: s.Open, Trust: s.Trust}
}

func (r *answering) reply() []Sentence {
	coach := lexicon.Tokens(r.past.coach)
	if len(coach) == 0 {
		if id, text, ok := r.move(scenario.MoveUnclearAudio); ok {
			return r.thinking(sentences(text, Sentence{Line: id, Behaviour: AskBack}), r.Think.Thin)
		}
		return r.thin()
	}
	line := r.next()
	if line == nil {
		if id, text, ok := r.move(scenario.MoveSpent); ok && !r.past.said(id) {
			return r.thinking(sentences(text, Sentence{Line: id, Behaviour: Rest}), r.Think.Thin)
		}
		return r.thin()
	}
	if r.past.deeper >= 2 && !lexicon.IsBackchannel(r.past.coach) { // "mm-hm" asks her to go on
		return r.thin()
	}
	return r.thinking(r.speak(line, line.Layer > r.past.told), r.Think.Layer[line.Layer])
}

func (r *answering) thin() []Sentence {
	id, text, ok := r.move(scenario.MoveThin)
	if !ok {
		return nil
	}
	return r.thinking(sentences(text, Sentence{Line: id, Behaviour: Thin}), r.Think.Thin)
}

func (r *answering) goodbye() []Sentence {
	name := r.End.OnTime
	if len(r.Moves[name]) == 0 {
		name = scenario.MoveGoodbye
	}
	id, text, ok := r.move(name)
	if !ok {
		return nil
	}
	return r.thinking(sentences(text, Sentence{Line: id, Behaviour: Rest}), r.Think.Thin)
}

func (r *answering) silence() []Sentence {
	e, ok := r.SilenceAt(r.turn.Silence, r.vars())
	if !ok {
		return nil
	}
	if e.Do.Continue {
		if line := r.deeper(); line != nil {
			return r.speak(line, true)
		}
		return nil
	}
	behaviour, cooldown := Thin, r.SilenceLimits.SameLineCooldownTurns
	if e.Do.Aside {
		behaviour, cooldown = Rest, 0 // stands outside the limits
	}
	id, text, ok := r.choose(fmt.Sprintf("silence/%v", float64(e.At)), e.Do.Say, cooldown)
	if !ok {
		return nil
	}
	said := sentences(text, Sentence{Line: id, Behaviour: behaviour})
	said[len(said)-1].Aside = e.Do.Aside
	return said
}

// interrupted is what she says after the coach has spoken over her: she gives
// way, or takes up her line again. It is nil when the scenario has nothing
// that is not worn out, and when giving way would leave a question lying: she
// answers then.
func (r *answering) interrupted() []Sentence {
	answers := claims(r.past.coach)
	worn := r.past.resumes >= r.InterruptedLimits.ResumeMaxPerPractice
	for i, e := range r.Interrupted {
		if !e.When.Holds(r.vars()) {
			continue
		}
		said := slices.DeleteFunc(slices.Clone(e.Say), func(t scenario.Text) bool {
			return t.HasResume() && worn || !t.HasResume() && answers
		})
		if id, text, ok := r.choose(fmt.Sprintf("interrupted/%d", i), said, moveCooldown); ok {
			behaviour := Withdraw
			if text.HasResume() {
				behaviour = Answer
			}
			return r.thinking(sentences(text, Sentence{Line: id, Behaviour: behaviour}), r.Think.Thin)
		}
	}
	return nil
}

// move picks a move by its name; it is found again when all are worn out,
// because she never goes dead.
func (r *answering) move(name string) (id string, text scenario.Text, ok bool) {
	if id, text, ok = r.choose(name, r.Moves[name], moveCooldown); ok || name != scenario.MoveThin {
		return id, text, ok
	}
	return r.choose(name, r.Moves[name], 0)
}

// choose picks one of texts that she has not said within cooldown turns (0:
// any), the ones never said first.
func (r *answering) choose(kind string, texts []scenario.Text, cooldown int) (id string, text scenario.Text, ok bool) {
	var fresh, rested []scenario.Text
	for _, t := range texts {
		last, said := r.past.moves[moveID(kind, t)]
		switch {
		case !said:
			fresh = append(fresh, t)
		case r.turn.N-last > cooldown || cooldown == 0:
			rested = append(rested, t)
		}
	}
	if len(fresh) == 0 {
		fresh = rested
	}
	if len(fresh) == 0 {
		return "", scenario.Text{}, false
	}
	text = fresh[r.rand.IntN(len(fresh))]
	return moveID(kind, text), text, true
}

func (r *answering) speak(line *scenario.Line, deeper bool) []Sentence {
	behaviour := Answer
	if deeper {
		behaviour = GoDeeper
	}
	return lineSentences(r.Scenario, line, behaviour)
}

// thinking sets how long she thinks before the first sentence.
func (r *answering) thinking(said []Sentence, span scenario.Range) []Sentence {
	think := span.Min + time.Duration(r.rand.Int64N(int64(span.Max-span.Min)+1))
	if asksFeeling(r.past.coach) {
		think += feelingThink
	}
	said[0].Think = think.Round(time.Millisecond)
	return said
}
