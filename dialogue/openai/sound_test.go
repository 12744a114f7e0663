package openai

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"testing"
	"testing/iotest"

	"stillpoint/media"
)

// threes gives three bytes at a time.
type threes struct{ io.Reader }

func (r threes) Read(p []byte) (int, error) { return r.Reader.Read(p[:min(3, len(p))]) }

// A sample that is cut in two by a read is put together.
func TestRawInOddReads(t *testing.T) {
	r := &raw{r: threes{bytes.NewReader([]byte{1, 0, 2, 0, 3, 0, 4, 0, 9})}}
	var got []int16
	for buf := make([]int16, 4); ; {
		n, err := r.Read(buf)
		got = append(got, buf[:n]...)
		if err != nil {
			if err != io.EOF || !slices.Equal(got, []int16{1, 2, 3, 4}) {
				t.Errorf("%v, %v", got, err)
			}
			return
		}
	}
}

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
