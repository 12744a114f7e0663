package moonshine

import "math"

const (
	block    = rate / 50         // 20 ms, the grain of levels
	longest  = 13 * rate         // samples in a piece; a whole 36 s clip came back empty
	earliest = 6 * rate          // a cut leaves at least this much before it
	keep     = 150 * rate / 1000 // silence left behind the last audible block
)

// levels is the root mean square of each whole block of samples.
func levels(samples []float32) []float64 {
	out := make([]float64, len(samples)/block)
	for i := range out {
		sum := 0.0
		for _, v := range samples[i*block:][:block] {
			sum += float64(v) * float64(v)
		}
		out[i] = math.Sqrt(sum / block)
	}
	return out
}

// trim drops the silence at the end: what is 40 dB below the loudest block.
// Behind loud noise nothing is dropped, which costs time but no words.
func trim(samples []float32) []float32 {
	level := levels(samples)
	loudest := 0.0
	for _, l := range level {
		loudest = max(loudest, l)
	}
	end := len(level)
	for end > 0 && level[end-1] <= loudest/100 {
		end--
	}
	return samples[:min(len(samples), end*block+keep)]
}

// pieces cuts samples at the quietest places so that no piece is too long.
func pieces(samples []float32) [][]float32 {
	var out [][]float32
	for len(samples) > longest {
		n := quietest(samples[:longest])
		out = append(out, samples[:n])
		samples = samples[n:]
	}
	return append(out, samples)
}

// quietest is the middle of the quietest 200 ms from earliest on, the last of
// several equally quiet ones.
func quietest(samples []float32) int {
	const span = 10 // blocks
	level := levels(samples)
	at, least := len(level)-span, math.Inf(1)
	for i := earliest / block; i+span <= len(level); i++ {
		sum := 0.0
		for _, l := range level[i : i+span] {
			sum += l
		}
		if sum <= least {
			at, least = i, sum
		}
	}
	return (at + span/2) * block
}
