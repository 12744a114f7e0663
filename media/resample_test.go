package media

import (
	"fmt"
	"math"
	"slices"
	"testing"
)

func sine(n, rate int, hz, amplitude float64) []int16 {
	p := make([]int16, n)
	for i := range p {
		p[i] = int16(math.Round(amplitude * math.Sin(2*math.Pi*hz*float64(i)/float64(rate))))
	}
	return p
}

// amplitude of the sine of hz that is in p, by projection under a squared
// Hann window (its own side lobes fall off fast).
func amplitude(p []int16, rate int, hz float64) float64 {
	var re, im, weight float64
	for i, v := range p {
		h := 1 - math.Cos(2*math.Pi*float64(i)/float64(len(p)))
		h *= h
		sin, cos := math.Sincos(2 * math.Pi * hz * float64(i) / float64(rate))
		re, im, weight = re+h*cos*float64(v), im+h*sin*float64(v), weight+h
	}
	return 2 * math.Hypot(re, im) / weight
}

var rates = []int{8000, 11025, 16000, 22050, 24000, 44100, 48000}

func TestResampleTone(t *testing.T) {
	for _, from := range rates {
		for _, to := range rates {
			low := float64(min(from, to))
			for _, share := range []float64{.02, .2, .37} { // of the lower rate
				hz := share * low
				out := Convert(sine(from/2, from, hz, 20000), from, to)
				if want := (from/2*to + from - 1) / from; len(out) != want {
					t.Errorf("%d -> %d: %d samples, want %d", from, to, len(out), want)
				}
				mid := out[len(out)/4 : len(out)*3/4]
				want := sine(len(out), to, hz, 20000)[len(out)/4 : len(out)*3/4]
				var worst float64
				for i := range mid {
					worst = max(worst, math.Abs(float64(mid[i])-float64(want[i])))
				}
				if worst > 30 { // 0.013 dB or 0.0015 rad
					t.Errorf("%d -> %d, %.0f Hz: off by up to %.0f of 20000", from, to, hz, worst)
				}
			}
		}
	}
}

// Rounding to 16 bits leaves noise at -98 dB; it spreads over all
// frequencies, so the alias itself is looked for at its own frequency.
func TestResampleAlias(t *testing.T) {
	for _, hz := range []float64{8000, 8100, 8500, 9000, 10000, 12345, 15000, 18000, 23000} {
		out := Convert(sine(48000, 48000, hz, 32000), 48000, 16000)
		mid := out[2000:14000]
		alias := math.Abs(hz - 16000*math.Round(hz/16000))
		if db := 20 * math.Log10(amplitude(mid, 16000, alias)/32000); db > -90 {
			t.Errorf("%.0f Hz comes back at %.0f Hz with %.1f dB, want <= -90", hz, alias, db)
		}
	}
	for _, from := range rates[:6] { // images on the way up
		hz := .4 * float64(from)
		out := Convert(sine(from, from, hz, 32000), from, 48000)
		mid := out[12000:36000]
		image := float64(from) - hz
		if db := 20 * math.Log10(amplitude(mid, 48000, image)/32000); db > -90 {
			t.Errorf("%d -> 48000: image of %.0f Hz has %.1f dB, want <= -90", from, hz, db)
		}
	}
}

func TestResampleChunking(t *testing.T) {
	for _, c := range [][2]int{{48000, 16000}, {22050, 48000}, {16000, 48000}, {44100, 8000}} {
		src := sine(7001, c[0], 300, 32767)
		whole := Convert(src, c[0], c[1])
		r := NewResampler(c[0], c[1])
		for range 2 { // the second time round shows that Flush resets
			var got []int16
			for i, n := 0, 1; i < len(src); i, n = i+n, n*3%977+1 {
				n = min(n, len(src)-i)
				got = r.Append(got, src[i:i+n])
			}
			if got = r.Flush(got); !slices.Equal(got, whole) {
				t.Errorf("%v: output depends on the chunks", c)
			}
		}
	}
}

func TestResampleDelay(t *testing.T) {
	r := NewResampler(48000, 16000)
	var in, out int
	worst := 0.0
	for range 100 {
		out += len(r.Append(nil, make([]int16, 160)))
		in += 160
		worst = max(worst, float64(in)/48000-float64(out)/16000)
	}
	if worst > .002 {
		t.Errorf("output lags by %.2f ms, want <= 2", worst*1000)
	}
}

func TestResampleClips(t *testing.T) {
	src := make([]int16, 4800)
	for i := range src {
		src[i] = 32767
		if i/240%2 == 1 {
			src[i] = -32768
		}
	}
	out := Convert(src, 48000, 16000)
	for i := 20; i < 60; i++ { // inside the first half wave: overshoot must not wrap
		if out[i] < 20000 {
			t.Fatalf("sample %d = %d, want near full scale", i, out[i])
		}
	}
}

func TestResampleDoesNotAllocate(t *testing.T) {
	r, src, dst := NewResampler(48000, 16000), make([]int16, FrameSamples), make([]int16, 0, 400)
	if n := testing.AllocsPerRun(100, func() { r.Append(dst, src) }); n != 0 {
		t.Errorf("%v allocations a frame, want 0", n)
	}
}

func BenchmarkResampleSecond(b *testing.B) {
	for _, c := range [][2]int{{48000, 16000}, {24000, 48000}, {22050, 48000}} {
		b.Run(fmt.Sprint(c[0], "-", c[1]), func(b *testing.B) {
			r, src, dst := NewResampler(c[0], c[1]), sine(c[0], c[0], 440, 20000), make([]int16, 0, 49000)
			b.ReportAllocs()
			for b.Loop() {
				r.Append(dst, src)
			}
		})
	}
}
