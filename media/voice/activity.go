package voice

import "time"

const (
	// Threshold is the probability from which a window counts as voiced, at
	// the start of speech and at its end alike. The usual lower exit
	// threshold (.35) makes the end of speech known far later and no better.
	Threshold = .5
	// Bridge is the shortest silence that ends an IPU.
	Bridge = 200 * time.Millisecond
	// MinSpeech is the length from which a voiced stretch is an IPU; a click
	// is shorter.
	MinSpeech = 120 * time.Millisecond

	gap = 10 * time.Millisecond // from which the audio between two frames is lost
)

// A frame carries the verdict on a window that ended up to a frame before it
// and began 32 ms earlier, of which a sound may fill any part; and a beginning
// is heard later than an end is, because [Meter] sees the end itself. What that
// comes to on average is taken out here; package voicetest measures it. Neither
// depends on the noise by more than 10 ms.
const (
	onsetLead = 52 * time.Millisecond // from the true onset to the end of the first voiced frame
	offsetLag = 35 * time.Millisecond // from the true offset to the end of the last voiced frame
)

// Seen is the verdict, on the frame that ends at end, on speech in [from, to)
// by a detector whose lead and lag are just what Activity takes out.
func Seen(from, to, end time.Duration) bool { return end >= from+onsetLead && end < to+offsetLag }

// IPU is an inter-pausal unit: speech without an inner silence of [Bridge]
// or more, in media time, half open.
type IPU struct{ From, To time.Duration }

// Activity turns the probabilities of frames into onsets, offsets and IPUs.
// It is pure: it knows only the media time of what it is given. The zero
// value is ready.
type Activity struct {
	ipu      IPU           // the current one while speaking, else the last
	end      time.Duration // of the newest frame
	earliest time.Duration // no onset lies before this
	speaking bool
}

// Frame takes the frame [start, end) with speech probability p. Frames come
// in order; lost ones are simply left out. It returns the IPU that this frame
// shows to be over, if one is: no speech of less than [Bridge] after it can
// follow any more, and it was at least [MinSpeech] long.
func (a *Activity) Frame(start, end time.Duration, p float32) (IPU, bool) {
	ipu, over := a.Advance(end)
	if start-a.end > gap {
		a.earliest = max(a.earliest, start) // nobody is said to speak in what is lost
	}
	a.end = end
	if p < Threshold {
		return ipu, over
	}
	if !a.speaking {
		a.speaking = true
		a.ipu.From = max(end-onsetLead, a.earliest)
	}
	a.ipu.To = max(end-offsetLag, a.ipu.From)
	return ipu, over
}

// Advance says that nothing was voiced up to media time now: call it when
// frames have stopped coming. It returns the IPU that is over, as Frame does.
func (a *Activity) Advance(now time.Duration) (IPU, bool) {
	if now-onsetLead-a.ipu.To < Bridge { // an onset at now would still be bridged
		return IPU{}, false
	}
	return a.End()
}

// End ends the IPU at once, for instance because the line went down, and
// returns it if it was at least [MinSpeech] long.
func (a *Activity) End() (IPU, bool) {
	if !a.speaking {
		return IPU{}, false
	}
	a.speaking = false
	a.earliest = a.ipu.To
	return a.ipu, a.ipu.To-a.ipu.From >= MinSpeech
}

// Speaking is true from the first voiced frame until its IPU is over.
func (a *Activity) Speaking() bool { return a.speaking }

// Onset is where the current IPU began, or the last one if none is current.
// It is known with the first voiced frame, so it may turn out to be a click.
func (a *Activity) Onset() time.Duration { return a.ipu.From }

// LastVoiced is the best estimate of where speech ended last, 0 if there was
// none yet. It lies 35 ms back even while somebody speaks.
func (a *Activity) LastVoiced() time.Duration { return a.ipu.To }

// Silence is the time from LastVoiced to media time now.
func (a *Activity) Silence(now time.Duration) time.Duration { return max(0, now-a.ipu.To) }
