package verbal

import (
	"strings"

	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/timeline"
)

// How far back the rules look. A talk may last an hour; a turn must not take
// longer to judge for it.
const (
	herTurns   = 4  // turns of hers that a strength or a rare word may come from
	coachTurns = 20 // coach turns among which the last acknowledgements are looked for
)

// longestBackchannel in bytes: longer texts need not be looked at.
const longestBackchannel = 30

// history is what was said before the coach's turn.
type history struct {
	her   []*turn // newest first, at most herTurns; empty texts are left out
	last  *turn   // her last turn; of no words when she has said nothing since the coach spoke last
	coach []string
	// answered: she has spoken since the coach's turn before.
	answered bool
}

// past cuts what was heard before the last utterance into turns. Utterances
// of one side that follow each other are one turn, and the coach's
// backchannels part none.
func past(heard []timeline.Utterance) history {
	h := history{last: &turn{}}
	var parts []string // of her turn that is being put together, newest first
	flush := func() {
		if len(parts) == 0 {
			return
		}
		text := parts[0]
		for _, p := range parts[1:] {
			text = p + ". " + text
		}
		parts = nil
		if len(h.her) < herTurns {
			h.her = append(h.her, read(text))
		}
	}
	for i := len(heard) - 2; i >= 0 && len(h.coach) < coachTurns; i-- {
		u := heard[i]
		switch {
		case u.Side == timeline.Client:
			if len(h.coach) == 0 {
				h.answered = true
			}
			if len(h.her) < herTurns && strings.TrimSpace(u.Text) != "" {
				parts = append(parts, u.Text)
			}
		case len(u.Text) > longestBackchannel || !lexicon.IsBackchannel(u.Text):
			flush()
			h.coach = append(h.coach, u.Text)
		}
	}
	flush()
	if h.answered && len(h.her) > 0 {
		h.last = h.her[0]
	}
	return h
}

// shares is the first word of words [from, to) of t that ties them to her last
// n turns, -1 when there is none: a content word of hers, or two words of hers
// side by side of which one is a light one ("say no").
func (h history) shares(t *turn, from, to, n int) int {
	for i := from; i < to; i++ {
		if h.ties(t, i, to, n) {
			return i
		}
	}
	return -1
}

func (h history) ties(t *turn, i, to, n int) bool {
	w := t.words[i]
	return w.content && h.said(w.stem, n) || i+1 < to && (w.light || t.words[i+1].light) && h.saidPair(w.stem, t.words[i+1].stem, n)
}

// saidPair says that words of these stems follow each other in her last n turns.
func (h history) saidPair(a, b string, n int) bool {
	for _, t := range h.her[:min(n, len(h.her))] {
		for i := 0; i+1 < len(t.words); i++ {
			if t.words[i].stem == a && t.words[i+1].stem == b {
				return true
			}
		}
	}
	return false
}

// said says that a word of this stem is in her last n turns.
func (h history) said(stem string, n int) bool {
	for _, t := range h.her[:min(n, len(h.her))] {
		for i := range t.words {
			if t.words[i].stem == stem {
				return true
			}
		}
	}
	return false
}

// sharedWords counts the different ties of words [from, to) of t to her last n
// turns; a rare word counts twice.
func (h history) sharedWords(t *turn, from, to, n int) int {
	count := 0
next:
	for i := from; i < to; i++ {
		w := t.words[i]
		if !h.ties(t, i, to, n) {
			continue
		}
		for k := from; k < i; k++ {
			if t.words[k].stem == w.stem {
				continue next
			}
		}
		if count++; w.rare() {
			count++
		}
	}
	return count
}

// study finds in her last turns what a coach's rule asks for.
func (h history) study() {
	for _, t := range h.her[:min(2, len(h.her))] {
		t.find(herForms)
	}
}

// trailsOff says that a text ends unfinished.
func trailsOff(text string) bool {
	text = strings.TrimRight(text, " \n")
	return strings.HasSuffix(text, "…") || strings.HasSuffix(text, "...") || strings.HasSuffix(text, "—")
}

// heard says that she has said own, or its words without the article, at any time.
func heard(c Context, own string) bool {
	var stems []string
	for _, w := range plain(strings.ToLower(own)) {
		if w != "the" && w != "a" && w != "an" {
			stems = append(stems, stem(w))
		}
	}
	for _, u := range c.Heard {
		if u.Side != timeline.Client {
			continue
		}
		n := 0
		for _, w := range lexicon.Tokens(u.Text) {
			if n < len(stems) && stem(w) == stems[n] {
				n++
			}
		}
		if len(stems) > 0 && n == len(stems) {
			return true
		}
	}
	return false
}
