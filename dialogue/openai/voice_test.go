package openai

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"stillpoint/dialogue/dialoguetest"
	"stillpoint/media"
)

// rawBytes is pcm at a rate, as a server sends it.
func rawBytes(pcm media.PCM, rate int) []byte {
	var b []byte
	for _, x := range media.Convert(pcm, media.Rate, rate) {
		b = binary.LittleEndian.AppendUint16(b, uint16(x))
	}
	return b
}

// streamedWAV is a WAVE file whose lengths are what a server wrote that did not know them.
func streamedWAV(pcm media.PCM, rate int, length uint32) []byte {
	var b bytes.Buffer
	if err := media.WriteWAV(&b, media.Convert(pcm, media.Rate, rate), rate); err != nil {
		panic(err)
	}
	binary.LittleEndian.PutUint32(b.Bytes()[4:], length)
	binary.LittleEndian.PutUint32(b.Bytes()[40:], length)
	return b.Bytes()
}

func newVoice(t testing.TB, c VoiceConfig) *Voice {
	t.Helper()
	v, err := NewVoice(c)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func listen(v *Voice, text string) (all media.PCM, err error) {
	for pcm, e := range v.Speak(context.Background(), text) {
		all, err = append(all, pcm...), e
	}
	return all, err
}

// What the known servers send for a sentence.
func TestVoiceConforms(t *testing.T) {
	padded := append(append(media.Silence(300*time.Millisecond), said(t)...), media.Silence(500*time.Millisecond)...)
	for name, test := range map[string]struct {
		c    VoiceConfig
		kind string
		body []byte
	}{
		"OpenAI mp3":         {VoiceConfig{}, "audio/mpeg", mp3File(t)},
		"Kokoro-FastAPI wav": {VoiceConfig{Format: WAV}, "audio/wav", streamedWAV(padded, 24000, 0xFFFFFFFF)},
		"Speaches pcm":       {VoiceConfig{Format: Raw, Rate: 22050}, "audio/pcm", rawBytes(padded, 22050)},
		"wav of length 0":    {VoiceConfig{Format: WAV}, "audio/x-wav", streamedWAV(padded, 16000, 0)},
		"wav for mp3":        {VoiceConfig{}, "audio/mpeg", streamedWAV(padded, 22050, 0x7FFFFFFF)},
		"LocalAI wav":        {VoiceConfig{Format: WAV}, "", streamedWAV(padded, 44100, uint32(len(rawBytes(padded, 44100))))},
	} {
		t.Run(name, func(t *testing.T) {
			test.c.Config = serve(t, func(w http.ResponseWriter, r *http.Request) {
				w.Header()["Content-Type"] = []string{test.kind}
				io.Copy(io.Discard, r.Body)             // else the server does not see its client leave
				for rest := test.body; len(rest) > 0; { // odd pieces, so that samples are cut in two
					n := min(len(rest), 3001)
					if _, err := w.Write(rest[:n]); err != nil {
						return
					}
					rest = rest[n:]
				}
				if r.Context().Err() == nil && r.ContentLength > 250 { // a long text: somebody is to stop it
					<-r.Context().Done()
				}
			})
			test.c.HTTP = &http.Transport{DisableKeepAlives: true} // an idle connection is a goroutine
			dialoguetest.TestVoice(t, newVoice(t, test.c))
		})
	}
}

func TestVoiceRequest(t *testing.T) {
	var got map[string]any
	var header http.Header
	c := VoiceConfig{Config: serve(t, func(w http.ResponseWriter, r *http.Request) {
		if err := json.NewDecoder(r.Body).Decode(&got); err != nil || r.URL.Path != "/v1/audio/speech" {
			t.Errorf("%s: %v", r.URL.Path, err)
		}
		header = r.Header
		w.Header().Set("Content-Type", "audio/mpeg")
		w.Write(mp3File(t))
	})}
	for _, test := range []struct {
		change func(*VoiceConfig)
		want   map[string]any
	}{
		{func(c *VoiceConfig) {}, map[string]any{"model": "tts-1", "voice": "alloy", "input": "Yes.", "response_format": "mp3"}},
		{func(c *VoiceConfig) {
			c.Model, c.Voice, c.Format, c.Speed = "kokoro", "af_heart", "pcm", .9
			c.Extra = map[string]any{"lang_code": "a", "response_format": "mp3"}
		}, map[string]any{"model": "kokoro", "voice": "af_heart", "input": "Yes.", "response_format": "mp3", "speed": .9, "lang_code": "a"}},
	} {
		c := c
		test.change(&c)
		got = nil
		if _, err := listen(newVoice(t, c), "Yes. [smiles]"); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, test.want) || header.Get("Authorization") != "Bearer "+key {
			t.Errorf("%v, %v", got, header)
		}
	}
	for _, bad := range []VoiceConfig{{Format: "opus"}, {Rate: 7}, {Speed: 9}, {Speed: math.NaN()}} {
		bad.Config = c.Config
		if _, err := NewVoice(bad); err == nil || !strings.HasPrefix(err.Error(), "tts ") {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}

// The first sound is there while the server still holds the rest.
func TestVoiceComesEarly(t *testing.T) {
	for format, body := range map[string][]byte{MP3: mp3File(t), WAV: streamedWAV(said(t), 24000, 0xFFFFFFFF), Raw: rawBytes(said(t), 24000)} {
		more := make(chan struct{})
		c := serve(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "audio/"+format)
			w.Write(body[:len(body)/2])
			w.(http.Flusher).Flush()
			select {
			case <-more:
				w.Write(body[len(body)/2:])
			case <-time.After(10 * time.Second):
				t.Errorf("%s: nothing is heard before the last byte", format)
			}
		})
		chunks, total := 0, time.Duration(0)
		for pcm, err := range newVoice(t, VoiceConfig{Config: c, Format: format}).Speak(t.Context(), "Yes, I can hear you.") {
			if err != nil {
				t.Errorf("%s: %v", format, err)
			}
			if chunks++; chunks == 1 {
				close(more)
			}
			total += pcm.Duration()
		}
		if total < time.Second {
			t.Errorf("%s: %v of sound", format, total)
		}
	}
}

// A voice that was busy for a moment speaks the second time; each part is
// asked for by itself, what has no words not at all.
func TestVoiceAsksForParts(t *testing.T) {
	var calls atomic.Int32
	var said []string
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if calls.Add(1) == 1 {
			w.Header().Set("Retry-After", "0")
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		var fields struct{ Input string }
		if err := json.NewDecoder(r.Body).Decode(&fields); err != nil {
			t.Error(err)
		}
		said = append(said, fields.Input)
		w.Header().Set("Content-Type", "audio/mpeg")
		w.Write(mp3File(t))
	})
	pcm, err := listen(newVoice(t, VoiceConfig{Config: c}), "[pause:0.5] And then I… [sighs] well. [pause:0.7] … [pause:0.3]")
	if err != nil || fmt.Sprint(said) != "[And then I well.]" {
		t.Errorf("said %q, %v", said, err)
	}
	quiet := 0
	for _, x := range pcm {
		if x != 0 {
			break
		}
		quiet++
	}
	if d := media.Duration(quiet); d < 500*time.Millisecond || d > 530*time.Millisecond {
		t.Errorf("it begins with %v of silence", d)
	}
	if d := pcm.Duration() - 1800*time.Millisecond; d < 2*time.Second || d > 3*time.Second { // .5 + .35 + 1 around two parts
		t.Errorf("%v of sound besides", d)
	}
}

// She is cut off: the server sees the connection close, by the context and by
// a listener who turns away.
func TestVoiceHangsUp(t *testing.T) {
	for _, how := range []string{"context", "listener", "before the first byte"} {
		gone, asked := make(chan struct{}), make(chan struct{})
		c := serve(t, func(w http.ResponseWriter, r *http.Request) {
			io.Copy(io.Discard, r.Body)
			if how != "before the first byte" {
				w.Header().Set("Content-Type", "audio/mpeg")
				w.Write(mp3File(t)[:6000])
				w.(http.Flusher).Flush()
			}
			close(asked)
			<-r.Context().Done()
			close(gone)
		})
		ctx, cancel := context.WithCancelCause(t.Context())
		bargeIn := errors.New("barge-in")
		if how == "before the first byte" {
			go func() { <-asked; cancel(bargeIn) }()
		}
		var last error
		for _, err := range newVoice(t, VoiceConfig{Config: c}).Speak(ctx, "Yes. I can hear you.") {
			if last = err; err == nil && how == "listener" {
				break
			}
			cancel(bargeIn)
		}
		if how != "listener" && !errors.Is(last, bargeIn) {
			t.Errorf("%s: %v", how, last)
		}
		goesAway(t, gone)
		cancel(nil)
	}
}
