package practicetest

import (
	"context"
	"errors"
	"slices"
	"time"

	"stillpoint/dialogue"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/store"
	"stillpoint/dialogue/timeline"
	"stillpoint/dialogue/virtual"
)

// talk is how a practice is held.
type talk struct {
	id      byte
	title   string
	steps   []step // again and again until the time is up, or once
	end     bool   // the coach ends it after the last step
	minutes int    // 0: the client's own
	correct bool   // a person has bettered a line of the coach's since
}

// step is what the coach does next: bears a silence, then speaks, and may come
// in over the answer.
type step struct {
	wait  time.Duration
	say   string
	into  time.Duration // how far into her answer
	over  string        // is said over it
	muted time.Duration
	aside time.Duration
}

// slow is a machine that now and then keeps the coach waiting.
var slow = virtual.Machine{Answer: 1300 * time.Millisecond}

var began = time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)

// events is a timeline that is being written.
type events []timeline.Event

func (l *events) Append(e timeline.Event) error { *l = append(*l, e); return nil }

// put writes b at its time among what is there.
func (l *events) put(at timeline.Ms, b timeline.Body) {
	i := slices.IndexFunc(*l, func(e timeline.Event) bool { return e.At > at })
	if i < 0 {
		i = len(*l)
	}
	*l = slices.Insert(*l, i, timeline.Event{At: at, Body: b})
	for i := range *l {
		(*l)[i].Seq = i + 1
	}
}

// hold holds it, with the client of The trays.
func hold(ctx context.Context, t talk) (Practice, error) {
	people, err := scenario.Embedded()
	if err != nil {
		return Practice{}, err
	}
	i := slices.IndexFunc(people, func(s *scenario.Scenario) bool { return s.ID == "marit-trays" })
	if i < 0 {
		return Practice{}, errors.New("the trays are not among the scenarios")
	}
	s := *people[i]
	s.Trust.Start = 40 // she knows the coach: in three minutes she opens and closes again
	if t.minutes > 0 {
		s.End.Minutes = t.minutes
	}
	m := persona.NewLexical(&s)
	mind := persona.NewMind(&s, m)
	var l, more events
	k := virtual.Begin(ctx, virtual.Config{Scenario: &s, Client: persona.NewAuthored(&s, m, uint64(t.id)), Mind: mind,
		State: mind.Begin(), Timeline: &l, Machine: slow})
	for n := 0; !k.Over() && !(t.end && n == len(t.steps)); n++ {
		if k.State() == dialogue.Aside { // she was asked to stop, or stopped by herself
			k.Aside(false)
			k.Settle()
		}
		more = append(more, t.steps[n%len(t.steps)].do(k)...)
	}
	if err := k.End(); err != nil {
		return Practice{}, err
	}
	for _, e := range more {
		l.put(e.At, e.Body)
	}
	length := l[len(l)-1].At
	if t.correct {
		l.better(length)
	}
	p := Practice{
		Row: store.Practice{ID: id(began.AddDate(0, 0, int(t.id)), '0'+t.id), Scenario: s.ID, Title: s.Title, ScenarioSHA256: s.SHA256,
			Language: s.Language, Started: began.AddDate(0, 0, int(t.id)), Length: length, Complete: true, Recorded: true},
	}
	for _, e := range l {
		if c, ok := e.Body.(timeline.CoachTurn); ok {
			p.Row.Turns = max(p.Row.Turns, c.Turn)
		}
	}
	p.Timeline = timeline.Timeline{Schema: timeline.Schema, Practice: p.Row.ID, Scenario: s.ID, ScenarioSHA256: s.SHA256,
		Language: s.Language, Started: p.Row.Started, Length: length, Complete: true, Events: l}
	return p, nil
}

// do takes the step; what it gives is not written by a virtual talk.
func (s step) do(k *virtual.Talk) (more events) {
	if s.aside > 0 {
		k.Aside(true)
		k.Wait(s.aside)
		k.Aside(false)
		k.Settle()
	}
	if s.muted > 0 {
		from := timeline.At(k.Now())
		k.Wait(s.muted)
		if to := timeline.At(k.Now()) - 400; to > from+400 {
			more = events{{At: from + 400, Body: timeline.Line{State: timeline.LineMuted}}, {At: to, Body: timeline.Line{State: timeline.LineUnmuted}}}
		}
	}
	if s.wait > 0 {
		k.Wait(s.wait)
	}
	if s.say == "" || k.Over() {
		return more
	}
	k.Speak(s.say)
	if s.into > 0 {
		k.Into(s.into)
		k.Speak(s.over)
	}
	k.Settle()
	return more
}

// better corrects the third thing the coach said.
func (l *events) better(at timeline.Ms) {
	n := 0
	for _, e := range *l {
		c, ok := e.Body.(timeline.CoachTurn)
		if !ok || c.Text == "" || c.Backchannel {
			continue
		}
		if n++; n == 3 {
			l.put(at, timeline.Correction{Of: e.Seq, Text: c.Text + " And where do you notice it?", By: "Coach"})
			return
		}
	}
}

// breakOff is the crash.
func (p *Practice) breakOff() {
	all := p.Timeline.Events
	i := len(all) * 3 / 4
	for i < len(all)-1 && all[i].Body.Kind() != "client_start" {
		i++
	}
	l := events(slices.Clone(all[:i+1]))
	last := l[len(l)-1].At
	// What two writers, a clock that stepped, or another version may leave.
	l.put(last/3, timeline.IPU{Side: timeline.Coach, From: last / 3, To: last/3 - 900})
	l.put(last/2, timeline.IPU{Side: timeline.Coach, From: last/2 - 6000, To: last / 2})
	l.put(last/2, timeline.CoachTurn{Turn: 1, From: last/2 - 6000, To: last / 2, Text: "Who says this?"})
	l.put(last*2/3, timeline.TrustStep{Turn: 99, Trust: 300, Guard: -5, Open: 7, Why: "Nothing like this can be."})
	l.put(last*3/4, timeline.ClientTurn{Turn: 2, Why: timeline.WhyReply, Origin: timeline.OriginAuthored, From: last * 3 / 4, To: last*3/4 - 1000,
		Pieces: []timeline.Piece{{Text: "Before itself.", From: last * 3 / 4, To: last * 2}}, Text: "Before itself.",
		Cut: &timeline.Cut{By: timeline.Coach, Onset: last * 3 / 4, Stopped: 0}})
	l.put(last*4/5, timeline.Correction{Of: 100_000, Text: "A line that is not there.", By: "Coach"})
	p.Timeline.Events, p.Timeline.Length, p.Timeline.Complete = l, last, false
	p.Row.Length, p.Row.Complete, p.torn = last, false, true
}
