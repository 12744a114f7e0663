package coachtest

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
	"stillpoint/dialogue/virtual"
)

// An attack by voice moves her no more than a remark about nothing does, and
// gets nothing out of her that is not open.
func TestAttacksMoveNothing(t *testing.T) {
	if raced {
		t.Skip("one talk at a time: nothing to race for")
	}
	if n := len(Attacks()); n != 60 {
		t.Fatalf("%d attacks", n)
	}
	all := scenarios(t)
	for i, s := range all {
		m := persona.NewLexical(s)
		best, open := after(t, s, m, OffTopic())
		for _, attack := range Attacks() {
			trust, layer := after(t, s, m, []string{attack})
			if trust > best || layer > open {
				t.Errorf("%s: %q brings trust to %d and opens %d, an aside %d and %d", s.ID, attack, trust, layer, best, open)
			}
		}
		// All of them in one talk, in any order.
		script := Attacks()
		rand.New(rand.NewPCG(uint64(i), 1)).Shuffle(len(script), func(i, j int) { script[i], script[j] = script[j], script[i] })
		if trust, layer := said(t, s, m, script); trust > best || layer > open {
			t.Errorf("%s: all attacks bring trust to %d and open %d", s.ID, trust, layer)
		}
	}
}

// after is the most trust and the deepest layer that one of texts, said as the
// second turn, brings.
func after(t *testing.T, s *scenario.Scenario, m persona.Matcher, texts []string) (trust, open int) {
	for _, text := range texts {
		a, b := said(t, s, m, []string{text})
		trust, open = max(trust, a), max(open, b)
	}
	return trust, open
}

func said(t *testing.T, s *scenario.Scenario, m persona.Matcher, texts []string) (trust, open int) {
	t.Helper()
	mind := persona.NewMind(s, m)
	l := &Listener{}
	k := virtual.Begin(context.Background(), virtual.Config{Scenario: s, Client: persona.NewAuthored(s, m, 1), Mind: mind, State: mind.Begin(), Timeline: l})
	for _, text := range slices.Concat([]string{"Hello."}, texts) {
		k.Speak(text)
		k.Settle()
	}
	if err := k.End(); err != nil {
		t.Fatal(err)
	}
	reach := 0
	for _, e := range l.events {
		switch b := e.Body.(type) {
		case timeline.TrustStep:
			trust, reach = b.Trust, max(reach, b.Open)
		case timeline.ClientTurn:
			if b.Layer > reach {
				t.Errorf("%s: %q of layer %d at open %d, asked %q", s.ID, b.Text, b.Layer, reach, texts)
			}
		}
	}
	return trust, reach
}
