package moonshine

import (
	"path/filepath"
	"testing"
	"time"

	"stillpoint/dialogue"
	"stillpoint/dialogue/local/localtest"
)

func load(t testing.TB) *Model {
	t.Helper()
	m, err := Load(localtest.Runtime(t), localtest.Read(t, "moonshine-encoder.onnx"), localtest.Read(t, "moonshine-decoder.onnx"), localtest.Read(t, "llama-tokenizer.js"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(m.Close)
	return m
}

func TestClips(t *testing.T) {
	m := load(t)
	files, _ := filepath.Glob(filepath.Join(localtest.Data(t, "clips"), "*.wav"))
	for _, f := range files {
		pcm := localtest.Clip(t, f)
		start := time.Now()
		u, err := m.Transcribe(t.Context(), dialogue.Speech{PCM: pcm, To: pcm.Duration()})
		if err != nil {
			t.Fatal(err)
		}
		d := time.Since(start)
		t.Logf("%s %v %v rtf %.3f conf %.2f %s", filepath.Base(f), pcm.Duration(), d, d.Seconds()/pcm.Duration().Seconds(), u.Confidence, u.Text)
	}
}
