package openai

import (
	"bytes"
	"fmt"
	"io"
	"testing"
	"testing/iotest"

	"stillpoint/media"
)

// Whatever comes as sound, and however it is cut into reads, the same is heard.
func FuzzSound(f *testing.F) {
	f.Add(mp3File(f)[:1200], "audio/mpeg", uint8(0))
	f.Add(streamedWAV(make(media.PCM, 480), 24000, 0), "audio/wav", uint8(1))
	f.Add([]byte(`{"error":"x"}`), "audio/pcm;rate=16000", uint8(2))
	f.Add([]byte("RIFF\x00\x00\x00\x00WAVEfmt "), "", uint8(2))
	f.Fuzz(func(t *testing.T, body []byte, kind string, asked uint8) {
		hear := func(r io.Reader) (n int, err error) {
			s := &sound{body: r, left: mostSoundBytes}
			for pcm, e := range s.decode(kind, []string{MP3, WAV, Raw}[asked%3], rawRate) {
				if err != nil {
					t.Fatal("something follows the error")
				}
				n, err = n+len(pcm), e
			}
			return n, err
		}
		n, err := hear(bytes.NewReader(body))
		again, other := hear(iotest.OneByteReader(bytes.NewReader(body)))
		if n != again || fmt.Sprint(err) != fmt.Sprint(other) {
			t.Errorf("%q: %d samples, %v; byte by byte %d, %v", body, n, err, again, other)
		}
	})
}
