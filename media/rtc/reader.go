package rtc

import (
	"context"
	"errors"
	"net"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"

	"stillpoint/media"
	"stillpoint/media/codec"
)

// glance is how often the reader of a track that is silent looks whether
// there is a newer one.
const glance = time.Second

// read turns one track after another into frames, until ctx ends.
func (l *Line) read(ctx context.Context, decoder codec.Decoder) {
	select {
	case <-l.link.up:
	case <-ctx.Done():
		return
	}
	var speech *speechMeter
	if d := l.config.Detector; d != nil {
		speech = newSpeechMeter(d, l.config.Fault, &l.counts)
	}
	s := newStream(l.link.start(), decoder, speech, l.deliver, &l.counts)
	for {
		select {
		case t := <-l.tracks:
			s.restart()
			l.readTrack(t, s)
		case <-ctx.Done():
			return
		}
	}
}

// readTrack reads until the track ends or there is a newer one.
func (l *Line) readTrack(t *webrtc.TrackRemote, s *stream) {
	buf := make([]byte, 1500)
	var packet rtp.Packet
	var deadline, wanted time.Time
	for {
		wanted = s.deadline()
		if now := time.Now(); wanted.IsZero() && deadline.Before(now) {
			wanted = now.Add(glance)
		}
		if !wanted.IsZero() && !wanted.Equal(deadline) {
			deadline = wanted
			if t.SetReadDeadline(deadline) != nil {
				return
			}
		}
		n, _, err := t.Read(buf)
		now := time.Now()
		switch {
		case err != nil:
			if e, ok := errors.AsType[net.Error](err); !ok || !e.Timeout() {
				return
			}
			s.release(now)
			if len(l.tracks) > 0 {
				return
			}
		case packet.Unmarshal(buf[:n]) == nil:
			s.packet(packet.Timestamp, packet.Payload, now)
		default:
			l.counts.broken.Add(1)
		}
	}
}

// deliver passes a frame on, in place of the oldest if the owner is busy.
func (l *Line) deliver(f media.Frame) {
	for {
		select {
		case l.frames <- f:
			return
		default:
		}
		select {
		case <-l.frames:
			l.counts.dropped.Add(1)
		default:
		}
	}
}
