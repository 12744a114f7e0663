// Package lexicon holds the small closed word lists and token tests that the
// floor, the persona and the analysis share: backchannels, how an unfinished
// text ends, the stop phrase, and how much two texts have in common.
//
// It is English, pure and keeps no state. Texts are what a recogniser writes:
// spelling and punctuation are not trusted more than the functions say.
package lexicon

import (
	"slices"
	"strings"
	"unicode"
)

// Tokens are the words of text, lower-cased, with inner apostrophes kept
// (curly ones made straight) and everything else that is neither letter nor
// digit taken as a space: "Mm-hm, I’d say." is mm hm i'd say.
func Tokens(text string) []string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’'
	})
	tokens := words[:0]
	for _, w := range words {
		if w = strings.Trim(strings.ReplaceAll(w, "’", "'"), "'"); w != "" {
			tokens = append(tokens, w)
		}
	}
	return tokens
}

// Spaced are the words of text with a space before, between and behind them,
// so that a phrase between spaces is found only as whole words.
func Spaced(text string) string { return " " + strings.Join(Tokens(text), " ") + " " }

// HoldsAny says that one of phrases, words with a space between, stands in
// spaced, which is as Spaced makes it.
func HoldsAny(spaced string, phrases []string) bool {
	return slices.ContainsFunc(phrases, func(p string) bool { return strings.Contains(spaced, " "+p+" ") })
}

// SameText says that two decodes of the same speech agree: the same words,
// whatever their case and punctuation. Two texts without words agree.
func SameText(a, b string) bool { return slices.Equal(Tokens(a), Tokens(b)) }

// Overlap is the share, 0 to 1, of a's words that are found in b in the same
// order: the length of their longest common subsequence over the number of
// a's words. It is 0 when a has no words. It is not symmetric: a short echo of
// a long line scores 1. Order counts because a handful of small words ("I
// think that you") can be picked out of any longer text.
func Overlap(a, b string) float64 {
	x, y := Tokens(a), Tokens(b)
	if len(x) == 0 {
		return 0
	}
	row := make([]int, len(y)+1) // row[j]: common subsequence of the words of x so far and y[:j]
	for _, w := range x {
		diagonal := 0
		for j := range y {
			above := row[j+1]
			if w == y[j] {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(above, row[j])
			}
			diagonal = above
		}
	}
	return float64(row[len(y)]) / float64(len(x))
}

// backchannels are the sounds and words that say "go on, I am here" and take
// no turn. "I understand" and "I know" are not among them: over somebody
// else's speech they take the floor. Nor is "no", which may well be meant.
var backchannels = phrases(`
	mm, mmm, mhm, mmhm, mhmm, mmhmm, hm, hmm, hmmm, m hm, m hmm, uhuh, uhhuh, uh huh, unh huh, aha, ah huh, uhum, uh hum, um hum, um hm, um hmm, umm hmm, mm hum, huh,
	ah, ahh, oh, ooh, wow, yeah, yea, yah, yep, yup, yes, right, okay, ok, okey, k, sure, alright, all right, exactly, really,
	i see, of course, got it, go on, that's right`)

// IsBackchannel says that text has words and all of them belong to
// backchannels: "Mm-hm.", "Yeah, right.", "Oh, I see."
func IsBackchannel(text string) bool {
	tokens := Tokens(text)
	for rest := tokens; len(rest) > 0; {
		n := leading(rest, backchannels)
		if n == 0 && murmur(rest[0]) {
			n = 1
		}
		if n == 0 {
			return false
		}
		rest = rest[n:]
	}
	return len(tokens) > 0
}

var (
	leaveAsks  = phrases("can i, could i, may i, let me, i'd like to, i want to, i need to")
	leaveWords = phrases(`sorry, oh, wait, hang, hold, and, so, but, okay, just, quickly, please, if, may, stop, ask, interrupt, cut, you, there, here,
		something, a, an, one, question, second, moment, minute, thing, for, on, say, come, jump, step, pick, up, in, that, pause, us, about`)
)

// AsksLeave says that text asks to come in and says nothing beyond that:
// "Sorry, can I stop you there?", "Let me ask you something." A question that
// has its content with it ("Can I ask how that was?") is none.
func AsksLeave(text string) bool {
	tokens, asked := Tokens(text), false
	for rest := tokens; len(rest) > 0; {
		if n := leading(rest, leaveAsks); n > 0 {
			rest, asked = rest[n:], true
			continue
		}
		if !leaveWords[rest[0]] {
			return false
		}
		rest = rest[1:]
	}
	return asked
}

var (
	stopVerbs = phrases("pause, stop, paws, pores, pose")
	stopNouns = phrases("session, sessions, practice, practise, practices, role play, roleplay, simulation, exercise")
	stopLinks = phrases("the, this, our, that, a")
	negations = phrases("don't, not, never, didn't, won't, without")
)

// StopPhrase says that text asks for the practice to be set aside: "pause the
// session", "let's stop the practice" and what a recogniser makes of them.
// Only the plain forms count, so that "before the session stopped", "don't
// stop the session" and "stop the practice of checking" do not.
func StopPhrase(text string) bool {
	tokens := Tokens(text)
	for i := range tokens {
		rest := tokens[i:]
		verb := leading(rest, stopVerbs)
		if verb == 0 || slices.ContainsFunc(tokens[max(0, i-3):i], has(negations)) {
			continue
		}
		rest = rest[verb:]
		rest = rest[leading(rest, stopLinks):]
		noun := leading(rest, stopNouns)
		if noun > 0 && (noun == len(rest) || rest[noun] != "of") {
			return true
		}
	}
	return false
}

// A phraseSet holds phrases of one or more words, spaces between words: true
// for a phrase, false for the beginning of one.
type phraseSet map[string]bool

func phrases(list string) phraseSet {
	set := phraseSet{}
	for p := range strings.SplitSeq(list, ",") {
		words := strings.Fields(p)
		for n := range words {
			begun := strings.Join(words[:n+1], " ")
			set[begun] = set[begun] || n+1 == len(words)
		}
	}
	return set
}

func has(set phraseSet) func(string) bool { return func(w string) bool { return set[w] } }

// leading is the number of words of the longest phrase of set that tokens begin with.
func leading(tokens []string, set phraseSet) int {
	longest := 0
	for n := range tokens {
		whole, begun := set[strings.Join(tokens[:n+1], " ")]
		if !begun {
			break
		}
		if whole {
			longest = n + 1
		}
	}
	return longest
}
