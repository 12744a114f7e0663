package timeline

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Event is one thing that happened. In JSON the body's fields stand beside
// seq, at and kind.
type Event struct {
	Seq  int // 1, 2, … without gaps
	At   Ms  // when it was written
	Body Body
}

// Body is what happened: one of the types of this package that have a Kind.
type Body interface{ Kind() string }

// Line is the coach's connection: up, down, muted, unmuted, quiet (no frames:
// written after 5 s of it, or with the first frame after 1 s or more).
type Line struct {
	State string `json:"state"`
	Since Ms     `json:"since,omitempty"` // of quiet: the end of the last frame before it
}

const (
	LineUp      = "up"
	LineDown    = "down"
	LineMuted   = "muted"
	LineUnmuted = "unmuted"
	LineQuiet   = "quiet"
)

// IPU is a stretch of coach speech without an inner silence of 200 ms or more.
type IPU struct {
	Side Side `json:"side"`
	From Ms   `json:"from"`
	To   Ms   `json:"to"`
}

// CoachTurn is what the coach said in one turn.
type CoachTurn struct {
	Turn       int     `json:"turn"`
	From       Ms      `json:"from"` // first voiced sample
	To         Ms      `json:"to"`   // after the last voiced sample
	Text       string  `json:"text"`
	Decided    Ms      `json:"decided"` // when the floor knew that the turn was over
	Final      Ms      `json:"final"`   // when the text was there
	Confidence float64 `json:"confidence,omitempty"`
	Words      []Word  `json:"words,omitempty"`
	// WordsEstimated marks Words of which some were shared out over the coach's
	// speech by length, not measured.
	WordsEstimated bool   `json:"words_estimated,omitempty"`
	Echo           bool   `json:"echo,omitempty"`
	Backchannel    bool   `json:"backchannel,omitempty"`
	DecidedBy      string `json:"decided_by,omitempty"` // silence, end or cap
	Typed          bool   `json:"typed,omitempty"`      // a typed line: no IPUs, never scored for timing
	// Due is when she should have begun before, had the machine not been late:
	// the coach came in at From, and what she was to say was dropped. From Due
	// on the silence was the machine's. 0: she was not due yet.
	Due Ms `json:"due,omitempty"`
}

// ClientStart is written when her first sample is heard.
type ClientStart struct {
	Turn  int    `json:"turn"`
	Why   Why    `json:"why"`
	Text  string `json:"text"` // planned
	Think Ms     `json:"think"`
}

// ClientTurn is one client utterance as the coach heard it.
type ClientTurn struct {
	Turn        int     `json:"turn"`
	Why         Why     `json:"why"`
	Layer       int     `json:"layer"`
	Cue         *Cue    `json:"cue,omitempty"`
	Think       Ms      `json:"think"` // planned, after the coach's end
	Behaviour   string  `json:"behaviour,omitempty"`
	Origin      string  `json:"origin"`
	Line        string  `json:"line,omitempty"` // id of the authored line
	From        Ms      `json:"from"`
	To          Ms      `json:"to"`
	Pieces      []Piece `json:"pieces"`
	Text        string  `json:"text"`    // heard
	Unheard     string  `json:"unheard"` // cut away
	Cut         *Cut    `json:"cut,omitempty"`
	Uncertainty Ms      `json:"uncertainty"`
	Lag         Lag     `json:"lag"`
}

// Cut says that the coach's speech ended her utterance.
type Cut struct {
	By      Side `json:"by"`
	Onset   Ms   `json:"onset"`           // of the coach's speech
	Stopped Ms   `json:"stopped"`         // heard time of her last sample
	False   bool `json:"false,omitempty"` // it was no interruption after all
}

// Lag is the media time of each step towards an utterance; a step that did
// not happen is absent.
type Lag struct {
	Decided    Ms `json:"decided,omitempty"`
	Final      Ms `json:"final,omitempty"`
	FirstToken Ms `json:"first_token,omitempty"`
	FirstAudio Ms `json:"first_audio,omitempty"`
	Playout    Ms `json:"playout,omitempty"`
}

// TrustStep is the client's inner state after a turn.
type TrustStep struct {
	Turn   int          `json:"turn"`
	Events []TrustEvent `json:"events"`
	Trust  int          `json:"trust"`
	Guard  int          `json:"guard"`
	Open   int          `json:"open"`
	Opened *int         `json:"opened,omitempty"`
	Closed *int         `json:"closed,omitempty"`
	Why    string       `json:"why"`
}

// TrustEvent is one thing in a coach's turn that moved her.
type TrustEvent struct {
	Name     string `json:"name"`
	Weight   int    `json:"weight"`
	Evidence string `json:"evidence,omitempty"`
}

// Fault says that an engine (vad, stt, llm, tts, store) let us down.
type Fault struct {
	Engine    string `json:"engine"`
	What      string `json:"what"`
	Fatal     bool   `json:"fatal"`
	Recovered string `json:"recovered,omitempty"`
}

// Role says that the role-play was set aside (paused) or taken up (resumed).
type Role struct {
	State string `json:"state"`
	By    string `json:"by"` // coach, safety or client
}

// Correction is a person's better text for the coach event with seq Of.
type Correction struct {
	Of   int    `json:"of"`
	Text string `json:"text"`
	By   string `json:"by"`
}

// Consent is what the coach agreed to.
type Consent struct {
	TextSHA256 string `json:"text_sha256"`
	Recorded   bool   `json:"recorded"`
}

// Risk marks words that may be about the coach themselves; no text is kept.
type Risk struct {
	From Ms `json:"from"`
	To   Ms `json:"to"`
}

// End says that the practice is over: coach, time, silence, line, fault or shutdown.
type End struct {
	Cause string `json:"cause"`
}

// Unknown is a kind of event this version does not know. It is kept as it came.
type Unknown struct {
	Name string
	Raw  json.RawMessage
}

func (Line) Kind() string        { return "line" }
func (IPU) Kind() string         { return "ipu" }
func (CoachTurn) Kind() string   { return "coach" }
func (ClientStart) Kind() string { return "client_start" }
func (ClientTurn) Kind() string  { return "client" }
func (TrustStep) Kind() string   { return "trust" }
func (Fault) Kind() string       { return "fault" }
func (Role) Kind() string        { return "role" }
func (Correction) Kind() string  { return "correction" }
func (Consent) Kind() string     { return "consent" }
func (Risk) Kind() string        { return "risk" }
func (End) Kind() string         { return "end" }
func (u Unknown) Kind() string   { return u.Name }

type head struct {
	Seq  int    `json:"seq"`
	At   Ms     `json:"at"`
	Kind string `json:"kind"`
}

// MarshalJSON writes seq, at, kind and then the body's own fields.
func (e Event) MarshalJSON() ([]byte, error) {
	if u, ok := e.Body.(Unknown); ok {
		return u.Raw, nil
	}
	h, err := json.Marshal(head{e.Seq, e.At, e.Body.Kind()})
	if err != nil {
		return nil, err
	}
	b, err := json.Marshal(e.Body)
	if err != nil {
		return nil, fmt.Errorf("event %d: %w", e.Seq, err)
	}
	if bytes.Equal(b, []byte("{}")) {
		return h, nil
	}
	return append(append(h[:len(h)-1], ','), b[1:]...), nil
}

// UnmarshalJSON reads an event; fields it does not know are ignored, a kind
// it does not know becomes [Unknown].
func (e *Event) UnmarshalJSON(data []byte) error {
	var h head
	if err := json.Unmarshal(data, &h); err != nil {
		return fmt.Errorf("timeline event: %w", err)
	}
	read, ok := readers[h.Kind]
	if !ok {
		*e = Event{h.Seq, h.At, Unknown{h.Kind, bytes.Clone(data)}}
		return nil
	}
	body, err := read(data)
	if err != nil {
		return fmt.Errorf("timeline event %d (%s): %w", h.Seq, h.Kind, err)
	}
	*e = Event{h.Seq, h.At, body}
	return nil
}

var readers = map[string]func([]byte) (Body, error){
	"line": read[Line], "ipu": read[IPU], "coach": read[CoachTurn],
	"client_start": read[ClientStart], "client": read[ClientTurn],
	"trust": read[TrustStep], "fault": read[Fault], "role": read[Role],
	"correction": read[Correction], "consent": read[Consent],
	"risk": read[Risk], "end": read[End],
}

func read[T Body](data []byte) (Body, error) {
	var b T
	err := json.Unmarshal(data, &b)
	return b, err
}
