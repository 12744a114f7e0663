package main

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"

	"stillpoint/cmd/internal/web"
	"stillpoint/dialogue/local"
	"stillpoint/dialogue/local/spoken"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/scenario"
)

// ahead has the scenarios' lines spoken before anybody asks for them.
type ahead struct {
	engines   *local.Engines
	server    *web.Server
	scenarios []*scenario.Scenario
	light     bool
	log       *slog.Logger
}

// newAhead tells the server that no scenario is ready yet.
func newAhead(e *local.Engines, s *web.Server, all []*scenario.Scenario, light bool, log *slog.Logger) *ahead {
	for _, sc := range all {
		texts, _ := persona.SpeakAhead(sc)
		s.Spoken(sc.ID, 0, len(texts), false)
	}
	return &ahead{e, s, all, light, log}
}

// run speaks the first lines of every scenario, then the rest of them. One
// whose lines cannot be spoken is ready all the same: it speaks as it goes, or
// is read.
func (a *ahead) run(ctx context.Context) {
	for _, whole := range []bool{false, true} {
		for _, sc := range a.scenarios {
			if err := a.speak(ctx, sc, whole); err != nil && ctx.Err() == nil {
				a.log.Warn("lines are not spoken ahead", "scenario", sc.ID, "err", err)
				texts, _ := persona.SpeakAhead(sc)
				a.server.Spoken(sc.ID, 0, len(texts), true)
			}
		}
		if s := a.engines.Speed(); s > local.TooSlow && !a.light && !whole && ctx.Err() == nil {
			a.log.Warn(fmt.Sprintf("this machine needs %.1f s for a second of her voice; -light gives her a simpler one", s))
		}
	}
}

func (a *ahead) speak(ctx context.Context, sc *scenario.Scenario, whole bool) error {
	texts, first := persona.SpeakAhead(sc)
	name, speed, sayAs := voiceOf(sc, a.light)
	now := texts
	if !whole {
		now = texts[:first]
	}
	job, err := a.engines.Ahead(name, speed, sayAs, now, first, func(p spoken.Progress) {
		a.server.Spoken(sc.ID, p.Done, len(texts), p.Ready)
	})
	if err != nil {
		return err
	}
	return job.Run(ctx)
}

func newSeed() uint64 { return rand.Uint64() }
