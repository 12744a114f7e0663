package timing

import "stillpoint/dialogue/timeline"

// Times is what the clock says about one practice. Lists are never nil and are
// ordered by From, then Kind. Shares are 0 to 1 and rounded to 3 decimals.
type Times struct {
	Turns     []Turn
	Silences  []Silence
	Overlaps  []Overlapped
	Transfers []Transfer
	Pace      Pace
	Talk      Talk
	Lag       Lag
	Excluded  []Span // aside, line and risk: nothing in them counts

	Assessable bool
	Because    []string // why not, or what had to be left out
}

// Turn is what one side said before the other's turn.
type Turn struct {
	Turn     int           `json:"turn"`
	Side     timeline.Side `json:"side"`
	From     timeline.Ms   `json:"from"`
	To       timeline.Ms   `json:"to"`
	Speech   timeline.Ms   `json:"speech"` // voiced time
	Words    int           `json:"words"`
	WPM      int           `json:"wpm,omitempty"` // from the first to the last voiced sample; 0: too short to tell
	Question string        `json:"question,omitempty"`
	Class    string        `json:"class,omitempty"` // left empty here
	Text     string        `json:"text"`            // as a person corrected it, if so
	Raw      string        `json:"raw,omitempty"`   // as recognised, when Text is a correction
	Seq      int           `json:"seq"`             // of the coach or client event
}

// The kinds of silence.
const (
	Aside    = "aside"
	Down     = "line"
	Thinking = "thinking"
	DeadAir  = "dead_air"
	Wait1    = "wait1"
	Wait2    = "wait2"
	Own      = "own"
	Edge     = "edge"
)

// What ends a silence.
const (
	ByCoach  = "coach"
	ByClient = "client"
	ByRefill = "refill"
	ByEnd    = "end"
)

// Silence is a stretch in which neither side speaks, backchannels apart.
type Silence struct {
	Kind      string      `json:"kind"`
	From      timeline.Ms `json:"from"`
	To        timeline.Ms `json:"to"`
	Turn      int         `json:"turn"` // of the client, around which it stands
	EndedBy   string      `json:"ended_by"`
	Eligible  timeline.Ms `json:"eligible"` // what of it may count
	Held      bool        `json:"held"`     // Eligible reaches 3 s
	DurCredit float64     `json:"dur_credit"`
	Ctx       float64     `json:"ctx"`
	Factor    float64     `json:"factor"` // 0.5 when the next act cancels it
	Credit    float64     `json:"credit"` // rounded to 3 decimals
	Why       string      `json:"why"`
}

// Overlapped is coach speech over the client's.
type Overlapped struct {
	Kind      string      `json:"kind"`
	From      timeline.Ms `json:"from"`
	To        timeline.Ms `json:"to"`
	Turn      int         `json:"turn"` // of the client
	Seq       int         `json:"seq"`  // of the coach event; 0: no words are known
	Coach     string      `json:"coach"`
	WordsLost int         `json:"words_lost"`
	Weight    float64     `json:"weight"` // 0, 0.5 or 1
	Unsaid    string      `json:"unsaid,omitempty"`
	Why       string      `json:"why"`
}

// Transfer is a change of floor. Speech that begins and ends within the
// other's makes none, nor does one across an excluded stretch.
type Transfer struct {
	To  timeline.Side `json:"to"`  // who has the floor then
	At  timeline.Ms   `json:"at"`  // their onset
	FTO timeline.Ms   `json:"fto"` // from the other's end to it; negative when they overlap (Heldner & Edlund 2010)
}

// Pace is how fast both spoke.
type Pace struct {
	Coach    []PacePoint `json:"coach"`
	Client   []PacePoint `json:"client"`
	Relative float64     `json:"relative"` // coach over client; 0: one of them not known
	Brisk    float64     `json:"brisk"`    // share of the coach's points above 200 words a minute
	// SpedUp are the coach's turns after an emotional one of hers that were
	// more than 15 % faster than the coach's median.
	SpedUp []int `json:"sped_up_after_emotion"`
}

// PacePoint is the words a minute inside the turns of the 60 s up to At.
type PacePoint struct {
	At  timeline.Ms `json:"at"`
	WPM int         `json:"wpm"`
}

// Talk is who held the floor, and how.
type Talk struct {
	Coach  float64 `json:"coach"` // share of voiced time, backchannels apart
	Client float64 `json:"client"`
	Speech struct {
		Coach  timeline.Ms `json:"coach"`
		Client timeline.Ms `json:"client"`
	} `json:"speech"`
	Silence     timeline.Ms `json:"silence"`      // thinking, wait1, wait2 and own
	Excluded    timeline.Ms `json:"excluded"`     // dead_air, line, aside and edge
	MedianWords float64     `json:"median_words"` // of the coach's turns
	Longest     Longest     `json:"longest"`      // of the coach's turns, by words
	Monologues  int         `json:"monologues"`   // coach turns of more than 60 words or 25 s
	Stacked     int         `json:"stacked"`      // questions asked on top of another in one turn
	Refills     int         `json:"refills"`
	Reference   *float64    `json:"reference,omitempty"` // the coach's share in a good practice with this client
}

// Longest is one turn.
type Longest struct {
	Turn  int         `json:"turn"`
	Words int         `json:"words"`
	Ms    timeline.Ms `json:"ms"`
}

// Lag is what the machine added. Of two practices that differ in nothing but
// the engines' speed, only this differs.
type Lag struct {
	Turns   int         `json:"turns"` // replies of hers that were timed
	P50     timeline.Ms `json:"excess_p50"`
	P95     timeline.Ms `json:"excess_p95"`
	Over700 float64     `json:"over_700"`
	DeadAir timeline.Ms `json:"dead_air"`
	Limited bool        `json:"limited"` // more than a fifth of the turns were more than 700 ms late
}

// Span is a stretch that does not count.
type Span struct {
	Kind string      `json:"kind"` // aside, line or risk
	From timeline.Ms `json:"from"`
	To   timeline.Ms `json:"to"`
}
