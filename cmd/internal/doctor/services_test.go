package doctor

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stillpoint/cmd/internal/engines"
	"stillpoint/dialogue/scenario"
)

const canary = "sk-CANARY-1d9f0e7a6b5c4d3e2f10"

// answers is a service that works, but for what says changes: by path, a
// status and a body.
func answers(says map[string]string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		if said, ok := says[r.URL.Path]; ok {
			status, body := 0, ""
			fmt.Sscanf(said, "%d", &status)
			_, body, _ = strings.Cut(said, " ")
			if strings.HasPrefix(body, "<") {
				w.Header().Set("Content-Type", "text/html")
			}
			if strings.HasPrefix(body, "{") {
				w.Header().Set("Content-Type", "application/json")
			}
			w.WriteHeader(status)
			io.WriteString(w, strings.ReplaceAll(body, "KEY", r.Header.Get("Authorization")))
			return
		}
		switch r.URL.Path {
		case "/v1/models":
			io.WriteString(w, `{"data": [{"id": "small"}, {"id": "large"}]}`)
		case "/v1/audio/transcriptions":
			io.WriteString(w, `{"text": "Ask what you can do for your country."}`)
		case "/v1/audio/speech":
			w.Header().Set("Content-Type", "audio/pcm")
			io.WriteString(w, strings.Repeat("\x00\x20\x00\xe0", 24000))
		case "/v1/chat/completions":
			w.Header().Set("Content-Type", "text/event-stream")
			io.WriteString(w, "data: {\"choices\":[{\"delta\":{\"content\":\"I would like to sleep on it, really.\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n")
		default:
			http.NotFound(w, r)
		}
	}
}

// tried are the findings about ears, words (when they are asked) and a voice
// that are all at base.
func tried(t *testing.T, ctx context.Context, base, more string, own Engines, words bool) (found []Finding, all string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "stillpoint.yaml")
	one := fmt.Sprintf("[{kind: openai, name: far, url: %q, model: small, key_env: KEY}%s]\n", base, more)
	config := "stt: " + one + "tts: " + one
	if words {
		config += "llm: " + strings.ReplaceAll(one, more, "")
	}
	if err := os.WriteFile(path, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	setup, err := engines.Load(engines.Asked{File: path, Environ: func(string) (string, bool) { return canary, true }})
	if err != nil {
		t.Fatal(err)
	}
	people, err := scenario.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	found = Services(ctx, setup, own, people[0])
	data, err := json.Marshal(found)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(data), "CANARY") {
		t.Errorf("the key is in %s", data)
	}
	for _, f := range found {
		all += string(f.State) + ": " + f.Says + "\n"
	}
	return found, all
}

func TestServices(t *testing.T) {
	const speaks, hears, writes = "/v1/audio/speech", "/v1/audio/transcriptions", "/v1/chat/completions"
	same := func(s string) map[string]string { return map[string]string{speaks: s, hears: s, writes: s} }
	for _, c := range []struct {
		name string
		says map[string]string
		path string // after the server's address
		more string // engines behind it
		own  Engines
		want []string // of ears, words, voice
	}{
		{"all works", nil, "/v1", "", machine{hears: sentence}, []string{
			": \"Ask what you can do for your country.\". It gives no word times",
			`: "I would like to sleep on it, really.".`,
			"understood here as"}},
		{"nobody hears here", nil, "/v1", "", machine{deaf: errors.New("missing")}, []string{"ok: Understood", "", "ok: Spoke 2.0 s of speech"}},
		{"the wrong sounds", map[string]string{hears: `200 {"text": "hello"}`}, "/v1", "", machine{hears: "mm"}, []string{
			"warning: Of the clip 0 % was understood", "", "is it the right"}},
		{"a key that is not taken", same(`401 {"error": {"message": "not with KEY"}}`), "/v1", ", {kind: local}", machine{}, []string{
			"warning: It does not work (stt: 401 Unauthorized: not with Bearer …). The key in KEY is not taken, or not for this model. local, of this machine, stands in.",
			"warning: It does not work (llm: 401", "warning: It does not work (tts: 401"}},
		{"nothing behind it", same(`401 {}`), "/v1", "", machine{}, []string{"problem: It does", "warning: It does", "problem: It does"}},
		{"no such model", same(`404 {"detail": "Model 'small' is not installed locally"}`), "/v1", "", machine{}, []string{
			"On Speaches POST /v1/models fetches one, on Ollama `ollama pull`. It has small, large.", "", "ollama pull"}},
		{"not all of it", map[string]string{speaks: "404 no", hears: "404 no", "/inference": "404 no"}, "/v1", ", {kind: local, name: near}", machine{}, []string{
			"The address is right, but this service does not do it, or not with this model. It has small, large. near, of this machine, stands in.", "ok: The first", "warning: It does not work"}},
		{"without /v1", nil, "", "", machine{}, []string{"/v1 instead: change the address.", "", "/v1 instead"}},
		{"with /v1 too much", nil, "/v1/v1", "", machine{}, []string{"/v1 instead: change the address.", "", "/v1 instead"}},
		{"somewhere else", nil, "/v2", "", machine{}, []string{"/v1 instead: change the address.", "", "/v1 instead"}},
		{"a page for people", map[string]string{speaks: "200 <html>", hears: "200 <html>", writes: "200 <html>", "/v1/models": "200 <html>"}, "/v1", "", machine{}, []string{
			"No such interface is at this address", "", "No such interface"}},
		{"it is loading", same(`503 {"error": {"message": "Loading model"}}`), "/v1", "", machine{}, []string{"Loading model). It is loading", "", "It is loading"}},
		{"nothing that may be spoken", map[string]string{writes: `200 {"choices": [{"message": {"content": "As an AI language model I cannot."}, "finish_reason": "stop"}]}`}, "/v1", "", machine{}, []string{
			"ok", "nothing of it can be spoken", ""}},
		{"it writes nothing", map[string]string{writes: `200 {"choices": [{"message": {"content": ""}, "finish_reason": "stop"}]}`}, "/v1", "", machine{}, []string{
			"ok", "warning: It does not work", ""}},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := httptest.NewServer(answers(c.says))
			defer server.Close()
			found, all := tried(t, t.Context(), server.URL+c.path, c.more, c.own, c.want[1] != "")
			if c.want[1] == "" {
				c.want = []string{c.want[0], c.want[2]}
			}
			if len(found) != len(c.want) {
				t.Fatalf("%d findings: %s", len(found), all)
			}
			for i, want := range c.want {
				if got := string(found[i].State) + ": " + found[i].Says; !strings.Contains(strings.ToLower(got), strings.ToLower(want)) {
					t.Errorf("%s: want %q in\n%s", found[i].What, want, all)
				}
			}
		})
	}
}

func TestServicesThatAreNotThere(t *testing.T) {
	server := httptest.NewServer(nil)
	server.Close()
	_, all := tried(t, t.Context(), server.URL+"/v1", "", machine{}, true)
	if n := strings.Count(all, "running, and is the port right?"); n != 3 {
		t.Errorf("%s", all)
	}
	hangs := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	defer hangs.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, all := tried(t, ctx, hangs.URL+"/v1", "", machine{}, true); !strings.Contains(all, "too slow for this one?") {
		t.Errorf("%s", all)
	}
}
