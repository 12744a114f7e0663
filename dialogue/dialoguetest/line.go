// Package dialoguetest holds what tests of a conversation need: a line whose
// coach follows a script in virtual time, engines that do what they are told,
// and the conformance tests that every engine must pass.
package dialoguetest

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"stillpoint/dialogue/timeline"
	"stillpoint/media"
	"stillpoint/media/voice"
)

// Lag is how long after its end a frame of the fake line arrives: a 20 ms
// packet and the codec's lookahead, as on a real one.
const Lag = 6500 * time.Microsecond

// Ear is how long the fake line takes from Play to the coach's ear, by default.
const Ear = 57 * time.Millisecond

// Said is one stretch of speech, in media time: what really happened, from
// the script and the line alone.
type Said struct {
	From, To time.Duration
	Text     string
}

// Sounded is one word of hers at the coach's ear; which one, its [Voice] knows.
type Sounded struct {
	From, To time.Duration
	ID       int
}

// Line is a coach's line that follows a script. Frames carry speech exactly
// where the script speaks. Run drives it in steps of 20 ms.
type Line struct {
	Ear    time.Duration // 0: [Ear]
	Soft   time.Duration // of each speech's begin that the detector does not notice
	frames chan media.Frame
	heard  chan media.Playout

	quiet, voiced media.PCM // what the microphone hears, never written to
	meter         *voice.Meter
	sound         []media.PCM // of each of coach, with meter

	mu     sync.Mutex
	began  time.Time
	coach  []Said        // what the coach said or is saying
	queue  media.PCM     // not yet sent
	pos    time.Duration // sent so far
	flying []flying      // sent, not yet heard
	her    []Said        // what reached the ear; adjoining audio is one stretch
	words  []Sounded     // the same, word by word
	cuts   []time.Duration
	waits  []*wait
	path   []media.Frame // on their way to the owner
	delay  int           // how many of them
	mute   bool
	lost   bool // no frames
	gone   bool // no frames, nothing heard
	closed bool
}

type flying struct {
	at, pos time.Duration // at: when the ear has it
	length  time.Duration
	id      int // of the word in its middle, 0: none
}

// wait is a script that waits for something to be true.
type wait struct {
	ok   func(now time.Duration) bool
	done chan struct{}
}

// NewLine makes a line whose media time 0 is now.
func NewLine() *Line {
	return &Line{Ear: Ear, began: time.Now(), frames: make(chan media.Frame, 64), heard: make(chan media.Playout, 256),
		quiet: media.Silence(media.FrameDur), voiced: tone(media.FrameDur, 3000)}
}

// Began is media time 0.
func (l *Line) Began() time.Time { return l.began }

// Now is the media time.
func (l *Line) Now() time.Duration { return time.Since(l.began) }

// Run moves frames both ways until ctx ends or the line hangs up.
func (l *Line) Run(ctx context.Context) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for n := time.Duration(0); ; n++ {
		timer.Reset(time.Until(l.began.Add((n+1)*media.FrameDur + Lag)))
		select {
		case <-timer.C:
		case <-ctx.Done():
			l.Hangup()
		}
		if !l.step(n * media.FrameDur) {
			return
		}
	}
}

func (l *Line) step(start time.Duration) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return false
	}
	l.play()
	l.wake()
	if l.gone || l.lost {
		return true
	}
	fr := media.Frame{Start: start, PCM: l.quiet}
	// The detector's verdict lags as package voice has measured it.
	if l.meter != nil {
		fr = l.sounding(start)
	}
	for _, s := range l.coach {
		if l.meter != nil {
			break
		}
		if !l.mute && fr.End() >= s.From+l.Soft+42*time.Millisecond && fr.End() < s.To+45*time.Millisecond {
			fr.Speech, fr.PCM = 1, l.voiced
		}
	}
	l.path = append(l.path, fr)
	for ; len(l.path) > l.delay; l.path = l.path[1:] {
		select {
		case l.frames <- l.path[0]:
		default: // the owner does not keep up; a real line drops too
		}
	}
	return true
}

// play sends 20 ms of her audio and reports what the ear has got.
func (l *Line) play() {
	now := time.Since(l.began)
	if n := min(len(l.queue), media.FrameSamples); n > 0 {
		part := l.queue[:n]
		l.queue = l.queue[n:]
		l.pos += media.Duration(n)
		l.flying = append(l.flying, flying{now + l.Ear + media.Duration(n), l.pos, media.Duration(n), identity(part)})
	}
	for len(l.flying) > 0 && l.flying[0].at <= now {
		f := l.flying[0]
		l.flying = l.flying[1:]
		if l.gone {
			continue
		}
		l.report(f)
	}
}

func (l *Line) report(f flying) {
	if f.id > 0 {
		from := f.at - f.length
		if n := len(l.her); n > 0 && from-l.her[n-1].To < time.Millisecond {
			l.her[n-1].To = f.at
		} else {
			l.her = append(l.her, Said{From: from, To: f.at})
		}
		l.words = sounded(l.words, from, f.at, f.id)
	}
	select {
	case l.heard <- media.Playout{At: f.at, Pos: f.pos}:
	default:
		panic("dialoguetest: the owner does not take playout reports")
	}
}

// identity is the amplitude of the square wave in the middle of p, by which
// a [Voice] marks its words; 0 when it is silent.
func identity(p media.PCM) int {
	switch v := int(p[len(p)/2]); {
	case v > 300:
		return v
	case v < -300:
		return -v
	}
	return 0
}

func (l *Line) Frames() <-chan media.Frame  { return l.frames }
func (l *Line) Heard() <-chan media.Playout { return l.heard }

func (l *Line) Play(p media.PCM) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.queue = append(l.queue[:len(l.queue):len(l.queue)], p...)
	return l.pos + media.Duration(len(l.queue))
}

func (l *Line) Cut() time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.queue = nil
	l.cuts = append(l.cuts, time.Since(l.began))
	if len(l.flying) == 0 {
		select {
		case l.heard <- media.Playout{At: time.Since(l.began), Pos: l.pos}:
		default:
		}
	}
	return l.pos
}

// Speak is the coach saying text for d; it returns when that is over.
func (l *Line) Speak(text string, d time.Duration) {
	l.Begin(text, d)
	time.Sleep(d)
}

// Begin is the coach beginning to say text, which takes d.
func (l *Line) Begin(text string, d time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Since(l.began)
	l.coach = append(l.coach, Said{now, now + d, text})
}

// Mute silences the microphone.
func (l *Line) Mute(on bool) { l.mu.Lock(); l.mute = on; l.mu.Unlock() }

// Delay makes the way of the frames longer by so many of them; when it gets
// shorter, those on their way come all at once.
func (l *Line) Delay(frames int) { l.mu.Lock(); l.delay = frames; l.mu.Unlock() }

// Lose keeps the frames from arriving, or lets them again.
func (l *Line) Lose(on bool) { l.mu.Lock(); l.lost = on; l.mu.Unlock() }

// Drop takes the line down (nothing arrives, nothing is heard) or up again.
func (l *Line) Drop(on bool) { l.mu.Lock(); l.gone = on; l.mu.Unlock() }

// Hangup closes the line.
func (l *Line) Hangup() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.closed {
		l.closed = true
		close(l.frames)
	}
}

// AwaitSound waits until her voice has reached the ear and still does.
func (l *Line) AwaitSound(max time.Duration) bool {
	return l.await(max, func(now time.Duration) bool {
		n := len(l.her)
		return n > 0 && now-l.her[n-1].To < 40*time.Millisecond
	})
}

// AwaitQuiet waits until she has been silent for d after having been heard.
func (l *Line) AwaitQuiet(d, max time.Duration) bool {
	return l.await(max, func(now time.Duration) bool {
		n := len(l.her)
		return n > 0 && now-l.her[n-1].To >= d && len(l.queue) == 0
	})
}

func (l *Line) await(max time.Duration, ok func(now time.Duration) bool) bool {
	l.mu.Lock()
	if ok(time.Since(l.began)) {
		l.mu.Unlock()
		return true
	}
	w := &wait{ok, make(chan struct{})}
	l.waits = append(l.waits, w)
	l.mu.Unlock()
	select {
	case <-w.done:
		return true
	case <-time.After(max):
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.waits = slices.DeleteFunc(l.waits, func(o *wait) bool { return o == w })
	return false
}

// wake tells the scripts whose wait is over.
func (l *Line) wake() {
	now := time.Since(l.began)
	l.waits = slices.DeleteFunc(l.waits, func(w *wait) bool {
		yes := w.ok(now)
		if yes {
			close(w.done)
		}
		return yes
	})
}

// Coach and Her are what really sounded, in order.
func (l *Line) Coach() []Said {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]Said(nil), l.coach...)
}
func (l *Line) Her() []Said { l.mu.Lock(); defer l.mu.Unlock(); return append([]Said(nil), l.her...) }

// Sounded is what reached the ear word by word.
func (l *Line) Sounded() []Sounded {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]Sounded(nil), l.words...)
}

// Cuts is when the practice cut her off.
func (l *Line) Cuts() []time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]time.Duration(nil), l.cuts...)
}

// Words are the coach's words that fell into [from, to): a word belongs where its middle lies.
func (l *Line) Words(from, to time.Duration) string {
	var out []string
	for _, w := range l.Timed(from, to) {
		out = append(out, w.Text)
	}
	return strings.Join(out, " ")
}

// Timed are the same words with their times.
func (l *Line) Timed(from, to time.Duration) (out []timeline.Word) {
	for _, s := range l.Coach() {
		words := strings.Fields(s.Text)
		n := time.Duration(len(words))
		for i, w := range words {
			a, b := s.From+(s.To-s.From)*time.Duration(i)/n, s.From+(s.To-s.From)*time.Duration(i+1)/n
			if mid := (a + b) / 2; mid >= from && mid < to {
				out = append(out, timeline.Word{Text: w, From: timeline.At(a), To: timeline.At(b)})
			}
		}
	}
	return out
}
