package dialogue

import "time"

// Rules are the floor's times. A zero field means its default.
type Rules struct {
	// Note is how much coach speech is noticed: her next piece waits (120 ms).
	Note time.Duration
	// Drop is how much coach speech drops a reply or a silence move that is
	// still being thought, and makes a turn of speech in open silence (250 ms).
	Drop time.Duration
	// Start is how much coach speech with words in it stops her (600 ms).
	Start time.Duration
	// NoText is how much longer she goes on while no words are known (300 ms).
	NoText time.Duration
	// Endpoint, if set, is a fixed endpoint window in place of the adaptive
	// one; for measuring only.
	Endpoint time.Duration
	// ThinkMargin is the least time between the decision that a turn is over
	// and her answer (200 ms; negative: none).
	ThinkMargin time.Duration
	// Continue is how long after the coach's end new speech, begun before she
	// is heard, still belongs to the same turn (1.5 s).
	Continue time.Duration
	// Quiet is how much quiet shows that a stop was false (700 ms).
	Quiet time.Duration
	// Cap is the longest coach turn (3 min); it guards against a microphone
	// that never falls silent.
	Cap time.Duration
	// Silences are the scenario's silence entries, in order: how long after
	// her audio has reached the ear.
	Silences []time.Duration
	// Length is when she says goodbye because the time is over (0: never).
	Length time.Duration
}

func (r Rules) withDefaults() Rules {
	set := func(d *time.Duration, to time.Duration) {
		if *d == 0 {
			*d = to
		}
	}
	set(&r.Note, 120*time.Millisecond)
	set(&r.Drop, 250*time.Millisecond)
	set(&r.Start, 600*time.Millisecond)
	set(&r.NoText, 300*time.Millisecond)
	set(&r.ThinkMargin, 200*time.Millisecond)
	set(&r.Continue, 1500*time.Millisecond)
	set(&r.Quiet, 700*time.Millisecond)
	set(&r.Cap, 3*time.Minute)
	r.ThinkMargin = max(r.ThinkMargin, 0)
	r.Note = min(r.Note, r.Start)
	r.Drop = min(r.Drop, r.Start)
	return r
}

const (
	ipuGap        = 200 * time.Millisecond // silence that ends an IPU; first speculative decode
	secondDecode  = 600 * time.Millisecond // silence at the second decode of a turn
	textBy        = 800 * time.Millisecond // a later first decode no longer moves the window
	windowMin     = 800 * time.Millisecond
	windowMax     = 3500 * time.Millisecond
	windowDone    = 1000 * time.Millisecond // the words can end a turn
	windowGoingOn = 2000 * time.Millisecond // the words ask for more
	windowElse    = 1400 * time.Millisecond
	frameLag      = 60 * time.Millisecond   // how late the newest frame may be at a decision
	frameWait     = 200 * time.Millisecond  // how long a decision waits for late frames
	lateWords     = 700 * time.Millisecond  // words over her end count as a turn from here on
	noiseMax      = 1000 * time.Millisecond // wordless speech up to here is noise, not a turn
	moveLimit     = 20 * time.Second        // one spoken silence move a gap before this
	noFrames      = 5 * time.Second         // no frames for so long: the line is quiet
	lostFrames    = time.Second             // so much of the microphone is lost: nobody held that silence
	asideMax      = 15 * time.Minute
)
