package media

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
)

// MaxWAV is the most samples per channel that ReadWAV takes: an hour at 48 kHz.
const MaxWAV = 3600 * Rate

const (
	wavPCM        = 1
	wavFloat      = 3
	wavExtensible = 0xFFFE
	// Programs that write to a pipe do not know the length; they put 0 or a
	// number from here up.
	wavUnknown = 0x7FFFF000
)

// ReadWAV reads a whole WAVE file as [OpenWAV] does. If the data end before
// their stated length, the samples come with [io.ErrUnexpectedEOF].
func ReadWAV(r io.Reader) (samples []int16, rate int, err error) {
	w, err := OpenWAV(r)
	if err != nil {
		return nil, 0, err
	}
	buf := make([]int16, 4096)
	for {
		n, err := w.Read(buf)
		samples = append(samples, buf[:n]...)
		switch {
		case err == io.EOF:
			return samples, w.Rate, nil
		case err == nil && len(samples) > MaxWAV:
			samples, err = samples[:MaxWAV], fmt.Errorf("read wav: more than %d samples", MaxWAV)
		}
		if err != nil {
			return samples, w.Rate, err
		}
	}
}

// WAVReader reads a RIFF WAVE stream as it arrives.
type WAVReader struct {
	Rate int // samples a second

	r      *bufio.Reader
	format wavFormat
	block  []byte // one sample of each channel
	known  bool   // how long the data are
	left   uint32 // blocks, when known
}

// OpenWAV reads the head of a RIFF WAVE stream of 16-bit integers or 32-bit
// floats, whose channels (at most 8) are mixed into one. A data chunk of
// length 0 or about 2 or 4 GiB, as streams have it, is read to the end.
func OpenWAV(r io.Reader) (*WAVReader, error) {
	w := &WAVReader{r: bufio.NewReader(r)}
	if err := w.open(); err != nil {
		return nil, fmt.Errorf("read wav: %w", err)
	}
	return w, nil
}

func (w *WAVReader) open() error {
	var head [12]byte
	if _, err := io.ReadFull(w.r, head[:]); err != nil {
		return err
	}
	if string(head[:4]) != "RIFF" || string(head[8:]) != "WAVE" {
		return errors.New("not a WAVE file")
	}
	for {
		var chunk [8]byte
		if _, err := io.ReadFull(w.r, chunk[:]); err != nil {
			return fmt.Errorf("no data: %w", err)
		}
		size := binary.LittleEndian.Uint32(chunk[4:])
		switch string(chunk[:4]) {
		case "fmt ":
			var err error
			if w.format, err = readFormat(w.r, size); err != nil {
				return err
			}
		case "data":
			if w.format.rate == 0 {
				return errors.New("data before format")
			}
			w.Rate, w.block = w.format.rate, make([]byte, w.format.width*w.format.channels)
			w.known, w.left = size > 0 && size < wavUnknown, size/uint32(len(w.block))
			return nil
		default:
			if _, err := io.CopyN(io.Discard, w.r, int64(size)+int64(size&1)); err != nil {
				return fmt.Errorf("no data: %w", err)
			}
		}
	}
}

// Read puts samples into p, at least one unless there is an error, and no
// more than have arrived. It ends with [io.EOF], or with [io.ErrUnexpectedEOF]
// before the stated length.
func (w *WAVReader) Read(p []int16) (n int, err error) {
	for n < len(p) && (n == 0 || w.r.Buffered() >= len(w.block)) {
		if w.known && w.left == 0 {
			return n, io.EOF
		}
		switch _, err := io.ReadFull(w.r, w.block); {
		case err == nil:
		case !w.known && (err == io.EOF || err == io.ErrUnexpectedEOF):
			return n, io.EOF
		case err == io.EOF || err == io.ErrUnexpectedEOF:
			return n, fmt.Errorf("read wav: %w", io.ErrUnexpectedEOF)
		default:
			return n, fmt.Errorf("read wav: %w", err)
		}
		w.left--
		p[n] = w.format.mix(w.block)
		n++
	}
	return n, nil
}

type wavFormat struct{ code, channels, rate, width int }

func readFormat(r io.Reader, size uint32) (wavFormat, error) {
	if size < 16 || size > 1024 {
		return wavFormat{}, fmt.Errorf("format chunk of %d bytes", size)
	}
	b := make([]byte, size+size&1)
	if _, err := io.ReadFull(r, b); err != nil {
		return wavFormat{}, err
	}
	f := wavFormat{
		code:     int(binary.LittleEndian.Uint16(b)),
		channels: int(binary.LittleEndian.Uint16(b[2:])),
		rate:     int(binary.LittleEndian.Uint32(b[4:])),
	}
	bits := int(binary.LittleEndian.Uint16(b[14:]))
	f.width = bits / 8
	if f.code == wavExtensible && size >= 40 {
		f.code = int(binary.LittleEndian.Uint16(b[24:])) // the sub-format's first two bytes
	}
	switch {
	case f.code == wavPCM && bits != 16, f.code == wavFloat && bits != 32, f.code != wavPCM && f.code != wavFloat:
		return wavFormat{}, fmt.Errorf("format %d of %d bits; want 16-bit integers or 32-bit floats", f.code, bits)
	case f.channels < 1 || f.channels > 8:
		return wavFormat{}, fmt.Errorf("%d channels; want 1 to 8", f.channels)
	case f.rate < 1000 || f.rate > 384000:
		return wavFormat{}, fmt.Errorf("sample rate of %d Hz", f.rate)
	}
	return f, nil
}

// mix is the mean of the channels in block.
func (f wavFormat) mix(block []byte) int16 {
	var sum float32
	for b := block; len(b) > 0; b = b[f.width:] {
		if f.code == wavFloat {
			v := 32768 * math.Float32frombits(binary.LittleEndian.Uint32(b))
			if v != v { // not a number
				v = 0
			}
			sum += max(-32768, min(32767, v))
		} else {
			sum += float32(int16(binary.LittleEndian.Uint16(b)))
		}
	}
	return clip(sum / float32(f.channels))
}

// WriteWAV writes samples as a mono 16-bit WAVE file.
func WriteWAV(w io.Writer, samples []int16, rate int) error {
	const head = 44
	b := make([]byte, 0, head+2*len(samples))
	u16, u32 := binary.LittleEndian.AppendUint16, binary.LittleEndian.AppendUint32
	b = append(b, "RIFF"...)
	b = u32(b, uint32(head-8+2*len(samples)))
	b = append(b, "WAVEfmt "...)
	b = u32(b, 16)
	b = u16(u16(b, wavPCM), 1)
	b = u32(u32(b, uint32(rate)), uint32(2*rate))
	b = u16(u16(b, 2), 16)
	b = append(b, "data"...)
	b = u32(b, uint32(2*len(samples)))
	for _, v := range samples {
		b = u16(b, uint16(v))
	}
	if _, err := w.Write(b); err != nil {
		return fmt.Errorf("write wav: %w", err)
	}
	return nil
}
