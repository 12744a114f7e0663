package dialogue

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/timeline"
	"stillpoint/media"
)

// reply is one utterance of hers: being thought, being spoken, or cut.
type reply struct {
	turn   int
	why    timeline.Why
	cancel context.CancelCauseFunc
	more   bool // its goroutine still brings words or sound

	coach   *coachTurn    // that she answers; nil: nobody
	before  time.Duration // silence of both before her first sample
	think   time.Duration
	planned time.Duration // when her first sample should be heard
	known   bool          // the first sentence is there, so planned is

	head    persona.Sentence // of the first sentence: line, layer, behaviour, origin
	cue     *timeline.Cue
	aside   bool // set aside once this has been heard
	pieces  []*piece
	next    int           // piece to hand to the line
	sendEnd time.Duration // when all that was handed over will have been sent
	sentAt  time.Duration // when the first sample was handed over
	lag     timeline.Lag
	unsure  time.Duration

	started   bool // client_start is written
	isCut     bool
	hushed    bool          // not by the coach's speech
	onset     time.Duration // of the coach's speech that cut it
	cutAt     time.Duration
	cutPos    time.Duration // position the line really reached
	stopKnown bool
	stopped   time.Duration // when the ear heard her last sample
}

// filler says that r only broke a silence: nobody has to go back to it.
func (r *reply) filler() bool {
	return r.why == timeline.WhySilence && r.head.Behaviour == persona.Thin
}

// piece is words in one breath, with the silence before them.
type piece struct {
	text     string
	pause    time.Duration
	bridge   bool
	pcm      media.PCM
	pace     time.Duration // the voice's newest time per sound, until the piece is complete
	complete bool          // pcm is all there is
	broken   bool          // the voice failed after a part of it
	fed      int           // samples handed to the line
	pos0     time.Duration
	sentAt   time.Duration // when the first sample was handed to the line
	from, to time.Duration // as heard; to is set when its last sample was
	begun    bool
	done     bool
}

func (pc *piece) pos1() time.Duration { return pc.pos0 + media.Duration(pc.fed) }

func (r *reply) heardAny() bool { return len(r.pieces) > 0 && r.pieces[0].begun }

// think starts the search for her words. c is the coach's turn that she
// answers, nil when she answers nobody.
func (p *Practice) think(t persona.Turn, c *coachTurn) {
	t.N, t.State = p.turns, p.inner
	if !p.floor.her.spoke && t.Why != timeline.WhyGoodbye {
		t.Why = timeline.WhyOpening // the coach spoke before she could
	}
	if t.Cue == 0 && t.Why != timeline.WhySilence {
		t.Cue = p.cue
	}
	t.Heard = slices.Clone(p.heard)
	if c := p.coach.cur; c != nil && c.isFinal {
		t.Heard = append(t.Heard, timeline.Utterance{Side: timeline.Coach, Turn: c.n, From: timeline.At(c.from), To: timeline.At(c.to), Text: c.whole(), Confidence: c.confidence})
	}
	ctx, cancel := context.WithCancelCause(p.ctx)
	r := &reply{turn: p.turns, why: t.Why, cancel: cancel, more: true, coach: c}
	r.lag.Decided = timeline.At(p.now) // hers, when she answers nobody
	if c != nil {
		r.lag = timeline.Lag{Decided: timeline.At(c.decided), Final: timeline.At(c.final)}
	}
	p.reply, p.owed = r, nil
	weigh := false
	if c != nil && p.Mind != nil && t.Why != timeline.WhyOpening {
		if c.written && c.weighed != nil { // dropped for a noise, thought again
			t = after(t, *c.weighed)
		} else if weigh = true; !c.typed {
			t.Timing, t.Pause = p.timing(c)
		}
	}
	p.floor.think(c != nil, t.Why == timeline.WhySilence)
	p.answer(func() {
		defer cancel(nil) // this search alone: a rest that she takes up may still be spoken
		p.respond(ctx, r, t, weigh)
	})
}

// after is t once its coach turn has been weighed.
func after(t persona.Turn, w persona.Weighed) persona.Turn {
	t.State, t.Events, t.Opened, t.Closed = w.State, w.Events, w.Change.Opened, w.Change.Closed
	return t
}

// respond runs beside the owner: what the turn does to her, words, then
// sound, sentence by sentence.
func (p *Practice) respond(ctx context.Context, r *reply, t persona.Turn, weigh bool) {
	defer p.inbox.put(func() { p.responded(r) })
	defer func() {
		if v := recover(); v != nil {
			p.inbox.put(func() { p.engineFailed(r, "llm", fmt.Errorf("respond: panic: %v", v)) })
		}
	}()
	if weigh {
		w := p.Mind.Weigh(t)
		p.inbox.put(func() { p.weighed(r, w) })
		t = after(t, w)
	}
	t.Deadline = time.Now().Add(firstWords)
	any := false
	err := p.words(ctx, t, func(s persona.Sentence) bool {
		any = true
		var pc *piece
		if !s.Resume && s.Text != "" {
			pc = &piece{text: s.Text, pause: s.Pause}
		}
		p.inbox.put(func() { p.sentence(r, s, pc) })
		return (pc == nil || p.speak(ctx, r, pc)) && ctx.Err() == nil
	})
	if !any && r.coach != nil {
		err = cmp.Or(err, errNoWords) // a coach who has spoken is never left without any
	}
	if err != nil && ctx.Err() == nil {
		p.inbox.put(func() { p.engineFailed(r, "llm", err) })
	}
}

// words gives each of her sentences to take until it wants no more. A client
// who leaves them out for wordsMost has failed.
func (p *Practice) words(ctx context.Context, t persona.Turn, take func(persona.Sentence) bool) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	late := time.AfterFunc(wordsMost, func() { cancel(errNoWords) })
	defer late.Stop()
	for s, err := range p.Client.Respond(ctx, t) {
		if err = cmp.Or(context.Cause(ctx), err); err != nil {
			return err
		}
		late.Stop()
		if !take(s) {
			return nil
		}
		late.Reset(wordsMost)
	}
	return context.Cause(ctx)
}

var errNoWords = errors.New("no words came from the client")

// wordsMost is longer than any client with a model looks for a sentence.
const wordsMost = 5 * time.Second

func (p *Practice) engineFailed(r *reply, engine string, err error) {
	if r != p.reply {
		return // it was told to stop
	}
	how := "she says nothing this time"
	switch {
	case engine == "tts":
		how = "her words are shown as captions"
		p.Page.Notice("voice_failed", "Her voice failed for a moment. Her words are shown as captions.")
	case r.known:
		how = "she says no more this time"
	case r.coach != nil:
		p.Page.Notice("words_failed", "Her words did not come this time. Go on, or say it again.")
		if p.murmur(r) {
			how = "a sound stands for her answer"
		}
	}
	p.fault(engine, err, how)
}

// murmur gives r, for which there are no words, a sound that is at hand.
func (p *Practice) murmur(r *reply) bool {
	if len(p.sounds) == 0 {
		return false
	}
	s := p.sounds[r.turn%len(p.sounds)]
	r.why = timeline.WhyFallback
	p.sentence(r, persona.Sentence{Behaviour: persona.Thin, Origin: timeline.OriginAuthored}, &piece{text: s.text, pcm: s.pcm, complete: true})
	return true
}

// sentence takes the next sentence of r.
func (p *Practice) sentence(r *reply, s persona.Sentence, pc *piece) {
	if r != p.reply {
		return
	}
	if !r.known {
		r.known, r.head = true, s
		r.lag.FirstToken = timeline.At(p.now)
		r.planned = p.now
		switch {
		case r.coach != nil:
			margin := p.floor.rules.ThinkMargin
			r.think = max(s.Think, p.floor.turn.window+margin)
			r.planned = r.coach.to + r.think
		case r.why == timeline.WhyOpening:
			r.planned += openingPause
		}
	}
	if s.Cue != nil {
		r.cue = s.Cue
	}
	r.aside = r.aside || s.Aside
	if pc != nil {
		pc.pace = p.pace
	}
	switch {
	case s.Resume:
		rest := p.lastCut.rest()
		if len(rest) > 0 {
			rest[0].pause = s.Pause
		}
		r.pieces = append(r.pieces, rest...)
		p.speakAgain(r, rest)
	case pc != nil:
		r.pieces = append(r.pieces, pc)
	}
}

const (
	openingPause = 300 * time.Millisecond
	// firstWords is how long after a decision her first words are wanted: later
	// ones would be heard late even where she thinks for long.
	firstWords = 1500 * time.Millisecond
)

// responded: nothing more comes.
func (p *Practice) responded(r *reply) {
	r.more = false
	if r == p.reply {
		p.finishReply(r)
	}
}

// thinkAgain looks for words once more: what she was thinking about was
// dropped for a noise.
func (p *Practice) thinkAgain() {
	r := p.owed
	if r == nil || r.why == timeline.WhySilence || r.why == timeline.WhyResume {
		return
	}
	p.think(persona.Turn{Why: r.why}, r.coach)
}

// overdue is when r, dropped for the coach's speech at media time at, should
// have begun, at the earliest where her words were not even there; 0 when that
// was still to come.
func (p *Practice) overdue(r *reply, at time.Duration) time.Duration {
	if r == nil || !r.known && r.coach == nil {
		return 0
	}
	due := r.planned
	if !r.known {
		due = r.coach.decided + p.floor.rules.ThinkMargin
	}
	if due >= at {
		return 0
	}
	return due
}

// dropReply forgets what she was thinking about; nothing of it was heard.
func (p *Practice) dropReply() {
	if r := p.reply; r != nil {
		r.cancel(errBargeIn)
		p.reply = nil
	}
}
