package voicetest_test

import (
	"math"
	"testing"
	"time"

	"stillpoint/dialogue/local/localtest"
	"stillpoint/dialogue/local/silero"
	"stillpoint/media/voice/voicetest"
)

// The bars at an SNR of 20 dB: onset median within 20 ms, offset median within
// 40 ms and 95 % within 130 ms, nothing found where nobody speaks.
func TestSileroAgainstTruth(t *testing.T) {
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
	for _, snr := range []float64{math.Inf(1), 20, 10} {
		var all voicetest.Result
		for seed := range uint64(2) {
			all.Add(run(voicetest.Speech(clips, snr, seed)))
		}
		onset, offset := voicetest.Magnitudes(all.Onset), voicetest.Magnitudes(all.Offset)
		t.Logf("SNR %v dB, %d phrases, %d missed, %d false: onset median %v (signed %v), p95 %v; offset median %v (signed %v), p95 %v",
			snr, len(onset), all.Missed, all.False,
			voicetest.Percentile(onset, .5), voicetest.Percentile(all.Onset, .5), voicetest.Percentile(onset, .95),
			voicetest.Percentile(offset, .5), voicetest.Percentile(all.Offset, .5), voicetest.Percentile(offset, .95))
		if snr != 20 {
			continue
		}
		if m := voicetest.Percentile(onset, .5); m > 20*time.Millisecond {
			t.Errorf("median onset error %v, want <= 20 ms", m)
		}
		if m, p := voicetest.Percentile(offset, .5), voicetest.Percentile(offset, .95); m > 40*time.Millisecond || p > 130*time.Millisecond {
			t.Errorf("offset error: median %v, p95 %v; want <= 40 and 130 ms", m, p)
		}
		if all.Missed+all.False > 0 {
			t.Errorf("%d phrases missed, %d found where nobody speaks", all.Missed, all.False)
		}
	}
	if r := run(voicetest.Noise(1)); r.False > 0 {
		t.Errorf("%d false segments in %v of clicks, hum, hiss and knocks", r.False, r.Length)
	}
}
