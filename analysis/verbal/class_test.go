package verbal

import "testing"

func TestClassify(t *testing.T) {
	for _, c := range []struct {
		before, text string
		want         Class
	}{
		{"", "What was that like for you?", Question},
		{"", "when did you start there", Question},
		{"I keep putting it off.", "So how do you decide what to do first?", Question},
		{"I just feel so tired of all this.", "It sounds like you're worn out.", Reflection},
		{"My boss never listens to me, and I am about to quit.", "So you feel unheard, and part of you wants to leave.", Reflection},
		{"It was my sister who helped me through.", "Your sister means a lot to you.", Reflection},
		{"I can't sleep.", "You should try going to bed at the same time every night.", Advice},
		{"I don't know how to tell him.", "If I were you I would write it down first. You could try that.", Advice},
		{"What does it do?", "Research has shown that smoking raises the risk of heart disease.", Information},
		{"And then he left.", "Mm-hmm.", Other},
		{"I'll see you next week.", "Thank you for coming in today.", Other},
		{"Yes.", "Okay.", Other},
		{"", "...", Other},
	} {
		if got, p := Classify(c.text, c.before); got != c.want {
			t.Errorf("Classify(%q, %q) = %s (%.2f), want %s", c.text, c.before, got, p, c.want)
		}
	}
}
