package rtc

import (
	"sync"
	"time"

	"github.com/pion/webrtc/v4"
)

// A link knows which connection a line has and whether it is up. It is told
// by pion's callbacks and safe for concurrent use.
type link struct {
	up      chan struct{} // closed when first up
	changes chan bool

	mu    sync.Mutex
	conn  *conn
	state bool
	began time.Time // when first up
	first func(time.Time)
}

// newLink returns a link without connection; first is called when one is
// first up, before up is closed.
func newLink(first func(time.Time)) *link {
	return &link{up: make(chan struct{}), changes: make(chan bool, 1), first: first}
}

func (l *link) current() *conn {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.conn
}

// swap makes c, which may be nil, the connection and returns the one before.
// A line that was up is down until c is.
func (l *link) swap(c *conn) *conn {
	l.mu.Lock()
	defer l.mu.Unlock()
	old := l.conn
	l.conn = c
	l.set(false)
	return old
}

// look takes over the state of c. The callbacks run in goroutines of their
// own, in any order, so that the state they are called with may be old.
func (l *link) look(c *conn) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.conn != c {
		return
	}
	switch c.pc.ConnectionState() {
	case webrtc.PeerConnectionStateConnected:
		c.up.Store(true)
		if l.began.IsZero() {
			l.began, l.state = time.Now(), true
			l.first(l.began)
			close(l.up)
			return
		}
		l.set(true)
	case webrtc.PeerConnectionStateDisconnected, webrtc.PeerConnectionStateFailed, webrtc.PeerConnectionStateClosed:
		c.up.Store(false)
		l.set(false)
	}
}

// set reports a change of state. One that was not seen yet and its opposite
// cancel each other out.
func (l *link) set(up bool) {
	if l.state == up {
		return
	}
	l.state = up
	select {
	case <-l.changes:
	default:
		l.changes <- up
	}
}

// began is media time 0; the zero time before.
func (l *link) start() time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.began
}
