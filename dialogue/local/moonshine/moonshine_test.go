package moonshine

import (
	"math"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"stillpoint/dialogue"
	"stillpoint/dialogue/dialoguetest"
	"stillpoint/dialogue/local/localtest"
	"stillpoint/media"
)

const jfk = "and so my fellow americans ask not what your country can do for you ask what you can do for your country"

func load(t testing.TB) *Model {
	t.Helper()
	m, err := Load(localtest.Runtime(t), localtest.Read(t, "moonshine-encoder.onnx"), localtest.Read(t, "moonshine-decoder.onnx"), localtest.Read(t, "llama-tokenizer.js"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(m.Close)
	return m
}

func speech(t testing.TB) media.PCM {
	return localtest.Clip(t, filepath.Join(localtest.Data(t, "clips"), "jfk.wav"))
}

func TestConformance(t *testing.T) {
	dialoguetest.TestTranscriber(t, load(t), speech(t), jfk)
}

func TestNoiseHasNoWords(t *testing.T) {
	m := load(t)
	r := rand.New(rand.NewPCG(1, 2))
	noise := make(media.PCM, 4*media.Rate)
	for i := range noise {
		noise[i] = int16(r.NormFloat64() * 300)
	}
	u, err := m.Transcribe(t.Context(), dialogue.Speech{PCM: noise, To: noise.Duration()})
	if err != nil || len(dialoguetest.Words(u.Text)) > 1 {
		t.Errorf("in noise it hears %q, %v", u.Text, err)
	}
}

func TestTrim(t *testing.T) {
	for _, c := range []struct {
		name       string
		loud, soft float32
		want       int
	}{
		{"silence behind speech", .3, .001, rate + keep},
		{"noise behind speech", .3, .05, 3 * rate},
		{"nothing but silence", 0, 0, keep},
	} {
		samples := append(tone(c.loud, rate), tone(c.soft, 2*rate)...)
		if got := len(trim(samples)); got != c.want {
			t.Errorf("%s: %d samples left, want %d", c.name, got, c.want)
		}
	}
	if got := trim(nil); len(got) != 0 {
		t.Errorf("nothing trimmed is %d samples", len(got))
	}
}

func TestPieces(t *testing.T) {
	samples := tone(.3, 30*rate)
	clear(samples[9*rate : 9*rate+rate/2])
	clear(samples[19*rate : 19*rate+rate/2])
	var at []float64
	total := 0
	for _, p := range pieces(samples) {
		if len(p) > longest {
			t.Errorf("a piece of %d samples, at most %d are allowed", len(p), longest)
		}
		total += len(p)
		at = append(at, float64(total)/rate)
	}
	if len(at) != 3 || math.Abs(at[0]-9.25) > .25 || math.Abs(at[1]-19.25) > .25 || total != len(samples) {
		t.Errorf("pieces end at %v s, want within the silences at 9-9.5 and 19-19.5, and at 30", at)
	}
	for _, n := range []int{0, 1, longest, longest + 1, 5*longest + 7} {
		total := 0
		for _, p := range pieces(tone(.3, n)) {
			total += len(p)
		}
		if total != n {
			t.Errorf("pieces of %d samples hold %d", n, total)
		}
	}
}

func tone(amplitude float32, n int) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = amplitude * float32(math.Sin(float64(i)*.2))
	}
	return out
}

func TestLoop(t *testing.T) {
	for _, c := range []struct {
		name   string
		tokens []int64
		want   int
	}{
		{"none", []int64{5, 6, 7, 8, 9}, 5},
		{"no no no no no", []int64{5, 6, 6, 6, 6, 6}, 6},
		{"one token for ever", []int64{5, 6, 6, 6, 6, 6, 6, 6, 6}, 2},
		{"bye bye, bye bye, bye bye", []int64{1, 2, 3, 1, 2, 3, 1, 2, 3}, 9},
		{"five tokens four times", []int64{9, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5}, 6},
		{"empty", nil, 0},
	} {
		if got := loop(c.tokens); got != c.want {
			t.Errorf("%s: keeps %d tokens of %v, want %d", c.name, got, c.tokens, c.want)
		}
	}
}

func BenchmarkTranscribe(b *testing.B) {
	m, pcm := load(b), speech(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := m.Transcribe(b.Context(), dialogue.Speech{PCM: pcm, To: pcm.Duration()}); err != nil {
			b.Fatal(err)
		}
	}
}
