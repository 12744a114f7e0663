package persona

import (
	"testing"

	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
	"stillpoint/dialogue/trust"
)

// What she fears she first says out of a silence or soon after one, or asked.
func TestFearNeedsRoom(t *testing.T) {
	s := newTalk(t, 1).s
	c := chooser{newScript(s), NewLexical(s), 1}
	spoken := []string{"a1", "a4", "b1", "b2", "c3", "c4"}
	for _, tt := range []struct {
		coach string
		since int // turns since a silence; 0: there was none
		want  bool
	}{
		{"That sounds heavy.", 0, false},
		{"That sounds heavy.", 1, true},
		{"That sounds heavy.", roomLasts, true},
		{"That sounds heavy.", roomLasts + 1, false},
		{"What are you afraid of losing if you stop carrying?", 0, true},
	} {
		turn := heardSo(s, 3, spoken, tt.coach)
		turn.State.Told = 2
		turn.Events = []trust.Event{{Name: trust.EmotionAck}, {Name: trust.Accept}, {Name: trust.ClientWords}}
		if tt.since > 0 {
			turn.State.Recent = append(turn.State.Recent, []trust.Name{trust.SilenceHeld})
			for range tt.since - 1 {
				turn.State.Recent = append(turn.State.Recent, []trust.Name{trust.Explore})
			}
		}
		r := c.begin(turn)
		if got := r.choose(); (got.Line != nil && got.Line.Layer == 3) != tt.want {
			t.Errorf("%q, %d turns after a silence: %s", tt.coach, tt.since, got.ID)
		}
	}
}

// "Okay" takes a no; after anything else it is a murmur.
func TestOkayTakesANo(t *testing.T) {
	s := newTalk(t, 1).s
	m := NewMind(s, NewLexical(s))
	for line, want := range map[string]bool{scenario.MoveDeflect + "/x/0": true, "a1": false, "silence/6/x/0": false} {
		turn := heardSo(s, 0, nil, "Okay.")
		turn.Heard[0] = timeline.Utterance{Side: timeline.Client, Text: "I'd rather stay with the rosters for now.", Why: timeline.WhyReply, Line: line}
		accepts := false
		for _, e := range m.Weigh(turn).Events {
			accepts = accepts || e.Name == trust.Accept
		}
		if accepts != want {
			t.Errorf("after %s okay accepts: %v", line, accepts)
		}
	}
}
