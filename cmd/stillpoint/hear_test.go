package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"stillpoint/dialogue/local/localtest"
)

func TestReadAudio(t *testing.T) {
	for path, seconds := range map[string]float64{
		"../internal/doctor/clip.wav":           2.6,
		"../../media/codec/testdata/tone24.mp3": .55,
	} {
		pcm, err := readAudio(path)
		if got := pcm.Duration().Seconds(); err != nil || got < seconds-.03 || got > seconds+.03 {
			t.Errorf("%s: %v s, %v; want %v s", path, got, err, seconds)
		}
	}
}

// TestSaidIsHeard says a sentence and has the ears make of it what they can.
func TestSaidIsHeard(t *testing.T) {
	models := localtest.Models(t, "kokoro-v1.0-int8.onnx", "voices/af_bella.bin", "us_gold.json",
		"silero_vad_v6.onnx", "moonshine-encoder.onnx", "moonshine-decoder.onnx")
	file := filepath.Join(t.TempDir(), "said.wav")
	if code, _, stderr := program(nil, "say", "-models", models, "-o", file, "The", "train to London leaves at seven."); code != 0 {
		t.Fatalf("say: exit %d, %q", code, stderr)
	}
	code, stdout, stderr := program(nil, "hear", "-models", models, file)
	lines := strings.Split(strings.TrimSpace(stdout), "\n")
	if code != 0 || len(lines) != 2 {
		t.Fatalf("hear: exit %d, %q, %q; want a line for the turn and one for the file", code, stdout, stderr)
	}
	var turn heard
	var whole took
	if err := json.Unmarshal([]byte(lines[0]), &turn); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(lines[1]), &whole); err != nil {
		t.Fatal(err)
	}
	if text := strings.ToLower(turn.Text); !strings.Contains(text, "train to london leaves at") {
		t.Errorf("heard %q", turn.Text)
	}
	if turn.From >= turn.To || turn.To.Duration().Seconds() > whole.Seconds || whole.Took <= 0 || turn.File != file || whole.File != file {
		t.Errorf("got %+v in %+v", turn, whole)
	}

	code, _, stderr = program(nil, "say", "-models", models, "-voice", "af_nobody", "-o", file, "hello")
	if code != 1 || !strings.Contains(stderr, "af_nobody") || !strings.Contains(stderr, "af_bella") {
		t.Errorf("an unknown voice: exit %d, %q; want the present ones", code, stderr)
	}
}
