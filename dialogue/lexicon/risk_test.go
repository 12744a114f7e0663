package lexicon

import (
	"strings"
	"testing"
)

func TestAboutCoach(t *testing.T) {
	for text, want := range map[string]bool{
		"I want to kill myself.":                              true,
		"Sorry, this is hard. I don't want to live any more.": true,
		"I've been thinking about ending my life.":            true,
		"Honestly I have been cutting myself again":           true,
		"My husband hits me.":                                 true,
		"Everyone would be better off without me.":            true,
		"I want to die.":                                      true, "Honestly, sometimes I wish I was dead.": true, "I just want to die of embarrassment.": false, "I'd rather be dead than late.": false, "I'll be dead by Friday.": false,
		"I'm going to hurt myself tonight.":                     true,
		"I feel suicidal":                                       true,
		"Have you thought of hurting yourself?":                 false,
		"You said you want to kill yourself.":                   false,
		"You said, I want to kill myself. What was that like?":  false,
		"It sounds like I don't want to live is what you hear.": false,
		"I could kill for a coffee.":                            false,
		"I'm going to kill myself laughing.":                    false,
		"I don't want to hurt myself on this door.":             false,
		"If I wanted to kill myself I would say so.":            false,
		"I want to hear how that is for you.":                   false,
		"I don't want to be here for the meeting.":              false,
		"I've been where you are, I hurt for my team.":          false,
		"What would it be like to put one down?":                false,
		"My husband hits me up for reports.":                    false,
		"You feel like you can't go on living with it.":         false,
		"She said my husband hits me.":                          false,
		"I will take my time.":                                  false,
	} {
		if got := AboutCoach(text); got != want {
			t.Errorf("AboutCoach(%q) = %v", text, got)
		}
	}
}

func TestAsksRisk(t *testing.T) {
	for text, want := range map[string]bool{
		"Have you had thoughts of hurting yourself?": true,
		"Are you safe at home?":                      true,
		"Is anyone hurting you?":                     true,
		"I need to ask: do you think about suicide":  true,
		"Are you depressed?":                         true,
		"Have you been seeing a doctor about that?":  true,
		"It hit you hard, didn't it?":                false,
		"What hits you when you say that?":           false,
		"How do you feel about Jonas?":               false,
		"What is the abuse you get from the drivers": true,
		"I was depressed once.":                      false,
		"What would it be like to put one down?":     false,
	} {
		if got := AsksRisk(text); got != want {
			t.Errorf("AsksRisk(%q) = %v", text, got)
		}
	}
}

func TestAsksMachine(t *testing.T) {
	for text, want := range map[string]bool{
		"Are you an AI?": true, "Hang on, are you a real person?": true, "are you real": true, "Am I talking to a computer or a human?": true,
		"Is this a recording?": true, "You're a bot, aren't you?": true, "Are you human?": true, "So are you a language model or what": true, "Are you an artificial intelligence?": true,
		"Are you a real optimist?": false, "Are you a computer person?": false, "Is it real for you?": false, "Are you really fine?": false,
		"You are a machine at work.": false, "Is it only human to check?": false, "What would a robot do?": false, "Are you on the computer in the evenings?": false,
	} {
		if got := AsksMachine(text); got != want {
			t.Errorf("AsksMachine(%q) = %v", text, got)
		}
	}
}

func TestAsksPresence(t *testing.T) {
	for text, want := range map[string]bool{
		"Hello, can you hear me?": true, "Are you still there": true, "Hi, can you hear me all right?": true, "Did I lose you?": true,
		"Are you there when he does it?": false, "Can you hear me when I say that?": false, "Is he still there for you?": false, "I hear you.": false,
		"Hello Marit, you there?": true, "okay you still there": true, "Mm. Still there?": true, "are you still with me": true,
		"what's at stake for you there": false, "And what was that like for you there?": false, "Is the chair still there?": false, "who's still there": false,
	} {
		if got := AsksPresence(text); got != want {
			t.Errorf("AsksPresence(%q) = %v", text, got)
		}
	}
}

func TestQuestion(t *testing.T) {
	for text, want := range map[string]string{
		"So you carry it alone. What is that like for you?": "What is that like for you?",
		"what would you like to hand over":                  "what would you like to hand over",
		"Okay. And how do you do that. Mm.":                 "And how do you do that.",
		"Tell me more about the board. I'm listening.":      "Tell me more about the board.",
		"That sounds heavy.":                                "",
		"What you need to do is set a rule.":                "", "When you say that, I hear a sigh.": "", "What your mother did was hard.": "",
		"Mm-hm.":                      "",
		"What?":                       "What?",
		"I wonder what it costs you.": "I wonder what it costs you.",
	} {
		if got := Question(text); got != want {
			t.Errorf("Question(%q) = %q, want %q", text, got, want)
		}
	}
}

// Whatever a recogniser writes, nothing fails, and a question is a part of it.
func FuzzSpeech(f *testing.F) {
	f.Add("So you carry it alone. What is that like for you?")
	f.Add("…—? I want to: my husband, what")
	f.Fuzz(func(t *testing.T, text string) {
		AboutCoach(text)
		AsksRisk(text)
		AsksMachine(text)
		AsksPresence(text)
		if q := Question(text); !strings.Contains(text, q) || (q != "") != Asks(text) {
			t.Errorf("Question(%q) = %q, Asks %v", text, q, Asks(text))
		}
	})
}
