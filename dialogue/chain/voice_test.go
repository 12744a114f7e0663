package chain

import (
	"context"
	"errors"
	"iter"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unicode"

	"stillpoint/dialogue"
	"stillpoint/dialogue/dialoguetest"
	"stillpoint/media"
)

func voices(patience time.Duration, fakes ...dialogue.Voice) (links []Link[dialogue.Voice]) {
	for i, f := range fakes {
		links = append(links, Link[dialogue.Voice]{Name: string(rune('a' + i)), Engine: f, Patience: patience})
	}
	return links
}

// sounds is a voice whose n chunks of d come every wait.
func sounds(n int, d, wait time.Duration) *fake {
	return &fake{waits: append(slices.Repeat([]time.Duration{wait}, n), 0), sound: d}
}

// What comes of voices of all speeds; the consumer takes its time after each chunk.
func TestVoices(t *testing.T) {
	for name, test := range map[string]struct {
		links    []dialogue.Voice
		patience time.Duration
		consumer time.Duration
		sound    time.Duration
		over     time.Duration
		err      error
		uses     []Use
	}{
		"in time": {
			links: []dialogue.Voice{sounds(3, 500*ms, 100*ms), sounds(1, time.Second, 0)}, patience: 700 * ms,
			sound: 1500 * ms, over: 300 * ms,
			uses: []Use{{Kind: Voice, Engine: "a", First: 100 * ms, Took: 300 * ms, Sound: 1500 * ms, Characters: 4}},
		},
		"hangs": {
			links: []dialogue.Voice{hangs(), sounds(1, time.Second, 10*ms)}, patience: 700 * ms,
			sound: time.Second, over: 710 * ms,
			uses: []Use{{Kind: Voice, Engine: "a", Took: 710 * ms, Err: ErrLate, Next: "b", Characters: 4}, {Kind: Voice, Engine: "b", First: 10 * ms, Took: 10 * ms, Sound: time.Second, Characters: 4}},
		},
		"refused": {
			links: []dialogue.Voice{fails(0), sounds(1, time.Second, 10*ms)}, patience: 700 * ms,
			sound: time.Second, over: 10 * ms,
			uses: []Use{{Kind: Voice, Engine: "a", Err: errFault, Next: "b"}, {Kind: Voice, Engine: "b", First: 10 * ms, Took: 10 * ms, Sound: time.Second, Characters: 4}},
		},
		"nothing in it": {
			links: []dialogue.Voice{sounds(2, 0, 0), sounds(1, time.Second, 10*ms)}, patience: 700 * ms,
			uses: []Use{{Kind: Voice, Engine: "a", Characters: 4}},
		},
		// 20 ms of sound each 600 ms: the third chunk would be more than 1 s behind.
		"drips": {
			links: []dialogue.Voice{sounds(99, 20*ms, 600*ms), hangs()}, patience: 700 * ms,
			sound: 40 * ms, over: 1640 * ms, err: ErrSlow,
			uses: []Use{{Kind: Voice, Engine: "a", First: 600 * ms, Took: 1640 * ms, Err: ErrSlow, Sound: 40 * ms, Characters: 4}},
		},
		"slow, with much patience": {
			links: []dialogue.Voice{sounds(2, 300*ms, 4*time.Second), hangs()}, patience: 5 * time.Second,
			sound: 600 * ms, over: 8 * time.Second,
		},
		"stops with much to hear": {
			links: []dialogue.Voice{then(sounds(2, 5*time.Second, 100*ms), time.Hour, nil)}, patience: 700 * ms,
			sound: 10 * time.Second, over: 2200 * ms, err: ErrSlow,
		},
		"just fast enough": {
			links: []dialogue.Voice{sounds(20, 550*ms, 600*ms)}, patience: 700 * ms,
			sound: 11 * time.Second, over: 12 * time.Second,
		},
		"the machine is slow": {
			links: []dialogue.Voice{sounds(2, 6*time.Second, 9*time.Second)},
			sound: 12 * time.Second, over: 18 * time.Second,
		},
		"the machine hangs": {
			links: []dialogue.Voice{then(sounds(1, 6*time.Second, 9*time.Second), time.Hour, nil)},
			sound: 6 * time.Second, over: 19 * time.Second, err: ErrSlow,
		},
		"nobody comes": {
			links: []dialogue.Voice{hangs()}, patience: 700 * ms, over: 10 * time.Second, err: ErrSlow,
			uses: []Use{{Kind: Voice, Engine: "a", Took: 10 * time.Second, Err: ErrSlow}},
		},
		"nobody comes, with much patience": {
			links: []dialogue.Voice{hangs()}, patience: 20 * time.Second, over: 20 * time.Second, err: ErrSlow,
		},
		"the consumer is slow": {
			links: []dialogue.Voice{sounds(3, 20*ms, 100*ms)}, patience: 700 * ms, consumer: 5 * time.Second,
			sound: 60 * ms, over: 15100 * ms,
		},
	} {
		synctest.Test(t, func(t *testing.T) {
			var told uses
			var sound time.Duration
			var failed error
			for pcm, err := range NewVoice(voices(test.patience, test.links...), told.report).Speak(t.Context(), "Yes.") {
				if sound += pcm.Duration(); len(pcm) == 0 && err == nil || failed != nil {
					t.Errorf("%s: an empty chunk, or one after the error", name)
				}
				failed = err
				time.Sleep(test.consumer)
			}
			if got := time.Since(began); sound != test.sound || got != test.over || !errors.Is(failed, test.err) || (failed == nil) != (test.err == nil) {
				t.Errorf("%s: %v until %v with %v, want %v until %v with %v", name, sound, got, failed, test.sound, test.over, test.err)
			}
			for i := range told.all {
				if told.all[i].First == 1 {
					told.all[i].First = 0
				}
			}
			if test.uses != nil && !reflect.DeepEqual(told.all, test.uses) {
				t.Errorf("%s: told\n %+v, want\n %+v", name, told.all, test.uses)
			}
		})
	}
}

// spoken is a voice that keeps the contract: it makes a tone of 300 ms a word
// as it is told, and pauses.
type spoken struct{}

func (spoken) Speak(ctx context.Context, text string) iter.Seq2[media.PCM, error] {
	return func(yield func(media.PCM, error) bool) {
		said := false
		for _, word := range strings.Fields(strings.ReplaceAll(text, "[smiles]", "")) {
			pcm := media.Silence(700 * ms)
			if strings.ContainsFunc(word, unicode.IsLetter) && word[0] != '[' {
				said = true
				for i := range pcm[:media.Samples(300*ms)] {
					pcm[i] = int16(3000 + 1000*(i/100%2))
				}
				pcm = pcm[:media.Samples(300*ms)]
			} else if !said {
				continue
			}
			select {
			case <-time.After(ms):
			case <-ctx.Done():
			}
			if ctx.Err() != nil {
				yield(nil, context.Cause(ctx))
				return
			}
			if !yield(pcm, nil) {
				return
			}
		}
	}
}

func TestVoiceContract(t *testing.T) {
	for name, links := range map[string][]Link[dialogue.Voice]{
		"one":             voices(700*ms, spoken{}),
		"the first fails": voices(700*ms, fails(0), spoken{}),
		"the first hangs": voices(5*ms, hangs(), spoken{}, spoken{}),
	} {
		t.Run(name, func(t *testing.T) { dialoguetest.TestVoice(t, NewVoice(links, nil)) })
	}
}
