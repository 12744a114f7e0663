package timing

import (
	"slices"
	"strings"

	"stillpoint/analysis/verbal"
	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/timeline"
)

// doing is what of a coach's words matters to the silence beside them.
type doing struct {
	announces  bool // says that there is time, or that silence follows
	apologises bool // for the silence
	changes    bool // the topic
	stacks     bool // one question on another
}

// does reads a turn of the coach's.
func does(text string) (d doing) {
	if len(lexicon.Tokens(text)) == 0 {
		return d
	}
	for _, e := range verbal.Detect(verbal.Context{Heard: []timeline.Utterance{{Side: timeline.Coach, Text: text}}}) {
		switch e.Name {
		case verbal.Announce:
			d.announces = true
		case verbal.Stacked:
			d.stacks = true
		}
	}
	said := lexicon.Spaced(text)
	d.apologises = lexicon.HoldsAny(said, apologies)
	d.changes = !d.announces && begins(said, changes)
	return d
}

var apologies = []string{
	"sorry for the silence", "sorry about the silence", "sorry for the pause", "sorry about the pause", "sorry for that silence", "sorry about that silence", "sorry for that pause", "sorry about that pause", "sorry for going quiet", "sorry i went quiet",
	"sorry i was quiet", "sorry for being quiet", "sorry for being silent", "sorry i was thinking", "sorry i was just thinking", "sorry i'm thinking",
	"sorry i lost my", "sorry i was just", "sorry for the wait", "sorry to keep you waiting", "sorry to leave you hanging", "awkward silence", "sorry i don't know what to say",
	"are you still there", "are you there", "did i lose you", "can you hear me",
}

var changes = []string{
	"anyway", "moving on", "let's move on", "changing the subject", "change the subject", "change of subject", "on another note", "on a different note",
	"let's talk about something else", "to come back to your goal", "getting back to", "let's get back to", "coming back to the agenda", "next question", "another question",
}

// begins says that said begins with one of phrases, small words apart.
func begins(said string, phrases []string) bool {
	said = unsoftened(said)
	return slices.ContainsFunc(phrases, func(p string) bool { return strings.HasPrefix(said, " "+p+" ") })
}

// asks says that the last sentence of text asks for something.
func asks(text string) bool {
	q := lexicon.Question(text)
	return q != "" && strings.HasSuffix(lexicon.Spaced(text), lexicon.Spaced(q))
}

// emotional: a cue of intensity 2 or more, or words of feeling.
func emotional(h *herSaid) bool {
	return h.Cue != nil && h.Cue.Intensity >= 2 || slices.ContainsFunc(verbal.Feelings(h.text), func(s verbal.Span) bool { return s.Intensity >= 1 })
}

// context is how much a silence after text of hers may count, and why.
func context(h *herSaid, insight bool) (float64, string) {
	said := lexicon.Spaced(h.text)
	switch {
	case h.Cue != nil && h.Cue.Intensity >= 2:
		return 1, "she showed a feeling"
	case h.Why == timeline.WhyOpening || h.Why == timeline.WhyGoodbye:
		return 0, "it stands beside a greeting"
	case asks(h.text):
		return 0, "she had asked something"
	case lexicon.HoldsAny(said, lost), slices.Contains(atALoss, strings.TrimSpace(said)):
		return 0, "she had not understood"
	case lexicon.HoldsAny(said, logistics):
		return 0, "she spoke of practical matters"
	case h.emotional:
		return 1, "she had named a feeling"
	case insight || lexicon.HoldsAny(said, insights):
		return 1, "she had seen something new"
	case unfinished(h.text):
		return 1, "she had left a thought unfinished"
	case len(lexicon.Tokens(h.text)) >= substantial:
		return .5, "she had said something of length"
	}
	return 0, saidLittle
}

const saidLittle = "she had said little"

// substantial: a turn of so many words may want a silence after it.
const substantial = 12

func unfinished(text string) bool {
	text = strings.TrimRight(text, " \t\n\"”’'")
	for _, end := range []string{"…", "...", "—", "–", "--"} {
		if strings.HasSuffix(text, end) {
			return true
		}
	}
	return false
}

var lost = []string{
	"i don't understand you", "i don't understand your", "i don't understand what you", "i don't understand the question", "sorry i don't understand", "i didn't understand you", "i didn't understand your", "i didn't understand what you", "i didn't understand the question", "sorry i didn't understand", "i don't follow", "i didn't follow", "i didn't get that", "i don't get what you", "what do you mean", "i'm not sure what you mean",
	"i don't know what you mean", "can you say that again", "could you say that again", "say that again", "can you repeat", "could you repeat", "i didn't hear", "i didn't catch", "you've lost me", "you lost me",
}

// atALoss, and not a word more: "I don't understand why he does it" tells of him.
var atALoss = []string{"i don't understand", "i don't understand that", "i didn't understand", "i didn't understand that", "i don't really understand", "no i don't understand"}

var logistics = []string{
	"can you hear me", "i can hear you", "the microphone", "my headphones", "the connection", "how long do we have", "how much time do we have", "how much time is left",
	"i have another meeting", "i've another meeting", "same time next week", "shall we book", "put it in the calendar",
}

var insights = []string{
	"i realise", "i realised", "i realize", "i realized", "i've realised", "i've realized", "i'm realising", "i'm realizing", "i've only just seen", "i've only just noticed", "i've only just understood", "i just noticed", "i notice now", "i see now", "now i see", "now that i say it", "now i say it",
	"it's lighter", "feels lighter", "that's it isn't it", "i never thought of it", "i hadn't thought of", "i hadn't seen", "i've never said that", "i never saw", "it just hit me", "it dawned", "it occurs to me", "oh that's what",
}
