package analysis

import "stillpoint/dialogue/scenario"

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
	return Rubric{Edition{ID: "trust-safety", Version: 1}, s}
}
