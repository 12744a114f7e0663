package rtc

import (
	"context"
	"math/rand/v2"
	"time"

	"github.com/pion/rtp"

	"stillpoint/media"
	"stillpoint/media/codec"
)

const (
	bitrate    = 32000 // bit/s of the client's voice
	complexity = 5
	// settling is how many frames of silence are really encoded after speech
	// before the ready-made one takes over: until then encoder and decoder
	// remember what was said.
	settling = 5
	// stopped is how late the pacer may be before it takes the machine to
	// have stood still and leaves the missed frames out.
	stopped = 200 * time.Millisecond
	// yielding is how fast a lead is given back while the client is silent.
	yielding = time.Millisecond
)

// A pacer sends one frame every 20 ms without a break, silence while nothing
// is queued: the receiver's jitter buffer then stays at its smallest.
//
// Frame n is due at epoch + n * 20 ms. The first frame after a silence does
// not wait for its turn (10 ms on average): it goes out at once, and the
// frames behind it with the same lead of less than one frame. Timestamps
// follow the schedule, so that the ear has them no sooner, but never later
// either. The lead is given back in the next silence, 1 ms a frame.
type pacer struct {
	out     *outlet
	link    *link
	encoder codec.Encoder
	silence []byte // a settled frame of silence
	counts  *counters
}

// run sends until ctx ends.
func (p *pacer) run(ctx context.Context) {
	var (
		epoch   = time.Now()
		first   = rand.Uint32()
		seq     = uint16(rand.Uint32())
		n       int64
		lead    time.Duration
		idle    = true
		settled = 0 // frames of silence still to encode
		page    *conn
		frame   = make(media.PCM, media.FrameSamples)
		buf     = make([]byte, codec.MaxPacket)
		timer   = time.NewTimer(0)
		packet  rtp.Packet
	)
	defer timer.Stop()
	p.out.start(epoch, first)
	for {
		scheduled := epoch.Add(time.Duration(n) * media.FrameDur)
		due := scheduled.Add(-lead)
		next := due
		if heard := p.out.hear(time.Now()); !heard.IsZero() && heard.Before(due) {
			next = heard
		}
		timer.Reset(time.Until(next))
		select {
		case <-ctx.Done():
			return
		case <-p.out.wake:
		case <-timer.C:
		}
		now := time.Now()
		c := p.link.current()
		up := c != nil && c.up.Load()
		if idle && up && now.Before(due) && p.out.waiting() {
			lead = min(scheduled.Sub(now), media.FrameDur)
			due = scheduled.Add(-lead)
		}
		if now.Before(due) {
			continue
		}
		if late := now.Sub(due); late > stopped {
			missed := int64(late / media.FrameDur)
			n += missed
			due = due.Add(time.Duration(missed) * media.FrameDur)
			p.counts.skipped.Add(missed)
		}
		pos := n * media.FrameSamples
		if c != page {
			page = c
			if c != nil {
				p.out.connect(c.ssrc, pos)
			}
		}
		idle = p.out.pop(frame, pos, up) == 0
		payload := p.silence
		if !idle {
			settled = settling
		}
		if settled > 0 {
			if idle {
				settled--
			}
			if size, err := p.encoder.Encode(frame, buf); err == nil {
				payload = buf[:size]
			}
		}
		if idle {
			lead = max(lead-yielding, 0)
		}
		if c != nil {
			packet.Header = rtp.Header{Version: 2, SequenceNumber: seq, Timestamp: first + uint32(pos)}
			packet.Payload = payload
			if err := c.track.WriteRTP(&packet); err != nil {
				p.counts.unsent.Add(1)
			}
			p.counts.sentLate(time.Since(due))
			seq++
		}
		n++
	}
}

// silentFrame is what a settled encoder makes of silence.
func silentFrame() ([]byte, error) {
	enc, err := codec.NewOpusEncoder(1, bitrate, complexity)
	if err != nil {
		return nil, err
	}
	buf := make([]byte, codec.MaxPacket)
	size := 0
	for range 50 {
		if size, err = enc.Encode(media.Silence(media.FrameDur), buf); err != nil {
			return nil, err
		}
	}
	return append([]byte(nil), buf[:size]...), nil
}
