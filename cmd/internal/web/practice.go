package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"stillpoint/dialogue"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/store"
	"stillpoint/dialogue/timeline"
	"stillpoint/media/rtc"
	"stillpoint/media/voice"
)

const (
	upWithin = 30 * time.Second // from the answer until sound flows
	grace    = 30 * time.Second // for a line that dropped
	saveIn   = 10 * time.Second
)

var (
	errSuperseded = errors.New("another begin took its place")
	errStopped    = errors.New("the server stopped")
)

// practice is one that runs, from its admission until it is saved.
type practice struct {
	id, token, person string
	scenario          *scenario.Scenario
	focus             string // an exercise's code; "": none
	recorded          bool
	admitted          time.Time
	line              Line
	page              *page
	log               *slog.Logger
	ctx               context.Context // its life; ended by cancel
	cancel            context.CancelCauseFunc
	over              chan struct{}  // closed when nothing of it runs any more
	detector          voice.Detector // nil: none
	metrics           *metrics
	tally             *tally
	hosts             map[engineID]string // of the engines that are elsewhere
	tracer            *tracer             // nil: none

	// What pages say may come before there is a talk.
	mu     sync.Mutex
	talk   *dialogue.Practice
	mic    string
	faults []error // of the detector
}

func (s *Server) newPractice(sc *scenario.Scenario, person string) *practice {
	now := time.Now()
	p := &practice{id: store.NewID(now), token: newToken(), person: person, scenario: sc, admitted: now,
		page: newPage(s.Support), over: make(chan struct{}), metrics: s.metrics, tally: newTally(), hosts: s.hosts}
	p.log = s.log.With("practice", p.id)
	p.ctx, p.cancel = context.WithCancelCause(context.Background())
	line := rtc.LineConfig{Fault: p.vadFault, Log: p.log}
	if s.engines().Detector != nil {
		d, err := s.engines().Detector()
		if err != nil {
			p.vadFault(err)
		} else {
			p.detector, line.Detector = d, d
		}
	}
	p.line = s.NewLine(line)
	return p
}

func (p *practice) answer(sdp string) answerMessage {
	return answerMessage{"answer", sdp, p.id, p.token}
}

// running says that the line has been up and the talk has begun.
func (p *practice) running() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.talk != nil
}

// tell gives the talk an input, if there is a talk.
func (p *practice) tell(input func(*dialogue.Practice)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.talk != nil {
		input(p.talk)
	}
}

func (p *practice) setMic(state string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.mic = state
	if p.talk != nil {
		p.talk.Mic(state)
	}
}

func (p *practice) vadFault(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.talk != nil {
		p.talk.Fault("vad", err.Error(), "")
	} else {
		p.faults = append(p.faults, err)
	}
}

// begin hands the talk what was said before it was there.
func (p *practice) begin(t *dialogue.Practice) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.talk = t
	if p.mic != "" {
		t.Mic(p.mic)
	}
	for _, err := range p.faults {
		t.Fault("vad", err.Error(), "")
	}
}

// end asks the talk to come to an end; without a talk there is nothing to keep.
func (p *practice) end(cause string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.talk != nil {
		p.talk.End(cause)
		return
	}
	p.page.end(cause, "")
	p.cancel(errStopped)
}

// host owns p's life: it returns when p is saved and nothing of it runs.
func (s *Server) host(p *practice) {
	defer s.abandon(p)
	err := safely(func() error { return s.hold(p) })
	if err != nil {
		p.log.Error("practice failed", "err", err)
		p.page.fail(refusal{Code: "fault", Message: "The server made a mistake and this practice ended. What was recorded is saved."})
	}
}

// abandon forgets p.
func (s *Server) abandon(p *practice) {
	p.cancel(errStopped)
	if p.detector != nil {
		p.detector.Close()
	}
	s.release(p)
	close(p.over)
}

// release gives p's place to somebody else.
func (s *Server) release(p *practice) {
	if s.registry.release(p) {
		s.metrics.retire(p.line.Stats())
	}
}

// hold keeps the line open while the talk goes on.
func (s *Server) hold(p *practice) error {
	defer p.page.end(dialogue.ByLine, "") // the last word, if nothing else was said
	lineCtx, hangUp := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	defer wg.Wait()
	defer hangUp()
	down := make(chan struct{})
	wg.Go(func() {
		defer close(down)
		if err := safely(func() error { return p.line.Run(lineCtx) }); err != nil && lineCtx.Err() == nil {
			p.log.Warn("line ended", "err", err)
		}
	})
	if !p.waitUp(down) {
		return nil
	}
	return s.talk(p, down)
}

// waitUp waits until sound flows; false: it never did.
func (p *practice) waitUp(down <-chan struct{}) bool {
	late := time.NewTimer(upWithin)
	defer late.Stop()
	for {
		select {
		case <-p.line.Up():
			return true
		case <-late.C:
		case <-down:
		case <-p.ctx.Done():
		case <-p.page.changed:
			if p.page.attached() {
				continue
			}
		}
		p.page.fail(refusal{Code: "no_media", Message: "No sound connection came about. A firewall may be in the way; ask whoever runs the server which port it uses."})
		return false
	}
}

// talk holds the conversation and saves it.
func (s *Server) talk(p *practice, down <-chan struct{}) error {
	p.tracer = s.trace(p.line.Began())
	k := s.keep(p)
	t := dialogue.New(s.dialogue(p, k))
	keepCtx, enough := context.WithCancel(context.Background())
	watchCtx, away := context.WithCancel(context.Background())
	var keeping, watching sync.WaitGroup
	keeping.Go(func() {
		if err := safely(func() error { return k.run(keepCtx) }); err != nil {
			p.log.Error("recording", "err", err)
		}
	})
	watching.Go(func() { p.watch(watchCtx, t, k, down) })
	p.begin(t)
	s.tellState(k.row, store.Live)

	err := safely(func() error { return t.Run(p.ctx) })

	cause := k.journal.closed(t.Cause(), time.Since(p.line.Began()))
	away()
	watching.Wait()
	k.end()
	enough()
	keeping.Wait()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(p.ctx), saveIn)
	defer cancel()
	if err2 := s.save(ctx, k, p.tally.all()); err2 != nil {
		err = errors.Join(err, err2)
	}
	s.metrics.ended.WithLabelValues(cause).Inc()
	p.log.Info("practice over", "cause", cause, "length", k.journal.length().Duration())
	p.tracer.over(p.id, cause, k.journal.length())
	s.release(p) // before the page hears of it and asks for what is saved
	p.page.end(cause, p.id)
	s.tellState(k.row, store.Ended)
	return err
}

// dialogue is what the talk needs.
func (s *Server) dialogue(p *practice, k *kept) dialogue.Config {
	client, mind := s.engines().Client(p.scenario, p.used, p.authored)
	c := dialogue.Config{ID: p.id, Began: p.line.Began(), Line: p.line,
		Client: client, Mind: mind, Timeline: k.journal, Page: p.page, Rules: s.Rules, Log: p.log,
		State: p.scenario.TrustParams().Begin(), Sounds: p.scenario.Sounds,
		Consent: &timeline.Consent{TextSHA256: s.consentSHA256(), Recorded: k.row.Recorded}}
	if c.Rules.Silences == nil {
		c.Rules.Silences = p.scenario.SilenceTimes()
	}
	if c.Rules.Length == 0 {
		c.Rules.Length = time.Duration(p.scenario.End.Minutes) * time.Minute
	}
	if k.tape != nil {
		c.Tape = k.tape
	}
	if p.detector != nil {
		c.Ears = s.engines().ears(p.used)
	}
	if c.Ears == nil {
		p.page.Notice("no_ears", "This server cannot understand speech yet. Type what you want to say.")
	}
	var err error
	if c.Voice, err = s.engines().voice(p.scenario, p.used); err != nil {
		p.log.Error("no voice", "err", err)
		c.Voice = nil
	}
	if c.Voice == nil {
		p.page.Notice("no_voice", "There is no voice on this server yet, so what the client says is shown as text.")
	} else if s.engines().Light != nil && s.engines().Light() {
		p.page.Notice("light_voice", "This computer is too slow for her own voice, so a simpler one is speaking.")
	}
	return c
}

// watch tells the talk what becomes of the line, and ends it when the line
// stays away: it is up while sound flows and a page is attached.
func (p *practice) watch(ctx context.Context, t *dialogue.Practice, k *kept, down <-chan struct{}) {
	sound, was := true, true
	late := time.NewTimer(grace)
	late.Stop()
	defer late.Stop()
	for {
		select {
		case sound = <-p.line.Changes():
		case <-p.page.changed:
		case <-down:
			t.End(dialogue.ByLine)
			return
		case <-late.C:
			t.End(dialogue.ByLine)
			return
		case err := <-k.failed:
			p.log.Error("recording stopped", "err", err)
			p.page.Notice("recording_stopped", "The recording stopped because the disk cannot be written. The talk goes on; what was recorded so far is kept.")
			t.Fault("store", fmt.Sprintf("recording: %v", err), "")
		case <-ctx.Done():
			return
		}
		up := sound && p.page.attached()
		if up == was {
			continue
		}
		was = up
		t.Connected(up)
		if up {
			late.Stop()
		} else {
			late.Reset(grace)
		}
	}
}

// safely keeps a panic of one practice from being the server's.
func safely(f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("panic: %v\n%s", v, debug.Stack())
		}
	}()
	return f()
}
