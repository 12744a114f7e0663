package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"
)

// Limits of one message of a page.
const (
	maxMessage = 64 << 10 // bytes, SDP included
	maxTyped   = 2000     // runes of a typed line
	maxName    = 128      // bytes of an id, a token, a name
)

// message is what a page says: one of the types below, or nil for a type
// this version does not know.
type message any

type (
	offer struct {
		SDP      string
		Scenario string
		Focus    string  // the exercise's code
		Consent  *bool   // nil: what the person said before
		Text     *string // SHA-256 of the text the person agreed to; nil: the present one
		Practice string
		Token    string
	}
	heard struct {
		SSRC, RTP uint32
		Age, Dev  float64 // ms
	}
	mic      struct{ State string }
	aside    struct{ On bool }
	captions struct{ On bool }
	say      struct{ Text string }
	safety   struct{ Choice string } // practice or support
	end      struct{}
)

// parse reads one message. It is total: whatever came, it is a valid message,
// nil (a type to be ignored), or an error with a reason for the page.
func parse(data []byte) (message, error) {
	if !utf8.Valid(data) {
		return nil, errors.New("not UTF-8")
	}
	var f fields
	if err := json.Unmarshal(data, &f.of); err != nil || f.of == nil {
		return nil, errors.New("not a JSON object")
	}
	kind := f.text("type", 1, maxName)
	if f.err != nil {
		return nil, f.err
	}
	var m message
	switch kind {
	case "offer":
		m = offer{
			SDP:      f.text("sdp", 1, maxMessage),
			Scenario: f.text("scenario", 0, maxName),
			Focus:    f.text("focus", 0, maxName),
			Consent:  optional[bool](&f, "consent"),
			Text:     f.digest("consent_sha256"),
			Practice: f.text("practice", 0, maxName),
			Token:    f.text("token", 0, maxName),
		}
	case "heard":
		m = heard{
			SSRC: required[uint32](&f, "ssrc"), RTP: required[uint32](&f, "rtp"),
			Age: required[float64](&f, "age"), Dev: deref(optional[float64](&f, "dev")),
		}
	case "mic":
		m = mic{f.oneOf("state", "live", "muted", "lost")}
	case "aside":
		m = aside{required[bool](&f, "on")}
	case "captions":
		m = captions{required[bool](&f, "on")}
	case "say":
		text := f.text("text", 1, 4*maxTyped)
		if f.err == nil && utf8.RuneCountInString(text) > maxTyped {
			f.err = fmt.Errorf("text has more than %d characters", maxTyped)
		}
		m = say{text}
	case "safety":
		m = safety{f.oneOf("choice", "practice", "support")}
	case "end":
		m = end{}
	}
	if f.err != nil {
		return nil, fmt.Errorf("%s: %w", kind, f.err)
	}
	return m, nil
}

// fields are the fields of a JSON object; names are matched exactly. The
// first wrong one is kept in err. A null is an absent field.
type fields struct {
	of  map[string]json.RawMessage
	err error
}

func (f *fields) fail(format string, args ...any) {
	if f.err == nil {
		f.err = fmt.Errorf(format, args...)
	}
}

func (f *fields) text(name string, least, most int) string {
	s := deref(optional[string](f, name))
	if len(s) < least {
		f.fail("%s is missing", name)
	}
	if len(s) > most {
		f.fail("%s is too long", name)
	}
	return s
}

func (f *fields) oneOf(name string, known ...string) string {
	s := f.text(name, 1, maxName)
	for _, k := range known {
		if s == k {
			return s
		}
	}
	f.fail("%s is none of %v", name, known)
	return ""
}

// digest is a field that is compared and never kept; nil when it is absent.
func (f *fields) digest(name string) *string {
	s := optional[string](f, name)
	if s != nil && len(*s) > maxName {
		f.fail("%s is too long", name)
	}
	return s
}

// optional is the field's value, nil when it is absent. Numbers out of T's
// range, infinite ones among them, are errors.
func optional[T string | bool | float64 | uint32](f *fields, name string) *T {
	raw, ok := f.of[name]
	if !ok || bytes.Equal(raw, []byte("null")) {
		return nil
	}
	var v T
	if err := json.Unmarshal(raw, &v); err != nil {
		f.fail("%s is not a %T", name, v)
		return nil
	}
	return &v
}

func required[T string | bool | float64 | uint32](f *fields, name string) T {
	v := optional[T](f, name)
	if v == nil {
		f.fail("%s is missing", name)
	}
	return deref(v)
}

func deref[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}
