package persona

import (
	"slices"
	"strings"

	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
)

// opener is a short sound or hesitation before a line, most often none. One
// who goes on by herself has first taken in what was said: a sound shows it;
// one who answers may hesitate, as often as the file has it. A line with a
// soft beginning of its own gets none, nor does one right after another with one.
func (r *answering) opener(line *scenario.Line, byHerself bool) string {
	first := line.Text.Pieces[0].Words
	words := lexicon.Tokens(first)
	if r.past.opened || r.past.idle > 0 || len(line.Text.Pieces) > scenario.MaxPauses || startsSoftly(first, words) {
		return ""
	}
	if byHerself && line.Layer <= 1 && r.supposed() {
		if yes := r.grant(); yes != "" {
			return yes
		}
	}
	choices, odds := r.openers[:r.sounds], soundOdds
	if !byHerself {
		if line.Layer > 1 || r.hesitates(line) <= 0 {
			return ""
		}
		choices, odds = r.openers[r.sounds:], fillerOdds
	}
	choices = slices.DeleteFunc(slices.Clone(choices), func(o opener) bool {
		return len(o.words) == 0 || o.words[0] == words[0]
	})
	if len(choices) == 0 || r.rand.IntN(odds) > 0 {
		return ""
	}
	return choices[r.rand.IntN(len(choices))].text
}

// One line in so many, of those that may have an opener.
const (
	soundOdds  = 2
	fillerOdds = 3
)

// hesitates is how many fillers this turn may hold beside the line's own.
func (r *answering) hesitates(line *scenario.Line) int {
	span := r.Person.Voice.FillersPerTurn
	n := span.Min + r.rand.IntN(max(span.Max-span.Min, 0)+1)
	own := lexicon.Spaced(line.Text.Source)
	for _, o := range r.openers[r.sounds:] {
		n -= strings.Count(own, " "+strings.Join(o.words, " ")+" ")
	}
	return n
}

// startsSoftly says that a line begins with a hesitation or a link of its own.
func startsSoftly(text string, words []string) bool {
	if strings.HasPrefix(text, "…") || strings.HasPrefix(text, "—") || len(words) == 0 {
		return true
	}
	switch words[0] {
	case "and", "so", "but", "well", "oh", "mm", "hm", "anyway", "right", "yes", "yeah", "no", "sorry", "or", "because":
		return true
	}
	short := strings.IndexAny(text, "…?")
	return short >= 0 && short < 12
}

// supposed says that the coach said, without asking, how it is for her or what
// she is like: she takes that in before she goes on with something else.
func (r *answering) supposed() bool {
	return r.past.last != "" && (!lexicon.Asks(r.past.coach) || lexicon.Supposes(r.past.coach)) && lexicon.HoldsAny(lexicon.Spaced(r.past.coach), supposals)
}

var supposals = []string{"so you", "so your", "so it's", "so there", "you are", "you're", "you seem", "you sound", "you feel", "you want", "you like", "you'd", "you've", "you must", "you might be", "you may be",
	"sounds as", "sounds like", "sound like", "seems like", "seems as", "seems that", "i'm hearing", "i hear that", "i sense", "sense that", "sense of", "part of you", "to you", "for you"}

// grant is a short move that takes what was said as it is, one she has not said.
func (r *answering) grant() string {
	left := slices.DeleteFunc(slices.Clone(r.grants), func(text string) bool {
		return slices.ContainsFunc(r.turn.Heard, func(u timeline.Utterance) bool { return u.Side == timeline.Client && strings.HasPrefix(u.Text, text) })
	})
	if len(left) == 0 {
		return ""
	}
	return left[r.rand.IntN(len(left))]
}

// grants says that a move may stand before a line: a few words, in one breath,
// that grant something.
func grants(m move) bool {
	return len(m.text.Pieces) == 1 && !m.asks && !m.doubts && len(lexicon.Tokens(m.text.Words())) <= grantWords
}

const grantWords = 7
