package faulttest

import (
	"context"
	"iter"
	"math"
	"sync"
	"sync/atomic"
	"time"

	"stillpoint/dialogue"
	"stillpoint/dialogue/openai/openaitest"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/timeline"
	"stillpoint/media"
)

// local is what this machine's engines are called. They answer at once.
const local = "local"

type ears struct {
	said *atomic.Pointer[string]
}

func newEars(said *atomic.Pointer[string]) *ears { return &ears{said} }

func (e *ears) Transcribe(ctx context.Context, _ dialogue.Speech) (timeline.Utterance, error) {
	return timeline.Utterance{Text: *e.said.Load(), Confidence: 1}, context.Cause(ctx)
}

// voice speaks each text as a tone of its own, higher than any of the server's.
type voice struct {
	mu    sync.Mutex
	tones map[string]int
}

func newVoice() *voice { return &voice{tones: map[string]int{}} }

func (v *voice) Speak(ctx context.Context, text string) iter.Seq2[media.PCM, error] {
	return func(yield func(media.PCM, error) bool) {
		if ctx.Err() != nil {
			yield(nil, context.Cause(ctx))
			return
		}
		v.mu.Lock()
		hz, ok := v.tones[text]
		if !ok {
			hz = openaitest.Tone(17 + len(v.tones))
			v.tones[text] = hz
		}
		v.mu.Unlock()
		pcm := media.Silence(openaitest.ToneLength)
		for i := range pcm {
			pcm[i] = int16(6000 * math.Sin(2*math.Pi*float64(hz)*float64(i)/media.Rate))
		}
		yield(pcm, nil)
	}
}

// sentences are what it has spoken, by frequency.
func (v *voice) sentences() map[int]string {
	v.mu.Lock()
	defer v.mu.Unlock()
	out := map[int]string{}
	for text, hz := range v.tones {
		out[hz] = text
	}
	return out
}

// brief is a client who thinks no longer than must be and makes no pauses.
type brief struct{ persona.Responder }

func (b brief) Respond(ctx context.Context, t persona.Turn) iter.Seq2[persona.Sentence, error] {
	return func(yield func(persona.Sentence, error) bool) {
		for s, err := range b.Responder.Respond(ctx, t) {
			s.Pause, s.Cue = 0, nil
			s.Think = min(s.Think, think)
			if !yield(s, err) || t.Why == timeline.WhyOpening {
				return
			}
		}
	}
}

// stall is how long a program is not let run.
type stall struct{ most time.Duration }

func (s *stall) run(ctx context.Context) {
	const tick = 20 * time.Millisecond
	for last := time.Now(); wait(ctx, tick); {
		now := time.Now()
		s.most = max(s.most, now.Sub(last)-tick)
		last = now
	}
}
