package chain

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"
	"time"

	"stillpoint/dialogue"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/timeline"
	"stillpoint/media"
)

const ms = time.Millisecond

var (
	errFault   = errors.New("out of memory")
	errBargeIn = errors.New("the coach speaks")
)

// fake is an engine of any kind that follows a script and notes what it was
// asked, when, and when that was over.
type fake struct {
	waits []time.Duration // before each output, and before the end
	texts []string        // of a language model; of a voice, one tone each
	fail  error           // at the end
	panic bool            // at the end
	sound time.Duration   // of each chunk of a voice
	spent *[2]int

	mu    sync.Mutex
	calls []asked
}

type asked struct {
	what     string
	from, to time.Duration // since the bubble began
	over     bool
	cause    error // of its context's end
}

var began = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC) // of a bubble

func (f *fake) begin(what string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls = append(f.calls, asked{what: what, from: time.Since(began)})
	return len(f.calls) - 1
}

func (f *fake) run(ctx context.Context, what string, put func(i int) bool) (err error) {
	n := f.begin(what)
	defer func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.calls[n].to, f.calls[n].over, f.calls[n].cause = time.Since(began), true, context.Cause(ctx)
	}()
	for i := range f.waits {
		select {
		case <-time.After(f.waits[i]):
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		if i == len(f.waits)-1 {
			break
		}
		if !put(i) {
			return nil
		}
	}
	if f.panic {
		panic("told to")
	}
	return f.fail
}

func (f *fake) Complete(ctx context.Context, p persona.Prompt) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		stopped := false
		err := f.run(ctx, fmt.Sprint(p.Messages), func(i int) bool {
			stopped = !yield(f.texts[i], nil)
			return !stopped
		})
		if f.spent != nil && !stopped {
			p.Spent(f.spent[0], f.spent[1])
		}
		if err != nil {
			yield("", err)
		}
	}
}

func (f *fake) Speak(ctx context.Context, text string) iter.Seq2[media.PCM, error] {
	return func(yield func(media.PCM, error) bool) {
		err := f.run(ctx, text, func(i int) bool { return yield(media.Silence(f.sound), nil) })
		if err != nil {
			yield(nil, err)
		}
	}
}

func (f *fake) Transcribe(ctx context.Context, s dialogue.Speech) (u timeline.Utterance, err error) {
	err = f.run(ctx, fmt.Sprint(s.From, s.To), func(i int) bool { u.Text = f.texts[i]; return true })
	return u, err
}

// writes is a model that writes texts, each after a wait, and then ends.
func writes(wait time.Duration, texts ...string) *fake {
	f := &fake{texts: texts}
	for range texts {
		f.waits = append(f.waits, wait)
	}
	f.waits = append(f.waits, 0)
	return f
}

// fails is an engine that does so after wait.
func fails(wait time.Duration) *fake { return &fake{waits: []time.Duration{wait}, fail: errFault} }

// hangs is an engine that does nothing.
func hangs() *fake { return &fake{waits: []time.Duration{time.Hour}} }

func then(f *fake, wait time.Duration, err error) *fake {
	f.waits[len(f.waits)-1], f.fail = wait, err
	return f
}

// uses keeps reports.
type uses struct {
	mu  sync.Mutex
	all []Use
}

func (u *uses) report(x Use) { u.mu.Lock(); u.all = append(u.all, x); u.mu.Unlock() }
