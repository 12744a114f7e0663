package dialoguetest

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"stillpoint/dialogue"
	"stillpoint/dialogue/timeline"
	"stillpoint/media"
)

// TestTranscriber checks ears against the contract of [dialogue.Transcriber].
// speech is a recording of a few seconds that says words.
func TestTranscriber(t *testing.T, ears dialogue.Transcriber, speech media.PCM, words string) {
	const tolerated = .25 // word errors per word: this is about the contract, not the quality
	transcribe := func(ctx context.Context, p media.PCM) (timeline.Utterance, error) {
		return ears.Transcribe(ctx, dialogue.Speech{PCM: p, From: time.Second, To: time.Second + p.Duration()})
	}
	check := func(t *testing.T, p media.PCM, want string) {
		t.Helper()
		u, err := transcribe(t.Context(), p)
		if err != nil {
			t.Error(err)
			return
		}
		var w WER
		if w.Add(want, u.Text); w.Rate() > tolerated {
			t.Errorf("heard %q, want about %q", u.Text, want)
		}
		if u.Confidence < 0 || u.Confidence > 1 {
			t.Errorf("confidence %v is outside 0 to 1", u.Confidence)
		}
		for _, word := range u.Words {
			if word.From < timeline.At(time.Second) || word.To > timeline.At(time.Second+p.Duration()) || word.To < word.From {
				t.Errorf("the word %+v lies outside the speech", word)
			}
		}
	}
	t.Run("words", func(t *testing.T) { check(t, speech, words) })
	t.Run("at once", func(t *testing.T) {
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() { check(t, speech, words) })
		}
		wg.Wait()
	})
	t.Run("long", func(t *testing.T) {
		n := int(time.Minute/speech.Duration()) + 1
		gap := media.Silence(600 * time.Millisecond)
		check(t, slices.Repeat(slices.Concat(speech, gap), n), repeat(words, n))
	})
	t.Run("nothing", func(t *testing.T) {
		for _, p := range []media.PCM{nil, media.Silence(media.FrameDur), media.Silence(3 * time.Second)} {
			if u, err := transcribe(t.Context(), p); err != nil || len(Words(u.Text)) > 3 {
				t.Errorf("%v of silence: %q, %v; want hardly a word and no error", p.Duration(), u.Text, err)
			}
		}
	})
	t.Run("the audio stays the caller's", func(t *testing.T) {
		p := slices.Clone(speech)
		if _, err := transcribe(t.Context(), p); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(p, speech) {
			t.Error("the audio was changed")
		}
		clear(p) // under -race an engine that still reads it is caught here
		check(t, speech, words)
	})
	t.Run("ends with its context", func(t *testing.T) {
		bargeIn := errors.New("barge-in")
		long := slices.Repeat(speech, int(time.Minute/speech.Duration())+1)
		for _, after := range []time.Duration{0, 10 * time.Millisecond, 100 * time.Millisecond} {
			ctx, cancel := context.WithCancelCause(t.Context())
			timer := time.AfterFunc(after, func() { cancel(bargeIn) })
			if after == 0 {
				cancel(bargeIn)
			}
			u, err := transcribe(ctx, long)
			if !errors.Is(err, bargeIn) {
				t.Errorf("context ended after %v: %q, %v; want the cause %v", after, u.Text, err, bargeIn)
			}
			timer.Stop()
		}
	})
}

func repeat(words string, n int) (out string) {
	for range n {
		out += words + " "
	}
	return out
}
