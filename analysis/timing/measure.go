package timing

import (
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
)

// Measure times tl. Its result is never a failure: what cannot be measured is
// said in Because. s, which may be nil, lends its planned pauses, its silence
// entries, the lines that are insights and its reference.
func Measure(tl timeline.Timeline, s *scenario.Scenario) Times {
	r := read(tl, s)
	t := Times{Turns: []Turn{}, Overlaps: []Overlapped{}, Excluded: []Span{}, Because: r.notes}
	t.Pace = Pace{Coach: []PacePoint{}, Client: []PacePoint{}, SpedUp: []int{}}
	t.Silences = r.silences()
	return t
}
