// Package codec turns audio as it travels into PCM and back: Opus both ways
// and MP3 one way. Everything is 48 kHz, signed 16 bit. It starts no
// goroutine; an encoder or decoder belongs to one goroutine at a time.
package codec

import (
	"fmt"

	"github.com/thesyncim/gopus"

	"stillpoint/media"
)

const (
	// MaxPacket is the size in bytes of a buffer that holds any Opus packet
	// an [Encoder] makes (one frame of at most 1275 bytes and its TOC byte,
	// RFC 6716 section 3.2).
	MaxPacket = 1276
	// MaxSamples is the number of samples per channel in the longest packet
	// a decoder may meet: 120 ms (RFC 6716 section 3.2.5).
	MaxSamples = 5760
	// PreSkip is the number of samples at 48 kHz that an [Encoder] delays
	// its input: decoded sample PreSkip is input sample 0 (RFC 7845
	// section 4.2).
	PreSkip = 312
)

// Encoder makes Opus packets of 20 ms.
type Encoder interface {
	// Encode turns one 20 ms frame ([media.FrameSamples] samples per channel,
	// interleaved when stereo) into a packet of n bytes at the start of
	// packet, which should be [MaxPacket] long.
	Encode(pcm media.PCM, packet []byte) (n int, err error)
}

// Decoder makes PCM of Opus packets.
type Decoder interface {
	// Decode writes n samples per channel (interleaved when stereo) to pcm,
	// which should hold [MaxSamples] per channel. A nil packet conceals one
	// lost frame of 20 ms. A packet that is no Opus is an error and leaves
	// the decoder usable.
	Decode(packet []byte, pcm media.PCM) (n int, err error)
}

type opusEncoder struct{ enc *gopus.Encoder }

type opusDecoder struct {
	dec      *gopus.Decoder
	channels int
}

// NewOpusEncoder returns an encoder for one channel or two. Bitrate is in
// bit/s (500 to 512000), complexity 0 to 10. Silence is sent like any other
// sound (no DTX).
//
// It codes with CELT alone: for speech at 32 kbit/s and above that costs a
// third of the hybrid mode's time, and there is no change of mode to hear.
func NewOpusEncoder(channels, bitrate, complexity int) (Encoder, error) {
	enc, err := gopus.NewEncoder(gopus.EncoderConfig{
		SampleRate:  media.Rate,
		Channels:    channels,
		Application: gopus.ApplicationAudio,
	})
	if err != nil {
		return nil, fmt.Errorf("opus encoder: %w", err)
	}
	if err := enc.SetMode(gopus.EncoderModeCELT); err != nil {
		return nil, fmt.Errorf("opus encoder: %w", err)
	}
	if err := enc.SetBitrate(bitrate); err != nil {
		return nil, fmt.Errorf("opus encoder: %d bit/s: %w", bitrate, err)
	}
	if err := enc.SetComplexity(complexity); err != nil {
		return nil, fmt.Errorf("opus encoder: complexity %d: %w", complexity, err)
	}
	return opusEncoder{enc}, nil
}

func (e opusEncoder) Encode(pcm media.PCM, packet []byte) (int, error) {
	n, err := e.enc.EncodeInt16(pcm, packet)
	if err != nil {
		return 0, fmt.Errorf("encode opus: %w", err)
	}
	return n, nil
}

// NewOpusDecoder returns a decoder into one or two channels; a packet of the
// other kind is mixed down or doubled.
func NewOpusDecoder(channels int) (Decoder, error) {
	dec, err := gopus.NewDecoder(gopus.DefaultDecoderConfig(media.Rate, channels))
	if err != nil {
		return nil, fmt.Errorf("opus decoder: %w", err)
	}
	return &opusDecoder{dec, channels}, nil
}

func (d *opusDecoder) Decode(packet []byte, pcm media.PCM) (int, error) {
	if packet == nil && len(pcm) > media.FrameSamples*d.channels {
		pcm = pcm[:media.FrameSamples*d.channels]
	}
	if packet != nil && len(packet) == 0 {
		return 0, fmt.Errorf("decode opus: empty packet")
	}
	n, err := d.dec.DecodeInt16(packet, pcm)
	if err != nil {
		return 0, fmt.Errorf("decode opus: %w", err)
	}
	return n, nil
}
