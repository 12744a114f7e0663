package dialoguetest

import (
	"time"

	"stillpoint/media"
	"stillpoint/media/voice"
)

// Hear makes the line take what the coach says from real sound, judged by m,
// in place of a script of exact truth.
func (l *Line) Hear(m *voice.Meter) { l.meter = m }

// SpeakSound is the coach saying pcm, whose words are text; it returns when
// that is over. [Line.Hear] must have been called.
func (l *Line) SpeakSound(text string, pcm media.PCM) {
	l.mu.Lock()
	now := time.Since(l.began)
	l.coach = append(l.coach, Said{now, now + pcm.Duration(), text})
	l.sound = append(l.sound, pcm)
	l.mu.Unlock()
	time.Sleep(pcm.Duration())
}

// sounding is the microphone's frame that begins at start.
func (l *Line) sounding(start time.Duration) media.Frame {
	fr := media.Frame{Start: start, PCM: make(media.PCM, media.FrameSamples)}
	for i, s := range l.coach {
		if s.From >= fr.End() || s.To <= start {
			continue
		}
		at := media.Samples(start - s.From)
		if start < s.From {
			at = -media.Samples(s.From - start)
		}
		for j := range fr.PCM {
			if k := at + j; k >= 0 && k < len(l.sound[i]) {
				fr.PCM[j] = l.sound[i][k]
			}
		}
	}
	p, err := l.meter.Speech(fr.PCM)
	if err != nil {
		panic(err) // a measurement without its detector is none
	}
	fr.Speech = p
	return fr
}
