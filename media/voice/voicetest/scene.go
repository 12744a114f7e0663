package voicetest

import (
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"stillpoint/media"
	"stillpoint/media/voice"
)

// The truth about a clip is its energy: it speaks where 5 ms have more than
// audible of the clip's loudest 5 ms; a stretch below that of split or more
// ends a phrase. Phrases shorter than shortest are left out.
const (
	step     = 5 * time.Millisecond
	audible  = -22.0 // dB; a little above the noise of a scene at an SNR of 20 dB
	margin   = 10.0  // dB that a clip's own noise has to lie below audible
	split    = 80 * time.Millisecond
	shortest = 300 * time.Millisecond
	fade     = 2 * time.Millisecond // at a phrase's edges, so that a cut is no click
)

// Phrases cuts a clip into its phrases, each beginning and ending where the
// energy does. A clip whose own noise hides that has none.
func Phrases(clip media.PCM) []media.PCM {
	n := media.Samples(step)
	var loud []float64
	loudest := 0.0
	for i := 0; i+n <= len(clip); i += n {
		loud = append(loud, rms(clip[i:i+n]))
		loudest = max(loudest, loud[len(loud)-1])
	}
	least := loudest * math.Pow(10, audible/20)
	if noise := slices.Sorted(slices.Values(loud)); len(loud) == 0 || noise[len(loud)/20] > least*math.Pow(10, -margin/20) {
		return nil
	}
	var phrases []media.PCM
	from, to := -1, -1 // in steps
	flush := func() {
		if from >= 0 && time.Duration(to-from)*step >= shortest {
			phrases = append(phrases, faded(clip[from*n:to*n]))
		}
		from = -1
	}
	for i, l := range loud {
		if from >= 0 && time.Duration(i-to)*step >= split {
			flush()
		}
		if l <= least {
			continue
		}
		if from < 0 {
			from = i
		}
		to = i + 1
	}
	flush()
	return phrases
}

func faded(p media.PCM) media.PCM {
	out, n := append(media.PCM(nil), p...), media.Samples(fade)
	for i := range min(n, len(out)/2) {
		g := float64(i) / float64(n)
		out[i] = int16(g * float64(out[i]))
		out[len(out)-1-i] = int16(g * float64(out[len(out)-1-i]))
	}
	return out
}

// Speech lays the phrases of clips one after the other, with 0.5 to 1.5 s of
// silence between them, and adds pink noise over all of it, snr dB below the
// mean power of the phrases (+Inf: none).
func Speech(clips []media.PCM, snr float64, seed uint64) Scene {
	rng := rand.New(rand.NewPCG(seed, 1))
	gap := func() media.PCM {
		// Not a whole number of frames, so that phrases begin anywhere in one.
		return make(media.PCM, media.Rate/2+rng.IntN(media.Rate))
	}
	s := Scene{PCM: gap()}
	var power float64
	n := 0
	for _, clip := range clips {
		for _, p := range Phrases(clip) {
			from := s.PCM.Duration()
			s.PCM = append(s.PCM, p...)
			s.Speech = append(s.Speech, voice.IPU{From: from, To: s.PCM.Duration()})
			s.PCM = append(s.PCM, gap()...)
			r := rms(p)
			power, n = power+r*r*float64(len(p)), n+len(p)
		}
	}
	if n > 0 && !math.IsInf(snr, 1) {
		add(s.PCM, pink(len(s.PCM), rng), math.Sqrt(power/float64(n))*math.Pow(10, -snr/20))
	}
	return s
}

// Noise is 40 s in which nobody speaks: clicks, mains hum, hiss and knocks
// for 10 s each.
func Noise(seed uint64) Scene {
	rng := rand.New(rand.NewPCG(seed, 2))
	const part = 10 * media.Rate
	p := make(media.PCM, 4*part)
	for range 60 { // clicks of 0.1 to 3 ms
		at, n := rng.IntN(part-200), 5+rng.IntN(140)
		for i := range n {
			p[at+i] = int16((rng.Float64()*2 - 1) * 20000 * float64(n-i) / float64(n))
		}
	}
	for i := range part {
		var v float64
		for k, a := range []float64{1, .5, .4, .2, .15, .1} { // 50 Hz and its harmonics
			v += a * math.Sin(2*math.Pi*50*float64(k+1)*float64(i)/media.Rate+float64(k))
		}
		p[part+i] = int16(2000 * v)
	}
	for i := range part {
		p[2*part+i] = int16(max(-32768, min(32767, 1500*rng.NormFloat64())))
	}
	for range 25 { // knocks: a damped low tone and a burst
		at, hz := 3*part+rng.IntN(part-media.Rate/4), 80+300*rng.Float64()
		for i := range media.Rate / 8 {
			t := float64(i) / media.Rate
			v := 12000*math.Exp(-t*40)*math.Sin(2*math.Pi*hz*t) + 4000*math.Exp(-t*200)*rng.NormFloat64()
			p[at+i] = int16(max(-32768, min(32767, float64(p[at+i])+v)))
		}
	}
	return Scene{PCM: p}
}

// pink is noise of rms 1 whose power falls by 3 dB an octave, from three
// one-pole filters (after Paul Kellet's economy form).
func pink(n int, rng *rand.Rand) []float64 {
	out := make([]float64, n)
	var a, b, c, sum float64
	for i := range out {
		w := rng.NormFloat64()
		a = .99765*a + .0990460*w
		b = .96300*b + .2965164*w
		c = .57000*c + 1.0526913*w
		out[i] = a + b + c + .1848*w
		sum += out[i] * out[i]
	}
	scale := 1 / math.Sqrt(sum/float64(n))
	for i := range out {
		out[i] *= scale
	}
	return out
}

func add(p media.PCM, noise []float64, level float64) {
	for i, v := range noise {
		p[i] = int16(math.Round(max(-32768, min(32767, float64(p[i])+level*v))))
	}
}

func rms(p media.PCM) float64 {
	var sum float64
	for _, v := range p {
		sum += float64(v) * float64(v)
	}
	return math.Sqrt(sum / float64(len(p)))
}
