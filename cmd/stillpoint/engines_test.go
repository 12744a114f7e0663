package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stillpoint/cmd/internal/engines"
	"stillpoint/dialogue/local/fetch"
)

const canary = "sk-CANARY-1d9f0e7a6b5c4d3e2f10"

// aModel is a service with one model, which says always the same; with
// another status than 200 it only tells the key it was given.
func aModel(t *testing.T, status int) *httptest.Server {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		switch {
		case status != http.StatusOK:
			w.WriteHeader(status)
			fmt.Fprintf(w, `{"error": "not with %s"}`, r.Header.Get("Authorization"))
		case r.URL.Path == "/v1/models":
			io.WriteString(w, `{"data": [{"id": "small"}]}`)
		case r.URL.Path == "/v1/chat/completions":
			w.Header().Set("Content-Type", "text/event-stream")
			io.WriteString(w, "data: {\"choices\":[{\"delta\":{\"content\":\"I would like to sleep on it, really.\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n")
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return s
}

func TestTryWithAService(t *testing.T) {
	for status, want := range map[int]string{http.StatusOK: "I would like to sleep on it, really.", http.StatusUnauthorized: "401"} {
		s := aModel(t, status)
		for name, c := range map[string]struct {
			env  map[string]string
			args []string
		}{
			"flags":           {map[string]string{"STILLPOINT_LLM_KEY": canary}, []string{"-llm-url", s.URL + "/v1"}},
			"the environment": {map[string]string{"OPENAI_API_KEY": canary, "OPENAI_BASE_URL": s.URL + "/v1"}, nil},
		} {
			code, out, errs := programReading("What would you like from today?\n/end\n", c.env, append([]string{"try", "marit-trays", "-words"}, c.args...)...)
			if code != 0 || !strings.Contains(out+errs, want) {
				t.Errorf("%d by %s: exit %d, no %q in\n%s%s", status, name, code, want, out, errs)
			}
			if strings.Contains(out+errs, "CANARY") {
				t.Errorf("%d by %s: the key is in\n%s%s", status, name, out, errs)
			}
		}
	}
}

func TestDoctorTriesServices(t *testing.T) {
	dir := t.TempDir()
	s := aModel(t, http.StatusUnauthorized)
	env := map[string]string{"OPENAI_API_KEY": canary, "OPENAI_BASE_URL": s.URL + "/v1"}
	args := []string{"doctor", "-addr", "127.0.0.1:0", "-media", "0", "-data", dir, "-models", dir}
	_, people, errs := program(env, args...)
	_, machine, moreErrs := program(env, append(args, "-json")...)
	for _, want := range []string{"ears (openai at 127.0.0.1", "words (openai at", "voice (openai at", "The key in OPENAI_API_KEY is not taken"} {
		if !strings.Contains(people, want) || !strings.Contains(machine, want) {
			t.Errorf("no %q in\n%s%s", want, people, machine)
		}
	}
	if all := people + machine + errs + moreErrs; strings.Contains(all, "CANARY") {
		t.Errorf("the key is in\n%s", all)
	}
}

// The whole program with a service that takes no key: nothing it shows has the
// key in it, and who would wait for lines spoken ahead need not.
func TestServeWithAService(t *testing.T) {
	s := aModel(t, http.StatusUnauthorized)
	t.Setenv("OPENAI_API_KEY", canary)
	t.Setenv("OPENAI_BASE_URL", s.URL+"/v1")
	dir := t.TempDir()
	site := startProgram(t, "-data", dir, "-models", dir)
	var scenarios []struct {
		ID    string
		Ready bool
	}
	getJSON(t, site+"/api/scenarios", &scenarios)
	for _, sc := range scenarios {
		if !sc.Ready {
			t.Errorf("%s is not ready", sc.ID)
		}
	}
	all := ""
	for _, path := range []string{"/api/scenarios/" + scenarios[0].ID + "/sample", "/api/settings", "/api/status", "/metrics", "/"} {
		resp, err := http.Get(site + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		all += string(body)
	}
	if strings.Contains(all, "CANARY") {
		t.Error("the key is in what the program shows")
	}
	for _, want := range []string{`"set (OPENAI_API_KEY)"`, `"state":"refused","why":"models: 401 Unauthorized: not with Bearer …"`, `"leaves":[]`} {
		if !strings.Contains(all, want) {
			t.Errorf("the program does not show %s", want)
		}
	}
	if !strings.Contains(all, `"name":"local","is":"local"`) {
		t.Error("this machine's own engines do not stand in")
	}
}

func TestWhatAServiceDoesIsNotFetched(t *testing.T) {
	dir := t.TempDir()
	for config, want := range map[string]string{
		"":                   "silero moonshine llama minilm bert kokoro piper gold",
		"stt: [{kind: off}]": "silero minilm bert kokoro piper gold",
		"tts: [{kind: openai, url: http://x/v1}]":                                                       "silero moonshine llama minilm bert",
		"tts: [{kind: openai, url: http://x/v1}, {kind: local}]\nstt: {kind: openai, url: http://x/v1}": "silero minilm bert kokoro piper gold",
	} {
		path := filepath.Join(dir, "engines.yaml")
		if err := os.WriteFile(path, []byte(config), 0o600); err != nil {
			t.Fatal(err)
		}
		setup, err := engines.Load(engines.Asked{File: path})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		files := needed(options{light: true}, setup, nil)
		for _, name := range []string{"silero", "moonshine", "llama", "minilm", "bert", "kokoro", "piper", "gold"} {
			if slices.ContainsFunc(files, func(f fetch.File) bool { return strings.Contains(f.Name, name) }) {
				got = append(got, name)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %s", config, got, want)
		}
	}
}
