// Package chain puts engines of one kind in a row in which each stands in for
// the one before it: the language model of a hosted service, the one of a
// machine in the next room, and at the end what this machine can do by itself.
//
// The first engine is asked; the next one at once when it fails before it has
// brought anything, and beside it when it has brought nothing after its
// patience. Whoever brings something first is heard to its end, the others are
// cancelled. What has been brought is never asked for again: an engine that
// fails later ends the call with its error.
//
// There is a goroutine for each engine that is asked; it is joined before the
// call that asked returns. Engines must return soon after their context ends.
package chain

import (
	"errors"
	"strings"
	"time"
)

// Kind is what an engine does.
type Kind string

const (
	Ears  Kind = "stt"
	Words Kind = "llm"
	Voice Kind = "tts"
)

// Kinds are all of them, in the order in which a talk uses them.
func Kinds() []Kind { return []Kind{Ears, Words, Voice} }

// Use is one call of one engine, told when it is over.
type Use struct {
	Kind   Kind
	Engine string        // its name, as in [Link]
	First  time.Duration // until the first word or sound came that was heard; 0: none was
	Took   time.Duration
	// Err is nil when it did what was asked, or nobody wanted more of it;
	// [ErrLate] when it had brought nothing after its patience, and did not
	// before another one had or the call was over.
	Err error
	// Next is the engine that was heard in its place, "" when none was.
	Next string

	// What was consumed, as far as the kind has it: nothing by a call that
	// failed before it brought something.
	TokensIn, TokensOut int
	Counted             bool          // by the service; else the tokens are estimated from the text
	Sound               time.Duration // of speech understood, or made and handed on
	Characters          int           // of text given to a voice
}

// Report takes uses, in the order of the links; it must not block. It is
// called by the goroutine that asked, when nothing runs any more. A nil Report
// wants none.
type Report func(Use)

// Link is one engine of a chain. It may be shared by practices.
type Link[E any] struct {
	Name   string
	Engine E
	// Patience is how long the first word or sound may take before the next
	// link is asked too; 0: for ever, for an engine of this machine. The last
	// link has all the time there is, but a voice no more than 10 s.
	Patience time.Duration
	Breaker  *Breaker // nil: it is always asked
}

var (
	// ErrLate is an engine that brought nothing in time.
	ErrLate = errors.New("nothing came in time")
	// ErrResting: every model's breaker is open, and none was asked. The
	// author's lines are better than to wait for what is known to fail; ears
	// and a voice have nothing in their place, and their last link is asked.
	ErrResting = errors.New("no language model is asked just now")
)

// failures are what became of the links when none brought anything.
type failures []error

func (f failures) Error() string {
	var all []string
	for _, err := range f {
		all = append(all, err.Error())
	}
	return strings.Join(all, "; ")
}

func (f failures) Unwrap() []error { return f }
