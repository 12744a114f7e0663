package openaitest

import (
	"math"

	"stillpoint/media"
)

// Hz is the frequency of the tone in pcm, to the nearest 50 Hz, by the time
// between its first and last crossing of zero; 0 when it is silent.
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
	return int(math.Round(float64(n)*media.Rate/float64(last-first)/50)) * 50
}
