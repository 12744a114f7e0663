package rtc

import (
	"sync"
	"time"

	"stillpoint/media"
	"stillpoint/media/codec"
)

// An outlet holds what is to be played, what is on its way to the ear, and
// what to tell about it. Owner, pacer and the page's reports meet here; it is
// safe for concurrent use and never blocks.
type outlet struct {
	heard chan media.Playout
	wake  chan struct{} // a token when something is to be played after nothing was

	mu      sync.Mutex
	queue   []media.PCM // not yet sent, none empty
	queued  int         // samples in queue
	sent    int         // samples sent: the playout position
	ear     ear
	began   time.Time // media time 0; zero before
	flight  []mark    // sent and not yet heard, in order
	backlog []told    // heard and not yet told, in order
	at      time.Duration
}

// A mark is the end of a frame of audio on its way.
type mark struct {
	pos  int64 // in the RTP stream, where it comes out of the page's decoder
	sent int   // playout position
	last bool  // nothing was queued behind it
}

type told struct {
	media.Playout
	last bool
}

func newOutlet() *outlet {
	return &outlet{heard: make(chan media.Playout, 64), wake: make(chan struct{}, 1)}
}

// play queues p, which is not copied, and returns the position of its end.
func (o *outlet) play(p media.PCM) int {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(p) > 0 {
		if o.queued == 0 {
			select {
			case o.wake <- struct{}{}:
			default:
			}
		}
		o.queue = append(o.queue, p)
		o.queued += len(p)
	}
	return o.sent + o.queued
}

// cut drops what is queued and returns the position sent. That it is heard
// will be told; if it was heard before, it is told again at once.
func (o *outlet) cut() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.queue, o.queued = nil, 0
	if n := len(o.flight); n > 0 {
		o.flight[n-1].last = true
	} else {
		now := time.Now()
		if !o.began.IsZero() {
			o.at = max(o.at, now.Sub(o.began))
		}
		_, u := o.ear.delay(now)
		o.tell(told{media.Playout{At: o.at, Pos: media.Duration(o.sent), Uncertainty: u}, true})
	}
	return o.sent
}

// waiting reports whether anything is queued.
func (o *outlet) waiting() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.queued > 0
}

// pop fills frame, which goes out at position pos of the RTP stream, with
// what is queued, and silence behind it, and returns how much was queued.
// While the line is not up what is queued waits.
func (o *outlet) pop(frame media.PCM, pos int64, up bool) int {
	o.mu.Lock()
	defer o.mu.Unlock()
	n := 0
	for up && n < len(frame) && o.queued > 0 {
		k := copy(frame[n:], o.queue[0])
		n += k
		o.queued -= k
		if k == len(o.queue[0]) {
			o.queue[0] = nil
			o.queue = o.queue[1:]
		} else {
			o.queue[0] = o.queue[0][k:]
		}
	}
	clear(frame[n:])
	o.ear.next = pos + int64(len(frame))
	if n > 0 {
		o.sent += n
		o.flight = append(o.flight, mark{pos + int64(n) + codec.PreSkip, o.sent, o.queued == 0})
	}
	return n
}

// start says when position 0 of the RTP stream is due and what its timestamp is.
func (o *outlet) start(epoch time.Time, first uint32) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.ear.epoch, o.ear.first = epoch, first
}

// connect says that from pos on the stream goes to another page.
func (o *outlet) connect(ssrc uint32, pos int64) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.ear.connect(ssrc, pos)
}

// begin sets media time 0.
func (o *outlet) begin(t time.Time) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.began = t
}

func (o *outlet) report(h Heard) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.ear.report(h)
}

// hear tells what is heard by now and returns when the next of what is on its
// way will be; the zero time if nothing is.
func (o *outlet) hear(now time.Time) time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	delay, uncertainty := o.ear.delay(now)
	for len(o.flight) > 0 {
		m := o.flight[0]
		at := o.ear.due(m.pos).Add(delay)
		if at.After(now) {
			o.flush()
			return at
		}
		o.flight = o.flight[:copy(o.flight, o.flight[1:])]
		o.at = max(o.at, at.Sub(o.began))
		o.tell(told{media.Playout{At: o.at, Pos: media.Duration(m.sent), Uncertainty: uncertainty}, m.last})
	}
	o.flush()
	return time.Time{}
}

// tell appends to the backlog; the newest takes the place of the one before
// unless that was the last of its run.
func (o *outlet) tell(t told) {
	if n := len(o.backlog); n > 0 && !o.backlog[n-1].last {
		o.backlog[n-1] = t
	} else {
		o.backlog = append(o.backlog, t)
	}
	o.flush()
}

// flush passes on as much of the backlog as is taken.
func (o *outlet) flush() {
	for len(o.backlog) > 0 {
		select {
		case o.heard <- o.backlog[0].Playout:
			o.backlog = o.backlog[:copy(o.backlog, o.backlog[1:])]
		default:
			return
		}
	}
}
