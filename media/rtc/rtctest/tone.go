package rtctest

import (
	"math"
	"math/rand/v2"
	"time"

	"stillpoint/media"
)

// burstLength is the length of a tone burst.
const burstLength = 60 * time.Millisecond

// Bursts is length of silence with 1 kHz bursts of 60 ms in it, 160 to 400 ms
// apart, the first after 600 ms; the same for the same seed. It also returns
// their onsets.
func Bursts(length time.Duration, seed uint64) (media.PCM, []time.Duration) {
	rnd := rand.New(rand.NewPCG(seed, 0))
	p := media.Silence(length)
	var onsets []time.Duration
	for at := media.Samples(600 * time.Millisecond); at+media.Samples(burstLength) < len(p); {
		for i := range media.Samples(burstLength) {
			p[at+i] = int16(12000 * math.Sin(2*math.Pi*1000*float64(i)/media.Rate))
		}
		onsets = append(onsets, media.Duration(at))
		at += media.Samples(burstLength + 100*time.Millisecond + time.Duration(rnd.Int64N(int64(240*time.Millisecond))))
	}
	return p, onsets
}

// Onsets are the beginnings of the sounds in p: where the level, over 2 ms,
// passes a quarter of that of a burst after at least 50 ms of quiet.
func Onsets(p media.PCM) []time.Duration {
	const window, threshold = media.Rate / 500, 12000 * 12000 / 2 / 16
	var onsets []time.Duration
	quiet, sum := 0, 0
	for i, v := range p {
		sum += int(v) * int(v)
		if i >= window {
			sum -= int(p[i-window]) * int(p[i-window])
		}
		if sum/window < threshold {
			quiet++
			continue
		}
		if quiet >= media.Rate/20 {
			onsets = append(onsets, media.Duration(i))
		}
		quiet = 0
	}
	return onsets
}

// A Board is audio pinned to times, as a recording would place it.
type Board media.PCM

// Put places p so that its first sample is at time at.
func (b *Board) Put(at time.Duration, p media.PCM) {
	i := media.Samples(at + 10*time.Microsecond) // at is rounded down
	if n := i + len(p) - len(*b); n > 0 {
		*b = append(*b, make([]int16, n)...)
	}
	copy((*b)[max(i, 0):], p[max(-i, 0):])
}

// Misses compares sounds that were made with those that were found: the
// distance of each from the one nearest to it, and how many were not found
// within 50 ms.
func Misses(made, found []time.Duration) (off []time.Duration, missing int) {
	for _, m := range made {
		best := time.Hour
		for _, f := range found {
			if (f - m).Abs() < best.Abs() {
				best = f - m
			}
		}
		if best.Abs() > 50*time.Millisecond {
			missing++
			continue
		}
		off = append(off, best)
	}
	return off, missing
}
