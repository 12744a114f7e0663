package roundtriptest

import (
	"os"
	"strings"
	"testing"
	"time"

	"stillpoint/dialogue/local"
	"stillpoint/dialogue/local/localtest"
)

// TestUnderstood lets voices say the everyday sentences and the recogniser
// write them down. STILLPOINT_VOICES names the voices (joe when unset, for the
// others take many minutes), STILLPOINT_SPOKEN a folder that keeps what was
// said, STILLPOINT_TEXTS a file with other sentences, one a line.
func TestUnderstood(t *testing.T) {
	if raced {
		t.Skip("looked at without the race detector")
	}
	voices := strings.Fields(os.Getenv("STILLPOINT_VOICES"))
	if len(voices) == 0 {
		voices = []string{local.Joe}
	}
	texts := Everyday()
	if name := os.Getenv("STILLPOINT_TEXTS"); name != "" {
		file, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts = strings.Split(strings.TrimSpace(string(file)), "\n")
	}
	dir := localtest.Models(t, "piper-joe.onnx", "us_gold.json", "us_silver.json", "moonshine-encoder.onnx", "moonshine-decoder.onnx")
	e, err := local.Open(local.Config{Models: dir, Spoken: os.Getenv("STILLPOINT_SPOKEN")})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	for _, voice := range voices {
		words, errors := 0, 0
		var work, sound time.Duration
		for r, err := range Run(t.Context(), e, voice, 0, nil, texts) {
			if err != nil {
				t.Fatal(err)
			}
			if r.Errors > 0 {
				t.Logf("%s: %d of %d\n\tsaid  %s\n\theard %s\n\t%s", voice, r.Errors, r.Words, r.Text, r.Heard, r.Phonemes)
			}
			if len(r.Unknown) > 0 {
				t.Errorf("%s: in no dictionary: %v", voice, r.Unknown)
			}
			words, errors, work, sound = words+r.Words, errors+r.Errors, work+r.Work, sound+r.Sound
		}
		wer := float64(errors) / float64(words)
		t.Logf("%s: %d of %d words wrong (%.1f %%), %.1f s of sound in %.1f s (%.2f)", voice, errors, words, 100*wer, sound.Seconds(), work.Seconds(), work.Seconds()/sound.Seconds())
		if limit := map[bool]float64{true: 0.08, false: 0.04}[voice == local.Joe]; wer > limit {
			t.Errorf("%s: %.1f %% of the words were misheard, want at most %.0f %%", voice, 100*wer, 100*limit)
		}
	}
}
