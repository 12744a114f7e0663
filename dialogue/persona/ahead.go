package persona

import (
	"maps"
	"slices"

	"stillpoint/dialogue/scenario"
)

// readyLines is how many lines beside the opening must have been spoken ahead
// before a practice may begin.
const readyLines = 6

// SpeakAhead lists every text she may speak, each once and exactly as the
// voice will be given it, in the order to speak them ahead: the opening, her
// first lines, what she says when interrupted and in silence, thin moves,
// sounds, and the rest. The first ready of them must be there before a
// practice begins.
func SpeakAhead(s *scenario.Scenario) (texts []string, ready int) {
	seen := map[string]bool{}
	add := func(words string) {
		if words != "" && !seen[words] {
			seen[words] = true
			texts = append(texts, words)
		}
	}
	addAll := func(variants []scenario.Text) {
		for _, t := range variants {
			for _, p := range t.Pieces {
				add(p.Words)
			}
		}
	}
	addLines := func(lines []*scenario.Line) {
		for _, line := range lines {
			addAll([]scenario.Text{line.Text})
		}
	}
	lines := inOrder(s)
	first := min(readyLines, len(lines))
	addAll([]scenario.Text{s.Opening.Text})
	addLines(lines[:first])
	ready = len(texts)
	for _, e := range s.Interrupted {
		addAll(e.Say)
	}
	for _, e := range s.Silence {
		addAll(e.Do.Say)
	}
	addAll(s.Moves[scenario.MoveThin])
	for _, o := range newScript(s).openers {
		add(o.text)
	}
	addAll(s.Moves[scenario.MoveUnclearAudio])
	addAll(s.Moves[scenario.MoveGoodbye])
	addLines(lines[first:])
	for _, name := range slices.Sorted(maps.Keys(s.Moves)) {
		addAll(s.Moves[name])
	}
	for _, topic := range s.Topics {
		addAll(topic.Say)
	}
	addAll([]scenario.Text{s.Contract.AdviceSeeking.Text})
	add(PlainYes)
	return texts, ready
}

// inOrder is every line in the order a talk without incidents takes them, the
// surface first.
func inOrder(s *scenario.Scenario) []*scenario.Line {
	r := answering{script: &script{Scenario: s}, past: past{lines: map[string]bool{}}}
	var lines []*scenario.Line
	for open := range 4 {
		r.turn.State.Open = open
		for line := r.next(); line != nil; line = r.next() {
			r.past.lines[line.ID] = true
			lines = append(lines, line)
		}
	}
	return lines
}
