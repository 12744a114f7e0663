package local

import (
	"bufio"
	"io"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/dialogue/dialoguetest"
	"stillpoint/dialogue/local/localtest"
	"stillpoint/dialogue/local/ort"
	"stillpoint/media"
	"stillpoint/media/voice"
)

var silent = slog.New(slog.NewTextHandler(io.Discard, nil))

func open(t testing.TB, models string) *Engines {
	t.Helper()
	e, err := Open(Config{Models: models, Log: silent})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	return e
}

// hearing opens the engines of the models folder, or skips when those of
// hearing are absent.
func hearing(t testing.TB) *Engines {
	t.Helper()
	dir := localtest.Models(t, "silero_vad_v6.onnx", "moonshine-encoder.onnx", "moonshine-decoder.onnx", "llama-tokenizer.js")
	return open(t, dir)
}

func TestConformance(t *testing.T) {
	e := hearing(t)
	jfk := localtest.Clip(t, filepath.Join(localtest.Data(t, "clips"), "jfk.wav"))
	const words = "and so my fellow americans ask not what your country can do for you ask what you can do for your country"
	dialoguetest.TestTranscriber(t, e.Ears(), jfk, words)
}

// TestHearClips is the bar for hearing: real recordings, cut by voice activity.
func TestHearClips(t *testing.T) {
	if raced {
		t.Skip("one clip at a time: looked at without the race detector")
	}
	e := hearing(t)
	dir := localtest.Data(t, "clips")
	f, err := os.Open(filepath.Join(dir, "transcripts.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var wer dialoguetest.WER
	var took, audio time.Duration
	for lines := bufio.NewScanner(f); lines.Scan(); {
		name, words, _ := strings.Cut(lines.Text(), "\t")
		pcm := localtest.Clip(t, filepath.Join(dir, name))
		start := time.Now()
		segments, err := e.Hear(t.Context(), pcm)
		if err != nil {
			t.Fatal(err)
		}
		took += time.Since(start)
		audio += pcm.Duration()
		var heard []string
		at := time.Duration(0)
		for _, s := range segments {
			if s.From < at || s.To <= s.From || s.To > pcm.Duration() {
				t.Errorf("%s: segment %v to %v after %v in %v", name, s.From, s.To, at, pcm.Duration())
			}
			at = s.To
			heard = append(heard, s.Text)
		}
		if n := wer.Add(words, strings.Join(heard, " ")); n > 0 {
			t.Logf("%s: %d errors: %q", name, n, heard)
		}
	}
	t.Logf("WER %.1f %% (%d of %d words), %.3f of real time", 100*wer.Rate(), wer.Errors, wer.Words, took.Seconds()/audio.Seconds())
	if wer.Words < 100 || wer.Rate() > .03 {
		t.Errorf("WER %.1f %% of %d words, want at most 3 %% of more than 100", 100*wer.Rate(), wer.Words)
	}
}

func TestAbsentAndBroken(t *testing.T) {
	if _, err := Open(Config{}); err == nil {
		t.Error("Open accepted no folder")
	}
	e := open(t, t.TempDir())
	missing := e.Missing()
	for _, name := range []string{"libonnxruntime", "silero_vad_v6.onnx", "moonshine-encoder.onnx", "moonshine-decoder.onnx", "llama-tokenizer.js", "minilm-int8.onnx", "bert-vocab.json"} {
		if !slices.ContainsFunc(missing, func(s string) bool {
			return strings.Contains(s, name) && strings.HasSuffix(s, "run `stillpoint fetch`")
		}) {
			t.Errorf("Missing does not tell of %s: %q", name, missing)
		}
	}
	if e.Ears() != nil || e.Partials() != nil {
		t.Error("there are ears without a model")
	}
	if m, err := e.Matcher(t.Context(), "x", maps.All(map[string]string{"a": "what is that"})); err == nil || m != nil {
		t.Errorf("Matcher = %v, %v without a model", m, err)
	}
	if d, err := e.Detector(); err == nil || d != nil {
		t.Errorf("Detector = %v, %v without a model", d, err)
	}
	if s, err := e.Hear(t.Context(), media.Silence(time.Second)); err == nil {
		t.Errorf("Hear = %v without a model", s)
	}

	// One model damaged: the rest works.
	dir := t.TempDir()
	library := ort.Library("linux")
	models := localtest.Models(t, library, "silero_vad_v6.onnx", "moonshine-decoder.onnx", "llama-tokenizer.js")
	if err := os.Mkdir(filepath.Join(dir, filepath.Dir(library)), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{library, "silero_vad_v6.onnx", "moonshine-decoder.onnx", "llama-tokenizer.js"} {
		if err := os.Symlink(filepath.Join(models, name), filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "moonshine-encoder.onnx"), []byte("damaged"), 0o600); err != nil {
		t.Fatal(err)
	}
	e = open(t, dir)
	e.Ready()
	if missing := e.Missing(); !slices.ContainsFunc(missing, func(s string) bool { return strings.HasPrefix(s, "speech recognition does not load") }) {
		t.Errorf("Missing does not tell of the damaged recogniser: %q", missing)
	}
	if e.Ears() != nil {
		t.Error("there are ears of a damaged model")
	}
	d, err := e.Detector()
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if _, err := d.Speech(make([]float32, voice.Window)); err != nil {
		t.Error(err)
	}
}

// BenchmarkOpen is the time until everything present is loaded.
func BenchmarkOpen(b *testing.B) {
	dir := localtest.Models(b, "moonshine-encoder.onnx")
	for b.Loop() {
		e, err := Open(Config{Models: dir, Log: silent})
		if err != nil {
			b.Fatal(err)
		}
		e.Ready()
		e.Close()
	}
}

// BenchmarkHear is 11 s of speech through voice activity and recogniser.
func BenchmarkHear(b *testing.B) {
	e := hearing(b)
	jfk := localtest.Clip(b, filepath.Join(localtest.Data(b, "clips"), "jfk.wav"))
	for b.Loop() {
		if _, err := e.Hear(b.Context(), jfk); err != nil {
			b.Fatal(err)
		}
	}
}

// What others do needs no files here.
func TestLeftOut(t *testing.T) {
	e, err := Open(Config{Models: t.TempDir(), Deaf: true, Mute: true, Log: silent})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	e.Ready()
	missing := strings.Join(e.Missing(), "\n")
	for _, name := range []string{"moonshine", "llama-tokenizer", "kokoro", "gold", "silver"} {
		if strings.Contains(missing, name) {
			t.Errorf("%s is missed: %s", name, missing)
		}
	}
	if !strings.Contains(missing, "silero") {
		t.Errorf("silero is not missed: %s", missing)
	}
	if e.Ears() != nil {
		t.Error("there are ears")
	}
	for _, name := range []string{"af_heart", Joe} {
		if _, err := e.Voice(name, 1, nil); err == nil {
			t.Errorf("there is a voice %s", name)
		}
	}
	if names := e.Voices(); len(names) > 0 {
		t.Errorf("voices: %v", names)
	}
}
