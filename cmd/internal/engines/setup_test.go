package engines

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"stillpoint/dialogue/chain"
)

// short is each kind's engines: where they come from, and which they are.
func short(s *Setup) string {
	var all []string
	for _, kind := range chain.Kinds() {
		c := s.chains[kind]
		line := string(kind) + " " + c.from + ":"
		for _, e := range c.engines {
			line += " " + e.Is
			if e.Is == OpenAI {
				line += "(" + e.place() + " " + e.Model + " " + e.Key.String() + ")"
			}
		}
		all = append(all, line)
	}
	return strings.Join(all, "; ")
}

func TestWhatGoesBeforeWhat(t *testing.T) {
	file := "llm: [{kind: openai, url: http://file/v1, model: f}]"
	for _, c := range []struct {
		name string
		a    Asked
		file string
		want string
	}{
		{"nothing is set", Asked{}, "", "stt default: local; llm default:; tts default: local"},
		{"a key alone", Asked{Environ: set("OPENAI_API_KEY", canary)}, "",
			"stt OPENAI_API_KEY: openai(api.openai.com/v1 whisper-1 set (OPENAI_API_KEY)) local; " +
				"llm OPENAI_API_KEY: openai(api.openai.com/v1 gpt-4.1-mini set (OPENAI_API_KEY)); " +
				"tts OPENAI_API_KEY: openai(api.openai.com/v1 gpt-4o-mini-tts set (OPENAI_API_KEY)) local"},
		{"an address alone", Asked{Environ: set("OPENAI_BASE_URL", "http://box:11434/v1/")}, "",
			"stt OPENAI_BASE_URL: openai(box:11434/v1  none) local; llm OPENAI_BASE_URL: openai(box:11434/v1  none); tts OPENAI_BASE_URL: openai(box:11434/v1  none) local"},
		{"an address and a model", Asked{Environ: set("OPENAI_BASE_URL", "http://box/v1", "OPENAI_MODEL", "m")}, "",
			"stt OPENAI_BASE_URL: openai(box/v1  none) local; llm OPENAI_BASE_URL: openai(box/v1 m none); tts OPENAI_BASE_URL: openai(box/v1  none) local"},
		{"flags", Asked{LLMURL: "http://flag/v1", LLMModel: "m", Environ: set("STILLPOINT_LLM_KEY", canary)}, "",
			"stt default: local; llm -llm-url: openai(flag/v1 m set (STILLPOINT_LLM_KEY)); tts default: local"},
		{"flags with OpenAI's key, which is for nothing else", Asked{LLMURL: "http://flag/v1", Environ: set("OPENAI_API_KEY", canary)}, "",
			"stt default: local; llm -llm-url: openai(flag/v1  set (OPENAI_API_KEY)); tts default: local"},
		{"flags with a key of their own", Asked{LLMURL: "http://flag/v1", LLMModel: "m", Environ: set("STILLPOINT_LLM_KEY", canary, "OPENAI_BASE_URL", "http://box/v1")}, "",
			"stt OPENAI_BASE_URL: openai(box/v1  none) local; llm -llm-url: openai(flag/v1 m set (STILLPOINT_LLM_KEY)); tts OPENAI_BASE_URL: openai(box/v1  none) local"},
		{"a model by a flag, the address from the environment", Asked{LLMModel: "m", Environ: set("OPENAI_BASE_URL", "http://box/v1")}, "",
			"stt OPENAI_BASE_URL: openai(box/v1  none) local; llm -llm-model: openai(box/v1 m none); tts OPENAI_BASE_URL: openai(box/v1  none) local"},
		{"a file goes before the environment, and speaks of all kinds", Asked{Environ: set("OPENAI_API_KEY", canary)}, file,
			"stt default: local; llm stillpoint.yaml line 1: openai(file/v1 f none); tts default: local"},
		{"flags go before a file", Asked{LLMURL: "http://flag/v1", LLMModel: "m"}, file + "\ntts: [{kind: off}]",
			"stt default: local; llm -llm-url: openai(flag/v1 m none); tts stillpoint.yaml line 2: off"},
		{"a flag given as a variable", Asked{LLMURL: "http://flag/v1", LLMModel: "m", From: func(string) string { return "STILLPOINT_LLM_URL" }}, "",
			"stt default: local; llm STILLPOINT_LLM_URL: openai(flag/v1 m none); tts default: local"},
		{"an empty file", Asked{}, "# nothing\n", "stt default: local; llm default:; tts default: local"},
	} {
		if c.file != "" {
			c.a.File = written(t, c.file)
		}
		s, err := Load(c.a)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		} else if got := short(s); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestWhatIsRefused(t *testing.T) {
	for want, a := range map[string]Asked{
		"OPENAI_BASE_URL: write an address":              {Environ: set("OPENAI_BASE_URL", "localhost:11434")},
		"OPENAI_API_KEY: no key is there":                {Environ: set("OPENAI_API_KEY", canary+" "+canary)},
		"-llm-url: no password":                          {LLMURL: "http://a:" + canary + "@b/v1"},
		"-llm-model: where is that model? -llm-url":      {LLMModel: "m"},
		"STILLPOINT_LLM_KEY: no key is there that can b": {LLMURL: "http://a/v1", Environ: set("STILLPOINT_LLM_KEY", canary+"é")},
	} {
		if _, err := Load(a); err == nil || !strings.HasPrefix(err.Error(), want) || strings.Contains(err.Error(), "CANARY") {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func TestWhatLeaves(t *testing.T) {
	s, err := Load(Asked{File: written(t, `
stt: [{kind: openai, url: "http://127.0.0.1:1/v1"}, {kind: openai, url: https://b.example/v1}]
llm: [{kind: openai, url: "http://[::1]:1/v1"}, {kind: openai, url: "https://a.example:8/v1"}, {kind: openai, url: https://b.example/v1}]
tts: [{kind: openai, url: "http://LOCALHOST:1/v1"}, {kind: openai, url: https://b.example/v1}, {kind: openai, url: https://c.example/v1}]`)})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprintf("%q", s.Leaves()), `["To a.example:8 goes: what both say, as text." "To b.example goes: what both say, as text, and the coach's sound." "To c.example goes: the words she is to speak."]`; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if s, _ := Load(Asked{}); s.Leaves() == nil || len(s.Leaves()) != 0 {
		t.Errorf("by itself %v leaves", s.Leaves())
	}
}

func TestSecretsInExtra(t *testing.T) {
	for name, c := range map[string]struct {
		value any
		want  string
	}{
		"temperature":   {0.5, `0.5`},
		"max_tokens":    {50, `50`},
		"api_key":       {12345, `"…"`},
		"x_token":       {"abc", `"…"`},
		"headers":       {map[string]any{"authorization": "abc", "x": "y"}, `{"authorization":"…","x":"y"}`},
		"stop":          {[]any{"end", "sk-0123456789abcdefghij"}, `["end","…"]`},
		"prompt":        {"Two people talk about work.", `"Two people talk about work."`},
		"cookies":       {[]any{"a"}, `["…"]`},
		"stream_format": {"sse", `"sse"`},
	} {
		if got := shown(name, c.value); got != c.want {
			t.Errorf("%s: %v is shown as %s, want %s", name, c.value, got, c.want)
		}
	}
}

func TestTheModelNobodyNamed(t *testing.T) {
	for list, want := range map[string]string{
		`{"data": [{"id": "nomic-embed-text"}, {"id": "llama3.2"}, {"id": "whisper-large"}, {"id": "kokoro"}]}`: "whisper-large llama3.2 kokoro",
		`{"data": [{"id": "llama3.2"}]}`: "whisper-1 llama3.2 tts-1",
		`{"object": "list", "data": []}`: "whisper-1 models: the service lists no model: name one tts-1",
		`404`:                            "whisper-1 models: the service lists no model: name one tts-1",
		`{"error": "not for you"}`:       "models: not for you models: not for you models: not for you",
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/v1/models" || r.Header.Get("Authorization") != "Bearer "+canary {
				t.Errorf("asked for %s", r.URL)
			}
			if list == "404" {
				http.NotFound(w, r)
			}
			w.Write([]byte(list))
		}))
		s, err := Load(Asked{Environ: set("OPENAI_BASE_URL", server.URL+"/v1", "OPENAI_API_KEY", canary)})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, kind := range chain.Kinds() {
			for range 2 {
				name, err := s.Engines(kind)[0].Find(t.Context())
				if err != nil {
					name = err.Error()
				}
				got = append(got, name)
			}
			got = got[:len(got)-1]
		}
		server.Close()
		if strings.Join(got, " ") != want {
			t.Errorf("%s: found %q, want %s", list, got, want)
		}
	}
}

// A list that does not come holds up nobody for longer than their context.
func TestAListThatDoesNotCome(t *testing.T) {
	e := newEngine(chain.Words, OpenAI).at("http://127.0.0.1:1/v1", "", Key{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := e.Find(ctx); err != context.Canceled {
		t.Errorf("%v", err)
	}
	if _, err := e.Find(t.Context()); err == nil || strings.Contains(err.Error(), "127.0.0.1:1/") {
		t.Errorf("%v", err)
	}
}
