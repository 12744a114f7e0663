package voice

import "stillpoint/media"

const (
	rate = 16000

	// inaudible is the peak (-72 dBFS) below which a window is silence,
	// whatever the detector would say.
	inaudible = 8
	// asleep is how many windows of silence (2 s) it takes until the detector
	// has nothing to learn from another.
	asleep = 64
	// unvoiced is the probability below which a window tells what the
	// background sounds like.
	unvoiced = .1
	// remembered is how many such windows make up the background: .5 s.
	remembered = 16
	// standsOut is how much more power than the background a window of speech
	// has: 3 dB.
	standsOut = 2
	// trailing is how many windows (160 ms) a detector is thought to go on
	// after the end of speech. If it goes on longer there is speech, as quiet
	// as the background; the hole that was made in it is still bridged.
	trailing = 5
)

// Meter runs a [Detector] over 48 kHz audio. It belongs to one goroutine and
// does not close its detector.
//
// A detector goes on hearing speech after its end, the longer the more noise
// there is. So a window that is no louder than the background is taken not to
// hold speech, at most [trailing] of them in a row: after that, and before
// anything louder was speech, the detector knows better. After two
// seconds of digital silence (a muted microphone, or one whose noise is taken
// out) the detector is not asked again until there is a sound. That spares the
// work, and Silero, which hears a beginning later the longer such a silence was:
// 38 ms in the median after 9 s, and as late after a reset.
type Meter struct {
	detector Detector
	resample *media.Resampler
	buf      []int16 // 16 kHz, not judged yet
	window   [Window]float32
	speech   float32

	silent  int               // windows of silence in a row
	quiet   int               // windows in a row of which the detector was not believed; trailing: it is
	powers  [remembered]int64 // of the newest windows without speech
	without int               // how many such windows there were
}

// NewMeter returns a meter that has heard nothing yet.
func NewMeter(d Detector) *Meter {
	return &Meter{detector: d, resample: media.NewResampler(media.Rate, rate), quiet: trailing}
}

// Speech takes the audio that follows what came before and returns the
// probability of speech in the newest window that it completes, or the one
// before if it completes none.
func (m *Meter) Speech(p media.PCM) (float32, error) {
	m.buf = m.resample.Append(m.buf, p)
	done := 0
	for ; len(m.buf)-done >= Window; done += Window {
		speech, err := m.judge(m.buf[done : done+Window])
		if err != nil {
			return 0, err
		}
		m.speech = speech
	}
	m.buf = m.buf[:copy(m.buf, m.buf[done:])]
	return m.speech, nil
}

// judge is the probability of speech in the window w.
func (m *Meter) judge(w []int16) (float32, error) {
	peak, power := 0, int64(0)
	for i, v := range w {
		m.window[i] = float32(v) / 32768
		peak = max(peak, int(v), -int(v))
		power += int64(v) * int64(v)
	}
	if peak >= inaudible {
		m.silent = 0
	} else if m.silent++; m.silent > asleep {
		m.background(power)
		return 0, nil
	}
	speech, err := m.detector.Speech(m.window[:])
	switch {
	case err != nil:
		return 0, err
	case speech < Threshold:
		m.quiet = trailing
		if speech < unvoiced {
			m.background(power)
		}
	case m.silent > 0:
		return 0, nil
	case m.loud(power):
		m.quiet = 0
	case m.quiet < trailing:
		m.quiet++
		return 0, nil
	}
	return speech, nil
}

// background takes in the power of a window without speech.
func (m *Meter) background(power int64) {
	m.powers[m.without%remembered] = power
	m.without++
}

// loud says whether a window of that power stands out of the background.
func (m *Meter) loud(power int64) bool {
	n := min(m.without, remembered)
	var sum int64
	for _, p := range m.powers[:n] {
		sum += p
	}
	return power*int64(n) >= standsOut*sum
}

// Reset forgets what came before, but not what the background sounds like;
// call it after a gap in the audio.
func (m *Meter) Reset() {
	m.detector.Reset()
	m.resample.Reset()
	m.buf, m.speech, m.silent, m.quiet = m.buf[:0], 0, 0, trailing
}
