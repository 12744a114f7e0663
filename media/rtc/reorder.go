package rtc

import (
	"slices"
	"time"
)

const (
	// patience is how long a missing packet is waited for once a later one
	// is there.
	patience = 60 * time.Millisecond
	// maxHeld bounds the packets held back (2.5 s of 20 ms packets): beyond
	// it the missing one is given up at once.
	maxHeld = 128
)

// A packet is one Opus packet of the coach's microphone.
type packet struct {
	ts      int64 // RTP timestamp, extended (RFC 3550 section 5.1); in samples
	samples int64 // its length by its TOC byte
	payload []byte
}

func (p packet) end() int64 { return p.ts + p.samples }

// A reorder puts packets in the order of their timestamps. One that is next
// in line is released at once. A missing one is waited for while later ones
// are held, but not for longer than patience. Sequence numbers are not looked
// at: packets without payload use them up too.
//
// Times are on any one clock. The zero value holds nothing and opens at once.
type reorder struct {
	next   int64        // timestamp after what was released
	opened bool         // next is valid
	opens  time.Time    // nothing is released before
	held   []heldPacket // by timestamp
	free   [][]byte     // buffers of payloads done with
}

type heldPacket struct {
	packet
	arrived time.Time
}

// reset forgets everything and releases nothing before opens; the packet
// that is then the earliest comes first.
func (r *reorder) reset(opens time.Time) {
	for _, h := range r.held {
		r.free = append(r.free, h.payload)
	}
	r.held, r.opened, r.opens = r.held[:0], false, opens
}

// push takes a packet that arrived now and copies its payload. It reports
// false for one that comes too late or twice.
func (r *reorder) push(p packet, now time.Time) bool {
	if r.opened && p.ts < r.next {
		return false
	}
	i, twice := slices.BinarySearchFunc(r.held, p.ts, func(h heldPacket, ts int64) int { return int(h.ts - ts) })
	if twice {
		return false
	}
	var buf []byte
	if n := len(r.free); n > 0 {
		buf, r.free = r.free[n-1], r.free[:n-1]
	}
	p.payload = append(buf[:0], p.payload...)
	r.held = slices.Insert(r.held, i, heldPacket{p, now})
	return true
}

// pop releases the next packet and tells how many samples before it are lost.
// The payload is valid until the packet is given back with done.
func (r *reorder) pop(now time.Time) (p packet, lost int64, ok bool) {
	if len(r.held) == 0 {
		return packet{}, 0, false
	}
	if !r.opened {
		if now.Before(r.opens) && len(r.held) < maxHeld {
			return packet{}, 0, false
		}
		r.next, r.opened = r.held[0].ts, true
	}
	p = r.held[0].packet
	if p.ts > r.next && len(r.held) < maxHeld && now.Before(r.deadline()) {
		return packet{}, 0, false
	}
	lost = max(p.ts-r.next, 0)
	r.held = slices.Delete(r.held, 0, 1)
	r.next = max(r.next, p.end())
	return p, lost, true
}

// done gives the payload of a popped packet back.
func (r *reorder) done(p packet) { r.free = append(r.free, p.payload) }

// deadline is when pop has something to release even if no packet comes; the
// zero time if nothing is held.
func (r *reorder) deadline() time.Time {
	if len(r.held) == 0 {
		return time.Time{}
	}
	if !r.opened {
		return r.opens
	}
	if r.held[0].ts <= r.next {
		return r.held[0].arrived
	}
	first := r.held[0].arrived // when the gap was first seen
	for _, h := range r.held[1:] {
		if h.arrived.Before(first) {
			first = h.arrived
		}
	}
	return first.Add(patience)
}

// extend gives the 32-bit timestamp the bits that put it nearest to last.
func extend(last int64, ts uint32) int64 {
	return last + int64(int32(ts-uint32(last)))
}

// packetSamples is the playing time in samples at 48 kHz of an Opus packet
// (RFC 6716 section 3.1); 0 if it is none.
func packetSamples(payload []byte) int64 {
	if len(payload) == 0 {
		return 0
	}
	toc := payload[0]
	frames := int64(2)
	switch toc & 3 {
	case 0:
		frames = 1
	case 3:
		if len(payload) < 2 {
			return 0
		}
		frames = int64(payload[1] & 63)
	}
	config := toc >> 3
	var size int64
	switch {
	case config < 12: // SILK: 10, 20, 40, 60 ms
		size = [...]int64{480, 960, 1920, 2880}[config&3]
	case config < 16: // hybrid: 10, 20 ms
		size = 480 << (config & 1)
	default: // CELT: 2.5, 5, 10, 20 ms
		size = 120 << (config & 3)
	}
	if frames*size > 5760 {
		return 0
	}
	return frames * size
}
