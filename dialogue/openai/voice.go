package openai

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"net/http"
	"time"
	"unicode/utf8"

	"stillpoint/dialogue"
	"stillpoint/dialogue/breath"
	"stillpoint/media"
)

// Formats of sound that a voice can be asked for.
const (
	MP3 = "mp3"
	WAV = "wav"
	Raw = "pcm" // 16-bit integers, one channel
)

// VoiceConfig says which server, and which of its voices.
type VoiceConfig struct {
	Config         // an empty Model is asked for as tts-1
	Voice  string  // as the server calls it; empty: alloy
	Format string  // [MP3], [WAV] or [Raw]; empty: MP3
	Rate   int     // of raw sound, in Hz; 0: 24000
	Speed  float64 // 0: the server's own
}

// Voice speaks by POST /audio/speech. It may be used by many practices at
// once.
type Voice struct {
	*service
	c VoiceConfig
}

var _ dialogue.Voice = (*Voice)(nil)

const (
	defaultSpeech = "tts-1"
	defaultVoice  = "alloy"
	rawRate       = 24000 // of OpenAI and of Kokoro

	// The most sound a text is taken for.
	perCharacter = time.Second / 3
	atLeast      = 10 * time.Second
)

// NewVoice is the voice c names. It does not connect.
func NewVoice(c VoiceConfig) (*Voice, error) {
	s, err := newService("tts", c.Config)
	if err != nil {
		return nil, err
	}
	if c.Model == "" {
		c.Model = defaultSpeech
	}
	if c.Voice == "" {
		c.Voice = defaultVoice
	}
	if c.Rate == 0 {
		c.Rate = rawRate
	}
	switch c.Format {
	case "":
		c.Format = MP3
	case MP3, WAV, Raw:
	default:
		return nil, fmt.Errorf("tts format %q: it can be %s, %s or %s", c.Format, MP3, WAV, Raw)
	}
	if c.Rate < 8000 || c.Rate > 96000 {
		return nil, fmt.Errorf("tts rate of %d Hz: it can be 8000 to 96000", c.Rate)
	}
	if c.Speed != 0 && !(c.Speed >= .25 && c.Speed <= 4) {
		return nil, errors.New("tts speed: it can be 0.25 to 4")
	}
	return &Voice{s, c}, nil
}

// Speak implements [dialogue.Voice]. The error of a server is an [*Error];
// of sound that broke off it wraps [io.ErrUnexpectedEOF] and comes after what
// was there.
func (v *Voice) Speak(ctx context.Context, text string) iter.Seq2[media.PCM, error] {
	return func(yield func(media.PCM, error) bool) {
		begun := false
		for _, part := range breath.Cut(text) {
			pause := media.Silence(part.Pause)
			if begun && len(pause) > 0 {
				// The next words are on their way while it is heard.
				if !yield(pause, nil) {
					return
				}
				pause = nil
			}
			if part.Text == "" {
				return
			}
			for pcm, err := range v.say(ctx, part.Text) {
				if err != nil {
					yield(nil, v.plain(ctx, err))
					return
				}
				if !begun && len(pause) > 0 {
					pcm = append(pause, pcm...)
				}
				begun = true
				if !yield(pcm, nil) {
					return
				}
			}
		}
	}
}

// say speaks words without pauses of ours in them.
func (v *Voice) say(ctx context.Context, words string) iter.Seq2[media.PCM, error] {
	return func(yield func(media.PCM, error) bool) {
		if ctx.Err() != nil {
			yield(nil, context.Cause(ctx))
			return
		}
		resp, err := v.request(ctx, words)
		if err != nil {
			yield(nil, err)
			return
		}
		defer resp.Body.Close()
		most := atLeast + time.Duration(utf8.RuneCountInString(words))*perCharacter
		s := &sound{body: resp.Body, left: mostSoundBytes}
		var e edges
		total := time.Duration(0)
		for pcm, err := range s.decode(resp.Header.Get("Content-Type"), v.c.Format, v.c.Rate) {
			if total += pcm.Duration(); total > most {
				err = &Error{Message: fmt.Sprintf("sent more than %v of sound for %d characters", most.Round(time.Second), utf8.RuneCountInString(words))}
			}
			if pcm = e.push(pcm); len(pcm) > 0 && !yield(pcm, nil) {
				return
			}
			if err != nil {
				yield(nil, err)
				return
			}
		}
		switch pcm := e.rest(); {
		case s.err != nil && !errors.Is(s.err, io.EOF):
			yield(nil, s.err)
		case !e.begun:
			yield(nil, &Error{Message: "sent no sound"})
		case len(pcm) > 0:
			yield(pcm, nil)
		}
	}
}

func (v *Voice) request(ctx context.Context, words string) (*http.Response, error) {
	fields := map[string]any{"model": v.c.Model, "voice": v.c.Voice, "input": words, "response_format": v.c.Format}
	if v.c.Speed != 0 {
		fields["speed"] = v.c.Speed
	}
	maps.Copy(fields, v.extra)
	body, err := json.Marshal(fields)
	if err != nil {
		return nil, fmt.Errorf("request body: %w", err)
	}
	return v.ask(ctx, http.MethodPost, v.base+"/audio/speech", "application/json", body)
}
