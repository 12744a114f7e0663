package chain

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// refusal is an error as a service gives it.
type refusal struct {
	after     time.Duration
	permanent bool
}

func (r *refusal) Error() string        { return "refused" }
func (r *refusal) After() time.Duration { return r.after }
func (r *refusal) Permanent() bool      { return r.permanent }

// fault is a failure as the ledger has it.
type fault struct {
	at, wait time.Duration // wait: how long it keeps the engine from being asked, 0: not at all
	forGood  bool
	err      error
}

// ledger says what a breaker should do, from all that happened since the last
// call that went well.
type ledger struct {
	streak []fault
	trial  bool // one is on its way
}

func (l *ledger) since() (at time.Duration, open bool) {
	i := slices.IndexFunc(l.streak, func(f fault) bool { return f.wait > 0 || f.forGood })
	if i < 0 {
		return 0, false
	}
	return l.streak[i].at, true
}

// let says whether a call may be made at now, and whether as the trial.
func (l *ledger) let(now time.Duration) (ok, trial bool) {
	if _, open := l.since(); !open {
		return true, false
	}
	if l.trial || slices.ContainsFunc(l.streak, func(f fault) bool { return f.forGood || now < f.at+f.wait }) {
		return false, false
	}
	l.trial = true
	return true, true
}

func (l *ledger) failed(now time.Duration, err error, trial bool) {
	f := fault{at: now, err: err}
	if r := new(refusal); errors.As(err, &r) {
		f.forGood, f.wait = r.permanent, min(r.after, 10*time.Minute)
	}
	if len(l.streak) >= 2 || trial {
		f.wait = max(f.wait, 30*time.Second)
	}
	l.streak = append(l.streak, f)
	l.over(trial)
}

func (l *ledger) well(trial bool) { l.streak = nil; l.over(trial) }

func (l *ledger) over(trial bool) { l.trial = l.trial && !trial }

func (l *ledger) check(t *testing.T, what string, b *Breaker) {
	t.Helper()
	open, since, last := b.State()
	at, want := l.since()
	var err error
	if n := len(l.streak); n > 0 {
		err = l.streak[n-1].err
	}
	if open != want || last != err || want && !since.Equal(began.Add(at)) {
		t.Fatalf("%s: open %v since %v, last %v; want %v since %v, last %v", what, open, since.Sub(began), last, want, at, err)
	}
}

func TestBreaker(t *testing.T) {
	f := errFault
	for name, steps := range map[string][]any{ // an error or nil: a call so ends; a time: it passes; a bool: whether a call is let
		"three in a row":             {f, f, true, f, false, 29999 * ms, false, ms, true},
		"not in a row":               {f, f, nil, f, f, true},
		"half-open, well":            {f, f, f, 30 * time.Second, nil, true, f, f, true},
		"half-open, fault":           {f, f, f, 30 * time.Second, f, false, 29999 * ms, false, ms, true},
		"for good":                   {&refusal{permanent: true}, false, time.Hour, false},
		"wrapped":                    {fmt.Errorf("llm: %w", &refusal{permanent: true}), false, time.Hour, false},
		"asked to wait":              {&refusal{after: 5 * time.Second}, false, 4999 * ms, false, ms, true},
		"asked to wait too long":     {&refusal{after: time.Hour}, false, 9 * time.Minute, false, time.Minute, true},
		"asked to wait, the third":   {f, f, &refusal{after: 5 * time.Second}, 29999 * ms, false, ms, true},
		"the longest wait counts":    {&refusal{after: time.Minute}, f, f, 59 * time.Second, false, time.Second, true},
		"asked to wait less than no": {&refusal{after: -time.Second}, true},
	} {
		synctest.Test(t, func(t *testing.T) {
			b := new(Breaker)
			for i, step := range steps {
				switch step := step.(type) {
				case time.Duration:
					time.Sleep(step)
				case bool:
					p, ok := b.let()
					p.cancelled()
					if ok != step {
						t.Errorf("%s: step %d: let %v", name, i, ok)
					}
				case nil:
					p, _ := b.let()
					p.well()
				case error:
					p, _ := b.let()
					p.failed(step)
				}
			}
			b.Reset()
			if _, ok := b.let(); !ok {
				t.Errorf("%s: not let after a reset", name)
			}
		})
	}
}

// Calls of many practices, ended in any order, do what the ledger says.
func TestBreakerLedger(t *testing.T) {
	type open struct {
		pass
		trial bool
	}
	for seed := range uint64(500) {
		synctest.Test(t, func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 1))
			b, l := new(Breaker), new(ledger)
			var calls []open
			for step := range 60 {
				now := time.Since(began)
				switch k := r.IntN(10); {
				case k < 4:
					p, ok := b.let()
					want, trial := l.let(now)
					if ok != want {
						t.Fatalf("seed %d, step %d: let %v, want %v", seed, step, ok, want)
					}
					calls = append(calls, open{p, trial})
				case k == 4:
					time.Sleep(time.Duration(r.Int64N(int64(40 * time.Second))))
				case k == 5 && r.IntN(4) == 0:
					b.Reset()
					l.streak = nil
				case len(calls) > 0:
					i := r.IntN(len(calls))
					c := calls[i]
					calls = slices.Delete(calls, i, i+1)
					switch k := r.IntN(12); {
					case k < 2:
						c.well()
						l.well(c.trial)
					case k < 4:
						c.cancelled()
						l.over(c.trial)
					default:
						err := errFault
						if k == 4 {
							err = &refusal{after: time.Duration(r.Int64N(int64(15 * time.Minute))), permanent: r.IntN(6) == 0}
						}
						c.failed(err)
						l.failed(now, err, c.trial)
					}
				}
				l.check(t, fmt.Sprintf("seed %d, step %d", seed, step), b)
			}
		})
	}
}

// One call tries, however many practices ask at once.
func TestOneTries(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := new(Breaker)
		for range mostFaults {
			p, _ := b.let()
			p.failed(errFault)
		}
		time.Sleep(openFor)
		var wg sync.WaitGroup
		var n atomic.Int32
		for range 100 {
			wg.Go(func() {
				p, ok := b.let()
				if ok {
					n.Add(1)
				}
				time.Sleep(time.Second)
				p.cancelled()
			})
		}
		wg.Wait()
		if n.Load() != 1 {
			t.Errorf("%d calls were let", n.Load())
		}
		if _, ok := b.let(); !ok {
			t.Error("no call is let after a trial that was cancelled")
		}
	})
}
