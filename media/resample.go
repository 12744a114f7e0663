package media

import "math"

// The prototype filter: flat to 0.76 of the lower Nyquist frequency, at least
// 90 dB down above it. It looks ahead by half its length, resampleHalf samples
// of the lower rate (1.5 ms at 16 kHz).
const (
	resampleHalf = 24   // half the filter's length, in periods of the lower rate
	resampleBeta = 9.0  // Kaiser window; 91 dB (Kaiser 1974)
	resampleCut  = 0.88 // middle of the transition, as a share of the lower Nyquist frequency
)

// Resampler changes the sample rate of a stream of mono PCM by a polyphase
// filter (a Kaiser-windowed sinc). Output k is the input at time k/to, with
// the filter's delay already taken out: the stream only arrives later by that
// delay. It is not safe for concurrent use; once its buffers have grown it
// does not allocate.
type Resampler struct {
	up, down int         // the ratio to/from in lowest terms
	taps     [][]float32 // per phase, oldest sample first
	buf      []float32   // input still needed, behind one filter length of history
	pos      int         // phase-exact time of the next output, in 1/up of an input sample from buf[0]
	in, out  int         // samples taken and made so far
}

// NewResampler converts from one rate to another, both in Hz and positive.
// The number of filter phases is to/gcd(from, to), at most a few hundred for
// the usual audio rates.
func NewResampler(from, to int) *Resampler {
	d := gcd(from, to)
	r := &Resampler{up: to / d, down: from / d}
	if from == to {
		return r
	}
	// Everything below is counted in input samples.
	scale := math.Min(1, float64(to)/float64(from)) // lower rate over input rate
	half := int(math.Ceil(resampleHalf / scale))
	half += half % 2 // whole steps of dot
	r.taps = make([][]float32, r.up)
	for p := range r.taps {
		taps, sum := make([]float64, 2*half), 0.0
		for i := range taps {
			t := float64(i-half+1) - float64(p)/float64(r.up)
			x := t * scale
			taps[i] = sinc(resampleCut*x) * kaiser(x/resampleHalf)
			sum += taps[i]
		}
		r.taps[p] = make([]float32, 2*half)
		for i, v := range taps {
			r.taps[p][i] = float32(v / sum) // unity at 0 Hz in every phase
		}
	}
	r.Reset()
	return r
}

// Reset forgets the stream so far; the next sample is the first of a new one.
func (r *Resampler) Reset() {
	r.in, r.out, r.pos = 0, 0, 0
	if r.taps != nil {
		r.buf = append(r.buf[:0], make([]float32, len(r.taps[0])/2-1)...)
	}
}

// Append appends to dst the samples that src makes ready and returns it.
func (r *Resampler) Append(dst, src []int16) []int16 {
	r.in += len(src)
	if r.taps == nil {
		r.out += len(src)
		return append(dst, src...)
	}
	for _, v := range src {
		r.buf = append(r.buf, float32(v))
	}
	n := len(r.taps[0])
	at := r.pos / r.up
	for ; at+n <= len(r.buf); at = r.pos / r.up {
		dst = append(dst, clip(dot(r.taps[r.pos%r.up], r.buf[at:at+n])))
		r.out++
		r.pos += r.down
	}
	drop := min(at, len(r.buf))
	r.buf = r.buf[:copy(r.buf, r.buf[drop:])]
	r.pos -= drop * r.up
	return dst
}

// Flush appends what the filter still holds, so that the output is as long
// as the input (rounded up to a sample), and resets r.
func (r *Resampler) Flush(dst []int16) []int16 {
	want := len(dst) + (r.in*r.up+r.down-1)/r.down - r.out
	if r.taps != nil {
		dst = r.Append(dst, make([]int16, len(r.taps[0])/2+1))
	}
	r.Reset()
	return dst[:want]
}

// Convert changes the rate of a whole clip. Output k is the input at time
// k/to; the length is the input's, rounded up to a sample.
func Convert(src []int16, from, to int) []int16 {
	r := NewResampler(from, to)
	dst := make([]int16, 0, len(src)*to/from+4*resampleHalf)
	return r.Flush(r.Append(dst, src))
}

// dot is the inner product of a and b, a multiple of 4 long. Four sums, so
// that an addition need not wait for the one before.
func dot(a, b []float32) float32 {
	var s0, s1, s2, s3 float32
	for len(a) >= 4 && len(b) >= 4 {
		s0 += a[0] * b[0]
		s1 += a[1] * b[1]
		s2 += a[2] * b[2]
		s3 += a[3] * b[3]
		a, b = a[4:], b[4:]
	}
	return (s0 + s1) + (s2 + s3)
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func sinc(x float64) float64 {
	if x == 0 {
		return 1
	}
	return math.Sin(math.Pi*x) / (math.Pi * x)
}

// kaiser is the Kaiser window at x in [-1, 1], not normalised.
func kaiser(x float64) float64 {
	if x < -1 || x > 1 {
		return 0
	}
	return bessel(resampleBeta * math.Sqrt(1-x*x))
}

// bessel is the modified Bessel function I0 by its power series.
func bessel(x float64) float64 {
	sum, term := 1.0, 1.0
	for k := 1.0; term > 1e-12*sum; k++ {
		term *= x * x / (4 * k * k)
		sum += term
	}
	return sum
}

func clip(v float32) int16 {
	return int16(math.RoundToEven(float64(max(-32768, min(32767, v)))))
}
