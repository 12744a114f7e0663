package rtc

import (
	"fmt"

	"stillpoint/media"
	"stillpoint/media/voice"
)

// A speechMeter judges the frames and survives a detector that fails.
type speechMeter struct {
	meter    *voice.Meter
	fault    func(error) // told of the first failure alone; may be nil
	failures *counters
	told     bool
}

func newSpeechMeter(d voice.Detector, fault func(error), failures *counters) *speechMeter {
	return &speechMeter{meter: voice.NewMeter(d), fault: fault, failures: failures}
}

// frame is the probability of speech in the newest window that ended in p or
// before; 0 while there is none, and where the detector fails.
func (m *speechMeter) frame(p media.PCM) float32 {
	speech, err := m.meter.Speech(p)
	if err == nil {
		return speech
	}
	m.meter.Reset() // what could not be judged is not tried again
	m.failures.faults.Add(1)
	if !m.told && m.fault != nil {
		m.fault(fmt.Errorf("judge speech: %w", err))
	}
	m.told = true
	return 0
}

// gap says that the next frame does not follow the one before.
func (m *speechMeter) gap() { m.meter.Reset() }
