package timing

import (
	"fmt"
	"slices"

	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
)

// record is a timeline made fit to be measured: in order, within the practice,
// without negative lengths, its speech assigned to those who spoke.
type record struct {
	scenario *scenario.Scenario
	length   timeline.Ms
	coach    []coachSaid // by From
	her      []herSaid   // by From, disjoint
	units    []stretch   // the coach's IPUs, by from; of: index in coach
	turnsOf  []int       // of coach, those that are no murmurs
	aside    []stretch
	down     []stretch
	risk     []stretch
	away     []stretch     // all three, joined
	faults   []timeline.Ms // by time
	notes    []string

	spoken []stretch // what ends a silence: speech of either side, without murmurs and noises; joined
	gaps   []stretch // between and around them
}

// coachSaid is a coach event, or speech that none tells of.
type coachSaid struct {
	timeline.CoachTurn
	seq    int // 0: speech without an event
	raw    string
	murmur bool      // a backchannel, or a short noise without words: takes no turn and ends no silence
	units  []stretch // its IPUs
	asks   string    // open, closed or empty
	does   doing
}

// herSaid is a client event.
type herSaid struct {
	timeline.ClientTurn
	seq     int
	text    string          // heard, without the sound that covered a late start
	sounds  []stretch       // when she sounds, bridged
	pauses  []stretch       // planned ones, as heard
	late    []stretch       // machine time within: what is neither words nor a planned pause
	covers  []stretch       // sounds that covered a late start
	first   timeline.Ms     // of her words
	words   []stretch       // when she says words
	each    []timeline.Word // the words and when she says them
	end     timeline.Ms     // To, or the coach's onset where a cut fell in a pause
	answers int             // index of the coach's turn that this replies to; -1
	planned timeline.Ms     // when she meant to begin
	cutter  timeline.Ms     // when the coach speech began that stopped her; -1: none
	broken  bool            // the record ends in the middle of it

	emotional bool
	ctx       float64 // what a silence after it may count at most, and why
	because   string
}

// longest practice that is measured, ms.
const day timeline.Ms = 24 * 60 * 60 * 1000

// overrun: the last word may be written so much later than the length says, ms.
const overrun timeline.Ms = 1000

// early: an event is written after what it tells of; by so many ms it may be
// before, or else its end is wrong.
const early timeline.Ms = 60_000

func clamp(t timeline.Ms) timeline.Ms { return min(max(t, 0), day) }

// read takes a timeline apart.
func read(tl timeline.Timeline, s *scenario.Scenario) *record {
	r := &record{scenario: s}
	var (
		line    state
		set     state
		ipus    []stretch
		started *timeline.Event
		seen    = map[int]bool{}
		bad     int
		fixed   = map[int]string{}
	)
	for i := range tl.Events {
		if c, ok := tl.Events[i].Body.(timeline.Correction); ok {
			fixed[c.Of] = c.Text
		}
	}
	last := timeline.Ms(0)
	for i := range tl.Events {
		e := &tl.Events[i]
		if e.Body == nil || e.Seq > 0 && seen[e.Seq] {
			bad++
			continue
		}
		seen[e.Seq] = true
		at := clamp(e.At)
		if at != e.At {
			bad++
		}
		last = max(last, at)
		switch b := e.Body.(type) {
		case timeline.Line:
			if b.State == timeline.LineQuiet && b.Since > 0 {
				at = min(at, clamp(b.Since))
			}
			line.line(at, b.State)
		case timeline.Role:
			set.set(at, "aside", b.State == "paused")
		case timeline.Risk:
			if from, to := clamp(b.From), clamp(b.To); from < to {
				r.risk, last = append(r.risk, stretch{from: from, to: to}), max(last, to)
			}
		case timeline.Fault:
			if b.Engine != "store" {
				r.faults = append(r.faults, at)
			}
		case timeline.IPU:
			from, to := clamp(b.From), clamp(b.To)
			switch {
			case b.Side == timeline.Client: // hers are her pieces
			case from >= to:
				bad++
			default:
				ipus, last = append(ipus, stretch{from: from, to: to}), max(last, to)
			}
		case timeline.CoachTurn:
			b.From, b.To = clamp(b.From), clamp(b.To)
			if b.To < b.From {
				bad++
				continue
			}
			c := coachSaid{CoachTurn: b, seq: e.Seq}
			if text, ok := fixed[e.Seq]; ok && text != b.Text {
				c.raw, c.Text, c.Words = b.Text, text, nil
			}
			if c.WordsEstimated {
				c.Words = nil // a guess, which speech itself makes better
			}
			r.coach, last = append(r.coach, c), max(last, b.To)
		case timeline.ClientStart:
			started = e
		case timeline.ClientTurn:
			if b.To > at+early {
				b.To = max(at, b.From)
				bad++
			}
			if started != nil && started.Body.(timeline.ClientStart).Turn == b.Turn {
				started = nil
			}
			if !r.client(b, e.Seq) {
				bad++
			}
			last = max(last, clamp(b.To))
		}
	}
	r.length = max(clamp(tl.Length), last)
	if tl.Complete && (tl.Length < 0 || last > clamp(tl.Length)+overrun) {
		r.notes = append(r.notes, fmt.Sprintf("the timeline says that it lasts %d ms, and goes on to %d ms", tl.Length, last))
	}
	if started != nil && clamp(started.At) < r.length {
		b := started.Body.(timeline.ClientStart)
		from := clamp(started.At)
		r.client(timeline.ClientTurn{Turn: b.Turn, Why: b.Why, Think: b.Think, From: from, To: r.length, Text: b.Text,
			Pieces: []timeline.Piece{{Text: b.Text, From: from, To: r.length}}}, started.Seq)
		if n := len(r.her); n > 0 {
			r.her[n-1].broken = true
		}
		r.notes = append(r.notes, "the record ends while she speaks: how much of that was heard is not known")
	}
	if bad > 0 {
		r.notes = append(r.notes, contradictions(bad))
	}
	r.aside, r.down = union(set.close(r.length)), union(line.close(r.length))
	r.risk = union(r.risk)
	r.away = union(slices.Concat(r.aside, r.down, r.risk))
	slices.Sort(r.faults)
	r.sort(ipus)
	r.answer()
	r.silent()
	return r
}

func contradictions(n int) string {
	if n == 1 {
		return "1 event contradicts itself or others and was left out or cut back"
	}
	return fmt.Sprintf("%d events contradict themselves or others and were left out or cut back", n)
}

// state collects when something was on.
type state struct {
	on  map[string]timeline.Ms
	all []stretch
}

func (s *state) set(at timeline.Ms, what string, on bool) {
	since, was := s.on[what]
	switch {
	case on && !was:
		if s.on == nil {
			s.on = map[string]timeline.Ms{}
		}
		s.on[what] = at
	case !on && was:
		delete(s.on, what)
		s.all = append(s.all, stretch{from: since, to: at})
	}
}

func (s *state) line(at timeline.Ms, to string) {
	switch to {
	case timeline.LineDown, timeline.LineMuted, timeline.LineQuiet:
		s.set(at, to, true)
	case timeline.LineUnmuted:
		s.set(at, timeline.LineMuted, false)
	case timeline.LineUp:
		s.set(at, timeline.LineDown, false)
		s.set(at, timeline.LineQuiet, false)
	}
}

func (s *state) close(at timeline.Ms) []stretch {
	for what := range s.on {
		s.set(at, what, false)
	}
	return s.all
}

// client takes an utterance of hers; false: it has no length.
func (r *record) client(b timeline.ClientTurn, seq int) bool {
	h := herSaid{ClientTurn: b, seq: seq, answers: -1}
	h.From, h.To = clamp(b.From), clamp(b.To)
	h.Think = clamp(b.Think)
	if h.From >= h.To {
		return false
	}
	h.end = h.To
	if c := b.Cut; c != nil && c.Onset > h.To && len(b.Pieces) > 0 && b.Pieces[len(b.Pieces)-1].Pause {
		h.end = clamp(c.Onset)
	}
	r.her = append(r.her, h)
	return true
}
