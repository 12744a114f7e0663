package codec

import (
	"fmt"
	"math"
	"testing"

	"stillpoint/media"
)

// tone is n frames of a sine, interleaved, on channel on only.
func tone(frames, channels, on int, hz float64) media.PCM {
	p := make(media.PCM, frames*media.FrameSamples*channels)
	for i := range frames * media.FrameSamples {
		p[i*channels+on] = int16(8000 * math.Sin(2*math.Pi*hz*float64(i)/media.Rate))
	}
	return p
}

// roundTrip encodes and decodes in, losing packet lost.
func roundTrip(t *testing.T, in media.PCM, channels, lost int) media.PCM {
	t.Helper()
	enc, err := NewOpusEncoder(channels, 64000, 5)
	if err != nil {
		t.Fatal(err)
	}
	dec, err := NewOpusDecoder(channels)
	if err != nil {
		t.Fatal(err)
	}
	frame := media.FrameSamples * channels
	packet, pcm := make([]byte, MaxPacket), make(media.PCM, MaxSamples*channels)
	var out media.PCM
	for i := 0; (i+1)*frame <= len(in); i++ {
		n, err := enc.Encode(in[i*frame:(i+1)*frame], packet)
		if err != nil {
			t.Fatal(err)
		}
		p := packet[:n]
		if i == lost {
			p = nil
		}
		n, err = dec.Decode(p, pcm)
		if err != nil || n != media.FrameSamples {
			t.Fatalf("frame %d: decoded %d samples, %v; want %d", i, n, err, media.FrameSamples)
		}
		out = append(out, pcm[:n*channels]...)
	}
	return out
}

func TestOpusKeepsTimeAndChannels(t *testing.T) {
	for _, channels := range []int{1, 2} {
		in := tone(25, channels, channels-1, 440)
		out := roundTrip(t, in, channels, -1)[PreSkip*channels:]
		on := channels - 1
		var signal, noise, other float64
		for i := 0; i+channels <= len(out); i += channels {
			signal += float64(in[i+on]) * float64(in[i+on])
			d := float64(out[i+on]) - float64(in[i+on])
			noise += d * d
			if channels == 2 {
				other += float64(out[i]) * float64(out[i])
			}
		}
		if snr := 10 * math.Log10(signal/noise); snr < 20 {
			t.Errorf("%d channels: %.1f dB between input and output after PreSkip, want >= 20", channels, snr)
		}
		if bleed := 10 * math.Log10(other/signal); bleed > -40 {
			t.Errorf("silent channel carries %.1f dB of the other", bleed)
		}
	}
}

func TestOpusConcealsLoss(t *testing.T) {
	in := tone(10, 1, 0, 440)
	out := roundTrip(t, in, 1, 5)
	var energy float64
	for _, v := range out[5*media.FrameSamples : 6*media.FrameSamples] {
		energy += float64(v) * float64(v)
	}
	if rms := math.Sqrt(energy / media.FrameSamples); rms < 2000 {
		t.Errorf("concealed frame has rms %.0f, want a tone like the one before (5657)", rms)
	}
}

func TestOpusRefusesNonsense(t *testing.T) {
	dec, err := NewOpusDecoder(1)
	if err != nil {
		t.Fatal(err)
	}
	pcm := make(media.PCM, MaxSamples)
	for _, packet := range [][]byte{{}, {3}, {0xff, 0xff, 0xff}} {
		if n, err := dec.Decode(packet, pcm); err == nil {
			t.Errorf("Decode(%x) = %d, nil; want an error", packet, n)
		}
	}
	if _, err := NewOpusEncoder(3, 32000, 5); err == nil {
		t.Error("an encoder for three channels was made")
	}
}

func FuzzOpusDecode(f *testing.F) {
	enc, err := NewOpusEncoder(1, 32000, 1)
	if err != nil {
		f.Fatal(err)
	}
	packet := make([]byte, MaxPacket)
	n, err := enc.Encode(tone(1, 1, 0, 440), packet)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(packet[:n])
	f.Add([]byte{0x0b, 0x84, 1, 2, 3})
	f.Fuzz(func(t *testing.T, packet []byte) {
		dec, err := NewOpusDecoder(2)
		if err != nil {
			t.Fatal(err)
		}
		pcm := make(media.PCM, 2*MaxSamples)
		for _, p := range [][]byte{packet, nil} {
			if n, err := dec.Decode(p, pcm); n < 0 || n > MaxSamples || (err != nil && n != 0) {
				t.Fatalf("Decode(%x) = %d, %v", p, n, err)
			}
		}
	})
}

func BenchmarkOpusEncode(b *testing.B) {
	for _, channels := range []int{1, 2} {
		for _, complexity := range []int{0, 1, 5} {
			b.Run(fmt.Sprintf("channels=%d/complexity=%d", channels, complexity), func(b *testing.B) {
				enc, err := NewOpusEncoder(channels, 48000, complexity)
				if err != nil {
					b.Fatal(err)
				}
				in, packet := tone(1, channels, 0, 440), make([]byte, MaxPacket)
				b.ReportAllocs()
				for b.Loop() {
					if _, err := enc.Encode(in, packet); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

func BenchmarkOpusDecode(b *testing.B) {
	enc, err := NewOpusEncoder(1, 32000, 5)
	if err != nil {
		b.Fatal(err)
	}
	dec, err := NewOpusDecoder(1)
	if err != nil {
		b.Fatal(err)
	}
	packet, pcm := make([]byte, MaxPacket), make(media.PCM, MaxSamples)
	n, err := enc.Encode(tone(1, 1, 0, 440), packet)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := dec.Decode(packet[:n], pcm); err != nil {
			b.Fatal(err)
		}
	}
}
