package main

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"

	"stillpoint/cmd/internal/engines"
	"stillpoint/dialogue"
	"stillpoint/dialogue/chain"
	"stillpoint/dialogue/local"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/scenario"
)

// newClient is the person of s, who finds her lines by m, or by words alone
// without one. With a model (not nil) the words are the model's where they
// may be; fault is told when they could not be.
func newClient(s *scenario.Scenario, m persona.Matcher, seed uint64, model persona.Completer, fault func(error)) (persona.Responder, dialogue.Mind) {
	if m == nil {
		m = persona.NewLexical(s)
	}
	mind, authored := persona.NewMind(s, m), persona.NewAuthored(s, m, seed)
	if model == nil {
		return authored, mind
	}
	return persona.NewLLM(s, model, authored, func(_ int, err error) { fault(err) }), mind
}

// clients makes the clients of practices. Their lines are found by meaning,
// for each scenario once its phrases have been read; until then, and where
// there is no such model, by words.
type clients struct {
	local *local.Engines
	setup *engines.Setup
	log   *slog.Logger

	mu    sync.Mutex
	meant map[string]persona.Matcher // by the scenario's SHA256
}

// run reads the phrases of one scenario after the other, and of those that
// come new, until ctx ends.
func (c *clients) run(ctx context.Context, people *library) {
	for ctx.Err() == nil {
		all := people.all()
		i := slices.IndexFunc(all, func(s *scenario.Scenario) bool { return c.matcher(s) == nil })
		if i < 0 {
			lookAgain(ctx)
			continue
		}
		matcher, err := c.local.Matcher(ctx, all[i].ID, all[i].Asked())
		if err != nil {
			if ctx.Err() == nil {
				c.log.Warn("lines are found by words alone", "err", err)
			}
			return
		}
		c.mu.Lock()
		c.meant[all[i].SHA256] = matcher
		c.mu.Unlock()
	}
}

// matcher is nil while there is none for s.
func (c *clients) matcher(s *scenario.Scenario) persona.Matcher {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.meant[s.SHA256]
}

// client is a new practice's client.
func (c *clients) client(s *scenario.Scenario, report chain.Report, fault func(error)) (persona.Responder, dialogue.Mind) {
	told := false
	return newClient(s, c.matcher(s), newSeed(), c.setup.Words(report), func(err error) {
		if known := errors.Is(err, chain.ErrResting); !known || !told { // once that none is asked
			told = told || known
			fault(err)
		}
	})
}
