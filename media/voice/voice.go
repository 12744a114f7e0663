// Package voice is voice activity: speech probabilities in, onsets and
// offsets out. It is pure; the probability comes from a [Detector].
package voice

// Window is the number of samples at 16 kHz (32 ms) a Detector judges at once.
const Window = 512

// Detector gives the probability of speech. It keeps state between windows
// and belongs to one line; it is not safe for concurrent use.
type Detector interface {
	// Speech is the probability (0 to 1) that window, 512 samples of 16 kHz
	// mono in [-1, 1] that follow the last window without a gap, holds speech.
	Speech(window []float32) (float32, error)
	// Reset forgets what came before (after a gap in the audio).
	Reset()
	// Close frees the detector. It is called once, and nothing after it.
	Close()
}
