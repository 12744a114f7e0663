package openai

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"testing/iotest"
	"time"

	"stillpoint/dialogue/persona"
)

const key = "sk-very-secret-1234"

func chunk(text string) string {
	return fmt.Sprintf(`{"choices":[{"index":0,"delta":{"content":%q},"finish_reason":null}]}`, text)
}

func finish(reason string) string {
	return fmt.Sprintf(`{"choices":[{"index":0,"delta":{},"finish_reason":%q}]}`, reason)
}

func event(data string) string { return "data: " + data + "\n\n" }

func chat(t *testing.T, handler http.HandlerFunc) *Chat {
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	c, err := NewChat(Config{URL: server.URL + "/v1/", Key: key, Model: "small", Extra: map[string]any{"cache_prompt": true}})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func complete(ctx context.Context, c *Chat) (text string, err error) {
	var b strings.Builder
	for part, failed := range c.Complete(ctx, persona.Prompt{Messages: []persona.Message{{Role: persona.System, Text: "s"}, {Role: persona.User, Text: "u"}}, MaxTokens: 90}) {
		b.WriteString(part)
		err = failed
	}
	return b.String(), err
}

// What servers send, and what becomes of it.
func TestStreams(t *testing.T) {
	hi := event(chunk("It's ")) + event(chunk("me."))
	for name, test := range map[string]struct {
		kind, body string
		text       string
		err        string // part of it, empty: none
		truncated  bool
	}{
		"done":                     {"", hi + event(finish("stop")) + event("[DONE]"), "It's me.", "", false},
		"finish without done":      {"", hi + event(finish("stop")), "It's me.", "", false},
		"done without finish":      {"", hi + event("[DONE]"), "It's me.", "", false},
		"usage at the end":         {"", hi + event(finish("stop")) + event(`{"choices":[],"usage":{"total_tokens":7}}`) + event("[DONE]"), "It's me.", "", false},
		"usage before the end":     {"", hi + event(`{"choices":[],"usage":null}`) + event("[DONE]"), "It's me.", "", false},
		"no spaces, CRLF":          {"", strings.ReplaceAll(strings.ReplaceAll(hi+event("[DONE]"), "data: ", "data:"), "\n", "\r\n"), "It's me.", "", false},
		"last line without an end": {"", hi + "data: [DONE]", "It's me.", "", false},
		"keep-alive comments":      {"", strings.Repeat(": keep-alive\n\n", 700) + hi + event("[DONE]"), "It's me.", "", false},
		"event and id lines":       {"", "event: message\nid: 7\nretry: 3\n" + hi + event("[DONE]"), "It's me.", "", false},
		"reasoning beside":         {"", event(`{"choices":[{"delta":{"reasoning_content":"hm","reasoning":"hm"}}]}`) + hi + event("[DONE]"), "It's me.", "", false},
		"cut after words":          {"", hi, "It's me.", "broke off", true},
		"cut in a line":            {"", hi + `data: {"choices":[{"del`, "It's me.", "llm: ", false},
		"nothing at all":           {"", "", "", "broke off", true},
		"at its longest":           {"", hi + event(finish("length")), "It's me.", "longest", true},
		"filtered":                 {"", hi + event(finish("content_filter")), "It's me.", "filtered", false},
		"error object":             {"", event(`{"error":{"message":"out of memory","code":500}}`), "", "out of memory", false},
		"error after comments":     {"", ": keep-alive\n\n: keep-alive\n\n" + event(`{"error":{"message":"out of memory"}}`), "", "out of memory", false},
		"error text":               {"", hi + event(`{"error":"out of memory"}`), "It's me.", "out of memory", false},
		"error with spaces":        {"", event(`{ "error": {"message": "out of memory"}}`), "", "out of memory", false},
		"error of old vLLM":        {"", event(`{"object":"error","message":"out of memory"}`), "", "out of memory", false},
		"error line":               {"", `error: {"message":"out of memory"}` + "\n\n", "", "out of memory", false},
		"error event":              {"", "event: error\n" + event(`{"message":"out of memory"}`), "", "out of memory", false},
		"bare error":               {"", `{"error":{"message":"out of memory"}}`, "", "out of memory", false},
		"null error":               {"", event(`{"error":null,"choices":[{"delta":{"content":"me."},"finish_reason":"stop"}]}`), "me.", "", false},
		"no JSON":                  {"", event("hello"), "", "hello", false},
		"a line without an end":    {"", "data: " + strings.Repeat("x", mostLine+10), "", "more than a reply", false},
		"no end of lines":          {"", strings.Repeat(": x\n", mostBody/4+10), "", "more than a reply", false},
		"a login page":             {"text/html; charset=utf-8", "<html>Sign in</html>", "", "most end in /v1", false},
		"no content type":          {"-", hi, "", "no such service is there", false},
		"not streaming":            {"application/json", `{"choices":[{"message":{"role":"assistant","content":"It's me."},"finish_reason":"stop"}]}`, "It's me.", "", false},
		"error with 200":           {"application/json", `{"error":"model not loaded"}`, "", "model not loaded", false},
		"the key in an error":      {"", event(`{"error":"bad key ` + key + `"}`), "", "bad key …", false},
		"megabytes of error":       {"", event(`{"error":"` + strings.Repeat("a ", 5000) + `"}`), "", "a a a", false},
	} {
		c := chat(t, func(w http.ResponseWriter, r *http.Request) {
			switch test.kind {
			case "":
				w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
			case "-":
				w.Header()["Content-Type"] = nil
			default:
				w.Header().Set("Content-Type", test.kind)
			}
			io.WriteString(w, test.body)
		})
		text, err := complete(t.Context(), c)
		if text != test.text || (err == nil) != (test.err == "") || err != nil && !strings.Contains(err.Error(), test.err) || errors.Is(err, persona.ErrTruncated) != test.truncated {
			t.Errorf("%s: got %q and %v, want %q and %q", name, text, err, test.text, test.err)
		}
		if err != nil && (strings.Contains(err.Error(), key) || strings.Contains(err.Error(), "http://") || len(err.Error()) > 2*mostMessage) {
			t.Errorf("%s: the error says too much: %v", name, err)
		}
	}
}

func TestRefusals(t *testing.T) {
	for _, test := range []struct {
		status int
		header map[string]string
		body   string
		calls  int
		want   string
	}{
		{401, nil, `{"error":{"message":"Incorrect API key provided: ` + key + `"}}`, 1, "llm: 401 Unauthorized: Incorrect API key provided: …"},
		{404, nil, `{"error":"model 'small' not found"}`, 1, "llm: 404 Not Found: model 'small' not found"},
		{400, nil, `{"detail":{"error":"x","message":"bad"}}`, 1, "llm: 400 Bad Request: x"},
		{429, map[string]string{"Retry-After": "30"}, `{}`, 1, "llm: 429 Too Many Requests: {}"},
		{429, map[string]string{"Retry-After-Ms": "5"}, "slow down", 2, "llm: 429 Too Many Requests: slow down"},
		{503, map[string]string{"Retry-After": "0.01"}, `{"error":{"message":"Loading model"}}`, 2, "llm: 503 Service Unavailable: Loading model"},
		{500, nil, "", 1, "llm: 500 Internal Server Error: no reason given"},
		{302, map[string]string{"Location": "/elsewhere"}, "", 1, "llm: 302 Found: no reason given"},
	} {
		var calls atomic.Int32
		c := chat(t, func(w http.ResponseWriter, r *http.Request) {
			calls.Add(1)
			for name, value := range test.header {
				w.Header().Set(name, value)
			}
			w.WriteHeader(test.status)
			io.WriteString(w, test.body)
		})
		_, err := complete(t.Context(), c)
		e, ok := errors.AsType[*Error](err)
		if !ok || err.Error() != test.want || e.Status != test.status || int(calls.Load()) != test.calls {
			t.Errorf("%d: got %v after %d calls, want %q after %d", test.status, err, calls.Load(), test.want, test.calls)
		}
	}
}

// A server that was busy for a moment answers the second time.
func TestBusyOnce(t *testing.T) {
	var calls atomic.Int32
	c := chat(t, func(w http.ResponseWriter, r *http.Request) {
		if calls.Add(1) == 1 {
			w.Header().Set("Retry-After-Ms", "1")
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		w.Header().Set("Content-Type", "text/event-stream")
		io.WriteString(w, event(chunk("Yes."))+event("[DONE]"))
	})
	if text, err := complete(t.Context(), c); text != "Yes." || err != nil {
		t.Errorf("got %q and %v", text, err)
	}
}

func TestRequest(t *testing.T) {
	for model, want := range map[string]string{"small": "max_tokens", "o3-mini": "max_completion_tokens"} {
		var got map[string]any
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/v1/chat/completions" || r.Header.Get("Authorization") != "Bearer "+key {
				t.Errorf("%s with %s", r.URL.Path, r.Header)
			}
			if err := json.NewDecoder(r.Body).Decode(&got); err != nil {
				t.Error(err)
			}
			w.Header().Set("Content-Type", "text/event-stream")
			io.WriteString(w, event("[DONE]"))
		}))
		c, err := NewChat(Config{URL: server.URL + "/v1", Key: key, Model: model, Extra: map[string]any{"keep_alive": "1h"}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := complete(t.Context(), c); err != nil {
			t.Fatal(err)
		}
		server.Close()
		messages, _ := json.Marshal(got["messages"])
		if got["model"] != model || got["stream"] != true || got["keep_alive"] != "1h" || got[want] == nil || string(messages) != `[{"content":"s","role":"system"},{"content":"u","role":"user"}]` {
			t.Errorf("%s: %v", model, got)
		}
	}
}

func TestNobodyThere(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	c, err := NewChat(Config{URL: server.URL, Key: key, Model: "small"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := complete(t.Context(), c); err == nil || !strings.Contains(err.Error(), "refused") || strings.Contains(err.Error(), "http://") {
		t.Errorf("got %v", err)
	}
}

// A cancelled reply ends at once, and the server sees it go.
func TestCancel(t *testing.T) {
	gone := make(chan struct{})
	c := chat(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		io.WriteString(w, event(chunk("Well.")))
		w.(http.Flusher).Flush()
		<-r.Context().Done()
		close(gone)
	})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var last error
	for text, err := range c.Complete(ctx, persona.Prompt{}) {
		if text != "" {
			cancel()
		}
		last = err
	}
	if !errors.Is(last, context.Canceled) {
		t.Errorf("got %v", last)
	}
	select {
	case <-gone:
	case <-time.After(10 * time.Second):
		t.Error("the server is left waiting")
	}
}

func TestAddress(t *testing.T) {
	for _, at := range []string{"", "localhost:11434", "ftp://x/v1", "http://", "http://user:pass@host/v1", "http://host/v1?key=1", "http://ho st"} {
		if _, err := NewChat(Config{URL: at, Model: "m"}); err == nil || strings.Contains(err.Error(), "pass@") {
			t.Errorf("%q: %v", at, err)
		}
	}
	if _, err := NewChat(Config{URL: "http://localhost/v1"}); err == nil {
		t.Error("no model is no error")
	}
}

// Whatever a server sends, and however it is cut into reads, what comes out is
// data lines of JSON or an error, the same each time.
func FuzzEvents(f *testing.F) {
	f.Add([]byte(event(chunk("a")) + ": c\n" + event(finish("stop")) + event("[DONE]")))
	f.Add([]byte("event: error\r\ndata:{\"message\":\"m\"}\n"))
	f.Add([]byte("data: {\"error\":null}\n\ndata: {\"choices\":[{\"finish_reason\":\"stop\"}]}"))
	f.Add([]byte("{\"detail\":[{\"msg\":{}}]}\nerror: x"))
	f.Fuzz(func(t *testing.T, sent []byte) {
		whole, err := io.ReadAll(newEvents(io.NopCloser(bytes.NewReader(sent))))
		bytewise, again := io.ReadAll(newEvents(io.NopCloser(iotest.OneByteReader(bytes.NewReader(sent)))))
		if !bytes.Equal(whole, bytewise) || fmt.Sprint(err) != fmt.Sprint(again) {
			t.Fatalf("%q: %q %v, bytewise %q %v", sent, whole, err, bytewise, again)
		}
		for line := range bytes.SplitSeq(whole, []byte("\n")) {
			data, ok := bytes.CutPrefix(line, []byte("data: "))
			if len(line) > 0 && (!ok || string(data) != "[DONE]" && !json.Valid(data)) {
				t.Errorf("%q: %q comes out", sent, line)
			}
		}
		if err == nil && !bytes.Contains(sent, []byte("[DONE]")) && !bytes.Contains(sent, []byte("finish_reason")) && !bytes.Contains(bytes.ToLower(sent), []byte("finish")) {
			t.Errorf("%q: an end that nobody said", sent)
		}
	})
}
