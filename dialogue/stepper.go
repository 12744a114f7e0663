package dialogue

import (
	"context"
	"time"

	"stillpoint/media"
)

// Stepper holds a practice in media time of its caller's making, where
// [Practice.Run] holds one in real time: the same owner, the same floor.
// Nothing in it waits and no goroutine is started; engines are called in
// place, and time stands still while they work, unless [Stepper.Slow] says
// otherwise. It is for one goroutine.
type Stepper struct {
	p      *Practice
	cancel context.CancelCauseFunc
	slow   []slow // by at
}

// slow is an engine's work that is not done yet.
type slow struct {
	at time.Duration
	do func()
}

// NewStepper begins a practice at media time 0. Of c, Began is not used, and
// of the Line only Play and Cut are: what the line brings comes by [Stepper.Frame]
// and [Stepper.Played].
func NewStepper(ctx context.Context, c Config) *Stepper {
	s := &Stepper{p: New(c)}
	ctx, s.cancel = context.WithCancelCause(ctx)
	s.p.beside = func(f func()) { f() }
	s.p.answer = s.p.beside
	s.wake(0, func() { s.p.begin(ctx, 0) })
	return s
}

// Slow lets the engines that find and speak her next answers take d.
func (s *Stepper) Slow(d time.Duration) {
	s.p.answer = func(f func()) { s.slow = append(s.slow, slow{s.p.now + d, f}) }
}

// Practice is the practice that is held; what is asked of it is done at the
// next step.
func (s *Stepper) Practice() *Practice { return s.p }

// Over says that the practice has ended; no step does anything then.
func (s *Stepper) Over() bool { return s.p.cause != "" }

// Now is the media time of the newest step.
func (s *Stepper) Now() time.Duration { return s.p.now }

// State is what the page would show.
func (s *Stepper) State() State { return s.p.shown }

// Frame brings a microphone frame, at its end.
func (s *Stepper) Frame(fr media.Frame) {
	s.Advance(fr.End())
	s.wake(fr.End(), func() { s.p.frame(fr) })
}

// Played brings a report of what the ear has received, at now.
func (s *Stepper) Played(now time.Duration, po media.Playout) {
	s.Advance(now)
	s.wake(now, func() { s.p.played(po) })
}

// Advance does all that is due until media time to, each at its own time.
func (s *Stepper) Advance(to time.Duration) {
	for !s.Over() {
		due := s.p.next()
		if len(s.slow) > 0 && s.slow[0].at <= min(due, to) {
			next := s.slow[0]
			s.slow = s.slow[1:]
			s.wake(next.at, next.do)
			continue
		}
		if due > to {
			break
		}
		s.wake(due, func() {})
	}
}

// Stop ends the practice at media time now, as a shutdown does, and gives the
// store's error.
func (s *Stepper) Stop(now time.Duration) error {
	s.wake(now, func() { s.p.finish(ByShutdown) })
	return s.p.storeErr
}

func (s *Stepper) wake(now time.Duration, f func()) {
	if s.Over() {
		return
	}
	s.p.now = now
	f()
	for s.p.cause == "" {
		s.p.settle()
		if !s.p.read() {
			break
		}
	}
	if s.Over() {
		s.cancel(errOver)
		s.p.Page.State(Ended, now)
	}
}
