package coachtest

// everyday is a decent coach on an ordinary day: warm and curious, but it
// misses a feeling now and then, asks a closed question, says a word too many,
// and does not often bear a silence to its end. Its words and its order are
// none of the attentive coach's. Hurried, it is the same coach without any
// silence.
type everyday struct{ hurried bool }

func (e everyday) next(l *Listener) Act {
	h := l.last()
	act := Act{Say: e.words(l, h)}
	switch {
	case e.hurried:
	case h.moved >= 2 && l.since == len(l.hers)-1:
		switch {
		case l.chance(45):
			act.Wait = l.between(3.1, 5)
		case l.chance(35):
			act.Wait = l.between(6.2, 8)
		default:
			act.Wait = l.between(.8, 2)
		}
	default:
		act.Wait = l.between(.5, 2)
	}
	return act
}

func (e everyday) words(l *Listener, h heard) string {
	t := thing(h.text)
	switch {
	case l.turns == 0:
		return l.one("Hello, good to hear you. What brought you to this today?", "Hi, thanks for calling in. What's on your mind?", "Good to meet you. Where shall we begin?")
	case h.text == "":
		return l.one("I'm still here.", "No rush.", "Whenever you're ready.")
	case asks(h.text):
		return l.one("That's a good question, I don't have the answer. What's your hunch?", "I honestly don't know. What would help you to find out?", "Hm, I'd be guessing. What do you think?", "I'm here, yes.")
	case says(h.text, "rather not", "rather stay", "said more than", "not today", "don't know about that", "put that one back", "leave that", "change the subject"):
		return l.one("Sure, we can leave that alone. What would be better to look at?", "Fair enough. That's up to you.", "That's all right, let's go back to where you were.")
	case h.moved >= 2 && l.chance(65), h.moved == 1 && l.chance(40):
		return e.meets(l, h)
	}
	return e.asks(l, t)
}

// meets says something about what she shows, most often with a question after it.
func (e everyday) meets(l *Listener, h heard) string {
	feeling := guess(l, h.text)
	s := l.one("That sounds like a lot.", "I can imagine that's "+feeling+".", "Oh. That's not small.", "That sounds "+feeling+" to me.", "It must be "+feeling+" at times.", "I can hear it matters to you.",
		"You say it lightly, and it doesn't sound light.", "Gosh, that must have hit you.", "There's a bit of sadness in that, isn't there?", "That seems to weigh on you.", "It's "+feeling+", then.", "I'm sorry, that sounds "+feeling+".")
	if l.chance(55) {
		s += " " + l.one("What's the worst part?", "How do you manage that?", "What happens inside when it's like that?", "Do you talk to anyone about it?", "When is it strongest?", "What would you need then?", "Has it always been like that?", "And how are you now?")
	}
	return s
}

// asks wants to know more, openly more often than not.
func (e everyday) asks(l *Listener, t string) string {
	turn := l.rand.IntN(100)
	switch {
	case turn < 25 && t != "":
		return l.one("How does "+t+" come into it?", "What's the story with "+t+"?", "Can you tell me more about "+t+"?", "And "+t+", what's that about for you?", "What does "+t+" do to you?")
	case turn < 40:
		return l.one("Did you expect that?", "Is that how it usually goes?", "Have you told anybody?", "Would you want that to change?", "Was it different before?", "Do they know that?", "Is that true for weekends too?")
	case turn < 50:
		return l.one("Mm.", "Yes.", "Right.", "Go on.", "Okay.")
	case turn < 60 && t != "":
		return l.one("You care a lot about "+t+".", "It took courage to tell me that.", "You kept going with "+t+", all the same.", "You really notice things.", "I like how honest you are about "+t+".")
	case turn < 67:
		return l.one("May I ask you something that's a bit closer?", "Tell me if I'm off here.", "We don't have to solve it today.", "I'm not sure where this is going, and that's fine with me.")
	case turn < 72:
		return l.one("Okay. When was that? And who was there? And what did you say?", "I had something like that once, with a job I loved. But this is about you. What happened next?", "Isn't it just a matter of time, though?")
	}
	return l.one("How come?", "What's that like, day to day?", "What do you make of it?", "Where did that begin?", "What's important to you there?", "What would a good day look like?", "Who sees that side of you?",
		"What keeps it going?", "If nothing changed, what then?", "What are you hoping for?", "What do you tell yourself at those moments?", "How would your best friend describe it?", "What's underneath, do you think?", "What did that mean for you?",
		"What was going through you?", "What's hardest to say about it?")
}
