package engines

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stillpoint/dialogue/chain"
)

// canary is a key that must be seen nowhere.
const canary = "sk-CANARY-1d9f0e7a6b5c4d3e2f10"

// written is a configuration file with this text.
func written(t testing.TB, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "stillpoint.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// set is an environment.
func set(of ...string) func(string) (string, bool) {
	return func(name string) (string, bool) {
		for i := 0; i < len(of); i += 2 {
			if of[i] == name {
				return of[i+1], true
			}
		}
		return "", false
	}
}

const whole = `stt:
  - kind: openai
    name: speaches
    url: http://localhost:8000/v1/
    model: Systran/faster-whisper-small
    key_env: SPEACHES_KEY
    patience: 900ms
    language: en
    extra: {temperature: 0, api_key: abc, prompt: {style: plain}}
  - kind: local
llm:
  - {kind: openai, url: "http://gpu.example:11434/v1", model: qwen3, extra: {reasoning_effort: none}}
  - {kind: openai, url: https://api.openai.com/v1, model: gpt-4.1-mini, key_env: SPEACHES_KEY}
tts:
  - {kind: openai, url: http://localhost:8880/v1, model: kokoro, voice: af_bella, voices: {marit-trays: af_nova}, format: pcm, rate: 24000, speed: 1.1}
  - {kind: local}
`

func TestAFileSetsAllThereIs(t *testing.T) {
	s, err := Load(Asked{File: written(t, whole), Environ: set("SPEACHES_KEY", canary)})
	if err != nil {
		t.Fatal(err)
	}
	ears := s.Engines(chain.Ears)
	if e := ears[0]; len(ears) != 2 || e.Name != "speaches" || e.URL != "http://localhost:8000/v1" || e.Model != "Systran/faster-whisper-small" ||
		e.Key.reveal() != canary || e.Patience != 900*time.Millisecond || e.Language != "en" || fmt.Sprint(e.Extra["temperature"]) != "0" {
		t.Errorf("ears: %+v", e)
	}
	if e := s.Engines(chain.Voice)[0]; e.Voice != "af_bella" || e.Voices["marit-trays"] != "af_nova" || e.Format != "pcm" || e.Rate != 24000 || e.Speed != 1.1 {
		t.Errorf("voice: %+v", e)
	}
	if words := s.Engines(chain.Words); len(words) != 2 || words[0].Name != "openai qwen3" || words[0].Key.Set() || words[0].Patience != patience[chain.Words] {
		t.Errorf("words: %+v", words)
	}
	data, err := json.Marshal(s.Settings())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`"source":"stillpoint.yaml line 2"`, // stt
		`"name":"model","value":"Systran/faster-whisper-small","source":"stillpoint.yaml line 5"`,
		`"name":"key","value":"set (SPEACHES_KEY)","source":"stillpoint.yaml line 6"`,
		`"name":"extra api_key","value":"\"…\""`,
		`"value":"localhost:8000/v1"`,
		`"value":"24000 Hz"`,
		`"name":"voice of marit-trays"`,
		`"name":"patience","value":"700ms","source":"default"`,
		`"host":"gpu.example:11434"`,
	} {
		if !strings.Contains(string(data), want) {
			t.Errorf("the settings have no %s\n%s", want, data)
		}
	}
	if got := fmt.Sprint(s.Leaves()); got != "[To gpu.example:11434 goes: what both say, as text. To api.openai.com goes: what both say, as text.]" {
		t.Errorf("leaves: %s", got)
	}
}

func TestAKeyIsSeenNowhere(t *testing.T) {
	path := written(t, strings.Replace(whole, "key_env: SPEACHES_KEY\n", "key_file: key\n", 1))
	if err := os.WriteFile(filepath.Join(filepath.Dir(path), "key"), []byte(canary+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	s, err := Load(Asked{File: path, Environ: set("SPEACHES_KEY", canary)})
	if err != nil {
		t.Fatal(err)
	}
	if k := s.Engines(chain.Ears)[0].Key; k.reveal() != canary {
		t.Fatalf("the key was not read: %v", k)
	}
	if len(s.Warnings) != 1 || !strings.Contains(s.Warnings[0], "chmod 600") {
		t.Errorf("warnings: %q", s.Warnings)
	}
	data, err := json.Marshal(s.Engines(chain.Ears)[0])
	if err != nil {
		t.Fatal(err)
	}
	settings, err := json.Marshal(s.Settings())
	if err != nil {
		t.Fatal(err)
	}
	e := s.Engines(chain.Ears)[0]
	all := fmt.Sprintf("%s %s %v %+v %#v %v %+v %#v %v %x %q", data, settings, s, s, s, e, e, e, s.Engines(chain.Words)[1], e.Key, e.Key)
	for _, bad := range []string{canary, "CANARY", fmt.Sprintf("%x", canary)} {
		if strings.Contains(all, bad) {
			t.Errorf("%q is in %s", bad, all)
		}
	}
}

func TestAFileIsRefused(t *testing.T) {
	const openai = "stt: [{kind: openai, url: http://x/v1"
	for text, want := range map[string]string{
		"stt:\n  - kind: openai\n    url: http://x/v1\n    key: " + canary:   "line 4: key: a key does not belong",
		"stt:\n- {kind: openai, api_key: " + canary + "}":                    "line 2: api_key: a key does not belong",
		openai + ", key_env: " + canary + "}]":                               "line 1: key_env: the name of a variable belongs here",
		openai + ", key_env: CANARY_1d9f0e7a}]":                              "line 1: key_env: the variable of this name is not set",
		openai + ", key_env: BROKEN}]":                                       "line 1: key_env: no key is there that can be sent",
		openai + ", key_file: " + canary + "}]":                              "key_file: there is no such file",
		openai + ", key_file: .}]":                                           "key_file: this is no file",
		"stt: [{kind: openai, url: http://me:" + canary + "@x/v1}]":          "url: no password",
		"stt: [{kind: openai, url: \"http://x/v1?key=" + canary + "\"}]":     "url: no password, no ?",
		"stt: [{kind: openai, url: localhost}]":                              "url: write an address like",
		"stt: [{kind: openai}]":                                              "line 1: url: where is this engine?",
		"ears: []":                                                           `line 1: "ears" is not known here: there are stt, llm, tts`,
		"stt: []":                                                            "stt: write a list of engines",
		"stt: off":                                                           "stt: write a list of engines",
		"stt: [local]":                                                       "stt: an engine is written",
		"stt:\n- kind: lokal":                                                "line 2: kind: write local, openai or off",
		"llm:\n- kind: local":                                                "line 2: kind: no language model is on this machine",
		"stt: [{kind: off}, {kind: local}]":                                  "kind: off stands alone",
		"stt: [{kind: local}, {kind: local}]":                                "kind: local is in the list already",
		"stt: [{kind: local, model: x}]":                                     `"model" is not known here: there are kind, name, patience`,
		"stt: [{kind: local, voice: x}]":                                     `"voice" is not known`,
		openai + ", voice: x}]":                                              `"voice" is not known`,
		openai + ",\n " + canary + ": x}]":                                   "line 2: this key is not known",
		openai + ", patience: 5}]":                                           "patience: a time from 50ms to 1m0s",
		openai + ", patience: 1h}]":                                          "patience: a time from",
		openai + ", language: english please}]":                              "language: a code like en",
		openai + ", model: [a]}]":                                            "model: a single value",
		openai + ", model: " + strings.Repeat("a", 201) + "}]":               "model: at most 200",
		openai + ", extra: 5}]":                                              "extra: keys and values",
		openai + ", extra: {a: .nan}}]":                                      "extra: keys and values",
		openai + ", extra: {? [a] : b}}]":                                    "extra: keys and values",
		"tts: [{kind: openai, url: http://x, format: opus}]":                 "format: write mp3, pcm, wav",
		"tts: [{kind: openai, url: http://x, rate: 24000}]":                  "rate: it is for format: pcm alone",
		"tts: [{kind: openai, url: http://x, format: pcm, rate: 1}]":         "rate: a whole number from 8000 to 48000",
		"tts: [{kind: openai, url: http://x, speed: .nan}]":                  "speed: a number from 0.25 to 4",
		"tts: [{kind: openai, url: http://x, voices: [a]}]":                  "voices: write {scenario: voice}",
		"tts:\n- kind: local\n  kind: local":                                 "line 3: kind: it is there already",
		"stt:\n  - kind: &a local":                                           "line 2: anchors and aliases",
		"a: [":                                                               "this is no YAML",
		"- a":                                                                "keys and values belong here, of stt, llm, tts",
		"stt: [{kind: local}]\n---\n":                                        "more than one document",
		"\xff":                                                               "not UTF-8",
		"#" + strings.Repeat("x", mostFile):                                  "the file is too big",
		"stt: [" + strings.Repeat("{kind: openai, url: http://x},", 9) + "]": "at most 8 engines",
		"stt: [{kind: openai, url: http://x, name: a}, {kind: openai, url: http://y, name: a}]": "name: another engine of the list",
	} {
		_, err := Load(Asked{File: written(t, text), Environ: set("BROKEN", canary+"\nX: y")})
		if err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "stillpoint.yaml") {
			t.Errorf("%.80q: %v, want %q", text, err, want)
		}
		if err != nil && (strings.Contains(err.Error(), "CANARY") || strings.Contains(err.Error(), "\n")) {
			t.Errorf("%.80q: %v", text, err)
		}
	}
	if _, err := Load(Asked{File: filepath.Join(t.TempDir(), "none")}); err == nil {
		t.Error("a file that is not there was read")
	}
}

func TestTheExample(t *testing.T) {
	s, err := Load(Asked{File: "example.yaml", Environ: set("EXAMPLE_KEY", canary)})
	if err != nil {
		t.Fatal(err)
	}
	if got := short(s); !strings.Contains(got, "openai(localhost:8000/v1 Systran/faster-whisper-small none) local") || !strings.Contains(got, "api.example.com/v1 some-model set (EXAMPLE_KEY)") {
		t.Errorf("the example is %s", got)
	}
}

func FuzzFile(f *testing.F) {
	f.Add([]byte(whole))
	f.Add([]byte("stt: [{kind: off}]\nllm: {kind: openai, url: http://x, extra: {a: [1, {b: c}]}}"))
	f.Add([]byte("tts:\n- kind: local\n  name: \"\u202e\"\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r := reader{name: "f", dir: t.TempDir(), environ: set("SPEACHES_KEY", canary)}
		found, err := r.read(data)
		if err != nil {
			if strings.Contains(err.Error(), "\n") || strings.Contains(err.Error(), canary) {
				t.Fatalf("%v", err)
			}
			return
		}
		s := &Setup{chains: found}
		for _, c := range found {
			call(c.engines)
		}
		out, err := json.Marshal(s.Settings())
		if err != nil || strings.Contains(string(out), canary) {
			t.Fatalf("%v: %s", err, out)
		}
	})
}
