package main

import (
	"context"
	"log/slog"
	"sync"

	"stillpoint/dialogue"
	"stillpoint/dialogue/local"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/scenario"
)

// newClient is the person of s, who finds her lines by m, or by words alone
// without one.
func newClient(s *scenario.Scenario, m persona.Matcher, seed uint64) (persona.Responder, dialogue.Mind) {
	if m == nil {
		m = persona.NewLexical(s)
	}
	return persona.NewAuthored(s, m, seed), persona.NewMind(s, m)
}

// meanings find lines by meaning, for each scenario once its phrases have
// been read; until then, and without the model, lines are found by words.
type meanings struct {
	engines *local.Engines
	log     *slog.Logger

	mu   sync.Mutex
	done map[string]persona.Matcher // by the scenario's SHA256
}

// run reads the phrases of one scenario after the other, until ctx ends.
func (m *meanings) run(ctx context.Context, scenarios []*scenario.Scenario) {
	for _, s := range scenarios {
		matcher, err := m.engines.Matcher(ctx, s.ID, s.Asked())
		if err != nil {
			if ctx.Err() == nil {
				m.log.Warn("lines are found by words alone", "err", err)
			}
			return
		}
		m.mu.Lock()
		m.done[s.SHA256] = matcher
		m.mu.Unlock()
	}
}

// client is a new practice's client.
func (m *meanings) client(s *scenario.Scenario) (persona.Responder, dialogue.Mind) {
	m.mu.Lock()
	matcher := m.done[s.SHA256]
	m.mu.Unlock()
	return newClient(s, matcher, newSeed())
}
