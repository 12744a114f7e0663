package persona

import (
	"fmt"
	"slices"
	"strings"

	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
)

// past is what the talk so far means for her next words.
type past struct {
	lines   map[string]bool // ids of the authored lines the coach has heard
	moves   map[string]int  // id of a move to the turn it was last heard in
	last    string          // id of the last authored line
	told    int             // deepest layer spoken from
	layer   int             // of the last authored line
	deeper  int             // utterances in a row that went deeper
	resumes int             // times she took up a line that was cut
	coach   string          // the words of the coach's turn she answers
}

func (p past) said(move string) bool { _, ok := p.moves[move]; return ok }

func recall(s *scenario.Scenario, t Turn) past {
	p := past{lines: map[string]bool{}, moves: map[string]int{}, told: t.State.Told}
	resuming := map[string]int{} // id of a move that takes up a cut line to the number of its own words
	for i, e := range s.Interrupted {
		for _, text := range e.Say {
			if text.HasResume() {
				resuming[moveID(fmt.Sprintf("interrupted/%d", i), text)] = len(lexicon.Tokens(ownWords(text)))
			}
		}
	}
	cut := "" // the line whose rest she may take up
	var words []string
	for _, u := range t.Heard {
		if u.Side == timeline.Coach {
			if u.Turn == t.N {
				words = append(words, u.Text)
			}
			continue
		}
		if u.Line == "" {
			continue
		}
		i := slices.IndexFunc(s.Lines, func(l scenario.Line) bool { return l.ID == u.Line })
		if i >= 0 && u.Why != timeline.WhyResume {
			cut = u.Line
		}
		heard := lexicon.Tokens(u.Text)
		if len(heard) == 0 || i >= 0 && onlyCover(s, heard, s.Lines[i].Text) { // cut before its first word
			continue
		}
		if u.Why == timeline.WhyResume {
			p.lines[u.Line] = true
			continue
		}
		if i < 0 {
			p.moves[u.Line] = u.Turn
			p.deeper = 0
			if own, ok := resuming[u.Line]; ok {
				p.resumes++
				p.lines[cut] = p.lines[cut] || len(heard) > own
			}
			continue
		}
		p.lines[u.Line] = true
		p.last, p.layer = u.Line, s.Lines[i].Layer
		if p.layer > p.told || u.Why == timeline.WhySilence {
			p.deeper++
		} else {
			p.deeper = 0
		}
		p.told = max(p.told, p.layer)
	}
	p.coach = strings.Join(words, " ")
	return p
}

// onlyCover says that what was heard of text is a sound that covered a late
// answer and nothing of its own.
func onlyCover(s *scenario.Scenario, heard []string, text scenario.Text) bool {
	for _, sound := range s.Sounds {
		if slices.Equal(heard, lexicon.Tokens(sound)) {
			own := lexicon.Tokens(ownWords(text))
			return len(own) < len(heard) || !slices.Equal(own[:len(heard)], heard)
		}
	}
	return false
}

// free says that a line may be spoken now.
func (r *answering) free(line *scenario.Line) bool {
	if line.Layer > r.turn.State.Open || r.past.lines[line.ID] {
		return false
	}
	for _, id := range line.After {
		if !r.past.lines[id] {
			return false
		}
	}
	return true
}

// next is the first free line in authored order, nil when there is none.
func (r *answering) next() *scenario.Line {
	for i := range r.Lines {
		if r.free(&r.Lines[i]) {
			return &r.Lines[i]
		}
	}
	return nil
}

// deeper is what she goes on with by herself: what follows her last line at
// its layer or below it, else the first free line of the next layer down, else
// of her own layer, else whatever comes next.
func (r *answering) deeper() *scenario.Line {
	var below, beside *scenario.Line
	for i := range r.Lines {
		line := &r.Lines[i]
		switch {
		case line.Layer < r.past.layer || !r.free(line):
		case r.past.last != "" && slices.Contains(line.After, r.past.last):
			return line
		case line.Layer > r.past.layer && below == nil:
			below = line
		case line.Layer == r.past.layer && beside == nil:
			beside = line
		}
	}
	switch {
	case below != nil:
		return below
	case beside != nil:
		return beside
	default:
		return r.next()
	}
}

// moveID names a move in the timeline, by what kind it is and what it says.
// It differs from every line's id.
func moveID(kind string, text scenario.Text) string {
	words := lexicon.Tokens(ownWords(text))
	return kind + "/" + strings.Join(words[:min(5, len(words))], "-")
}

// ownWords are the words of text without its pauses.
func ownWords(text scenario.Text) string {
	var all []string
	for _, p := range text.Pieces {
		all = append(all, p.Words)
	}
	return strings.Join(all, " ")
}

// claims says that the coach, coming in over her, has said what they wanted:
// a question, or more than a few words. It is theirs to be answered; "go on"
// would leave it lying. One who only asks to come in has not said it yet.
func claims(text string) bool {
	if lexicon.AsksLeave(text) {
		return false
	}
	return strings.Contains(text, "?") || len(lexicon.Tokens(text)) >= claimWords
}

const claimWords = 6

// asksFeeling says that the coach asked how something feels or is for her.
// It is no more than a guess that gives her a second to look inside.
func asksFeeling(text string) bool {
	words := lexicon.Tokens(text)
	asks := strings.Contains(text, "?")
	feels := false
	for i, w := range words {
		switch w {
		case "what", "what's", "how", "how's", "where", "tell", "describe":
			asks = true
		case "feel", "feels", "feeling", "feelings", "felt", "emotion", "emotions", "afraid", "scared", "hurt", "hurts", "sad", "angry", "ashamed", "lonely":
			feels = true
		case "like":
			feels = feels || slices.Contains(words[:i], "what") || slices.Contains(words[:i], "what's")
		case "you":
			feels = feels || i > 0 && words[i-1] == "for" && (slices.Contains(words[:i], "how") || slices.Contains(words[:i], "how's"))
		}
	}
	return asks && feels
}
