package dialoguetest

import (
	"context"
	"iter"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"stillpoint/dialogue"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/timeline"
	"stillpoint/media"
)

// Ears hear what the script said in the stretch they are given, after Latency.
type Ears struct {
	Line    *Line
	Latency time.Duration
	Fail    error // instead of words
	Panic   bool
	Busy    atomic.Int32
}

func (e *Ears) Transcribe(ctx context.Context, s dialogue.Speech) (timeline.Utterance, error) {
	e.Busy.Add(1)
	defer e.Busy.Add(-1)
	if err := sleep(ctx, e.Latency); err != nil {
		return timeline.Utterance{}, err
	}
	if e.Panic {
		panic("told to")
	}
	if e.Fail != nil {
		return timeline.Utterance{}, e.Fail
	}
	return timeline.Utterance{Text: e.Line.Words(s.From, s.To)}, nil
}

// Voice speaks a tone of 300 ms a word, a chunk of 100 ms after the other,
// the first one after Latency.
type Voice struct {
	Latency time.Duration
	Fail    error
	Panic   bool
	Busy    atomic.Int32
}

// PerWord is how long the fake voice takes for a word.
const PerWord = 300 * time.Millisecond

func (v *Voice) Speak(ctx context.Context, text string) iter.Seq2[media.PCM, error] {
	return func(yield func(media.PCM, error) bool) {
		v.Busy.Add(1)
		defer v.Busy.Add(-1)
		if err := sleep(ctx, v.Latency); err != nil {
			yield(nil, err)
			return
		}
		if v.Panic {
			panic("told to")
		}
		if v.Fail != nil {
			yield(nil, v.Fail)
			return
		}
		for left := time.Duration(len(strings.Fields(text))) * PerWord; left > 0; left -= 100 * time.Millisecond {
			if ctx.Err() != nil {
				yield(nil, context.Cause(ctx))
				return
			}
			if !yield(tone(min(left, 100*time.Millisecond)), nil) {
				return
			}
		}
	}
}

func tone(d time.Duration) media.PCM {
	p := media.Silence(d)
	for i := range p {
		p[i] = 3000
		if i%100 < 50 {
			p[i] = -3000
		}
	}
	return p
}

// Client answers with its lines in order, and with what On holds for the
// other reasons to speak.
type Client struct {
	Lines   [][]persona.Sentence
	On      map[timeline.Why][]persona.Sentence
	Silence map[time.Duration][]persona.Sentence
	Latency time.Duration
	Fail    error
	Busy    atomic.Int32

	mu    sync.Mutex
	turns []persona.Turn
}

func (c *Client) Respond(ctx context.Context, t persona.Turn) iter.Seq2[persona.Sentence, error] {
	return func(yield func(persona.Sentence, error) bool) {
		c.Busy.Add(1)
		defer c.Busy.Add(-1)
		c.mu.Lock()
		c.turns = append(c.turns, t)
		c.mu.Unlock()
		if err := sleep(ctx, c.Latency); err != nil {
			yield(persona.Sentence{}, err)
			return
		}
		if c.Fail != nil {
			yield(persona.Sentence{}, c.Fail)
			return
		}
		for _, s := range c.pick(t) {
			if !yield(s, nil) {
				return
			}
		}
	}
}

// pick is the first of Lines that the coach has not heard.
func (c *Client) pick(t persona.Turn) []persona.Sentence {
	if t.Why == timeline.WhySilence {
		return c.Silence[t.Silence]
	}
	if s, ok := c.On[t.Why]; ok {
		return s
	}
	used := map[string]bool{}
	for _, u := range t.Heard {
		used[u.Line] = true
	}
	for _, l := range c.Lines {
		if !used[l[0].Line] {
			return l
		}
	}
	return []persona.Sentence{{Text: "Mm.", Behaviour: "thin", Origin: timeline.OriginAuthored}}
}

// Turns are what the client was asked, in order.
func (c *Client) Turns() []persona.Turn {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]persona.Turn(nil), c.turns...)
}

func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		return nil
	}
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// Log keeps timeline events.
type Log struct {
	mu     sync.Mutex
	events []timeline.Event
	Fail   error
}

func (l *Log) Append(e timeline.Event) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.Fail != nil {
		return l.Fail
	}
	l.events = append(l.events, e)
	return nil
}

// Events are the events so far.
func (l *Log) Events() []timeline.Event {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]timeline.Event(nil), l.events...)
}

// Page keeps what the coach was shown.
type Page struct {
	mu      sync.Mutex
	States  []dialogue.State
	Notices []string
}

func (p *Page) State(s dialogue.State, _ time.Duration) {
	p.mu.Lock()
	p.States = append(p.States, s)
	p.mu.Unlock()
}
func (p *Page) Caption(timeline.Side, int, string, bool) {}
func (p *Page) Notice(code, _ string) {
	p.mu.Lock()
	p.Notices = append(p.Notices, code)
	p.mu.Unlock()
}
