package openai

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/media/codec"
)

// What is not sound, and what breaks off.
func TestVoiceFaults(t *testing.T) {
	whole := said(t)
	huge := slices.Repeat(whole, 20)
	for name, test := range map[string]struct {
		format, kind string
		status       int
		body         []byte
		length       int // stated, 0: that of body
		want         string
		sound        time.Duration // at least
		cut          bool
	}{
		"401":                 {MP3, "application/json", 401, []byte(`{"error":{"message":"bad key ` + key + `"}}`), 0, "tts: 401 Unauthorized: bad key …", 0, false},
		"no such voice":       {MP3, "application/json", 400, []byte(`{"detail":{"error":"validation_error","message":"Voice x not found"}}`), 0, "tts: 400 Bad Request: validation_error", 0, false},
		"error in a 200":      {MP3, "application/json", 200, []byte(`{"error":"model not loaded"}`), 0, "tts: model not loaded", 0, false},
		"error as mp3":        {MP3, "audio/mpeg", 200, []byte(`{"error":"model not loaded"}`), 0, "tts: model not loaded", 0, false},
		"error as pcm":        {Raw, "audio/pcm", 200, []byte(`{"error":"model not loaded"}`), 0, "tts: model not loaded", 0, false},
		"page":                {MP3, "text/html", 200, []byte(`<html>Sign in</html>`), 0, "no such service is there", 0, false},
		"page as wav":         {WAV, "audio/wav", 200, []byte(`<html>Sign in</html>`), 0, "no such service is there", 0, false},
		"text":                {WAV, "text/plain", 200, []byte(`no voice is loaded`), 0, "tts: no voice is loaded", 0, false},
		"empty mp3":           {MP3, "audio/mpeg", 200, nil, 0, "tts: sent no sound", 0, false},
		"empty pcm":           {Raw, "audio/pcm", 200, nil, 0, "tts: sent no sound", 0, false},
		"empty wav":           {WAV, "audio/wav", 200, streamedWAV(nil, 24000, 0), 0, "tts: sent no sound", 0, false},
		"silence":             {Raw, "audio/pcm", 200, make([]byte, 48000), 0, "tts: sent no sound", 0, false},
		"half a sample":       {Raw, "audio/pcm", 200, []byte{7}, 0, "tts: sent no sound", 0, false},
		"ogg":                 {MP3, "audio/ogg", 200, []byte("OggS\x00\x02"), 0, "tts: sent ogg sound, which cannot be decoded", 0, false},
		"no mp3":              {MP3, "audio/mpeg", 200, bytes.Repeat([]byte("hello "), 200), 0, "no MP3 frame", 0, false},
		"mp3 cut in a frame":  {MP3, "audio/mpeg", 200, mp3File(t)[:7000], 0, "unexpected EOF", 500 * time.Millisecond, true},
		"mp3 shorter":         {MP3, "audio/mpeg", 200, mp3File(t)[:7000], len(mp3File(t)), "unexpected EOF", 500 * time.Millisecond, true},
		"wav shorter":         {WAV, "audio/wav", 200, streamedWAV(whole, 24000, 64000)[:40000], 0, "unexpected EOF", 500 * time.Millisecond, true},
		"endless wav shorter": {WAV, "audio/wav", 200, streamedWAV(whole, 24000, 0)[:40001], 64000, "unexpected EOF", 500 * time.Millisecond, true},
		"pcm shorter":         {Raw, "audio/pcm", 200, rawBytes(whole, 24000)[:40001], 64000, "unexpected EOF", 500 * time.Millisecond, true},
		"odd byte":            {Raw, "audio/pcm", 200, append(rawBytes(whole, 24000), 9), 0, "", time.Second, false},
		"its own rate":        {Raw, "audio/pcm;rate=12000", 200, rawBytes(whole, 12000), 0, "", time.Second, false},
		"far too much":        {Raw, "audio/pcm", 200, rawBytes(huge, 24000), 0, "tts: sent more than 17s of sound for 20 characters", 10 * time.Second, false},
		"redirect":            {Raw, "text/plain", 307, nil, 0, "tts: 307 Temporary Redirect", 0, false},
	} {
		c := serve(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", test.kind)
			w.Header().Set("Location", "/v1/elsewhere")
			if test.length > 0 {
				w.Header().Set("Content-Length", fmt.Sprint(test.length))
			}
			w.WriteHeader(test.status)
			w.Write(test.body)
		})
		pcm, err := listen(newVoice(t, VoiceConfig{Config: c, Format: test.format}), saidWords)
		if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) || pcm.Duration() < test.sound || test.sound == 0 && len(pcm) > 0 || errors.Is(err, io.ErrUnexpectedEOF) != test.cut {
			t.Errorf("%s: %v of sound and %v; want %v and %q", name, pcm.Duration(), err, test.sound, test.want)
		}
		if _, ok := errors.AsType[*Error](err); err != nil && (!ok || !strings.HasPrefix(err.Error(), "tts: ") || strings.Contains(err.Error(), key)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// An MP3 that the decoder cannot do says which one it could.
func TestVoiceOfLowRate(t *testing.T) {
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.ServeFile(w, r, "../../media/codec/testdata/low8.mp3")
	})
	if _, err := listen(newVoice(t, VoiceConfig{Config: c}), "Yes."); !errors.Is(err, codec.ErrMP3Rate) {
		t.Errorf("got %v", err)
	}
}
