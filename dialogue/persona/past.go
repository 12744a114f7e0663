package persona

import (
	"slices"
	"strings"

	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
)

// past is what the talk so far means for her next words. It is found anew
// each turn from what was heard, in one pass.
type past struct {
	lines   map[string]bool // ids of the authored lines the coach has heard
	moves   map[string]int  // id of a move to the turn it was last heard in
	last    string          // id of the last authored line
	layer   int             // of the last authored line
	told    int             // deepest layer spoken from
	from    [4]int          // lines heard from each layer
	deeper  int             // utterances in a row that went deeper
	below   int             // authored lines in a row from under the surface
	idle    int             // moves in a row that were her whole answer
	asked   bool            // her newest utterance ended in a question
	opened  bool            // her newest utterance began with an opener
	resumes int             // times she took up a line that was cut
	coach   string          // the words of the coach's turn she answers
}

func (p past) said(move string) bool { _, ok := p.moves[move]; return ok }

func (c *script) recall(t Turn) past {
	p := past{lines: map[string]bool{}, moves: map[string]int{}}
	cut := "" // the line whose rest she may take up
	for i := range t.Heard {
		u := &t.Heard[i]
		switch {
		case u.Side == timeline.Coach:
			if u.Turn == t.N {
				p.coach = strings.TrimSpace(p.coach + " " + u.Text)
			}
			continue
		case u.Line == "": // of a language model
			p.asked, p.opened, p.idle = asksBack(u.Text), false, 0
			continue
		}
		line := c.lines[u.Line]
		if line != nil && u.Why != timeline.WhyResume {
			cut = u.Line
		}
		if c.unheard(u.Text, line) { // cut before its first word
			continue
		}
		p.asked = asksBack(u.Text)
		switch {
		case u.Why == timeline.WhyResume:
			p.lines[u.Line] = true
		case line == nil:
			p.moves[u.Line] = u.Turn
			p.deeper, p.opened = 0, false
			if u.Why == timeline.WhyReply {
				p.idle++
			}
			if own, ok := c.resumes[u.Line]; ok {
				p.resumes++
				p.lines[cut] = p.lines[cut] || len(lexicon.Tokens(u.Text)) > own
			}
		default:
			p.line(line, u)
			p.opened = c.opening(u.Text, line)
		}
	}
	p.told = max(p.told, t.State.Told)
	return p
}

// line takes an authored line the coach has heard.
func (p *past) line(line *scenario.Line, u *timeline.Utterance) {
	p.lines[line.ID] = true
	p.last, p.layer, p.idle = line.ID, line.Layer, 0
	p.from[line.Layer]++
	if line.Layer > p.told || u.Why == timeline.WhySilence {
		p.deeper++
	} else {
		p.deeper = 0
	}
	switch {
	case line.Layer == 0:
		p.below = 0
	case u.Why != timeline.WhySilence: // what a silence brings is not drawn from her
		p.below++
	}
	p.told = max(p.told, line.Layer)
}

// shortText is longer, in bytes, than every opener.
const shortText = 48

// unheard says that nothing of line itself was heard: no word, or only a sound
// or hesitation that went before it.
func (c *script) unheard(text string, line *scenario.Line) bool {
	if len(text) > shortText {
		return false
	}
	heard := lexicon.Tokens(text)
	if len(heard) == 0 {
		return true
	}
	if line == nil {
		return false
	}
	for _, o := range c.openers {
		if slices.Equal(heard, o.words) {
			own := lexicon.Tokens(line.Text.Words())
			return len(own) < len(heard) || !slices.Equal(own[:len(heard)], heard)
		}
	}
	return false
}

// opening says that text begins with an opener that is not line's own.
func (c *script) opening(text string, line *scenario.Line) bool {
	return !strings.HasPrefix(text, line.Text.Pieces[0].Words[:min(8, len(line.Text.Pieces[0].Words))]) &&
		(slices.ContainsFunc(c.openers, func(o opener) bool { return strings.HasPrefix(text, o.text) }) ||
			slices.ContainsFunc(c.grants, func(grant string) bool { return strings.HasPrefix(text, grant) }))
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
