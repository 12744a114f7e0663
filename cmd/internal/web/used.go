package web

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"

	"stillpoint/dialogue"
	"stillpoint/dialogue/chain"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/store"
	"stillpoint/dialogue/timeline"
)

// What came of a call of an engine.
const (
	cameWell   = "ok"
	cameFailed = "error"
	cameLate   = "late"
	cameCut    = "cut" // the caller wanted no more before anything came
)

func outcome(u chain.Use) string {
	slow, ok := errors.AsType[interface {
		error
		Timeout() bool
	}](u.Err)
	switch {
	case u.Err == nil && u.First == 0, errors.Is(u.Err, context.Canceled):
		return cameCut
	case u.Err == nil:
		return cameWell
	case errors.Is(u.Err, chain.ErrLate), errors.Is(u.Err, persona.ErrLate), ok && slow.Timeout():
		return cameLate
	}
	return cameFailed
}

// used takes what an engine did for this practice. It is called from the
// engines' goroutines.
func (p *practice) used(u chain.Use) {
	came := outcome(u)
	p.metrics.used(u, came)
	p.tally.add(u, came, p.hosts[engineID{u.Kind, u.Engine}])
	if u.Err == nil || u.Next == "" || came == cameCut {
		return
	}
	p.log.Warn("engine replaced", "kind", u.Kind, "engine", u.Engine, "err", u.Err, "by", u.Next)
	if !chain.Permanent(u.Err) || p.tally.worked(u.Kind, u.Engine) { // else it never had a part in this talk
		p.replaced(u.Kind)
	}
	p.tell(func(t *dialogue.Practice) { t.Fault(string(u.Kind), u.Engine+": "+u.Err.Error(), u.Next) })
}

// authored is told why the author's words stood in for a language model's.
func (p *practice) authored(err error) {
	p.log.Warn("language model", "err", err)
	if !errors.Is(err, persona.ErrRefused) { // it answered, only nothing she would say
		p.replaced(chain.Words)
	}
	p.tell(func(t *dialogue.Practice) { t.Fault(string(chain.Words), err.Error(), "the author's words") })
}

// instead is what the coach reads when an engine of a kind was replaced.
var instead = map[chain.Kind]string{
	chain.Ears:  "What you say is understood by another service now. The talk goes on.",
	chain.Words: "The client's words come from another source now. The talk goes on.",
	chain.Voice: "Another voice speaks for the client now. The talk goes on.",
}

// replaced tells the coach, once a kind.
func (p *practice) replaced(kind chain.Kind) {
	if text, ok := instead[kind]; ok && p.tally.first(kind) {
		p.page.Notice("engine_replaced", text)
	}
}

type engineID struct {
	kind   chain.Kind
	engine string
}

// tally adds up what one practice used of each engine.
type tally struct {
	mu   sync.Mutex
	of   map[engineID]*store.Usage
	turn map[engineID]bool // used since the last turn of hers
	told map[chain.Kind]bool
}

func newTally() *tally {
	return &tally{of: map[engineID]*store.Usage{}, turn: map[engineID]bool{}, told: map[chain.Kind]bool{}}
}

func (t *tally) add(u chain.Use, came, host string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	id := engineID{u.Kind, u.Engine}
	sum := t.of[id]
	if sum == nil {
		sum = &store.Usage{Kind: string(u.Kind), Engine: u.Engine, Host: host}
		t.of[id] = sum
	}
	t.turn[id] = true
	sum.Calls++
	if came == cameFailed || came == cameLate {
		sum.Faults++
	}
	sum.TokensIn += u.TokensIn
	sum.TokensOut += u.TokensOut
	sum.Estimated = sum.Estimated || !u.Counted && u.TokensIn+u.TokensOut > 0
	sum.Sound += timeline.Ms(u.Sound / time.Millisecond)
	sum.Characters += u.Characters
}

// worked tells whether an engine has done what was asked of it.
func (t *tally) worked(kind chain.Kind, engine string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	sum := t.of[engineID{kind, engine}]
	return sum != nil && sum.Calls > sum.Faults
}

// first is true the first time it is asked for a kind.
func (t *tally) first(kind chain.Kind) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	was := t.told[kind]
	t.told[kind] = true
	return !was
}

// sinceTurn are the engines used since it was last asked, in order.
func (t *tally) sinceTurn() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	var names []string
	for id := range t.turn {
		names = append(names, string(id.kind)+" "+id.engine)
	}
	clear(t.turn)
	slices.Sort(names)
	return names
}

// all is the sum, by kind and engine.
func (t *tally) all() []store.Usage {
	t.mu.Lock()
	defer t.mu.Unlock()
	var all []store.Usage
	for _, u := range slices.SortedFunc(maps.Values(t.of), byEngine) {
		all = append(all, *u)
	}
	return all
}

func byEngine(a, b *store.Usage) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Engine, b.Engine))
}

// usageJSON is what a practice used of one engine.
type usageJSON struct {
	Kind       string      `json:"kind"`
	Engine     string      `json:"engine"`
	Host       string      `json:"host,omitempty"` // absent: on this machine
	Calls      int         `json:"calls"`
	Faults     int         `json:"faults"`
	TokensIn   int         `json:"tokens_in"`
	TokensOut  int         `json:"tokens_out"`
	Estimated  bool        `json:"estimated"` // some of the tokens
	Sound      timeline.Ms `json:"sound"`
	Characters int         `json:"characters"`
}

// usage is what the practice used; none while it runs.
func (s *Server) usage(ctx context.Context, id string) ([]usageJSON, error) {
	used, kept := s.memory.usage(id)
	if !kept {
		var err error
		if used, err = s.Store.Usage(ctx, id); err != nil {
			return nil, err
		}
	}
	all := make([]usageJSON, 0, len(used))
	for _, u := range used {
		all = append(all, usageJSON(u))
	}
	return all, nil
}
