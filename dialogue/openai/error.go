package openai

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	mostErrorBody = 64 << 10 // bytes read of what a server says in place of an answer
	mostMessage   = 200      // characters of an error's text
)

// Error is what a server said instead of an answer, or what a connection did.
// Its text has no address and no key in it.
type Error struct {
	Kind       string        // "llm", "stt" or "tts"; empty: the list of models
	Status     int           // HTTP; 0 when there was none, or inside a stream
	Message    string        // in the server's words, shortened
	RetryAfter time.Duration // as the server asked; 0: it did not

	said  string // what came in place of an answer, before it was shortened
	cause error
}

func (e *Error) Error() string {
	text := e.Message
	if e.Status != 0 {
		text = fmt.Sprintf("%d %s: %s", e.Status, http.StatusText(e.Status), text)
	}
	return cmp.Or(e.Kind, "models") + ": " + text
}

// Unwrap is what went wrong below: [io.ErrUnexpectedEOF] for sound that broke
// off, an error of the connection, or nil. Its own text may hold an address.
func (e *Error) Unwrap() error { return e.cause }

// Permanent says that asking again will not help until somebody changes the
// settings: a wrong key, a wrong address, a model or a skill that is not there
// (llama-server answers 501 to speech).
func (e *Error) Permanent() bool {
	switch e.Status {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusNotImplemented:
		return true
	}
	return false
}

// After is how long the server asked to be left alone.
func (e *Error) After() time.Duration { return e.RetryAfter }

// refusal is the error in resp, which it closes.
func refusal(resp *http.Response) *Error {
	defer resp.Body.Close()
	body, _ := io.ReadAll(io.LimitReader(resp.Body, mostErrorBody)) // what there is of it says enough
	return &Error{Status: resp.StatusCode, Message: message(body), RetryAfter: retryAfter(resp.Header), said: string(body)}
}

// refuses reports whether err is a server that does not know one of fields.
func refuses(err error, fields ...string) bool {
	e, ok := errors.AsType[*Error](err)
	if !ok || e.Status != http.StatusBadRequest && e.Status != http.StatusUnprocessableEntity {
		return false
	}
	for _, f := range fields {
		if strings.Contains(e.said, f) {
			return true
		}
	}
	return false
}

// reason is what a connection did, without the address it did it to.
func reason(err error) string {
	if e, ok := errors.AsType[*net.DNSError](err); ok {
		return "no server of that name is known: " + e.Err
	}
	if e, ok := errors.AsType[*net.OpError](err); ok {
		return e.Op + ": " + e.Err.Error()
	}
	return err.Error()
}

// message finds the text of an error in what a server sent: {"error": "text"},
// {"error": {"message"}}, {"message"}, {"detail": …}, or plain text.
func message(body []byte) string {
	for range 3 { // one in the other
		var fields map[string]json.RawMessage
		if len(body) > mostErrorBody || json.Unmarshal(body, &fields) != nil {
			break
		}
		inner := []byte(nil)
		for _, key := range []string{"error", "message", "detail", "msg"} {
			if raw := fields[key]; len(raw) > 0 && string(raw) != "null" {
				inner = raw
				break
			}
		}
		if inner == nil {
			break
		}
		body = inner
	}
	var text string
	if json.Unmarshal(body, &text) == nil {
		return short(text)
	}
	return short(string(body[:min(len(body), mostErrorBody)]))
}

// short is text on one line, cut.
func short(text string) string {
	runes := []rune(strings.Join(strings.Fields(strings.ToValidUTF8(text, "")), " "))
	if len(runes) == 0 {
		return "no reason given"
	}
	if len(runes) > mostMessage {
		return string(runes[:mostMessage]) + "…"
	}
	return string(runes)
}

// retryAfter is how long a server asks to be left alone (RFC 9110, section
// 10.2.3, in seconds or as a date; retry-after-ms is OpenAI's), at least a
// millisecond when it asks at all.
func retryAfter(h http.Header) time.Duration {
	if ms, err := strconv.ParseFloat(h.Get("Retry-After-Ms"), 64); err == nil && ms >= 0 && ms < 1e9 {
		return max(time.Duration(ms*float64(time.Millisecond)), time.Millisecond)
	}
	if s, err := strconv.ParseFloat(h.Get("Retry-After"), 64); err == nil && s >= 0 && s < 1e6 {
		return max(time.Duration(s*float64(time.Second)), time.Millisecond)
	}
	if at, err := http.ParseTime(h.Get("Retry-After")); err == nil {
		return max(time.Until(at), time.Millisecond)
	}
	return 0
}
