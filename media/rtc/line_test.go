package rtc

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"stillpoint/media"
	"stillpoint/media/rtc/rtctest"
)

// call is a line and a peer on this machine, and what the owner got.
type call struct {
	t      *testing.T
	ctx    context.Context
	server *Server
	line   *Line
	proxy  *rtctest.Proxy
	stop   context.CancelFunc
	wg     sync.WaitGroup

	mu     sync.Mutex
	frames []media.Frame
	heard  []media.Playout
}

func newCall(t *testing.T, f rtctest.Faults) *call {
	t.Helper()
	s, err := Listen(Config{Loopback: true})
	if err != nil {
		t.Fatal(err)
	}
	x, err := rtctest.NewProxy(s.Port(), f)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	c := &call{t: t, ctx: ctx, server: s, line: s.NewLine(LineConfig{}), proxy: x, stop: cancel}
	c.wg.Go(func() { c.line.Run(ctx) })
	c.wg.Go(func() { x.Run(ctx) })
	c.wg.Go(func() {
		for {
			select {
			case f, ok := <-c.line.Frames():
				if !ok {
					return
				}
				c.mu.Lock()
				if n := len(c.frames); n > 0 && f.Start < c.frames[n-1].End() {
					t.Errorf("frame at %v begins before the end of the one before, %v", f.Start, c.frames[n-1].End())
				}
				c.frames = append(c.frames, f)
				c.mu.Unlock()
			case p := <-c.line.Heard():
				c.mu.Lock()
				c.heard = append(c.heard, p)
				c.mu.Unlock()
			}
		}
	})
	t.Cleanup(func() {
		cancel()
		c.wg.Wait()
		if err := s.Close(); err != nil {
			t.Error("close:", err)
		}
	})
	return c
}

// peer is a new page on the line. Its microphone is open until the end.
func (c *call) peer(o rtctest.Options) *rtctest.Peer {
	c.t.Helper()
	p, err := rtctest.NewPeer(o)
	if err != nil {
		c.t.Fatal(err)
	}
	c.wg.Go(func() { p.Run(c.ctx) })
	return p
}

// connect makes one offer and waits until p is connected by the answer.
func (c *call) connect(p *rtctest.Peer, restart, fresh, tcp bool) {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(c.ctx, 20*time.Second)
	defer cancel()
	offer, err := p.Offer(restart)
	if err != nil {
		c.t.Fatal(err)
	}
	answer, err := c.line.Offer(ctx, offer, fresh)
	if err != nil {
		c.t.Fatal(err)
	}
	if err := p.Answer(c.proxy.Rewrite(answer, tcp)); err != nil {
		c.t.Fatal(err)
	}
	if err := p.Connected(ctx); err != nil {
		c.t.Fatal(err)
	}
	select {
	case <-c.line.Up():
	case <-ctx.Done():
		c.t.Fatal("the line is not up")
	}
}

// change waits for the line to go down or up.
func (c *call) change(want bool) {
	c.t.Helper()
	select {
	case got := <-c.line.Changes():
		if got != want {
			c.t.Fatalf("the line reports %v, want %v", got, want)
		}
	case <-time.After(20 * time.Second):
		c.t.Fatalf("the line does not report %v", want)
	}
}

// board is all frames so far, each in its place.
func (c *call) board() media.PCM {
	c.mu.Lock()
	defer c.mu.Unlock()
	var b rtctest.Board
	for _, f := range c.frames {
		b.Put(f.Start, f.PCM)
	}
	return media.PCM(b)
}

// spoken says bursts into p and checks, when all should have come, how many
// are where they were made.
func (c *call) spoken(p *rtctest.Peer, length, limit time.Duration, missing int) {
	c.t.Helper()
	pcm, _ := rtctest.Bursts(length, 5)
	start := p.Say(pcm).Sub(c.line.Began())
	time.Sleep(time.Until(c.line.Began().Add(start + length + 300*time.Millisecond)))
	var made []time.Duration
	for _, o := range rtctest.Onsets(pcm) {
		made = append(made, start+o)
	}
	off, lost := rtctest.Misses(made, rtctest.Onsets(c.board()))
	slices.Sort(off)
	if len(off) == 0 || lost > missing {
		c.t.Fatalf("%d of %d bursts missing; %+v", lost, len(made), c.line.Stats())
	}
	typical := off[len(off)/2]
	c.t.Logf("%d bursts, %d missing, error %v (%v to %v) by %s", len(made), lost, typical, off[0], off[len(off)-1], p.Path())
	if typical.Abs() > limit {
		c.t.Errorf("bursts are %v off, want at most %v: %v", typical, limit, off)
	}
}

// played is when, by the peer's packets, each onset of the client's voice came.
func played(t *testing.T, p *rtctest.Peer) []time.Duration {
	t.Helper()
	pcm, _, err := rtctest.Decode(p.Received())
	if err != nil {
		t.Fatal(err)
	}
	return rtctest.Onsets(pcm)
}

// report plays the page: it reports every 100 ms with that delay of the
// jitter buffer and of the sound card.
func (c *call) report(p *rtctest.Peer, buffer, dev time.Duration) {
	c.wg.Go(func() {
		for c.ctx.Err() == nil {
			if ssrc, ts, age, ok := p.Playing(buffer); ok {
				c.line.Report(Heard{SSRC: ssrc, RTP: ts, Age: float64(age) / 1e6, Dev: float64(dev) / 1e6, Received: time.Now()})
			}
			time.Sleep(100 * time.Millisecond)
		}
	})
}

func TestLine(t *testing.T) {
	t.Parallel()
	c := newCall(t, rtctest.Faults{})
	p := c.peer(rtctest.Options{})
	before := c.line.Play(make(media.PCM, 1000)) // waits for the line
	c.connect(p, false, false, false)
	c.report(p, 40*time.Millisecond, 25*time.Millisecond)
	c.spoken(p, 2*time.Second, 10*time.Millisecond, 0)

	pcm, onsets := rtctest.Bursts(1500*time.Millisecond, 9)
	pcm = pcm[:len(pcm)-7] // no whole frames
	asked := time.Now()
	end := c.line.Play(pcm[:5000])
	if want := before + media.Duration(5000); (end - want).Abs() > 1 {
		t.Errorf("end of the first piece %v, want %v", end, want)
	}
	end = c.line.Play(pcm[5000:])
	time.Sleep(1900 * time.Millisecond)

	// all of it was heard, in the right order, until the exact end
	var heard []media.Playout
	var last media.Playout
	for range 100 { // a busy machine may be late
		c.mu.Lock()
		heard = slices.Clone(c.heard)
		c.mu.Unlock()
		if last = heard[len(heard)-1]; last.Pos >= end {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if last.Pos != end {
		t.Errorf("heard until %v, want %v", last.Pos, end)
	}
	if !slices.IsSortedFunc(heard, func(a, b media.Playout) int { return int(max(a.At-b.At, a.Pos-b.Pos)) }) {
		t.Errorf("times or positions decrease: %v", heard)
	}
	first := slices.IndexFunc(heard, func(h media.Playout) bool { return h.Pos > before })
	began := heard[first].At - (heard[first].Pos - before) // the first sample of this run
	delay := began - asked.Sub(c.line.Began())
	t.Logf("%d playouts; heard %v after Play, uncertainty %v", len(heard), delay, heard[first].Uncertainty)
	got := played(t, p)
	off := make([]time.Duration, 0, len(onsets))
	for i := 1; i < min(len(onsets), len(got)); i++ {
		off = append(off, (got[i]-got[0])-(onsets[i]-onsets[0]))
	}
	if len(got) != len(onsets) || slices.ContainsFunc(off, func(d time.Duration) bool { return d.Abs() > 2*time.Millisecond }) {
		t.Errorf("the peer received bursts at %v, sent at %v", got, onsets)
	}
	packets := p.Received()
	var skipped int64
	for i := 1; i < len(packets); i++ {
		step := int32(packets[i].Timestamp - packets[i-1].Timestamp)
		if packets[i].Sequence != packets[i-1].Sequence+1 || step < 960 || step%960 != 0 {
			t.Fatalf("packet %d: sequence %d after %d, timestamp %d on", i, packets[i].Sequence, packets[i-1].Sequence, step)
		}
		skipped += int64(step/960 - 1)
	}
	if s := c.line.Stats(); skipped > s.Skipped {
		t.Errorf("%d frames missing, but %d left out", skipped, s.Skipped)
	}
	if s := c.line.Stats(); s.Reports < 20 || s.ReportsIgnored > 0 || s.Lost > 0 || s.FramesDropped > 0 || s.Sent < 100 {
		t.Errorf("stats %+v", s)
	}
}

func TestLineCut(t *testing.T) {
	t.Parallel()
	c := newCall(t, rtctest.Faults{})
	p := c.peer(rtctest.Options{})
	c.connect(p, false, false, false)
	c.line.Play(media.Silence(2 * time.Second))
	time.Sleep(310 * time.Millisecond)
	pos := c.line.Cut()
	t.Logf("cut at %v after 310 ms", pos)
	next := c.line.Play(media.Silence(100 * time.Millisecond))
	if next != pos+100*time.Millisecond {
		t.Errorf("what follows a cut at %v ends at %v", pos, next)
	}
	time.Sleep(400 * time.Millisecond)
	again := c.line.Cut()
	time.Sleep(50 * time.Millisecond)
	c.mu.Lock()
	defer c.mu.Unlock()
	if !slices.ContainsFunc(c.heard, func(h media.Playout) bool { return h.Pos == pos }) {
		t.Errorf("the cut's position %v was not heard: %v", pos, c.heard)
	}
	if n := len(c.heard); again != next || n < 2 || c.heard[n-1].Pos != next || c.heard[n-2].Pos != next {
		t.Errorf("cut after the end of a run: position %v, want %v, told at once: %v", again, next, c.heard[n-2:])
	}
}

// TestLineBadNetwork: loss, jitter with packets overtaking each other, and
// then a path that is dead for 5 s.
func TestLineBadNetwork(t *testing.T) {
	t.Parallel()
	bad := rtctest.Faults{Loss: .03, Jitter: 60 * time.Millisecond}
	c := newCall(t, bad)
	p := c.peer(rtctest.Options{PPM: 200})
	c.connect(p, false, false, false)
	c.spoken(p, 4*time.Second, 8*time.Millisecond, 2)
	c.proxy.Set(rtctest.Faults{Dead: true})
	c.change(false)
	c.line.Play(make(media.PCM, 960)) // waits
	time.Sleep(1500 * time.Millisecond)
	c.proxy.Set(bad)
	c.change(true)
	c.spoken(p, 3*time.Second, 8*time.Millisecond, 2)
	s := c.line.Stats()
	t.Logf("%+v", s)
	if s.Concealed == 0 || s.Lost < 4*time.Second {
		t.Errorf("lost %v, concealed %v", s.Lost, s.Concealed)
	}
}

func TestLineTCP(t *testing.T) {
	t.Parallel()
	c := newCall(t, rtctest.Faults{Dead: true})
	p := c.peer(rtctest.Options{TCP: true})
	c.connect(p, false, false, true)
	c.spoken(p, 1500*time.Millisecond, 10*time.Millisecond, 0)
	if path := p.Path(); !strings.HasPrefix(path, "tcp") {
		t.Errorf("connected by %s", path)
	}
}

// TestLineReconnect: the coach's network changes, then the page is loaded
// anew. Media time and what is queued go on.
func TestLineReconnect(t *testing.T) {
	t.Parallel()
	c := newCall(t, rtctest.Faults{})
	p := c.peer(rtctest.Options{})
	c.connect(p, false, false, false)
	began, path := c.line.Began(), p.Path()
	c.connect(p, true, false, false)
	time.Sleep(300 * time.Millisecond)
	c.spoken(p, 1500*time.Millisecond, 10*time.Millisecond, 0)
	if p.Path() == path {
		t.Errorf("still on %s", path)
	}
	q := c.peer(rtctest.Options{})
	end := c.line.Play(media.Silence(3 * time.Second))
	c.connect(q, false, true, false)
	c.report(q, 40*time.Millisecond, 25*time.Millisecond)
	time.Sleep(300 * time.Millisecond)
	c.spoken(q, 3*time.Second, 10*time.Millisecond, 0)
	c.mu.Lock()
	defer c.mu.Unlock()
	if n := len(c.heard); !c.line.Began().Equal(began) || n == 0 || c.heard[n-1].Pos != end {
		t.Errorf("began %v, then %v; heard %v, want until %v", began, c.line.Began(), c.heard, end)
	}
}

// TestLineEnds: whatever became of it, nothing of a line is left over.
func TestLineEnds(t *testing.T) {
	goroutines := runtime.NumGoroutine()
	for _, c := range []struct {
		name string
		do   func(*Line, *rtctest.Peer) error
	}{
		{"never offered", func(*Line, *rtctest.Peer) error { return nil }},
		{"refused", func(l *Line, p *rtctest.Peer) error {
			if _, err := l.Offer(t.Context(), "v=0", false); !errors.Is(err, ErrOffer) {
				return err
			}
			return nil
		}},
		{"never connected", func(l *Line, p *rtctest.Peer) error {
			offer, err := p.Offer(false)
			if err == nil {
				_, err = l.Offer(t.Context(), offer, false)
			}
			return err
		}},
		{"connecting", func(l *Line, p *rtctest.Peer) error {
			offer, err := p.Offer(false)
			if err != nil {
				return err
			}
			answer, err := l.Offer(t.Context(), offer, false)
			if err != nil {
				return err
			}
			return p.Answer(answer)
		}},
	} {
		s, err := Listen(Config{Loopback: true})
		if err != nil {
			t.Fatal(err)
		}
		p, err := rtctest.NewPeer(rtctest.Options{})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		line := s.NewLine(LineConfig{})
		var wg sync.WaitGroup
		wg.Go(func() { line.Run(ctx) })
		wg.Go(func() { p.Run(ctx) })
		if err := c.do(line, p); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		cancel()
		wg.Wait()
		if _, ok := <-line.Frames(); ok {
			t.Errorf("%s: frames are not closed", c.name)
		}
		offer, _ := checkOffer("")
		if _, err := line.Offer(t.Context(), offer, false); err == nil {
			t.Errorf("%s: an offer is answered after the end", c.name)
		}
		if err := s.Close(); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	for range 100 { // a goroutine that was waited for may still be returning
		if runtime.NumGoroutine() <= goroutines {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	stacks := make([]byte, 1<<20)
	t.Errorf("%d goroutines, %d before:\n%s", runtime.NumGoroutine(), goroutines, stacks[:runtime.Stack(stacks, true)])
}
