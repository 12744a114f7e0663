package openaitest

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"stillpoint/media"
	"stillpoint/media/codec"
)

func post(ctx context.Context, s *Server, rt http.RoundTripper, kind Kind, format string) (*http.Response, error) {
	path, mime := "", "application/json"
	var body bytes.Buffer
	switch kind {
	case Words:
		path = "/chat/completions"
		body.WriteString(`{"model":"instant","stream":true,"messages":[{"role":"user","content":"Hi."}]}`)
	case Voice:
		path = "/audio/speech"
		json.NewEncoder(&body).Encode(map[string]string{"input": "Good morning.", "response_format": format})
	case Ears:
		path = "/audio/transcriptions"
		form := multipart.NewWriter(&body)
		file, err := form.CreateFormFile("file", "turn.wav")
		if err != nil {
			return nil, err
		}
		file.Write(WAV(500, 16000))
		form.Close()
		mime = form.FormDataContentType()
	}
	r, err := http.NewRequestWithContext(ctx, "POST", s.URL()+path, &body)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", mime)
	return rt.RoundTrip(r)
}

func TestHealthy(t *testing.T) {
	s := New()
	defer s.Close()
	rt := s.Transport()
	defer rt.CloseIdleConnections()
	for _, c := range []struct {
		kind         Kind
		format, part string
	}{
		{Words, "", `{"content":"think "}`}, {Ears, "", `"duration":"0.40"`}, {Voice, "wav", "WAVEfmt "}, {Voice, "pcm", "\x00"}, {Voice, "mp3", "\xff\xf3"},
	} {
		resp, err := post(t.Context(), s, rt, c.kind, c.format)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil || resp.StatusCode != http.StatusOK || !strings.Contains(string(body), c.part) {
			t.Errorf("%s %s: %d %q and %v, want %q", c.kind, c.format, resp.StatusCode, body[:min(100, len(body))], err, c.part)
		}
		var seen Request
		s.Await(c.kind, 5*time.Second, func(all []Request) bool { seen = all[len(all)-1]; return !seen.Over.IsZero() })
		if seen.Sent != len(body) || seen.Over.IsZero() || !seen.Gone.IsZero() {
			t.Errorf("%s %s: kept %+v, want %d bytes, over", c.kind, c.format, seen, len(body))
		}
	}
}

// What the ear makes of every tone, as mp3, wav and pcm.
func TestTones(t *testing.T) {
	for i := range numTones {
		hz := Tone(i)
		var all media.PCM
		for pcm, err := range codec.DecodeMP3(bytes.NewReader(MP3(hz))) {
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, pcm...)
		}
		samples, rate, err := media.ReadWAV(bytes.NewReader(WAV(hz, 24000)))
		if err != nil {
			t.Fatal(err)
		}
		for kind, pcm := range map[string]media.PCM{"mp3": all, "wav": media.Convert(samples, rate, media.Rate)} {
			if got := Hz(pcm[4800:9600]); got != hz || pcm.Duration() < ToneLength-20*time.Millisecond || pcm.Duration() > ToneLength+120*time.Millisecond {
				t.Errorf("%s of %d Hz: %d Hz for %v", kind, hz, got, pcm.Duration())
			}
			if got := Hz(pcm[6000:6480]); got != hz {
				t.Errorf("10 ms of %s of %d Hz: %d Hz", kind, hz, got)
			}
		}
	}
}

// Every fault is one: no client that reads plainly gets the healthy answer.
func TestFaultsAreSeen(t *testing.T) {
	s := New()
	defer s.Close()
	rt := s.Transport()
	defer rt.CloseIdleConnections()
	read := func(kind Kind, format string) string {
		ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
		defer cancel()
		resp, err := post(ctx, s, rt, kind, format)
		if err != nil {
			return err.Error()
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			return err.Error()
		}
		return resp.Status + string(body)
	}
	for _, f := range append(Faults(), CutAt(7, false), CutAt(7, true), CutShare(.5, false), CutShare(.9, true)) {
		for _, kind := range []Kind{Ears, Words, Voice} {
			if !f.Fits(kind) {
				continue
			}
			format := f.Format
			if format == "" {
				format = "wav"
			}
			s.Break(kind, Fault{})
			want := read(kind, format)
			s.Break(kind, f)
			if got := read(kind, format); got == want {
				t.Errorf("%s: %s answers as ever: %.100q", f.Name, kind, got)
			}
		}
	}
}

func TestGoneIsSeen(t *testing.T) {
	s := New()
	defer s.Close()
	rt := s.Transport()
	defer rt.CloseIdleConnections()
	s.Break(Words, Named("hangs after the head"))
	ctx, cancel := context.WithCancel(t.Context())
	resp, err := post(ctx, s, rt, Words, "")
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	resp.Body.Close()
	if !s.Await(Words, 10*time.Second, func(all []Request) bool { return len(all) == 1 && !all[0].Gone.IsZero() }) {
		t.Errorf("not seen: %+v", s.Requests(Words))
	}
}
