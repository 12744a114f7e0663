package faulttest

import (
	"context"
	"errors"
	"sync"
	"time"
)

// tooStill is how long a machine may not let a practice run before nothing
// that went wrong in it says anything: frames of a real line come in time.
const tooStill = 150 * time.Millisecond

// HoldAll holds plans, at most atOnce of them at once, and tells each when it
// is over, one at a time. One that went wrong while the machine stood still is
// held again, up to twice, with fewer beside it.
func HoldAll(ctx context.Context, plans []Plan, atOnce int, each func(Outcome)) error {
	for again := range 3 {
		var mu sync.Mutex
		var unclear []Plan
		var errs error
		var all sync.WaitGroup
		free := make(chan struct{}, max(1, atOnce>>(2*again)))
		for _, plan := range plans {
			free <- struct{}{}
			all.Go(func() {
				defer func() { <-free }()
				o, err := Hold(ctx, plan)
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err != nil:
					errs = errors.Join(errs, err)
				case len(o.Wrong) > 0 && o.Stall > tooStill && again < 2:
					unclear = append(unclear, plan)
				default:
					o.Again = again
					each(o)
				}
			})
		}
		all.Wait()
		if errs = errors.Join(errs, ctx.Err()); errs != nil || len(unclear) == 0 {
			return errs
		}
		plans = unclear
	}
	return nil
}
