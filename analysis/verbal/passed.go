package verbal

import "stillpoint/dialogue/lexicon"

// PassedOver says that she showed a feeling, and that the coach's turn neither
// meets it nor leaves it room: it advises, plays it down, or goes to something
// else. Met is a feeling that is named, given back or asked for; room is a
// murmur, an open question about what she said, and what she said given back.
// Whether she was left time before these words is not in them.
func PassedOver(c Context) bool {
	r, ok := judged(c)
	if !ok || !r.past.answered || max(c.Cue, r.past.cue()) < 1 || lexicon.IsBackchannel(r.text) {
		return false
	}
	pushed := false
	for _, f := range r.found {
		switch f.name {
		case EmotionAck, Accept, Strength, Repair, CheckIn, OffScript, AIQuestion:
			return false
		case AdviceEarly, Minimise, Judge, Solution:
			pushed = true
		}
	}
	return pushed || !r.has(Empathy) && !TakesUp(r.text) && r.turnsAway()
}

// TakesUp says that a coach's words ask for a feeling or name one, whosoever's.
func TakesUp(text string) bool {
	return AsksFeeling(text) || len(Feelings(text)) > 0
}

// cue is how strong a cue her last turn holds; a few words that follow a turn
// of more ("yeah, down the line, but") do not take it back.
func (h history) cue() int {
	cue := h.last.cue()
	if len(h.last.words) <= shortTurn && len(h.her) > 1 {
		cue = max(cue, h.her[1].cue())
	}
	return cue
}

const (
	shortTurn   = 6  // words of hers that add nothing to what she showed before
	longRemark  = 10 // words of the coach's that are more than a remark on hers
	shortRemark = 8  // and so few that a word of hers in them gives it back
)

// turnsAway says that the turn asks or tells something, and that no sentence
// of it comes back to what she said.
func (r *reading) turnsAway() bool {
	for _, s := range r.sentences {
		if r.comesBack(s) {
			return false
		}
	}
	return len(r.words) >= longRemark || len(r.questions) > 0
}

// comesBack says that a sentence takes up her last turn: a claim held up for
// checking, an open question with a word of hers or for more, a word of hers
// said of her, or words about her that begin as a reflection does.
func (r *reading) comesBack(s sentence) bool {
	asks := false
	for _, q := range r.questions {
		if q.from < s.first || q.from >= s.end {
			continue
		}
		if q.tag || r.tellMore(q) || r.asksOn(q) || q.open && r.past.shares(r.turn, q.from, q.to, 1) >= 0 {
			return true
		}
		asks = true
	}
	if asks {
		return false
	}
	told := r.addresses(s.first, s.end)
	return r.past.shares(r.turn, s.first, s.end, 1) >= 0 && (told || s.end-s.first <= shortRemark) ||
		told && (r.isWord(s.first, "so", "because", "like", "and") || r.reflects(s.first, s.end))
}
