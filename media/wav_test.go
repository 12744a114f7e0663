package media

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

func wavBytes(t testing.TB, samples []int16) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteWAV(&b, samples, 16000); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWAVRoundTrip(t *testing.T) {
	want := []int16{0, 1, -1, 32767, -32768}
	got, rate, err := ReadWAV(bytes.NewReader(wavBytes(t, want)))
	if err != nil || rate != 16000 || !slices.Equal(got, want) {
		t.Errorf("got %v at %d Hz, %v; want %v at 16000", got, rate, err, want)
	}
}

// chunked is a WAVE file with an odd chunk before the data.
func chunked(code, channels, bits int, data []byte) []byte {
	b := []byte("RIFF\xff\xff\xff\xffWAVELIST\x03\x00\x00\x00abc\x00fmt \x10\x00\x00\x00")
	b = binary.LittleEndian.AppendUint16(b, uint16(code))
	b = binary.LittleEndian.AppendUint16(b, uint16(channels))
	b = binary.LittleEndian.AppendUint32(b, 24000)
	b = append(b, 0, 0, 0, 0, 0, 0)
	b = binary.LittleEndian.AppendUint16(b, uint16(bits))
	b = append(b, "data\xff\xff\xff\xff"...)
	return append(b, data...)
}

func TestWAVForms(t *testing.T) {
	var floats []byte
	for _, v := range []float32{.5, -.5, 2, float32(math.NaN())} {
		floats = binary.LittleEndian.AppendUint32(floats, math.Float32bits(v))
	}
	for _, c := range []struct {
		name string
		in   []byte
		want []int16
	}{
		{"stereo is mixed", chunked(1, 2, 16, []byte{10, 0, 20, 0, 1, 0, 2, 0, 9}), []int16{15, 2}},
		{"floats", chunked(3, 1, 32, floats), []int16{16384, -16384, 32767, 0}},
		{"empty stream", chunked(1, 1, 16, nil), nil},
	} {
		got, rate, err := ReadWAV(bytes.NewReader(c.in))
		if err != nil || rate != 24000 || !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v at %d Hz, %v; want %v", c.name, got, rate, err, c.want)
		}
	}
}

func TestWAVFaults(t *testing.T) {
	whole := wavBytes(t, []int16{1, 2, 3, 4})
	if got, _, err := ReadWAV(bytes.NewReader(whole[:len(whole)-3])); !errors.Is(err, io.ErrUnexpectedEOF) || len(got) != 2 {
		t.Errorf("truncated: %v, %v; want two samples and unexpected EOF", got, err)
	}
	for want, in := range map[string][]byte{
		"not a WAVE": []byte(`{"error":"no such voice"}`),
		"8 bits":     chunked(1, 1, 8, []byte{1, 2}),
		"channels":   chunked(1, 0, 16, nil),
		"no data":    whole[:36],
	} {
		if _, _, err := ReadWAV(bytes.NewReader(in)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one about %q", err, want)
		}
	}
}

// What has arrived is given; nobody waits for the rest.
func TestWAVComesEarly(t *testing.T) {
	r, w := io.Pipe()
	defer w.Close()
	whole := wavBytes(t, []int16{1, 2, 3, 4})
	go w.Write(whole[:len(whole)-3])
	stream, err := OpenWAV(r)
	if err != nil || stream.Rate != 16000 {
		t.Fatal(stream, err)
	}
	buf := make([]int16, 8)
	if n, err := stream.Read(buf); n != 2 || err != nil || buf[1] != 2 {
		t.Errorf("%d samples %v, %v; want the two that are there", n, buf, err)
	}
	w.Close()
	if n, err := stream.Read(buf); n != 0 || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("then %d samples, %v; want unexpected EOF", n, err)
	}
}

func FuzzReadWAV(f *testing.F) {
	f.Add(wavBytes(f, []int16{1, 2, 3}))
	f.Add(chunked(3, 2, 32, make([]byte, 16)))
	f.Fuzz(func(t *testing.T, b []byte) {
		samples, rate, err := ReadWAV(bytes.NewReader(b))
		if err == nil && (rate <= 0 || len(samples) > len(b)) {
			t.Fatalf("%d samples at %d Hz out of %d bytes", len(samples), rate, len(b))
		}
		dribble, _, again := ReadWAV(iotest.OneByteReader(bytes.NewReader(b)))
		if !slices.Equal(dribble, samples) || fmt.Sprint(again) != fmt.Sprint(err) {
			t.Fatalf("byte by byte: %v, %v; want %v, %v", dribble, again, samples, err)
		}
	})
}
