package lexicon

import (
	"iter"
	"slices"
	"strings"
)

// sentences are the parts of text between its full stops, colons, question and
// exclamation marks, the mark included.
func sentences(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for text != "" {
			end := strings.IndexAny(text, ".?!:") + 1
			if end == 0 {
				end = len(text)
			}
			if !yield(text[:end]) {
				return
			}
			text = text[end:]
		}
	}
}

var (
	askers = phrases(`what, what's, how, how's, why, who, who's, where, where's, when, which, whose, do, does, did, is, are, was, were, am, have, has, had, can, could, will, would, should, shall, may, might, isn't, aren't, don't, doesn't, didn't, won't, wouldn't, haven't, hasn't,
		tell me, tell us, describe, say more, explain, walk me, talk me through, take me, give me, show me, help me understand, i wonder, i'm wondering, i am wondering, i'm curious, i am curious, i'd like to hear, i'd like to know, i'd love to hear, i'd love to know`)
	leadIns = phrases(`and, so, but, well, okay, ok, oh, right, yes, yeah, mm, hm, um, uh, then, now, also, sorry, please, just, or, i see, because, maybe, perhaps, alright, all right, thank you, thanks`)
)

// Asks says that text asks for something: it has a question mark, or one of
// its sentences begins as a question or an invitation does ("tell me …", "I
// wonder …"), for recognisers drop the mark.
func Asks(text string) bool { return Question(text) != "" }

// Question is the last sentence of text that asks for something, empty when
// none does.
func Question(text string) string {
	last := ""
	for sentence := range sentences(text) {
		if strings.HasSuffix(sentence, "?") || begins(Tokens(sentence)) {
			last = sentence
		}
	}
	return strings.TrimSpace(last)
}

// Supposes says that the last question of text is a statement but for its
// mark: "It was hers?", "So you waited?" It wants a yes or a no, and mostly to
// be heard.
func Supposes(text string) bool {
	question := Question(text)
	tokens := afterLeadIns(Tokens(question))
	clause := Tokens(question[strings.LastIndexByte(question, ',')+1:]) // "we have an hour, is that all right?"
	return strings.HasSuffix(question, "?") && len(tokens) > 2 && leading(tokens, supposing) > 0 && !begins(tokens) && (len(clause) <= tagWords || !begins(clause))
}

const tagWords = 2 // "isn't it"

var supposing = phrases(`i, you, we, they, he, she, it, you're, we're, they're, he's, she's, it's, you've, we've, they've, you'd, you'll, that, that's, this, there, there's`)

func afterLeadIns(tokens []string) []string {
	for n := leading(tokens, leadIns); n > 0; n = leading(tokens, leadIns) {
		tokens = tokens[n:]
	}
	return tokens
}

func begins(tokens []string) bool {
	tokens = afterLeadIns(tokens)
	return len(tokens) > 1 && leading(tokens, askers) > 0 && !((wh[tokens[0]] || tokens[0] == "when" || tokens[0] == "why") && subjectOf[tokens[1]])
}

// After "what", "how", "when" they make a clause, not a question: "what you need is a rule".
var subjectOf = phrases(`i, you, we, they, he, she, it, i'm, you're, we're, they're, he's, she's, it's, i've, you've, we've, i'd, you'd, i'll, you'll, people, your, my`)

var (
	machines = phrases(`ai, a.i, a i, bot, robot, computer, machine, chatbot, chat bot, program, programme, simulation, simulated, artificial, recording, language model, chatgpt, gpt, algorithm, avatar`)
	reals    = phrases(`real, human, a person, real person, actual person, a human, a real`)
	subjects = phrases(`are you, you're, you are, aren't you, am i talking, am i speaking, is this, is it, is that, were you, you a, you an`)
)

// AsksMachine says that text asks whether the one spoken to is a machine:
// "Are you an AI?", "Am I talking to a real person?"
func AsksMachine(text string) bool {
	for sentence := range sentences(text) {
		tokens := Tokens(sentence)
		for i := range tokens {
			n := leading(tokens[i:], subjects)
			if n == 0 {
				continue
			}
			rest := tokens[i+n : min(len(tokens), i+n+5)]
			// A real person or a machine; "are you a real optimist" is about her, not about that.
			for j := range rest {
				if leading(rest[j:], machines) > 0 && plain(rest[j:]) || leading(rest[j:], reals) > 0 && final(rest[j:]) {
					return true
				}
			}
		}
	}
	return false
}

// plain says that a machine word is not the first half of something else ("a
// computer person", "a programme director").
func plain(rest []string) bool {
	return len(rest) < 2 || leading(rest[1:], endings) > 0 || len(rest) >= 2 && (rest[1] == "model" || rest[1] == "intelligence" || rest[1] == "bot")
}

// final says that nothing follows what is real but a person.
func final(rest []string) bool {
	for i, w := range rest {
		if !slices.Contains([]string{"a", "real", "human", "person", "actual", "being", "or"}, w) {
			return leading(rest[i:], endings) > 0
		}
	}
	return true
}

var endings = phrases(`or, or not, or are, or a, right, then, now, here, and, by, at all, really, actually, aren't, isn't, is it, today, i'm, that`)

var (
	presences = phrases(`can you hear me, do you hear me, are you there, are you still there, are you with me, are you still with me, did i lose you, have i lost you, am i audible`)
	// Half a question is one only where a sentence begins with it, or with a
	// name before it: "what is at stake for you there" asks something else.
	halfPresences = phrases(`you still there, still there, you there, you with me, still with me`)
	greetings     = phrases(`hello, hi, hey`)
)

// AsksPresence says that text asks whether the other is there and can hear,
// and nothing else after it: "Hello? Can you hear me?"
func AsksPresence(text string) bool {
	var tokens []string
	for sentence := range sentences(text) {
		first := len(tokens)
		tokens = append(tokens, Tokens(sentence)...)
		for i := first; i < len(tokens); i++ {
			n := leading(tokens[i:], presences)
			if n == 0 && opensSentence(tokens[first:i]) {
				n = leading(tokens[i:], halfPresences)
			}
			if n > 0 {
				return !slices.ContainsFunc(Tokens(text)[i+n:], func(w string) bool {
					return w != "there" && w != "me" && w != "now" && w != "okay" && w != "ok" && w != "well" && w != "hello" && w != "all" && w != "right"
				})
			}
		}
	}
	return false
}

// opensSentence says that before is no more than a lead-in, a greeting and a
// name: what comes after it begins the sentence.
func opensSentence(before []string) bool {
	for n := 1; n > 0; before = before[n:] {
		n = max(leading(before, leadIns), leading(before, greetings))
	}
	return len(before) == 0 || len(before) == 1 && leading(before, askers) == 0
}
