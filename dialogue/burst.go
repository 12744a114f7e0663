package dialogue

import (
	"time"

	"stillpoint/dialogue/lexicon"
	"stillpoint/media"
	"stillpoint/media/voice"
)

// burst is the newest stretch of coach speech without an inner silence of 200 ms.
type burst struct {
	live        bool
	onset, last time.Duration // last: where speech ended, as far as is known
	heard       time.Duration // end of the newest voiced frame; the detector lags, so speech may have ended before
	noted       bool          // longer than rules.Note
	taken       bool          // longer than rules.Drop and acted on
	class       class         // of the words so far
	listenAt    time.Duration // length at which it is decoded next, while she speaks
}

// length is how long the coach may have been speaking: what must not come
// late goes by it.
func (b burst) length() time.Duration { return b.heard - b.onset }

// sure is how long the coach has certainly been speaking.
func (b burst) sure() time.Duration { return b.last - b.onset }

// speech follows the burst that is going on.
func (f *floor) speech(fr media.Frame) []act {
	b := &f.burst
	if !b.live || b.onset != f.voice.Onset() {
		*b = burst{live: true, onset: f.voice.Onset(), listenAt: max(f.rules.Note, f.rules.Start-250*time.Millisecond)}
	}
	b.last = f.voice.LastVoiced()
	if fr.Speech >= voice.Threshold {
		b.heard = fr.End()
	}
	if b.length() < f.rules.Note {
		return nil
	}
	if !b.noted {
		b.noted = true
		if f.turn.open {
			f.pauses.add(b.onset - f.turn.to)
			f.turn.sure, f.turn.second, f.turn.end = false, false, lexicon.EndUnsure
		}
	}
	switch {
	case f.her.phase == speaking:
		return f.over()
	case f.turn.open:
		f.turn.to = b.last
	case !b.taken && b.sure() >= f.rules.Drop:
		b.taken = true
		return f.take(span{b.onset, b.last})
	case b.taken:
		f.turn.to = b.last
	}
	return nil
}

// over follows coach speech over her voice.
func (f *floor) over() []act {
	b := &f.burst
	var acts []act
	if b.length() >= b.listenAt {
		if next := f.rules.Start - 50*time.Millisecond; b.listenAt < next {
			b.listenAt = next
		} else {
			b.listenAt += f.rules.NoText
		}
		acts = append(acts, act{do: doProbe, span: span{b.onset, b.last}})
	}
	if f.wantsStop() {
		acts = append(acts, f.stop()...)
	}
	return acts
}

func (f *floor) wantsStop() bool {
	switch f.burst.class {
	case words:
		return f.burst.length() >= f.rules.Start
	case unknown, wordless:
		return f.burst.length() >= f.rules.Start+f.rules.NoText
	}
	return false
}

func (f *floor) stop() []act {
	acts := f.missed()
	f.her.phase, f.burst.taken = silent, true
	f.turn = turn{open: true, from: f.burst.onset, to: f.burst.last, over: true, stopped: true, class: f.burst.class}
	return append(acts, act{do: doStop, span: span{f.burst.onset, f.burst.last}})
}

// missed gives up words that fell over hers: they were no turn.
func (f *floor) missed() []act {
	s := f.late
	f.late = span{}
	if s == (span{}) {
		return nil
	}
	return []act{{do: doMissed, span: s}}
}

// burstEnded is told of a finished IPU, 200 ms after its end.
func (f *floor) burstEnded(s span) []act {
	f.burst.live = false
	acts := []act{{do: doIPU, span: s}}
	switch {
	case f.turn.open && f.her.phase != speaking:
		f.turn.to = max(f.turn.to, s.to)
		f.turn.decoded = f.turn.to
		acts = append(acts, act{do: doDecode, span: span{f.turn.from, f.turn.to}})
	default:
		acts = append(acts, act{do: doShort, span: s})
	}
	return acts
}

// probed is told what the words of the burst over her voice are so far.
func (f *floor) probed(c class) []act {
	f.burst.class = c
	if f.her.phase == speaking && f.burst.live && f.wantsStop() {
		return f.stop()
	}
	return nil
}

// short is told what a finished burst was that is no turn yet.
func (f *floor) short(s span, c class) []act {
	switch {
	case c != words:
		return nil
	case f.turn.open, f.paused:
		return []act{{do: doMissed, span: s}}
	case f.her.phase == speaking:
		acts := f.missed()
		f.late = s
		return acts
	}
	acts := f.take(s)
	f.turn.class = words
	return acts
}
