package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"stillpoint/media"
	"stillpoint/media/codec"
	"stillpoint/media/rtc/rtctest"
	"stillpoint/media/voice/voicetest"
)

// coach is a person with a microphone and a page without a browser.
type coach struct {
	addr, id string // of the server and the practice
	peer     *rtctest.Peer
	ws       *websocket.Conn
	writing  sync.Mutex
	wg       sync.WaitGroup
	stop     context.CancelFunc
	seen     int // packets looked at
	dec      codec.Decoder
	loud     []time.Time    // arrivals of packets that hold sound
	last     rtctest.Packet // the newest of them

	mu     sync.Mutex
	states []shown
}

// shown is a state that the page was told.
type shown struct {
	state string
	at    time.Time
}

func join(ctx context.Context, addr string, consent bool) (*coach, error) {
	return joinVia(ctx, addr, consent, rtctest.Options{}, func(answer string) string { return answer })
}

// joinVia joins with a microphone of its own and the answer rewritten.
func joinVia(ctx context.Context, addr string, consent bool, o rtctest.Options, rewrite func(string) string) (*coach, error) {
	ws, _, err := websocket.DefaultDialer.DialContext(ctx, "ws://"+addr+"/api/live", nil)
	if err != nil {
		return nil, err
	}
	c := &coach{addr: addr, ws: ws}
	if c.peer, err = rtctest.NewPeer(o); err != nil {
		return nil, err
	}
	if c.dec, err = codec.NewOpusDecoder(1); err != nil {
		return nil, err
	}
	run, stop := context.WithCancel(ctx)
	c.stop = stop
	c.wg.Go(func() { c.peer.Run(run) })
	sdp, err := c.peer.Offer(false)
	if err != nil {
		return nil, err
	}
	if err := c.send(map[string]any{"type": "offer", "sdp": sdp, "consent": consent}); err != nil {
		return nil, err
	}
	for c.id == "" {
		var m struct{ Type, SDP, Message, Practice string }
		if err := ws.ReadJSON(&m); err != nil {
			return nil, fmt.Errorf("no answer: %w", err)
		}
		switch m.Type {
		case "error":
			return nil, errors.New(m.Message)
		case "answer":
			c.id = m.Practice
			if err := c.peer.Answer(rewrite(m.SDP)); err != nil {
				return nil, err
			}
		}
	}
	c.wg.Go(c.read)
	c.wg.Go(func() { c.report(run) })
	return c, c.peer.Connected(ctx)
}

func (c *coach) send(m any) error {
	c.writing.Lock()
	defer c.writing.Unlock()
	return c.ws.WriteJSON(m)
}

// read keeps the states that come.
func (c *coach) read() {
	for {
		var m struct{ Type, State string }
		if err := c.ws.ReadJSON(&m); err != nil {
			return
		}
		if m.Type == "state" {
			c.mu.Lock()
			c.states = append(c.states, shown{m.State, time.Now()})
			c.mu.Unlock()
		}
	}
}

// stateAfter is when the page was first told state after t.
func (c *coach) stateAfter(t time.Time, state string) (time.Time, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, s := range c.states {
		if s.at.After(t) && s.state == state {
			return s.at, true
		}
	}
	return t, false
}

// buffer is how long after the quickest of the first packets would have come
// a packet is heard: what Chromium's jitter buffer and output take.
const buffer = 30 * time.Millisecond

// heardAt is when the first sample of p is heard.
func (c *coach) heardAt(p rtctest.Packet) time.Time {
	all := c.peer.Received()
	var base time.Duration
	for i, q := range all[:min(len(all), 100)] {
		d := q.Arrived.Sub(all[0].Arrived) - media.Duration(int(int32(q.Timestamp-all[0].Timestamp)))
		if i == 0 || d < base {
			base = d
		}
	}
	return all[0].Arrived.Add(base + media.Duration(int(int32(p.Timestamp-all[0].Timestamp))) + buffer)
}

// report tells the server four times a second what is heard, as the page does.
func (c *coach) report(ctx context.Context) {
	const output = time.Millisecond // between what is given to it and the ear
	for tick := time.NewTicker(250 * time.Millisecond); ; {
		select {
		case <-ctx.Done():
			tick.Stop()
			return
		case <-tick.C:
		}
		all, now := c.peer.Received(), time.Now()
		for i := len(all) - 1; i >= 0; i-- {
			if age := now.Sub(c.heardAt(all[i]).Add(-output)); age >= 0 {
				c.send(map[string]any{"type": "heard", "ssrc": all[i].SSRC, "rtp": all[i].Timestamp, "age": inMS(age), "dev": inMS(output)})
				break
			}
		}
	}
}

// leave ends the practice and waits until the server has said so.
func (c *coach) leave() error {
	err := c.send(map[string]string{"type": "end"})
	c.ws.SetReadDeadline(time.Now().Add(10 * time.Second)) // for her goodbye
	defer c.wg.Wait()
	defer c.ws.Close()
	defer c.stop()
	for begun := time.Now(); err == nil && time.Since(begun) < 10*time.Second; time.Sleep(50 * time.Millisecond) {
		var p struct{ State string }
		if err = c.get("", &p); p.State != "live" {
			break
		}
	}
	return err
}

// get reads what the server has of this practice.
func (c *coach) get(what string, v any) error { return fetch(c.addr, "/api/practices/"+c.id+what, v) }

func fetch(addr, path string, v any) error {
	r, err := http.Get("http://" + addr + path)
	if err != nil {
		return err
	}
	defer r.Body.Close()
	if r.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", path, r.Status)
	}
	return json.NewDecoder(r.Body).Decode(v)
}

// listen decodes what has come and returns the arrivals of loud packets so far.
func (c *coach) listen() ([]time.Time, error) {
	all := c.peer.Received()
	pcm := make(media.PCM, 2*media.FrameSamples)
	for _, p := range all[c.seen:] {
		n, err := c.dec.Decode(p.Payload, pcm)
		if err != nil {
			return nil, err
		}
		sum := 0
		for _, s := range pcm[:n] {
			sum += max(int(s), -int(s))
		}
		if n > 0 && sum/n > 200 {
			c.loud, c.last = append(c.loud, p.Arrived), p
		}
	}
	c.seen = len(all)
	return c.loud, nil
}

// firstSoundAfter waits for the first loud packet that arrives after t.
func (c *coach) firstSoundAfter(t time.Time, most time.Duration) (time.Time, bool, error) {
	for end := time.Now().Add(most); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		loud, err := c.listen()
		if err != nil {
			return t, false, err
		}
		for _, at := range loud {
			if at.After(t) {
				return at, true, nil
			}
		}
	}
	return t, false, nil
}

// quiet waits until nothing loud has come for d and returns when the last did.
func (c *coach) quiet(d time.Duration) (time.Time, error) {
	for {
		loud, err := c.listen()
		if err != nil {
			return time.Time{}, err
		}
		if n := len(loud); n == 0 || time.Since(loud[n-1]) > d {
			if n == 0 {
				return time.Time{}, nil
			}
			return loud[n-1], nil
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// phrases are real phrases of at least shortest.
func phrases(dir string, shortest time.Duration) ([]media.PCM, error) {
	clips, err := voicetest.Clips(dir)
	if err != nil {
		return nil, err
	}
	var out []media.PCM
	for _, clip := range clips {
		for _, p := range voicetest.Phrases(clip) {
			if p.Duration() >= shortest && p.Duration() < 3*time.Second {
				out = append(out, p)
			}
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("no phrases of %v in %s", shortest, dir)
	}
	r := rand.New(rand.NewPCG(1, 2))
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out, nil
}
