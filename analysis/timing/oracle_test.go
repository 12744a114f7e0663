package timing

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"stillpoint/dialogue/timeline"
)

// The oracle decides from report.md alone, one millisecond at a time, who
// speaks, whose silence it is and where speech meets speech. It shares no code
// with what it checks.
type oracle struct {
	events []timeline.Event
	n      int

	hers  []int  // utterance that sounds, one-based; 0: none
	pause []int  // planned pause of which utterance
	coach []int  // coach event that is spoken, one-based
	floor []bool // coach speech that takes the floor

	clients []timeline.ClientTurn
	coaches []timeline.CoachTurn
}

func consult(tl timeline.Timeline) *oracle {
	o := &oracle{events: tl.Events, n: int(tl.Length)}
	o.hers, o.pause, o.coach, o.floor = make([]int, o.n), make([]int, o.n), make([]int, o.n), make([]bool, o.n)
	var ipus []timeline.IPU
	for _, e := range tl.Events {
		switch b := e.Body.(type) {
		case timeline.ClientTurn:
			o.clients = append(o.clients, b)
		case timeline.CoachTurn:
			if !b.Echo {
				o.coaches = append(o.coaches, b)
			}
		case timeline.IPU:
			ipus = append(ipus, b)
		}
	}
	for i, c := range o.clients {
		for _, p := range c.Pieces {
			for t := p.From; t < p.To; t++ {
				if p.Pause {
					o.pause[t] = i + 1
				} else {
					o.hers[t] = i + 1
				}
			}
		}
		// An IPU has no inner silence of 200 ms; a planned pause is one, though.
		hole := 0
		for t := c.From; t < c.To; t++ {
			if o.hers[t] == 0 && o.pause[t] == 0 {
				hole++
				continue
			}
			if hole > 0 && hole < 200 && o.hers[t] != 0 && o.hers[int(t)-hole-1] != 0 {
				for k := int(t) - hole; k < int(t); k++ {
					o.hers[k] = i + 1
				}
			}
			hole = 0
		}
	}
	for _, p := range ipus {
		for i, c := range o.coaches {
			if p.From >= c.From && p.To <= c.To {
				for t := p.From; t < p.To; t++ {
					o.coach[t], o.floor[t] = i+1, !(c.Text == "Mm-hm." && c.To-c.From <= 1000)
				}
			}
		}
	}
	return o
}

// meant is when she meant to begin utterance i.
func (o *oracle) meant(i int) int {
	c := o.clients[i]
	first := o.first(i)
	switch c.Why {
	case timeline.WhyReply:
		for _, k := range o.coaches {
			if k.Turn == c.Turn && int(k.To) <= first {
				return min(int(k.To+c.Think), first)
			}
		}
	case timeline.WhySilence:
		return int(c.Lag.Decided)
	case timeline.WhyResume:
		return int(o.clients[i-1].To)
	}
	return first
}

// first is when the first words of utterance i are heard.
func (o *oracle) first(i int) int {
	for _, p := range o.clients[i].Pieces {
		if !p.Pause && !p.Bridge {
			return int(p.From)
		}
	}
	panic("no words")
}

// kinds is the kind of silence of each millisecond; empty where somebody speaks.
func (o *oracle) kinds() []string {
	kind := make([]string, o.n)
	quiet := func(t int) bool { return o.hers[t] == 0 && !o.floor[t] }
	first, last := o.n, -1
	for t := range o.n {
		if !quiet(t) {
			first, last = min(first, t), t
		}
	}
	put := func(name string, from, to int) {
		for t := max(from, 0); t < min(to, o.n); t++ {
			if kind[t] == "" && quiet(t) {
				kind[t] = name
			}
		}
	}
	begins := make([]bool, o.n+1) // somebody takes the floor, or means to
	for t := range o.n {
		begins[t] = o.floor[t] && (t == 0 || !o.floor[t-1] || o.coach[t] != o.coach[t-1])
	}
	for i := range o.clients {
		begins[o.meant(i)] = true
	}
	for _, c := range o.coaches {
		begins[c.From] = begins[c.From] || c.Typed
		begins[c.Due] = begins[c.Due] || c.Due > 0
	}
	until := func(t int) int { // the next time somebody does; t when nobody does
		for k := t; k < o.n; k++ {
			if begins[k] {
				return k
			}
		}
		return t
	}
	aside, line := o.gone()
	for _, s := range aside {
		put("aside", s[0], s[1])
	}
	for _, s := range line {
		put("line", s[0], s[1])
	}
	for t := range o.n {
		if o.pause[t] != 0 {
			put("thinking", t, t+1)
		}
	}
	for i, c := range o.clients {
		put("dead_air", o.meant(i), o.first(i))
		put("dead_air", int(c.From), int(c.To)) // she has begun and not finished
	}
	for _, c := range o.coaches {
		if c.Due > 0 && len(o.clients) > 0 { // without her there is nobody whose silence it was
			put("dead_air", int(c.Due), int(c.From))
		}
	}
	for _, c := range o.coaches {
		if c.Text != "Mm-hm." {
			put("wait1", int(c.To), until(int(c.To)))
		}
	}
	for _, c := range o.clients {
		end := int(c.To)
		if c.Cut != nil {
			end = max(end, int(c.Cut.Onset))
		}
		if end < o.n && end > 0 && o.floor[end] && o.floor[end-1] && o.coach[end] == o.coach[end-1] {
			continue // the coach's next word is being spoken
		}
		put("wait2", end, until(end))
	}
	for _, c := range o.coaches {
		if c.Text != "Mm-hm." {
			put("own", int(c.From), int(c.To))
		}
	}
	put("edge", 0, first)
	put("edge", last+1, o.n)
	return kind
}

// gone is when the role-play is set aside and when the line is away.
func (o *oracle) gone() (aside, line [][2]int) {
	set, away := -1, map[string]int{}
	for _, e := range o.events {
		at := int(e.At)
		switch b := e.Body.(type) {
		case timeline.Role:
			if b.State == "paused" {
				set = at
			} else {
				aside, set = append(aside, [2]int{set, at}), -1
			}
		case timeline.Line:
			switch b.State {
			case timeline.LineDown, timeline.LineMuted, timeline.LineQuiet:
				away[b.State] = at
				if b.Since > 0 {
					away[b.State] = min(at, int(b.Since))
				}
			case timeline.LineUp:
				for _, what := range []string{timeline.LineDown, timeline.LineQuiet} {
					if from, ok := away[what]; ok {
						line = append(line, [2]int{from, at})
						delete(away, what)
					}
				}
			case timeline.LineUnmuted:
				line = append(line, [2]int{away[timeline.LineMuted], at})
				delete(away, timeline.LineMuted)
			}
		}
	}
	if set >= 0 {
		aside = append(aside, [2]int{set, o.n})
	}
	for _, from := range away {
		line = append(line, [2]int{from, o.n})
	}
	return aside, line
}

// met is where each coach turn and each utterance of hers share time.
func (o *oracle) met() (all []string) {
	type pair struct{ coach, her int }
	from, to, onsets := map[pair]int{}, map[pair]int{}, map[pair]int{}
	for i, c := range o.clients {
		end := int(c.To)
		if c.Cut != nil {
			end = max(end, int(c.Cut.Onset))
		}
		for k := range o.coaches {
			p := pair{k, i}
			onset, stands := 0, false // of the IPU that is being spoken
			for t := int(o.coaches[k].From); t <= int(o.coaches[k].To) && t < o.n; t++ {
				if o.coach[t] != k+1 {
					stands = false
					continue
				}
				if t == 0 || o.coach[t-1] != k+1 {
					onset = t
					stands = c.Cut != nil && !c.Cut.False && t == int(c.Cut.Onset)
				}
				stands = stands || t >= int(c.From) && t < end && (o.hers[t] == i+1 || o.pause[t] == i+1)
				if _, ok := from[p]; stands && !ok {
					from[p], onsets[p] = max(onset, int(c.From)), onset
				}
				if _, ok := from[p]; ok && (t < end || onset >= end && from[p] == onset) {
					to[p] = t + 1
				}
			}
		}
	}
	aside, line := o.gone()
	for p, a := range from {
		if slices.ContainsFunc(append(aside, line...), func(s [2]int) bool { return onsets[p] >= s[0] && onsets[p] < s[1] }) {
			continue // it does not count
		}
		all = append(all, fmt.Sprintf("%d-%d coach %d over client %d", a, to[p], o.coaches[p.coach].Turn, o.clients[p.her].Turn))
	}
	slices.Sort(all)
	return all
}

// cut ends c because the coach speaks from onset on: some time later, or at
// once when she was in a pause.
func cut(c *timeline.ClientTurn, onset, later timeline.Ms) {
	stopped := min(onset+later, c.To)
	for _, p := range c.Pieces {
		if p.Pause && p.From <= onset && onset < p.To {
			stopped = p.From
		}
	}
	var kept []timeline.Piece
	words := false
	for _, p := range c.Pieces {
		to := stopped
		if p.Pause {
			to = max(stopped, onset)
		}
		if p.To = min(p.To, to); p.From < p.To {
			kept = append(kept, p)
			words = words || !p.Pause && !p.Bridge
		}
	}
	if !words {
		return
	}
	c.Pieces, c.To = kept, stopped
	c.Cut = &timeline.Cut{By: timeline.Coach, Onset: onset, Stopped: stopped}
	c.Text, c.Unheard = timeline.Text(kept), "and that is what I wanted to say to you."
}

// random is a short practice in which everything happens much too often.
func random(rng *rand.Rand) timeline.Timeline {
	var events []timeline.Event
	now := timeline.Ms(rng.IntN(400))
	between := func(a, b int) timeline.Ms { return timeline.Ms(a + rng.IntN(b-a+1)) }
	chance := func(percent int) bool { return rng.IntN(100) < percent }
	put := func(at timeline.Ms, b timeline.Body) { events = append(events, timeline.Event{At: at, Body: b}) }
	turn, spoken, free := 0, timeline.Ms(0), timeline.Ms(0) // end of the coach's newest turn; from when the coach may speak

	coach := func(at timeline.Ms, typed bool) timeline.Ms {
		turn++
		c := timeline.CoachTurn{Turn: turn, From: at, To: at, Text: "What is that like for you then?", Typed: typed}
		for n := range 1 + rng.IntN(3) {
			if typed {
				break
			}
			if n > 0 {
				c.To += between(200, 500)
			}
			from := c.To
			c.To += between(30, 600)
			put(c.To, timeline.IPU{Side: timeline.Coach, From: from, To: c.To})
		}
		if !typed && c.To-c.From <= 1000 && chance(25) {
			c.Text = "Mm-hm."
		} else if !typed && chance(10) {
			c.Echo = true
		}
		if due := at - between(1, 4000); chance(10) && due > 0 {
			c.Due = due
		}
		put(c.To, c)
		free = c.To + 1
		if c.Text != "Mm-hm." && !c.Echo {
			spoken = c.To
		}
		return c.To
	}
	client := func(at timeline.Ms, why timeline.Why) timeline.Ms {
		c := timeline.ClientTurn{Turn: turn, Why: why, From: at, To: at}
		if why == timeline.WhyReply {
			c.Think = max(0, at-spoken-between(0, 300))
		}
		if why == timeline.WhySilence {
			c.Lag.Decided = max(at-between(0, 200), 1)
		}
		if why == timeline.WhyReply && chance(20) {
			c.Pieces = append(c.Pieces, timeline.Piece{Text: "Mm.", Bridge: true, From: c.To, To: c.To + 150})
			c.To += 150 + between(0, 400)
		}
		for n := range 1 + rng.IntN(3) {
			if n > 0 && chance(60) {
				p := timeline.Piece{Pause: true, From: c.To, To: c.To + between(50, 900)}
				c.Pieces, c.To = append(c.Pieces, p), p.To
			} else if n > 0 && chance(60) {
				c.To += between(1, 500)
			}
			p := timeline.Piece{Text: "I do them again and again.", From: c.To, To: c.To + between(50, 900)}
			c.Pieces, c.To = append(c.Pieces, p), p.To
			c.Text = timeline.Text(c.Pieces)
		}
		for chance(30) { // the coach speaks over her
			from := max(free, c.From+between(-300, int(c.To-c.From)+50))
			if from <= c.To {
				coach(from, false)
			}
		}
		if onset := max(free, c.From+between(1, int(c.To-c.From))); chance(25) && onset < c.To {
			cut(&c, onset, between(0, 700))
			coach(onset, false)
		}
		put(c.To, c)
		return c.To
	}
	end := now
	if chance(90) {
		end = client(now, timeline.WhyOpening)
	}
	for range 1 + rng.IntN(4) {
		now = max(end, free) + between(0, 900)
		switch {
		case chance(15):
			end = client(now, timeline.WhySilence)
			continue
		case chance(8) && turn > 0 && len(events) > 0:
			if _, ok := events[len(events)-1].Body.(timeline.ClientTurn); ok {
				end = client(now, timeline.WhyResume)
				continue
			}
		}
		end = coach(now, chance(8))
		if spoken == end && chance(80) {
			end = client(end+between(0, 900), timeline.WhyReply)
		}
	}
	length := max(end, free) + between(0, 500)
	if chance(30) {
		from := between(0, int(length))
		put(from, timeline.Role{State: "paused"})
		if chance(80) {
			put(from+between(0, int(length-from)), timeline.Role{State: "resumed"})
		}
	}
	for _, pair := range [][2]string{{timeline.LineMuted, timeline.LineUnmuted}, {timeline.LineDown, timeline.LineUp}, {timeline.LineQuiet, timeline.LineUp}} {
		if chance(20) {
			from := between(0, int(length))
			put(from, timeline.Line{State: pair[0]})
			if chance(80) || pair[0] != timeline.LineMuted {
				put(from+between(0, int(length-from)), timeline.Line{State: pair[1]})
			}
		}
	}
	slices.SortStableFunc(events, func(a, b timeline.Event) int { return cmp.Compare(a.At, b.At) })
	for i := range events {
		events[i].Seq = i + 1
	}
	return timeline.Timeline{Schema: 1, Length: length, Complete: true, Events: events}
}

func TestAgreesWithTheOracle(t *testing.T) {
	n := 10_000
	if testing.Short() || raced {
		n = 500
	}
	counts := map[string]int{}
	for seed := range n {
		tl := random(rand.New(rand.NewPCG(uint64(seed), 7)))
		o := consult(tl)
		want := o.kinds()
		m := Measure(tl, nil)
		got := make([]string, tl.Length)
		for _, s := range m.Silences {
			counts[s.Kind]++
			for at := s.From; at < s.To; at++ {
				if got[at] != "" {
					t.Fatalf("seed %d: %d ms belongs to two silences", seed, at)
				}
				got[at] = s.Kind
			}
		}
		for at := range got {
			if got[at] != want[at] {
				t.Fatalf("seed %d: at %d ms %q, the oracle has %q\n%s", seed, at, got[at], want[at], show(tl, m))
			}
		}
		var met []string
		for _, v := range m.Overlaps {
			counts[v.Kind]++
			met = append(met, fmt.Sprintf("%d-%d coach %d over client %d", v.From, v.To, tl.Events[v.Seq-1].Body.(timeline.CoachTurn).Turn, v.Turn))
		}
		slices.Sort(met)
		if over := o.met(); !slices.Equal(met, over) {
			t.Fatalf("seed %d: overlaps %q, the oracle has %q\n%s", seed, met, over, show(tl, m))
		}
	}
	t.Log(n, "timelines:", counts)
}

func show(tl timeline.Timeline, m Times) string {
	var out string
	for _, e := range tl.Events {
		out += fmt.Sprintf("%d %d %s %+v\n", e.Seq, e.At, e.Body.Kind(), e.Body)
	}
	for _, s := range m.Silences {
		out += fmt.Sprintf("%s %d-%d; ", s.Kind, s.From, s.To)
	}
	for _, s := range m.Overlaps {
		out += fmt.Sprintf("\n%s %d-%d turn %d seq %d", s.Kind, s.From, s.To, s.Turn, s.Seq)
	}
	return out
}
