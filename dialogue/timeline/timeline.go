// Package timeline is the record a practice leaves: what happened and when.
// It is append-only; everything else (analysis, review, export) is computed
// from it. All times are integer milliseconds of media time (0 = the practice
// began; the recording's first sample) and intervals are half open [From, To).
package timeline

import (
	"strings"
	"time"
)

// Schema is the version of the JSON form. It is raised only when a meaning changes.
const Schema = 1

// Ms is a media time or a length in milliseconds.
type Ms int64

// At is the media time d in whole milliseconds, rounded to nearest.
func At(d time.Duration) Ms { return Ms(d.Round(time.Millisecond) / time.Millisecond) }

// Duration is m as a time.Duration.
func (m Ms) Duration() time.Duration { return time.Duration(m) * time.Millisecond }

// Timeline is a whole practice.
type Timeline struct {
	Schema         int       `json:"schema"`
	Practice       string    `json:"practice"`
	Scenario       string    `json:"scenario"`
	ScenarioSHA256 string    `json:"scenario_sha256"`
	Language       string    `json:"language"`
	Started        time.Time `json:"started"`
	Length         Ms        `json:"length"`   // last known media time when not complete
	Complete       bool      `json:"complete"` // false when the process died before `end` was written
	Events         []Event   `json:"events"`
}

// Side is who speaks.
type Side string

const (
	Coach  Side = "coach"
	Client Side = "client"
)

// Why is the reason the client spoke.
type Why string

const (
	WhyOpening     Why = "opening"
	WhyReply       Why = "reply"
	WhyResume      Why = "resume"
	WhySilence     Why = "silence"
	WhyInterrupted Why = "interrupted"
	WhyFallback    Why = "fallback"
	WhyGoodbye     Why = "goodbye"
)

const (
	OriginAuthored = "authored"
	OriginLLM      = "llm"
)

// Word is one word with its place in media time.
type Word struct {
	Text string `json:"text"`
	From Ms     `json:"from"`
	To   Ms     `json:"to"`
}

// Utterance is what one side said in one go, as heard.
type Utterance struct {
	Side       Side
	Turn       int
	From, To   Ms
	Text       string
	Confidence float64 // 0 to 1; 0 when the engine gives none
	Words      []Word  // empty when the engine gives no word times

	// Of the client's utterances alone:
	Why  Why
	Line string // id of the authored line, else empty
	Cue  *Cue
}

// Cue is a feeling she shows: what the scenario calls it and how strong (1 to 3).
type Cue struct {
	ID        string `json:"id"`
	Intensity int    `json:"intensity"`
}

// Piece is a part of a client utterance: words in one breath, or a planned
// pause, or a short sound that covers a late start (Bridge).
type Piece struct {
	Text   string `json:"text,omitempty"`
	Pause  bool   `json:"pause,omitempty"`
	Bridge bool   `json:"bridge,omitempty"`
	From   Ms     `json:"from"`
	To     Ms     `json:"to"`
	// Planned is how long a pause was meant to be: a voice that came late made
	// it longer, a coach who came in shorter. 0: not known.
	Planned Ms     `json:"planned,omitempty"`
	Words   []Word `json:"words,omitempty"`
	// Estimated marks Words whose times were shared out by length, not measured.
	Estimated bool `json:"estimated,omitempty"`
}

// Text joins the words of pieces, pauses left out.
func Text(pieces []Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		if p.Pause || p.Text == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(p.Text)
	}
	return b.String()
}
