package timing

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/timeline"
)

// overlaps finds each stretch of the coach's speech over an utterance of hers,
// planned pauses included, and says what it was.
func (r *record) overlaps() []Overlapped {
	out := []Overlapped{}
	h := 0
	for i := range r.coach {
		units := r.coach[i].units
		for h < len(r.her) && len(units) > 0 && r.her[h].reach() <= units[0].from {
			h++
		}
		for k := h; k < len(r.her) && len(units) > 0; k++ {
			her := &r.her[k]
			for len(units) > 0 && units[0].to <= her.From {
				units = units[1:]
			}
			n := 0
			for n < len(units) && units[n].from < her.reach() {
				n++
			}
			if o, ok := r.over(i, units[:n], her); ok {
				out = append(out, o)
			}
			if n > 0 {
				units = units[n-1:] // the last may reach her next utterance
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Overlapped) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Kind, b.Kind))
	})
	return out
}

// over is what coach turn i, of which units lie in the time of utterance h,
// did to it; false: they did not meet.
func (r *record) over(i int, units []stretch, h *herSaid) (Overlapped, bool) {
	c := &r.coach[i]
	met := slices.IndexFunc(units, func(u stretch) bool {
		return within(h.sounds, u.from, u.to) > 0 || within(h.pauses, u.from, u.to) > 0 || h.cutBy(u.from)
	})
	if met < 0 {
		return Overlapped{}, false
	}
	onset := units[met].from
	if within(r.away, onset, onset+1) > 0 {
		return Overlapped{}, false
	}
	rule := Overlap{From: onset, To: c.To, Text: c.Text, ClientFrom: h.From, Before: r.quietBefore(min(onset, h.From)), Yielded: h.cutBy(onset), Unsure: h.unsure()}
	if h.Cut == nil && !h.broken {
		rule.ClientEnd = h.To
	}
	if j := i + 1; j < len(r.coach) && len(r.coach[j].units) > 0 {
		rule.Next = r.coach[j].From
	}
	if p, ok := holding(h.pauses, onset+1); ok {
		rule.InPause, rule.PauseFrom = true, p.from
	}
	rule.Said, rule.Unplayed = h.wordsAt(onset)

	last := units[met]
	for _, u := range units[met:] {
		if u.from < h.end {
			last = u
		}
	}
	o := Overlapped{From: max(onset, h.From), To: min(last.to, h.end), Turn: h.Turn, Seq: c.seq, Coach: c.Text}
	if o.To <= o.From {
		o.To = units[met].to // she was in a pause, and did not go on
	}
	var kind Kind
	switch {
	case onset < h.From || h.notYet(onset): // not the coach but she came in
		kind, o.Why = SimultaneousStart, "she began while the coach was speaking"
		if h.From-onset <= simultaneous+rule.Unsure && rule.Before >= jointSilence {
			o.Why = "both began within 0.3 s"
		}
	default:
		kind = Classify(rule)
		o.Why = explain(kind, rule)
	}
	o.Kind = string(kind)
	o.Weight = weights[kind]
	if rule.Yielded {
		o.WordsLost, o.Unsaid = len(lexicon.Tokens(h.Unheard)), h.Unheard
	}
	return o, true
}

var weights = map[Kind]float64{ButtingIn: .5, PauseInterruption: 1, Interruption: 1}

// near: the floor's onset of the coach's speech and the IPU's are two estimates.
const near timeline.Ms = 100

// cutters finds which IPU of the coach's stopped her, where one did: that which
// began nearest to the noted onset, or in which it lies.
func (r *record) cutters() {
	for i := range r.her {
		h := &r.her[i]
		h.cutter = -1
		if h.Cut == nil || h.Cut.False || h.Cut.By == timeline.Client {
			continue
		}
		at := clamp(h.Cut.Onset)
		n, _ := slices.BinarySearchFunc(r.units, at, func(u stretch, at timeline.Ms) int { return cmp.Compare(u.from, at) })
		best := near + 1
		for k := max(0, n-1); k < min(n+1, len(r.units)); k++ {
			u := r.units[k]
			if d := max(u.from-at, at-u.from); d < best {
				best, h.cutter = d, u.from
			} else if h.cutter < 0 && u.from < at && at < u.to {
				h.cutter = u.from
			}
		}
	}
}

// reach is until when the coach's speech may begin that is over h, or stopped
// her: in a pause, or as she was about to go on.
func (h *herSaid) reach() timeline.Ms { return max(h.end, h.cutter+1) }

// cutBy says that coach speech from onset on stopped her, and rightly so.
func (h *herSaid) cutBy(onset timeline.Ms) bool { return onset == h.cutter }

// notYet says that at at the machine is late with words of hers.
func (h *herSaid) notYet(at timeline.Ms) bool {
	return within(h.covers, at, at+1) > 0 || within(h.late, at, at+1) > 0 && within(h.sounds, at, at+1) == 0
}

// quietBefore is how long nobody had spoken at at, ms.
func (r *record) quietBefore(at timeline.Ms) timeline.Ms {
	if g, ok := holding(r.gaps, at); ok {
		return at - g.from
	}
	return 0
}

// wordsAt are her last words before media time at and the next ones from
// there on, said or not, as many as the rules look at. A word was said when
// its first half was.
func (h *herSaid) wordsAt(at timeline.Ms) (said, unplayed string) {
	const few = 12
	n, _ := slices.BinarySearchFunc(h.each, at, func(w timeline.Word, at timeline.Ms) int {
		return cmp.Compare(clamp(w.From)+(clamp(w.To)-clamp(w.From))/2, at)
	})
	var a, b []string
	for _, w := range h.each[max(0, n-few):n] {
		a = append(a, w.Text)
	}
	for _, w := range h.each[n:min(len(h.each), n+few)] {
		b = append(b, w.Text)
	}
	return strings.Join(a, " "), strings.Join(append(b, h.Unheard), " ")
}

// explain says why o is of kind k.
func explain(k Kind, o Overlap) string {
	d := fmt.Sprintf("%.1f s", float64(o.To-o.From)/1000)
	switch k {
	case Terminal:
		return "at the very end of her turn"
	case SimultaneousStart:
		if o.To-o.From > brief {
			return "both began within 0.3 s; the coach went on"
		}
		return "both began within 0.3 s; the coach gave way"
	case Backchannel:
		return d + " of listening aloud"
	case VocalNoise:
		return "no words in it"
	case Completion:
		return "words of hers, said with her"
	case Purposeful:
		return "says first why it comes in"
	case ButtingIn:
		return "stopped after " + d + " and left her the floor"
	case PauseInterruption:
		return fmt.Sprintf("began %.1f s into a pause she meant to go on from", float64(o.From-o.PauseFrom)/1000)
	}
	return "took the floor from her"
}
