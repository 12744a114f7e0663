package persona

import (
	"slices"
	"strings"

	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/scenario"
)

// A Matcher finds what the coach has asked about, by meaning or by words. It
// covers the phrases of scenario.Asked and must be safe for concurrent use.
// The same turn is matched twice (by [Mind.Weigh] and by the client), so a slow
// one should remember its last text.
type Matcher interface {
	// Match gives what said comes close to, best first, each id at most once.
	// It may leave out what is far below the threshold.
	Match(said string) []Match
	// Threshold is the least score of a hit.
	Threshold() float64
	// Margin is how far apart two scores must be to tell the better one.
	Margin() float64
}

// Match is something she can say and how close the coach came to it.
type Match struct {
	ID    string  // of a line, or topic/ID
	Score float64 // 0 to 1
}

// topicBy is by how many margins a topic must be over the threshold: it has
// some plain words for anything, and would be said to whatever sounds alike.
const topicBy = 2

// hits are the matches over the threshold.
func hits(m Matcher, matches []Match) []Match {
	var over []Match
	for _, hit := range matches {
		if hit.Score >= m.Threshold() && (!strings.HasPrefix(hit.ID, scenario.TopicPrefix) || hit.Score >= m.Threshold()+topicBy*m.Margin()) {
			over = append(over, hit)
		}
	}
	return over
}

// match is what the coach's words come close to, found once a turn.
func (r *answering) match() []Match {
	if r.near == nil {
		r.near = r.matcher.Match(r.said(r.past.coach))
	}
	return r.near
}

// said is the part of a coach's turn that wants an answer: its last question,
// or all of it when that has no content of its own or points to what was said
// before it ("Handing over. What does that look like?"). Her name is left out
// where she is only called by it: "Do you sing, Dan?" is not about her name.
func (c *script) said(coach string) string {
	coach = c.called.Replace(coach)
	if q := lexicon.Question(coach); len(content(q)) > 0 && !slices.ContainsFunc(lexicon.Tokens(q), points) {
		return q
	}
	return coach
}

// calls takes a first name out of where somebody is called by it.
func calls(first string) *strings.Replacer {
	if first == "" {
		return strings.NewReplacer()
	}
	return strings.NewReplacer(", "+first+"?", "?", ", "+first+".", ".", ", "+first+",", ",", "Hi "+first, "Hi", "Hello "+first, "Hello")
}

// points says that a word stands for something said before.
func points(word string) bool {
	switch word {
	case "that", "this", "it", "them", "they", "one", "that's", "it's":
		return true
	}
	return false
}
