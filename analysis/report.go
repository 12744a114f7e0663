// Package analysis says what one practice shows: how its silences were held,
// who spoke over whom, and which signs of trust and safety the words hold, each
// with the evidence beside it. It is pure: no clock, no files, no network. The
// same timeline and rubric give the same bytes.
//
// Times are milliseconds of media time, intervals [From, To), shares 0 to 1
// rounded to 3 decimals. Lists are never nil and stand by From, then kind.
package analysis

import (
	"stillpoint/analysis/timing"
	"stillpoint/dialogue/timeline"
)

// Schema is the version of the report's JSON form. It is raised only when a
// meaning changes.
const Schema = 1

// Report is all that analysis says about one practice.
type Report struct {
	Schema     int         `json:"schema"`
	Practice   string      `json:"practice"`
	Scenario   string      `json:"scenario"`
	Rubric     Edition     `json:"rubric"`
	Length     timeline.Ms `json:"length"`
	Complete   bool        `json:"complete"` // false: the practice broke off, all up to there is here
	Assessable Assessable  `json:"assessable"`

	Turns    []timing.Turn       `json:"turns"`
	Silences []timing.Silence    `json:"silences"`
	Overlaps []timing.Overlapped `json:"overlaps"`
	Pace     timing.Pace         `json:"pace"`
	Talk     timing.Talk         `json:"talk"`
	Lag      timing.Lag          `json:"lag"`

	Evidence  []Evidence   `json:"evidence"`
	Markers   []Marker     `json:"markers"`
	Mistakes  []Mistake    `json:"mistakes"`
	Strength  *Strength    `json:"strength"` // nil: nothing was shown that could be named
	Drill     *Drill       `json:"drill"`    // nil: there was not enough to choose one by
	Questions []Question   `json:"questions"`
	Trust     []TrustPoint `json:"trust"`
	Info      Info         `json:"info"`

	Help  string `json:"help,omitempty"` // words for the coach when scoring stopped at a risk
	About string `json:"about"`          // what a report is, and what it is not
}

// Assessable says which halves of the report can be relied on.
type Assessable struct {
	Timing  bool     `json:"timing"`
	Verbal  bool     `json:"verbal"`
	Because []string `json:"because"` // why not, or what had to be left out
}

// What becomes of an opportunity.
const (
	Observed = "observed"
	Missed   = "missed"
	Note     = "note" // said, but nothing is counted
)

// Who found a piece of evidence.
const (
	ByRule   = "rule"
	ByModel  = "model"
	ByTiming = "timing"
	ByPerson = "person"
	ByLLM    = "llm"
)

// Evidence is one place in the practice that shows or misses something.
type Evidence struct {
	ID         string      `json:"id"`
	Code       string      `json:"code"` // M1 to M6, X1 to X5
	Verdict    string      `json:"verdict"`
	From       timeline.Ms `json:"from"`
	To         timeline.Ms `json:"to"`
	Coach      *Quote      `json:"coach,omitempty"`
	Client     *Quote      `json:"client,omitempty"`
	Detector   string      `json:"detector"`
	Confidence float64     `json:"confidence"` // 0 to 1
	Why        string      `json:"why"`        // goes on from "because"
	Text       string      `json:"text"`       // the sentence for the coach
}

// Quote is what was said: an exact substring of the text of the event Seq.
type Quote struct {
	Seq   int    `json:"seq"`
	Quote string `json:"quote"`
}

// Marker is one of the six signs of trust and safety.
type Marker struct {
	Code     string   `json:"code"`
	Name     string   `json:"name"`
	Level    *int     `json:"level"` // 0 to 5; nil: not assessable
	Offered  int      `json:"offered"`
	Taken    int      `json:"taken"`
	Evidence []string `json:"evidence"`          // ids
	Because  string   `json:"because,omitempty"` // why Level is nil
}

// Mistake is one of the five habits that close a client.
type Mistake struct {
	Code     string   `json:"code"`
	Name     string   `json:"name"`
	Count    int      `json:"count"`
	Weight   float64  `json:"weight"`
	Evidence []string `json:"evidence"` // ids
}

// Strength is the one thing to keep.
type Strength struct {
	Code     string   `json:"code"`
	Title    string   `json:"title"`
	Text     string   `json:"text"`
	Evidence []string `json:"evidence"` // ids
}

// Drill is the one thing to practise next.
type Drill struct {
	Code     string   `json:"code"`
	Title    string   `json:"title"`
	Text     string   `json:"text"` // why this one
	Evidence []string `json:"evidence"`
	Exercise string   `json:"exercise"`
	Start    Start    `json:"start"`
}

// Start is what to ask the server for to begin an exercise.
type Start struct {
	Scenario string `json:"scenario"`
	Focus    string `json:"focus"`
}

// Question is one to think about before or after a practice.
type Question struct {
	When string `json:"when"` // before or after
	Code string `json:"code"` // of the marker it is about
	Text string `json:"text"`
}

// TrustPoint is the client's inner state after a turn, as the timeline has it.
type TrustPoint struct {
	At timeline.Ms `json:"at"`
	timeline.TrustStep
}

// Info is told and never scored.
type Info struct {
	Reflections int      `json:"reflections"`
	Questions   int      `json:"questions"`
	Ratio       *float64 `json:"ratio"`   // reflections to questions; nil: no question was asked
	Silence     *float64 `json:"silence"` // share of the counted time that was silence; nil: nothing was counted
	Uptake      *float64 `json:"uptake"`  // share of the client's content words that the coach used again; nil: she had none
}
