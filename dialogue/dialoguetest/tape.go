package dialoguetest

import (
	"sync"
	"time"

	"stillpoint/media"
)

// Tape keeps which words of hers it was given, and when.
type Tape struct {
	mu     sync.Mutex
	frames int
	words  []Sounded
}

func (t *Tape) Coach(media.Frame) { t.mu.Lock(); t.frames++; t.mu.Unlock() }

func (t *Tape) Client(at time.Duration, p media.PCM) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for ; len(p) > 0; p, at = p[min(len(p), media.FrameSamples):], at+media.FrameDur {
		part := p[:min(len(p), media.FrameSamples)]
		if id := identity(part); id > 0 {
			t.words = sounded(t.words, at, at+part.Duration(), id)
		}
	}
}

// Sounded is what the tape holds of her, word by word.
func (t *Tape) Sounded() []Sounded {
	t.mu.Lock()
	defer t.mu.Unlock()
	return append([]Sounded(nil), t.words...)
}

// Frames is how many of the coach's frames it was given.
func (t *Tape) Frames() int { t.mu.Lock(); defer t.mu.Unlock(); return t.frames }

// sounded adds to words that id sounded in [from, to).
func sounded(words []Sounded, from, to time.Duration, id int) []Sounded {
	if n := len(words); n > 0 && words[n-1].ID == id && (from-words[n-1].To).Abs() < time.Millisecond {
		words[n-1].To = to
		return words
	}
	return append(words, Sounded{from, to, id})
}
