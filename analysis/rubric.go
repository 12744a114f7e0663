package analysis

import (
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
)

// Edition names a rubric and its version. A report of an older version can be
// told from a newer one's by it.
type Edition struct {
	ID      string `json:"id"`
	Version int    `json:"version"`
}

// Rubric is how a practice is read.
type Rubric struct {
	Edition
	// Scenario is whom the coach talked with; nil: not known, so that only her
	// words tell what she offered.
	Scenario *scenario.Scenario
}

// TrustSafety is this version's rubric: six markers of trust and safety and
// five habits that get in their way. Raise the version with every change that
// can change a report.
func TrustSafety(s *scenario.Scenario) Rubric {
	return Rubric{Edition{ID: "trust-safety", Version: 4}, s}
}

// RubricFor is this version's rubric for tl, with the one of people whom it was
// held with: the same id, and the same file unless tl does not say which.
func RubricFor(tl timeline.Timeline, people []*scenario.Scenario) Rubric {
	for _, s := range people {
		if s.ID == tl.Scenario && (tl.ScenarioSHA256 == "" || s.SHA256 == tl.ScenarioSHA256) {
			return TrustSafety(s)
		}
	}
	return TrustSafety(nil)
}
