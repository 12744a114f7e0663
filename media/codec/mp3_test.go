package codec

import (
	"bytes"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"stillpoint/media"
)

func fixture(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func decodeAll(r io.Reader) (all media.PCM, err error) {
	for pcm, e := range DecodeMP3(r) {
		all, err = append(all, pcm...), e
	}
	return all, err
}

// Both fixtures are a sine of 440 Hz at 0.475 of full scale.
func TestMP3Decodes(t *testing.T) {
	for name, seconds := range map[string]float64{"tone24.mp3": .5, "stereo44.mp3": .3} {
		b := fixture(t, name)
		whole, err := decodeAll(bytes.NewReader(b))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		// LAME adds its info frame, its delay and padding.
		if got := float64(len(whole)) / media.Rate; got < seconds || got > seconds+.15 {
			t.Errorf("%s: %.3f s, want %.1f s and a little more", name, got, seconds)
		}
		mid := whole[len(whole)/2-4800 : len(whole)/2+4800] // 88 periods
		var re, im, sum float64
		for i, v := range mid {
			sin, cos := math.Sincos(2 * math.Pi * 440 * float64(i) / media.Rate)
			re, im, sum = re+float64(v)*cos, im+float64(v)*sin, sum+float64(v)*float64(v)
		}
		tone := 2 * math.Hypot(re, im) / float64(len(mid))
		if rms := math.Sqrt(2 * sum / float64(len(mid))); math.Abs(tone-15565) > 500 || math.Abs(rms-tone) > 200 {
			t.Errorf("%s: 440 Hz at %.0f, all together %.0f; want 15565", name, tone, rms)
		}
		dribble, err := decodeAll(iotest.OneByteReader(bytes.NewReader(b)))
		if err != nil || len(dribble) != len(whole) {
			t.Errorf("%s byte by byte: %d samples, %v; want %d", name, len(dribble), err, len(whole))
		}
	}
}

func TestMP3ComesEarly(t *testing.T) {
	b := fixture(t, "tone24.mp3")
	cut := iotest.TimeoutReader(iotest.OneByteReader(bytes.NewReader(b)))
	if _, err := decodeAll(cut); !errors.Is(err, iotest.ErrTimeout) {
		t.Errorf("error %v, want the reader's own", err)
	}
	r := bytes.NewReader(b)
	for range DecodeMP3(iotest.OneByteReader(r)) {
		break
	}
	if read := len(b) - r.Len(); read > 600 {
		t.Errorf("%d bytes were read before the first sound", read)
	}
}

func TestMP3Faults(t *testing.T) {
	whole := fixture(t, "tone24.mp3")
	if pcm, err := decodeAll(bytes.NewReader(whole[:len(whole)*2/3+5])); !errors.Is(err, io.ErrUnexpectedEOF) || len(pcm) < media.Rate/5 {
		t.Errorf("truncated: %d samples, %v; want most of them and unexpected EOF", len(pcm), err)
	}
	if _, err := decodeAll(bytes.NewReader(fixture(t, "low8.mp3"))); !errors.Is(err, ErrMP3Rate) {
		t.Errorf("8 kHz: %v, want ErrMP3Rate", err)
	}
	if pcm, err := decodeAll(bytes.NewReader(fixture(t, "padded22.mp3"))); !errors.Is(err, ErrMP3Padding) || len(pcm) > media.Rate/10 {
		t.Errorf("22.05 kHz with padding: %d samples, %v; want ErrMP3Padding at once", len(pcm), err)
	}
	for in, want := range map[string]string{
		`{"error": {"message": "no such voice"}}`: "no such voice",
		"\n<html>bad gateway</html>":              "bad gateway",
		"hello, this is not sound":                "no MP3 frame",
		"":                                        "unexpected EOF",
		"ID3\x04\x00\x00\x7f\x7f\x7f\x7f":         "tag of",
	} {
		if _, err := decodeAll(strings.NewReader(in)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q: %v, want an error with %q", in, err, want)
		}
	}
}

func FuzzDecodeMP3(f *testing.F) {
	f.Add(fixture(f, "tone24.mp3")[:1000])
	f.Add(fixture(f, "stereo44.mp3")[:1500])
	f.Fuzz(func(t *testing.T, b []byte) {
		n := 0
		for pcm, err := range DecodeMP3(bytes.NewReader(b)) {
			if n += len(pcm); err != nil && pcm != nil {
				t.Fatal("an error with sound")
			}
		}
		// The smallest frame has 24 bytes and at most 72 ms.
		if limit := (len(b)/24 + 2) * 3456 * 2; n > limit {
			t.Fatalf("%d samples out of %d bytes", n, len(b))
		}
	})
}
