// Package coachtest holds scripted coaches of different skill, and the talks
// they have with a client in virtual time. A coach decides from what it has
// heard of her alone: her words, and what she showed while saying them. It
// knows neither her state nor what her file holds.
package coachtest

import (
	"context"
	"hash/fnv"
	"math/rand/v2"
	"time"

	"stillpoint/dialogue"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
	"stillpoint/dialogue/virtual"
)

// A Coach is a way to coach. It keeps nothing between talks.
type Coach struct {
	Name string
	next func(*Listener) Act
}

// Act is what a coach does next: holds a silence, then speaks.
type Act struct {
	Wait time.Duration
	Say  string        // empty: nothing yet
	Into time.Duration // comes in over her answer to Say after so long; 0: lets her speak
	Cut  string        // what the coach says then
}

// Coaches are all, the most skilled first; "interrupting" is the first with a
// bad habit.
func Coaches() []Coach {
	return []Coach{
		{"attentive", attentive{}.next},
		{"interrupting", attentive{interrupts: true}.next},
		{"everyday", everyday{}.next},
		{"neutral", neutral},
		{"chatty", chatty},
		{"advice-first", adviceFirst},
		{"interrogator", interrogator},
		{"silent", silent},
	}
}

// Ladder is the attentive coach with one ingredient left out at a time, and the
// everyday one without silence.
func Ladder() []Coach {
	return []Coach{
		{"attentive", attentive{}.next},
		{"no silence", attentive{restless: true}.next},
		{"no feelings met", attentive{unfeeling: true}.next},
		{"interrupts", attentive{interrupts: true}.next},
		{"hurried", everyday{hurried: true}.next},
	}
}

// Practice is a talk that was held.
type Practice struct {
	Scenario *scenario.Scenario
	Coach    string
	Events   []timeline.Event
	Trust    int              // at the end
	Mean     float64          // trust over all turns
	Open     int              // the deepest layer that was open at any time
	Told     int              // the deepest layer she spoke from
	At       [4]time.Duration // when she first spoke from a layer; 0: never
	Turns    int              // of the coach
}

// Hold has coach practise with the client of s until the time is up. The same
// seed gives the same talk.
func Hold(ctx context.Context, s *scenario.Scenario, m persona.Matcher, coach Coach, seed uint64) (Practice, error) {
	mind := persona.NewMind(s, m)
	h := fnv.New64a()
	h.Write([]byte(coach.Name))
	l := &Listener{rand: rand.New(rand.NewPCG(seed, h.Sum64())), said: map[string]int{}}
	k := virtual.Begin(ctx, virtual.Config{Scenario: s, Client: persona.NewAuthored(s, m, seed), Mind: mind, State: mind.Begin(), Timeline: l})
	for !k.Over() {
		act := coach.next(l)
		if k.State() == dialogue.Aside {
			k.Aside(false)
		}
		if act.Wait > 0 {
			n := len(l.hers)
			k.Wait(act.Wait)
			if len(l.hers) > n && act.Say != "" {
				continue // she has gone on: what was meant to be said may not fit now
			}
		}
		if act.Say == "" || k.Over() {
			continue
		}
		l.speaks(act.Say)
		k.Speak(act.Say)
		if act.Into > 0 {
			k.Into(act.Into)
			l.speaks(act.Cut)
			k.Speak(act.Cut)
		}
		k.Settle()
	}
	err := k.End()
	return sum(s, coach.Name, l.events), err
}

func sum(s *scenario.Scenario, coach string, events []timeline.Event) Practice {
	p, steps := Practice{Scenario: s, Coach: coach, Events: events, Trust: s.Trust.Start}, 0
	for _, e := range events {
		switch b := e.Body.(type) {
		case timeline.CoachTurn:
			p.Turns++
		case timeline.TrustStep:
			p.Trust = b.Trust
			p.Open = max(p.Open, b.Open)
			p.Mean += float64(b.Trust)
			steps++
		case timeline.ClientTurn:
			for n := 1; n <= b.Layer; n++ {
				if p.At[n] == 0 {
					p.At[n] = b.From.Duration()
				}
			}
			p.Told = max(p.Told, b.Layer)
		}
	}
	p.Mean /= float64(max(steps, 1))
	return p
}
