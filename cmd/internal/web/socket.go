package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

const (
	queued     = 256 // messages a slow page may be behind
	perSecond  = 50  // messages a page may send, bursts of a second included
	pingEvery  = 10 * time.Second
	pongWithin = 25 * time.Second // two pings missed
	keptTrips  = 6                // a minute's
	writeIn    = 10 * time.Second
	goodbyeIn  = 2 * time.Second // for the page's half of the closing handshake
	drainMost  = 16 << 20        // bytes
)

// socket is one page's end of a WebSocket: messages out in the order they
// were given to send, messages in one at a time.
type socket struct {
	ws    *websocket.Conn
	out   chan outgoing
	gone  chan struct{} // closed when run is over
	start time.Time

	rtt      atomic.Int64 // quickest of the newest round trips in ns, 0 before the first
	finished atomic.Bool  // nothing may follow what is queued
	aborted  sync.Once
}

// trips are the newest round trips. The quickest of them is what the way
// takes: anything more is a machine that was busy.
type trips struct {
	last [keptTrips]time.Duration
	n    int
}

// add takes one in and returns the quickest.
func (t *trips) add(d time.Duration) time.Duration {
	t.last[t.n%keptTrips] = d
	t.n++
	return slices.Min(t.last[:min(t.n, keptTrips)])
}

type outgoing struct {
	data   []byte
	code   int // not 0: close the socket with it
	reason string
}

func newSocket(ws *websocket.Conn) *socket {
	return &socket{ws: ws, out: make(chan outgoing, queued), gone: make(chan struct{}), start: time.Now()}
}

// send queues v, which must marshal, for the page. It never blocks: a page
// that is too slow loses its socket.
func (c *socket) send(v any) {
	data, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("marshal %T: %v", v, err))
	}
	if !c.finished.Load() {
		c.push(outgoing{data: data})
	}
}

// busy says that the page is behind and should be spared what it can do without.
func (c *socket) busy() bool { return len(c.out) > queued/2 }

// finish closes the socket with code and reason after what is queued. The
// first call counts.
func (c *socket) finish(code int, reason string) {
	if c.finished.CompareAndSwap(false, true) {
		c.push(outgoing{code: code, reason: reason})
	}
}

func (c *socket) push(o outgoing) {
	select {
	case c.out <- o:
	default:
		c.abort()
	}
}

func (c *socket) abort() {
	c.finished.Store(true)
	c.aborted.Do(func() { c.ws.Close() })
}

// run reads until the socket is closed by either side and gives every message
// to handle. The socket's writer does not outlive it. The error says why it
// ended; it is never nil.
func (c *socket) run(handle func(message)) error {
	var wg sync.WaitGroup
	wg.Go(c.write)
	defer func() {
		close(c.gone)
		c.abort()
		wg.Wait()
	}()
	var newest trips
	limit := bucket{left: perSecond, at: c.start}
	c.ws.SetReadLimit(maxMessage)
	c.alive()
	c.ws.SetPongHandler(func(data string) error {
		if sent, err := strconv.ParseInt(data, 10, 64); err == nil {
			if rtt := time.Since(c.start) - time.Duration(sent); rtt > 0 && rtt < pongWithin {
				c.rtt.Store(int64(newest.add(rtt)))
			}
		}
		c.take(&limit)
		return nil
	})
	c.ws.SetPingHandler(func(data string) error {
		if !c.take(&limit) {
			return nil
		}
		err := c.ws.WriteControl(websocket.PongMessage, []byte(data), time.Now().Add(writeIn))
		if err == websocket.ErrCloseSent {
			return nil
		}
		return err
	})
	for {
		kind, data, err := c.ws.ReadMessage()
		if errors.Is(err, websocket.ErrReadLimit) {
			c.drain()
		}
		if err != nil {
			return err
		}
		if c.finished.Load() || !c.take(&limit) {
			continue // until the page has closed its side
		}
		if kind != websocket.TextMessage {
			c.refuse(errors.New("not a text message"))
			continue
		}
		m, err := parse(data)
		if err != nil {
			c.refuse(err)
			continue
		}
		if m != nil {
			handle(m)
		}
	}
}

// refuse closes the socket of a page that broke the contract.
func (c *socket) refuse(reason error) {
	text := reason.Error()
	if len(text) > 120 { // RFC 6455 section 5.5: at most 125 bytes, code included
		text = text[:120]
	}
	c.finish(websocket.ClosePolicyViolation, text)
}

// drain reads on for a moment after a message that was too large, or the
// reset of the connection would overtake the close that says so.
func (c *socket) drain() {
	conn := c.ws.NetConn()
	conn.SetReadDeadline(time.Now().Add(goodbyeIn))
	io.CopyN(io.Discard, conn, drainMost)
}

func (c *socket) alive() { c.ws.SetReadDeadline(time.Now().Add(pongWithin)) }

// take counts a message; false: there were too many and the socket closes.
func (c *socket) take(b *bucket) bool {
	c.alive()
	if b.take(time.Now()) {
		return true
	}
	c.refuse(fmt.Errorf("more than %d messages a second", perSecond))
	return false
}

// write is the only writer of data and pings.
func (c *socket) write() {
	defer c.abort()
	tick := time.NewTicker(pingEvery)
	defer tick.Stop()
	if c.ping() != nil {
		return
	}
	for {
		select {
		case <-c.gone:
			return
		case <-tick.C:
			if c.ping() != nil {
				return
			}
		case o := <-c.out:
			deadline := time.Now().Add(writeIn)
			if o.code != 0 {
				c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(o.code, o.reason), deadline)
				select {
				case <-c.gone:
				case <-time.After(goodbyeIn):
				}
				return
			}
			c.ws.SetWriteDeadline(deadline)
			if c.ws.WriteMessage(websocket.TextMessage, o.data) != nil {
				return
			}
		}
	}
}

func (c *socket) ping() error {
	sent := strconv.FormatInt(int64(time.Since(c.start)), 10)
	return c.ws.WriteControl(websocket.PingMessage, []byte(sent), time.Now().Add(writeIn))
}

// bucket lets perSecond things pass a second, saved up for at most a second.
type bucket struct {
	left float64
	at   time.Time
}

func (b *bucket) take(now time.Time) bool {
	b.left = min(perSecond, b.left+perSecond*now.Sub(b.at).Seconds())
	b.at = now
	if b.left < 1 {
		return false
	}
	b.left--
	return true
}
