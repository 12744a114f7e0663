package main

import (
	"encoding/binary"
	"testing"
	"time"
)

// message builds a protocol buffer field by field.
type message []byte

func (m message) number(n int, v uint64) message {
	return binary.AppendUvarint(binary.AppendUvarint(m, uint64(n)<<3), v)
}

func (m message) bytes(n int, b []byte) message {
	m = binary.AppendUvarint(binary.AppendUvarint(m, uint64(n)<<3|2), uint64(len(b)))
	return append(m, b...)
}

func packed(vs ...uint64) (out []byte) {
	for _, v := range vs {
		out = binary.AppendUvarint(out, v)
	}
	return out
}

// aProfile has 30 ms in the resampler under voice activity, its function
// inlined, and 10 ms in the scheduler.
func aProfile() []byte {
	var p message
	p = p.bytes(2, message{}.bytes(1, packed(1, 2)).bytes(2, packed(3, 30_000_000)))
	p = p.bytes(2, message{}.number(1, 3).number(2, 1).number(2, 10_000_000)) // not packed
	p = p.bytes(4, message{}.number(1, 1).bytes(4, message{}.number(1, 1)).bytes(4, message{}.number(1, 2)))
	p = p.bytes(4, message{}.number(1, 2).bytes(4, message{}.number(1, 3)))
	p = p.bytes(4, message{}.number(1, 3).bytes(4, message{}.number(1, 4)))
	for i := range uint64(4) {
		p = p.bytes(5, message{}.number(1, i+1).number(2, i+1))
	}
	for _, s := range []string{"", "stillpoint/media.dot", "stillpoint/media.(*Resampler).Append", "stillpoint/media/voice.(*Meter).Speech", "runtime.schedule"} {
		p = p.bytes(6, []byte(s))
	}
	return p
}

func TestProfile(t *testing.T) {
	p, err := readProfile(aProfile())
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]time.Duration{}
	for _, s := range p.samples {
		got[partOf(p.stack(s))] += s.cpu
	}
	if got["voice activity: resampling"] != 30*time.Millisecond || got["runtime: scheduler, timers, garbage"] != 10*time.Millisecond || len(got) != 2 {
		t.Errorf("shares %v", got)
	}
}

func FuzzReadProfile(f *testing.F) {
	f.Add(aProfile())
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := readProfile(data)
		if err != nil {
			return
		}
		for _, s := range p.samples {
			p.stack(s)
		}
	})
}
