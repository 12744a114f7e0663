// Package media is the audio vocabulary of Stillpoint: mono 16-bit PCM at
// 48 kHz in 20 ms frames on media time, levels, resampling and WAV.
// It starts no goroutine and imports only the standard library.
package media

import "time"

const (
	// Rate is the sample rate in Hz of all PCM inside the server; an engine
	// that wants another one resamples at its own edge.
	Rate = 48000
	// FrameDur is the length of a Frame.
	FrameDur = 20 * time.Millisecond
	// FrameSamples is the number of samples in a Frame.
	FrameSamples = Rate / 50
)

// PCM is mono signed 16-bit audio at [Rate].
type PCM []int16

// Duration is the playing time of p, rounded down to a nanosecond.
func (p PCM) Duration() time.Duration { return Duration(len(p)) }

// Duration is the playing time of n samples at [Rate], rounded down.
func Duration(n int) time.Duration { return time.Duration(n) * time.Second / Rate }

// Samples is the number of whole samples at [Rate] in d, rounded down.
func Samples(d time.Duration) int { return int(d * Rate / time.Second) }

// Silence is d of digital silence.
func Silence(d time.Duration) PCM { return make(PCM, Samples(d)) }

// A Frame is 20 ms of the coach's microphone.
type Frame struct {
	Start time.Duration // media time of the first sample
	PCM   PCM           // FrameSamples, or up to four samples more or fewer while two clocks drift
	// Speech is the probability (0 to 1) that the newest 32 ms window that
	// ended by this frame's end holds speech.
	Speech float32
}

// End is the media time just after the frame's last sample.
func (f Frame) End() time.Duration { return f.Start + f.PCM.Duration() }

// Playout says that at media time At the coach's ear had received all audio
// up to position Pos (counted in what was given to a line to play).
type Playout struct {
	At, Pos time.Duration
	// Uncertainty bounds the error of At; without reports from the page it is large.
	Uncertainty time.Duration
}
