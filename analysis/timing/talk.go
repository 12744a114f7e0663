package timing

import (
	"cmp"
	"slices"

	"stillpoint/analysis/verbal"
	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/timeline"
)

const (
	monologueWords             = 60
	monologueLong  timeline.Ms = 25000
	paceWords                  = 8 // fewer say nothing about pace
)

// turns are what both said, murmurs apart.
func (r *record) turns() []Turn {
	out := make([]Turn, 0, len(r.coach)+len(r.her))
	for i := range r.coach {
		c := &r.coach[i]
		if c.murmur || c.seq == 0 {
			continue
		}
		t := Turn{Turn: c.Turn, Side: timeline.Coach, From: c.From, To: c.To, Words: len(lexicon.Tokens(c.Text)), Question: c.asks, Text: c.Text, Raw: c.raw, Seq: c.seq}
		for _, u := range c.units {
			t.Speech += u.len()
		}
		if !c.Typed {
			t.WPM = wpm(t.Words, c.To-c.From)
		}
		out = append(out, t)
	}
	for i := range r.her {
		h := &r.her[i]
		t := Turn{Turn: h.Turn, Side: timeline.Client, From: h.From, To: h.To, Speech: total(h.words), Words: len(lexicon.Tokens(h.text)), Question: verbal.QuestionKind(h.text), Text: h.text, Seq: h.seq}
		if !h.broken {
			t.WPM = wpm(t.Words, h.To-h.From-total(h.late))
		}
		out = append(out, t)
	}
	slices.SortStableFunc(out, func(a, b Turn) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	return out
}

// wpm is words a minute, rounded; 0 when there are too few to tell.
func wpm(words int, d timeline.Ms) int {
	if words < paceWords || d <= 0 {
		return 0
	}
	return int((timeline.Ms(words)*60000 + d/2) / d)
}

// transfers are the changes of floor.
func (r *record) transfers() []Transfer {
	out := []Transfer{}
	type ipu struct {
		stretch
		side timeline.Side
	}
	var all []ipu
	for _, u := range r.units {
		if !r.coach[u.of].murmur {
			all = append(all, ipu{u, timeline.Coach})
		}
	}
	for i := range r.her {
		for _, s := range r.her[i].sounds {
			all = append(all, ipu{s, timeline.Client})
		}
	}
	slices.SortStableFunc(all, func(a, b ipu) int { return byFrom(a.stretch, b.stretch) })
	var holder ipu
	for i, p := range all {
		switch {
		case i > 0 && p.to <= holder.to:
			continue // embedded
		case i > 0 && p.side != holder.side && within(r.away, min(holder.to, p.from), max(holder.to, p.from)) == 0:
			out = append(out, Transfer{p.side, p.from, p.from - holder.to})
		}
		holder = p
	}
	return out
}

// excluded are the stretches in which nothing counts.
func (r *record) excluded() []Span {
	out := []Span{}
	for _, k := range []struct {
		kind string
		at   []stretch
	}{{Aside, r.aside}, {Down, r.down}, {"risk", r.risk}} {
		for _, s := range k.at {
			out = append(out, Span{k.kind, s.from, s.to})
		}
	}
	slices.SortStableFunc(out, func(a, b Span) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Kind, b.Kind))
	})
	return out
}

// counted are the turns of one side that touch no excluded stretch.
func (r *record) counted(turns []Turn, side timeline.Side) []Turn {
	var out []Turn
	for _, t := range turns {
		if t.Side == side && within(r.away, t.From, t.To) == 0 {
			out = append(out, t)
		}
	}
	return out
}

// talk is who held the floor, and how.
func (r *record) talk(turns []Turn, silences []Silence) Talk {
	var t Talk
	for _, u := range r.units {
		if !r.coach[u.of].murmur {
			t.Speech.Coach += u.len() - within(r.away, u.from, u.to)
		}
	}
	for i := range r.her {
		for _, w := range r.her[i].words {
			t.Speech.Client += w.len() - within(r.away, w.from, w.to)
		}
	}
	if sum := t.Speech.Coach + t.Speech.Client; sum > 0 {
		t.Coach = round3(float64(t.Speech.Coach) / float64(sum))
		t.Client = round3(1 - t.Coach)
	}
	for _, s := range silences {
		switch s.Kind {
		case Thinking, Wait1, Wait2, Own:
			t.Silence += s.To - s.From
		default:
			t.Excluded += s.To - s.From
		}
		if s.EndedBy == ByRefill && s.To-s.From < RefillLimit {
			t.Refills++
		}
	}
	var words []int
	for _, c := range r.counted(turns, timeline.Coach) {
		if c.Speech == 0 {
			continue // typed
		}
		words = append(words, c.Words)
		if c.Words > monologueWords || c.To-c.From > monologueLong {
			t.Monologues++
		}
		if c.Words > t.Longest.Words {
			t.Longest = Longest{c.Turn, c.Words, c.To - c.From}
		}
	}
	t.MedianWords = median(words)
	for i := range r.coach {
		if c := &r.coach[i]; c.does.stacks && within(r.away, c.From, c.To) == 0 {
			t.Stacked++
		}
	}
	if r.scenario != nil && r.scenario.Reference.Talk > 0 {
		reference := r.scenario.Reference.Talk
		t.Reference = &reference
	}
	return t
}

func median(all []int) float64 {
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	n := len(all)
	return float64(all[(n-1)/2]+all[n/2]) / 2
}

const (
	late        = 700 // ms
	lateTooMany = .2
)

// lag is what the machine added.
func (r *record) lag(silences []Silence) Lag {
	var l Lag
	var all []timeline.Ms
	over := 0
	for i := range r.her {
		if d, ok := r.excess(&r.her[i]); ok {
			all = append(all, d)
			if d > late {
				over++
			}
		}
	}
	for _, s := range silences {
		if s.Kind == DeadAir {
			l.DeadAir += s.To - s.From
		}
	}
	if l.Turns = len(all); l.Turns == 0 {
		return l
	}
	slices.Sort(all)
	rank := func(percent int) timeline.Ms { return all[(len(all)*percent+99)/100-1] }
	l.P50, l.P95 = rank(50), rank(95)
	share := float64(over) / float64(len(all))
	l.Over700, l.Limited = round3(share), share > lateTooMany
	return l
}
