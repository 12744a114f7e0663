package analysis

import (
	"slices"
	"strings"

	"stillpoint/analysis/verbal"
	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/timeline"
)

// fixing is X1: advice, a suggestion or a question for solutions before one
// reflection of this topic was taken well, or within one turn after a cue. None
// of it counts when she asked for it and was heard, when leave was given in her
// turn, and in the closing.
func (k *talk) fixing() (out []mistake) {
	for _, i := range k.counted(timeline.Coach) {
		s := &k.turns[i]
		e, advice := k.advises(i)
		if !advice {
			var ok bool
			if e, ok = s.read.Find(verbal.Solution); !ok || !solves(s.text, e) || k.plans(i) {
				continue
			}
		}
		granted, asked := s.read.Granted()
		h := k.hersBefore(i)
		if s.unsure || e.Confidence < plainly || k.closing(i) || granted && !asked || h == nil || h.away {
			continue
		}
		heard, cue := k.reflected(i), k.firm(i-1)
		var why string
		weight := 1.0
		switch {
		case asked && heard, heard && !cue:
			continue
		case asked:
			weight, why = 0, "the client asked for it, and had not yet been given back what was told"
		case cue && advice:
			why = "it offers a way out right after the client showed a feeling"
		case cue:
			weight, why = .5, "it asks for a way out right after the client showed a feeling"
		case advice:
			why = "it offers a way out before anything of this was given back to the client"
		default:
			weight, why = .5, "it asks for a way out before anything of this was given back to the client"
		}
		verdict := Observed
		if weight == 0 {
			verdict = Note
		}
		x := k.found("X1", verdict, i, e, why)
		x.Client = k.herWords(i-1, "X1", s.text[e.From:e.To])
		out = append(out, mistake{x, weight})
	}
	return out
}

// solves says that a question for solutions asks how a trouble could be mended,
// and not what she would do "with the evenings" or "if it were done".
func solves(text string, e verbal.Evidence) bool {
	after := strings.Fields(strings.ToLower(text[e.To:]))
	from, _ := sentence(text, e.From, e.From)
	if before := strings.Fields(strings.ToLower(text[min(from, e.From):e.From])); slices.Contains(before, "if") {
		return false
	}
	if len(after) == 0 {
		return true
	}
	switch strings.Trim(after[0], ".,;:!?") {
	case "with", "if", "when", "for", "then", "on", "at", "tomorrow", "tonight", "next":
		return false
	}
	return true
}

// plans says that she already speaks of what she could do before the coach's
// turn i: a question for a solution goes on with it.
func (k *talk) plans(i int) bool {
	h := k.hersBefore(i)
	return h != nil && lexicon.HoldsAny(lexicon.Spaced(h.text), ideas)
}

var ideas = []string{"i could", "i can try", "i might", "i'll", "i will", "i'm going to", "i'm gonna", "i want to try", "i should"}

const (
	topicTurns = 10 // turns of the coach's in which a reflection of this topic may lie
	brief      = 8  // words: a shorter answer of hers opens no topic of its own
	reflects   = .5 // probability from which the model's reflection is one
)

// reflected says that before the coach's turn i something of this topic was
// given back, and she did not say no to it.
func (k *talk) reflected(i int) bool {
	now := k.turns[i-1].text + " " + k.turns[i].text
	if i >= 3 && k.turns[i-1].her.Words < brief { // what she says now goes on with what she said before
		now += " " + k.turns[i-3].text
	}
	for n, j := 0, i-2; j > 0 && n < topicTurns; j-- {
		s := &k.turns[j]
		if s.side != timeline.Coach || s.away {
			continue
		}
		n++
		h, before := k.answer(j), k.hersBefore(j)
		if !k.gaveBack(j) || h == nil || before == nil || h.her.Rejects && !s.read.EndsAsking() {
			continue
		}
		if k.shares(before.text+" "+s.text, now) || n == 1 && (h.her.Words < brief || h.her.Confirms) {
			return true
		}
	}
	return false
}

// gaveBack says that the coach's turn j reflects: by rule, or by the model.
func (k *talk) gaveBack(j int) bool {
	return k.turns[j].gave.keep(func() bool {
		read := k.turns[j].read
		if e, ok := read.Find(verbal.Empathy); ok && e.Confidence >= .5 || read.Has(verbal.EmotionAck, verbal.Strength) {
			return true
		}
		if read.Has(verbal.AdviceEarly, verbal.AdvicePermit, verbal.Judge, verbal.Minimise) {
			return false
		}
		class, p := k.class(j)
		return class == verbal.Reflection && p >= reflects || k.repeats(j)
	})
}

// repeats says that the coach's turn j asks nothing, and holds two content words
// or more of what she had just said.
func (k *talk) repeats(j int) bool {
	h := k.hersBefore(j)
	if text := k.turns[j].text; h == nil || strings.Contains(text, "?") || verbal.QuestionKind(text) == "open" {
		return false
	}
	hers, n := k.content(h.text), 0
	for _, w := range k.content(k.turns[j].text) {
		if slices.Contains(hers, w) {
			n++
		}
	}
	return n >= 2
}

// class is what the model takes the coach's turn j for, and how surely.
func (k *talk) class(j int) (verbal.Class, float64) {
	return k.classed[j].Class, k.classed[j].Probability
}

// closing says that the coach's turn i belongs to the end of the talk: the end
// was spoken of in it or in the two turns before, or it is among the last tenth
// of the coach's turns.
func (k *talk) closing(i int) bool {
	s := &k.turns[i]
	if s.nth >= k.coach-k.coach/10 {
		return true
	}
	for j, n := i, 0; j >= 0 && n < 3; j-- {
		if k.turns[j].side == timeline.Coach {
			n++
			if k.turns[j].nth*2 >= k.coach && k.turns[j].read.Has(verbal.StopBid) {
				return true
			}
		}
	}
	return false
}
