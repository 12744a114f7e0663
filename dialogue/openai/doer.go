package openai

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Limits of what is read from a server, in bytes.
const (
	mostErrorBody = 64 << 10
	mostBody      = 4 << 20
	mostLine      = 1 << 20
	mostMessage   = 200 // of an error's text
)

// Error is what a server said instead of an answer, or what a connection did.
// It has no address and no key in it.
type Error struct {
	Status     int           // HTTP; 0 when there was none, or inside a stream
	Message    string        // in the server's words, shortened
	RetryAfter time.Duration // as the server asked; 0: it did not
}

func (e *Error) Error() string {
	if e.Status == 0 {
		return "llm: " + e.Message
	}
	return fmt.Sprintf("llm: %d %s: %s", e.Status, http.StatusText(e.Status), e.Message)
}

// doer is the HTTP client under go-openai. What it hands up is a well-formed
// stream or an error.
type doer struct {
	http  http.Client
	extra map[string]any
}

func newDoer(transport http.RoundTripper, extra map[string]any) *doer {
	return &doer{http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}, extra}
}

// Do sends req, the extra fields put into its body.
func (d *doer) Do(req *http.Request) (*http.Response, error) {
	if err := d.add(req); err != nil {
		return nil, err
	}
	resp, err := d.http.Do(req)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		defer resp.Body.Close()
		body, _ := io.ReadAll(io.LimitReader(resp.Body, mostErrorBody)) // what there is of it says enough
		return nil, &Error{Status: resp.StatusCode, Message: message(body), RetryAfter: retryAfter(resp.Header)}
	}
	kind, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	switch kind {
	case "text/event-stream":
		resp.Body = newEvents(resp.Body)
		return resp, nil
	case "application/json":
		defer resp.Body.Close()
		body, err := io.ReadAll(io.LimitReader(resp.Body, mostBody))
		if err != nil {
			return nil, err
		}
		stream, err := asStream(body)
		if err != nil {
			return nil, err
		}
		resp.Body = newEvents(io.NopCloser(bytes.NewReader(stream)))
		return resp, nil
	}
	resp.Body.Close()
	return nil, &Error{Message: fmt.Sprintf("answered with %q: no chat is there (is the address right? most end in /v1)", kind)}
}

func (d *doer) add(req *http.Request) error {
	if len(d.extra) == 0 || req.Body == nil {
		return nil
	}
	body := map[string]any{}
	err := json.NewDecoder(req.Body).Decode(&body)
	req.Body.Close()
	if err != nil {
		return fmt.Errorf("request body: %w", err)
	}
	maps.Copy(body, d.extra)
	data, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("request body: %w", err)
	}
	req.Body, req.ContentLength = io.NopCloser(bytes.NewReader(data)), int64(len(data))
	req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }
	return nil
}

// asStream is the answer of a server that does not stream, as a stream.
func asStream(body []byte) ([]byte, error) {
	var answer struct {
		Choices []struct {
			Message struct {
				Content string `json:"content"`
			} `json:"message"`
			FinishReason string `json:"finish_reason"`
		} `json:"choices"`
	}
	if json.Unmarshal(body, &answer) != nil || len(answer.Choices) == 0 {
		return nil, &Error{Message: message(body)}
	}
	first := answer.Choices[0]
	if first.FinishReason == "" {
		first.FinishReason = "stop"
	}
	chunk, err := json.Marshal(map[string]any{"choices": []any{map[string]any{
		"index": 0, "delta": map[string]string{"content": first.Message.Content}, "finish_reason": first.FinishReason,
	}}})
	if err != nil {
		return nil, err
	}
	return append(append([]byte("data: "), chunk...), "\n\n"...), nil
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
// 10.2.3, in seconds; retry-after-ms is OpenAI's).
func retryAfter(h http.Header) time.Duration {
	if ms, err := strconv.ParseFloat(h.Get("Retry-After-Ms"), 64); err == nil && ms > 0 && ms < 1e9 {
		return time.Duration(ms * float64(time.Millisecond))
	}
	if s, err := strconv.ParseFloat(h.Get("Retry-After"), 64); err == nil && s > 0 && s < 1e6 {
		return time.Duration(s * float64(time.Second))
	}
	return 0
}
