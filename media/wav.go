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

// ReadWAV reads a RIFF WAVE file of 16-bit integers or 32-bit floats and
// mixes its channels (at most 8) into one. A data chunk of length 0 or about
// 2 or 4 GiB, as streams have it, is read to the end. If the data end before
// their stated length, the samples come with [io.ErrUnexpectedEOF].
func ReadWAV(r io.Reader) (samples []int16, rate int, err error) {
	br := bufio.NewReader(r)
	var head [12]byte
	if _, err := io.ReadFull(br, head[:]); err != nil {
		return nil, 0, fmt.Errorf("read wav: %w", err)
	}
	if string(head[:4]) != "RIFF" || string(head[8:]) != "WAVE" {
		return nil, 0, errors.New("read wav: not a WAVE file")
	}
	var format wavFormat
	for {
		var chunk [8]byte
		if _, err := io.ReadFull(br, chunk[:]); err != nil {
			return nil, 0, fmt.Errorf("read wav: no data: %w", err)
		}
		size := binary.LittleEndian.Uint32(chunk[4:])
		switch string(chunk[:4]) {
		case "fmt ":
			if format, err = readFormat(br, size); err != nil {
				return nil, 0, fmt.Errorf("read wav: %w", err)
			}
		case "data":
			if format.rate == 0 {
				return nil, 0, errors.New("read wav: data before format")
			}
			samples, err := format.read(br, size)
			if err != nil {
				err = fmt.Errorf("read wav: %w", err)
			}
			return samples, format.rate, err
		default:
			if _, err := io.CopyN(io.Discard, br, int64(size)+int64(size&1)); err != nil {
				return nil, 0, fmt.Errorf("read wav: no data: %w", err)
			}
		}
	}
}

type wavFormat struct{ code, channels, rate int }

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

// read reads a data chunk of size bytes.
func (f wavFormat) read(r io.Reader, size uint32) ([]int16, error) {
	width := 2
	if f.code == wavFloat {
		width = 4
	}
	block := make([]byte, width*f.channels)
	known := size > 0 && size < wavUnknown
	var samples []int16
	for n := size / uint32(len(block)); !known || n > 0; n-- {
		switch _, err := io.ReadFull(r, block); {
		case err == nil:
		case !known && (err == io.EOF || err == io.ErrUnexpectedEOF):
			return samples, nil
		case err == io.EOF:
			return samples, io.ErrUnexpectedEOF
		default:
			return samples, err
		}
		if len(samples) == MaxWAV {
			return samples, fmt.Errorf("more than %d samples", MaxWAV)
		}
		var sum float32
		for b := block; len(b) > 0; b = b[width:] {
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
		samples = append(samples, clip(sum/float32(f.channels)))
	}
	return samples, nil
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
