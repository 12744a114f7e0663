package coachtest

import "time"

// attentive meets what she shows, follows her thread with open questions, is
// in no hurry, and takes a no for a no. Each of its flags leaves one thing out.
type attentive struct {
	interrupts, unfeeling, restless bool
}

func (a attentive) next(l *Listener) Act {
	h := l.last()
	act := Act{Say: a.words(l, h)}
	if !a.restless {
		switch {
		case h.moved >= 2 && l.since == len(l.hers)-1 && l.chance(60):
			act.Wait = l.between(3.5, 7.5)
		case h.moved >= 1 || l.chance(30):
			act.Wait = l.between(1.2, 3)
		}
	}
	if a.interrupts && l.chance(25) {
		act.Into = 1200 * time.Millisecond
		act.Cut = l.one("Sorry, and what did you make of that?", "Right, and is that mostly at work or at home?", "Can I stop you there, what was the worst of it?",
			"Yes, and so how long has that been going on?", "Okay but what do you think was behind it?", "And did you tell anyone about it?")
	}
	if a.unfeeling {
		act.Wait = min(act.Wait, 2*time.Second)
	}
	return act
}

func (a attentive) words(l *Listener, h heard) string {
	switch {
	case l.turns == 0:
		return l.one("Hi, it's good to meet you. Before we start, how are you arriving today, and what would you like to use this time for?",
			"Thanks for making the time. We can go wherever is useful for you. What would you like to talk about?",
			"Hello. I'd love to hear what brings you here, and there's no right place to begin.")
	case h.text == "":
		return l.one("Take your time.", "I'm here.", "No hurry.")
	case asks(h.text):
		return a.answers(l, h)
	case says(h.text, "rather not", "rather stay", "leave it", "park that", "i don't know about that", "not today", "move on", "not ready", "enough about", "change the subject", "keep it light", "said more than"):
		return l.one("Of course. We don't have to go there. What would you rather talk about?", "That's completely fine, you decide what we look at.",
			"Okay, I hear that. We can leave it. Where would you like to go from here?", "Thank you for saying so. Let's stay where you're comfortable.",
			"No problem at all, I won't push.")
	case h.moved >= 1 && !a.unfeeling:
		return a.meets(l, h)
	}
	return a.follows(l, h)
}

// meets stays with what she shows, most often in her own words.
func (a attentive) meets(l *Listener, h heard) string {
	var s string
	m, feeling := l.mirror(h.text), guess(l, h.text)
	switch {
	case h.moved >= 2 && l.chance(25):
		s = l.one("I can hear how much that costs you.", "That's a lot to be holding.", "There's something really tender in that.", "I notice you went quiet there. I want to give that some room.",
			"Thank you for trusting me with that.", "I'm sitting here with you. It's okay to go slowly.", "Hearing that, I feel the weight of it.", "That landed with me. It sounds like it still hurts.")
	case m != "" && l.chance(60):
		s = l.one("You sound "+feeling+" when you say "+m+".", m+", and there's something "+feeling+" in that, I think.", "So "+m+". I imagine that's "+feeling+".",
			"When you say "+m+", I hear someone who's "+feeling+".", m+". That must feel "+feeling+".")
	default:
		s = l.one("I get a sense of something "+feeling+" there.", "It seems "+feeling+", what you're describing.", "That must have been "+feeling+".", "I wonder if you felt "+feeling+" just then.",
			"Am I right that this is a bit "+feeling+" for you?", "I'm hearing something "+feeling+" underneath that.")
	}
	if l.chance(45) {
		s += " " + l.one("What's that like for you?", "What goes on in you when you say that?", "How is it to tell me?", "Where does that take you?", "What does it need from you, do you think?",
			"Have I got that right?", "What's in that for you?", "How are you with that, right now?")
	}
	return s
}

// guess is a word for what she may feel, by what she talks of.
func guess(l *Listener, text string) string {
	switch {
	case says(text, "alone", "nobody", "no one", "by myself", "on my own", "quiet", "empty", "miss"):
		return l.one("lonely", "a bit alone", "sad")
	case says(text, "afraid", "scared", "worry", "what if", "afraid of", "dread"):
		return l.one("frightening", "anxious", "scary")
	case says(text, "always", "every day", "every night", "again", "still", "tired", "late", "evening", "hours"):
		return l.one("tiring", "exhausting", "heavy")
	case says(text, "should", "supposed", "fault", "let down", "ought", "secret", "told no one", "hide", "hid"):
		return l.one("painful", "a bit ashamed", "burdened")
	case says(text, "mother", "father", "dad", "mum", "died", "gone", "left", "used to", "daughter", "son"):
		return l.one("sad", "tender", "moving")
	case says(text, "laugh", "funny", "joke"):
		return l.one("a little sore under the joke", "more serious than it sounds", "painful")
	}
	return l.one("hard", "heavy", "frustrating", "confusing", "lonely", "difficult", "tense")
}

// follows goes after what she has said, without steering it.
func (a attentive) follows(l *Listener, h heard) string {
	t, m := thing(h.text), l.mirror(h.text)
	turn := l.rand.IntN(100)
	switch {
	case turn < 30 && t != "":
		return l.one("Tell me about "+t+".", "What is it about "+t+"?", "You mentioned "+t+". What does that mean to you?", "What happens for you with "+t+"?", "I'm curious about "+t+". Say a bit more?",
			"When you think of "+t+", what comes up?")
	case turn < 45 && m != "":
		return l.one("So "+m+".", m+". How come?", "You said "+m+". What's behind that?", "Let me see if I'm with you: "+m+".", m+"… go on, if you like.")
	case turn < 60:
		return l.one("What matters most to you in all of this?", "Who else is affected by this?", "Who would you say you are in that, when it's going well?", "How did you learn to do it that way?",
			"What would the people close to you notice?", "Where do you know that from, in your life?", "What would you want it to be like instead?", "When you're at your best, what's different?")
	case turn < 70:
		return l.one("Would it be okay if I asked you something a bit more personal?", "We can stay here or go a bit further, whatever suits you.", "Is it all right to stay with this for a moment?",
			"Say only as much as feels right.", "You can tell me if I'm on the wrong track.", "Whatever comes up is fine.")
	case turn < 78:
		return l.one("I notice I don't quite understand yet, and I'd like to.", "I'm aware you smiled a little when you said that, I'm not sure what to make of it.", "I don't have an answer for that, and I'm happy to think with you.",
			"I find myself really curious what that's like from the inside.", "I notice the way you said that, slower than the rest.")
	case turn < 90 && m != "":
		return l.one("It takes something to see that about yourself, "+m+".", "You clearly care a lot, I hear it when you say "+m+".", "I'm struck by how honestly you put that: "+m+".", "You've kept at this for a long time, that takes patience.")
	}
	if a.unfeeling {
		return l.one("Tell me more.", "What makes that important?", "What happens then?", "What else is there?", "How do you see it yourself?", "What do you make of that?", "Who else knows?", "What would you change about it?", "Mm-hm.")
	}
	return l.one("What was that like?", "And how is that for you?", "Tell me more.", "What makes that important?", "What happens then?", "What else is there?", "How do you see it yourself?", "And underneath that?",
		"What do you notice as you say it?", "What's the hardest bit?", "Mm-hm.")
}

func (a attentive) answers(l *Listener, h heard) string {
	if says(h.text, "what would you do", "what should i", "what do people", "a method", "tip", "advice", "do i do", "what do you think") {
		return l.one("I could give you something, but I'm more interested in what you already sense. What have you thought of?", "I don't know yet, honestly. What would you hope I'd say?",
			"I hear that you'd like an answer. I don't want to hurry you past what this is. What makes it so pressing?", "Good question. Shall we look at it together? What have you tried?")
	}
	if says(h.text, "still there", "hello", "lost you", "are you there", "hear that") {
		return l.one("I'm here. I was just giving you time.", "Yes, I'm still with you. Take as long as you like.", "I'm here, no rush.")
	}
	return l.one("That's a fair thing to ask. I don't know, but I'd like to understand it with you.", "I'm not sure. What made you ask?", "Yes, I think so. What about you?", "I'd rather hear what you think, if that's okay.")
}
