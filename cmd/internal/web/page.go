package web

import (
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"stillpoint/dialogue"
	"stillpoint/dialogue/timeline"
)

const keptNotices = 16 // for a page that is away

// page is what the coach sees of a practice: whichever socket is attached, or
// nothing for a while. It implements [dialogue.Page]; a page that comes back
// is told the newest state and the notices it missed.
type page struct {
	// changed has a token when a socket came or went.
	changed chan struct{}

	mu       sync.Mutex
	over     bool    // nobody attaches any more
	socket   *socket // nil: away
	captions bool
	state    stateMessage
	missed   []noticeMessage
	support  string
	asks     *safetyMessage // not answered yet
}

func newPage(support string) *page {
	return &page{changed: make(chan struct{}, 1), support: support}
}

// attach makes c the page after hello has been queued on it, and sends away
// the socket that was the page before. It is false when all is over.
func (p *page) attach(c *socket, hello answerMessage) bool {
	p.mu.Lock()
	if p.over {
		p.mu.Unlock()
		return false
	}
	old := p.socket
	p.socket, p.captions = c, false
	c.send(hello)
	if p.state.Type != "" {
		c.send(p.state)
	}
	for _, n := range p.missed {
		c.send(n)
	}
	p.missed = nil
	if p.asks != nil {
		c.send(*p.asks)
	}
	p.mu.Unlock()
	if old != nil && old != c {
		closeWith(old, refusal{Code: "taken_over", Message: "This practice was taken up in another tab or window."})
	}
	p.signal()
	return true
}

// detach is told that c is gone.
func (p *page) detach(c *socket) {
	p.mu.Lock()
	if p.socket == c {
		p.socket = nil
	}
	p.mu.Unlock()
	p.signal()
}

func (p *page) signal() {
	select {
	case p.changed <- struct{}{}:
	default:
	}
}

func (p *page) attached() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.socket != nil
}

// wantCaptions is asked for by c; a socket that was taken over asks in vain.
func (p *page) wantCaptions(c *socket, on bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.socket == c {
		p.captions = on
	}
}

func (p *page) State(s dialogue.State, at time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.state = stateMessage{"state", string(s), int64(timeline.At(at))}
	if s != dialogue.Aside && s != dialogue.Reconnecting {
		p.asks = nil
	}
	if p.socket != nil {
		p.socket.send(p.state)
	}
}

func (p *page) Caption(side timeline.Side, turn int, text string, final bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.socket != nil && p.captions && !p.socket.busy() {
		p.socket.send(captionMessage{"caption", string(side), turn, text, final})
	}
}

func (p *page) Notice(code, message string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := noticeMessage{"notice", code, message}
	if p.socket != nil {
		p.socket.send(n)
	} else if len(p.missed) < keptNotices {
		p.missed = append(p.missed, n)
	}
}

// Safety asks the coach whether what was said was part of the practice.
func (p *page) Safety() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asks = &safetyMessage{"safety", "What you just said may be about you, and not about the practice. The practice waits; nothing of it is kept unless you say that it was part of it.", p.support}
	if p.socket != nil {
		p.socket.send(*p.asks)
	}
}

// end tells the page why the practice is over and closes its socket.
func (p *page) end(cause, practice string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.over = true
	if p.socket != nil {
		p.socket.send(endedMessage{"ended", cause, practice})
		p.socket.finish(websocket.CloseNormalClosure, cause)
	}
}

// fail tells the page that nothing came of it.
func (p *page) fail(r refusal) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.over = true
	if p.socket != nil {
		closeWith(p.socket, r)
	}
}

// closeWith says what is wrong as a message, since a page can read those
// better than a close, and closes: 1013 for what may work later, else 1008.
func closeWith(c *socket, r refusal) {
	code := websocket.ClosePolicyViolation
	if r.RetryAfter > 0 {
		code = websocket.CloseTryAgainLater
	}
	c.send(errorMessage{"error", r})
	c.finish(code, r.Code)
}
