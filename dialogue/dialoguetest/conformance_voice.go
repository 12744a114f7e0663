package dialoguetest

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"stillpoint/dialogue"
	"stillpoint/media"
)

// TestVoice checks a voice against the contract of [dialogue.Voice]. It
// speaks about a dozen short sentences.
func TestVoice(t *testing.T, v dialogue.Voice) {
	const text = "Yes, I can hear you."
	whole := func(t *testing.T, text string) media.PCM {
		t.Helper()
		var all media.PCM
		for pcm, err := range v.Speak(t.Context(), text) {
			if err != nil {
				t.Fatalf("%q: %v", text, err)
			}
			if len(pcm) == 0 {
				t.Errorf("%q: an empty chunk", text)
			}
			all = append(all, pcm...)
		}
		return all
	}
	t.Run("speaks", func(t *testing.T) {
		pcm := whole(t, text)
		if d := pcm.Duration(); d < 500*time.Millisecond || d > 5*time.Second {
			t.Errorf("five words last %v", d)
		}
		if peak := peakOf(pcm); peak < 1000 || peak > 32767*99/100 {
			t.Errorf("the loudest sample is %d", peak)
		}
		if edge := media.Samples(60 * time.Millisecond); len(pcm) > 2*edge && peakOf(pcm[:edge]) < 40 {
			t.Error("it begins with 60 ms of silence")
		}
	})
	t.Run("pauses", func(t *testing.T) {
		const asked = 700 * time.Millisecond
		pcm := whole(t, "Yes. [pause:0.7] Something like that. [smiles]")
		if got := longestSilence(pcm); got < asked || got > asked+200*time.Millisecond {
			t.Errorf("the longest silence is %v, want %v", got, asked)
		}
		// Markers read aloud would last longer.
		if d := pcm.Duration(); d > 4*time.Second {
			t.Errorf("four words and a pause last %v", d)
		}
	})
	t.Run("nothing to say", func(t *testing.T) {
		for _, s := range []string{"", " ", "…", "—", "?!", "[pause:0.5]", "[smiles]"} {
			for pcm, err := range v.Speak(t.Context(), s) {
				t.Errorf("%q yielded %v of sound and %v", s, pcm.Duration(), err)
			}
		}
	})
	t.Run("ends with its context", func(t *testing.T) {
		bargeIn := errors.New("barge-in")
		long := strings.Repeat("I have not said this before, and it goes on and on, ", 6) + "until somebody stops me."
		for _, after := range []time.Duration{0, 50 * time.Millisecond} {
			ctx, cancel := context.WithCancelCause(t.Context())
			timer := time.AfterFunc(after, func() { cancel(bargeIn) })
			if after == 0 {
				cancel(bargeIn)
			}
			var last error
			for pcm, err := range v.Speak(ctx, long) {
				if last != nil {
					t.Error("something follows the error")
				}
				if last = err; err == nil && after == 0 {
					t.Errorf("%v of sound although the context had ended", pcm.Duration())
				}
			}
			if !errors.Is(last, bargeIn) {
				t.Errorf("ended after %v: the last error is %v, want its cause", after, last)
			}
			timer.Stop()
			cancel(nil)
		}
	})
	t.Run("stops when the consumer does", func(t *testing.T) {
		before := runtime.NumGoroutine()
		for range 3 {
			for _, err := range v.Speak(t.Context(), "One sentence that is long enough. And another one that nobody wants.") {
				if err != nil {
					t.Error(err)
				}
				break
			}
		}
		for i := 0; runtime.NumGoroutine() > before; i++ {
			if i == 200 {
				t.Fatalf("%d goroutines before, %d after", before, runtime.NumGoroutine())
			}
			time.Sleep(10 * time.Millisecond)
		}
	})
	t.Run("at once", func(t *testing.T) {
		var wg sync.WaitGroup
		for range 3 {
			wg.Go(func() {
				var d time.Duration
				for pcm, err := range v.Speak(t.Context(), text) {
					if err != nil {
						t.Error(err)
					}
					d += pcm.Duration()
				}
				if d < 500*time.Millisecond {
					t.Errorf("five words last %v", d)
				}
			})
		}
		wg.Wait()
	})
}

func peakOf(pcm media.PCM) (peak int) {
	for _, x := range pcm {
		peak = max(peak, int(x), -int(x))
	}
	return peak
}

// longestSilence is the longest run of samples that are exactly zero.
func longestSilence(pcm media.PCM) time.Duration {
	run, longest := 0, 0
	for _, x := range pcm {
		if run++; x != 0 {
			run = 0
		}
		longest = max(longest, run)
	}
	return media.Duration(longest)
}
