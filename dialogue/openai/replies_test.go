package openai

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"stillpoint/dialogue/persona"
)

// counted asks for a reply, and for what it cost.
func counted(ctx context.Context, c *Chat) (text, spent string, err error) {
	p := persona.Prompt{Messages: []persona.Message{{Role: persona.User, Text: "u"}}, MaxTokens: 90}
	p.Spent = func(in, out int) { spent += fmt.Sprintf("%d+%d", in, out) }
	for part, failed := range c.Complete(ctx, p) {
		text, err = text+part, failed
	}
	return text, spent, err
}

// What the known servers send when they are asked to count their tokens.
func TestReplies(t *testing.T) {
	for name, test := range map[string]struct {
		kind, body  string
		text, spent string
		err         error
	}{
		"OpenAI": {"text/event-stream; charset=utf-8", event(`{"id":"c","object":"chat.completion.chunk","model":"gpt-4o-mini","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}],"usage":null}`) +
			event(`{"choices":[{"index":0,"delta":{"content":"It's me."},"finish_reason":null}],"usage":null}`) +
			event(`{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null}`) +
			event(`{"choices":[],"usage":{"prompt_tokens":412,"completion_tokens":5,"total_tokens":417,"completion_tokens_details":{"reasoning_tokens":0}}}`) + event("[DONE]"), "It's me.", "412+5", nil},
		"Ollama": {"text/event-stream", event(`{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"qwen3","system_fingerprint":"fp_ollama","choices":[{"index":0,"delta":{"role":"assistant","content":"","reasoning":"hm"},"finish_reason":null}]}`) +
			event(`{"choices":[{"index":0,"delta":{"role":"assistant","content":"It's me."},"finish_reason":null}]}`) +
			event(`{"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":"stop"}]}`) +
			event(`{"choices":[],"usage":{"prompt_tokens":26,"completion_tokens":9,"total_tokens":35}}`) + event("[DONE]"), "It's me.", "26+9", nil},
		"llama-server": {"text/event-stream", event(`{"choices":[{"finish_reason":null,"index":0,"delta":{"role":"assistant","content":null}}],"created":1,"id":"c","model":"m","system_fingerprint":"b6000","object":"chat.completion.chunk"}`) +
			event(`{"choices":[{"finish_reason":null,"index":0,"delta":{"content":"It's me."}}]}`) +
			event(`{"choices":[{"finish_reason":"stop","index":0,"delta":{}}],"timings":{"prompt_n":31}}`) +
			event(`{"choices":[],"usage":{"completion_tokens":5,"prompt_tokens":31,"total_tokens":36},"timings":{"prompt_n":31}}`) + event("[DONE]"), "It's me.", "31+5", nil},
		"llama-server, old": {"text/event-stream", event(chunk("It's me.")) +
			event(`{"choices":[{"finish_reason":"stop","index":0,"delta":{}}],"usage":{"completion_tokens":5,"prompt_tokens":31,"total_tokens":36}}`) + event("[DONE]"), "It's me.", "31+5", nil},
		"vLLM, counting all the time": {"text/event-stream; charset=utf-8", event(`{"choices":[{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}],"usage":{"prompt_tokens":50,"total_tokens":50,"completion_tokens":0}}`) +
			event(`{"choices":[{"index":0,"delta":{"content":"It's me."},"logprobs":null,"finish_reason":null,"stop_reason":null}],"usage":{"prompt_tokens":50,"total_tokens":54,"completion_tokens":4}}`) +
			event(`{"choices":[{"index":0,"delta":{"content":""},"finish_reason":"stop","stop_reason":null}],"usage":{"prompt_tokens":50,"total_tokens":55,"completion_tokens":5}}`) +
			event(`{"choices":[],"usage":{"prompt_tokens":50,"total_tokens":55,"completion_tokens":5}}`) + event("[DONE]"), "It's me.", "50+5", nil},
		"cut at its longest": {"text/event-stream", event(chunk("It's")) + event(finish("length")) + event(`{"choices":[],"usage":{"prompt_tokens":50,"completion_tokens":90}}`) + event("[DONE]"), "It's", "50+90", persona.ErrTruncated},
		"not counting":       {"text/event-stream", event(chunk("It's me.")) + event(finish("stop")) + event("[DONE]"), "It's me.", "", nil},
		"nonsense behind":    {"text/event-stream", event(chunk("It's me.")) + event(finish("stop")) + event(`{"usage":"many"}`) + event("{") + event(chunk("More.")), "It's me.", "", nil},
		"not streaming":      {"application/json", `{"choices":[{"message":{"content":"It's me."},"finish_reason":"stop"}],"usage":{"prompt_tokens":8,"completion_tokens":4}}`, "It's me.", "8+4", nil},
		"half a character":   {"text/event-stream", event(`{"choices":[{"delta":{"content":"It\ufffd's` + "\xe2\x80" + ` me."},"finish_reason":"stop"}]}`), "It's me.", "", nil},
	} {
		c := chat(t, func(w http.ResponseWriter, r *http.Request) { answer(w, test.kind, test.body) })
		text, spent, err := counted(t.Context(), c)
		if text != test.text || spent != test.spent || !errors.Is(err, test.err) || test.err == nil && err != nil {
			t.Errorf("%s: %q for %q tokens, %v; want %q for %q", name, text, spent, err, test.text, test.spent)
		}
	}
}

// A server that has never heard of counting is asked without, from then on.
func TestCountingRefused(t *testing.T) {
	var asked []bool
	c := chat(t, func(w http.ResponseWriter, r *http.Request) {
		var fields map[string]any
		if err := json.NewDecoder(r.Body).Decode(&fields); err != nil {
			t.Error(err)
		}
		asked = append(asked, fields["stream_options"] != nil)
		if fields["stream_options"] != nil {
			refuse(w, 422, `{"detail":[{"type":"extra_forbidden","loc":["body","stream_options"],"msg":"Extra inputs are not permitted"}]}`)
			return
		}
		answer(w, "text/event-stream", event(chunk("Yes."))+event("[DONE]"))
	})
	for range 2 {
		if text, _, err := counted(t.Context(), c); text != "Yes." || err != nil {
			t.Errorf("%q, %v", text, err)
		}
	}
	// Without anybody to be told, nothing is asked.
	other := chat(t, func(w http.ResponseWriter, r *http.Request) {
		if body, _ := io.ReadAll(r.Body); strings.Contains(string(body), "stream_options") {
			t.Errorf("asked %s", body)
		}
		answer(w, "text/event-stream", event("[DONE]"))
	})
	if _, err := complete(t.Context(), other); err != nil || fmt.Sprint(asked) != "[true false false]" {
		t.Errorf("%v, %v", asked, err)
	}
}

// A server that neither counts nor closes does not hold the reply up.
func TestCountNeverComes(t *testing.T) {
	gone := make(chan struct{})
	c := chat(t, func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		answer(w, "text/event-stream", event(chunk("Yes."))+event(finish("stop")))
		w.(http.Flusher).Flush()
		<-r.Context().Done()
		close(gone)
	})
	if text, spent, err := counted(t.Context(), c); text != "Yes." || spent != "" || err != nil {
		t.Errorf("%q for %q, %v", text, spent, err)
	}
	goesAway(t, gone)
}

// Whatever is sent, what comes out is clean text or an error.
func TestGarbage(t *testing.T) {
	for name, body := range map[string]string{
		"no UTF-8":         event(`{"choices":[{"delta":{"content":"` + strings.Repeat("\xff\xfe\xc3", 50) + `a"},"finish_reason":"stop"}]}`),
		"a token of 10 MB": event(chunk(strings.Repeat("a", 10<<20))),
		"10 MB of tokens":  strings.Repeat(event(chunk(strings.Repeat("a", 1000))), 10<<10),
		"binary":           "\x00\x01\x02\xff\n\n\x00",
	} {
		c := chat(t, func(w http.ResponseWriter, r *http.Request) { answer(w, "text/event-stream", body) })
		text, _, err := counted(t.Context(), c)
		if !utf8.ValidString(text) || strings.Contains(text, "\uFFFD") || err == nil && len(text) > 100 || len(text) > mostBody {
			t.Errorf("%s: %d bytes, %v", name, len(text), err)
		}
	}
}

func TestModels(t *testing.T) {
	for body, want := range map[string]string{
		`{"object":"list","data":[{"id":"qwen3:8b","object":"model"},{"id":"llama3.2","owned_by":"library"}]}`: "[qwen3:8b llama3.2] <nil>",
		`{"models":[{"name":"m"}],"object":"list","data":[{"id":"m"},{"id":"m"},{"id":""}]}`:                   "[m] <nil>",
		`[{"id":"m"}]`:  "[m] <nil>",
		`{"data":[]}`:   "[] <nil>",
		`{"error":"x"}`: "[] models: x",
		`nothing`:       "[] models: nothing",
	} {
		c := serve(t, func(w http.ResponseWriter, r *http.Request) {
			if r.Method != http.MethodGet || r.URL.Path != "/v1/models" {
				t.Errorf("%s %s", r.Method, r.URL.Path)
			}
			answer(w, "application/json", body)
		})
		if got, err := Models(t.Context(), c); fmt.Sprint(got, err) != want {
			t.Errorf("%s: %v, %v", body, got, err)
		}
	}
}

func TestListless(t *testing.T) {
	for status, want := range map[int]string{200: "", 404: "", 405: "", 401: "models: 401 Unauthorized: {\"data\":[{\"id\":\"m\"}]}", 503: "models: 503 Service Unavailable: {\"data\":[{\"id\":\"m\"}]}"} {
		c := serve(t, func(w http.ResponseWriter, r *http.Request) { refuse(w, status, `{"data":[{"id":"m"}]}`) })
		_, err := Models(t.Context(), c)
		if Listless(err) {
			err = nil
		}
		if (err == nil) != (want == "") || err != nil && err.Error() != want {
			t.Errorf("%d: %v", status, err)
		}
	}
}

func TestPermanent(t *testing.T) {
	for status, want := range map[int]bool{0: false, 302: false, 400: false, 401: true, 403: true, 404: true, 405: true, 408: false, 409: false, 422: false, 425: false, 429: false, 500: false, 501: true, 503: false} {
		if got := (&Error{Status: status}).Permanent(); got != want {
			t.Errorf("%d: %v", status, got)
		}
	}
}

func TestRetryAfter(t *testing.T) {
	for value, want := range map[string]time.Duration{"": 0, "2": 2 * time.Second, "0": time.Millisecond, "-1": 0, "soon": 0, "Mon, 02 Jan 2006 15:04:05 GMT": time.Millisecond} {
		if got := retryAfter(http.Header{"Retry-After": {value}}); got != want {
			t.Errorf("%q: %v, want %v", value, got, want)
		}
	}
}

func FuzzModelNames(f *testing.F) {
	f.Add([]byte(`{"data":[{"id":"m"}]}`))
	f.Add([]byte(`[{"id":"m"},null]`))
	f.Fuzz(func(t *testing.T, body []byte) {
		names, err := modelNames(body)
		if err != nil && names != nil || err == nil && !json.Valid(body) {
			t.Errorf("%q: %q, %v", body, names, err)
		}
	})
}
