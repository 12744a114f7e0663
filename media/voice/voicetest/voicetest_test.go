package voicetest

import (
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"stillpoint/media"
	"stillpoint/media/voice"
)

// energy is a detector that is right when there is no noise; like Silero it
// goes on for two windows.
type energy struct{ left int }

func (e *energy) Speech(w []float32) (float32, error) {
	var sum float32
	for _, v := range w {
		sum += v * v
	}
	if math.Sqrt(float64(sum/voice.Window)) > .003 {
		e.left = 3
	}
	if e.left--; e.left >= 0 {
		return 1, nil
	}
	return 0, nil
}
func (*energy) Reset() {}
func (*energy) Close() {}

func burst(d time.Duration) media.PCM {
	p := media.Silence(d)
	for i := range p {
		p[i] = int16(8000 * math.Sin(float64(i)/20))
	}
	return p
}

func TestPhrases(t *testing.T) {
	clip := media.Silence(300 * time.Millisecond)
	clip = append(clip, burst(400*time.Millisecond)...)
	clip = append(clip, media.Silence(50*time.Millisecond)...) // inside a phrase
	clip = append(clip, burst(200*time.Millisecond)...)
	clip = append(clip, media.Silence(300*time.Millisecond)...)
	clip = append(clip, burst(100*time.Millisecond)...) // too short
	clip = append(clip, media.Silence(300*time.Millisecond)...)
	clip = append(clip, burst(500*time.Millisecond)...)
	var got []time.Duration
	for _, p := range Phrases(clip) {
		got = append(got, p.Duration())
	}
	if len(got) != 2 || got[0] != 650*time.Millisecond || got[1] != 500*time.Millisecond {
		t.Errorf("phrases of %v, want 650 ms and 500 ms", got)
	}
}

func TestSpeechHasTheSNR(t *testing.T) {
	clip := append(burst(2*time.Second), media.Silence(200*time.Millisecond)...)
	clean, noisy := Speech([]media.PCM{clip}, math.Inf(1), 7), Speech([]media.PCM{clip}, 20, 7)
	truth := clean.Speech[0]
	if r := rms(clean.PCM[:media.Samples(truth.From)]); r != 0 {
		t.Errorf("rms %.1f before the phrase, want digital silence", r)
	}
	speech := rms(clean.PCM[media.Samples(truth.From):media.Samples(truth.To)])
	noise := make(media.PCM, len(clean.PCM))
	for i := range noise {
		noise[i] = noisy.PCM[i] - clean.PCM[i]
	}
	if snr := 20 * math.Log10(speech/rms(noise)); math.Abs(snr-20) > .2 {
		t.Errorf("SNR %.2f dB, want 20", snr)
	}
}

func TestRunFindsPhrases(t *testing.T) {
	clips := make([]media.PCM, 20)
	for i := range clips {
		clips[i] = append(burst(time.Second), media.Silence(100*time.Millisecond)...)
	}
	got, err := Run(&energy{}, Speech(clips, math.Inf(1), 1))
	if err != nil || len(got.Onset) != 20 || got.Missed != 0 || got.False != 0 {
		t.Fatalf("%d found, %d missed, %d false, %v; want 20, 0, 0", len(got.Onset), got.Missed, got.False, err)
	}
	for _, ds := range [][]time.Duration{got.Onset, got.Offset} {
		if p := Percentile(Magnitudes(ds), .95); p > 60*time.Millisecond {
			t.Errorf("p95 of the error is %v with a perfect detector", p)
		}
	}
	// The other way round: bursts where the truth says silence.
	s := Speech(clips, math.Inf(1), 1)
	s.Speech = nil
	if got, _ := Run(&energy{}, s); got.False != 20 {
		t.Errorf("%d false segments, want 20", got.False)
	}
}

func TestClips(t *testing.T) {
	shared := os.Getenv("STILLPOINT_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "..", "shared")
	}
	clips, err := Clips(filepath.Join(shared, "data", "clips"))
	if err != nil {
		t.Skipf("NOT RUN: no speech clips (set STILLPOINT_SHARED): %v", err)
	}
	s := Speech(clips, 20, 1)
	if len(s.Speech) < 20 {
		t.Errorf("%d phrases in %d clips", len(s.Speech), len(clips))
	}
	t.Logf("%d phrases, %v", len(s.Speech), s.PCM.Duration())
}
