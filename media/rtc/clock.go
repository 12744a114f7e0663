package rtc

import "time"

const (
	// envelopeSpan is how far back the envelope looks, in buckets of one second.
	envelopeSpan = 30
	// slopeAfter is the number of seconds of stream below which the two
	// clocks are taken to run alike: a slope through less would be noise.
	slopeAfter = 10
	// maxSkew bounds the slope: no sound card is off by more than 500 ppm.
	maxSkew = 500e-6
)

// An envelope follows the clock of a stream whose packets arrive with varying
// delay. A point is a packet: x its time on the sender's clock, y what our
// clock showed at its arrival, minus x. Delay only ever adds to y, so that
// the lower edge of the points is the offset of the clocks plus the smallest
// delay of the path (the "minimum-delay envelope").
//
// The edge is the line below all one-second minima of the last 30 s that is
// highest at their middle (Moon, Skelly, Towsley 1999, "Estimation and Removal
// of Clock Skew from Network Delay Measurements"): a plain minimum would lag
// by 6 ms behind a sender whose clock is slow by 200 ppm.
//
// The zero value is an empty envelope.
type envelope struct {
	points [envelopeSpan]point // the last n seconds that had a packet, oldest first
	n      int
	slope  float64
	base   time.Duration // the line's y at x = 0
	fitted bool          // slope and base belong to points
}

type point struct {
	second int64 // which second of x
	x, y   time.Duration
}

// add takes a packet into account.
func (e *envelope) add(x, y time.Duration) {
	second := int64(x / time.Second)
	for i := e.n - 1; i >= 0; i-- {
		if p := &e.points[i]; p.second == second {
			if y < p.y {
				p.x, p.y = x, y
				e.fitted = false
			}
			return
		} else if p.second < second {
			break
		} else if i == 0 {
			return // older than everything known: nothing it could tell
		}
	}
	if e.n > 0 && second < e.points[e.n-1].second {
		return // a late packet of a second that had none: too rare to sort in
	}
	if e.n == envelopeSpan {
		copy(e.points[:], e.points[1:])
		e.n--
	}
	e.points[e.n] = point{second, x, y}
	e.n++
	for e.points[0].second <= second-envelopeSpan {
		copy(e.points[:], e.points[1:e.n])
		e.n--
	}
	e.fitted = false
}

// at is the lower edge at sender time x. The envelope may not be empty.
func (e *envelope) at(x time.Duration) time.Duration {
	if !e.fitted {
		e.fit()
	}
	return e.base + time.Duration(e.slope*float64(x))
}

// fit finds the line. The edge of the lower convex hull over the middle of
// the points is the wanted one; where its slope is impossible, the highest
// line of the nearest possible slope below all points takes its place.
func (e *envelope) fit() {
	pts := e.points[:e.n]
	e.slope = 0
	if first, last := pts[0].x, pts[e.n-1].x; last-first >= slopeAfter*time.Second {
		a, b := hullEdge(pts, first+(last-first)/2)
		e.slope = min(max(float64(b.y-a.y)/float64(b.x-a.x), -maxSkew), maxSkew)
	}
	e.base = pts[0].y - time.Duration(e.slope*float64(pts[0].x))
	for _, p := range pts[1:] {
		e.base = min(e.base, p.y-time.Duration(e.slope*float64(p.x)))
	}
	e.fitted = true
}

// hullEdge returns the ends of the edge of the lower convex hull of pts that
// spans x (Andrew's monotone chain).
func hullEdge(pts []point, x time.Duration) (a, b point) {
	var hull [envelopeSpan]point
	n := 0
	for _, p := range pts {
		for n >= 2 && !below(hull[n-2], hull[n-1], p) {
			n--
		}
		hull[n] = p
		n++
	}
	for i := 1; i < n-1; i++ {
		if hull[i].x >= x {
			return hull[i-1], hull[i]
		}
	}
	return hull[n-2], hull[n-1]
}

// below reports whether q lies below the line from p to r.
func below(p, q, r point) bool {
	return float64(q.y-p.y)*float64(r.x-p.x) < float64(r.y-p.y)*float64(q.x-p.x)
}
