package persona

import (
	"strings"
	"testing"

	"stillpoint/dialogue/timeline"
	"stillpoint/dialogue/trust"
)

// A model that speaks as the author does is not refused.
func TestHonestWordsPass(t *testing.T) {
	all, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		read, refused := 0, 0
		for open := range 4 {
			b := newBriefing(s, open)
			for i := range s.Lines {
				if s.Lines[i].Layer > open {
					continue
				}
				turn := Turn{N: 1, Why: timeline.WhyReply, State: trust.State{Open: open}, Heard: []timeline.Utterance{{Side: timeline.Coach, Turn: 1, Text: "Go on."}}}
				c := cutter{labels: b.labels}
				s := speaking{check: newCheck(b, turn, "I suppose so."), plan: []Sentence{{}}, yield: func(Sentence, error) bool { return true }}
				pieces := append(c.push(b.scenario.Lines[i].Text.Words()), c.rest()...)
				s.say(pieces, nil)
				read++
				if err := s.refused; err != nil && !strings.Contains(err.Error(), "too much") && !strings.Contains(err.Error(), "words of the prompt") { // cut short, or one of its samples
					refused++
					t.Logf("%s, open %d: %s: %v", b.scenario.ID, open, b.scenario.Lines[i].ID, s.refused)
				}
			}
		}
		t.Logf("%s: %d of %d refused", s.ID, refused, read)
		if refused*20 > read {
			t.Errorf("%s: %d of %d honest lines are refused", s.ID, refused, read)
		}
	}
}
