package openaitest

import (
	"math"

	"stillpoint/media"
)

// Hz is the frequency of the tone in pcm, one of those that [Tone] makes, by
// the time between its first and last crossing of zero; 0 when there is none.
func Hz(pcm media.PCM) int {
	first, last, n := -1, -1, 0
	loud := false
	for i := 1; i < len(pcm); i++ {
		loud = loud || pcm[i] > 1000 || pcm[i] < -1000
		if pcm[i-1] < 0 && pcm[i] >= 0 {
			if first < 0 {
				first = i
			} else {
				last, n = i, n+1
			}
		}
	}
	if !loud || n == 0 {
		return 0
	}
	got := float64(n) * media.Rate / float64(last-first)
	hz := int(math.Round((got-baseHz)/stepHz))*stepHz + baseHz
	if math.Abs(got-float64(hz)) > 25 {
		return 0
	}
	return hz
}

// Tones are at 410, 510, … Hz: at no multiple of 50, so that frames of 20 ms
// begin at different phases of them.
const (
	baseHz = 410
	stepHz = 100
)

// Tone is the frequency of tone number n, from 0, in Hz. The server has the
// first sixteen; those above are for others.
func Tone(n int) int { return baseHz + stepHz*n }
