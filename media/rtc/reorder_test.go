package rtc

import (
	"slices"
	"testing"
	"time"
)

func TestReorder(t *testing.T) {
	ms := func(n int) time.Time { return time.Unix(0, 0).Add(time.Duration(n) * time.Millisecond) }
	type arrival struct {
		at int // ms
		k  int // number of the 20 ms packet
	}
	type release struct {
		at, k, lost int // lost in packets
	}
	for _, c := range []struct {
		name string
		in   []arrival
		want []release
		late int
	}{
		{"in order", []arrival{{0, 0}, {20, 1}, {40, 2}}, []release{{0, 0, 0}, {20, 1, 0}, {40, 2, 0}}, 0},
		{"swapped", []arrival{{0, 0}, {20, 2}, {30, 1}, {60, 3}}, []release{{0, 0, 0}, {30, 1, 0}, {30, 2, 0}, {60, 3, 0}}, 0},
		{"lost", []arrival{{0, 0}, {40, 2}, {60, 3}, {80, 4}, {99, 5}}, []release{{0, 0, 0}, {100, 2, 1}, {100, 3, 0}, {100, 4, 0}, {100, 5, 0}}, 0},
		{"two gaps", []arrival{{0, 0}, {40, 2}, {80, 4}}, []release{{0, 0, 0}, {100, 2, 1}, {140, 4, 1}}, 0},
		{"too late", []arrival{{0, 0}, {40, 2}, {101, 1}, {102, 3}}, []release{{0, 0, 0}, {100, 2, 1}, {102, 3, 0}}, 1},
		{"twice", []arrival{{0, 0}, {5, 0}, {20, 1}, {21, 1}}, []release{{0, 0, 0}, {20, 1, 0}}, 2},
		{"held twice", []arrival{{0, 0}, {40, 2}, {41, 2}, {42, 1}}, []release{{0, 0, 0}, {42, 1, 0}, {42, 2, 0}}, 1},
		{"dead for 5 s", []arrival{{0, 0}, {5000, 250}, {5020, 251}}, []release{{0, 0, 0}, {5060, 250, 249}, {5060, 251, 0}}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			var r reorder
			var got []release
			late, in := 0, c.in
			const first = 1<<32 - 960 // wraps around after one packet
			for now := range 6000 {
				for len(in) > 0 && in[0].at == now {
					ts := extend(first, uint32(first+in[0].k*960))
					if !r.push(packet{ts: ts, samples: 960, payload: []byte{byte(in[0].k)}}, ms(now)) {
						late++
					}
					in = in[1:]
				}
				for {
					p, lost, ok := r.pop(ms(now))
					if !ok {
						break
					}
					if want := byte((p.ts - first) / 960); p.payload[0] != want {
						t.Errorf("packet %d has the payload of %d", want, p.payload[0])
					}
					got = append(got, release{now, int(p.ts-first) / 960, int(lost) / 960})
					r.done(p)
				}
				if d := r.deadline(); !d.IsZero() && !d.After(ms(now)) {
					t.Fatalf("at %d ms the deadline %v is past and nothing was released", now, d)
				}
			}
			if !slices.Equal(got, c.want) || late != c.late {
				t.Errorf("released %v, %d late; want %v, %d late", got, late, c.want, c.late)
			}
		})
	}
}

func TestReorderOpens(t *testing.T) {
	t0 := time.Unix(0, 0)
	var r reorder
	r.reset(t0.Add(100 * time.Millisecond))
	r.push(packet{ts: 960, samples: 960}, t0)
	r.push(packet{ts: 0, samples: 960}, t0.Add(time.Millisecond))
	if _, _, ok := r.pop(t0.Add(99 * time.Millisecond)); ok {
		t.Error("released a packet before it opens")
	}
	if p, lost, ok := r.pop(r.deadline()); !ok || p.ts != 0 || lost != 0 {
		t.Errorf("first packet: %d, %d lost, %v; want the earliest", p.ts, lost, ok)
	}
}

func TestPacketSamples(t *testing.T) {
	for _, c := range []struct {
		packet []byte
		want   int64
	}{
		{nil, 0},
		{[]byte{31 << 3}, 960},      // CELT 20 ms
		{[]byte{28 << 3}, 120},      // CELT 2.5 ms
		{[]byte{15 << 3}, 960},      // hybrid 20 ms
		{[]byte{3 << 3}, 2880},      // SILK 60 ms
		{[]byte{1<<3 | 1}, 1920},    // two of 20 ms
		{[]byte{1<<3 | 3, 3}, 2880}, // three of 20 ms
		{[]byte{1<<3 | 3}, 0},
		{[]byte{3<<3 | 3, 48}, 0}, // longer than 120 ms
	} {
		if got := packetSamples(c.packet); got != c.want {
			t.Errorf("packetSamples(%x) = %d, want %d", c.packet, got, c.want)
		}
	}
}
