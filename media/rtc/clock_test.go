package rtc

import (
	"math/rand/v2"
	"testing"
	"time"
)

// TestEnvelope sends packets through a path with jitter from a clock that is
// off, for five virtual minutes, and asks how far the edge is from the truth.
func TestEnvelope(t *testing.T) {
	const base = 20 * time.Millisecond // smallest delay of the path
	for _, c := range []struct {
		name   string
		ppm    float64
		jitter time.Duration
		loss   float64
		limit  time.Duration // of the error from second 3 on
		steady time.Duration // of the error from second 40 on
	}{
		{"clean", 0, 0, 0, 10 * time.Microsecond, 10 * time.Microsecond},
		{"jitter", 0, 60 * time.Millisecond, 0.03, 2 * time.Millisecond, 1500 * time.Microsecond},
		{"fast", +200, 60 * time.Millisecond, 0.03, 2500 * time.Microsecond, 1500 * time.Microsecond},
		{"slow", -200, 60 * time.Millisecond, 0.03, 2500 * time.Microsecond, 1500 * time.Microsecond},
		{"slow clean", -200, 0, 0, 2100 * time.Microsecond, 10 * time.Microsecond},
	} {
		t.Run(c.name, func(t *testing.T) {
			rnd := rand.New(rand.NewPCG(1, 2))
			var e envelope
			var worst, steady time.Duration
			for i := range 5 * 60 * 50 {
				sent := time.Duration(i) * 20 * time.Millisecond // on our clock, nearly
				x := time.Duration(float64(sent) * (1 + c.ppm*1e-6))
				if rnd.Float64() < c.loss {
					continue
				}
				arrival := sent + base
				if c.jitter > 0 {
					arrival += time.Duration(rnd.Int64N(int64(c.jitter)))
				}
				e.add(x, arrival-x)
				off := (e.at(x) + x - sent - base).Abs()
				if sent > 3*time.Second {
					worst = max(worst, off)
				}
				if sent > 40*time.Second {
					steady = max(steady, off)
				}
			}
			t.Logf("worst %v, steady %v", worst, steady)
			if worst > c.limit || steady > c.steady {
				t.Errorf("worst error %v (limit %v), from 40 s on %v (limit %v)", worst, c.limit, steady, c.steady)
			}
		})
	}
}
