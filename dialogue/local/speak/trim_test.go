package speak

import (
	"math"
	"testing"
	"time"
)

// stretch is so long a stretch at so many dBFS.
type stretch struct {
	db   float64
	long time.Duration
}

// TestTrim: her sound ends with her last word, not with what the voice leaves
// behind it; a burst, a fricative and a soft last syllable stay.
func TestTrim(t *testing.T) {
	const ms, rate = time.Millisecond, 24000
	silence, word := stretch{-90, 200 * ms}, stretch{-15, 400 * ms}
	for name, tt := range map[string]struct {
		phonemes string
		sound    []stretch
		want     time.Duration
	}{
		"silence around":           {"ɡˈQ.", []stretch{silence, word, silence}, 450 * ms},
		"half a second of breath":  {"hˈɪə.", []stretch{silence, word, {-40, 500 * ms}, silence}, 505 * ms},
		"breath behind a stop":     {"ˈʌp.", []stretch{silence, word, {-60, 60 * ms}, {-36, 40 * ms}, {-40, 400 * ms}, silence}, 625 * ms},
		"a stop's burst":           {"ˈʌp.", []stretch{silence, word, {-60, 60 * ms}, {-36, 40 * ms}, silence}, 550 * ms},
		"a vowel of its own":       {"sˈiː.", []stretch{silence, word, {-42, 40 * ms}, {-31, 100 * ms}, silence}, 505 * ms},
		"a soft last syllable":     {"ˈəʊvə.", []stretch{silence, word, {-29, 100 * ms}, {-45, 20 * ms}, silence}, 570 * ms},
		"the loudest is long past": {"ɡˈQ.", []stretch{{-3, 300 * ms}, {-60, 2 * time.Second}, {-21, 300 * ms}, silence}, 2625 * ms},
		"nothing":                  {"m.", []stretch{silence}, 0},
		"no sound at all":          {"m.", nil, 0},
	} {
		var samples []float32
		for _, l := range tt.sound {
			for i := range length(l.long, rate) {
				samples = append(samples, float32(math.Sqrt2*math.Pow(10, l.db/20)*math.Sin(math.Pi*float64(i)/12)))
			}
		}
		got := trim(samples, rate, tt.phonemes)
		if took := time.Duration(len(got)) * time.Second / rate; (took - tt.want).Abs() > 10*ms {
			t.Errorf("%s: %v are left, want %v", name, took, tt.want)
		}
	}
}
