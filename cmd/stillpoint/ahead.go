package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"sync"

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
	people    *library
	light     bool
	log       *slog.Logger
	announced map[string]bool // by SHA256

	mu     sync.Mutex
	chosen string                  // the scenario somebody waits for
	now    string                  // the one being spoken
	yield  context.CancelCauseFunc // stops speaking it
}

var errChosen = errors.New("somebody waits for another client")

// announce tells the server of each new scenario that it is not ready yet.
func (a *ahead) announce() {
	if a.announced == nil {
		a.announced = map[string]bool{}
	}
	for _, sc := range a.people.all() {
		if !a.announced[sc.SHA256] {
			a.announced[sc.SHA256] = true
			texts, _ := persona.SpeakAhead(sc)
			a.server.Spoken(sc.ID, 0, len(texts), false)
		}
	}
}

// choose has the scenario's lines spoken before those of the others.
func (a *ahead) choose(id string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.chosen = id
	if a.yield != nil && a.now != id {
		a.yield(errChosen)
	}
}

// turn is which of left to speak next, and a context that ends when somebody
// chooses another one.
func (a *ahead) turn(ctx context.Context, left []*scenario.Scenario) (int, context.Context) {
	a.mu.Lock()
	defer a.mu.Unlock()
	i := max(0, slices.IndexFunc(left, func(sc *scenario.Scenario) bool { return sc.ID == a.chosen }))
	ctx, a.yield = context.WithCancelCause(ctx)
	a.now = left[i].ID
	return i, ctx
}

// wanted is the chosen scenario, nil when there is none.
func (a *ahead) wanted() *scenario.Scenario {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, sc := range a.people.all() {
		if sc.ID == a.chosen {
			return sc
		}
	}
	return nil
}

// run speaks all lines of the chosen scenario, then the first lines of every
// other, then the rest of them; and of those that come new, until ctx ends.
// One whose lines cannot be spoken is ready all the same: it speaks as it
// goes, or is read.
func (a *ahead) run(ctx context.Context) {
	var spoken [2]map[string]bool // by SHA256: the first lines, all of them
	spoken[0], spoken[1] = map[string]bool{}, map[string]bool{}
	for said := false; ctx.Err() == nil; {
		phase, left := 0, a.left(spoken[0])
		if c := a.wanted(); c != nil && spoken[0][c.SHA256] && !spoken[1][c.SHA256] {
			phase, left = 1, []*scenario.Scenario{c}
		} else if len(left) == 0 {
			phase, left = 1, a.left(spoken[1])
			if s := a.engines.Speed(); !said && s > local.TooSlow && !a.light {
				said = true
				a.log.Warn(fmt.Sprintf("this machine needs %.1f s for a second of her voice; -light gives her a simpler one", s))
			}
		}
		if len(left) == 0 {
			lookAgain(ctx)
			continue
		}
		a.announce()
		i, turn := a.turn(ctx, left)
		sc := left[i]
		err := a.speak(turn, sc, phase == 1)
		if context.Cause(turn) == errChosen && ctx.Err() == nil {
			continue
		}
		a.yield(nil)
		spoken[phase][sc.SHA256] = true
		if err != nil && ctx.Err() == nil {
			a.log.Warn("lines are not spoken ahead", "scenario", sc.ID, "err", err)
			texts, _ := persona.SpeakAhead(sc)
			a.server.Spoken(sc.ID, 0, len(texts), true)
		}
	}
}

// left are the scenarios that are not among the spoken ones.
func (a *ahead) left(spoken map[string]bool) []*scenario.Scenario {
	return slices.DeleteFunc(slices.Clone(a.people.all()), func(sc *scenario.Scenario) bool { return spoken[sc.SHA256] })
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
