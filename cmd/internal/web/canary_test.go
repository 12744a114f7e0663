package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"stillpoint/analysis/export"
	"stillpoint/cmd/internal/trace"
	"stillpoint/dialogue"
	"stillpoint/dialogue/chain"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/scenario"
	"stillpoint/media"
)

const canary = "sk-canary0123456789abcdefCANARY"

// odd are errors as engines should not make them, and do.
var odd = []error{
	fmt.Errorf("401 Unauthorized: Incorrect API key provided: %s. You can find yours at https://llm.example/keys", canary),
	fmt.Errorf(`post "https://coach:%s@llm.example:8443/v1/chat/completions?api_key=%s&x=1": dial tcp: refused`, canary, canary),
	fmt.Errorf("header Authorization: Bearer %s\r\nX-Api-Key: %s", canary, canary),
	fmt.Errorf(`{"error":{"message":"no","api_key":"%s","headers":["Bearer %s"]}}`, canary, canary),
	errors.New(canary),
}

// oddVoice speaks the opening, and then fails.
type oddVoice struct{}

func (oddVoice) Speak(_ context.Context, text string) iter.Seq2[media.PCM, error] {
	return func(yield func(media.PCM, error) bool) {
		if strings.Contains(text, "Hello") {
			yield(make(media.PCM, media.Rate/2), nil)
			return
		}
		yield(nil, odd[1])
	}
}

// TestKeysAppearNowhere greps all that the server says for a key that the
// errors of engines brought along.
func TestKeysAppearNowhere(t *testing.T) {
	var mu sync.Mutex
	var traced strings.Builder
	collector := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		io.Copy(&traced, r.Body)
	}))
	defer collector.Close()
	sender := trace.New(trace.Config{URL: collector.URL + "/" + canary, Headers: map[string]string{"Authorization": canary}})
	var r reports
	w := open(t, func(c *Config) {
		r.engines(c)
		c.Trace = sender
		c.Engines.Voice = func(*scenario.Scenario, chain.Report) (dialogue.Voice, error) { return oddVoice{}, nil }
	})
	b := w.browser()
	c, hello := w.talk(b, recordedOffer)
	for _, err := range odd {
		for _, next := range []string{"", "llama"} {
			r.tell(chain.Use{Kind: chain.Words, Engine: "gpt", Err: err, Next: next}, chain.Use{Kind: chain.Voice, Engine: "kokoro", Err: err, Next: next})
		}
		r.fault(err)
		r.fault(fmt.Errorf("%w: %w", persona.ErrTruncated, err))
	}
	c.send(`{"type":"captions","on":true}`)
	seen := map[string]string{"the page's socket": ""}
	ending := false
	for {
		m, err := c.next()
		if err != nil {
			t.Fatal(err)
		}
		seen["the page's socket"] += fmt.Sprintf("%+v\n", m)
		if m.State == "open" && seen["asked"] == "" {
			seen["asked"] = "yes"
			c.send(`{"type":"say","text":"how are you"}`)
		}
		if m.Code == "voice_failed" && !ending {
			ending = true
			c.send(`{"type":"end"}`)
		}
		if m.Type == "ended" {
			break
		}
	}
	path := "/api/practices/" + hello.Practice
	for _, f := range export.Formats() {
		seen[f.Name] = string(w.get(b, path+"/export?format="+f.Name, 200))
	}
	for _, p := range []string{path, path + "/timeline", path + "/report", "/api/status", "/api/practices", "/api/progress", "/metrics", "/readyz", "/api/settings"} {
		seen[p] = string(w.get(b, p, 200))
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	sender.Run(ctx)
	seen["the traces"] = traced.String()
	seen["the log"] = w.logs.String()
	files, err := filepath.Glob(filepath.Join(w.dir, "stillpoint.db*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		seen[filepath.Base(name)] = string(data)
	}
	for where, text := range seen {
		for _, key := range []string{canary, "0123456789abcdef", "//coach"} {
			if i := strings.Index(text, key); i >= 0 {
				t.Errorf("%q is in %s: …%.300s", key, where, text[max(0, i-100):])
			}
		}
	}
	// What an operator needs is still there, and the test has looked where it is.
	for where, want := range map[string]string{"the log": "Incorrect API key provided", path + "/timeline": "dial tcp: refused",
		"json": "dial tcp: refused", "the page's socket": "engine_replaced", "the traces": `"name":"turn"`, "/metrics": `outcome="error"`} {
		if !strings.Contains(seen[where], want) {
			t.Errorf("no %q in %s", want, where)
		}
	}
}

func TestDiscreet(t *testing.T) {
	for in, want := range map[string]string{
		"": "",
		"llm: 503 Service Unavailable: loading model":                             "llm: 503 Service Unavailable: loading model",
		"no such model: gpt-4.1-mini":                                             "no such model: gpt-4.1-mini",
		"dial tcp 127.0.0.1:8000: connect: connection refused":                    "dial tcp 127.0.0.1:8000: connect: connection refused",
		`Post "http://10.0.0.3:8000/v1/chat/completions": EOF`:                    `Post "http://10.0.0.3:8000": EOF`,
		"https://a:b@c@host:1/p?q#f":                                              "https://host:1",
		"Authorization: Bearer abcdefghijkl":                                      "Authorization: Bearer …",
		"bearer abcdefgh":                                                         "bearer …",
		"api_key=verysecret&x=1":                                                  "api_key=…&x=1",
		`{"api_key": "verysecret", "a": 1}`:                                       `{"api_key": "…", "a": 1}`,
		"the key was refused":                                                     "the key was refused",
		"token A1b2C3 is over":                                                    "token … is over",
		"Incorrect API key provided: sk-abcd*****yz":                              "Incorrect API key provided: …*****yz",
		"practice p_01j9z3k8w5n7q2r4t6v8x0y1ab: no":                               "practice p_01j9z3k8w5n7q2r4t6v8x0y1ab: no",
		"goroutine 7 [running]:\nstillpoint/cmd/internal/web.safely.func1()\n":    "goroutine 7 [running]:\nstillpoint/cmd/internal/web.safely.func1()\n",
		"abcdefghijklmnopqrstuvwxyz is a long word and 0123456789abcdef is a key": "abcdefghijklmnopqrstuvwxyz is a long word and … is a key",
	} {
		if got := discreet(in); got != want {
			t.Errorf("discreet(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzDiscreet(f *testing.F) {
	for _, s := range []string{"", "key=", "https://", "Bearer ", "\"api_key\": \"", "a://b@", "x-api-key: ", "\xff"} {
		f.Add(s, " over")
	}
	f.Fuzz(func(t *testing.T, before, after string) {
		for _, room := range []string{" ", "\n", "'", "(", ":"} {
			if got := discreet(before + room + canary + room + after); strings.Contains(got, "canary0123456789") {
				t.Errorf("%q has the key", got)
			}
		}
	})
}
