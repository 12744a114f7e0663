package speak

import (
	"math"
	"slices"
	"strings"
	"time"
)

const (
	floor  = 0.0025                // -52 dBFS: what lies below it at either end is silence
	margin = 25 * time.Millisecond // of it that is kept
	fade   = 4 * time.Millisecond

	step   = 10 * time.Millisecond // of one measure of level
	lately = 2 * time.Second       // before the end, in which the loudest is looked for
)

// trim cuts the silence at both ends down to margin and fades the cuts.
func trim(samples []float32, rate int, phonemes string) []float32 {
	samples = unbreathed(samples, rate, phonemes)
	from, to := 0, len(samples)
	for from < to && math.Abs(float64(samples[from])) < floor {
		from++
	}
	for to > from && math.Abs(float64(samples[to-1])) < floor {
		to--
	}
	if from == to {
		return nil
	}
	keep := length(margin, rate)
	samples = samples[max(0, from-keep):min(len(samples), to+keep)]
	n := min(length(fade, rate), len(samples)/2)
	for i := range n {
		g := float32(i) / float32(n)
		samples[i] *= g
		samples[len(samples)-1-i] *= g
	}
	return samples
}

func length(d time.Duration, rate int) int { return int(d * time.Duration(rate) / time.Second) }

// unbreathed is samples without what a voice leaves behind its last word: half
// a second of breath (Kokoro's bm_fable), or a small vowel of its own
// (bf_isabella: "I see, dear"). Her turn would end that much later than her
// words. Speech may fade by [ending.less] for [ending.tail], no longer.
func unbreathed(samples []float32, rate int, phonemes string) []float32 {
	n := length(step, rate)
	levels := make([]float64, len(samples)/n)
	for i := range levels {
		sum := 1e-12
		for _, s := range samples[i*n : (i+1)*n] {
			sum += float64(s) * float64(s) / float64(n)
		}
		levels[i] = 10 * math.Log10(sum)
	}
	if len(levels) == 0 {
		return samples
	}
	end := endingOf(phonemes)
	least := slices.Max(levels[max(0, len(levels)-int(lately/step)):]) - end.less
	last := len(levels) - 1
	for levels[last] < least {
		last--
	}
	to := (last+1)*n + length(end.tail, rate)
	if to >= len(samples) {
		return samples
	}
	samples = samples[:to]
	out := length(end.tail/2, rate)
	for i := range out {
		samples[to-1-i] *= float32(i) / float32(out)
	}
	return samples
}

// ending is how a word may fade.
type ending struct {
	less float64       // dB below the loudest that is still the word itself
	tail time.Duration // after it: a stop's burst, a fricative, the room
}

// endingOf is for what ends in phonemes. A stressed vowel, with nothing after
// it that interrupts the voice, is loud until it is over.
func endingOf(phonemes string) ending {
	phonemes = strings.TrimRight(phonemes, ".,!?… ")
	stress := strings.LastIndexAny(phonemes, "ˈˌ")
	if stress > strings.LastIndex(phonemes, " ") && !strings.ContainsAny(phonemes[stress:], "pbtdkɡfvszʃʒʧʤθðhɾʔT") {
		return ending{15, 80 * time.Millisecond}
	}
	return ending{18, 200 * time.Millisecond}
}
