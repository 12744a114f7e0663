// Package timing measures what happened between two speakers from the
// timeline alone: who spoke when, over whom, and what was left open. It is
// pure; times are milliseconds of media time.
package timing

import (
	"slices"
	"strings"

	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/timeline"
)

// Kind says what an overlap was, by the name the report has for it.
type Kind string

const (
	Terminal          Kind = "terminal"
	SimultaneousStart Kind = "simultaneous"
	Backchannel       Kind = "backchannel"
	VocalNoise        Kind = "noise"
	Completion        Kind = "collaborative"
	Purposeful        Kind = "purposeful"
	ButtingIn         Kind = "butting_in"
	PauseInterruption Kind = "pause_interruption"
	Interruption      Kind = "interruption"
)

// Overlap is coach speech that began before the client's utterance was over:
// while she sounded or in a planned pause of hers.
type Overlap struct {
	From, To timeline.Ms // the coach's speech, first to last voiced sample
	Text     string      // its words
	Next     timeline.Ms // when the coach spoke again after To; 0: not soon

	ClientFrom timeline.Ms // her first sample at the ear
	Before     timeline.Ms // silence of both before ClientFrom
	// ClientEnd is the end of her audio at the ear; for an utterance that was
	// cut, when it would have ended. 0: not known.
	ClientEnd timeline.Ms
	Said      string // her words up to From
	Unplayed  string // her words after From, spoken or not
	InPause   bool   // From lies in a planned pause of hers,
	PauseFrom timeline.Ms
	Yielded   bool // she stopped for it, and it was no false stop
	// Unsure is by how much the limits that compare the coach's times with
	// hers are widened, in the coach's favour, ms.
	Unsure timeline.Ms
}

// Limits of the rules, ms.
const (
	terminal     timeline.Ms = 300
	simultaneous timeline.Ms = 300
	jointSilence timeline.Ms = 200
	brief        timeline.Ms = 1000
	followOn     timeline.Ms = 700
	pauseGap     timeline.Ms = 1500

	terminalWords   = 2
	completionWords = 4
)

// Classify is the first of nine rules that holds, after the kinds of overlap
// told apart by Schegloff (2000) and by Gravano & Hirschberg (2011). The first
// seven are no fault, or half a one; the two interruptions are.
func Classify(o Overlap) Kind {
	d := o.To - o.From
	words := lexicon.Tokens(o.Text)
	switch {
	case o.ClientEnd > 0 && o.ClientEnd-o.From <= terminal+o.Unsure || len(lexicon.Tokens(o.Unplayed)) <= terminalWords:
		return Terminal
	case max(o.From-o.ClientFrom, o.ClientFrom-o.From) <= simultaneous+o.Unsure && o.Before >= jointSilence:
		return SimultaneousStart
	case d <= brief && lexicon.IsBackchannel(o.Text) && (o.Next == 0 || o.Next-o.To > followOn):
		return Backchannel
	case len(words) == 0:
		return VocalNoise
	case completes(words, o):
		return Completion
	case StatesPurpose(o.Text):
		return Purposeful
	case d <= brief && !o.Yielded:
		return ButtingIn
	case o.InPause && o.From-o.PauseFrom < pauseGap:
		return PauseInterruption
	}
	return Interruption
}

// Flagged says that an overlap of this kind is the coach's mistake. A
// simultaneous start is one when the coach did not give way within a second.
func (o Overlap) Flagged(k Kind) bool {
	switch k {
	case SimultaneousStart:
		return o.To-o.From > brief
	case PauseInterruption, Interruption:
		return true
	}
	return false
}

// completes: a few words that are those she was about to say or has just said.
func completes(words []string, o Overlap) bool {
	if len(words) > completionWords {
		return false
	}
	said := lexicon.Tokens(o.Said)
	near := append(said[max(0, len(said)-completionWords):], first(lexicon.Tokens(o.Unplayed), completionWords+2)...)
	known := 0
	for _, w := range words {
		if slices.Contains(near, w) {
			known++
		}
	}
	return 2*known > len(words)
}

func first(words []string, n int) []string { return words[:min(n, len(words))] }

var purposes = []string{
	"may i pause you", "can i pause you", "could i pause you", "let me pause you", "i'd like to pause you", "i want to pause you", "can we pause", "let's pause",
	"can i ask about", "could i ask about", "may i ask about", "can i check", "may i check", "could i check", "let me check", "i want to check", "i'd like to check",
	"before you go on", "before we go on", "before you continue", "before we move on",
	"can i come in here", "may i come in", "can i stop you", "may i stop you", "could i stop you", "can i interrupt", "may i interrupt",
	"can i just reflect", "can i stay with", "can we stay with", "i want to make sure i", "just to be sure i",
}

var softeners = []string{"sorry", "so", "oh", "okay", "and", "um", "just", "wait", "hold on", "a moment", "one moment", "a second", "one second", "to interrupt", "excuse me", "actually", "well"}

// StatesPurpose says that text begins with why the speaker comes in: "Can I
// check something?", "Sorry, before you go on". Small words may come first.
func StatesPurpose(text string) bool {
	return begins(lexicon.Spaced(text), purposes)
}

// unsoftened is said without the small words it begins with.
func unsoftened(said string) string {
	for again := true; again; {
		again = false
		for _, s := range softeners {
			if after, ok := strings.CutPrefix(said, " "+s+" "); ok {
				said, again = " "+after, true
			}
		}
	}
	return said
}
