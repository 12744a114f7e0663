// Package speak makes a dialogue voice of an engine that turns phonemes into
// samples. What surrounds the engine is the same for each: markers and pauses,
// pronunciation, cutting long texts, trimming the engine's own silence, level,
// resampling.
//
// A text may hold `[pause:0.7]`: that many seconds of exact silence. An
// ellipsis inside a sentence is a hesitation, a short silence of ours; at
// either end it adds nothing. Other brackets are never read aloud.
//
// It starts no goroutine; a [Voice] is safe for concurrent use if its engine is.
package speak

import (
	"context"
	"fmt"
	"iter"
	"math"
	"time"

	"stillpoint/dialogue/breath"
	"stillpoint/dialogue/local/phoneme"
	"stillpoint/media"
)

// Version names what this package does to a sound: silences, trimming, level.
// It is raised when that changes, so that sounds kept are made anew.
const Version = 2

// Engine turns phonemes into sound.
type Engine interface {
	// Say speaks phonemes (symbols of package phoneme, at most Limit of them)
	// as samples in [-1, 1] at Rate. When ctx ends it returns its cause at once.
	Say(ctx context.Context, phonemes string) ([]float32, error)
	Rate() int  // samples a second
	Limit() int // phonemes at once
}

// Config describes a Voice.
type Config struct {
	Engine  Engine
	Lexicon *phoneme.Lexicon
	SayAs   map[string]string // pronunciations of the scenario's own words, IPA
	Gain    float64           // 0 means 1
	// Turn runs one synthesis when its turn has come, and returns what it
	// returned, or ctx's cause when ctx ended before. Nil runs it at once.
	Turn func(ctx context.Context, synthesis func(context.Context) error) error
	// Unknown is told of each word that had to be read by its letters; may be nil.
	Unknown func(word string)
}

// Voice implements dialogue.Voice.
type Voice struct{ c Config }

// New makes a voice. It fails on a pronunciation that cannot be spoken.
func New(c Config) (*Voice, error) {
	for word, ipa := range c.SayAs {
		if _, err := phoneme.IPA(ipa, phoneme.GB); err != nil {
			return nil, fmt.Errorf("pronunciation of %q: %w", word, err)
		}
	}
	if c.Gain == 0 {
		c.Gain = 1
	}
	if c.Turn == nil {
		c.Turn = func(ctx context.Context, synthesis func(context.Context) error) error { return synthesis(ctx) }
	}
	return &Voice{c}, nil
}

// The silence between two sentences, and where a sentence breaks off and goes
// on, when the engine did not say both in one go. Kokoro leaves 360 to 450 ms
// between sentences itself; [margin] stays at both ends of a piece.
const sentenceGap = 330 * time.Millisecond

// Speak implements dialogue.Voice: one chunk a sentence, each with the
// silence that belongs before it.
func (v *Voice) Speak(ctx context.Context, text string) iter.Seq2[media.PCM, error] {
	return func(yield func(media.PCM, error) bool) {
		silence, begun := time.Duration(0), false
		for _, part := range breath.Parts(text) {
			silence += part.Pause
			reading := v.c.Lexicon.Read(part.Text, v.c.SayAs)
			if v.c.Unknown != nil {
				for _, w := range reading.Unknown {
					v.c.Unknown(w)
				}
			}
			pieces := phoneme.Pieces(reading.Phonemes, v.c.Engine.Limit())
			for i, piece := range pieces {
				pcm, err := v.piece(ctx, piece.Phonemes)
				if err != nil {
					yield(nil, fmt.Errorf("speak: %w", err))
					return
				}
				if silence > 0 {
					pcm = append(media.Silence(silence), pcm...)
				}
				begun, silence = true, 0
				if i < len(pieces)-1 {
					silence = sentenceGap
					if piece.Hesitates {
						silence = breath.Hesitation
					}
				}
				if !yield(pcm, nil) {
					return
				}
			}
		}
		if begun && silence > 0 {
			yield(media.Silence(silence), nil)
		}
	}
}

func (v *Voice) piece(ctx context.Context, phonemes string) (media.PCM, error) {
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	var samples []float32
	err := v.c.Turn(ctx, func(ctx context.Context) (err error) {
		samples, err = v.c.Engine.Say(ctx, phonemes)
		return err
	})
	if err != nil {
		return nil, err
	}
	rate := v.c.Engine.Rate()
	return media.Convert(level(trim(samples, rate, phonemes), v.c.Gain), rate, media.Rate), nil
}

// level scales to 16 bits with 1 dB to spare, for resampling adds a little.
// Peaks are bent from -3 dBFS on, so that nothing clips.
func level(samples []float32, gain float64) []int16 {
	const knee, full = 0.7, 29000
	out := make([]int16, len(samples))
	for i, s := range samples {
		x := float64(s) * gain
		if a := math.Abs(x); a > knee {
			x = math.Copysign(knee+(1-knee)*math.Tanh((a-knee)/(1-knee)), x)
		}
		out[i] = int16(math.Round(x * full))
	}
	return out
}
