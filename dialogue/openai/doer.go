package openai

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
)

// doer is the HTTP client under go-openai. What it hands up is a well-formed
// stream or an error.
type doer struct{ *service }

// Do sends req, the extra fields put into its body.
func (d doer) Do(req *http.Request) (*http.Response, error) {
	if err := d.add(req); err != nil {
		return nil, err
	}
	resp, err := d.http.Do(req)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		return nil, refusal(resp)
	}
	kind := contentType(resp)
	switch kind {
	case "text/event-stream":
		resp.Body = newEvents(resp.Body)
		return resp, nil
	case "application/json":
		body, err := whole(resp)
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
	return nil, notThere(kind)
}

func (d doer) add(req *http.Request) error {
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
		Usage json.RawMessage `json:"usage,omitempty"`
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
	}}, "usage": answer.Usage})
	if err != nil {
		return nil, err
	}
	return append(append([]byte("data: "), chunk...), "\n\n"...), nil
}
