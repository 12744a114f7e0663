package record

import (
	"io"

	"stillpoint/media"
)

// PeaksPerSecond is the number of peaks in a second of each side.
const PeaksPerSecond = 50

// Waveform is a recording as it is drawn. Its JSON form has both sides as
// base64: half an hour takes 240 kB.
type Waveform struct {
	PerSecond int `json:"per_second"`
	Samples   int `json:"samples"` // length of the recording at 48 kHz
	// The loudest sample of each 20 ms, 0 to 255 for silence to full scale.
	Coach  []byte `json:"coach"`
	Client []byte `json:"client"`
}

// Peaks draws the recording in r. It decodes all of it as it reads.
func Peaks(r io.Reader) (Waveform, error) {
	w := Waveform{PerSecond: PeaksPerSecond}
	const step = media.Rate / PeaksPerSecond
	var high [2]int
	flush := func() {
		w.Coach = append(w.Coach, byte(min(255, high[coach]>>7)))
		w.Client = append(w.Client, byte(min(255, high[client]>>7)))
		high = [2]int{}
	}
	for pcm, err := range Read(r) {
		if err != nil {
			return Waveform{}, err
		}
		for i := 0; i < len(pcm); i += 2 {
			for s := range high {
				v := int(pcm[i+s])
				high[s] = max(high[s], v, -v)
			}
			if w.Samples++; w.Samples%step == 0 {
				flush()
			}
		}
	}
	if w.Samples%step != 0 {
		flush()
	}
	return w, nil
}
