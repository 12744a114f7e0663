package chain

import (
	"errors"
	"sync"
	"time"
)

const (
	mostFaults = 3                // in a row, before a breaker opens
	openFor    = 30 * time.Second // before it lets a call try
	longestFor = 10 * time.Minute // that a service may ask for
)

// Breaker keeps an engine that fails from being asked. It opens after three
// faults in a row, lets one call try after 30 s, and closes when a call goes
// well. An error whose Permanent method says true keeps it open until Reset;
// one whose After method gives a time, for that time, at most ten minutes.
// Calls that the caller cancelled count as nothing. The zero Breaker is
// closed. It is shared by all practices that ask the engine.
type Breaker struct {
	mu     sync.Mutex
	faults int       // in a row
	since  time.Time // when it opened; zero: it is closed
	until  time.Time // when a call may try
	never  bool      // no call may
	trying bool      // a call does
	last   error
}

// Permanent tells whether err says, by a method of that name, that asking
// again would not help.
func Permanent(err error) bool {
	e, ok := errors.AsType[interface {
		error
		Permanent() bool
	}](err)
	return ok && e.Permanent()
}

// State says whether the engine is kept from being asked, since when, and the
// newest error of those since a call last went well.
func (b *Breaker) State() (open bool, since time.Time, last error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return !b.since.IsZero(), b.since, b.last
}

// Reset closes it: somebody has mended the engine or its configuration.
func (b *Breaker) Reset() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.close()
}

func (b *Breaker) close() {
	b.faults, b.since, b.until, b.never, b.last = 0, time.Time{}, time.Time{}, false, nil
}

// pass is a call that a breaker knows of. One of its methods is called, once.
type pass struct {
	breaker *Breaker // nil: nobody wants to know
	trial   bool
}

// let says whether the engine may be asked. Ask it all the same with the pass,
// if need be.
func (b *Breaker) let() (p pass, ok bool) {
	if b == nil {
		return pass{}, true
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	p.breaker = b
	if b.since.IsZero() {
		return p, true
	}
	if b.never || b.trying || time.Now().Before(b.until) {
		return p, false
	}
	b.trying, p.trial = true, true
	return p, true
}

// well: the engine did what was asked.
func (p pass) well() { p.end(func(b *Breaker) { b.close() }) }

// cancelled: nobody waited for what the engine would do.
func (p pass) cancelled() { p.end(func(*Breaker) {}) }

// failed: err is the engine's fault.
func (p pass) failed(err error) {
	p.end(func(b *Breaker) {
		now := time.Now()
		b.faults++
		b.last = err
		var wait time.Duration
		if e, ok := errors.AsType[interface {
			error
			After() time.Duration
		}](err); ok {
			wait = min(max(e.After(), 0), longestFor)
		}
		if p.trial || b.faults >= mostFaults {
			wait = max(wait, openFor)
		}
		if Permanent(err) {
			b.never = true
		}
		if wait == 0 && !b.never {
			return
		}
		if b.since.IsZero() {
			b.since = now
		}
		if until := now.Add(wait); until.After(b.until) {
			b.until = until
		}
	})
}

func (p pass) end(how func(*Breaker)) {
	if p.breaker == nil {
		return
	}
	p.breaker.mu.Lock()
	defer p.breaker.mu.Unlock()
	if p.trial {
		p.breaker.trying = false
	}
	how(p.breaker)
}
