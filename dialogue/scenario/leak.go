package scenario

import (
	"maps"
	"slices"
	"strings"

	"stillpoint/dialogue/lexicon"
)

// checkLeaks finds words that would give a deeper layer away before it is
// open, and words she never says.
func (s *Scenario) checkLeaks(p *problems) {
	s.leaks(p, s.Opening.Text, "opening", 0)
	for _, line := range s.Lines {
		s.leaks(p, line.Text, line.ID, line.Layer)
	}
	for _, topic := range s.Topics {
		for _, t := range topic.Say {
			s.leaks(p, t, "topic "+topic.ID, 0)
		}
	}
	s.leaks(p, s.Contract.AdviceSeeking.Text, "advice_seeking", 0)
	for _, name := range slices.Sorted(maps.Keys(s.Moves)) {
		for _, t := range s.Moves[name] {
			s.leaks(p, t, "moves: "+name, 0)
		}
	}
	for _, e := range s.Silence {
		for _, t := range e.Do.Say {
			s.leaks(p, t, "silence", 0)
		}
	}
	for _, e := range s.Interrupted {
		for _, t := range e.Say {
			s.leaks(p, t, "interrupted", 0)
		}
	}
	for _, fact := range s.Facts {
		s.leaks(p, Text{Source: fact, at: p.keys["facts"]}, "facts", 0)
	}
}

// leaks finds in t, which may be said while layer is the deepest open one,
// what belongs below.
func (s *Scenario) leaks(p *problems, t Text, what string, layer int) {
	text := tokenised(t.Source)
	for deeper := layer + 1; deeper < 4; deeper++ {
		for _, term := range s.Layers[deeper].LeakTerms {
			if holdsTerm(text, term) {
				p.add(t.at, "%s: %q belongs to layer %d, so it may not be said at layer %d: say it in other words, or move it down", what, term, deeper, layer)
			}
		}
	}
	for _, word := range s.Person.NeverSays {
		if holdsTerm(text, word) {
			p.add(t.at, "%s: %q is among never_says: say it in other words", what, word)
		}
	}
}

// holdsTerm says that term stands in text at the beginning of a word:
// "mis-key" is in "he mis-keyed it", "lone" is not in "cyclone". text is tokenised.
func holdsTerm(text, term string) bool {
	words := tokenised(term)
	return words != " " && strings.Contains(text, words)
}

// tokenised are the words of text, each after one space.
func tokenised(text string) string { return " " + strings.Join(lexicon.Tokens(text), " ") }
