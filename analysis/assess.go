package analysis

import (
	"fmt"

	"stillpoint/analysis/timing"
	"stillpoint/dialogue/timeline"
)

const (
	fewTurns  = 3    // of the coach's: fewer say nothing about how somebody coaches
	fewWords  = 20   // of the coach's
	fewSpeech = 0.10 // share of the talk, below which a coach has hardly spoken
)

// assess says what of the report can be relied on, and what keeps the words
// from being assessed ("" when nothing does). The reasons go on from "because".
func assess(tl timeline.Timeline, t timing.Times, r Rubric) (a Assessable, unread string) {
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
		if c, ok := e.Body.(timeline.CoachTurn); ok && c.Typed && c.Text != "" {
			typed++
		}
	}
	switch {
	case coach == 0 && client == 0:
		unread = "no words were understood"
	case coach == 0:
		unread = "no words of the coach's were understood"
	case client == 0:
		unread = "the client said nothing that could be answered"
	case coach < fewTurns || words < fewWords || typed == 0 && t.Talk.Speech.Client > 0 && t.Talk.Coach < fewSpeech:
		unread = fmt.Sprintf("there was not enough coach speech: %s in %s", count(words, "word"), count(coach, "turn"))
	}
	a = Assessable{Timing: t.Assessable, Verbal: unread == "", Because: []string{}}
	because := func(say bool, format string, args ...any) {
		if say {
			a.Because = append(a.Because, fmt.Sprintf(format, args...))
		}
	}
	because(unread != "", "%s", unread)
	because(typed > 0 && typed >= coach, "the coach typed, so the timing is not theirs")
	a.Timing = a.Timing && (typed == 0 || typed < coach)
	a.Because = append(a.Because, t.Because...)
	because(tl.Schema < timeline.Schema, "the timeline says that it has schema %d, and was read as schema %d", tl.Schema, timeline.Schema)
	because(!tl.Complete, "the practice broke off at %s; everything up to there is here", Clock(max(tl.Length, 0)))
	because(r.Scenario == nil, "the scenario %s is not known here, so that what the client offered is read from the words alone", tl.Scenario)
	return a, unread
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
