package record

import "stillpoint/media"

const (
	// A run of chunks goes on seamlessly while its chunks say that they
	// belong within slack of where it is; small jitter is absorbed, drift
	// never gets larger. A quiet chunk is moved to its place at once.
	slack      = 15 * media.Rate / 1000
	quietSlack = 1 * media.Rate / 1000
	quiet      = 100 // peak of a quiet chunk: -50 dBFS
)

// track is one side of the recording that is not written yet, in samples of
// media time.
type track struct {
	base    int     // the first sample that may still be changed
	pending []int16 // from base on; silence after its end
	next    int     // where the run of chunks is
	running bool    // whether there is one
}

// put lays p where its run goes on, or at sample at if the run is elsewhere.
// It returns how many samples came too late.
func (t *track) put(at int, p []int16) (late int) {
	off := max(at-t.next, t.next-at)
	if !t.running || off > slack || off > quietSlack && peak(p) < quiet {
		t.next, t.running = at, true
	}
	from := t.next - t.base
	t.next += len(p)
	if from < 0 {
		late = min(-from, len(p))
		p, from = p[late:], 0
	}
	if need := from + len(p); need > len(t.pending) && len(p) > 0 {
		t.pending = append(t.pending, make([]int16, need-len(t.pending))...)
	}
	copy(t.pending[min(from, len(t.pending)):], p)
	return late
}

// take moves the next 20 ms into every second place of frame.
func (t *track) take(frame []int16) {
	const n = media.FrameSamples
	have := min(n, len(t.pending))
	for i, v := range t.pending[:have] {
		frame[2*i] = v
	}
	for i := have; i < n; i++ {
		frame[2*i] = 0
	}
	t.pending = t.pending[:copy(t.pending, t.pending[have:])]
	t.base += n
}

// end is the sample after the last one held or taken.
func (t *track) end() int { return t.base + len(t.pending) }

func peak(p []int16) int {
	high := 0
	for _, v := range p {
		high = max(high, int(v), -int(v))
	}
	return high
}
