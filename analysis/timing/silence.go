package timing

import (
	"cmp"
	"slices"

	"stillpoint/dialogue/timeline"
)

// quietKind is a kind of silence and where it would be, speech or not. The
// first in order that holds is the one.
type quietKind struct {
	kind string
	at   []stretch // of: index in her or coach, as the kind has it
}

// kinds lists the kinds of silence in their order (report.md).
func (r *record) kinds() []quietKind {
	var thinking, dead, wait1, wait2, own []stretch
	for i := range r.her {
		h := &r.her[i]
		for _, p := range h.pauses {
			thinking = append(thinking, stretch{p.from, p.to, i})
		}
		dead = append(dead, stretch{h.planned, h.first, i})
		for _, l := range h.late {
			dead = append(dead, stretch{l.from, l.to, i})
		}
	}
	words := newOnsets(r)
	for i := range r.coach {
		c := &r.coach[i]
		if c.Due > 0 && len(r.her) > 0 {
			dead = append(dead, stretch{c.Due, c.From, min(r.herFrom(c.From), len(r.her)-1)})
		}
		if c.murmur {
			continue
		}
		own = append(own, stretch{c.From, c.To, i})
		wait1 = append(wait1, stretch{c.To, words.after(c.To), i})
	}
	for i := range r.her {
		h := &r.her[i]
		if !words.coachAt(h.end) {
			wait2 = append(wait2, stretch{h.end, words.after(h.end), i})
		}
	}
	edge := []stretch{{from: 0, to: r.length}}
	if n := len(r.spoken); n > 0 {
		edge = []stretch{{from: 0, to: r.spoken[0].from}, {from: r.spoken[n-1].to, to: r.length}}
	}
	return []quietKind{{Aside, slices.Clone(r.aside)}, {Down, slices.Clone(r.down)}, {Thinking, thinking}, {DeadAir, dead}, {Wait1, wait1}, {Wait2, wait2}, {Own, own}, {Edge, edge}}
}

// onsets are when somebody takes the floor: the coach by a word, spoken or
// typed, she by when she meant to begin, or was due to.
type onsets struct {
	at    []timeline.Ms
	coach []stretch // the coach's speech, joined
}

func newOnsets(r *record) onsets {
	var o onsets
	for i := range r.coach {
		c := &r.coach[i]
		if c.Due > 0 {
			o.at = append(o.at, c.Due)
		}
		switch {
		case c.murmur:
		case c.Typed || len(c.units) == 0:
			o.at = append(o.at, c.From)
		}
	}
	for _, u := range r.units {
		if !r.coach[u.of].murmur {
			o.at, o.coach = append(o.at, u.from), append(o.coach, u)
		}
	}
	for i := range r.her {
		o.at = append(o.at, r.her[i].planned)
	}
	slices.Sort(o.at)
	o.coach = union(o.coach)
	return o
}

// after is the first onset at or after t; t when there is none.
func (o onsets) after(t timeline.Ms) timeline.Ms {
	if i, _ := slices.BinarySearch(o.at, t); i < len(o.at) {
		return o.at[i]
	}
	return t
}

// coachAt says that the coach speaks before and after t.
func (o onsets) coachAt(t timeline.Ms) bool {
	s, ok := holding(o.coach, t)
	return ok && s.from < t && t < s.to
}

// silences parts the time in which neither speaks.
func (r *record) silences() []Silence {
	var all []quiet
	rest := slices.Clone(r.gaps)
	for _, k := range r.kinds() {
		var taken []stretch
		taken, rest = take(rest, k.at)
		for _, s := range taken {
			all = append(all, quiet{Silence: Silence{Kind: k.kind, From: s.from, To: s.to, Factor: 1}, of: s.of})
		}
	}
	slices.SortFunc(all, func(a, b quiet) int { return cmp.Compare(a.From, b.From) })
	r.ends(all)
	r.credit(all)
	out := make([]Silence, 0, len(all))
	for _, q := range all {
		out = append(out, q.Silence)
	}
	return out
}

// quiet is a silence while it is being judged.
type quiet struct {
	Silence
	of  int // index in her (thinking, dead_air, wait2) or coach (wait1, own)
	by  int // index of the coach's turn that ends it; -1: somebody else does
	gap stretch
}

// ends finds what ends each silence.
func (r *record) ends(all []quiet) {
	starts := map[timeline.Ms]int{} // what the coach begins
	for i := range r.coach {
		if c := &r.coach[i]; !c.murmur && (c.Typed || len(c.units) == 0) {
			starts[c.From] = i
		}
	}
	for _, u := range r.units {
		if !r.coach[u.of].murmur {
			starts[u.from] = u.of
		}
	}
	for i := range all {
		q := &all[i]
		q.gap, _ = holding(r.gaps, q.From+1)
		q.by = -1
		c, coach := starts[q.To]
		switch {
		case coach:
			q.EndedBy, q.by = ByCoach, c
		case q.To < q.gap.to && i+1 < len(all) && (all[i+1].Kind == Aside || all[i+1].Kind == Down), q.To == r.length:
			q.EndedBy = ByEnd
		default:
			q.EndedBy = ByClient
		}
		q.Turn = r.around(q)
	}
}

// around is the client turn that q stands around.
func (r *record) around(q *quiet) int {
	switch q.Kind {
	case Thinking, DeadAir, Wait2:
		return r.her[q.of].Turn
	}
	i, _ := slices.BinarySearchFunc(r.her, q.To, func(h herSaid, at timeline.Ms) int { return cmp.Compare(h.From, at) })
	next := i < len(r.her) && (q.Kind == Wait1 || q.Kind == Own || i == 0)
	switch {
	case next:
		return r.her[i].Turn
	case i > 0:
		return r.her[i-1].Turn
	}
	return 0
}
