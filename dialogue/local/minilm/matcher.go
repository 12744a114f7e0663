package minilm

import (
	"cmp"
	"context"
	"log/slog"
	"slices"
	"sync"

	"stillpoint/dialogue/persona"
)

// Measured on 132 questions and 28 things beside the point, said to one person
// of 100 lines (TestRelevance): the right line comes first for 77. At this
// threshold 76 of them are kept and 5 of the 28 are taken for a question. Of
// the lines less than the margin ahead of the next 16 are right and 31 wrong,
// of the others 61 and 24. On eight people (persona.TestAnswers) .44 lets
// through half as much of what is locked or in no file as .40 does.
const (
	threshold = .44
	margin    = .05
)

// A turn is matched by its last sentences, those that turnTokens hold: what a
// coach asks stands at the end, and each token takes .4 to .7 ms.
const turnTokens = 20

// remembered sentences are not embedded again: one turn is matched more than
// once, for what it does to her and for what she answers.
const remembered = 256

// Matcher finds the lines of one scenario that answer what a coach said. It
// implements [persona.Matcher] and is safe for concurrent use.
type Matcher struct {
	model   *Model
	phrases []phrase
	log     *slog.Logger

	mu   sync.Mutex
	said map[string]*Vector
}

// Threshold is the score from which a line may be the answer.
func (m *Matcher) Threshold() float64 { return threshold }

// Margin is how far the answer should be ahead of the next line.
func (m *Matcher) Margin() float64 { return margin }

// Match scores every line by the closest of its phrases to any of the last
// sentences of said, from 1 (the same) down to 0 (not at all, left out). The
// best is first; of equals the one authored first. Nothing comes of a text
// without letters, and of a failing runtime, which is logged.
func (m *Matcher) Match(said string) []persona.Match {
	var matches []persona.Match
	asked, err := m.vectors(said)
	if err != nil {
		m.log.Error("what the coach said was not compared with her lines", "err", err)
		return nil
	}
	best := make(map[string]float64, len(m.phrases))
	for _, p := range m.phrases {
		for _, v := range asked {
			best[p.id] = max(best[p.id], float64(v.dot(p.vector)))
		}
	}
	for _, p := range m.phrases {
		if best[p.id] > 0 {
			matches = append(matches, persona.Match{ID: p.id, Score: min(best[p.id], 1)})
			delete(best, p.id)
		}
	}
	slices.SortStableFunc(matches, func(a, b persona.Match) int { return cmp.Compare(b.Score, a.Score) })
	return matches
}

// vectors are the meanings of the last sentences of said.
func (m *Matcher) vectors(said string) ([]*Vector, error) {
	var out []*Vector
	left := turnTokens
	for _, s := range slices.Backward(sentences(said)) {
		tokens := m.model.pieces.tokens(s, turnTokens)
		if left -= len(tokens); left < 0 {
			break
		}
		v, err := m.vector(s, tokens)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

func (m *Matcher) vector(sentence string, tokens []int64) (*Vector, error) {
	m.mu.Lock()
	v := m.said[sentence]
	m.mu.Unlock()
	if v != nil {
		return v, nil
	}
	v, err := m.model.embed(context.Background(), tokens)
	if err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.said) >= remembered {
		clear(m.said)
	}
	m.said[sentence] = v
	return v, nil
}
