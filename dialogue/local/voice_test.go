package local

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/dialogue"
	"stillpoint/dialogue/dialoguetest"
	"stillpoint/dialogue/local/localtest"
	"stillpoint/dialogue/local/spoken"
)

func mouthOf(t *testing.T, store string, files ...string) *Engines {
	t.Helper()
	files = append(files, "us_gold.json", "us_silver.json", "gb_gold.json", "gb_silver.json")
	e, err := Open(Config{Models: localtest.Models(t, files...), Spoken: store})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}

func voiceOf(t *testing.T, e *Engines, name string) dialogue.Voice {
	t.Helper()
	v, err := e.Voice(name, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestJoeConforms(t *testing.T) {
	e := mouthOf(t, "", "piper-joe.onnx", "piper-joe.onnx.json")
	dialoguetest.TestVoice(t, voiceOf(t, e, Joe))
}

func TestKokoroConforms(t *testing.T) {
	if raced {
		t.Skip("what is shared is the same for Joe, who is quicker")
	}
	e := mouthOf(t, "", "kokoro-v1.0-int8.onnx", "voices/af_heart.bin")
	dialoguetest.TestVoice(t, voiceOf(t, e, "af_heart"))
	t.Logf("%.2f s of work for a second of sound", e.Speed())
	if e.Speed() == 0 {
		t.Error("the speed was not measured")
	}
}

func TestKeptLinesConform(t *testing.T) {
	e := mouthOf(t, t.TempDir(), "piper-joe.onnx", "piper-joe.onnx.json")
	for range 2 { // the second time from the disk
		dialoguetest.TestVoice(t, voiceOf(t, e, Joe))
	}
}

// TestAheadGivesWay: a reply is spoken while lines are spoken ahead, and the
// lines are all there afterwards.
func TestAheadGivesWay(t *testing.T) {
	e := mouthOf(t, t.TempDir(), "piper-joe.onnx", "piper-joe.onnx.json")
	texts := []string{"It's the rosters, mostly.", "I check the board before bed.", "I suppose so."}
	var last spoken.Progress
	a, err := e.Ahead(Joe, 0, nil, texts, 2, func(p spoken.Progress) { last = p })
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- a.Run(t.Context()) }()
	for _, err := range voiceOf(t, e, Joe).Speak(t.Context(), "Sorry, say that again?") {
		if err != nil {
			t.Error(err)
		}
	}
	if err := <-done; err != nil || last != (spoken.Progress{Done: 3, Total: 3, Ready: true}) {
		t.Fatalf("%+v, %v", last, err)
	}
	// A line spoken ahead is the one a practice asks for: no synthesis.
	before := e.mouth.ratio(Joe)
	for _, err := range voiceOf(t, e, Joe).Speak(t.Context(), texts[0]) {
		if err != nil {
			t.Error(err)
		}
	}
	if e.mouth.ratio(Joe) != before {
		t.Error("a kept line was synthesised again")
	}
}

func TestVoiceSaysWhatIsWrong(t *testing.T) {
	e := mouthOf(t, "", "piper-joe.onnx", "piper-joe.onnx.json")
	for _, c := range []struct {
		name  string
		speed float64
		sayAs map[string]string
	}{{"nobody", 0, nil}, {"../../etc/passwd", 0, nil}, {"af_../x", 0, nil}, {"af_absent", 0, nil}, {Joe, 9, nil}, {Joe, 0, map[string]string{"Marit": "ʘ"}}} {
		if v, err := e.Voice(c.name, c.speed, c.sayAs); err == nil || v != nil || !strings.Contains(err.Error(), c.name) {
			t.Errorf("%v: %v, %v", c, v, err)
		}
	}
	if !slices.Contains(e.Voices(), Joe) {
		t.Errorf("voices: %v", e.Voices())
	}
	if _, err := e.Ahead(Joe, 0, nil, nil, 0, nil); err == nil {
		t.Error("lines are kept nowhere")
	}
}

func TestVoiceWithoutModels(t *testing.T) {
	e, err := Open(Config{Models: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	for _, name := range []string{Joe, "af_heart"} {
		if v, err := e.Voice(name, 0, nil); !errors.Is(err, errAbsent) || v != nil {
			t.Errorf("%s: %v, %v", name, v, err)
		}
	}
	missing := strings.Join(e.Missing(), "\n")
	for _, f := range []string{"kokoro-v1.0-int8.onnx", "us_gold.json"} {
		if !strings.Contains(missing, f) {
			t.Errorf("%s is not called missing:\n%s", f, missing)
		}
	}
	if got := e.Voices(); len(got) != 0 {
		t.Errorf("voices: %v", got)
	}
}

// BenchmarkFirstPiece is how long a reply's first piece takes that was never
// spoken before: at most eight words.
func BenchmarkFirstPiece(b *testing.B) {
	dir := localtest.Models(b, "kokoro-v1.0-int8.onnx", "voices/af_heart.bin", "piper-joe.onnx", "us_gold.json", "us_silver.json")
	e, err := Open(Config{Models: dir})
	if err != nil {
		b.Fatal(err)
	}
	defer e.Close()
	for _, name := range []string{Joe, "af_heart"} {
		v, err := e.Voice(name, 0, nil)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				begun, sound := time.Now(), time.Duration(0)
				for pcm, err := range v.Speak(context.Background(), "I don't know, I keep coming back to it,") {
					if err != nil {
						b.Fatal(err)
					}
					sound += pcm.Duration()
				}
				b.ReportMetric(time.Since(begun).Seconds()/sound.Seconds(), "rtf")
			}
		})
	}
}
