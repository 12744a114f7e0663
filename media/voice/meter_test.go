package voice

import (
	"errors"
	"testing"

	"stillpoint/media"
)

// ramp hears the mean of each window.
type ramp struct {
	means  []float32
	resets int
	err    error
}

func (r *ramp) Speech(w []float32) (float32, error) {
	var sum float32
	for _, v := range w {
		sum += v
	}
	r.means = append(r.means, sum/float32(len(w)))
	return float32(len(r.means)), r.err
}
func (r *ramp) Reset() { r.resets++ }
func (r *ramp) Close() {}

func TestMeter(t *testing.T) {
	r := &ramp{}
	m := NewMeter(r)
	frame := make(media.PCM, media.FrameSamples)
	var got []float32
	n := 0
	for range 8 {
		for i := range frame { // a slow ramp: each window's mean tells where it lies
			frame[i] = int16(n)
			n++
		}
		p, err := m.Speech(frame)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, p)
	}
	// 160 ms of audio less 1.5 ms of look-ahead hold four windows.
	want := []float32{0, 1, 1, 2, 3, 3, 4, 4}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("newest window by frame: %v, want %v", got, want)
		}
	}
	for i, mean := range r.means {
		want := (float32(i)*Window + Window/2 - .5) * 3 / 32768
		if d := mean - want; d < -.0002 || d > .0002 {
			t.Errorf("window %d has mean %.5f, want %.5f: not where it should be", i, mean, want)
		}
	}
	m.Reset()
	if p, err := m.Speech(frame[:10]); p != 0 || err != nil || r.resets != 1 {
		t.Errorf("after Reset: %v, %v, %d resets", p, err, r.resets)
	}
	r.err = errors.New("broken")
	m.Speech(frame)
	if _, err := m.Speech(frame); !errors.Is(err, r.err) {
		t.Errorf("error %v, want the detector's", err)
	}
}

// slow hears speech from a level of 2600 on, and for 130 ms after it.
type slow struct{ asked, left int }

func (s *slow) Speech(w []float32) (float32, error) {
	s.asked++
	if s.left--; w[0]*w[0] > .08*.08 {
		s.left = 4
	}
	return float32(max(0, min(s.left+1, 1))), nil
}
func (s *slow) Reset() { s.left = 0 }
func (s *slow) Close() {}

// wave is n frames of a square wave of that height.
func wave(n int, height int16) media.PCM {
	p := make(media.PCM, n*media.FrameSamples)
	for i := range p {
		p[i] = height
		if i/300%2 > 0 {
			p[i] = -height
		}
	}
	return p
}

// last is the last frame of p that is judged to hold speech, and how many do.
func last(t *testing.T, m *Meter, p media.PCM) (at, n int) {
	t.Helper()
	for i := 0; len(p) > 0; i++ {
		speech, err := m.Speech(p[:media.FrameSamples])
		if err != nil {
			t.Fatal(err)
		}
		if speech >= Threshold {
			at, n = i+1, n+1
		}
		p = p[media.FrameSamples:]
	}
	return at, n
}

func TestMeterHearsTheEnd(t *testing.T) {
	for _, noise := range []int16{0, 100, 900} {
		m := NewMeter(&slow{})
		last(t, m, wave(50, noise))
		// Speech ends at frame 50. Its last window is known within three frames.
		if at, _ := last(t, m, append(wave(50, 3000), wave(50, noise)...)); at < 50 || at > 53 {
			t.Errorf("noise of %d: speech ends at frame %d, want 50 to 53", noise, at)
		}
	}
}

// Speech that is no louder than the noise is the detector's to find.
func TestMeterLetsTheDetectorHaveItsWay(t *testing.T) {
	m := NewMeter(&slow{})
	last(t, m, wave(50, 2000))
	if _, n := last(t, m, wave(50, 2700)); n < 47 {
		t.Errorf("%d of 50 frames of speech near the noise are speech", n)
	}
	last(t, m, wave(50, 2000))
	// After something louder a hole of at most five windows.
	if _, n := last(t, m, append(wave(20, 9000), wave(50, 2700)...)); n < 70-2-8 {
		t.Errorf("%d of 70 frames of speech near the noise are speech", n)
	}
}

func TestMeterSleepsInSilence(t *testing.T) {
	d := &slow{}
	m := NewMeter(d)
	last(t, m, wave(500, inaudible/2))
	if d.asked != asleep {
		t.Errorf("the detector was asked %d times in 10 s of silence, want %d", d.asked, asleep)
	}
	if at, _ := last(t, m, wave(5, 3000)); at != 5 {
		t.Error("speech after silence is not heard")
	}
}
