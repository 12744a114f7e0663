package web

import (
	"net"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"stillpoint/dialogue"
	"stillpoint/dialogue/chain"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/scenario"
)

// pipe accepts one connection that was made in memory.
type pipe struct {
	net.Conn
	once chan net.Conn
}

func (p pipe) Accept() (net.Conn, error) {
	c, ok := <-p.once
	if !ok {
		return nil, net.ErrClosed
	}
	return c, nil
}

// dial is the page's end of it.
func (p pipe) dial(far net.Conn) (*websocket.Conn, error) {
	d := websocket.Dialer{NetDial: func(string, string) (net.Conn, error) { return far, nil }}
	ws, _, err := d.Dial("ws://pipe/", nil)
	return ws, err
}

func (p pipe) Addr() net.Addr { return p.LocalAddr() }
func (p pipe) Close() error   { close(p.once); return nil }

// TestTwoMissedPings: a page that answers pings keeps its socket for ever, one
// that does not loses it after 25 s.
func TestTwoMissedPings(t *testing.T) {
	for _, answers := range []bool{true, false} {
		synctest.Test(t, func(t *testing.T) {
			near, far := net.Pipe()
			l := pipe{near, make(chan net.Conn, 1)}
			l.once <- near
			ended := make(chan struct{})
			h := http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				ws, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
				if err != nil {
					t.Error(err)
					return
				}
				newSocket(ws).run(func(message) {})
				close(ended)
			})}
			go h.Serve(l)
			ws, err := l.dial(far)
			if err != nil {
				t.Fatal(err)
			}
			if !answers {
				ws.SetPingHandler(func(string) error { return nil })
			}
			go ws.ReadMessage()
			time.Sleep(24 * time.Second)
			select {
			case <-ended:
				t.Errorf("answers %v: closed within 24 s", answers)
			default:
			}
			time.Sleep(2 * time.Minute)
			select {
			case <-ended:
				if answers {
					t.Error("a page that answers was closed")
				}
			default:
				if !answers {
					t.Error("a page that does not answer is still there")
				}
			}
			ws.Close()
			<-ended
			h.Close()
		})
	}
}

// TestLineThatStaysAway ends its practice after the grace of 30 s.
func TestLineThatStaysAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{T: t}
		scenarios, err := scenario.Embedded()
		if err != nil {
			t.Fatal(err)
		}
		s, err := New(Config{Data: t.TempDir(), Scenarios: func() []*scenario.Scenario { return scenarios }, NewLine: w.newLine,
			Engines: Engines{Client: func(*scenario.Scenario, chain.Report, func(error)) (persona.Responder, dialogue.Mind) {
				return script(), nil
			}}})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		p := s.newPractice(scenarios[0], "somebody")
		s.registry.admit(p, time.Now())
		go s.host(p)
		line := w.line(0)
		line.connect()
		runs := func() bool { synctest.Wait(); return s.registry.get(p.id) != nil }

		time.Sleep(time.Minute)
		line.changes <- false
		time.Sleep(29 * time.Second)
		p.page.mu.Lock()
		p.page.socket = &socket{out: make(chan outgoing, queued)}
		p.page.mu.Unlock()
		line.changes <- true
		time.Sleep(time.Minute)
		if !runs() {
			t.Fatal("ended although the line came back in time")
		}
		p.page.mu.Lock()
		p.page.socket = nil
		p.page.mu.Unlock()
		p.page.signal()
		time.Sleep(29 * time.Second)
		if !runs() {
			t.Fatal("ended before the grace was over")
		}
		time.Sleep(3 * time.Second)
		if runs() {
			t.Fatal("still running after the grace")
		}
		tl, _, _ := s.memory.get(p.id)
		t.Logf("%+v", tl.Events[len(tl.Events)-1])
		if last := tl.Events[len(tl.Events)-1]; last.Body.Kind() != "end" {
			t.Errorf("the last event is %+v", last)
		}
		<-p.over
	})
}

// TestSlowPageLosesItsSocket: nobody waits for a page that does not read.
func TestSlowPageLosesItsSocket(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		near, far := net.Pipe()
		l := pipe{near, make(chan net.Conn, 1)}
		l.once <- near
		sockets, ended := make(chan *socket, 1), make(chan error, 1)
		h := http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			ws, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
			if err != nil {
				t.Error(err)
				return
			}
			c := newSocket(ws)
			sockets <- c
			ended <- c.run(func(message) {})
		})}
		go h.Serve(l)
		ws, err := l.dial(far)
		if err != nil {
			t.Fatal(err)
		}
		c := <-sockets
		began := time.Now()
		for range 2 * queued {
			c.send(stateMessage{"state", "open", 0})
		}
		<-ended
		if d := time.Since(began); d > 0 {
			t.Errorf("it took %v until the socket was closed", d)
		}
		ws.Close()
		h.Close()
	})
}
