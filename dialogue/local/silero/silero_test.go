package silero

import (
	"math/rand/v2"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"stillpoint/dialogue/local/localtest"
	"stillpoint/media"
	"stillpoint/media/voice"
)

func load(t testing.TB) *Model {
	t.Helper()
	m, err := Load(localtest.Runtime(t), localtest.Read(t, "silero_vad_v6.onnx"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(m.Close)
	return m
}

func line(t testing.TB, m *Model) voice.Detector {
	t.Helper()
	d, err := m.Detector()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	return d
}

func probabilities(t testing.TB, d voice.Detector, samples []float32) (p []float32) {
	for w := range slices.Chunk(samples, voice.Window) {
		if len(w) < voice.Window {
			break
		}
		v, err := d.Speech(w)
		if err != nil {
			t.Fatal(err)
		}
		p = append(p, v)
	}
	return p
}

func jfk(t testing.TB) []float32 {
	pcm := localtest.Clip(t, filepath.Join(localtest.Data(t, "clips"), "jfk.wav"))
	var samples []float32
	for _, v := range media.Convert(pcm, media.Rate, rate) {
		samples = append(samples, float32(v)/32768)
	}
	return samples
}

func voiced(p []float32) float64 {
	n := 0
	for _, v := range p {
		if v >= voice.Threshold {
			n++
		}
	}
	return float64(n) / float64(len(p))
}

func TestSpeechAndNoise(t *testing.T) {
	d := line(t, load(t))
	speech := jfk(t)
	first := probabilities(t, d, speech)
	if got := voiced(first); got < .6 || got > .95 {
		t.Errorf("%.2f of the windows of a speech are voiced, want most but not its pauses", got)
	}
	d.Reset()
	if again := probabilities(t, d, speech); !slices.Equal(first, again) {
		t.Error("after Reset the same audio gives other probabilities")
	}
	d.Reset()
	r := rand.New(rand.NewPCG(1, 2))
	noise := make([]float32, 10*rate)
	for i := range noise {
		noise[i] = float32(r.NormFloat64()) * .02
	}
	if got := voiced(probabilities(t, d, noise)); got > .02 {
		t.Errorf("%.2f of the windows of noise are voiced", got)
	}
	if _, err := d.Speech(make([]float32, 100)); err == nil {
		t.Error("a window of 100 samples was accepted")
	}
}

// TestLinesDoNotMix runs eight lines at once over one model.
func TestLinesDoNotMix(t *testing.T) {
	m := load(t)
	speech := jfk(t)[:4*rate]
	var want [8][]float32
	for i := range want {
		want[i] = probabilities(t, line(t, m), speech[i*rate/8:])
	}
	var wg sync.WaitGroup
	for i := range want {
		d := line(t, m)
		wg.Go(func() {
			if got := probabilities(t, d, speech[i*rate/8:]); !slices.Equal(got, want[i]) {
				t.Errorf("line %d hears something else when others speak", i)
			}
		})
	}
	wg.Wait()
}

func BenchmarkWindow(b *testing.B) {
	d := line(b, load(b))
	w := jfk(b)[2*rate:][:voice.Window]
	b.ReportAllocs()
	for b.Loop() {
		if _, err := d.Speech(w); err != nil {
			b.Fatal(err)
		}
	}
}
