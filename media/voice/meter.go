package voice

import "stillpoint/media"

// Meter runs a [Detector] over 48 kHz audio. It belongs to one goroutine and
// does not close its detector.
type Meter struct {
	detector Detector
	resample *media.Resampler
	buf      []int16 // 16 kHz, not judged yet
	window   [Window]float32
	speech   float32
}

// NewMeter returns a meter that has heard nothing yet.
func NewMeter(d Detector) *Meter {
	return &Meter{detector: d, resample: media.NewResampler(media.Rate, 16000)}
}

// Speech takes the audio that follows what came before and returns the
// probability of speech in the newest window that it completes, or the one
// before if it completes none.
func (m *Meter) Speech(p media.PCM) (float32, error) {
	m.buf = m.resample.Append(m.buf, p)
	done := 0
	for ; len(m.buf)-done >= Window; done += Window {
		for i, v := range m.buf[done : done+Window] {
			m.window[i] = float32(v) / 32768
		}
		speech, err := m.detector.Speech(m.window[:])
		if err != nil {
			return 0, err
		}
		m.speech = speech
	}
	m.buf = m.buf[:copy(m.buf, m.buf[done:])]
	return m.speech, nil
}

// Reset forgets what came before; call it after a gap in the audio.
func (m *Meter) Reset() {
	m.detector.Reset()
	m.resample.Reset()
	m.buf, m.speech = m.buf[:0], 0
}
