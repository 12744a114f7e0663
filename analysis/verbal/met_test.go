package verbal

import (
	"slices"
	"strings"
	"testing"

	"stillpoint/dialogue/timeline"
)

// A met case is what the coach says after hers, with a cue in it, and the names
// that must be found (+) or must not be (!), as in testdata/cases.txt.
type metCase struct {
	hers, coach string
	cue         int
	names       string
}

func testMet(t *testing.T, cases []metCase) {
	t.Helper()
	for _, c := range cases {
		heard := []timeline.Utterance{{Side: timeline.Client, Text: c.hers}, {Side: timeline.Coach, Text: c.coach}}
		got := sure(Context{Heard: heard, Cue: max(c.cue, Cue(c.hers))})
		for name := range strings.FieldsSeq(c.names) {
			if has := slices.Contains(got, name[1:]); has != (name[0] == '+') {
				t.Errorf("%q after %q: got %v, want %s", c.coach, c.hers, got, name)
			}
		}
	}
}

const (
	died  = "There were two of us. Leo and me, twenty-nine years. He died, a year ago. So there's a chair."
	drove = "Two weeks ago Rosa goes, oh, we're skipping it this time. I drove by. They were in there."
	bench = "Fifty minutes, Martha waited. On the bench by the machines, with wet hair. She'd folded a crisp packet, very neatly."
	rolls = "Every morning I write a number on it, rolls gone out."
)

func TestCondolence(t *testing.T) {
	testMet(t, []metCase{
		{died, "I'm sorry he's gone.", 2, "+emotion_ack"},
		{died, "I'm so sorry for your loss.", 2, "+emotion_ack"},
		{died, "i'm so sorry for your loss", 2, "+emotion_ack"},
		{died, "I'm sorry you lost him.", 2, "+emotion_ack"},
		{died, "I'm so sorry.", 2, "+empathy !emotion_ack"},
		{died, "oh im im sorry to hear that", 2, "+empathy"},
		{died, "I'm so sorry. How old was he?", 2, "+empathy"},
		{died, "Sorry to hear that. Can you tell me your address?", 2, "!emotion_ack !empathy"},
		{died, "I'm sorry, I'm late.", 2, "!emotion_ack !empathy"},
		{died, "Sorry, go on.", 2, "!emotion_ack !empathy"},
		{died, "Sorry?", 2, "!emotion_ack !empathy"},
		{died, "I'm sorry it's such a bad line.", 2, "!emotion_ack !empathy"},
		{died, "I'm not sorry he's gone.", 2, "!emotion_ack !empathy"},
		{died, "I'm sorry for your loss, but you should sell the chair.", 2, "+advice_early !emotion_ack !empathy"},
		{"We opened on Tuesday and had soup.", "I'm so sorry for your loss.", 0, "!emotion_ack !empathy"},
	})
}

func TestGivenBackMeets(t *testing.T) {
	testMet(t, []metCase{
		{drove, "You drove by, and they were in there. Ouch.", 2, "+empathy"},
		{drove, "you drove by and they were in there", 2, "+empathy"},
		{drove, "Ouch.", 2, "+empathy"},
		{drove, "Oof, yeah.", 2, "+empathy"},
		{drove, "Ouch. And how many wards are there?", 2, "!empathy"},
		{"We opened on Tuesday and had soup.", "Ouch.", 0, "!empathy"},
		{drove, "Did you drive by?", 2, "!empathy !emotion_ack"},
		{drove, "I would have gone in there with a cake.", 2, "!empathy !emotion_ack"},
		{drove, "You drove by. You should have gone in.", 2, "!empathy"},
		{bench, "Fifty minutes, wet hair, a crisp packet folded very neatly.", 2, "+empathy"},
		{"I don't know. That's gone past me.", "No need to know. Something stops you.", 0, "+empathy"},
		{"I like the sea.", "Something stops you.", 0, "!empathy"},
		{"I don't know. That's gone past me.", "Is it that something stops you?", 0, "!empathy"},
		{"If I go to the funeral they'll all be there, in hats.", "It sounds as if the funeral would be big.", 0, "+empathy"},
		{"If I go to the funeral they'll all be there, in hats.", "It sounds as if it would be big there.", 0, "!empathy"},
	})
	c := Context{}
	for i, want := range []bool{true, true, false} { // the hedge wears out
		c.Heard = append(c.Heard, timeline.Utterance{Side: timeline.Client, Text: "Then the funeral was on the Monday, with hats."},
			timeline.Utterance{Side: timeline.Coach, Text: "It sounds as if the funeral went on for ever."})
		if got := slices.Contains(sure(c), Empathy); got != want {
			t.Errorf("hedge %d: %v", i+1, got)
		}
	}
}

func TestStopsHeard(t *testing.T) {
	const hers = "If nobody minded. Gosh. I'd want to know who nobody was."
	testMet(t, []metCase{
		{hers, "I heard a real stop there. Who would mind?", 2, "+emotion_ack"},
		{hers, "i heard a real stop there who would mind", 2, "+emotion_ack"},
		{hers, "There was a small pause before that. Who would mind?", 2, "+emotion_ack"},
		{hers, "You went quiet just then. Who would mind?", 2, "+emotion_ack"},
		{hers, "There was a pause in the deliveries. Who came?", 2, "!emotion_ack"},
		{hers, "You stopped there for petrol. Who came?", 2, "!emotion_ack"},
		{hers, "I noticed the stop on the blue line. Who came?", 2, "!emotion_ack"},
		{hers, "You'd want to know who nobody was.", 2, "!explore"},
		{"So that's Jonas.", "I'd love to hear about Jonas.", 0, "+explore"},
	})
}

func TestAskedNotJudged(t *testing.T) {
	const hers = "I ask how school was."
	testMet(t, []metCase{
		{hers, "Is there something you're avoiding?", 0, "!judge !judge?"},
		{hers, "what is it that you don't ask her i mean is there is there something you're avoiding", 0, "!judge !judge?"},
		{hers, "What do you think you're avoiding?", 0, "!judge !judge?"},
		{hers, "Are you avoiding him?", 0, "!judge !judge?"},
		{hers, "You're avoiding it.", 0, "+judge"},
		{hers, "You're avoiding it, aren't you?", 0, "+judge"},
		{hers, "Don't you think you're avoiding it?", 0, "+judge"},
		{hers, "Do you see that you're avoiding it?", 0, "+judge"},
		{hers, "Why is it that you keep making excuses?", 0, "+judge?"},
	})
}

func TestQuestionsThatAdvise(t *testing.T) {
	testMet(t, []metCase{
		{rolls, "And how many rolls per day do you need to break even?", 0, "!advice_early"},
		{rolls, "how much time do you need to decide", 0, "!advice_early"},
		{rolls, "Would you have to tell the board?", 0, "!advice_early"},
		{rolls, "and is it that do you need to tell the board", 0, "!advice_early"},
		{rolls, "Is there anyone you have to look after at home?", 0, "!advice_early"},
		{rolls, "There is somebody you have to call.", 0, "+advice_early"},
		{rolls, "Right, so do you need to tell Tom, or not?", 0, "!advice_early"},
		{"Fridays it's Lou's. One good booth.", "When you drove home from Lou's that night, what were you telling yourself?", 0, "+explore"},
		{"Fridays it's Lou's. One good booth.", "Okay, that's Lou's and the good booth, now what is the plan?", 0, "!explore"},
		{"No. I don't know you.", "Fair, you don't.", 0, "+accept"},
		{"No. I don't know you.", "The fair is on Monday.", 0, "!accept"},
		{"I don't know. Give me a second.", "We needn't hurry.", 0, "+accept +announce"},
		{"I went by train.", "We needn't hurry.", 0, "!accept"},
		{rolls, "You need to break even.", 0, "+advice_early"},
		{rolls, "Could you cut costs?", 0, "+advice_early"},
		{rolls, "could you take the evenings off from email", 0, "+advice_early"},
		{rolls, "Couldn't you just ask him?", 0, "+advice_early"},
		{rolls, "Could you talk to her about it?", 0, "+advice_early"},
		{rolls, "Could you tell me what the number was?", 0, "!advice_early"},
		{rolls, "Could you take me through it?", 0, "!advice_early"},
		{rolls, "Could you sleep, then?", 0, "!advice_early"},
		{rolls, "What could you cut?", 0, "!advice_early"},
	})
	if n := len(study("And how many rolls per day do you need to break even?", allForms).questions); n != 1 {
		t.Errorf("%d questions in one", n)
	}
	if got := QuestionKind("Awkward how?"); got != "open" {
		t.Errorf("a word and how: %q", got)
	}
}

func TestQuotes(t *testing.T) {
	const (
		milo     = "Milo asked me which one was my real job. I said, good question. And we did page eleven."
		sandwich = "I nearly told him on Sunday. I said, Mark, and he stopped. And I said, do you want a sandwich."
	)
	testMet(t, []metCase{
		{milo, "Which one is your real job. Good question. What was your own answer?", 0, "!generic_praise"},
		{milo, "Good question.", 0, "+generic_praise"},
		{"Milo asked me which one was my real job.", "Good question. What did you say?", 0, "+generic_praise"},
		{"It was a good question, and I told him so.", "Good question. Go on.", 0, "+generic_praise"},
		{sandwich, "Do you want a sandwich. You nearly told him.", 0, "!invite"},
		{"My boss said I want you to go home, Carol, and rest.", "I want you to go home, Carol. That's what he said.", 0, "!advice_early"},
		{"She goes, what were you thinking, and she hung up.", "What were you thinking. I'd want to hear the rest of it.", 0, "!judge"},
		{"She was cross and she hung up.", "What were you thinking? And she hung up.", 0, "+judge"},
		{"He said he'd be fine on his own for a year at least.", "He'll be fine.", 0, "!generic_praise"},
		{"Those mornings she forgets to be careful with me. I flip the next one.", "Careful with you. And you flip the next one.", 0, "!strength"},
		{"I put it back, how it was. And I made tacos.", "You put it back and you made tacos.", 0, "!strength"},
		{"It's my daughter. I've got the kitchen door shut.", "Kitchen door shut, so it's just us.", 0, "!minimise"},
		{"I had a bad day.", "It's just a phase.", 0, "+minimise"},
		{"I had a bad day.", "It's only work.", 0, "+minimise"},
	})
	c := Context{Heard: []timeline.Utterance{{Side: timeline.Client, Text: "My boss said, you need to slow down, it's just a phase. He laughed."},
		{Side: timeline.Coach, Text: "How was that?"}, {Side: timeline.Client, Text: "I got my coat and drove."}, {Side: timeline.Coach}}}
	for coach, want := range map[string]string{
		"You need to slow down. That was the boss.": "", "It's just a phase. That was the boss.": "",
		"You need to drive more. That was the boss.": AdviceEarly, "It's just a coat. That was the boss.": Minimise,
	} {
		c.Heard[3].Text = coach
		if got := sure(c); (want == "") == (slices.Contains(got, AdviceEarly) || slices.Contains(got, Minimise)) || want != "" && !slices.Contains(got, want) {
			t.Errorf("%q two turns later: %v", coach, got)
		}
	}
	for coach, want := range map[string]int{
		"Do you want a sandwich. You nearly told him.": 0, "do you want a sandwich you nearly told him": 0,
		"Do you want to say more? I'm here.": 1, "Do you want a sandwich": 1,
	} {
		heard := []timeline.Utterance{{Side: timeline.Client, Text: sandwich}, {Side: timeline.Coach, Text: coach}}
		if coach == "Do you want a sandwich" {
			heard[0].Text = "I had a bad day."
		}
		r, _ := judged(Context{Heard: heard})
		if len(r.questions) != want {
			t.Errorf("%q: %d questions", coach, len(r.questions))
		}
	}
}

func TestFarewell(t *testing.T) {
	for text, want := range map[string]bool{
		"Goodbye, Neil.":                                    true,
		"Thank you for today. Bye for now.":                 true,
		"Good luck with Nora. Bye.":                         true,
		"Okay then, take care, Marit.":                      true,
		"And see you next week.":                            true,
		"bye":                                               true,
		"You never said goodbye to Leo.":                    false,
		"Goodbye is what you never got to say to him there": false,
		"Take care of what exactly?":                        false,
		"Bye. Or is there something you'd still say?":       false,
		"What do you take with you?":                        false,
		"It went by so fast.":                               false,
		"":                                                  false,
	} {
		if got, _ := Leave(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestAsksTakeaway(t *testing.T) {
	for text, want := range map[string]bool{
		"What do you take with you?":                        true,
		"So, what are you taking away from today?":          true,
		"what are you taking with you from our talk":        true,
		"And what was the most useful thing for you today?": true,
		"Goodbye, Neil.": false,
		"What did you take with you when you left the house then?": false,
		"What does it take from you?":                              false,
		"What is helpful about the sheet?":                         false,
	} {
		if _, got := Leave(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestParting(t *testing.T) {
	const clock = "I used to mend clocks. It's been on the towel two years."
	testMet(t, []metCase{
		{clock, "Goodbye, Neil.", 2, "+parting"},
		{clock, "thank you neil it was good to meet you goodbye", 2, "+parting"},
		{clock, "Good luck with Nora. Bye.", 2, "+parting"},
		{clock, "Thank you, Hannah. Take good care of yourself.", 2, "+parting"},
		{clock, "What do you take with you?", 2, "+parting"},
		{clock, "What are you taking away from today?", 2, "+parting"},
		{clock, "What would you like to take with you from this?", 2, "+parting"},
		{clock, "What was useful, if anything?", 2, "+parting"},
		{"I'm so lonely.", "What do you want to take from this into next week?", 2, "!parting"},
		{"I'm so lonely.", "Goodbye, Marit.", 2, "+parting"},
		{clock, "You never said goodbye.", 2, "!parting"},
		{clock, "Have you said goodbye to the clocks?", 2, "!parting"},
		{clock, "Do you take good care of them?", 2, "!parting"},
		{clock, "What did you take from the house?", 2, "!parting"},
		{clock, "Right. And how many clocks are there?", 2, "!parting"},
	})
	for coach, want := range map[string]bool{"Goodbye, Neil.": false, "What are you taking away from today?": false, "I'm sorry he's gone.": false, "Right. And how many branches does the bank have?": true} {
		heard := []timeline.Utterance{{Side: timeline.Client, Text: clock}, {Side: timeline.Coach, Text: coach}}
		if got := PassedOver(Context{Heard: heard, Cue: 2}); got != want {
			t.Errorf("%q: passed over %v", coach, got)
		}
	}
}

// TestEchoIsInOrder: her own voice comes back as she spoke; who picks words out
// of what she said gives them back.
func TestEchoIsInOrder(t *testing.T) {
	for coach, want := range map[string]bool{
		"Martha waited on the bench by the machines with wet hair":    true,
		"Fifty minutes, wet hair, a crisp packet folded very neatly.": false,
	} {
		heard := []timeline.Utterance{{Side: timeline.Client, Text: bench}, {Side: timeline.Coach, Text: coach}}
		if _, ok := judged(Context{Heard: heard}); ok == want {
			t.Errorf("%q: an echo %v", coach, !ok)
		}
	}
}
