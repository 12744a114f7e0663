package dialoguetest

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"time"
)

// Mishap is how one call of an engine goes wrong.
type Mishap int

const (
	NoMishap  Mishap = iota
	Refuses          // an error at once
	Breaks           // an error after a part
	Hangs            // nothing until it is told to stop
	Stalls           // a part, then nothing until it is told to stop
	Panics           // at once
	Collapses        // a panic after a part
	Brings           // nothing at all, and no error
	Crawls           // what it was asked for, 2.5 s later
	mishaps
)

// ErrMishap is the error of an engine that fails because it is told to.
var ErrMishap = errors.New("told to fail")

// Fate says how each call of an engine goes; nil: well.
type Fate func() Mishap

// Random goes wrong in any way, once in so many calls.
func Random(seed uint64, in int) Fate {
	var mu sync.Mutex
	r := rand.New(rand.NewPCG(seed, 9))
	return func() Mishap {
		mu.Lock()
		defer mu.Unlock()
		if r.IntN(in) > 0 {
			return NoMishap
		}
		return 1 + Mishap(r.IntN(int(mishaps)-1))
	}
}

func (f Fate) next() Mishap {
	if f == nil {
		return NoMishap
	}
	return f()
}

// begin is what goes wrong before anything has come. done: nothing will come.
func (m Mishap) begin(ctx context.Context) (done bool, err error) {
	switch m {
	case Refuses:
		return true, ErrMishap
	case Hangs:
		<-ctx.Done()
		return true, context.Cause(ctx)
	case Panics:
		panic(ErrMishap)
	case Brings:
		return true, nil
	case Crawls:
		return false, sleep(ctx, 2500*time.Millisecond)
	}
	return false, nil
}

// partly is what goes wrong after a part.
func (m Mishap) partly(ctx context.Context) error {
	switch m {
	case Breaks:
		return ErrMishap
	case Stalls:
		<-ctx.Done()
		return context.Cause(ctx)
	case Collapses:
		panic(ErrMishap)
	}
	return nil
}
