package rtc

import (
	"fmt"

	"stillpoint/media"
	"stillpoint/media/voice"
)

// detectorRate is the sample rate a voice.Detector works at.
const detectorRate = 16000

// A speechMeter runs the detector over the frames, in windows that lie end to
// end in the stream whatever the frames' bounds.
type speechMeter struct {
	detector voice.Detector
	fault    func(error) // called for the first failure alone
	failed   func()      // called for each failure
	resample *media.Resampler
	pending  []int16 // at 16 kHz, less than a window
	window   [voice.Window]float32
	prob     float32
	reported bool
}

func newSpeechMeter(d voice.Detector, fault func(error), failed func()) *speechMeter {
	return &speechMeter{detector: d, fault: fault, failed: failed, resample: media.NewResampler(media.Rate, detectorRate)}
}

// frame is the probability of speech in the newest window that ended in p or
// before; 0 while there is none, and after the detector has failed.
func (m *speechMeter) frame(p media.PCM) float32 {
	m.pending = m.resample.Append(m.pending, p)
	for len(m.pending) >= voice.Window {
		for i, v := range m.pending[:voice.Window] {
			m.window[i] = float32(v) / 32768
		}
		m.pending = m.pending[:copy(m.pending, m.pending[voice.Window:])]
		prob, err := m.detector.Speech(m.window[:])
		if err != nil {
			prob = 0
			m.failed()
			if !m.reported && m.fault != nil {
				m.reported = true
				m.fault(fmt.Errorf("judge speech: %w", err))
			}
		}
		m.prob = prob
	}
	return m.prob
}

// gap says that the next frame does not follow the one before.
func (m *speechMeter) gap() {
	m.detector.Reset()
	m.resample.Reset()
	m.pending, m.prob = m.pending[:0], 0
}
