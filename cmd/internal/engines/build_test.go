package engines

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"stillpoint/dialogue"
	"stillpoint/dialogue/chain"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
	"stillpoint/media"
)

// service is a service that hears, speaks and writes, and says what it was asked.
type service struct {
	*httptest.Server
	mu    sync.Mutex
	asked []string
	says  map[string]string // by path: "404" and the like, else it works
}

func newService(t *testing.T, says map[string]string) *service {
	s := &service{says: says}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

func (s *service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	s.mu.Lock()
	s.asked = append(s.asked, r.URL.Path+" "+string(body))
	s.mu.Unlock()
	var status int
	if fmt.Sscan(s.says[r.URL.Path], &status); status != 0 {
		w.WriteHeader(status)
		fmt.Fprintf(w, `{"error": {"message": "not with %s"}}`, r.Header.Get("Authorization"))
		return
	}
	switch r.URL.Path {
	case "/v1/models":
		io.WriteString(w, `{"data": [{"id": "llama"}]}`)
	case "/v1/audio/transcriptions":
		io.WriteString(w, `{"text": "from afar"}`)
	case "/v1/audio/speech":
		w.Header().Set("Content-Type", "audio/pcm")
		w.Write([]byte(strings.Repeat("\x00\x20\x00\xe0", 4800)))
	case "/v1/chat/completions":
		w.Header().Set("Content-Type", "text/event-stream")
		io.WriteString(w, "data: {\"choices\":[{\"delta\":{\"content\":\"Well.\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n")
	default:
		http.NotFound(w, r)
	}
}

// sent is what the service was asked at a path, and how often.
func (s *service) sent(path string) (last string, times int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, a := range s.asked {
		if p, body, _ := strings.Cut(a, " "); p == path {
			last, times = body, times+1
		}
	}
	return last, times
}

type own struct{ heard, spoke int }

func (o *own) Transcribe(context.Context, dialogue.Speech) (timeline.Utterance, error) {
	o.heard++
	return timeline.Utterance{Text: "from here"}, nil
}

func (o *own) Speak(context.Context, string) iter.Seq2[media.PCM, error] {
	return func(yield func(media.PCM, error) bool) { o.spoke++; yield(media.Silence(5e8), nil) }
}

func (o *own) ears() dialogue.Transcriber     { return o }
func (o *own) voice() (dialogue.Voice, error) { return o, nil }

func people(t *testing.T) []*scenario.Scenario {
	all, err := scenario.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func marit(t *testing.T) *scenario.Scenario {
	for _, sc := range people(t) {
		if sc.ID == "marit-trays" {
			return sc
		}
	}
	t.Fatal("no marit-trays")
	return nil
}

var speech = func() dialogue.Speech {
	p := media.Silence(5e8)
	for i := range p {
		p[i] = int16(8000 * (i / 50 % 2))
	}
	return dialogue.Speech{PCM: p, To: 5e8}
}()

func speak(t *testing.T, v dialogue.Voice) (sound media.PCM, err error) {
	for p, err := range v.Speak(t.Context(), "Good morning.") {
		if err != nil {
			return sound, err
		}
		sound = append(sound, p...)
	}
	return sound, nil
}

func write(t *testing.T, c persona.Completer) (text string, err error) {
	for s, err := range c.Complete(t.Context(), persona.Prompt{Messages: []persona.Message{{Role: persona.User, Text: "hello"}}, MaxTokens: 5}) {
		if err != nil {
			return text, err
		}
		text += s
	}
	return text, nil
}

func TestOneAddressIsAllThree(t *testing.T) {
	s := newService(t, nil)
	setup, err := Load(Asked{Environ: set("OPENAI_BASE_URL", s.URL+"/v1")})
	if err != nil {
		t.Fatal(err)
	}
	var o own
	if u, err := setup.Ears(o.ears, nil).Transcribe(t.Context(), speech); err != nil || u.Text != "from afar" {
		t.Errorf("heard %q, %v", u.Text, err)
	}
	if text, err := write(t, setup.Words(nil)); err != nil || text != "Well." {
		t.Errorf("wrote %q, %v", text, err)
	}
	v, err := setup.Voice(marit(t), o.voice, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := speak(t, v); err != nil {
		t.Error(err)
	}
	if o != (own{}) {
		t.Errorf("this machine was asked: %+v", o)
	}
	for path, want := range map[string]string{
		"/v1/chat/completions":     `"model":"llama"`,
		"/v1/audio/transcriptions": "whisper-1",
		"/v1/audio/speech":         `"voice":"coral"`,
	} {
		if body, _ := s.sent(path); !strings.Contains(body, want) {
			t.Errorf("%s was asked %.400q, without %s", path, body, want)
		}
	}
	if _, n := s.sent("/v1/models"); n != 3 {
		t.Errorf("the list was asked for %d times", n)
	}
	settings, _ := json.Marshal(setup.Settings())
	if want := `{"name":"model","value":"llama","source":"the service's list"}`; !strings.Contains(string(settings), want) {
		t.Errorf("no %s in %s", want, settings)
	}
}

// An Ollama gives words; ears and voice are this machine's, and one refusal
// of each is enough to know.
func TestAServiceWithWordsAlone(t *testing.T) {
	s := newService(t, map[string]string{"/v1/audio/transcriptions": "404", "/v1/audio/speech": "404"})
	setup, err := Load(Asked{Environ: set("OPENAI_BASE_URL", s.URL+"/v1", "OPENAI_API_KEY", canary)})
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	setup.Refused = func(sentence string) { told = append(told, sentence) }
	var uses []chain.Use
	report := func(u chain.Use) { uses = append(uses, u) }
	var o own
	for range 3 { // practices
		ears := setup.Ears(o.ears, report)
		v, err := setup.Voice(marit(t), o.voice, report)
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if u, err := ears.Transcribe(t.Context(), speech); err != nil || u.Text != "from here" {
				t.Errorf("heard %q, %v", u.Text, err)
			}
			if _, err := speak(t, v); err != nil {
				t.Error(err)
			}
		}
	}
	if text, err := write(t, setup.Words(report)); err != nil || text != "Well." {
		t.Errorf("wrote %q, %v", text, err)
	}
	if _, n := s.sent("/v1/audio/speech"); n != 1 || o.heard != 6 || o.spoke != 6 {
		t.Errorf("the voice of the service was asked %d times, this machine's ears %d, its voice %d", n, o.heard, o.spoke)
	}
	if len(told) != 2 || !strings.Contains(told[0], "Or the service has no ears.") || !strings.Contains(told[1], "Or the service has no voice.") {
		t.Errorf("told %q", told)
	}
	settings, _ := json.Marshal(setup.Settings())
	if n := strings.Count(string(settings), `"state":"refused"`); n != 2 {
		t.Errorf("%d refuse in %s", n, settings)
	}
	if all := fmt.Sprintf("%s %q %+v", settings, told, uses); strings.Contains(all, "CANARY") {
		t.Errorf("the key is in %s", all)
	}
}

func TestAKeyThatIsNotTaken(t *testing.T) {
	s := newService(t, map[string]string{"/v1/chat/completions": "401"})
	setup, err := Load(Asked{LLMURL: s.URL + "/v1", LLMModel: "m", Environ: set("STILLPOINT_LLM_KEY", canary)})
	if err != nil {
		t.Fatal(err)
	}
	told := ""
	setup.Refused = func(sentence string) { told += sentence }
	var uses []chain.Use
	_, err = write(t, setup.Words(func(u chain.Use) { uses = append(uses, u) }))
	for range 2 {
		if _, err := write(t, setup.Words(func(u chain.Use) { uses = append(uses, u) })); !errors.Is(err, chain.ErrResting) {
			t.Errorf("asked again: %v", err)
		}
	}
	if _, n := s.sent("/v1/chat/completions"); n != 1 || errors.Is(err, chain.ErrResting) || err.Error() != "openai m: llm: 401 Unauthorized: not with Bearer …" {
		t.Errorf("asked %d times; %v", n, err)
	}
	if err == nil || strings.Count(told, "The key in STILLPOINT_LLM_KEY is not taken") != 1 || len(uses) != 1 {
		t.Errorf("%v, told %q", err, told)
	}
	settings, _ := json.Marshal(setup.Settings())
	if all := fmt.Sprintf("%v %s %s %+v", err, told, settings, uses[0].Err); strings.Contains(all, "CANARY") {
		t.Errorf("the key is in %s", all)
	}
}

func TestWithoutThisMachinesEngines(t *testing.T) {
	s := newService(t, map[string]string{"/v1/audio/speech": "500"})
	setup, err := Load(Asked{File: written(t, "stt: [{kind: off}]\ntts: [{kind: openai, url: "+s.URL+"/v1, model: Kokoro-82M, voices: {neil-column: bm_lewis}, speed: 2}]")})
	if err != nil {
		t.Fatal(err)
	}
	var o own
	if ears := setup.Ears(o.ears, nil); ears != nil {
		t.Errorf("ears that are off: %v", ears)
	}
	v, err := setup.Voice(marit(t), func() (dialogue.Voice, error) { return nil, errors.New("missing") }, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := speak(t, v); err == nil || o.spoke > 0 {
		t.Errorf("%v; spoke here %d times", err, o.spoke)
	}
	if body, _ := s.sent("/v1/audio/speech"); !strings.Contains(body, `"voice":"af_bella"`) || !strings.Contains(body, `"speed":1.9`) {
		t.Errorf("asked %s", body)
	}
	for _, sc := range people(t) {
		if sc.ID == "neil-column" {
			for range setup.Engines(chain.Voice)[0].Speaks(sc).Speak(t.Context(), "Good morning.") {
			}
		}
	}
	if body, _ := s.sent("/v1/audio/speech"); !strings.Contains(body, `"voice":"bm_lewis"`) {
		t.Errorf("asked %s", body)
	}
	setup, err = Load(Asked{})
	if err != nil {
		t.Fatal(err)
	}
	if v, err := setup.Voice(marit(t), func() (dialogue.Voice, error) { return nil, errors.New("missing") }, nil); v != nil || err == nil {
		t.Errorf("a voice that is missing: %v, %v", v, err)
	}
	if ears := setup.Ears(func() dialogue.Transcriber { return nil }, nil); ears != nil {
		t.Errorf("ears that are missing: %v", ears)
	}
	if w := setup.Words(nil); w != nil {
		t.Errorf("words by themselves: %v", w)
	}
}
