package analysis

import (
	"fmt"
	"slices"
	"strings"

	"stillpoint/analysis/timing"
	"stillpoint/dialogue/timeline"
)

const (
	fewTurns  = 3    // of the coach's: less says nothing about how somebody coaches
	fewWords  = 20   // of the coach's
	fewSpeech = 0.10 // share of the talk, below which a coach has hardly spoken
)

// assess says what of the report can be relied on. What keeps the words from
// being assessed comes first in Because.
func assess(tl timeline.Timeline, t timing.Times, r Rubric) Assessable {
	a := Assessable{Timing: t.Assessable, Verbal: true, Because: []string{}}
	because := func(format string, args ...any) { a.Because = append(a.Because, fmt.Sprintf(format, args...)) }
	coach, client, typed, words := 0, 0, 0, 0
	for _, turn := range t.Turns {
		switch {
		case turn.Words == 0:
		case turn.Side == timeline.Coach:
			coach++
			words += turn.Words
		default:
			client++
		}
	}
	for _, e := range tl.Events {
		if c, ok := e.Body.(timeline.CoachTurn); ok && c.Typed {
			typed++
		}
	}
	switch {
	case coach == 0 && client == 0:
		a.Verbal = false
		because("Nobody said anything that was understood.")
	case coach == 0:
		a.Verbal = false
		because("No words of yours were understood.")
	case client == 0:
		a.Verbal = false
		because("The client said nothing, so there was nothing to answer.")
	case coach < fewTurns || words < fewWords || typed == 0 && t.Talk.Coach < fewSpeech && t.Talk.Speech.Client > 0:
		a.Verbal = false
		because("There was not enough coach speech: %s in %s.", count(words, "word"), count(coach, "turn"))
	}
	if coach == 0 || client == 0 {
		a.Timing = false
	}
	if typed > 0 && typed >= coach && coach > 0 {
		a.Timing = false
		because("You typed all you said, so the timing is not yours.")
	}
	for _, why := range t.Because {
		if !slices.Contains(a.Because, why) {
			a.Because = append(a.Because, why)
		}
	}
	if !tl.Complete {
		because("The practice broke off at %s; everything up to there is here.", clock(max(tl.Length, 0)))
	}
	if tl.Schema != timeline.Schema {
		because("The timeline is of form %d, and was read as form %d.", tl.Schema, timeline.Schema)
	}
	if t.Lag.Limited {
		because("The machine was late too often for the timing to say much.")
	}
	if r.Scenario == nil {
		because("The scenario is not known here: what the client offered is read from her words alone.")
	}
	return a
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %s", n, strings.TrimSuffix(what, "s")+"s")
}
