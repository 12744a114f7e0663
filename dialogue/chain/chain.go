// Package chain puts engines of one kind in a row in which each stands in for
// the one before it: the language model of a hosted service, the one of a
// machine in the next room, and at the end what this machine can do by itself.
//
// It starts a goroutine for each engine that is asked, and joins it before the
// call that asked returns.
package chain

import (
	"time"

	"stillpoint/dialogue"
	"stillpoint/dialogue/persona"
)

// Kind is what an engine does.
type Kind string

const (
	Ears  Kind = "stt"
	Words Kind = "llm"
	Voice Kind = "tts"
)

// Use is one call of one engine, told when it is over.
type Use struct {
	Kind   Kind
	Engine string        // its name, as in [Link]
	First  time.Duration // until the first word or sound came; 0: none did
	Took   time.Duration
	Err    error // nil: it did what was asked, or the caller wanted no more
	// Next is the engine that stood in for it, "" when none did.
	Next string

	// What was consumed, as far as the kind has it.
	TokensIn, TokensOut int
	Counted             bool          // by the service; else the tokens are estimated from the text
	Sound               time.Duration // of speech understood or made
	Characters          int           // of text given to a voice
}

// Report takes uses; it must not block. A nil Report wants none.
type Report func(Use)

// Link is one engine of a chain. It may be shared by practices.
type Link[E any] struct {
	Name   string
	Engine E
	// Patience is how long the first word or sound may take before the next
	// link is asked too; 0: for ever. The last link has all the time there is.
	Patience time.Duration
	Breaker  *Breaker // nil: it is always asked
}

// Breaker keeps an engine that fails from being asked.
type Breaker struct{}

// NewEars is the transcriber that asks links in turn; nil without any.
func NewEars(links []Link[dialogue.Transcriber], report Report) dialogue.Transcriber {
	if len(links) == 0 {
		return nil
	}
	return links[0].Engine
}

// NewVoice is the voice that asks links in turn; nil without any.
func NewVoice(links []Link[dialogue.Voice], report Report) dialogue.Voice {
	if len(links) == 0 {
		return nil
	}
	return links[0].Engine
}

// NewWords is the language model that asks links in turn; nil without any.
func NewWords(links []Link[persona.Completer], report Report) persona.Completer {
	if len(links) == 0 {
		return nil
	}
	return links[0].Engine
}
