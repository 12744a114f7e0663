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
	leisure   bool // another voice speaks first: nobody waits, and the first lines are enough
	log       *slog.Logger
	announced map[string]bool // by SHA256

	mu     sync.Mutex
	chosen string                  // the scenario somebody waits for
	now    string                  // the one being spoken
	yield  context.CancelCauseFunc // stops speaking it
}

var errChosen = errors.New("somebody waits for another client")

// announce tells the server of each new scenario that it is not ready yet.
func (a *ahead) announce(all []*scenario.Scenario) {
	for _, sc := range all {
		if !a.leisure && !a.announced[sc.SHA256] {
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

// How far a scenario's lines are spoken.
const (
	unspoken = iota
	begun    // its first lines are
	whole
)

// next is the scenario to speak next and a context that ends when somebody
// chooses another one: the chosen one if anything of it is left, else the
// first whose first lines are, else the first that is not whole. It is nil
// when all is spoken.
func (a *ahead) next(ctx context.Context, all []*scenario.Scenario, spoken map[string]int) (*scenario.Scenario, context.Context) {
	a.mu.Lock()
	defer a.mu.Unlock()
	enough := whole
	if a.leisure {
		enough = begun
	}
	i := slices.IndexFunc(all, func(sc *scenario.Scenario) bool { return sc.ID == a.chosen && spoken[sc.SHA256] < enough })
	for far := unspoken; far < enough && i < 0; far++ {
		i = slices.IndexFunc(all, func(sc *scenario.Scenario) bool { return spoken[sc.SHA256] == far })
	}
	if i < 0 {
		return nil, ctx
	}
	ctx, a.yield = context.WithCancelCause(ctx)
	a.now = all[i].ID
	return all[i], ctx
}

// run speaks all lines of the chosen scenario, then the first lines of every
// other, then the rest of them; and of those that come new, until ctx ends.
// One whose lines cannot be spoken is ready all the same: it speaks as it
// goes, or is read.
func (a *ahead) run(ctx context.Context) {
	spoken := map[string]int{} // by SHA256, how far
	for said := a.light; ctx.Err() == nil; {
		all := a.people.all()
		a.announce(all)
		early := slices.ContainsFunc(all, func(sc *scenario.Scenario) bool { return spoken[sc.SHA256] == unspoken })
		if s := a.engines.Speed(); !said && !early && s > local.TooSlow {
			said = true
			a.log.Warn(fmt.Sprintf("this machine needs %.1f s for a second of her voice; -light gives her a simpler one", s))
		}
		sc, turn := a.next(ctx, all, spoken)
		if sc == nil {
			lookAgain(ctx)
			continue
		}
		err := a.speak(turn, sc, spoken[sc.SHA256] == begun)
		if context.Cause(turn) == errChosen && ctx.Err() == nil {
			continue
		}
		a.yield(nil)
		spoken[sc.SHA256]++
		if err != nil && ctx.Err() == nil {
			a.log.Warn("lines are not spoken ahead", "scenario", sc.ID, "err", err)
			texts, _ := persona.SpeakAhead(sc)
			a.tell(sc, 0, len(texts), true)
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
		a.tell(sc, p.Done, len(texts), p.Ready)
	})
	if err != nil {
		return err
	}
	return job.Run(ctx)
}

// tell says how far sc is, to pages that may wait for it.
func (a *ahead) tell(sc *scenario.Scenario, done, total int, ready bool) {
	if !a.leisure {
		a.server.Spoken(sc.ID, done, total, ready)
	}
}

func newSeed() uint64 { return rand.Uint64() }
