package rtc

import (
	"time"

	"stillpoint/media"
)

// maxStretch is how many samples a frame may be longer or shorter than 20 ms
// to follow the clock: 4.2 ms a second, unheard.
const maxStretch = 4

// A framer cuts decoded audio into frames that follow each other without a
// hole. Where the sender's clock and ours drift apart it adds or takes single
// samples where nobody hears it, so that the frames stay true to media time
// and still neither overlap nor wait for one another.
type framer struct {
	emit    func(start time.Duration, pcm media.PCM)
	running bool
	origin  time.Duration // media time of the first sample since the last gap
	done    int           // samples emitted since then
	raw     media.PCM     // decoded since then and not yet emitted
	end     time.Duration // of the newest frame
}

// feed takes decoded audio whose first sample was spoken at media time at and
// which follows the audio before it, unless gap was called. What would begin
// before the newest frame's end, or before media time 0, is dropped.
func (f *framer) feed(at time.Duration, pcm media.PCM) {
	stretch := 0
	if f.running {
		off := at - f.origin - media.Duration(f.done+len(f.raw))
		stretch = min(max(media.Samples(off), -maxStretch), maxStretch)
	} else {
		start := max(at, f.end, 0)
		skip := media.Samples(start - at)
		if skip >= len(pcm) {
			return
		}
		pcm = pcm[skip:]
		f.running, f.origin, f.done, f.raw = true, start, 0, f.raw[:0]
	}
	f.raw = append(f.raw, pcm...)
	for len(f.raw) >= media.FrameSamples {
		frame := make(media.PCM, media.FrameSamples, media.FrameSamples+maxStretch)
		f.raw = f.raw[:copy(f.raw, f.raw[copy(frame, f.raw):])]
		for ; stretch > 0; stretch-- {
			frame = lengthen(frame)
		}
		for ; stretch < 0; stretch++ {
			frame = shorten(frame)
		}
		start := f.origin + media.Duration(f.done)
		f.done += len(frame)
		f.end = f.origin + media.Duration(f.done)
		f.emit(start, frame)
	}
}

// gap says that the next audio does not follow. A part of a frame that waits
// for its rest is dropped.
func (f *framer) gap() { f.running = false }

// lengthen adds a sample where its neighbours differ least.
func lengthen(p media.PCM) media.PCM {
	i := calmest(p)
	between := int16((int(p[i-1]) + int(p[i])) / 2)
	p = append(p, 0)
	copy(p[i+1:], p[i:])
	p[i] = between
	return p
}

// shorten takes a sample away that differs least from the one before.
func shorten(p media.PCM) media.PCM {
	i := calmest(p)
	return append(p[:i], p[i+1:]...)
}

// calmest is the index of the sample that differs least from the one before.
func calmest(p media.PCM) int {
	best, least := 1, 1<<17
	for i := 1; i < len(p); i++ {
		d := int(p[i]) - int(p[i-1])
		if d < 0 {
			d = -d
		}
		if d < least {
			best, least = i, d
		}
	}
	return best
}
