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
	Timed   bool  // they know when each word was said
	Panic   bool
	Fate    Fate
	Brought atomic.Int32 // calls that brought no words, as told to
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
	m := e.Fate.next()
	if m == Brings {
		e.Brought.Add(1)
	}
	if done, err := m.begin(ctx); done || err != nil {
		return timeline.Utterance{}, err
	}
	if err := m.partly(ctx); err != nil {
		return timeline.Utterance{}, err
	}
	u := timeline.Utterance{Text: e.Line.Words(s.From, s.To)}
	if e.Timed {
		u.Words = e.Line.Timed(s.From, s.To)
	}
	return u, nil
}

// Voice speaks a tone of 300 ms a word, each word with an amplitude of its
// own, so that the ear of a [Line] can tell which words it hears. The first
// word is there after Latency, each other one Pace later.
type Voice struct {
	Latency, Pace time.Duration
	InFlight      bool // its first word is on the way when it is told to stop
	Deaf          bool // it goes on when it is told to stop, until nobody takes its sound
	Fail          error
	Panic         bool
	Fate          Fate
	Busy          atomic.Int32

	mu    sync.Mutex
	calls []*Call
	words []Spoken
}

// PerWord is how long the fake voice takes for a word.
const PerWord = 300 * time.Millisecond

// firstID is the amplitude of a voice's first word.
const firstID = 1000

// Call is one call of an engine.
type Call struct {
	Text     string // what the voice was to say
	From, To time.Time
	Failed   bool // of itself
	Words    int  // that a voice gave sound to
}

// Spoken is a word that a voice was told to say.
type Spoken struct {
	Call *Call
	Word string
}

func (v *Voice) begin(text string) (c *Call, id int) {
	v.mu.Lock()
	defer v.mu.Unlock()
	c = &Call{Text: text, From: time.Now()}
	v.calls = append(v.calls, c)
	id = firstID + len(v.words)
	for _, w := range strings.Fields(text) {
		v.words = append(v.words, Spoken{c, w})
	}
	return c, id
}

func (v *Voice) ended(c *Call) { v.mu.Lock(); c.To = time.Now(); v.mu.Unlock() }

// Spoken is the word of an ID of a [Line].
func (v *Voice) Spoken(id int) Spoken {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.words[id-firstID]
}

// Calls are the calls so far. To is zero while one goes on.
func (v *Voice) Calls() []Call {
	v.mu.Lock()
	defer v.mu.Unlock()
	return copied(v.calls)
}

func copied(calls []*Call) (out []Call) {
	for _, c := range calls {
		out = append(out, *c)
	}
	return out
}

func (v *Voice) Speak(ctx context.Context, text string) iter.Seq2[media.PCM, error] {
	return func(yield func(media.PCM, error) bool) {
		v.Busy.Add(1)
		defer v.Busy.Add(-1)
		call, id := v.begin(text)
		defer v.ended(call)
		if err := sleep(ctx, v.Latency); err != nil {
			if !v.InFlight || yield(tone(PerWord, id), nil) {
				yield(nil, err)
			}
			return
		}
		m := v.Fate.next()
		if v.Panic {
			m = Panics
		}
		v.mu.Lock()
		call.Failed = m != NoMishap && m != Crawls || v.Fail != nil
		v.mu.Unlock()
		if v.Fail != nil {
			yield(nil, v.Fail)
			return
		}
		if done, err := m.begin(ctx); done || err != nil {
			if err != nil {
				yield(nil, err)
			}
			return
		}
		words := strings.Fields(text)
		for i := range words {
			if i > 0 {
				if err := sleep(ctx, v.Pace); err != nil && !v.Deaf {
					yield(nil, err)
					return
				}
			}
			if i == (len(words)+1)/2 {
				if err := m.partly(ctx); err != nil {
					yield(nil, err)
					return
				}
			}
			v.mu.Lock()
			call.Words++
			v.mu.Unlock()
			if !yield(tone(PerWord, id+i), nil) {
				return
			}
		}
	}
}

// tone is a square wave of amplitude a.
func tone(d time.Duration, a int) media.PCM {
	p := media.Silence(d)
	for i := range min(100, len(p)) {
		p[i] = int16(a)
		if i < 50 {
			p[i] = int16(-a)
		}
	}
	for n := 100; n < len(p); n *= 2 {
		copy(p[n:], p[:n])
	}
	return p
}

// Client answers with its lines in order, and with what On holds for the
// other reasons to speak.
type Client struct {
	Lines    [][]persona.Sentence
	On       map[timeline.Why][]persona.Sentence
	Silence  map[time.Duration][]persona.Sentence
	Latency  time.Duration
	InFlight bool // its words are on the way when it is told to stop
	Fail     error
	Fate     Fate
	Busy     atomic.Int32

	mu    sync.Mutex
	turns []persona.Turn
	calls []*Call
}

func (c *Client) Respond(ctx context.Context, t persona.Turn) iter.Seq2[persona.Sentence, error] {
	return func(yield func(persona.Sentence, error) bool) {
		c.Busy.Add(1)
		defer c.Busy.Add(-1)
		c.mu.Lock()
		c.turns = append(c.turns, t)
		call := &Call{From: time.Now()}
		c.calls = append(c.calls, call)
		c.mu.Unlock()
		defer func() { c.mu.Lock(); call.To = time.Now(); c.mu.Unlock() }()
		if err := sleep(ctx, c.Latency); err != nil {
			if c.InFlight && !yield(c.pick(t)[0], nil) {
				return
			}
			yield(persona.Sentence{}, err)
			return
		}
		if c.Fail != nil {
			yield(persona.Sentence{}, c.Fail)
			return
		}
		m := c.Fate.next()
		c.mu.Lock()
		call.Failed = m != NoMishap && m != Crawls
		c.mu.Unlock()
		if done, err := m.begin(ctx); done || err != nil {
			if err != nil {
				yield(persona.Sentence{}, err)
			}
			return
		}
		for i, s := range c.pick(t) {
			if !yield(s, nil) {
				return
			}
			if i > 0 {
				continue
			}
			if err := m.partly(ctx); err != nil {
				yield(persona.Sentence{}, err)
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

// Calls are the calls so far. To is zero while one goes on.
func (c *Client) Calls() []Call { c.mu.Lock(); defer c.mu.Unlock(); return copied(c.calls) }

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

// Shown is a caption.
type Shown struct {
	At   time.Time
	Text string
}

// Page keeps what the coach was shown.
type Page struct {
	mu      sync.Mutex
	States  []dialogue.State
	Notices []string
	Her     []Shown // captions of hers
	Safe    int     // calls of Safety
}

func (p *Page) State(s dialogue.State, _ time.Duration) {
	p.mu.Lock()
	p.States = append(p.States, s)
	p.mu.Unlock()
}
func (p *Page) Caption(side timeline.Side, _ int, text string, _ bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if side == timeline.Client {
		p.Her = append(p.Her, Shown{time.Now(), text})
	}
}

func (p *Page) Safety() { p.mu.Lock(); p.Safe++; p.mu.Unlock() }
func (p *Page) Notice(code, _ string) {
	p.mu.Lock()
	p.Notices = append(p.Notices, code)
	p.mu.Unlock()
}
