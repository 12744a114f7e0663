package verbal

import (
	"math"
	"strings"
	"testing"

	"stillpoint/dialogue/timeline"
)

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

// What a murmur of hers cuts in two is one question.
func TestClassifyTalkGoesOn(t *testing.T) {
	talk := []timeline.Utterance{
		{Side: timeline.Client, Text: "I have been thinking about it a lot."},
		{Side: timeline.Coach, Text: "What would it be like for you to wake up on a morning in May-"},
		{Side: timeline.Client, Text: "Mm."},
		{Side: timeline.Coach, Text: "-with all of that behind you?"},
		{Side: timeline.Client, Text: "Lighter, I suppose."},
	}
	got := ClassifyTalk(talk)
	for i, want := range []Class{"", Question, "", Question, ""} {
		if got[i].Class != want {
			t.Errorf("%q is %q, want %q", talk[i].Text, got[i].Class, want)
		}
	}
}

func TestQuestionKind(t *testing.T) {
	for text, want := range map[string]string{
		"What was it like?":                "open",
		"could you tell me more about him": "open",
		"Did you sleep?":                   "closed",
		"It was hard, wasn't it?":          "closed",
		"It was hard.":                     "",
		"":                                 "",
	} {
		if got := QuestionKind(text); got != want {
			t.Errorf("QuestionKind(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestWeightsFit(t *testing.T) {
	if _, err := ParseModel(weights); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"", weights[:len(weights)-1], "x" + weights[1:], weights + "x"} {
		if _, err := ParseModel(bad); err == nil {
			t.Errorf("%d bytes passed for weights", len(bad))
		}
	}
}

func FuzzClassify(f *testing.F) {
	f.Add("It sounds like it was hard.", "It was hard.")
	f.Add("-w-what \xff—?", "\n…")
	f.Add(strings.Repeat("and so ", 2000), strings.Repeat("-", 500))
	f.Fuzz(func(t *testing.T, text, before string) {
		classed := ClassifyTalk([]timeline.Utterance{{Side: timeline.Client, Text: before}, {Side: timeline.Coach, Text: text}, {Side: timeline.Coach, Text: before}})
		class, p := Classify(text, before)
		for _, c := range []Classed{{class, p}, classed[1], classed[2]} {
			switch c.Class {
			case Question, Reflection, Advice, Information, Other:
			default:
				t.Errorf("%q is %q", text, c.Class)
			}
			if math.IsNaN(c.Probability) || c.Probability < 0 || c.Probability > 1.000001 {
				t.Errorf("%q is %q by %g", text, c.Class, c.Probability)
			}
		}
		if classed[0] != (Classed{}) {
			t.Errorf("the client's words are %v", classed[0])
		}
		QuestionKind(text)
	})
}
