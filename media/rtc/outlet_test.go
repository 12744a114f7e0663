package rtc

import (
	"math"
	"slices"
	"testing"
	"time"

	"stillpoint/media"
)

// sendAll lets o send n frames, one every 20 ms, and hears what is heard.
func sendAll(o *outlet, n int64, from int64) {
	frame := make(media.PCM, media.FrameSamples)
	for i := from; i < from+n; i++ {
		at := o.ear.due(i * media.FrameSamples)
		o.hear(at)
		o.pop(frame, i*media.FrameSamples, true)
	}
}

func newTestOutlet() *outlet {
	o := newOutlet()
	epoch := time.Unix(1000, 0)
	o.start(epoch, 1<<32-500) // the timestamp wraps around in the first frame
	o.begin(epoch)
	o.connect(7, 0)
	return o
}

func drain(o *outlet) (heard []media.Playout) {
	for {
		select {
		case p := <-o.heard:
			heard = append(heard, p)
		default:
			return heard
		}
	}
}

// TestOutletHeard: each frame is told when it is heard, by its own end, and
// a tail counts only as far as it was given to be played, and what is heard
// comes out of the decoder 6.5 ms after its timestamp.
func TestOutletHeard(t *testing.T) {
	o := newTestOutlet()
	const ms, decoded = time.Millisecond, 6500 * time.Microsecond
	o.play(make(media.PCM, 1000)) // two frames, the second with 40 samples
	sendAll(o, 10, 0)
	got := drain(o)
	tail := media.Duration(1000)
	want := []media.Playout{{At: 80*ms + decoded, Pos: 20 * ms, Uncertainty: 150 * ms}, {At: 60*ms + tail + decoded, Pos: tail, Uncertainty: 150 * ms}}
	if !slices.Equal(got, want) {
		t.Errorf("without reports %v, want %v", got, want)
	}
	for i := range 5 { // frame 4 came out 33 ms after it was due
		h := Heard{SSRC: 7, RTP: 4*960 - 500, Age: 10, Dev: 20, RTT: 6 * ms}
		h.Received = o.ear.due(4 * 960).Add(26 * ms)
		if i == 3 {
			h.Age = 900 // a wild one, but believable
			h.Received = h.Received.Add(1500 * ms)
		}
		if !o.report(h) {
			t.Fatalf("report %d: not believed", i)
		}
	}
	o.play(make(media.PCM, 960))
	sendAll(o, 4, 10)
	got = drain(o)
	// 26 - 3 - 10 + 20 ms after it was due
	if len(got) != 1 || got[0].At != 220*ms+33*ms+decoded || got[0].Pos != 20*ms+tail {
		t.Errorf("by the reports %v, want one at 259.5 ms, position %v", got, 20*ms+tail)
	}
}

// TestOutletBusyOwner: an owner that takes nothing for long finds the end of
// each run and the newest.
func TestOutletBusyOwner(t *testing.T) {
	o := newTestOutlet()
	var ends []time.Duration
	var from int64
	for range 4 {
		ends = append(ends, media.Duration(o.play(make(media.PCM, 40*960))))
		sendAll(o, 50, from)
		from += 50
	}
	if len(o.backlog) > 4 {
		t.Errorf("%d wait to be told of 4 runs", len(o.backlog))
	}
	var got []media.Playout
	for range 3 {
		got = append(got, drain(o)...)
		o.hear(o.ear.due(from * 960))
	}
	for _, end := range ends {
		if !slices.ContainsFunc(got, func(p media.Playout) bool { return p.Pos == end }) {
			t.Errorf("the end of a run at %v was not told", end)
		}
	}
	if !slices.IsSortedFunc(got, func(a, b media.Playout) int { return int(max(a.At-b.At, a.Pos-b.Pos)) }) {
		t.Errorf("times or positions decrease: %v", got)
	}
}

// TestOutletCut: a cut's position is told, whether it is on its way, heard
// already, or 0.
func TestOutletCut(t *testing.T) {
	o := newTestOutlet()
	if pos := o.cut(); pos != 0 {
		t.Errorf("cut of nothing at %d", pos)
	}
	if got := drain(o); len(got) != 1 || got[0].Pos != 0 {
		t.Errorf("told %v, want position 0", got)
	}
	o.play(make(media.PCM, 10*960))
	sendAll(o, 6, 0)
	pos := o.cut()
	if got := drain(o); pos != 6*960 || len(got) != 1 {
		t.Errorf("cut at %d, want %d; heard before: %v", pos, 6*960, got)
	}
	if next := o.play(make(media.PCM, 960)); next != 7*960 {
		t.Errorf("what follows ends at %d, want %d", next, 7*960)
	}
	o.cut()
	sendAll(o, 10, 6)
	if got := drain(o); got[len(got)-1].Pos != media.Duration(pos) {
		t.Errorf("told %v, want the last at %v", got, media.Duration(pos))
	}
	o.cut()
	if got := drain(o); len(got) != 1 || got[0].Pos != media.Duration(pos) {
		t.Errorf("told %v, want %v once more", got, media.Duration(pos))
	}
}

func TestReportRefused(t *testing.T) {
	good := Heard{SSRC: 7, RTP: 1<<32 - 500, Age: 10, Dev: 20, Received: time.Unix(1000, 0).Add(100 * time.Millisecond)}
	for name, change := range map[string]func(*Heard){
		"ssrc":     func(h *Heard) { h.SSRC++ },
		"not sent": func(h *Heard) { h.RTP += 20 * 960 },
		"before":   func(h *Heard) { h.RTP-- },
		"nan":      func(h *Heard) { h.Age = math.NaN() },
		"inf":      func(h *Heard) { h.Dev = math.Inf(1) },
		"old":      func(h *Heard) { h.Age = 11_000 },
		"dev":      func(h *Heard) { h.Dev = -1 },
		"too soon": func(h *Heard) { h.Age = 200 },
		"too late": func(h *Heard) { h.Received = h.Received.Add(time.Minute) },
		"rtt":      func(h *Heard) { h.RTT = time.Minute },
	} {
		o := newTestOutlet()
		o.play(make(media.PCM, 10*960))
		sendAll(o, 10, 0)
		h := good
		change(&h)
		if o.report(h) {
			t.Errorf("%s: %+v was believed", name, h)
		}
		if !o.report(good) {
			t.Errorf("%+v was not believed", good)
		}
	}
}

// FuzzReport: whatever a page reports, times never decrease and stay within
// what a delay can be.
func FuzzReport(f *testing.F) {
	f.Add(uint32(7), uint32(1<<32-500), 10.0, 20.0, int64(100e6), int64(1e6))
	f.Add(uint32(7), uint32(460), -3.0, 0.0, int64(-1e9), int64(math.MinInt64))
	f.Add(uint32(7), uint32(460), math.NaN(), math.Inf(-1), int64(math.MaxInt64), int64(math.MaxInt64))
	f.Fuzz(func(t *testing.T, ssrc, rtp uint32, age, dev float64, received, rtt int64) {
		o := newTestOutlet()
		o.play(make(media.PCM, 100*960))
		for i := range int64(100) {
			sendAll(o, 1, i)
			o.report(Heard{SSRC: ssrc, RTP: rtp + uint32(i*960), Age: age, Dev: dev, Received: o.ear.due(0).Add(time.Duration(received)), RTT: time.Duration(rtt)})
		}
		got := drain(o)
		o.hear(o.ear.due(1000 * 960))
		got = append(got, drain(o)...)
		var last media.Playout
		for _, p := range got {
			if p.At < last.At || p.Pos < last.Pos || p.At-p.Pos < 0 || p.At-p.Pos > maxDelay || p.Uncertainty < leastUncertainty || p.Uncertainty > 2*maxRTT {
				t.Fatalf("%+v after %+v", p, last)
			}
			last = p
		}
		if last.Pos != 2*time.Second {
			t.Fatalf("the end was not told but %+v", last)
		}
	})
}
