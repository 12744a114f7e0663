package dialogue

import (
	"slices"
	"strings"
	"time"

	"stillpoint/analysis/timing"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/timeline"
	"stillpoint/dialogue/trust"
)

// Mind weighs what a coach's turn does to the client. Weigh is called from
// the reply goroutine, with the state before the turn in t.State; it is pure
// and may be called again for a turn that went on after all.
type Mind interface {
	Weigh(t persona.Turn) persona.Weighed
}

// left is what the coach has left open since her last turn.
type left struct {
	events  []trust.Event
	longest time.Duration
	broken  bool // a microphone or line that was away: this gap is nobody's silence
}

const (
	heldShort = 3 * time.Second
	heldFrom  = 6 * time.Second
	heldTo    = 12 * time.Second
	rushed    = 300 * time.Millisecond
)

// leftOpen notes a silence of the coach's that followed words of hers in
// which she showed cue, 0 to 3.
func (l *left) leftOpen(d time.Duration, cue int) {
	if l.broken {
		return
	}
	l.longest = max(l.longest, d)
	switch {
	case cue < 2 || d > heldTo:
	case d >= heldFrom:
		l.events = append(l.events, trust.Event{Name: trust.SilenceHeld})
	case d >= heldShort:
		l.events = append(l.events, trust.Event{Name: trust.SilenceShort})
	}
}

// timing is what the floor saw of the coach's turn c.
func (p *Practice) timing(c *coachTurn) (events []trust.Event, longest time.Duration) {
	l := p.left
	l.events = slices.Clone(l.events)
	r := p.overlapped(c)
	answers := r == nil && len(p.heard) > 0 && p.heard[len(p.heard)-1].Side == timeline.Client
	if answers {
		l.leftOpen(c.from-p.floor.her.end, p.cue)
	}
	events = l.events
	kind, flagged := timing.Kind(""), false
	if r != nil {
		o := r.overlap(c)
		kind = timing.Classify(o)
		flagged = (kind == timing.Interruption || kind == timing.PauseInterruption) && o.Flagged(kind)
	}
	switch {
	case flagged && r.cueShown() >= 2:
		events = append(events, trust.Event{Name: trust.InterruptEmo})
	case flagged:
		events = append(events, trust.Event{Name: trust.Interrupt})
	case p.cue >= 2 && (kind == timing.Terminal || answers && !l.broken && c.from-p.floor.her.end < rushed):
		events = append(events, trust.Event{Name: trust.Rush})
	}
	return events, l.longest
}

// overlapped is the utterance of hers that c began over, nil when she was silent.
func (p *Practice) overlapped(c *coachTurn) *reply {
	switch {
	case c.stopped:
		return p.lastCut
	case c.over:
		return p.lastSaid
	}
	return nil
}

func (r *reply) cueShown() int {
	if r.cue == nil {
		return 0
	}
	return r.cue.Intensity
}

// overlap describes c, which began over r, for the rules.
func (r *reply) overlap(c *coachTurn) timing.Overlap {
	o := timing.Overlap{
		From: timeline.At(c.from), To: timeline.At(c.to), Text: c.whole(),
		ClientFrom: timeline.At(r.pieces[0].from), Before: timeline.At(r.before), Yielded: r.isCut,
	}
	var said, unplayed []string
	for i, pc := range r.pieces {
		for _, w := range pc.times() {
			if pc.begun && pc.from+w.middle() < c.from && !pc.lost(w) {
				said = append(said, w.text)
			} else {
				unplayed = append(unplayed, w.text)
			}
		}
		if pc.done && pc.to <= c.from && i+1 < len(r.pieces) && (!r.pieces[i+1].begun || r.pieces[i+1].from > c.from) {
			o.InPause, o.PauseFrom = true, timeline.At(pc.to)
		}
		if pc.done && i == len(r.pieces)-1 {
			o.ClientEnd = timeline.At(pc.to)
		}
	}
	o.Said, o.Unplayed = strings.Join(said, " "), strings.Join(unplayed, " ")
	return o
}

// weighed takes what the turn that r answers did to her. It counts when the
// turn is written: until then it may still go on.
func (p *Practice) weighed(r *reply, w persona.Weighed) {
	c := r.coach
	if r != p.reply && !c.written || c.written && c.weighed != nil {
		return // the turn went on; or this has been weighed before
	}
	c.weighed = &w
	if c.written {
		p.moved(c)
	}
}

// moved writes how c, which is on the timeline, has moved her.
func (p *Practice) moved(c *coachTurn) {
	w := c.weighed
	if w == nil {
		return
	}
	p.inner = w.State
	step := timeline.TrustStep{Turn: c.n, Events: []timeline.TrustEvent{}, Trust: w.State.Trust, Guard: w.State.Guard, Open: w.State.Open,
		Opened: w.Change.Opened, Closed: w.Change.Closed, Why: w.Change.Why}
	for _, e := range w.Events {
		weight, _ := trust.Weight(e.Name)
		step.Events = append(step.Events, timeline.TrustEvent{Name: string(e.Name), Weight: weight, Evidence: e.Evidence})
	}
	p.write(step)
	p.left = left{broken: p.away()}
}

// spoke: the coach has heard r, or most of it.
func (p *Practice) spoke(r *reply, heard, unheard string) {
	if len(strings.Fields(heard)) > len(strings.Fields(unheard)) {
		p.inner = p.inner.Spoke(r.head.Layer)
	}
	p.left.broken = p.away()
}
