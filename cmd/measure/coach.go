package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/gorilla/websocket"

	"stillpoint/media"
	"stillpoint/media/codec"
	"stillpoint/media/rtc/rtctest"
	"stillpoint/media/voice/voicetest"
)

// child is this program's own server in a process of its own.
type child struct {
	addr string
	cmd  *exec.Cmd
	done chan struct{}
}

func startChild(args ...string) (*child, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	c := &child{cmd: exec.Command(self, append([]string{"serve", "-addr", "127.0.0.1:0"}, args...)...), done: make(chan struct{})}
	stderr, err := c.cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := c.cmd.Start(); err != nil {
		return nil, err
	}
	ready := make(chan string, 1)
	go func() {
		defer close(c.done)
		for s := bufio.NewScanner(stderr); s.Scan(); {
			if _, a, ok := strings.Cut(s.Text(), "is at http://"); ok {
				ready <- a
				continue
			}
			fmt.Fprintln(os.Stderr, "server:", s.Text())
		}
	}()
	select {
	case c.addr = <-ready:
		return c, nil
	case <-c.done:
		return nil, errors.Join(errors.New("the server did not start"), c.cmd.Wait())
	}
}

func (c *child) stop() error {
	c.cmd.Process.Signal(syscall.SIGTERM)
	<-c.done
	return c.cmd.Wait()
}

// coach is a person with a microphone and no browser.
type coach struct {
	peer *rtctest.Peer
	ws   *websocket.Conn
	wg   sync.WaitGroup
	stop context.CancelFunc
	seen int // packets looked at
	dec  codec.Decoder
	loud []time.Time // arrivals of packets that hold sound
}

func join(ctx context.Context, addr string, consent bool) (*coach, error) {
	ws, _, err := websocket.DefaultDialer.DialContext(ctx, "ws://"+addr+"/api/live", nil)
	if err != nil {
		return nil, err
	}
	c := &coach{ws: ws}
	if c.peer, err = rtctest.NewPeer(rtctest.Options{}); err != nil {
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
	if err := ws.WriteJSON(map[string]any{"type": "offer", "sdp": sdp, "consent": consent}); err != nil {
		return nil, err
	}
	for {
		var m struct{ Type, SDP, Message string }
		if err := ws.ReadJSON(&m); err != nil {
			return nil, fmt.Errorf("no answer: %w", err)
		}
		if m.Type == "error" {
			return nil, errors.New(m.Message)
		}
		if m.Type == "answer" {
			if err := c.peer.Answer(m.SDP); err != nil {
				return nil, err
			}
			break
		}
	}
	c.wg.Go(func() { // takes what comes, so that pings are answered
		for {
			if _, _, err := ws.ReadMessage(); err != nil {
				return
			}
		}
	})
	return c, c.peer.Connected(ctx)
}

func (c *coach) leave() {
	json.NewEncoder(io.Discard).Encode(c.ws.WriteJSON(map[string]string{"type": "end"}))
	time.Sleep(100 * time.Millisecond)
	c.stop()
	c.ws.Close()
	c.wg.Wait()
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
			c.loud = append(c.loud, p.Arrived)
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
