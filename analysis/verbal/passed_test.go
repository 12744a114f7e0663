package verbal

import (
	"testing"

	"stillpoint/dialogue/timeline"
)

func TestPassedOver(t *testing.T) {
	const hard = "I lie awake at night because I am so scared of the audit."
	for _, c := range []struct {
		hers, coach string
		want        bool
	}{
		{hard, "Right. And how many branches does the bank have?", true},
		{hard, "You should talk to the auditors before they come.", true},
		{hard, "It's not the end of the world, audits come and go every year.", true},
		{hard, "But like I said, they are only doing what they always do.", true},
		{hard, "Well, we have an agreement to finish and a form that somebody needs to sign today.", true},
		{"I don't know how I can tell the board.", "Have you tried writing to the chairman?", true},
		{hard, "You're really scared of what they'll find.", false},
		{hard, "What is it like to lie there?", false},
		{hard, "What is it about the audit?", false},
		{hard, "So night after night you lie there with it.", false},
		{hard, "Mm-hm.", false},
		{hard, "Tell me more.", false},
		{"The audit is on Monday and the books are ready.", "Right. And how many branches does the bank have?", false},
		{hard + " What would you do?", "Let me get the calendar out and see what there is this week.", false},
	} {
		heard := []timeline.Utterance{{Side: timeline.Client, Text: c.hers}, {Side: timeline.Coach, Text: c.coach}}
		if got := PassedOver(Context{Heard: heard, Cue: Cue(c.hers)}); got != c.want {
			t.Errorf("%q after %q: %v", c.coach, c.hers, got)
		}
	}
	if PassedOver(Context{}) {
		t.Error("nothing was said, and passed over")
	}
}

func TestCue(t *testing.T) {
	for text, want := range map[string]int{
		"I'm terrified of it.": 3, "I feel lonely there.": 2, "I'm a bit worried.": 1, "I don't know how to tell them.": 1,
		"I was so relieved.": 0, "We met on Tuesday.": 0, "It's not a problem with the team.": 0, "": 0,
	} {
		if got := Cue(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}
