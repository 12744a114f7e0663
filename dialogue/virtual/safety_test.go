package virtual

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"stillpoint/dialogue"
	"stillpoint/dialogue/timeline"
)

const own = "i've been thinking about killing myself"

func TestWordsAboutTheCoachSetTheTalkAside(t *testing.T) {
	for _, practice := range []bool{true, false} {
		_, l := talk(t, func(k *Talk) {
			k.Speak(own)
			k.Settle()
			if k.State() != dialogue.Aside {
				t.Fatalf("the talk is %s", k.State())
			}
			k.step.Practice().Safety(practice)
			k.until(func() bool { return false }, time.Second)
			if !practice {
				k.Aside(false) // taken up later all the same
			}
			k.Settle()
			k.Speak("shall we go on with the rosters?")
			k.Settle()
		})
		written, err := json.Marshal([]timeline.Event(l))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(written), "killing") != practice {
			t.Errorf("part of the practice: %v, and the timeline is %s", practice, written)
		}
		if risks := of[timeline.Risk](l); len(risks) != 1 || risks[0].To <= risks[0].From {
			t.Errorf("risks %+v", risks)
		}
		if roles := of[timeline.Role](l); len(roles) != 2 || roles[0] != (timeline.Role{State: "paused", By: "safety"}) || roles[1].State != "resumed" {
			t.Errorf("roles %+v", roles)
		}
		turns := of[timeline.CoachTurn](l)
		if n := len(turns); n != 3 || turns[1].Turn != 2 || turns[2].Turn != 3 {
			t.Errorf("turns %+v", turns)
		}
		answered := false
		for _, c := range of[timeline.ClientTurn](l) {
			answered = answered || c.Turn == 2
		}
		if answered != practice {
			t.Errorf("part of the practice: %v, answered: %v", practice, answered)
		}
	}
}

func TestRiskIsForgottenAtTheEnd(t *testing.T) {
	_, l := talk(t, func(k *Talk) { k.Speak(own); k.Settle() })
	turns := of[timeline.CoachTurn](l)
	if c := turns[len(turns)-1]; c.Text != "" || c.Turn != 2 || len(of[timeline.End](l)) != 1 {
		t.Errorf("the last turn is %+v", c)
	}
}
