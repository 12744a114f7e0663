package codec

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/hajimehoshi/go-mp3"

	"stillpoint/media"
)

const (
	mp3Read   = 4 * 1152 // bytes of one frame's PCM, as go-mp3 gives it: 16-bit stereo
	mp3MaxTag = 16 << 20
)

var (
	// ErrMP3Rate is returned for MP3 of 12 kHz and below.
	ErrMP3Rate = errors.New("MP3 of 8, 11.025 or 12 kHz (MPEG-2.5) cannot be decoded: ask for 16 kHz or more")
	// ErrMP3Padding is returned for MP3 of 22.05 kHz at 8 to 32, 80, 96, 144
	// and 160 kbit/s: go-mp3 halves the length of its frames after adding the
	// padding byte, which loses that byte, and with it the sound.
	ErrMP3Padding = errors.New("MP3 of 22.05 kHz at this bitrate cannot be decoded: ask for 24 or 44.1 kHz")
)

// DecodeMP3 decodes an MPEG-1 or MPEG-2 layer III stream as it arrives, into
// chunks of about 25 to 70 ms at 48 kHz; the channels are mixed. The first
// chunk needs a frame or two. An error is the last pair: [ErrMP3Rate] or
// [ErrMP3Padding]; [io.ErrUnexpectedEOF] if the stream ends inside a frame (if it is cut
// between two frames nothing tells); r's own error; or, for a JSON or HTML
// body sent in place of sound, one that quotes its beginning.
func DecodeMP3(r io.Reader) iter.Seq2[media.PCM, error] {
	return func(yield func(media.PCM, error) bool) {
		if err := decodeMP3(r, yield); err != nil {
			yield(nil, fmt.Errorf("decode mp3: %w", err))
		}
	}
}

func decodeMP3(r io.Reader, yield func(media.PCM, error) bool) error {
	br := bufio.NewReader(r)
	if err := skipTag(br); err != nil {
		return err
	}
	if err := refuseText(br); err != nil {
		return err
	}
	// The decoder must not see a Seeker: it would read the whole file first.
	walk := &frameWalk{r: br}
	dec, err := newMP3(walk)
	if err != nil {
		return walk.explain(err)
	}
	resample := media.NewResampler(dec.SampleRate(), media.Rate)
	buf := make([]byte, mp3Read)
	mono := make([]int16, 0, mp3Read/4)
	for {
		n, err := readMP3(dec, buf)
		if walk.fault != nil {
			return walk.fault
		}
		mono = mono[:0]
		for b := buf[:n]; len(b) >= 4; b = b[4:] {
			left, right := int16(binary.LittleEndian.Uint16(b)), int16(binary.LittleEndian.Uint16(b[2:]))
			mono = append(mono, int16((int(left)+int(right))/2))
		}
		if pcm := resample.Append(nil, mono); len(pcm) > 0 && !yield(pcm, nil) {
			return nil
		}
		if err != nil {
			if pcm := resample.Flush(nil); len(pcm) > 0 && !yield(pcm, nil) {
				return nil
			}
			return walk.explain(err)
		}
	}
}

// newMP3 and readMP3 turn a panic of the decoder, which trusts its input in
// places, into an error.
func newMP3(r io.Reader) (dec *mp3.Decoder, err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("broken frame")
		}
	}()
	return mp3.NewDecoder(r)
}

func readMP3(dec *mp3.Decoder, buf []byte) (n int, err error) {
	defer func() {
		if recover() != nil {
			n, err = 0, errors.New("broken frame")
		}
	}()
	return io.ReadFull(dec, buf)
}

// skipTag skips an ID3v2 tag, whose length go-mp3 would allocate unseen.
func skipTag(r *bufio.Reader) error {
	head, err := r.Peek(10)
	if err == io.EOF || err == nil && string(head[:3]) != "ID3" {
		return nil
	}
	if err != nil {
		return err
	}
	size := 10
	for i, b := range head[6:] {
		size += int(b&0x7f) << (21 - 7*i)
	}
	if size > mp3MaxTag {
		return fmt.Errorf("tag of %d bytes", size)
	}
	if _, err := r.Discard(size); err != nil {
		return fmt.Errorf("tag: %w", unexpected(err))
	}
	return nil
}

func refuseText(r *bufio.Reader) error {
	start, err := r.Peek(256)
	if len(start) == 0 || err != nil && err != io.EOF {
		return unexpected(err)
	}
	if text := bytes.TrimSpace(start); len(text) > 0 && (text[0] == '{' || text[0] == '<') {
		return fmt.Errorf("text in place of sound: %q", text)
	}
	return nil
}

func unexpected(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// frameWalk follows the frames of the stream that passes through it, because
// the decoder does not tell a stream that ends from one that breaks off.
type frameWalk struct {
	r      io.Reader
	err    error // of r
	head   uint32
	left   int // bytes of the current frame still to come
	frames int
	fault  error // what about a frame the decoder cannot do
}

func (w *frameWalk) Read(p []byte) (int, error) {
	n, err := w.r.Read(p)
	for _, b := range p[:n] {
		if w.left > 0 {
			w.left--
			continue
		}
		w.head = w.head<<8 | uint32(b)
		if size, fault := frameSize(w.head); size > 0 {
			w.left, w.head = size-4, 0
			w.frames++
			if w.fault == nil {
				w.fault = fault
			}
		}
	}
	if err != nil {
		w.err = err
	}
	return n, err
}

// explain is the error that a decoder's err at the end stands for, nil if the
// stream was whole.
func (w *frameWalk) explain(err error) error {
	switch {
	case w.err != nil && w.err != io.EOF:
		return w.err
	case w.fault != nil:
		return w.fault
	case err != io.EOF && err != io.ErrUnexpectedEOF:
		return err
	case w.frames == 0:
		return errors.New("no MP3 frame in the stream")
	case w.left > 0:
		return io.ErrUnexpectedEOF
	}
	return nil
}

// frameSize is the length in bytes of the layer III frame with this header, 0
// if it is none (ISO/IEC 11172-3 section 2.4.1.3, 13818-3 section 2.4.1.3),
// and why the decoder cannot do it.
func frameSize(head uint32) (size int, fault error) {
	version, layer := head>>19&3, head>>17&3
	rate, bitrate, padding := head>>10&3, head>>12&15, int(head>>9&1)
	if head>>21 != 0x7ff || version == 1 || layer != 1 || rate == 3 || bitrate == 0 || bitrate == 15 {
		return 0, nil
	}
	hz := [3]int{44100, 48000, 32000}[rate]
	if version == 3 {
		kbps := [15]int{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320}[bitrate]
		return 144*kbps*1000/hz + padding, nil
	}
	// MPEG-2 has half the rates and half as many samples in a frame, 2.5 a
	// quarter of the rates.
	kbps := [15]int{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}[bitrate]
	hz /= 2
	if version == 0 {
		hz /= 2
		fault = ErrMP3Rate
	} else if padding == 1 && 144*kbps*1000/hz%2 == 0 {
		fault = ErrMP3Padding
	}
	return 72*kbps*1000/hz + padding, fault
}
