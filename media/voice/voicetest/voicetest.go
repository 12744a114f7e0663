// Package voicetest measures voice activity against exact truth: it lays
// phrases of real speech between digital silences, adds noise, runs a detector
// over the sum as a line does, and compares what was found with where the
// phrases lie. Times are media time; the same seed gives the same scene.
package voicetest

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"time"

	"stillpoint/media"
	"stillpoint/media/voice"
)

// Scene is audio of which it is known where somebody speaks.
type Scene struct {
	PCM    media.PCM
	Speech []voice.IPU // in order; none in a scene of mere noise
}

// Result is what voice activity made of scenes.
type Result struct {
	Onset, Offset []time.Duration // found - true, one per phrase found
	Missed        int             // phrases in which no speech was found
	False         int             // IPUs that touch no phrase
	Length        time.Duration   // of the scenes
}

// Run lets detector d and a new [voice.Activity] listen to s in 20 ms frames.
func Run(d voice.Detector, s Scene) (Result, error) {
	var activity voice.Activity
	meter := voice.NewMeter(d)
	meter.Reset()
	var found []voice.IPU
	at := time.Duration(0)
	for frame := range slices.Chunk(s.PCM, media.FrameSamples) {
		p, err := meter.Speech(frame)
		if err != nil {
			return Result{}, fmt.Errorf("detect speech at %v: %w", at, err)
		}
		end := at + frame.Duration()
		if ipu, over := activity.Frame(at, end, p); over {
			found = append(found, ipu)
		}
		at = end
	}
	if ipu, over := activity.End(); over {
		found = append(found, ipu)
	}
	return compare(found, s), nil
}

// compare gives each phrase the onset of the first and the offset of the last
// IPU that touches it.
func compare(found []voice.IPU, s Scene) Result {
	r := Result{Length: s.PCM.Duration()}
	touched := make([]bool, len(found))
	for _, truth := range s.Speech {
		first, last := -1, -1
		for i, ipu := range found {
			if ipu.From < truth.To && truth.From < ipu.To {
				touched[i] = true
				if first < 0 {
					first = i
				}
				last = i
			}
		}
		if first < 0 {
			r.Missed++
			continue
		}
		r.Onset = append(r.Onset, found[first].From-truth.From)
		r.Offset = append(r.Offset, found[last].To-truth.To)
	}
	for _, ok := range touched {
		if !ok {
			r.False++
		}
	}
	return r
}

// Add joins the result of another scene to r.
func (r *Result) Add(o Result) {
	r.Onset, r.Offset = append(r.Onset, o.Onset...), append(r.Offset, o.Offset...)
	r.Missed, r.False, r.Length = r.Missed+o.Missed, r.False+o.False, r.Length+o.Length
}

// Percentile is the q-th quantile (0 to 1) of ds, 0 if there are none.
func Percentile(ds []time.Duration, q float64) time.Duration {
	if len(ds) == 0 {
		return 0
	}
	ds = slices.Sorted(slices.Values(ds))
	return ds[int(math.Round(q*float64(len(ds)-1)))]
}

// Magnitudes are the errors ds without their signs.
func Magnitudes(ds []time.Duration) []time.Duration {
	out := make([]time.Duration, len(ds))
	for i, d := range ds {
		out[i] = d.Abs()
	}
	return out
}

// Clips reads the WAV files of dir, at 48 kHz, in the order of their names.
func Clips(dir string) ([]media.PCM, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.wav"))
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("no WAV files in %s", dir)
	}
	var clips []media.PCM
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		samples, rate, err := media.ReadWAV(f)
		f.Close()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.Base(name), err)
		}
		clips = append(clips, media.Convert(samples, rate, media.Rate))
	}
	return clips, nil
}
