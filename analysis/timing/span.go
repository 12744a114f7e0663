package timing

import (
	"cmp"
	"slices"

	"stillpoint/dialogue/timeline"
)

// stretch is the time [from, to); of says whose it is, where that matters.
type stretch struct {
	from, to timeline.Ms
	of       int
}

func (s stretch) len() timeline.Ms { return s.to - s.from }

// total is the length of all together.
func total(all []stretch) (sum timeline.Ms) {
	for _, s := range all {
		sum += s.len()
	}
	return sum
}

func byFrom(a, b stretch) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) }

// union is all in order, with those that touch joined; it takes the slice over.
func union(all []stretch) []stretch { return bridge(all, 0) }

// bridge is all in order, where inner silences up to most are speech.
func bridge(all []stretch, most timeline.Ms) []stretch {
	slices.SortFunc(all, byFrom)
	out := all[:0]
	for _, s := range all {
		switch n := len(out); {
		case s.to <= s.from:
		case n > 0 && s.from-out[n-1].to <= most:
			out[n-1].to = max(out[n-1].to, s.to)
		default:
			out = append(out, s)
		}
	}
	return out
}

// disjoint is all in order, each cut back to where those before it have ended.
func disjoint(all []stretch) []stretch {
	slices.SortStableFunc(all, byFrom)
	out := all[:0]
	var end timeline.Ms
	for _, s := range all {
		s.from = max(s.from, end)
		if s.from < s.to {
			out = append(out, s)
			end = s.to
		}
	}
	return out
}

// take parts rest, whose stretches are disjoint and in order, into what lies
// in want, with want's owner, and what does not. A part keeps no trace of the
// stretch of rest that it comes from.
func take(rest, want []stretch) (taken, left []stretch) {
	want = disjoint(want)
	for _, r := range rest {
		for len(want) > 0 && want[0].to <= r.from {
			want = want[1:]
		}
		at := r.from
		for _, w := range want {
			if w.from >= r.to {
				break
			}
			from, to := max(w.from, at), min(w.to, r.to)
			if from > at {
				left = append(left, stretch{at, from, r.of})
			}
			taken = append(taken, stretch{from, to, w.of})
			at = to
		}
		if at < r.to {
			left = append(left, stretch{at, r.to, r.of})
		}
	}
	return taken, left
}

// within is how much of [from, to) lies in all, which is disjoint and in order.
func within(all []stretch, from, to timeline.Ms) (sum timeline.Ms) {
	i, _ := slices.BinarySearchFunc(all, from, func(s stretch, at timeline.Ms) int { return cmp.Compare(s.to, at) })
	for ; i < len(all) && all[i].from < to; i++ {
		sum += max(0, min(all[i].to, to)-max(all[i].from, from))
	}
	return sum
}

// holding is the stretch of all, which is disjoint and in order, that holds at
// or ends there.
func holding(all []stretch, at timeline.Ms) (stretch, bool) {
	i, _ := slices.BinarySearchFunc(all, at, func(s stretch, at timeline.Ms) int { return cmp.Compare(s.to, at) })
	if i < len(all) && all[i].from <= at {
		return all[i], true
	}
	return stretch{}, false
}
