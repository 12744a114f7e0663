package persona

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"
	"time"

	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
	"stillpoint/dialogue/trust"
)

// A Completer is a language model. Complete streams the text it writes, in
// pieces of any size. It ends without an error only when the model said that
// it had finished; [ErrTruncated] when it broke off; another error when it
// gave nothing at all. It returns soon after ctx has ended. It may be used by
// many practices at once.
type Completer interface {
	Complete(ctx context.Context, p Prompt) iter.Seq2[string, error]
}

// ErrTruncated is a reply that broke off before its end.
var ErrTruncated = errors.New("the reply broke off")

// ErrLength is an [ErrTruncated]: the model was at the most it may write.
var ErrLength = fmt.Errorf("at its longest: %w", ErrTruncated)

// ErrRefused is a reply of which no sentence could be spoken.
var ErrRefused = errors.New("no sentence of the reply may be spoken")

// ErrLate is a reply that did not begin in time.
var ErrLate = errors.New("no words in time")

// patience is for the first words, when the turn has no deadline.
const patience = 2500 * time.Millisecond

// LLM is a client whose words are a model's and whose decisions are not. What
// she does in a turn and how deep she may go is the authored client's choice;
// the model is asked to say it in her own way and is never told what she is
// not ready to say. Each sentence is read before the voice gets it. When the
// model is late, fails or says nothing that may be spoken, the authored words
// are spoken: they were ready before it was asked. It may be shared by practices.
type LLM struct {
	model     Completer
	authored  Responder
	briefings [4]*briefing
	fault     func(turn int, err error)
}

// NewLLM is a client from s. The authored Responder decides and stands in;
// fault, if not nil, is told at most once a turn why it stood in.
func NewLLM(s *scenario.Scenario, model Completer, authored Responder, fault func(turn int, err error)) *LLM {
	l := &LLM{model: model, authored: authored, fault: fault}
	for open := range l.briefings {
		l.briefings[open] = newBriefing(s, open)
	}
	return l
}

// spoken by the author alone: what must be the same words every time, and what
// is over before a model has begun.
var authoredOnly = []string{
	scenario.MoveOffScript, scenario.MoveUnclearAudio, scenario.MoveSafety, scenario.MoveSpent, scenario.MoveGoodbye,
	kindMachine, kindAdviceSeeking, "interrupted",
}

// Respond answers the coach in the model's words, anything else in
// the author's. The order of events is the authored client's: its think time,
// its line and its layer, so that a line told in other words is not told again.
func (l *LLM) Respond(ctx context.Context, t Turn) iter.Seq2[Sentence, error] {
	return func(yield func(Sentence, error) bool) {
		var plan []Sentence
		for s, err := range l.authored.Respond(ctx, t) {
			if err != nil {
				yield(Sentence{}, err)
				return
			}
			plan = append(plan, s)
		}
		if l.wants(t, plan) {
			var asking sync.WaitGroup
			defer asking.Wait()
			done, err := l.ask(ctx, &asking, t, plan, yield)
			if err != nil && l.fault != nil {
				l.fault(t.N, err)
			}
			if done || ctx.Err() != nil {
				return
			}
		}
		for _, s := range plan {
			if ctx.Err() != nil || !yield(s, nil) {
				return
			}
		}
	}
}

// wants says that the model is asked for the words of this turn. It is not
// when the coach spoke to a machine, or asked whether she is one or is safe.
func (l *LLM) wants(t Turn, plan []Sentence) bool {
	if t.Why != timeline.WhyReply && t.Why != timeline.WhyInterrupted || len(plan) == 0 || plan[len(plan)-1].Aside {
		return false
	}
	if slices.ContainsFunc(t.Events, func(e trust.Event) bool { return e.Name == offScript }) {
		return false
	}
	if coach := t.coach(); lexicon.AsksMachine(coach) || lexicon.AsksRisk(coach) {
		return false
	}
	kind, _, _ := strings.Cut(plan[0].Line, "/")
	return !slices.Contains(authoredOnly, kind) && !slices.ContainsFunc(plan, func(s Sentence) bool { return s.Resume })
}

// coach are the words of the coach's turn that is answered.
func (t Turn) coach() string {
	var all []string
	for _, u := range t.Heard {
		if u.Side == timeline.Coach && u.Turn == t.N {
			all = append(all, u.Text)
		}
	}
	return strings.Join(all, " ")
}

// ask has the model speak. done says that she has spoken, or may not go on;
// else the authored words are hers. A reply that broke off before its first
// sentence is asked for once more.
func (l *LLM) ask(ctx context.Context, asking *sync.WaitGroup, t Turn, plan []Sentence, yield func(Sentence, error) bool) (done bool, err error) {
	deadline := t.Deadline
	if deadline.IsZero() {
		deadline = time.Now().Add(patience)
	}
	var own []string
	for _, s := range plan {
		if s.Text != "" {
			own = append(own, s.Text)
		}
	}
	words := strings.Join(own, " ")
	b := l.briefings[min(max(t.State.Open, 0), 3)]
	prompt := b.prompt(t, plan[0].Behaviour, words)
	for range 2 {
		s := speaking{
			check: newCheck(b, t, words),
			plan:  plan, open: t.State.Open, yield: yield,
			cutter: cutter{labels: b.labels},
		}
		asked, cancel := context.WithCancel(ctx)
		err = s.listen(ctx, deadline, stream(asked, asking, l.model, prompt))
		cancel()
		if s.stopped || s.voiced > 0 || ctx.Err() != nil {
			if errors.Is(err, errEnough) {
				err = nil
			}
			return true, err
		}
		if err == nil {
			err = cmp.Or(s.refused, ErrRefused)
		}
		if !errors.Is(err, ErrTruncated) || !time.Now().Before(deadline) {
			break
		}
	}
	return false, err
}
