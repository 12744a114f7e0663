package analysis

import (
	"fmt"
	"strings"
)

// The names of the markers and mistakes: ours, not a professional body's.
var names = map[string]string{
	"M1": "Context", "M2": "Their way, their words", "M3": "Strengths seen", "M4": "Care shown", "M5": "Feelings welcomed", "M6": "Open book",
	"X1": "Fixing too soon", "X2": "Feeling passed over", "X3": "Judging tone", "X4": "Space crowded", "X5": "Cold register",
}

// next is what to try, after a marker was missed or a mistake was made, and
// (kept) after a marker was shown.
var next, keep = map[string]string{
	"M1": "ask one open question about the people or the place it is about, before moving on",
	"M2": "take up the very word that was used, and wait for more",
	"M3": "name what was done or said, in one sentence, as soon as you hear it",
	"M4": "say in a few words what makes it hard, before anything else",
	"M5": "stay with it: one short sentence about what you heard in the voice, then wait",
	"M6": "ask first, and leave room for a no",
	"X1": "leave the idea where it is, say what you heard, and let the client go on",
	"X2": "stay with it: one short sentence about what you heard in the voice, then wait",
	"X3": "ask what made it matter, without weighing it",
	"X4": "ask one question, and count three breaths before you say anything more",
	"X5": "say it as you would to a friend, with one of the client's own words in it",
}, map[string]string{
	"M1": "come back later to one fact you heard here",
	"M2": "keep the word, and ask what it looks like",
	"M3": "leave a breath after it, so that it can land",
	"M4": "leave a breath after it, so that it can land",
	"M5": "leave three seconds after it, and see what comes",
	"M6": "do it again, as early as this or earlier",
}

// afterSilence is what to try after a feeling was given room without a word.
const afterSilence = "wait like that again, and then say in a few words what you heard"

// feedback is what e says to the coach.
func feedback(e Evidence) string {
	var b strings.Builder
	fmt.Fprintf(&b, "[%s]", Clock(e.From))
	switch {
	case e.Coach != nil && e.Client != nil:
		fmt.Fprintf(&b, " You said %s after the client said %s.", quoted(e.Coach), quoted(e.Client))
	case e.Coach != nil:
		fmt.Fprintf(&b, " You said %s.", quoted(e.Coach))
	case e.Client != nil:
		fmt.Fprintf(&b, " The client said %s.", quoted(e.Client))
	}
	name, mistake, advice := names[e.Code], strings.HasPrefix(e.Code, "X"), next[e.Code]
	verb := "shows"
	switch {
	case e.Verdict == Note && mistake:
		verb = "could be heard as"
	case e.Verdict == Note:
		verb = "is a note on"
	case e.Verdict == Missed:
		verb = "misses"
	case !mistake:
		advice = keep[e.Code]
		if e.Code == "M5" && e.Detector == ByTiming {
			advice = afterSilence
		}
	}
	fmt.Fprintf(&b, " This %s %s", verb, name)
	if why := strings.TrimRight(strings.TrimSpace(e.Why), "."); why != "" {
		fmt.Fprintf(&b, ", because %s", why)
	}
	b.WriteString(".")
	if advice != "" {
		fmt.Fprintf(&b, " Next time you might %s.", advice)
	}
	return b.String()
}

// quoted is a quote in its marks; the quote itself stays as it was said.
func quoted(q *Quote) string { return "“" + strings.TrimSpace(q.Quote) + "”" }
