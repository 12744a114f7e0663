package dialogue

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/timeline"
	"stillpoint/dialogue/trust"
	"stillpoint/media"
)

// Config is what a practice needs. It must not be changed after New.
type Config struct {
	ID        string
	Began     time.Time // media time 0
	Line      Line
	Ears      Transcriber // nil: the coach can only type
	Soundless bool        // Ears know the words by their time, as in a virtual talk: they are given no sound
	Voice     Voice       // nil: she is read, not heard
	Client    persona.Responder
	Mind      Mind        // nil: nothing moves her
	State     trust.State // her inner state at the beginning
	Timeline  Recorder
	Tape      Tape // nil: unrecorded
	Page      Page
	Rules     Rules
	Sounds    []string // short sounds that may cover a late answer
	Consent   *timeline.Consent
	Log       *slog.Logger // nil: none
}

// Practice is one spoken conversation. [Practice.Run] owns all its state; the
// other methods may be called from any goroutine and never block.
type Practice struct {
	Config
	floor *floor
	inbox *inbox

	// All below belongs to Run's goroutine.
	ctx      context.Context
	beside   func(func()) // runs an engine beside the owner
	answer   func(func()) // runs those that find and speak her answer
	wg       sync.WaitGroup
	now      time.Duration // media time of this wake-up
	seq      int           // of the newest event
	ears     ears
	coach    coachSide
	reply    *reply          // being thought or spoken
	cut      *reply          // stopped by the coach; true or false is not known yet
	lastCut  *reply          // the newest one that was not heard to its end
	owed     *reply          // dropped for speech that may turn out to be noise
	held     *reply          // goes on when the line is up again
	lastSaid *reply          // heard to its end
	late     map[span]string // words that fell over hers, by where
	ipus     []span          // of the coach, the newest
	echoes   int
	deaf     int           // coach turns in a row that nobody understood
	took     time.Duration // by the newest decode
	sounds   []sound
	turns    int // coach turns so far
	bridged  int // turn of the newest bridge sound
	heard    []timeline.Utterance
	inner    trust.State
	left     left          // what the coach has left open
	cue      int           // intensity of the cue in her last utterance
	pace     time.Duration // of her voice: the newest time per sound
	earDelay time.Duration // from Play to the ear, as last seen
	lastPos  time.Duration // position the ear has reached,
	lastAt   time.Duration // at this media time
	shown    State
	muted    bool
	off      span // when the microphone was off last, or is since
	down     bool
	aside    bool
	asideAt  time.Duration
	risk     *coachTurn // may be about the coach; not written yet
	parting  parting
	cause    string
	storeErr error
}

const (
	startEarDelay  = 60 * time.Millisecond
	startPace      = 75 * time.Millisecond // 13 sounds a second, ordinary English
	listenTimeout  = 10 * time.Second
	cutHeardWithin = 600 * time.Millisecond // a line that never reports is not waited for longer
)

// New makes a practice; it starts nothing.
func New(c Config) *Practice {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	p := &Practice{Config: c, inner: c.State, floor: newFloor(c.Rules), inbox: newInbox(), late: map[span]string{}, pace: startPace, earDelay: startEarDelay, bridged: -3}
	p.beside, p.answer = p.wg.Go, p.wg.Go
	return p
}

// Mic says what became of the microphone: live, muted or lost.
func (p *Practice) Mic(state string) { p.inbox.put(func() { p.mic(state) }) }

// Aside sets the role-play aside or takes it up again.
func (p *Practice) Aside(on bool) { p.inbox.put(func() { p.setAside(on, "coach") }) }

// Safety is the coach's answer after [Page.Safety]: the words were part of
// the practice, or (false) they were not.
func (p *Practice) Safety(practice bool) { p.inbox.put(func() { p.safe(practice) }) }

// End ends the practice; she says goodbye if she can within 5 s.
func (p *Practice) End(cause string) { p.inbox.put(func() { p.part(cause) }) }

// Say is a typed line in place of speech.
func (p *Practice) Say(text string) { p.inbox.put(func() { p.say(text) }) }

// Connected says that the line went down or came up again.
func (p *Practice) Connected(up bool) { p.inbox.put(func() { p.connected(up) }) }

// Fault records that an engine outside the practice let it down, and what
// stood in for it ("": nothing).
func (p *Practice) Fault(engine, what, recovered string) {
	p.inbox.put(func() { p.write(timeline.Fault{Engine: engine, What: what, Recovered: recovered}) })
}

// Cause says why the practice is over: coach, time, silence, line, fault or
// shutdown. It is valid after Run.
func (p *Practice) Cause() string { return p.cause }

// Run holds the practice until it is over and its end is written. When ctx
// ends it ends at once, with cause shutdown unless End said otherwise. The
// error is the store's: events may be missing. No goroutine outlives it.
func (p *Practice) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer p.wg.Wait()
	defer cancel(errOver)

	p.begin(ctx, time.Since(p.Began))
	timer := time.NewTimer(0)
	defer timer.Stop()
	frames := p.Line.Frames()
	for p.cause == "" {
		p.settle()
		if p.cause != "" {
			break
		}
		timer.Reset(max(0, p.next()-p.now))
		select {
		case fr, ok := <-frames:
			p.now = time.Since(p.Began)
			if !ok {
				frames = nil
				p.part(ByLine)
				continue
			}
			p.frame(fr)
		case po := <-p.Line.Heard():
			p.now = time.Since(p.Began)
			p.played(po)
		case <-p.inbox.ready:
			p.now = time.Since(p.Began)
			p.read()
		case <-timer.C:
			p.now = time.Since(p.Began)
		case <-ctx.Done():
			p.now = time.Since(p.Began)
			p.finish(ByShutdown)
		}
	}
	p.Page.State(Ended, p.now)
	return p.storeErr
}

// read does what the inbox holds, and says whether it held anything. What
// comes when the practice is over comes too late.
func (p *Practice) read() bool {
	todo := p.inbox.take()
	for _, f := range todo {
		if p.cause == "" {
			f()
		}
	}
	return len(todo) > 0
}

var errOver = errors.New("practice is over")

// begin is the first wake-up.
func (p *Practice) begin(ctx context.Context, now time.Duration) {
	p.ctx, p.now = ctx, now
	p.floor.seen = now
	p.write(timeline.Line{State: timeline.LineUp})
	if p.Consent != nil {
		p.write(*p.Consent)
	}
	p.think(persona.Turn{Why: timeline.WhyOpening}, nil)
	p.prepareSounds()
}

// settle does what is due now and shows the page what has changed.
func (p *Practice) settle() {
	p.act(p.floor.advance(p.now))
	p.hearDue()
	p.playDue()
	p.commitDue()
	if p.Rules.Length > 0 && p.now >= p.Rules.Length && !p.parting.on && p.floor.her.phase == silent && !p.floor.turn.open && !p.floor.burst.live {
		p.part(ByTime)
	}
	if p.aside && p.now-p.asideAt >= asideMax {
		p.finish(BySilence)
	}
	if p.parting.on && (p.now >= p.parting.by || p.reply == nil && len(p.ears.waiting()) == 0) {
		p.finish(p.parting.cause)
	}
	if s := p.state(); s != p.shown && p.cause == "" {
		p.shown = s
		p.Page.State(s, p.now)
	}
}

func (p *Practice) state() State {
	r := p.reply
	switch {
	case p.down:
		return Reconnecting
	case p.aside:
		return Aside
	case r != nil && r.why == timeline.WhyOpening && !r.heardAny():
		return Opening
	case p.floor.her.phase == speaking:
		return Speaking
	case p.floor.turn.open, p.floor.burst.live && p.floor.burst.noted:
		return Listening
	case p.floor.her.phase == thinking && p.floor.her.answering:
		return Thinking
	}
	return OpenSilence
}

// next is the media time at which the owner wants to wake up by itself.
func (p *Practice) next() time.Duration {
	due := p.now + time.Second
	for _, t := range []time.Duration{p.floor.next(), p.nextPlay(), p.nextCommit(), p.nextHear()} {
		if t > p.now {
			due = min(due, t)
		}
	}
	if p.parting.on {
		due = min(due, p.parting.by)
	}
	return due
}

// frame takes a microphone frame: to the tape, to the ears, to the floor.
func (p *Practice) frame(fr media.Frame) {
	fr = p.unheard(fr)
	if p.Tape != nil {
		p.Tape.Coach(fr)
	}
	if p.Ears == nil {
		fr.Speech = 0 // nobody could understand it
	}
	p.ears.keep(fr)
	p.act(p.floor.frame(p.now, fr))
	p.forgetAudio()
}

// act carries out what the floor decided.
func (p *Practice) act(acts []act) {
	for _, a := range acts {
		switch a.do {
		case doIPU:
			p.ears.spoke(a.span)
			p.spokeIn(a.span)
			p.write(timeline.IPU{Side: timeline.Coach, From: timeline.At(a.span.from), To: timeline.At(a.span.to)})
		case doProbe, doShort, doDecode:
			p.listen(a.do, a.span)
		case doStop:
			p.stop(a.span.from)
		case doDrop:
			r := p.reply
			p.dropReply()
			if a.same {
				p.coach.reopen()
			} else {
				p.waitOn(p.coach.cur)
				p.commit()
				p.owed = r
				p.coach.now().due = p.overdue(r, p.floor.turn.from)
			}
		case doDecide:
			p.decided(a)
		case doResume:
			p.falseStop(a.span)
		case doMissed:
			p.missed(a.span)
		case doSilence:
			p.silence(a.at)
		case doQuiet:
			p.left.broken = true
			if !p.down {
				p.write(timeline.Line{State: timeline.LineQuiet, Since: timeline.At(a.span.from)})
				if a.span.to-a.span.from >= noFrames {
					p.Page.Notice("mic_silent", "No sound is coming from your microphone.")
				}
			}
		case doHearing:
			if !p.down {
				p.write(timeline.Line{State: timeline.LineUp})
			}
		}
	}
}

// silence: an entry of the scenario is reached; perhaps she goes on.
func (p *Practice) silence(at time.Duration) {
	if p.parting.on || p.reply != nil {
		return
	}
	t := persona.Turn{Why: timeline.WhySilence, Silence: at, Cue: p.cue}
	if p.muted || p.now-p.floor.seen >= lostFrames {
		t.Cue = 0 // a silence that nobody holds earns nothing
	}
	p.think(t, nil)
}

// write appends an event to the timeline.
func (p *Practice) write(b timeline.Body) {
	p.seq++
	err := p.Timeline.Append(timeline.Event{Seq: p.seq, At: timeline.At(p.now), Body: b})
	if err == nil || p.storeErr != nil {
		return
	}
	p.storeErr = fmt.Errorf("write %s event: %w", b.Kind(), err)
	p.Log.Error("timeline", "err", p.storeErr)
	p.Page.Notice("store_failed", "The server cannot write to its disk just now. The talk goes on; what was said from here may be missing afterwards.")
}

// fault records that an engine let this practice down.
func (p *Practice) fault(engine string, err error, recovered string) {
	p.Log.Warn("engine fault", "engine", engine, "err", err)
	p.write(timeline.Fault{Engine: engine, What: err.Error(), Recovered: recovered})
}
