package timing

import (
	"fmt"

	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
)

// Measure times tl. Its result is never a failure: what cannot be measured is
// said in Because. s, which may be nil, lends its planned pauses, its silence
// entries, the lines that are insights and its reference.
//
// Speech, silence and words are told apart by the timeline's events alone;
// the machine's time is what lies between when she meant to begin and when
// she was heard, and counts for nobody.
func Measure(tl timeline.Timeline, s *scenario.Scenario) Times {
	r := read(tl, s)
	t := Times{Turns: r.turns(), Silences: r.silences(), Overlaps: r.overlaps(), Transfers: r.transfers(), Excluded: r.excluded()}
	t.Pace = r.pace(t.Turns, t.Silences)
	t.Talk = r.talk(t.Turns, t.Silences)
	t.Lag = r.lag(t.Silences)
	t.Because = append([]string{}, r.because(tl, t.Talk)...)
	t.Assessable = len(t.Because) == 0
	t.Because = append(t.Because, r.notes...)
	return t
}

// least is the shortest practice whose times say anything.
const least timeline.Ms = 10000

// because says why nothing can be said of the times of tl, if so.
func (r *record) because(tl timeline.Timeline, t Talk) (why []string) {
	if tl.Schema > timeline.Schema {
		why = append(why, fmt.Sprintf("the timeline has schema %d; this version reads up to %d", tl.Schema, timeline.Schema))
	}
	if tl.Length > day {
		why = append(why, "the practice is said to last for more than a day")
	}
	switch {
	case r.length < least:
		why = append(why, "the practice lasted for less than 10 s")
	case t.Speech.Coach == 0 && t.Speech.Client == 0:
		why = append(why, "nobody spoke")
	case t.Speech.Coach == 0:
		why = append(why, "the coach was not heard to speak")
	case t.Speech.Client == 0:
		why = append(why, "the client was not heard to speak")
	}
	return why
}
