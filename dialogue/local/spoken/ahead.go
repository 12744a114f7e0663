package spoken

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
)

// Progress is how far the speaking ahead has come.
type Progress struct {
	Done, Total int  // lines; one that is the same as an earlier one is not counted
	Ready       bool // the first lines are there: a practice can begin
}

// Ahead says a scenario's lines into the store before anybody asks for them.
type Ahead struct {
	// Voice should have the lowest priority, so that it gives way to a reply.
	Voice  *Voice
	Texts  []string // in the order they may be wanted
	First  int      // how many of Texts make the practice ready
	Report func(Progress)
	Log    *slog.Logger
}

// tooMany failures in a row end the speaking ahead.
const tooMany = 3

// Run speaks the lines that are not kept, one after the other, and reports
// after each, first of all what is there already. It returns nil when all
// are done, ctx's cause when it ends, or an error when lines cannot be spoken
// or kept; practices can then begin at once, and speak as they go.
func (a *Ahead) Run(ctx context.Context) error {
	var todo []string
	seen := make(map[string]bool)
	first := 0
	for i, t := range a.Texts {
		if key := a.Voice.key(t); !seen[key] {
			seen[key] = true
			todo = append(todo, t)
		}
		if i < a.First {
			first = len(todo)
		}
	}
	done, failures := 0, 0
	report := func() { a.Report(Progress{Done: done, Total: len(todo), Ready: done >= first}) }
	for done < len(todo) && a.Voice.Kept(todo[done]) {
		done++
	}
	report()
	for ; done < len(todo); report() {
		err := a.say(ctx, todo[done])
		switch {
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case a.Voice.store.Failed() != nil:
			return fmt.Errorf("speak ahead: %w", a.Voice.store.Failed())
		case err == nil:
			failures = 0
		default:
			if failures++; failures == tooMany {
				return fmt.Errorf("speak ahead: %w", err)
			}
			a.Log.Warn("a line could not be spoken ahead", "err", err)
		}
		done++
	}
	return nil
}

func (a *Ahead) say(ctx context.Context, text string) error {
	if a.Voice.Kept(text) {
		return nil
	}
	var errs error
	for _, err := range a.Voice.Speak(ctx, text) {
		errs = errors.Join(errs, err)
	}
	return errs
}
