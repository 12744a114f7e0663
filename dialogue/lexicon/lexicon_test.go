package lexicon

import (
	"slices"
	"testing"
)

func TestTokens(t *testing.T) {
	got := Tokens("“Mm-hm,” I’d say — it's the 'board', 2 nights.")
	want := []string{"mm", "hm", "i'd", "say", "it's", "the", "board", "2", "nights"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestIsBackchannel(t *testing.T) {
	for text, want := range map[string]bool{
		"Mm-hm.": true, "Mhm": true, "Mm-hmm, yeah.": true, "Uh-huh.": true, "M-hm": true, "Right.": true, "Okay. Yeah, sure.": true,
		"Oh, I see.": true, "OK": true, "Hmm…": true, "Ah. Right, right.": true, "Of course.": true, "Um-hum": true,
		"Mumham,": true, "Mumhem,": true, "Right, ummhum.": true, "Mum": false, "Ham": false, "Mama": false,
		"": false, "…": false, "Right, so what happened?": false, "Yeah but": false, "I understand": false, "I know.": false,
		"No.": false, "Uh": false, "So": false, "Yes, and": false, "I": false, "Sure thing": false, "Stop.": false,
	} {
		if got := IsBackchannel(text); got != want {
			t.Errorf("IsBackchannel(%q) = %v", text, got)
		}
	}
}

func TestOverlap(t *testing.T) {
	tests := []struct {
		a, b string
		want float64
	}{
		{"them again", "I do them again. It takes me forty minutes.", 1},
		{"it takes 40 minutes", "It takes me forty minutes.", 0.75},
		{"again them", "I do them again", 0.5},
		{"what do you do", "I do them again", 0.25},
		{"", "anything", 0},
		{"anything", "", 0},
	}
	for _, tt := range tests {
		if got := Overlap(tt.a, tt.b); got != tt.want {
			t.Errorf("Overlap(%q, %q) = %v, want %v", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestSameText(t *testing.T) {
	if !SameText("It’s the rosters.", "it's the rosters") {
		t.Error("case and punctuation should not matter")
	}
	if SameText("it's the roster", "it's the rosters") {
		t.Error("another word is another text")
	}
}

func TestStopPhrase(t *testing.T) {
	for text, want := range map[string]bool{
		"Pause the session.": true, "Stop the session": true, "Okay, let's pause the practice here.": true, "Can we stop this session please?": true,
		"Paws the session": true, "pause session": true, "Please stop the role-play.": true, "Sorry, I can't, pause the session": true,
		"Don't stop the session": false, "I don't want to pause the session": false, "at the end of the session": false,
		"We could stop the practice of checking every line.": false, "Let's pause there.": false, "stop": false, "": false,
		"What would stop you?": false, "the session paused me": false,
	} {
		if got := StopPhrase(text); got != want {
			t.Errorf("StopPhrase(%q) = %v", text, got)
		}
	}
}

func TestAsksLeave(t *testing.T) {
	for text, want := range map[string]bool{
		"Sorry, can I stop you there?": true, "Can I just ask you something?": true, "Let me ask you one thing.": true,
		"Oh, sorry, may I come in there for a second?": true, "Could I ask a question?": true, "Hold on, can I pick up on that?": true,
		"Can I ask how that was?": false, "Can I ask you about your mother?": false, "Let me tell you what I think.": false,
		"Can I help?": false, "Wait.": false, "Sorry, what did you mean by that?": false, "": false,
	} {
		if got := AsksLeave(text); got != want {
			t.Errorf("AsksLeave(%q) = %v", text, got)
		}
	}
}

func TestEndKind(t *testing.T) {
	tests := []struct {
		want  End
		texts []string
	}{
		{EndDone, []string{
			"What would you like to talk about?", "And?", "Why?", "What is it that you?", `"Is that so?"`,
			"Tell me a bit more about the rosters.",
			"Tell me what that was like",
			"I'd love to hear what it's like.",
			"So you do them again at night.",
			"I wonder what it is",
			"You found out how heavy it was.",
			"It sounds like there's a lot going on",
			"I can see where that comes from.",
			"I'm not sure I followed that, sorry",
			"Take all the time you need",
			"There's something you haven't told him yet.",
			"I'd like to stay with that",
			"Say a little more about that.",
			"It matters a great deal to you",
			"I heard your voice change when you said that about your mother",
			"We can talk about whatever is useful for you",
			"You've been carrying this for a long time now",
			"You drove them over yourself and nobody knew",
			"You don't know what else to do",
			"Let's look at what you do.",
			"That is a lot to think about",
			"I really think so",
			"You want to do it well",
			"I don't know why",
			"That's something to be proud of",
			"I hope you feel you can trust me",
		}},
		{EndHanging, []string{
			"So what I'm hearing is", "What I noticed is", "I was wondering about the.", "And then you went to your", "It sounds like you",
			"So you told him that it's", "And I", "Um", "So, um.", "I was thinking, you know", "When you say that,", "You mentioned your mother and",
			"I'd like to go back to the", "What would it be like if", "You said that you couldn't because", "Tell me more about your.",
			"I'm curious, I mean", "It seems to me that the board is", "So this is something that you've", "Would you like to",
			"I think that we", "What happens when", "He might not have known and he would", "There is a lot of", "You were sort of",
			"Let me see if I", "That must have been", "It's a bit…", "What if you —", "How does that", "Perhaps you could", "I wonder how you",
			"You talked about Jonas, who's", "Part of you wants that but", "It sounds", "So because you", "And so",
		}},
		{EndUnsure, []string{
			"", "  ", "…", ".", "Okay.", "Rosters", "Tell me more.", // fewer than four words
			"I think that you know what this", "You are telling me that", "What's the thing you care most",
			"I would be glad to know who you lean on", "You'd rather that they didn't",
			"I'll be as open as I can",
		}},
	}
	n := 0
	for _, tt := range tests {
		for _, text := range tt.texts {
			n++
			if got := EndKind(text); got != tt.want {
				t.Errorf("EndKind(%q) = %v, want %v", text, got, tt.want)
			}
		}
	}
	t.Logf("%d ends", n)
}

func FuzzEndKind(f *testing.F) {
	f.Add("So what I'm hearing is", "Mm-hm.")
	f.Add("…", "'’'")
	f.Fuzz(func(t *testing.T, a, b string) {
		if k := EndKind(a); k < EndUnsure || k > EndHanging {
			t.Errorf("EndKind(%q) = %d", a, k)
		}
		if o := Overlap(a, b); o < 0 || o > 1 {
			t.Errorf("Overlap(%q, %q) = %v", a, b, o)
		}
		if len(Tokens(a)) > 0 && Overlap(a, a) != 1 {
			t.Errorf("Overlap(%q, itself) = %v", a, Overlap(a, a))
		}
		if IsBackchannel(a) && len(Tokens(a)) == 0 {
			t.Errorf("no words, yet a backchannel: %q", a)
		}
		StopPhrase(a)
	})
}

func BenchmarkEndKind(b *testing.B) {
	for b.Loop() {
		EndKind("I'd like to go back to what you said about the")
	}
}

func TestSupposes(t *testing.T) {
	for text, want := range map[string]bool{
		"It wasn't yours. It was Nora's?":        true,
		"So you waited in the car?":              true,
		"And that's when it stopped?":            true,
		"There was nobody to tell?":              true,
		"It was your mother's, wasn't it?":       true,
		"We have an hour, is that all right?":    false,
		"You carry it alone.":                    false,
		"And Jonas?":                             false,
		"What is it about the car?":              false,
		"Do you carry it alone?":                 false,
		"You said it was hard. How was it hard?": false,
		"":                                       false,
	} {
		if got := Supposes(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
