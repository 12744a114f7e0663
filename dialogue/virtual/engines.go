package virtual

import (
	"context"
	"iter"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"stillpoint/dialogue"
	"stillpoint/dialogue/timeline"
	"stillpoint/media"
	"stillpoint/media/voice"
)

// word is a word of the coach's, in media time.
type word struct {
	text     string
	from, to time.Duration
}

// ears know what the coach said: it was typed.
type ears struct {
	words    []word
	from, to time.Duration // of what is being said
}

// Both speak some 165 words a minute of ordinary English.
const (
	perWord   = 110 * time.Millisecond
	perLetter = 60 * time.Millisecond
)

// length is how long a word takes.
func length(word string) time.Duration {
	return perWord + perLetter*time.Duration(utf8.RuneCountInString(word))
}

// say has text said from media time at on; it gives the end.
func (e *ears) say(at time.Duration, text string) time.Duration {
	e.words = slices.DeleteFunc(e.words, func(w word) bool { return w.to < at-longest })
	e.from, e.to = at, at
	for _, w := range strings.Fields(text) {
		end := e.to + length(w)
		e.words = append(e.words, word{w, e.to, end})
		e.to = end
	}
	return e.to
}

// speaking is the detector's verdict on the frame that ends at end.
func (e *ears) speaking(end time.Duration) bool { return voice.Seen(e.from, e.to, end) }

// Transcribe gives the words whose middle lies in s.
func (e *ears) Transcribe(ctx context.Context, s dialogue.Speech) (timeline.Utterance, error) {
	var said []string
	for _, w := range e.words {
		if m := (w.from + w.to) / 2; m >= s.From && m < s.To {
			said = append(said, w.text)
		}
	}
	return timeline.Utterance{Side: timeline.Coach, Text: strings.Join(said, " "), Confidence: 1}, nil
}

// mouth makes sound as long as the words would take.
type mouth struct{}

// longest is the most sound one piece is given; an authored line has at most
// 280 letters.
const longest = 40 * time.Second

// tone is made when somebody first speaks: most of the program's starts hold no
// virtual talk.
var tone = sync.OnceValue(func() media.PCM {
	p := media.Silence(longest)
	for i := range p {
		p[i] = 3000
	}
	return p
})

// Speak gives all of the sound at once.
func (mouth) Speak(ctx context.Context, text string) iter.Seq2[media.PCM, error] {
	return func(yield func(media.PCM, error) bool) {
		var d time.Duration
		for _, w := range strings.Fields(text) {
			d += length(w)
		}
		sound := tone()
		yield(sound[:min(media.Samples(d), len(sound))], nil)
	}
}
