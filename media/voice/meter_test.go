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
