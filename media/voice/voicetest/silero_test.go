package voicetest_test

import (
	"math"
	"testing"
	"time"

	"stillpoint/dialogue/local/localtest"
	"stillpoint/dialogue/local/silero"
	"stillpoint/media"
	"stillpoint/media/voice"
	"stillpoint/media/voice/voicetest"
)

// The bars down to an SNR of 20 dB: onset and offset median within 20 ms,
// neither early nor late by more than 15 ms on the whole, 95 % within 130 ms,
// nothing found where nobody speaks.
func TestSileroAgainstTruth(t *testing.T) {
	if raced {
		t.Skip("looked at without the race detector")
	}
	model, err := silero.Load(localtest.Runtime(t), localtest.Read(t, "silero_vad_v6.onnx"))
	if err != nil {
		t.Fatal(err)
	}
	defer model.Close()
	run := func(s voicetest.Scene) voicetest.Result {
		t.Helper()
		d, err := model.Detector()
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		r, err := voicetest.Run(d, s)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	clips, err := voicetest.Clips(localtest.Data(t, "clips"))
	if err != nil {
		t.Fatal(err)
	}
	for _, snr := range []float64{math.Inf(1), 30, 20, 10} {
		var all voicetest.Result
		for seed := range uint64(2) {
			all.Add(run(voicetest.Speech(clips, snr, seed)))
		}
		onset, offset := voicetest.Magnitudes(all.Onset), voicetest.Magnitudes(all.Offset)
		t.Logf("SNR %v dB, %d phrases, %d missed, %d false: onset median %v (signed %v), p95 %v; offset median %v (signed %v), p95 %v",
			snr, len(onset), all.Missed, all.False,
			voicetest.Percentile(onset, .5), voicetest.Percentile(all.Onset, .5), voicetest.Percentile(onset, .95),
			voicetest.Percentile(offset, .5), voicetest.Percentile(all.Offset, .5), voicetest.Percentile(offset, .95))
		if snr < 20 {
			continue
		}
		for what, signed := range map[string][]time.Duration{"onset": all.Onset, "offset": all.Offset} {
			all := voicetest.Magnitudes(signed)
			if m, b, p := voicetest.Percentile(all, .5), voicetest.Percentile(signed, .5), voicetest.Percentile(all, .95); m > 20*time.Millisecond || b.Abs() > 15*time.Millisecond || p > 130*time.Millisecond {
				t.Errorf("SNR %v dB: %s error: median %v (signed %v), p95 %v; want <= 20, +-15 and 130 ms", snr, what, m, b, p)
			}
		}
		if all.Missed+all.False > 0 {
			t.Errorf("%d phrases missed, %d found where nobody speaks", all.Missed, all.False)
		}
	}
	if r := run(voicetest.Noise(1)); r.False > 0 {
		t.Errorf("%d false segments in %v of clicks, hum, hiss and knocks", r.False, r.Length)
	}
}

// A beginning is heard in time after a silence of nine seconds, too.
func TestSileroAfterSilence(t *testing.T) {
	if raced {
		t.Skip("looked at without the race detector")
	}
	model, err := silero.Load(localtest.Runtime(t), localtest.Read(t, "silero_vad_v6.onnx"))
	if err != nil {
		t.Fatal(err)
	}
	defer model.Close()
	d, err := model.Detector()
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	clips, err := voicetest.Clips(localtest.Data(t, "clips"))
	if err != nil {
		t.Fatal(err)
	}
	var s voicetest.Scene
	for _, clip := range clips {
		for _, p := range voicetest.Phrases(clip) {
			jitter := time.Duration(len(s.Speech)*37%100) * time.Millisecond // phrases begin anywhere in a window
			s.PCM = append(s.PCM, media.Silence(9*time.Second+jitter)...)
			s.Speech = append(s.Speech, voice.IPU{From: s.PCM.Duration(), To: s.PCM.Duration() + p.Duration()})
			s.PCM = append(s.PCM, p...)
		}
	}
	r, err := voicetest.Run(d, s)
	if err != nil {
		t.Fatal(err)
	}
	m, p := voicetest.Percentile(r.Onset, .5), voicetest.Percentile(voicetest.Magnitudes(r.Onset), .95)
	t.Logf("%d phrases, %d missed, %d false: onset median %v, p95 %v", len(s.Speech), r.Missed, r.False, m, p)
	if m.Abs() > 15*time.Millisecond || p > 130*time.Millisecond || r.Missed+r.False > 0 {
		t.Errorf("onsets are off by %v in the median, p95 %v; want +-15 and 130 ms", m, p)
	}
}
