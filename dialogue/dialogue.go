// Package dialogue is the conversation between a coach and a simulated
// client: the floor (who may speak, what a silence means), the [Practice]
// that owns all state of one talk, and the interfaces it needs.
//
// One goroutine, [Practice.Run], owns everything; at most one listen and one
// reply run beside it. Times are media time: the time since the practice
// began on one monotonic clock.
package dialogue

import (
	"context"
	"iter"
	"time"

	"stillpoint/dialogue/timeline"
	"stillpoint/media"
)

// Line is the coach's line. All methods may be called by the owner only and
// never block.
type Line interface {
	// Frames delivers the microphone in media-time order, without overlap;
	// lost stretches are simply missing. It is closed on hang-up.
	Frames() <-chan media.Frame
	// Play queues p behind what is queued already and returns the playout
	// position at which p will end. Positions count samples given to Play,
	// as a duration, from 0; silence sent between utterances is not counted.
	Play(p media.PCM) (end time.Duration)
	// Cut drops what is queued and returns the position really sent. What was
	// sent is still heard; a Playout at exactly that position follows.
	Cut() (pos time.Duration)
	// Heard reports what the coach's ear has received: at least one [media.Playout]
	// every 20 ms of audio played, and always one at the end of a run (queue
	// dry or cut). Positions never decrease.
	Heard() <-chan media.Playout
}

// Speech is a stretch of the coach's microphone that voice activity called
// speech, with its pre-roll.
type Speech struct {
	PCM      media.PCM
	From, To time.Duration // media time of the first and just after the last sample
}

// Transcriber turns speech into words. It may be called by several goroutines;
// the returned utterance has Text (may be empty: no words) and Confidence,
// and, if the engine knows them, Words in media time. It does not keep PCM.
// It returns soon after ctx ends, with ctx's cause.
type Transcriber interface {
	Transcribe(ctx context.Context, speech Speech) (timeline.Utterance, error)
}

// Voice speaks text. The chunks follow each other without a gap. It may be
// called by several goroutines. When ctx ends or the consumer stops, the
// engine stops working at once. A chunk is kept and may be the engine's own:
// nobody writes to it. An error is the last pair yielded; a text
// without letters yields nothing.
type Voice interface {
	Speak(ctx context.Context, text string) iter.Seq2[media.PCM, error]
}

// Recorder keeps timeline events. Append may not block on the disk; it copies
// what it needs. The error is about this event or an earlier one.
type Recorder interface {
	Append(timeline.Event) error
}

// Tape records both voices on media time. Its methods do not block; audio
// that arrives more than 600 ms after its time is dropped and counted.
type Tape interface {
	Coach(f media.Frame)
	// Client records p, whose first sample was heard by the coach at media time at.
	Client(at time.Duration, p media.PCM)
}

// Page is what the coach sees. Its methods do not block and may drop a
// caption, never a state or a notice.
type Page interface {
	State(s State, at time.Duration)
	Caption(side timeline.Side, turn int, text string, final bool)
	Notice(code, message string)
	// Safety: words were heard that may be about the coach; the role-play is
	// set aside until the coach says what they were.
	Safety()
}
