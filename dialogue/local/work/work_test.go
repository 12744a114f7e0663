package work

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// start runs a pool until the test's end.
func start(t *testing.T, threads int) (*Pool, context.CancelCauseFunc) {
	p := New(threads, 10)
	ctx, cancel := context.WithCancelCause(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() { p.Run(ctx) })
	t.Cleanup(func() { cancel(nil); wg.Wait() })
	return p, cancel
}

// busy is a job that takes d and heeds its context.
func busy(d time.Duration) func(context.Context) error {
	return func(ctx context.Context) error {
		select {
		case <-time.After(d):
			return nil
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

func TestUrgentFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, _ := start(t, 1)
		var wg sync.WaitGroup
		var mu sync.Mutex
		var order []string
		began := time.Now()
		do := func(name string, pr Priority) {
			wg.Go(func() {
				err := p.Do(t.Context(), pr, busy(time.Second))
				mu.Lock()
				defer mu.Unlock()
				order = append(order, fmt.Sprint(name, " ", time.Since(began), " ", err))
			})
			synctest.Wait()
		}
		do("ahead", Ahead)
		do("first", Urgent)
		do("useful", Useful)
		time.Sleep(500 * time.Millisecond)
		do("second", Urgent)
		wg.Wait()
		// ahead is interrupted at once; first is not interrupted by its equal.
		want := []string{"first 1s <nil>", "second 2s <nil>", "useful 3s <nil>", "ahead 4s <nil>"}
		if !slices.Equal(order, want) {
			t.Errorf("order %v, want %v", order, want)
		}
	})
}

func TestFreeThreadIsUsedBeforeAnyoneYields(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, _ := start(t, 2)
		var wg sync.WaitGroup
		began := time.Now()
		for _, pr := range []Priority{Ahead, Urgent} {
			wg.Go(func() {
				if err := p.Do(t.Context(), pr, busy(time.Second)); err != nil || time.Since(began) != time.Second {
					t.Errorf("job of priority %d: %v after %v, want nil after 1s", pr, err, time.Since(began))
				}
			})
			synctest.Wait()
		}
		wg.Wait()
	})
}

func TestContextEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, shut := start(t, 1)
		bargeIn, shutdown, broken := errors.New("barge-in"), errors.New("shutdown"), errors.New("broken")
		if err := p.Do(t.Context(), Urgent, func(context.Context) error { return broken }); err != broken {
			t.Errorf("Do = %v, want the job's own error %v", err, broken)
		}
		running, endRunning := context.WithCancelCause(t.Context())
		queued, endQueued := context.WithCancelCause(t.Context())
		errs := make(chan error, 3)
		for _, ctx := range []context.Context{running, queued, t.Context()} {
			go func() { errs <- p.Do(ctx, Urgent, busy(time.Hour)) }()
			synctest.Wait()
		}
		endQueued(bargeIn)
		if err := <-errs; err != bargeIn {
			t.Errorf("queued job = %v, want %v", err, bargeIn)
		}
		endRunning(bargeIn)
		if err := <-errs; err != bargeIn {
			t.Errorf("running job = %v, want %v", err, bargeIn)
		}
		shut(shutdown)
		if err := <-errs; err != shutdown {
			t.Errorf("job at shutdown = %v, want %v", err, shutdown)
		}
		if err := p.Do(t.Context(), Urgent, busy(0)); err != shutdown {
			t.Errorf("job after shutdown = %v, want %v", err, shutdown)
		}
	})
}
