// Package trust is the client's inner state: how far she has opened up, how
// guarded she is, and how the coach's turns move both. It is pure and counts
// in whole numbers, so that the same events always give the same states: what
// was stored of a practice can be replayed.
//
// There are four layers: 0 surface, 1 real concern, 2 feeling, 3 fear or
// belief. [Step] is taken once a coach turn, [State.Spoke] after her reply
// was heard.
package trust

import "slices"

// Params are what the scenario says of how easily she is moved. Percentages
// are on top of the shared weights; a zero Gain or Loss means that nothing
// good, or nothing bad, counts.
type Params struct {
	Start  int          // trust at the beginning, 0 to 100
	Gain   int          // percent of what the good events of a turn are worth
	Loss   int          // percent of what the bad ones cost
	Open   [4]int       // by layer: the trust from which it may open; [0] is not used
	Close  [4]int       // by layer: the trust below which it shuts; [0] is not used
	Touchy map[Name]int // percent for one event; without an entry 100
}

// Event is one thing in a coach's turn that moves her.
type Event struct {
	Name     Name
	Evidence string // the coach's words, empty for timing
}

// State is what the coach's turns have moved in her so far. It survives JSON.
type State struct {
	Trust int // 0 to 100
	Guard int // 0 (at ease) to 3 (shut)
	Open  int // 0 to 3: the deepest layer she may speak from now
	Told  int // 0 to 3: the deepest layer she has spoken from
	Dwell int // turns since Open last changed

	EmoAck   bool // a feeling of hers was met at least once
	Held     bool // a silence of hers was held at least once
	Accepted bool // she was accepted as she is, or seen in a strength, at least once
	Rupture  bool // Guard was driven to 3, and nobody has owned it since
	Repaired int  // ruptures that were owned

	Recent [][]Name // events of the last six coach turns, oldest first; each once a turn
}

const (
	deepest    = 3
	recent     = 6  // turns an event wears out over
	mostGain   = 14 // trust a turn can win
	mostLoss   = 30 // trust a turn can lose
	highTrust  = 100
	highGuard  = 3
	perHundred = 100
)

// maxGuard is by layer the Guard up to which it stays open.
var maxGuard = [4]int{3, 2, 1, 0}

// Begin is her state before the coach's first turn.
func (p Params) Begin() State { return State{Trust: p.Start} }

// Change is what a turn did to her.
type Change struct {
	Opened *int   // the layer that opened
	Closed *int   // the uppermost layer that shut: it and all below it
	Delta  int    // of Trust
	Why    string // one sentence for a person; empty when nothing opened or shut
}

// Step is her state after a coach turn with these events. An event counts once
// a turn however often it is given, names it does not know count nothing. It
// never writes into s.
func Step(p Params, s State, events []Event) (State, Change) {
	events = once(events)
	before := s
	s.Dwell++
	t := weigh(p, s, events)
	s.Trust = clamp(s.Trust+t.won-t.lost, 0, highTrust)
	s.guard(t)
	s.remember(events)

	var c Change
	for s.Open > 0 && s.mustShut(p) {
		s.Open--
		s.Dwell = 0
	}
	if s.Open < before.Open {
		shut := s.Open + 1
		c.Closed = &shut
	}
	if next := s.Open + 1; next <= deepest && !t.missed && s.mayOpen(p, next) {
		s.Open, s.Dwell = next, 0
		c.Opened = &next
	}
	c.Delta = s.Trust - before.Trust
	c.Why = why(before, s, c, events)
	return s, c
}

// Spoke is her state after the coach has heard her speak from layer.
func (s State) Spoke(layer int) State {
	s.Told = max(s.Told, min(layer, deepest))
	return s
}

// turn is what the events of one turn add up to.
type turn struct {
	won, lost int  // trust, each >= 0
	up, down  int  // guard, each >= 0
	missed    bool // something in it counts against the coach
	repaired  bool
}

func weigh(p Params, s State, events []Event) turn {
	var t turn
	for _, e := range events {
		trust, guard := Weight(e.Name)
		value := trust
		if percent, ok := p.Touchy[e.Name]; ok {
			value = trust * percent / perHundred
		}
		if trust < 0 {
			t.lost -= value
			t.missed = true
		} else {
			t.won += s.worn(e.Name, value)
		}
		t.up += max(guard, 0)
		t.down += max(-guard, 0)
		t.repaired = t.repaired || e.Name == Repair
	}
	if s.Guard >= 2 && !t.repaired {
		t.won /= 2
	}
	t.won = clamp(t.won*p.Gain/perHundred, 0, mostGain)
	// A miss costs more once she has opened up.
	t.lost = clamp(t.lost*p.Loss/perHundred*(4+s.Open)/4, 0, mostLoss)
	return t
}

// worn is the value of a good event by how many of the last six turns held it:
// all of it, 3/4, 1/2, 1/4, nothing. A repair never wears out.
func (s State) worn(n Name, value int) int {
	if n == Repair {
		return value
	}
	return value * max(4-s.held(n), 0) / 4
}

// held is the number of the recent turns that held n.
func (s State) held(n Name) int {
	count := 0
	for _, names := range s.Recent {
		if slices.Contains(names, n) {
			count++
		}
	}
	return count
}

// guard moves Guard, and with it Rupture and Repaired.
func (s *State) guard(t turn) {
	switch {
	case t.up > 0:
		s.Guard = clamp(s.Guard+t.up-t.down, 0, highGuard)
		s.Rupture = s.Rupture || s.Guard == highGuard
	case t.down > 0:
		s.Guard = max(s.Guard-t.down, 0)
	case !t.missed:
		s.Guard = max(s.Guard-1, 0)
	}
	if t.repaired && t.up == 0 && s.Rupture {
		s.Rupture = false
		s.Repaired++
	}
}

func (s *State) remember(events []Event) {
	names := make([]Name, len(events))
	for i, e := range events {
		names[i] = e.Name
		switch e.Name {
		case EmotionAck:
			s.EmoAck = true
		case SilenceHeld:
			s.Held = true
		case Accept, Strength:
			s.Accepted = true
		}
	}
	kept := s.Recent[max(len(s.Recent)+1-recent, 0):]
	s.Recent = append(append(make([][]Name, 0, len(kept)+1), kept...), names)
}

func (s State) mustShut(p Params) bool {
	return s.Trust < p.Close[s.Open] || s.Guard > maxGuard[s.Open] || s.Rupture && s.Open > 1
}

func (s State) mayOpen(p Params, layer int) bool {
	if s.Trust < p.Open[layer] || s.Guard > maxGuard[layer] {
		return false
	}
	switch layer {
	case 2:
		return !s.Rupture && s.Dwell >= 2+s.Repaired && (s.EmoAck || s.Held)
	case 3:
		return !s.Rupture && s.Dwell >= 3+s.Repaired && s.EmoAck && s.Accepted
	}
	return true
}

// once is events with the first of each name.
func once(events []Event) []Event {
	kept := make([]Event, 0, len(events))
	for _, e := range events {
		if !slices.ContainsFunc(kept, func(k Event) bool { return k.Name == e.Name }) {
			kept = append(kept, e)
		}
	}
	return kept
}

func clamp(n, low, high int) int { return max(low, min(n, high)) }
