package coachtest

// neutral is polite and asks on, without a word for what she feels and
// without a pause.
func neutral(l *Listener) Act {
	h := l.last()
	t := thing(h.text)
	if l.turns == 0 {
		return Act{Say: l.one("Hello. So what would you like to talk about today?", "Hi, thanks for calling. What's the topic?")}
	}
	if asks(h.text) {
		return Act{Say: l.one("I'm not sure. What do you think?", "Yes, I'm here. Please go on.", "That depends. What have you got so far?")}
	}
	if t != "" && l.chance(40) {
		return Act{Say: l.one("Okay. And how does "+t+" fit into that?", "Can you describe "+t+"?", "I see. What about "+t+"?", "Right. And when did "+t+" come up?", "So what happened with "+t+"?")}
	}
	return Act{Say: l.one("I see. And what happened then?", "Okay. How often is that?", "Right. When did that start?", "And who else is involved?", "Can you give me an example?", "So what have you done about it?",
		"Is that the same every week?", "I understand. What is the next step?", "Okay. And what do the others say?", "What would be a good outcome?", "How long has that been the case?", "Is there anything else?",
		"Alright. How would you sum that up?", "Let's look at the facts. What do you know for certain?", "Okay, go on.", "And what was the reason for that?", "So where does that leave you?", "Fine. What did you decide?")}
}

// chatty is friendly and talks, mostly of itself.
func chatty(l *Listener) Act {
	if l.turns == 0 {
		return Act{Say: l.one("Hi there! Lovely weather we're having, isn't it. I've had such a busy morning. Anyway, what's on your mind?", "Hello hello! So nice to meet you. I've been looking forward to this all day.")}
	}
	return Act{Say: l.one("Oh, I know exactly what you mean. I had the same thing with my old boss, we went back and forth for months, and in the end I just laughed about it, because what else can you do, really.",
		"Ha, that's funny. My sister is just like that. We went on holiday with her last year and she planned every single day, breakfast to bedtime, I nearly went mad.",
		"Wow, great. You're doing amazing.", "That's so interesting! Do you like your job otherwise?", "Oh, I love that. Did you watch the game at the weekend, by the way?",
		"Yeah, people are funny, aren't they.", "Well done you! Honestly, not everyone would manage that.", "Right, right. That reminds me of a course I did in spring, there was this man who talked all day about mindset, and I thought, I could do that.",
		"Oh nice. And have you got any plans for the holidays?", "Ha, tell me about it. I'm exactly the same, I can never say no to anything, my husband always says I should have it printed on a shirt.",
		"Super. And how's the weather where you are?", "That's life, isn't it. You never know what's next.", "I once had a client who said the very same thing, and I told her my story about the bus, and we both had such a good laugh about it afterwards.",
		"Great, great. You seem like a really positive person.", "Oh, don't worry, it happens to all of us.", "Lovely. What else is new?", "Fantastic! I think you're on a really good path.",
		"And do you have any hobbies? I started painting last winter, I'm terrible at it, but I do it every Sunday and it keeps me sane.", "So how did that go?", "Sounds like quite a story. Tell me more!")}
}

// adviceFirst has an answer to everything.
func adviceFirst(l *Listener) Act {
	h := l.last()
	t := thing(h.text)
	if l.turns == 0 {
		return Act{Say: l.one("Hi. So what's the problem you'd like me to help you fix?", "Hello. Tell me what's wrong and we'll find a solution.")}
	}
	if l.chance(30) {
		return Act{Say: l.one("Okay. And have you tried that?", "So would that work for you?", "How does that sound?", "Got it. What else is the problem?", "Does that make sense?", "When could you start with that?")}
	}
	if t != "" && l.chance(35) {
		return Act{Say: l.one("You should just sit down and talk about "+t+".", "Why don't you make a list for "+t+"?", "If I were you I'd deal with "+t+" first.", "What you need to do is set a rule about "+t+".", "Have you thought about getting help with "+t+"?")}
	}
	return Act{Say: l.one("You should set some clear boundaries there.", "What you need is a better routine.", "Have you tried writing it down every evening?", "I'd suggest you take one thing at a time.", "Why don't you just ask for help?",
		"My advice would be to let it go.", "You could start with ten minutes a day.", "The best thing is to have an open conversation.", "You need to learn to say no.", "Try to look at the positive side.", "You might want to read a good book about that.",
		"How about making a plan for the week?", "There's a very good app for that, I'd download it tonight.", "The solution is simple, just talk to them.", "It would help if you slept more.", "What works for most people is a fixed time for it.", "Just tell them how it is.")}
}

// interrogator wants facts, and finds fault.
func interrogator(l *Listener) Act {
	if l.turns == 0 {
		return Act{Say: l.one("State your issue, please.", "What is the problem? How long? Who is responsible?")}
	}
	return Act{Say: l.one("Why did you do that?", "When exactly? How many times? And who knew?", "That doesn't answer my question.", "Did you or did you not?", "Whose fault was it?", "Why didn't you stop it earlier?",
		"So you're avoiding it.", "Be specific.", "How many hours?", "What's your evidence for that?", "Isn't that just an excuse?", "And you think that's normal?", "What date was that? What did you say? What did they say?",
		"Yes or no?", "You're contradicting yourself.", "What did you expect?", "Is that all?", "Why should they trust you?", "That was irresponsible.", "Get to the point.", "Who told you that?", "And then what?")}
}

// silent says next to nothing.
func silent(l *Listener) Act {
	if l.turns == 0 {
		return Act{Wait: l.between(1, 3), Say: "Hello."}
	}
	if l.since < len(l.hers) && asks(l.hers[len(l.hers)-1].text) {
		return Act{Say: l.one("Yes.", "I'm here.", "Mm.")}
	}
	return Act{Wait: l.between(6, 14), Say: l.one("Mm.", "Mm-hm.", "Go on.", "Yes.", "I see.", "Okay.", "Uh-huh.", "Right.")}
}

// OneFormula says the same thing twelve times whatever she says, with another
// feeling in it, and then only listens.
func OneFormula() Coach {
	return Coach{"one formula", func(l *Listener) Act {
		if l.turns == 0 {
			return Act{Say: "Hello. What would you like to talk about?"}
		}
		if l.turns > 12 {
			return Act{Say: "Mm."}
		}
		return Act{Say: "It sounds like you feel " + l.one("frustrated", "sad", "overwhelmed", "lonely", "tired", "worried") + "."}
	}}
}

// Silence alone: never a word after the first.
func SilenceAlone() Coach {
	return Coach{"silence alone", func(l *Listener) Act {
		if l.turns == 0 {
			return Act{Say: "Hello."}
		}
		return Act{Wait: l.between(6, 12), Say: "Mm."}
	}}
}
