package virtual

import (
	"time"

	"stillpoint/dialogue"
	"stillpoint/media"
)

// ear is how long her sound takes from the server to the coach's ear, unless
// the talk says otherwise.
const ear = 57 * time.Millisecond

// line is a coach's line without loss: what is played is heard after ear.
type line struct {
	ear  time.Duration
	step *dialogue.Stepper
	run  run           // the newest stretch of sound without a break
	told time.Duration // position reported last
}

// run is sound that was or will be sent without a break.
type run struct {
	from     time.Duration // media time of its first sample, at the server
	pos, end time.Duration // its first position and the one after its last
}

func (r run) until() time.Duration { return r.from + r.end - r.pos }

// sent is the position sent by media time now.
func (r run) sent(now time.Duration) time.Duration { return min(r.end, r.pos+max(0, now-r.from)) }

// Frames brings nothing: the talk hands its frames to the stepper.
func (l *line) Frames() <-chan media.Frame { return nil }

// Heard brings nothing either.
func (l *line) Heard() <-chan media.Playout { return nil }

// Play queues p.
func (l *line) Play(p media.PCM) time.Duration {
	if now := l.step.Now(); now > l.run.until() {
		l.run = run{from: now, pos: l.run.end, end: l.run.end}
	}
	l.run.end += p.Duration()
	return l.run.end
}

// Cut drops what has not been sent.
func (l *line) Cut() time.Duration {
	l.run.end = l.run.sent(l.step.Now())
	return l.run.end
}

// report is what the ear has received by now, when that is more than before.
func (l *line) report(now time.Duration) (media.Playout, bool) {
	pos := l.run.sent(now - l.ear)
	if pos <= l.told {
		return media.Playout{}, false
	}
	l.told = pos
	return media.Playout{At: l.run.from + pos - l.run.pos + l.ear, Pos: pos}, true
}

// sounding says whether she is heard just now, or will be within a moment.
func (l *line) sounding(now time.Duration) bool {
	return l.run.end > l.run.pos && now < l.run.until()+l.ear
}
