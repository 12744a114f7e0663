package practicetest

import "time"

const s = time.Second

var short = []step{
	{say: "Hello Marit, good to hear you. What would you like from today?"},
	{wait: 1 * s, say: "And what happens in you when you do them again?"},
	{wait: 7 * s},
	{say: "That sounds heavy. You sound tired when you say it."},
	{wait: 9 * s, say: "What are you afraid might happen?"},
	{wait: 1 * s, say: "What did you do then?", into: 1200 * time.Millisecond, over: "But have you tried explaining it to him?"},
	{wait: 1 * s, say: "I am sorry, I came in too early. Please go on.", into: 900 * time.Millisecond, over: "Mm."},
	{muted: 5 * s},
	{wait: 1 * s, say: "You should just make a list and hand it over, that would solve it."},
	{aside: 6 * s, say: "What is it like to say that aloud?"},
	{wait: 4 * s, say: "You kept going all the same. I notice how careful you are."},
	{wait: 11 * s, say: "What would you like to take with you?"},
	{wait: 2 * s},
}

var long = []step{
	{wait: 1 * s, say: "What is on your mind just now?"},
	{wait: 6500 * time.Millisecond, say: "It sounds as if that worries you."},
	{wait: 3500 * time.Millisecond, say: "And what happens in you then?"},
	{say: "How long has it been like that?", into: 1500 * time.Millisecond, over: "Because you could simply ask somebody to do it for you."},
	{wait: 9 * s, say: "That sounds sad. I can hear how much it matters to you."},
	{wait: 2 * s, say: "What do you tell yourself at those moments?", into: 800 * time.Millisecond, over: "Mm hm."},
	{wait: 12 * s},
	{say: "Why did you do that? And when was it? And who knew?"},
	{wait: 1 * s, say: "You should set some clear boundaries there."},
	{wait: 5 * s, say: "Who sees that side of you?"},
	{muted: 6 * s, say: "I am here again. Where were we?"},
	{wait: 3 * s, say: "It took courage to tell me that."},
	{wait: 7 * s, say: "May I ask you something that is a bit closer?"},
	{wait: 8 * s, say: "What would be different if you let it go?", into: 2500 * time.Millisecond, over: "If you let it go, I mean, for a week."},
	{wait: 2 * s, say: "I once had the same with my old boss, we went back and forth for months, and in the end I laughed about it."},
	{aside: 8 * s, say: "Shall we go on?"},
	{wait: 4 * s, say: "What is underneath that, do you think?"},
	{wait: 15 * s, say: "And how are you now?"},
}
