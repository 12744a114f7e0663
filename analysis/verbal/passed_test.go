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
		// A fact about something else, however it is asked.
		{hard, "Okay. Who else is on the team?", true},
		{hard, "okay who else is on the team", true},
		{hard, "And where is the office?", true},
		{hard, "Okay. How big is the team?", true},
		{hard, "Who else knows about the audit?", false},
		{hard, "Where do you feel it?", false},
		{hard, "Who was there?", false},
		{hard, "How big is that fear?", false},
		{"The audit is on Monday and the books are ready.", "Right. And how many branches does the bank have?", false},
		{hard + " What would you do?", "Let me get the calendar out and see what there is this week.", false},
		// Advice in the clothes of a claim or a wish to know.
		{hard, "So having the books looked over first could make a difference.", true},
		{hard, "I wonder what it would be like if you rang them yourself.", true},
		{hard, "It sounds like you would be better off in another bank.", true},
		{hard, "If you were less scared, that could make a difference, couldn't it?", false},
		// Back to what was said long before; the word of somebody else.
		{hard, "You mentioned earlier that the audit comes to you by way of the head office.", true},
		{hard, "You said before that you lie there and count the hours, scared of it.", false},
		{hard, "Your husband told you that they only look at big branches?", true},
		{"I'm scared. My husband told me I'm being stubborn about the books.", "Your husband told you that you're stubborn?", false},
		{hard, "Not like they have come for you and for nobody else, is it.", true},
		{"I'm scared. The rota is gone, the ward is short of nurses, and the board wants more.", "And we've talked about the rota for your ward and about the nurses.", true},
		{hard, "It does sound as though over the years a lot has gone from that office.", false},
		// Others' feelings, before and in the turn.
		{hard, "Well, the people at the head office are worried too, and have they got all the papers yet?", true},
		{"My mother got angry with the neighbours, and then we had lunch.", "Right. And how many branches does the bank have?", false},
		{"I don't know how to tell them. My mother was angry with the neighbours.", "Right. And how many branches does the bank have?", false},
		{"My mother hurt me with what she said about the audit.", "Right. And how many branches does the bank have?", true},
		{"If I'm stressed I usually take the train.", "Right. And how many branches does the bank have?", false},
		{"What if I'm stuck in that bank for good?", "You should talk to the auditors before they come.", true},
		{"She doesn't give a damn what happens to me.", "You should talk to the auditors before they come.", true},
		{"I do not want to hear another word about the audit.", "You should talk to the auditors before they come.", true},
		{"I work nights and the pressure has been steady at nine bar.", "Right. And how many branches does the bank have?", false},
	} {
		heard := []timeline.Utterance{{Side: timeline.Client, Text: c.hers}, {Side: timeline.Coach, Text: c.coach}}
		if got := PassedOver(Context{Heard: heard, Cue: Cue(c.hers)}); got != c.want {
			t.Errorf("%q after %q: %v", c.coach, c.hers, got)
		}
	}
	// What she shows without a word for it, only the cue tells.
	heard := []timeline.Utterance{{Side: timeline.Client, Text: "The audit is on Monday and the books are ready."}, {Side: timeline.Coach, Text: "Right. And how many branches does the bank have?"}}
	for cue, want := range []bool{false, false, true, true} {
		if got := PassedOver(Context{Heard: heard, Cue: cue}); got != want {
			t.Errorf("with a cue of %d: %v", cue, got)
		}
	}
	if PassedOver(Context{}) {
		t.Error("nothing was said, and passed over")
	}
}

func TestCue(t *testing.T) {
	for text, want := range map[string]int{
		"I'm terrified of it.": 3, "I feel lonely there.": 2, "I'm a bit worried.": 1, "I don't know how to tell them.": 1,
		"I was so relieved.": 0, "She was angry with the neighbours.": 0, "He scares me.": 2, "He is exhausting.": 2, "My boss made me angry.": 2, "If I'm tense I usually walk.": 0, "I don't know if I'm scared or angry.": 2,
		"They'd go out and be stupid.": 0, "We took some quite hard drugs once.": 0, "They might ostracize me.": 2, "I feel bad about it.": 1,
		"I am not going to allow it.": 1, "I won't have time for it.": 0, "He doesn't care.": 1, "We met on Tuesday.": 0,
		"I don't feel safe in there.": 1, "I feel safe in there.": 0, "I felt singled out.": 2, "It was just small change.": 0, "I feel so small.": 2, "We're down two nurses.": 0, "I've been so down.": 2, "It's a lot right now.": 1, "It's not a problem with the team.": 0, "": 0,
	} {
		if got := Cue(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}
