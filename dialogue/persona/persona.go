// Package persona chooses what the client does and says. It owns the words of
// a turn: a [Responder] is asked once a turn and answers in sentences, each
// with the silence that belongs before it.
package persona

import (
	"context"
	"iter"
	"time"

	"stillpoint/dialogue/timeline"
	"stillpoint/dialogue/trust"
)

// Turn is what a Responder is asked to answer.
type Turn struct {
	N     int                  // number of the last coach turn; 0 is the opening
	Heard []timeline.Utterance // the talk so far, both sides, as HEARD; oldest first
	State trust.State          // has already stepped for this turn
	// Why is the reason she speaks: one of the timeline.Why constants.
	Why timeline.Why
	// Silence is, for WhySilence, the scenario's `at` that has been reached.
	Silence time.Duration
	// Cue is the intensity (0 to 3) of the cue in her last utterance.
	Cue int
	// Timing is what the floor saw of the coach since her last turn: held
	// silences, interruptions, a rush.
	Timing []trust.Event
	// Pause is the longest silence the coach left open since her last words.
	Pause time.Duration
	// Events are all that moved her in this turn, Opened and Closed the layers
	// that it opened or shut (nil: none).
	Events         []trust.Event
	Opened, Closed *int
	// Deadline is when the first sentence is wanted; zero when there is none.
	Deadline time.Time
}

// Weighed is what a coach's turn did to her.
type Weighed struct {
	State  trust.State
	Events []trust.Event
	Change trust.Change
}

// Sentence is one piece of what she says. It is spoken in one breath.
type Sentence struct {
	Text      string        // what the voice says; empty for a pause alone
	Line      string        // id of the authored line, else empty
	Layer     int           // 0 to 3, the layer the words come from
	Cue       *timeline.Cue // what she shows while saying it, else nil
	Behaviour string        // answer, go_deeper, withdraw, thin, deflect, rest, …
	Origin    string        // timeline.OriginAuthored or timeline.OriginLLM
	Pause     time.Duration // planned silence before Text
	// Think is, on the first sentence of a reply, how long after the coach's
	// end she means to begin. It never depends on an engine's speed.
	Think time.Duration
	// Resume asks for the unheard rest of the line that was cut, from stored audio.
	Resume bool
	// Aside sets the role-play aside once the sentence has been heard.
	Aside bool
}

// A Responder finds the client's words. Respond is called from the reply
// goroutine of one practice at a time. The sequence ends early when ctx ends
// or the consumer stops; an error is the last pair yielded. An empty sequence
// means that she says nothing.
type Responder interface {
	Respond(ctx context.Context, t Turn) iter.Seq2[Sentence, error]
}
