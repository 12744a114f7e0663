package openai

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"stillpoint/dialogue"
	"stillpoint/dialogue/dialoguetest"
	"stillpoint/dialogue/local"
	"stillpoint/dialogue/local/localtest"
	"stillpoint/dialogue/timeline"
	"stillpoint/media"
)

// upload reads the recording in r as a server would, or says what is wrong.
func upload(t testing.TB, r *http.Request) []int16 {
	file, head, err := r.FormFile("file")
	if err != nil {
		t.Error(err)
		return nil
	}
	samples, rate, err := media.ReadWAV(file)
	if err != nil || rate != 16000 || head.Filename != "turn.wav" {
		t.Errorf("%s at %d Hz, %v", head.Filename, rate, err)
	}
	return samples
}

// recogniser is what stands behind the test server, and what it is asked with.
func recogniser(t *testing.T) (hear func(t testing.TB, r *http.Request, samples []int16) string, speech media.PCM, words string) {
	speech, words = said(t), saidWords
	each := len(speech)/3 + 9600 // with the silence that TestTranscriber puts behind it
	return func(t testing.TB, r *http.Request, samples []int16) string {
		if len(samples) > 40*16000 { // nothing is as quick as a test that ends long speech would have it
			select {
			case <-r.Context().Done():
			case <-time.After(time.Second):
			}
		}
		n := max(1, int(math.Round(float64(len(samples))/float64(each))))
		return strings.TrimSpace(strings.Repeat(words+" ", n))
	}, speech, words
}

// moonshine is the local recogniser in its place, if its models are there.
func moonshine(t *testing.T) (hear func(t testing.TB, r *http.Request, samples []int16) string, speech media.PCM, words string) {
	dir := localtest.Models(t, "moonshine-encoder.onnx", "moonshine-decoder.onnx", "llama-tokenizer.js")
	clip := localtest.Clip(t, filepath.Join(localtest.Data(t, "clips"), "jfk.wav"))
	engines, err := local.Open(local.Config{Models: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { engines.Close() })
	ears := engines.Ears()
	return func(t testing.TB, r *http.Request, samples []int16) string {
		u, err := ears.Transcribe(r.Context(), dialogue.Speech{PCM: media.Convert(samples, 16000, media.Rate)})
		if err != nil && r.Context().Err() == nil {
			t.Error(err)
		}
		return u.Text
	}, clip, "and so my fellow americans ask not what your country can do for you ask what you can do for your country"
}

func TestEarsConform(t *testing.T) {
	for name, shape := range shapes {
		t.Run(name, func(t *testing.T) {
			hear, speech, words := recogniser(t)
			conforms(t, shape, hear, speech, words)
		})
	}
	t.Run("a real recogniser", func(t *testing.T) {
		if Raced {
			t.Skip("looked at without the race detector")
		}
		hear, speech, words := moonshine(t)
		conforms(t, shapes["Speaches"], hear, speech, words)
	})
}

func conforms(t *testing.T, shape func(http.ResponseWriter, *http.Request, []string, float64), hear func(testing.TB, *http.Request, []int16) string, speech media.PCM, words string) {
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		samples := upload(t, r)
		if len(samples) < 16000 {
			t.Errorf("a recording of %d samples", len(samples))
		}
		shape(w, r, strings.Fields(hear(t, r, samples)), float64(len(samples))/16000)
	})
	ears, err := NewEars(EarsConfig{Config: c})
	if err != nil {
		t.Fatal(err)
	}
	dialoguetest.TestTranscriber(t, ears, speech, words)
}

// Words come in media time, and what is said of them is believed.
func TestEarsGiveWords(t *testing.T) {
	hear, speech, _ := recogniser(t)
	from := 90 * time.Second
	for name, shape := range shapes {
		var calls atomic.Int32
		c := serve(t, func(w http.ResponseWriter, r *http.Request) {
			calls.Add(1)
			samples := upload(t, r)
			shape(w, r, strings.Fields(hear(t, r, samples)), float64(len(samples))/16000)
		})
		ears, err := NewEars(EarsConfig{Config: c})
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			u, err := ears.Transcribe(t.Context(), dialogue.Speech{PCM: speech, From: from, To: from + speech.Duration()})
			if err != nil || u.Text != saidWords {
				t.Fatalf("%s: %q, %v", name, u.Text, err)
			}
			if u.Confidence != 1 && math.Abs(u.Confidence-.8) > 1e-6 {
				t.Errorf("%s: confidence %v, want exp(-0.223) or 1", name, u.Confidence)
			}
			if !slices.Contains(timed, name) {
				if u.Words != nil {
					t.Errorf("%s: words %v out of nothing", name, u.Words)
				}
				continue
			}
			each := speech.Duration() / 5
			if len(u.Words) != 5 || u.Words[0].From != timeline.At(from) || math.Abs(float64(u.Words[3].From-timeline.At(from+3*each))) > 2 || u.Words[4].To != timeline.At(from+speech.Duration()) {
				t.Errorf("%s: words %v", name, u.Words)
			}
		}
		// What a server refused it is not asked again.
		want := int32(2)
		if strings.HasPrefix(name, "OpenAI gpt") || name == "vLLM" || name == "whisper.cpp" {
			want = 3
		}
		if calls.Load() != want {
			t.Errorf("%s: %d requests for two turns, want %d", name, calls.Load(), want)
		}
	}
}

func TestEarsRequest(t *testing.T) {
	var fields map[string][]string
	var header http.Header
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		upload(t, r)
		fields, header = r.MultipartForm.Value, r.Header
		answer(w, "application/json", `{"text":"Yes."}`)
	})
	c.Model, c.Extra = "large-v3", map[string]any{"temperature": 0.2, "vad_filter": true, "hotwords": []any{"Marit", "Aalberg"}, "language": "nb", "prompt": nil}
	ears, err := NewEars(EarsConfig{Config: c, Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ears.Transcribe(t.Context(), dialogue.Speech{PCM: said(t)}); err != nil {
		t.Fatal(err)
	}
	want := map[string][]string{"model": {"large-v3"}, "response_format": {"verbose_json"}, "timestamp_granularities[]": {"word"},
		"temperature": {"0.2"}, "vad_filter": {"true"}, "hotwords": {"Marit", "Aalberg"}, "language": {"nb"}}
	if fmt.Sprint(fields) != fmt.Sprint(want) || header.Get("Authorization") != "Bearer "+key {
		t.Errorf("%v\n%v", fields, header)
	}
}

// whisper.cpp hears nothing in less than a second.
func TestEarsPadShortSpeech(t *testing.T) {
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if n := len(upload(t, r)); n < 16000 {
			t.Errorf("a recording of %d samples", n)
		}
		answer(w, "application/json", `{"text":"Yes.","words":[{"word":"Yes","start":0.1,"end":0.9}]}`)
	})
	ears, err := NewEars(EarsConfig{Config: c})
	if err != nil {
		t.Fatal(err)
	}
	yes := said(t)[:media.Samples(400*time.Millisecond)]
	if u, err := ears.Transcribe(t.Context(), dialogue.Speech{PCM: yes, To: yes.Duration()}); err != nil || len(u.Words) != 1 || u.Words[0].To != 400 {
		t.Errorf("%+v, %v", u, err)
	}
}

// More than a request should hold is cut where nobody speaks, and the times
// of the words are right behind the cut.
func TestEarsCutLongSpeech(t *testing.T) {
	speech := slices.Repeat(slices.Concat(said(t), media.Silence(time.Second)), 120)
	var cuts [][]int16
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		cuts = append(cuts, upload(t, r))
		answer(w, "application/json", `{"text":"Yes.","words":[{"word":"Yes","start":1,"end":1.5}]}`)
	})
	ears, err := NewEars(EarsConfig{Config: c})
	if err != nil {
		t.Fatal(err)
	}
	u, err := ears.Transcribe(t.Context(), dialogue.Speech{PCM: speech, To: speech.Duration()})
	if err != nil || u.Text != "Yes. Yes." || len(cuts) != 2 || len(u.Words) != 2 {
		t.Fatalf("%+v, %v in %d requests", u, err, len(cuts))
	}
	for _, x := range slices.Concat(cuts[0][len(cuts[0])-1600:], cuts[1][:1600]) {
		if x != 0 {
			t.Fatal("it was cut in the middle of a word")
		}
	}
	if want := timeline.At(duration(len(cuts[0])) + time.Second); u.Words[1].From != want || u.To != timeline.At(speech.Duration()) {
		t.Errorf("the second word is at %d, want %d", u.Words[1].From, want)
	}
}

// Nothing is sent for what has no word in it.
func TestEarsSpareTheServer(t *testing.T) {
	c := serve(t, func(w http.ResponseWriter, r *http.Request) { t.Error("it was asked") })
	ears, err := NewEars(EarsConfig{Config: c})
	if err != nil {
		t.Fatal(err)
	}
	for _, pcm := range []media.PCM{nil, said(t)[10000:12000], media.Silence(5 * time.Second)} {
		if u, err := ears.Transcribe(t.Context(), dialogue.Speech{PCM: pcm}); u.Text != "" || err != nil {
			t.Errorf("%v: %q, %v", pcm.Duration(), u.Text, err)
		}
	}
}

// The coach goes on speaking: the server sees its client leave.
func TestEarsHangUp(t *testing.T) {
	gone, asked := make(chan struct{}), make(chan struct{})
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		upload(t, r)
		close(asked)
		<-r.Context().Done()
		close(gone)
	})
	ears, err := NewEars(EarsConfig{Config: c})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	goesOn := errors.New("the coach goes on")
	go func() { <-asked; cancel(goesOn) }()
	if _, err := ears.Transcribe(ctx, dialogue.Speech{PCM: said(t)}); !errors.Is(err, goesOn) {
		t.Errorf("got %v", err)
	}
	goesAway(t, gone)
}
