package timing

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"stillpoint/dialogue/timeline"
)

const (
	held       timeline.Ms = 3000 // Levitt 2001, Rowe 1986
	respected  timeline.Ms = 1500 // a shorter planned pause is nothing to respect
	beat       timeline.Ms = 1000
	announceAt timeline.Ms = 15000 // a longer silence counts only when the coach said that there is time
	unsureFrom timeline.Ms = 300   // a larger uncertainty widens the limits by itself
)

// RefillLimit in ms: who adds to their own question sooner leaves no room for
// an answer.
const RefillLimit timeline.Ms = 3000

// durCredit is what a silence of d ms is worth by its length alone: nothing up
// to 1 s, rising to 1 at 3 s, full to 8 s, falling to 0.5 at 12 s, and from
// 15 s on nothing unless the coach announced it (analysis.md, Timing).
func durCredit(d timeline.Ms, announced bool) float64 {
	s := float64(d) / 1000
	switch {
	case s <= 1:
		return 0
	case s < 3:
		return (s - 1) / 2
	case s <= 8:
		return 1
	case s < 12:
		return 1 - (s-8)/8
	case d <= announceAt || announced:
		return .5
	}
	return 0
}

// credit weighs each silence, then lets the best around each client turn stand.
func (r *record) credit(all []quiet) {
	broken := map[timeline.Ms]bool{} // gaps, by from, in which the talk was set aside or the line away
	for i := range all {
		if all[i].Kind == Aside || all[i].Kind == Down {
			broken[all[i].gap.from] = true
		}
	}
	best := map[int]int{}
	for i := range all {
		q := &all[i]
		var reasons []string
		why := func(format string, args ...any) { reasons = append(reasons, fmt.Sprintf(format, args...)) }
		unsure := timeline.Ms(0)
		switch q.Kind {
		case Thinking:
			unsure = r.her[q.of].unsure()
			r.thinking(q, why)
		case Wait1:
			r.wait1(q, why)
		case Wait2:
			unsure = r.her[q.of].unsure()
			r.wait2(q, why)
		case Own:
			q.Why = reason[Own]
			if r.refilled(q) {
				q.EndedBy, q.Why = ByRefill, "refill: the coach added to a question of their own"
			}
			continue
		default:
			q.Why = reason[q.Kind]
			continue
		}
		switch {
		case q.Eligible == 0:
		case broken[q.gap.from]:
			q.Eligible = 0
			why("the line was away or the role-play set aside in it")
		case r.faulty(q.From, q.To):
			q.Eligible = 0
			why("an engine failed in it")
		}
		q.Held = q.Eligible >= held+unsure
		q.DurCredit = round3(durCredit(q.Eligible, r.announced(q)))
		if q.Eligible > announceAt && q.DurCredit == 0 {
			why("longer than 15 s, and not announced")
		}
		q.Credit = round3(q.DurCredit * q.Ctx * q.Factor)
		if q.Kind == Thinking && q.Eligible > 0 && q.Eligible < respected+unsure {
			q.Credit = 0
			why("under 1.5 s")
		}
		q.Why = strings.Join(reasons, "; ")
		if q.Credit == 0 {
			continue
		}
		if b, ok := best[q.Turn]; !ok {
			best[q.Turn] = i
		} else {
			less := i
			if q.Credit > all[b].Credit {
				best[q.Turn], less = i, b
			}
			all[less].Credit = 0
			all[less].Why += "; another silence around this turn counts"
		}
	}
}

var reason = map[string]string{
	Aside:   "the role-play was set aside",
	Down:    "the line was down, muted or quiet",
	DeadAir: "the machine was late",
	Own:     "within one turn of the coach's",
	Edge:    "before the first or after the last word",
}

func (r *record) thinking(q *quiet, why func(string, ...any)) {
	q.Ctx = 1
	pauses := r.her[q.of].pauses
	p, _ := holding(pauses, q.From+1)
	if q.From != p.from || q.EndedBy == ByCoach {
		why("the coach spoke in a pause of hers")
		return
	}
	q.Eligible = q.To - q.From
	why("she meant to go on")
}

func (r *record) wait1(q *quiet, why func(string, ...any)) {
	c := &r.coach[q.of]
	q.Eligible = q.To - q.From
	before := r.herBefore(c.From)
	switch {
	case c.asks == "open":
		q.Ctx = 1
		why("after an open question")
	case before != nil:
		q.Ctx = before.ctx
		why("%s", before.because)
	}
	switch {
	case c.Typed:
		q.Eligible = 0
		why("after a typed line")
	case q.EndedBy == ByClient && !r.answered(q):
		q.Eligible = 0
		why("no answer of hers was on its way")
	case q.EndedBy == ByCoach:
		if most := r.longestThink(); most > 0 && q.Eligible > most {
			q.Eligible = most
			why("she never thinks for longer than %.1f s", float64(most)/1000)
		}
		if next := &r.coach[q.by]; q.by != q.of && next.does.announces {
			why("the coach said that there is time")
		} else {
			q.EndedBy, q.Factor = ByRefill, .5
			why("refill: the coach added something")
		}
	}
}

// answered says that what ends q is her answer to the turn before it, or to a
// murmur in it.
func (r *record) answered(q *quiet) bool {
	i := r.herFrom(q.To)
	if i == len(r.her) {
		return false
	}
	a := r.her[i].answers
	return a == q.of || a >= 0 && r.coach[a].murmur
}

// refilled says that what the coach had said before q was a question, and that
// q was long enough for her to begin. Which words came before is known from
// their times, or else guessed from the share of the turn's speech.
func (r *record) refilled(q *quiet) bool {
	c := &r.coach[q.of]
	if q.To-q.From < beat || q.EndedBy != ByCoach || q.by != q.of || c.does.announces {
		return false
	}
	var before []string
	for _, w := range c.Words {
		if clamp(w.From) < q.From {
			before = append(before, w.Text)
		}
	}
	if len(c.Words) > 0 {
		return asks(strings.Join(before, " "))
	}
	var spoke, all timeline.Ms
	for _, u := range c.units {
		all += u.len()
		if u.to <= q.From {
			spoke += u.len()
		}
	}
	return asks(nearestSentence(c.Text, float64(spoke)/float64(max(all, 1))))
}

// nearestSentence is the beginning of text up to the end of a sentence that is
// nearest to so large a share of it; empty when that is all of it, or none.
func nearestSentence(text string, share float64) string {
	at, best := share*float64(len(text)), ""
	for i, b := range []byte(text[:max(0, len(text)-1)]) {
		if (b == '?' || b == '.' || b == '!') && (best == "" || math.Abs(float64(i)-at) < math.Abs(float64(len(best))-at)) {
			best = text[:i+1]
		}
	}
	return best
}

func (r *record) wait2(q *quiet, why func(string, ...any)) {
	h := &r.her[q.of]
	q.Ctx, q.Eligible = h.ctx, q.To-q.From
	why("%s", h.because)
	switch {
	case q.EndedBy == ByCoach && r.coach[q.by].Typed:
		q.Eligible = 0
		why("a typed line ends it")
	case q.EndedBy == ByCoach && r.coach[q.by].does.apologises:
		q.Factor = .5
		why("cancelled: the coach apologised for it")
	case q.EndedBy == ByCoach && r.coach[q.by].does.changes:
		q.Factor = .5
		why("cancelled: the coach changed the topic")
	}
}

// announced says that the coach's words before q or at its end say that there
// is time.
func (r *record) announced(q *quiet) bool {
	if q.by >= 0 && r.coach[q.by].does.announces {
		return true
	}
	switch q.Kind {
	case Wait1:
		return r.coach[q.of].does.announces
	case Wait2:
		c := r.coachBefore(r.her[q.of].From)
		return c != nil && c.does.announces
	}
	return false
}

// insight says that the scenario calls the line an insight of hers.
func (r *record) insight(line string) bool {
	if r.scenario == nil || line == "" {
		return false
	}
	l := r.scenario.Line(line)
	return l != nil && slices.Contains(l.Tags, "insight")
}

func (r *record) faulty(from, to timeline.Ms) bool {
	i, _ := slices.BinarySearch(r.faults, from)
	return i < len(r.faults) && r.faults[i] <= to
}

// unsure is by how much limits that her heard time bears on are widened, ms.
func (h *herSaid) unsure() timeline.Ms {
	if h.Uncertainty > unsureFrom {
		return min(h.Uncertainty, day)
	}
	return 0
}

func round3(x float64) float64 { return math.Round(x*1000) / 1000 }
