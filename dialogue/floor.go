package dialogue

import (
	"time"

	"stillpoint/dialogue/lexicon"
	"stillpoint/media"
	"stillpoint/media/voice"
)

// floor decides who may speak and what a silence means. It is pure: media
// time in, acts out; it knows no engine, no clock and no words, only what
// kind of words they were.
type floor struct {
	rules  Rules
	voice  voice.Activity
	seen   time.Duration // end of the newest frame
	came   time.Duration // when it came: later than seen by what the path takes
	paused bool          // set aside, line down or over: nothing is decided

	burst  burst
	turn   turn
	her    her
	gap    gap
	pauses pauses
	late   span // words the coach said over her, not yet known to be a turn
	quiet  bool // no frames for a while, said once
}

// turn is the coach's turn that is being built or has just been decided.
type turn struct {
	open     bool
	from, to time.Duration
	over     bool // began over her voice
	stopped  bool // it stopped her
	class    class
	end      lexicon.End   // how its words end, as known in time
	sure     bool          // a question, or two decodes gave the same words
	decoded  time.Duration // `to` at the newest request to decode
	known    time.Duration // class is that of speech up to here
	second   bool          // the decode at 600 ms has been asked for
	window   time.Duration // in force
}

type phase int

const (
	silent phase = iota
	thinking
	speaking // from her first sample sent to her last one heard
)

type her struct {
	phase     phase
	answering bool // what she thinks about is the coach's turn
	move      bool // what she says is a silence move
	end       time.Duration
	spoke     bool // has been heard at all
}

// gap is the silence after her turn. Her own moves do not end it.
type gap struct {
	moved bool // one move has been spoken
	next  int  // index of the next silence entry
}

type span struct{ from, to time.Duration }

// class says what kind of words a stretch of coach speech holds.
type class int

const (
	unknown     class = iota
	wordless          // decoded, no words
	backchannel       // nothing but "mm-hm", "right", …
	echo              // her own words, back through the microphone
	words
)

// act is something the owner has to do.
type act struct {
	do   do
	span span
	at   time.Duration // reached entry of a silence; window of a decision
	same bool          // drop: the coach's turn goes on
	by   string        // decision: silence or cap
}

type do int

const (
	doIPU     do = iota // span is a finished IPU
	doProbe             // decode the burst over her voice: span
	doShort             // decode a finished burst that is no turn (yet): span
	doDecode            // decode the open turn
	doStop              // she stops; span.from is the coach's onset
	doDrop              // what she is thinking about is dropped
	doDecide            // the coach's turn is over: span
	doResume            // the stop was false: she goes on with what was cut
	doMissed            // words over her voice that she did not take as a turn: span
	doSilence           // silence entry `at` is reached
	doQuiet             // no frames for 5 s, or a hole between two frames: span.from is where they ended
	doHearing           // frames again
)

func newFloor(r Rules) *floor { return &floor{rules: r.withDefaults()} }

// frame takes the newest microphone frame.
func (f *floor) frame(now time.Duration, fr media.Frame) []act {
	var acts []act
	if !f.quiet && fr.Start-f.seen >= lostFrames {
		f.quiet = true
		acts = append(acts, act{do: doQuiet, span: span{f.seen, fr.Start}})
	}
	if f.quiet {
		f.quiet = false
		acts = append(acts, act{do: doHearing})
	}
	f.seen, f.came = fr.End(), now
	ipu, ended := f.voice.Frame(fr.Start, fr.End(), fr.Speech)
	if f.paused {
		f.burst = burst{}
		return acts
	}
	if ended {
		acts = append(acts, f.burstEnded(span{ipu.From, ipu.To})...)
	}
	if f.voice.Speaking() {
		acts = append(acts, f.speech(fr)...)
	} else if f.burst.live && !ended {
		f.burst.live = false // too short to be speech
	}
	return append(acts, f.advance(now)...)
}

// take makes a turn of coach speech that meets no voice of hers.
func (f *floor) take(s span) []act {
	if f.her.phase == thinking {
		same := f.her.answering && f.turn.to > 0 && s.from <= f.turn.to+f.rules.Continue
		f.her.phase = silent
		if same {
			f.pauses.add(s.from - f.turn.to)
			f.turn.open, f.turn.to = true, s.to
			f.turn.sure, f.turn.second, f.turn.end = false, false, lexicon.EndUnsure
		} else {
			f.turn = turn{open: true, from: s.from, to: s.to}
		}
		return []act{{do: doDrop, same: same}}
	}
	f.turn = turn{open: true, from: s.from, to: s.to, over: f.her.spoke && s.from < f.her.end}
	return nil
}

// decoded is told what the words of the open turn are, of speech up to `to`,
// and how they end. sure: they end in a question, or a second decode agreed.
// Words that come late leave the window as it is, so that the decision does
// not depend on the engine's speed.
func (f *floor) decoded(now, to time.Duration, first bool, c class, end lexicon.End, sure bool) []act {
	t := &f.turn
	if !t.open || to != t.decoded {
		return nil
	}
	t.class, t.known = c, to
	if first && now-t.to <= textBy {
		t.end, t.sure = end, sure
	}
	if !first && now-t.to <= windowDone {
		t.sure = t.sure || sure
	}
	return f.advance(now)
}

// advance decides what time alone decides.
func (f *floor) advance(now time.Duration) []act {
	var acts []act
	if !f.quiet && now-f.seen >= noFrames {
		f.quiet = true
		acts = append(acts, act{do: doQuiet, span: span{f.seen, now}})
	}
	if f.paused {
		return acts
	}
	if f.burst.live && now-f.came > frameWait { // frames stopped in mid-speech
		if ipu, ended := f.voice.Advance(now); ended {
			acts = append(acts, f.burstEnded(span{ipu.From, ipu.To})...)
		}
		f.burst.live = f.voice.Speaking()
	}
	if f.turn.open {
		return append(acts, f.endpoint(now)...)
	}
	if at, ok := f.silenceDue(); ok && now >= f.her.end+at && !f.burst.live {
		f.gap.next++
		if at < moveLimit && f.gap.moved {
			return acts
		}
		return append(acts, act{do: doSilence, at: at})
	}
	return acts
}

// silenceDue is the next silence entry of a silence that is going on.
func (f *floor) silenceDue() (time.Duration, bool) {
	if f.her.phase != silent || f.turn.open || !f.her.spoke && f.her.end == 0 || f.gap.next >= len(f.rules.Silences) {
		return 0, false
	}
	return f.rules.Silences[f.gap.next], true
}

// next is when advance wants to be called next; 0 when time alone changes nothing.
func (f *floor) next() time.Duration {
	var due time.Duration
	at := func(t time.Duration) {
		if due == 0 || t < due {
			due = t
		}
	}
	if !f.quiet {
		at(f.seen + noFrames)
	}
	if f.paused {
		return due
	}
	if f.burst.live {
		at(max(f.came+frameWait, f.burst.last+ipuGap+media.FrameDur) + time.Millisecond)
	}
	if f.turn.open {
		at(f.nextEndpoint())
	}
	if d, ok := f.silenceDue(); ok && !f.burst.live {
		at(f.her.end + d)
	}
	return due
}

// mayStart says whether she may begin to sound now: not into what may be the
// begin of coach speech.
func (f *floor) mayStart() bool { return !f.paused && !f.burst.live }

// think: the owner looks for words. answering: for the coach's turn.
func (f *floor) think(answering, move bool) {
	f.her.phase, f.her.answering, f.her.move = thinking, answering, move
}

// sounding: her first sample is on its way.
func (f *floor) sounding() { f.her.phase = speaking }

// nothing: she found nothing to say, or what she said was not heard at all.
// The silence after a turn that she leaves unanswered begins with its end.
func (f *floor) nothing() {
	if f.her.phase == thinking && f.her.answering {
		f.her.end = max(f.her.end, f.turn.to)
	}
	f.her.phase = silent
}

// heardUpTo: the last sample of an utterance that was cut was heard at media
// time at. Who speaks next has been decided already.
func (f *floor) heardUpTo(at time.Duration) { f.her.end, f.her.spoke = at, true }

// fellSilent: her last sample was heard at media time at.
func (f *floor) fellSilent(at time.Duration) []act {
	f.heardUpTo(at)
	f.her.phase = silent
	if f.her.move {
		f.gap.moved, f.gap.next = true, 0
	} else {
		f.gap = gap{}
	}
	if s := f.late; s != (span{}) && at-s.to <= lateWords {
		f.late = span{}
		f.turn = turn{open: true, from: s.from, to: s.to, over: true, class: words, decoded: s.to}
		return []act{{do: doDecode, span: s}}
	}
	return f.missed()
}

// noTurn: what was decided turned out to hold no words of the coach's.
func (f *floor) noTurn() { f.her.phase = silent }

// typed: the coach's turn was a typed line; speech cannot go on with it.
func (f *floor) typed() {
	f.turn = turn{}
	f.answered()
}

// answered: the coach's turn was one; the silence before it is over.
func (f *floor) answered() { f.gap = gap{} }

// pause stops all deciding (set aside, line down); resume starts it afresh.
func (f *floor) pause() { f.paused, f.burst = true, burst{} }

// breakOff ends the coach's speech where it is, if any is going on.
func (f *floor) breakOff() []act {
	acts := f.missed()
	ipu, ok := f.voice.End()
	f.burst.live = false
	if !ok {
		return acts
	}
	s := span{ipu.From, ipu.To}
	acts = append(acts, act{do: doIPU, span: s})
	if f.turn.open {
		f.turn.to = max(f.turn.to, s.to)
		return acts
	}
	return append(acts, act{do: doShort, span: s})
}

func (f *floor) resume(now time.Duration) {
	f.paused = false
	f.her.end = now
	f.gap.next = 0
}
