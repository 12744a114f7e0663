package faulttest

import (
	"sync"
	"time"

	"stillpoint/dialogue/dialoguetest"
	"stillpoint/dialogue/openai/openaitest"
	"stillpoint/media"
)

// tap is a fake line that keeps what was sent.
type tap struct {
	*dialoguetest.Line
	mu   sync.Mutex
	sent media.PCM       // given and not cut: sample n is at position n
	cuts []time.Duration // when, in media time
}

func (t *tap) Play(pcm media.PCM) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.sent = append(t.sent, pcm...)
	return t.Line.Play(pcm)
}

func (t *tap) Cut() time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	at := t.Line.Cut()
	t.sent = t.sent[:min(media.Samples(at), len(t.sent))]
	t.cuts = append(t.cuts, t.Now())
	return at
}

// finish forgets what was given and never sent.
func (t *tap) finish() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.sent = t.sent[:min(media.Samples(t.Line.Cut()), len(t.sent))]
}

func (t *tap) played() int { t.mu.Lock(); defer t.mu.Unlock(); return len(t.sent) }

// tone is one frequency that sounded without a break.
type tone struct {
	hz       int
	from, to int // samples
}

func (t tone) length() time.Duration { return media.Duration(t.to - t.from) }

// tones are what the coach heard of frequencies that known holds. A shorter
// sound than two windows is the seam between two tones.
func tones(sent media.PCM, known func(hz int) bool) (out []tone) {
	const hop = media.FrameSamples / 2
	for at := 0; at+hop <= len(sent); at += hop {
		hz := openaitest.Hz(sent[at : at+hop])
		if hz == 0 || !known(hz) {
			continue
		}
		if n := len(out); n > 0 && out[n-1].hz == hz && at-out[n-1].to <= 2*hop {
			out[n-1].to = at + hop
			continue
		}
		out = append(out, tone{hz, at, at + hop})
	}
	kept := out[:0]
	for _, s := range out {
		if s.to-s.from >= 2*hop {
			kept = append(kept, s)
		}
	}
	return kept
}
