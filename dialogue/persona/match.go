package persona

import "stillpoint/dialogue/lexicon"

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

// hits are the matches over the threshold.
func hits(m Matcher, matches []Match) []Match {
	for i, hit := range matches {
		if hit.Score < m.Threshold() {
			return matches[:i]
		}
	}
	return matches
}

// said is the part of a coach's turn that wants an answer: its last question,
// or all of it when that has no content of its own.
func said(coach string) string {
	if q := lexicon.Question(coach); len(content(q)) > 0 {
		return q
	}
	return coach
}
