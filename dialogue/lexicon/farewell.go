package lexicon

import "strings"

var farewells = phrases(`bye, goodbye, bye bye, good bye, good by, take care, take good care, see you, see you soon, see you then, see you next time, see you next week, talk soon, talk to you soon, speak soon,
		until next time, till next time, so long, cheerio, good night, goodnight, have a good day, have a good evening, have a good week, have a good one, have a lovely day, have a lovely evening, enjoy your day, enjoy your evening, all the best, be well`)

const behindFarewell = 3 // words in its sentence: a name, "for now"

// Farewell says that text ends in a goodbye of the speaker's own and asks
// nothing: "Take care, Marit.", "Thank you. Bye for now." A goodbye that is
// only spoken of ("You never said goodbye") is none.
func Farewell(text string) bool {
	if strings.Contains(text, "?") {
		return false
	}
	for sentence := range sentences(text) {
		if bids(Tokens(sentence)) {
			return true
		}
	}
	return false
}

// bids says that a sentence is a farewell and little else.
func bids(tokens []string) bool {
	for n := leading(tokens, leadIns); n > 0; n = leading(tokens, leadIns) {
		tokens = tokens[n:]
	}
	n := leading(tokens, farewells)
	return n > 0 && len(tokens)-n <= behindFarewell
}
