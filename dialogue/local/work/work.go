// Package work shares a few processor threads between the jobs of all
// practices, the most urgent first.
//
// A [Pool] owns its threads while [Pool.Run] runs. They are operating-system
// threads of lowered scheduling priority (on Linux; elsewhere they are
// ordinary ones), so that a long computation never makes the 20 ms pacer of a
// line late.
package work

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"
)

// Priority orders jobs.
type Priority int

const (
	Urgent Priority = iota // somebody waits in silence for it: a final transcript, the reply's next piece
	Useful                 // nice to have soon: a provisional transcript
	Ahead                  // nobody waits for it yet: lines spoken ahead
	levels
)

// errYield ends an attempt at a job to make room for a more urgent one.
var errYield = errors.New("made room for a more urgent job")

// Pool is a fixed number of threads and a queue. It is safe for concurrent use.
type Pool struct {
	threads, nice int

	mu      sync.Mutex
	wake    sync.Cond // a job was queued, or closed was set
	queue   [levels][]*job
	running []*job
	idle    int
	closed  error // why no more jobs are run
}

type job struct {
	ctx      context.Context // the caller's
	priority Priority
	f        func(context.Context) error
	attempt  context.Context
	end      context.CancelCauseFunc // ends the attempt
	done     chan error
}

// New makes a pool of at least one thread. nice (0 to 19) is how far the
// threads step back behind the rest of the process.
func New(threads, nice int) *Pool {
	p := &Pool{threads: max(1, threads), nice: nice}
	p.wake.L = &p.mu
	return p
}

// Run works off the queue until ctx ends; then jobs in hand are ended, queued
// ones fail with ctx's cause, and it returns that cause once all threads are
// gone. It is called once.
func (p *Pool) Run(ctx context.Context) error {
	var wg sync.WaitGroup
	for range p.threads {
		wg.Go(p.work)
	}
	<-ctx.Done()
	p.close(context.Cause(ctx))
	wg.Wait()
	return context.Cause(ctx)
}

// Do runs f on a thread of the pool and returns f's error. f gets a context
// that ends with ctx, and must return soon after it ends.
//
// When a more urgent job finds no thread free, the context of the least
// urgent running job is ended and f is called again later, from the start: it
// must be able to do its work twice.
//
// If ctx ends before f was begun, Do returns ctx's cause at once.
func (p *Pool) Do(ctx context.Context, priority Priority, f func(context.Context) error) error {
	j := &job{ctx: ctx, priority: priority, f: f, done: make(chan error, 1)}
	if err := p.enqueue(j); err != nil {
		return err
	}
	select {
	case err := <-j.done:
		return err
	case <-ctx.Done():
	}
	if p.withdraw(j) {
		return context.Cause(ctx)
	}
	return <-j.done
}

func (p *Pool) enqueue(j *job) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed != nil {
		return p.closed
	}
	p.queue[j.priority] = append(p.queue[j.priority], j)
	p.wake.Signal()
	waiting := 0
	for _, q := range p.queue[:j.priority+1] {
		waiting += len(q)
	}
	if waiting > p.idle {
		p.yield(j.priority)
	}
	return nil
}

// yield ends the attempt at the least urgent running job below priority that
// was not ended before. The caller holds the lock.
func (p *Pool) yield(priority Priority) {
	var least *job
	for _, r := range p.running {
		if r.priority > priority && r.attempt.Err() == nil && (least == nil || r.priority > least.priority) {
			least = r
		}
	}
	if least != nil {
		least.end(errYield)
	}
}

// withdraw takes j out of the queue; false means a thread has it, or had it.
func (p *Pool) withdraw(j *job) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	q := p.queue[j.priority]
	i := slices.Index(q, j)
	if i < 0 {
		return false
	}
	p.queue[j.priority] = slices.Delete(q, i, i+1)
	return true
}

func (p *Pool) close(cause error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = cause
	for level, q := range p.queue {
		for _, j := range q {
			j.done <- cause
		}
		p.queue[level] = nil
	}
	for _, j := range p.running {
		j.end(cause)
	}
	p.wake.Broadcast()
}

// work is one thread's life. It ends locked to its thread, so that the lowered
// priority is gone with it.
func (p *Pool) work() {
	runtime.LockOSThread()
	stepBack(p.nice)
	for {
		j := p.take()
		if j == nil {
			return
		}
		p.give(j, j.f(j.attempt))
	}
}

// take waits for the most urgent job; nil when the pool is closed.
func (p *Pool) take() *job {
	p.mu.Lock()
	defer p.mu.Unlock()
	for p.closed == nil {
		for level, q := range p.queue {
			if len(q) == 0 {
				continue
			}
			j := q[0]
			p.queue[level] = slices.Delete(q, 0, 1)
			j.attempt, j.end = context.WithCancelCause(j.ctx)
			p.running = append(p.running, j)
			return j
		}
		p.idle++
		p.wake.Wait()
		p.idle--
	}
	return nil
}

// give hands the result of an attempt to the caller, or queues the job again
// when the attempt had to make room.
func (p *Pool) give(j *job, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.running = slices.DeleteFunc(p.running, func(r *job) bool { return r == j })
	yielded := err != nil && context.Cause(j.attempt) == errYield
	j.end(nil)
	switch {
	case yielded && p.closed != nil:
		j.done <- p.closed
	case yielded && j.ctx.Err() != nil:
		j.done <- context.Cause(j.ctx)
	case yielded:
		p.queue[j.priority] = slices.Insert(p.queue[j.priority], 0, j)
		p.wake.Signal()
	default:
		j.done <- err
	}
}
