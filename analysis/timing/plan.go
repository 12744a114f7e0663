package timing

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
)

// plannedPauses is, for the words of each piece that has a planned pause
// before it, how long that is: for timelines whose pauses do not say it.
func plannedPauses(s *scenario.Scenario) map[string]timeline.Ms {
	pauses := map[string]timeline.Ms{}
	if s == nil {
		return pauses
	}
	add := func(texts ...scenario.Text) {
		for _, t := range texts {
			for _, p := range t.Pieces[min(1, len(t.Pieces)):] {
				if p.Pause > 0 {
					pauses[p.Words] = max(pauses[p.Words], timeline.At(p.Pause))
				}
			}
		}
	}
	add(s.Opening.Text, s.Contract.AdviceSeeking.Text)
	for i := range s.Lines {
		add(s.Lines[i].Text)
	}
	for _, t := range s.Topics {
		add(t.Say...)
	}
	for _, m := range s.Moves {
		add(m...)
	}
	for _, e := range s.Silence {
		add(e.Do.Say...)
	}
	for _, i := range s.Interrupted {
		add(i.Say...)
	}
	return pauses
}

// longestThink is the longest she means to think, ms; 0: not known.
func (r *record) longestThink() (most timeline.Ms) {
	if r.scenario == nil {
		return 0
	}
	for _, t := range append(r.scenario.Think.Layer[:], r.scenario.Think.Thin) {
		most = max(most, timeline.At(t.Max))
	}
	return most
}

// answer finds what each utterance of hers answers and when she meant to begin.
func (r *record) answer() {
	turns := map[int]int{}
	c := 0
	for i := range r.her {
		h := &r.her[i]
		for ; c < len(r.coach) && r.coach[c].To <= h.first; c++ {
			if r.coach[c].seq > 0 {
				turns[r.coach[c].Turn] = c
			}
		}
		h.planned = h.From
		switch h.Why {
		case timeline.WhyResume: // she was stopped for nothing: the machine's mistake, to its end
			if i > 0 {
				h.planned = r.her[i-1].end
			}
		case timeline.WhySilence:
			if at := r.moveAt(i); at > 0 {
				h.planned = at
			}
		case timeline.WhyGoodbye:
			if at := cmp.Or(h.Lag.Decided, h.Lag.FirstToken); at > 0 {
				h.planned = at
			}
		default:
			if a, ok := turns[h.Turn]; ok {
				h.answers, h.planned = a, r.coach[a].To+h.Think
			}
		}
		h.planned = min(max(h.planned, 0), h.first)
	}
}

// moveAt is when utterance i, a move in open silence, was due: when that was
// decided, or by the silence entry that its line belongs to, or by the
// scenario's last entry before it.
func (r *record) moveAt(i int) timeline.Ms {
	h := &r.her[i]
	if h.Lag.Decided > 0 {
		return h.Lag.Decided
	}
	if i == 0 {
		return h.Lag.FirstToken
	}
	open := r.her[i-1].end
	if kind, rest, ok := strings.Cut(h.Line, "/"); ok && kind == "silence" {
		entry, _, _ := strings.Cut(rest, "/")
		if s, err := strconv.ParseFloat(entry, 64); err == nil && s > 0 && s < 1e5 && open+timeline.Ms(s*1000) <= h.From {
			return open + timeline.Ms(s*1000)
		}
	}
	if r.scenario != nil {
		times := r.scenario.SilenceTimes()
		for _, t := range slices.Backward(times) {
			if at := open + timeline.At(t); at <= h.From {
				return at
			}
		}
	}
	return h.Lag.FirstToken
}

// excess is how late the machine was with utterance h, ms; false: that cannot
// be said.
func (r *record) excess(h *herSaid) (timeline.Ms, bool) {
	if h.answers < 0 || r.coach[h.answers].Typed || h.broken {
		return 0, false
	}
	from := r.coach[h.answers].To
	if within(r.aside, from, h.first) > 0 || within(r.down, from, h.first) > 0 {
		return 0, false
	}
	return max(0, h.first-h.planned), true
}

// herFrom is the index of her first utterance whose words begin at at or later.
func (r *record) herFrom(at timeline.Ms) int {
	i, _ := slices.BinarySearchFunc(r.her, at, func(h herSaid, at timeline.Ms) int { return cmp.Compare(h.first, at) })
	return i
}

// herBefore is her newest utterance that began before at; nil: there is none.
func (r *record) herBefore(at timeline.Ms) *herSaid {
	i, _ := slices.BinarySearchFunc(r.her, at, func(h herSaid, at timeline.Ms) int { return cmp.Compare(h.From, at) })
	if i == 0 {
		return nil
	}
	return &r.her[i-1]
}

// coachBefore is the coach's newest turn that began before at; nil: there is none.
func (r *record) coachBefore(at timeline.Ms) *coachSaid {
	i, _ := slices.BinarySearchFunc(r.turnsOf, at, func(c int, at timeline.Ms) int { return cmp.Compare(r.coach[c].From, at) })
	if i == 0 {
		return nil
	}
	return &r.coach[r.turnsOf[i-1]]
}
