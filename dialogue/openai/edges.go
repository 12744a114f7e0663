package openai

import (
	"math"
	"time"

	"stillpoint/media"
)

const (
	quiet  = 82                    // -52 dBFS: what lies below it at either end is silence
	margin = 25 * time.Millisecond // of it that is kept
	fade   = 4 * time.Millisecond
)

// edges cuts the silence at both ends of sound that arrives in pieces, and
// keeps its peaks off the limit. Silence inside is passed on once it is known
// to be inside.
type edges struct {
	held  media.PCM // quiet so far
	begun bool
}

// push takes what came and gives what may be heard of it, which is new.
func (e *edges) push(pcm media.PCM) media.PCM {
	e.held = append(e.held, pcm...)
	keep := media.Samples(margin)
	first, last := -1, -1
	for i := len(e.held) - len(pcm); i < len(e.held); i++ {
		if x := e.held[i]; x >= quiet || x <= -quiet {
			last = i
			if first < 0 {
				first = i
			}
		}
	}
	if last < 0 {
		if !e.begun {
			e.held = e.held[max(0, len(e.held)-keep):]
		}
		return nil
	}
	from := 0
	if !e.begun {
		from = max(0, first-keep)
	}
	out := append(media.PCM(nil), e.held[from:last+1]...)
	e.held = append(e.held[:0], e.held[last+1:]...)
	limit(out)
	if !e.begun {
		e.begun = true
		n := min(media.Samples(fade), first-from)
		for i := range n {
			out[i] = int16(int(out[i]) * i / n)
		}
	}
	return out
}

// rest is the end of the sound: a margin of its last silence, faded out.
func (e *edges) rest() media.PCM {
	if !e.begun {
		return nil
	}
	out := e.held[:min(len(e.held), media.Samples(margin))]
	for i := range out {
		out[i] = int16(int(out[i]) * (len(out) - 1 - i) / len(out))
	}
	return out
}

// limit bends peaks from -3 dBFS on, so that nothing clips behind.
func limit(pcm media.PCM) {
	const knee = 0.7
	for i, s := range pcm {
		x := float64(s) / 32768
		if a := math.Abs(x); a > knee {
			pcm[i] = int16(32768 * math.Copysign(knee+(1-knee)*math.Tanh((a-knee)/(1-knee)), x))
		}
	}
}
