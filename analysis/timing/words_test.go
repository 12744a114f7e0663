package timing

import (
	"testing"

	"stillpoint/dialogue/timeline"
)

func TestSilenceWords(t *testing.T) {
	for _, c := range []struct {
		text                  string
		announces, apologises bool
	}{
		{"Sorry about that pause, I was thinking.", false, true},
		{"Sorry for that silence.", false, true},
		{"I'm sorry that it is so heavy.", false, false},
		{"Stay with that as long as you need.", true, false},
		{"We can be quiet with that for a while.", true, false},
		{"Let us be quiet for a moment.", true, false},
	} {
		if d := does(c.text); d.announces != c.announces || d.apologises != c.apologises {
			t.Errorf("%s: %+v", c.text, d)
		}
	}
}

func TestContextOfHerWords(t *testing.T) {
	for text, want := range map[string]float64{
		"I don't understand.": 0,
		"Sorry, I don't understand what you mean by that question of yours just now.":  0,
		"I don't understand why he does it, he goes over it again and then once more.": .5,
		"I've only just seen that it was me all along.":                                1,
	} {
		h := herSaid{text: text}
		h.emotional = emotional(&h)
		h.Why = timeline.WhyReply
		if got, why := context(&h, false); got != want {
			t.Errorf("%s: %v (%s), want %v", text, got, why, want)
		}
	}
}
