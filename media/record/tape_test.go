package record

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math"
	"math/rand/v2"
	"sync"
	"syscall"
	"testing"
	"time"

	"stillpoint/media"
	"stillpoint/media/codec"
)

const ms = time.Millisecond

// disk is a file in memory that takes room bytes (0: any number).
type disk struct {
	bytes.Buffer
	room int
}

func (d *disk) Write(p []byte) (int, error) {
	if d.room > 0 && d.Len()+len(p) > d.room {
		n, _ := d.Buffer.Write(p[:d.room-d.Len()])
		return n, syscall.ENOSPC
	}
	return d.Buffer.Write(p)
}
func (d *disk) Truncate(n int64) error { d.Buffer.Truncate(int(n)); return nil }
func (d *disk) Sync() error            { return nil }

// record runs a tape while feed feeds it. The queue is bounded and virtual
// minutes pass in no time, so feed has to wait for Run now and then.
func record(t testing.TB, d *disk, feed func(tape *Tape, wait func())) error {
	t.Helper()
	tape := New(d)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var wg sync.WaitGroup
	var err error
	wg.Go(func() { err = tape.Run(ctx) })
	feed(tape, func() {
		for len(tape.in) > queue/2 {
			time.Sleep(100 * time.Microsecond)
		}
	})
	cancel()
	wg.Wait()
	if n := tape.Dropped(); n > 0 && d.room == 0 {
		t.Errorf("%d chunks dropped", n)
	}
	return err
}

func play(t testing.TB, b []byte) [2]media.PCM {
	t.Helper()
	var sides [2]media.PCM
	for pcm, err := range Read(bytes.NewReader(b)) {
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(pcm); i += 2 {
			sides[coach] = append(sides[coach], pcm[i])
			sides[client] = append(sides[client], pcm[i+1])
		}
	}
	return sides
}

func burst(n int) media.PCM {
	p := make(media.PCM, n)
	for i := range p {
		p[i] = int16(12000 * math.Sin(2*math.Pi*1000*float64(i)/media.Rate))
	}
	return p
}

// onsets are the media times at which p becomes loud after 50 ms of quiet.
func onsets(p media.PCM) (at []time.Duration) {
	last := -media.Rate
	for i, v := range p {
		if v < 2000 && v > -2000 {
			continue
		}
		if i-last > media.Rate/20 {
			at = append(at, media.Duration(i))
		}
		last = i
	}
	return at
}

func checkOnsets(t *testing.T, side string, got, want []time.Duration, within time.Duration) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d bursts, want %d", side, len(got), len(want))
	}
	var worst time.Duration
	for i := range got {
		if d := (got[i] - want[i]).Abs(); d > worst {
			worst = d
		}
	}
	if worst > within {
		t.Errorf("%s: a burst lies %v from its place, want within %v", side, worst, within)
	}
	t.Logf("%s: %d bursts, worst %v off", side, len(want), worst)
}

func TestBothSidesLieOnMediaTime(t *testing.T) {
	var d disk
	var left, right []time.Duration
	err := record(t, &d, func(tape *Tape, wait func()) {
		for at := time.Duration(0); at < 20*time.Second; at += media.FrameDur {
			wait()
			if at/ms%3000 >= 2000 && at/ms%3000 < 2500 {
				continue // frames are missing while the line is down
			}
			pcm := make(media.PCM, media.FrameSamples)
			if at/ms%1000 == 500 {
				pcm = burst(media.FrameSamples)
				if at/ms%3000 < 2000 || at/ms%3000 >= 2500 {
					left = append(left, at)
				}
			}
			tape.Coach(media.Frame{Start: at, PCM: pcm})
			if at/ms%1000 == 800 { // heard at an odd time, known 400 ms later
				heard := at - 400*ms + 7*ms
				for i := range 3 {
					tape.Client(heard+time.Duration(i)*media.FrameDur+time.Duration(i)*3*ms, burst(media.FrameSamples))
				}
				right = append(right, heard)
			}
		}
		tape.End(21500 * ms)
	})
	if err != nil {
		t.Fatal(err)
	}
	sides := play(t, d.Bytes())
	if got := sides[coach].Duration(); got != 21500*ms {
		t.Errorf("recording of %v, want 21.5 s", got)
	}
	checkOnsets(t, "coach", onsets(sides[coach]), left, 1*ms)
	checkOnsets(t, "client", onsets(sides[client]), right, 1*ms)
}

// onsetEncoder is where packets would be made: it notes when each side
// becomes loud after 50 ms of less, and keeps no audio.
type onsetEncoder struct {
	at     int
	last   [2]int
	onsets [2][]time.Duration
}

func (e *onsetEncoder) Encode(pcm media.PCM, packet []byte) (int, error) {
	for s := range 2 {
		for i := s; i < len(pcm); i += 8 { // every fourth sample will do
			if pcm[i] < 2000 && pcm[i] > -2000 {
				continue
			}
			at := e.at + i/2
			if at-e.last[s] > media.Rate/20 {
				e.onsets[s] = append(e.onsets[s], media.Duration(at))
			}
			e.last[s] = at
		}
	}
	e.at += len(pcm) / 2
	packet[0] = byte(e.at / media.FrameSamples)
	return 1, nil
}

// Half an hour with stalls on either side, a coach's clock that is 200 ppm
// slow and a client's that is 200 ppm fast, jitter on what is said about both,
// and every other three minutes no quiet moment to catch up in.
func TestHalfAnHourDoesNotDrift(t *testing.T) {
	r, err := newReel(&disk{})
	if err != nil {
		t.Fatal(err)
	}
	head := &onsetEncoder{last: [2]int{-media.Rate, -media.Rate}}
	r.enc = head
	rng := rand.New(rand.NewPCG(1, 2))
	murmur := burst(media.FrameSamples)
	for i := range murmur {
		murmur[i] /= 12 // below a burst, above what is quiet
	}
	var want [2][]time.Duration
	ppm := [2]int{200, -200}
	var frame [2]int
	var stall [2]time.Duration
	for now := time.Duration(0); now < 30*time.Minute; now += 10 * ms {
		for s := range 2 {
			at := time.Duration(frame[s]) * media.FrameDur
			at += at / 1e6 * time.Duration(ppm[s])
			if at > now {
				continue
			}
			frame[s]++
			if rng.IntN(3000) == 0 {
				stall[s] = at + time.Duration(rng.IntN(5000))*ms
			}
			if at < stall[s] {
				continue // sound that never arrived
			}
			pcm := make(media.PCM, media.FrameSamples)
			if at/(3*time.Minute)%2 == 1 {
				pcm = murmur
			}
			if frame[s]%25 == 0 {
				pcm = burst(media.FrameSamples)
				want[s] = append(want[s], at)
			}
			told := max(0, at+time.Duration(rng.IntN(4000)-2000)*time.Microsecond)
			late, err := r.take(chunk{side(s), media.Samples(told), pcm})
			if err != nil || late {
				t.Fatalf("at %v: late %v, %v", at, late, err)
			}
		}
	}
	if err := r.finish(); err != nil {
		t.Fatal(err)
	}
	for s, side := range []string{"coach", "client"} {
		checkOnsets(t, side, head.onsets[s], want[s], 20*ms)
	}
}

func TestLateAudioIsCounted(t *testing.T) {
	tape := New(&disk{})
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() {
		if err := tape.Run(ctx); err != nil {
			t.Error(err)
		}
	})
	tape.Coach(media.Frame{Start: 5 * time.Second, PCM: burst(media.FrameSamples)})
	tape.Client(5*time.Second-Hold+20*ms, burst(media.FrameSamples))
	tape.Client(4*time.Second, burst(media.FrameSamples))
	tape.Client(-1, burst(media.FrameSamples))
	cancel()
	wg.Wait()
	if n := tape.Dropped(); n != 2 {
		t.Errorf("%d chunks dropped, want 2", n)
	}
}

// countingEncoder counts what is really encoded.
type countingEncoder struct {
	codec.Encoder
	frames int
}

func (e *countingEncoder) Encode(pcm media.PCM, packet []byte) (int, error) {
	e.frames++
	return e.Encoder.Encode(pcm, packet)
}

func TestSilenceIsNotEncodedAgain(t *testing.T) {
	r, err := newReel(&disk{})
	if err != nil {
		t.Fatal(err)
	}
	count := &countingEncoder{Encoder: r.enc}
	r.enc = count
	take := func(c chunk) {
		t.Helper()
		if _, err := r.take(c); err != nil {
			t.Fatal(err)
		}
	}
	take(chunk{coach, 0, burst(media.Rate)})
	take(chunk{client, 60 * media.Rate, burst(media.Rate)}) // after a minute of nothing
	if err := r.finish(); err != nil {
		t.Fatal(err)
	}
	if count.frames < 100 || count.frames > 160 {
		t.Errorf("%d frames were encoded; want the 100 with sound and up to 30 after each", count.frames)
	}
	sides := play(t, r.pages.w.(*wholeFile).File.(*disk).Bytes())
	checkOnsets(t, "client", onsets(sides[client]), []time.Duration{time.Minute}, 1*ms)
	want := burst(media.Rate)
	for i, v := range sides[client][60*media.Rate : 61*media.Rate] {
		if d := int(v) - int(want[i]); i > 960 && (d > 2000 || d < -2000) {
			t.Fatalf("sample %d of the sound after the silence is %d off", i, d)
		}
	}
}

func TestFullDisk(t *testing.T) {
	d := disk{room: 20000}
	var failure error
	err := record(t, &d, func(tape *Tape, wait func()) {
		for i := range 500 {
			wait()
			tape.Coach(media.Frame{Start: media.Duration(i * media.FrameSamples), PCM: burst(media.FrameSamples)})
		}
		failure = <-tape.Failed()
	})
	if !errors.Is(err, syscall.ENOSPC) || !errors.Is(failure, syscall.ENOSPC) {
		t.Errorf("Run returned %v, Failed gave %v; want no space left", err, failure)
	}
	sides := play(t, d.Bytes())
	if got := sides[coach].Duration(); got < 2*time.Second || len(onsets(sides[coach])) != 1 {
		t.Errorf("%v left with %d onsets, want more than 2 s of one tone", got, len(onsets(sides[coach])))
	}
	if pages, rest := countPages(d.Bytes()); rest != 0 {
		t.Errorf("%d bytes of a partial page after %d pages", rest, pages)
	}
}

// countPages walks the pages by their own lengths and returns what is left.
func countPages(b []byte) (pages, rest int) {
	for len(b) >= pageHead && len(b) >= pageHead+int(b[26]) {
		n := pageHead + int(b[26])
		for _, s := range b[pageHead:n] {
			n += int(s)
		}
		if n > len(b) {
			break
		}
		b = b[n:]
		pages++
	}
	return pages, len(b)
}

func TestFileGrowsAsThePracticeGoes(t *testing.T) {
	r, err := newReel(&disk{})
	if err != nil {
		t.Fatal(err)
	}
	d := r.pages.w.(*wholeFile).File.(*disk)
	for i := range 300 {
		at := i * media.FrameSamples
		if _, err := r.take(chunk{coach, at, burst(media.FrameSamples)}); err != nil {
			t.Fatal(err)
		}
		now := media.Duration(at + media.FrameSamples)
		if i%37 != 0 {
			continue
		}
		if lost := now - play(t, d.Bytes())[coach].Duration(); lost > time.Second {
			t.Fatalf("at %v a kill would lose %v", now, lost)
		}
	}
}

func sample(t testing.TB) []byte {
	t.Helper()
	var d disk
	err := record(t, &d, func(tape *Tape, wait func()) {
		for i := range 60 {
			tape.Coach(media.Frame{Start: media.Duration(i * media.FrameSamples), PCM: burst(media.FrameSamples)})
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return d.Bytes()
}

func TestReadCutOffAnywhere(t *testing.T) {
	b := sample(t)
	whole := play(t, b)[coach]
	last := 0
	for n := 0; n <= len(b); n += 1 + n/50 {
		length := 0
		for pcm, err := range Read(bytes.NewReader(b[:n])) {
			if err != nil {
				if !errors.Is(err, ErrNoRecording) || n > 100 {
					t.Fatalf("cut at %d: %v", n, err)
				}
				break
			}
			length += len(pcm) / 2
		}
		if length < last || length > len(whole) {
			t.Fatalf("cut at %d of %d bytes: %d samples, %d before", n, len(b), length, last)
		}
		last = length
	}
	if last < len(whole)-media.Rate/4 {
		t.Errorf("nearly whole file: %d samples of %d", last, len(whole))
	}
}

func TestReadKeepsTimeAcrossABrokenPage(t *testing.T) {
	b := bytes.Clone(sample(t))
	want := play(t, b)
	b[len(b)/2] ^= 1
	got := play(t, b)
	if len(got[coach]) != len(want[coach]) {
		t.Fatalf("%d samples after a broken page, want %d", len(got[coach]), len(want[coach]))
	}
	if peak(got[coach]) == 0 || len(onsets(got[coach])) != 2 {
		t.Errorf("%d onsets, want 2: before and after 200 ms of silence", len(onsets(got[coach])))
	}
}

func TestPeaks(t *testing.T) {
	w, err := Peaks(bytes.NewReader(sample(t)))
	if err != nil || w.Samples != 60*media.FrameSamples || len(w.Coach) != 60 || len(w.Client) != 60 {
		t.Fatalf("%d samples, %d and %d peaks, %v; want 60 of each", w.Samples, len(w.Coach), len(w.Client), err)
	}
	for i := 5; i < 55; i++ {
		if c := w.Coach[i]; c < 84 || c > 104 || w.Client[i] > 1 { // 12000/128 = 94
			t.Errorf("peak %d: coach %d, client %d; want 94 and 0", i, c, w.Client[i])
		}
	}
	if _, err := Peaks(bytes.NewReader([]byte("RIFF"))); !errors.Is(err, ErrNoRecording) {
		t.Errorf("peaks of no recording: %v", err)
	}
}

func FuzzRead(f *testing.F) {
	b := sample(f)
	f.Add(b[:600])
	f.Add(b)
	f.Fuzz(func(t *testing.T, b []byte) {
		fix(b)
		for pcm, err := range Read(io.LimitReader(bytes.NewReader(b), 1<<16)) {
			if len(pcm)%2 != 0 || err != nil && len(pcm) > 0 {
				t.Fatalf("%d values, %v", len(pcm), err)
			}
		}
	})
}

// fix gives the pages in b the right checksums, so that a fuzzer gets past
// them, and keeps granules small, so that it does not read silence for hours.
func fix(b []byte) {
	for {
		i := bytes.Index(b, []byte("OggS"))
		if i < 0 || len(b) < i+pageHead {
			return
		}
		b = b[i:]
		n := pageHead + int(b[26])
		for _, s := range b[pageHead:min(n, len(b))] {
			n += int(s)
		}
		if n > len(b) {
			return
		}
		clear(b[10:14])
		clear(b[22:26])
		sum := checksum(b[:n])
		b[22], b[23], b[24], b[25] = byte(sum), byte(sum>>8), byte(sum>>16), byte(sum>>24)
		b = b[n:]
	}
}

// One second of a talk in which each side speaks 40 % of the time.
func BenchmarkTapeSecond(b *testing.B) {
	r, err := newReel(&disk{})
	if err != nil {
		b.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	voice, room := make(media.PCM, media.FrameSamples), make(media.PCM, media.FrameSamples)
	for i := range voice {
		voice[i] = int16(3000*math.Sin(float64(i)/30) + 1000*rng.NormFloat64())
	}
	at := 0
	b.ReportAllocs()
	for b.Loop() {
		for i := range 50 {
			left := room
			if i < 20 {
				left = voice
			}
			if _, err := r.take(chunk{coach, at, left}); err != nil {
				b.Fatal(err)
			}
			if i >= 25 && i < 45 {
				if _, err := r.take(chunk{client, at, voice}); err != nil {
					b.Fatal(err)
				}
			}
			at += media.FrameSamples
		}
	}
}
