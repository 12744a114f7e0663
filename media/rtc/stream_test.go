package rtc

import (
	"cmp"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"stillpoint/media"
	"stillpoint/media/codec"
	"stillpoint/media/rtc/rtctest"
)

// path is what happens to packets on their way, in virtual time.
type path struct {
	ppm    float64       // of the sender's clock
	base   time.Duration // delay
	jitter time.Duration // on top, drawn for each packet
	loss   float64
	dead   [2]time.Duration // nothing arrives that was sent in between
	ts     uint32           // first timestamp
}

// send encodes pcm, spoken from the given time on, and passes the packets on
// to s as they arrive. An encoder's delay is its lookahead; a packet leaves
// when its last sample was spoken.
func (w path) send(t *testing.T, s *stream, pcm media.PCM, spoken time.Duration) {
	t.Helper()
	enc, err := codec.NewOpusEncoder(1, 32000, 5)
	if err != nil {
		t.Fatal(err)
	}
	type arrival struct {
		at      time.Duration
		ts      uint32
		payload []byte
	}
	rnd := rand.New(rand.NewPCG(7, 7))
	var arrivals []arrival
	for i := 0; i+media.FrameSamples <= len(pcm); i += media.FrameSamples {
		buf := make([]byte, codec.MaxPacket)
		n, err := enc.Encode(pcm[i:i+media.FrameSamples], buf)
		if err != nil {
			t.Fatal(err)
		}
		left := spoken + time.Duration(float64(media.Duration(i+media.FrameSamples))/(1+w.ppm*1e-6))
		at := left + w.base
		if w.jitter > 0 {
			at += time.Duration(rnd.Int64N(int64(w.jitter)))
		}
		if rnd.Float64() < w.loss || left >= w.dead[0] && left < w.dead[1] {
			continue
		}
		arrivals = append(arrivals, arrival{at, w.ts + uint32(i), buf[:n]})
	}
	slices.SortFunc(arrivals, func(a, b arrival) int { return cmp.Compare(a.at, b.at) })
	for _, a := range arrivals {
		now := s.began.Add(a.at)
		for d := s.deadline(); !d.IsZero() && d.Before(now); d = s.deadline() {
			s.release(d)
		}
		s.packet(a.ts, a.payload, now)
	}
	for d := s.deadline(); !d.IsZero(); d = s.deadline() {
		s.release(d)
	}
}

// listen is a stream whose frames are checked and put on a board.
func listen(t *testing.T, counts *counters) (*stream, *rtctest.Board) {
	t.Helper()
	dec, err := codec.NewOpusDecoder(1)
	if err != nil {
		t.Fatal(err)
	}
	var board rtctest.Board
	var end time.Duration
	out := func(f media.Frame) {
		if f.Start < end {
			t.Errorf("frame at %v begins %v before the end of the one before", f.Start, end-f.Start)
		}
		if n := len(f.PCM) - media.FrameSamples; n < -maxStretch || n > maxStretch {
			t.Errorf("frame at %v has %d samples", f.Start, len(f.PCM))
		}
		end = f.End()
		board.Put(f.Start, f.PCM)
	}
	return newStream(time.Unix(1000, 0), dec, nil, out, counts), &board
}

// TestStreamTimes: whatever the path does, a sound is placed where it was made.
func TestStreamTimes(t *testing.T) {
	const ms = time.Millisecond
	for _, c := range []struct {
		name    string
		path    path
		p95     time.Duration // of the error
		worst   time.Duration // a burst may lose its first packets
		missing float64       // share of the bursts
	}{
		{"clean", path{}, ms / 4, ms, 0},
		{"far", path{base: 80 * ms, ts: 1<<32 - 5*48000}, ms / 4, ms, 0},
		{"jitter and loss", path{jitter: 60 * ms, loss: .03}, 2 * ms, 50 * ms, .02},
		{"fast", path{ppm: 200, jitter: 60 * ms, loss: .03}, 2 * ms, 50 * ms, .02},
		{"slow", path{ppm: -200, jitter: 60 * ms, loss: .03}, 2 * ms, 50 * ms, .02},
		{"dead for 5 s", path{jitter: 20 * ms, dead: [2]time.Duration{20 * time.Second, 25 * time.Second}}, 2 * ms, 5 * ms, .18},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var counts counters
			s, board := listen(t, &counts)
			const spoken = 123 * ms
			pcm, _ := rtctest.Bursts(40*time.Second, 3)
			c.path.send(t, s, pcm, spoken)

			var made []time.Duration
			for _, o := range rtctest.Onsets(pcm) {
				// what the path's least delay hides cannot be known
				made = append(made, spoken+c.path.base+time.Duration(float64(o)/(1+c.path.ppm*1e-6)))
			}
			off, missing := rtctest.Misses(made, rtctest.Onsets(media.PCM(*board)))
			abs := func(d time.Duration) time.Duration { return d.Abs() }
			slices.SortFunc(off, func(a, b time.Duration) int { return cmp.Compare(abs(a), abs(b)) })
			p95, worst := abs(off[len(off)*95/100]), abs(off[len(off)-1])
			t.Logf("%d bursts, %d missing, p95 %v, worst %v; lost %d, concealed %d, late %d",
				len(made), missing, p95, worst, counts.lost.Load(), counts.concealed.Load(), counts.late.Load())
			if p95 > c.p95 || worst > c.worst || float64(missing) > c.missing*float64(len(made)) {
				t.Errorf("p95 %v (limit %v), worst %v (limit %v), %d of %d missing (limit %v)", p95, c.p95, worst, c.worst, missing, len(made), c.missing)
			}
		})
	}
}

// TestStreamReload: another sender, with another timestamp and another
// encoder, takes the line up; media time goes on.
func TestStreamReload(t *testing.T) {
	var counts counters
	s, board := listen(t, &counts)
	pcm, _ := rtctest.Bursts(5*time.Second, 1)
	path{ts: 77}.send(t, s, pcm, time.Second)
	s.restart()
	path{ts: 3_000_000_000, base: 30 * time.Millisecond}.send(t, s, pcm, 7*time.Second)
	var made []time.Duration
	for _, o := range rtctest.Onsets(pcm) {
		made = append(made, time.Second+o, 7*time.Second+30*time.Millisecond+o)
	}
	off, missing := rtctest.Misses(made, rtctest.Onsets(media.PCM(*board)))
	if missing > 0 || slices.Max(off) > time.Millisecond || slices.Min(off) < -time.Millisecond {
		t.Errorf("%d of %d bursts missing, errors %v", missing, len(made), off)
	}
}

// A deaf detector judges a window by its first sample and fails when told to.
type deaf struct {
	windows, resets int
	err             error
}

func (d *deaf) Speech(w []float32) (float32, error) { d.windows++; return w[511], d.err }
func (d *deaf) Reset()                              { d.resets++ }
func (d *deaf) Close()                              {}

func TestSpeechMeter(t *testing.T) {
	var d deaf
	var counts counters
	var faults []error
	m := newSpeechMeter(&d, func(err error) { faults = append(faults, err) }, &counts)
	loud := media.Silence(media.FrameDur)
	for i := range loud {
		loud[i] = 16384
	}
	var last float32
	for range 50 {
		last = m.frame(loud)
	}
	// 16000 samples less the resampler's 24 are 31 windows
	if d.windows != 31 || last < 0.49 || last > 0.51 {
		t.Errorf("%d windows, probability %v; want 31 and 0.5", d.windows, last)
	}
	m.gap()
	if p := m.frame(loud); p != 0 || d.resets != 1 {
		t.Errorf("after a gap: probability %v, %d resets; want 0 and 1", p, d.resets)
	}
	d.err = errors.New("out of order")
	for range 50 {
		last = m.frame(loud)
	}
	if n := counts.faults.Load(); last != 0 || len(faults) != 1 || !errors.Is(faults[0], d.err) || n < 20 {
		t.Errorf("failing: probability %v, %d told of %d failures: %v", last, len(faults), n, faults)
	}
	d.err = nil
	for range 5 {
		last = m.frame(loud)
	}
	if last < 0.49 {
		t.Errorf("well again: probability %v, want 0.5", last)
	}
}

// BenchmarkStream is a second of microphone: 50 packets in, 50 frames out.
func BenchmarkStream(b *testing.B) {
	enc, err := codec.NewOpusEncoder(1, bitrate, complexity)
	if err != nil {
		b.Fatal(err)
	}
	dec, err := codec.NewOpusDecoder(1)
	if err != nil {
		b.Fatal(err)
	}
	pcm, _ := rtctest.Bursts(time.Second, 1)
	var packets [][]byte
	for frame := range slices.Chunk(pcm, media.FrameSamples) {
		buf := make([]byte, codec.MaxPacket)
		n, err := enc.Encode(frame, buf)
		if err != nil {
			b.Fatal(err)
		}
		packets = append(packets, buf[:n])
	}
	now := time.Unix(1000, 0)
	s := newStream(now, dec, nil, func(media.Frame) {}, new(counters))
	var ts uint32
	b.ReportAllocs()
	for b.Loop() {
		for _, p := range packets {
			now = now.Add(media.FrameDur)
			s.packet(ts, p, now)
			ts += media.FrameSamples
		}
	}
}
