package dialogue

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/timeline"
	"stillpoint/media"
)

const (
	preRoll   = 400 * time.Millisecond // kept from before speech is confirmed
	tail      = 100 * time.Millisecond // of the silence after it
	longTail  = 500 * time.Millisecond // at the second decode, so that it hears something else
	pieceMax  = 12 * time.Second       // a longer piece of a turn is sealed at the next pause
	keptAlone = time.Second            // of microphone when nobody speaks
	keptMax   = 30 * time.Second
)

// ears keep the newest microphone audio and the decodes of it: one runs, the
// others wait.
type ears struct {
	frames []media.Frame
	jobs   []*job // jobs[0] runs
	ipus   []span // those that may lie in frames
}

// job is one decode of coach speech.
type job struct {
	do     do
	span   span
	coach  *coachTurn // whose words they are, for doDecode
	seal   bool       // the piece of the turn ends here
	second bool
	later  bool // a piece before it ended where it begins
	final  bool // must not be replaced by a newer one
	began  time.Duration
	cancel context.CancelCauseFunc
}

var (
	errReplaced = errors.New("speech went on")
	errBargeIn  = errors.New("the coach speaks")
	errHushed   = errors.New("she is silenced")
)

func (e *ears) keep(fr media.Frame) { e.frames = append(e.frames, fr) }

// before is where a decode of speech from t begins: preRoll earlier, but not
// within speech that has been decoded for itself.
func (e *ears) before(t time.Duration) time.Duration {
	from := t - preRoll
	for _, s := range e.ipus {
		if s.to <= t {
			from = max(from, min(s.to+tail, t))
		}
	}
	return from
}

// spoke notes a finished IPU.
func (e *ears) spoke(s span) { e.ipus = append(e.ipus, s) }

// forget drops what ended before t, in steps, not at every frame.
func (e *ears) forget(t time.Duration) {
	n := forgetStep
	if len(e.frames) < n || e.frames[n-1].End() > t {
		return
	}
	for n < len(e.frames) && e.frames[n].End() <= t {
		n++
	}
	e.frames = slices.Delete(e.frames, 0, n)
	e.ipus = slices.DeleteFunc(e.ipus, func(s span) bool { return s.to+tail <= t })
}

const forgetStep = 25 // frames

// cutOut is the audio of [from, to); what was lost is silence.
func (e *ears) cutOut(from, to time.Duration) Speech {
	from = max(from, 0)
	if len(e.frames) > 0 {
		from = max(from, e.frames[0].Start)
		to = min(to, e.frames[len(e.frames)-1].End())
	}
	if to <= from {
		return Speech{From: from, To: from}
	}
	pcm := media.Silence(to - from)
	for _, fr := range e.frames {
		at := media.Samples(fr.Start - from)
		if fr.Start < from {
			at = -media.Samples(from - fr.Start)
		}
		if at >= len(pcm) {
			break
		}
		src := fr.PCM
		if at < 0 {
			if -at >= len(src) {
				continue
			}
			src, at = src[-at:], 0
		}
		copy(pcm[at:], src)
	}
	return Speech{PCM: pcm, From: from, To: to}
}

// listen asks for the words of s.
func (p *Practice) listen(d do, s span) {
	if p.Ears == nil {
		return
	}
	j := &job{do: d, span: s, final: d == doShort}
	if d == doDecode {
		c := p.coach.now()
		j.coach, j.second = c, s.to == c.askedTo
		c.askedTo = s.to
		if j.second && c.piece == s.to {
			return // its last piece is sealed
		}
		j.span.from, j.later = c.pieceFrom(s.from), c.piece > 0
		if s.to-j.span.from >= pieceMax && !j.second {
			j.seal, j.final = true, true
			c.piece = s.to
		}
	}
	p.enqueue(j)
}

func (p *Practice) enqueue(j *job) {
	e := &p.ears
	waiting := e.jobs
	if len(waiting) > 0 {
		waiting = waiting[1:]
	}
	waiting = slices.DeleteFunc(waiting, func(o *job) bool { return !o.final })
	if len(e.jobs) == 0 {
		e.jobs = []*job{j}
		p.startJob(j)
		return
	}
	e.jobs = append(append(e.jobs[:1:1], waiting...), j)
	if running := e.jobs[0]; !running.final {
		running.cancel(errReplaced)
	}
}

// startJob runs the decode beside the owner.
func (p *Practice) startJob(j *job) {
	end := tail
	if j.second {
		end = longTail
	}
	from := j.span.from
	if !j.later {
		from = p.ears.before(from)
	}
	speech := Speech{From: from, To: j.span.to + end}
	if !p.Soundless {
		speech = p.ears.cutOut(speech.From, speech.To)
	}
	ctx, cancel := context.WithCancelCause(p.ctx)
	ctx, stop := context.WithTimeout(ctx, listenTimeout)
	j.cancel, j.began = cancel, p.now
	p.beside(func() {
		defer stop()
		u, err := p.transcribe(ctx, speech)
		p.inbox.put(func() { p.listened(j, u, err) })
	})
}

// transcribe makes an error of an engine's panic: one practice must not take
// the others with it.
func (p *Practice) transcribe(ctx context.Context, s Speech) (u timeline.Utterance, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("transcribe: panic: %v", v)
		}
	}()
	return p.Ears.Transcribe(ctx, s)
}

// listened takes the words of a decode and starts the next one.
func (p *Practice) listened(j *job, u timeline.Utterance, err error) {
	j.cancel(nil)
	e := &p.ears
	e.jobs = e.jobs[1:]
	if len(e.jobs) > 0 && p.cause == "" {
		p.startJob(e.jobs[0])
	}
	if err != nil {
		u = timeline.Utterance{}
		if p.ctx.Err() != nil || errors.Is(err, errReplaced) {
			return
		}
		p.fault("stt", err, "she asks again")
		if j.do == doDecode && !j.final {
			return // it is asked for once more when the turn is over
		}
		if j.coach != nil {
			j.coach.failed = true
		}
	} else {
		p.took = p.now - j.began
	}
	switch j.do {
	case doProbe:
		if p.floor.burst.live && p.floor.burst.onset == j.span.from {
			kind := p.classify(u.Text, j.span)
			if kind == words && lexicon.MayMurmur(u.Text) {
				kind = backchannel // so far
			}
			p.act(p.floor.probed(kind))
		}
	case doShort:
		p.heardShort(j.span, u)
	case doDecode:
		p.heardTurn(j, u)
	}
}

// waiting are the turns that are over and whose words are still to come.
func (e *ears) waiting() []*coachTurn {
	var out []*coachTurn
	for _, j := range e.jobs {
		if c := j.coach; c != nil && c.isDecided && !c.isFinal && c.to == j.span.to {
			out = append(out, c)
		}
	}
	return out
}

// forgetAudio drops microphone audio that nobody will ask for any more.
func (p *Practice) forgetAudio() {
	keep := p.now - keptAlone
	if f := p.floor; f.burst.live {
		keep = min(keep, f.burst.onset-preRoll)
	}
	if p.floor.turn.open || p.coach.cur != nil { // also when it is over: it may go on
		keep = min(keep, p.coach.now().pieceFrom(p.floor.turn.from)-preRoll)
	}
	if s := p.floor.late; s != (span{}) {
		keep = min(keep, s.from-preRoll)
	}
	for _, j := range p.ears.jobs {
		keep = min(keep, j.span.from-preRoll)
	}
	p.ears.forget(max(keep, p.now-keptMax))
}
