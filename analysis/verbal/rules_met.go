package verbal

// condolence is where she is told that the coach is sorry for what she lost or
// what came to her. "Sorry?" asks, and "sorry, go on" is no such form.
func (t *turn) condolence(sure float64) (hit, bool) {
	for _, h := range t.hits {
		if h.kind != formCondole || h.confidence < sure || t.in(h.from-1, negators) {
			continue
		}
		if _, asks := t.questionOf(h.from); !asks && !t.isWord(h.from-1, "say", "said", "saying") {
			return h, true
		}
	}
	return hit{}, false
}

const (
	named   = .7  // of a condolence that names what was lost
	passing = .55 // of one that is also said before a form is filled in
)

// meets: empathy without a word of hers: a plain "I'm so sorry", an "ouch", what
// holds her back, her line given back near word for word, and a hedged
// reflection with a word of hers in it. Each needs that she told or showed
// something just before. "Sorry to hear that" and "ouch" are nothing where the
// turn goes to something else ("Sorry to hear that. Your address?").
func (r *reading) meets() {
	if r.has(EmotionAck) || r.has(Empathy) || r.has(AdviceEarly) || r.has(Judge) || r.has(Minimise) || !r.past.answered {
		return
	}
	if h, ok := r.condolence(0); ok && r.shown() && (h.confidence > passing || !r.turnsAway()) {
		r.add(Empathy, h.from, h.to, contentOnly)
	}
	for _, h := range r.hits {
		switch h.kind {
		case formWince:
			if r.shown() && !r.turnsAway() {
				r.add(Empathy, h.from, h.to, contentOnly)
			}
		case formHeldBack:
			if _, asks := r.questionOf(h.from); !asks && !r.hers(h.from) && r.heldBack() {
				r.add(Empathy, h.from, h.to, contentOnly)
			}
		}
	}
	for _, s := range r.sentences {
		if s.asked || r.asks(s.first, s.end) || r.credited(s.first, s.end) {
			continue
		}
		if r.mirrors(s) || r.hedged(s) {
			r.add(Empathy, s.first, s.end, contentOnly)
		}
	}
}

// heldBack says that she kept something back in her last turn, did not know, or
// showed a feeling: what holds her back is then her own matter.
func (r *reading) heldBack() bool {
	_, no := r.past.last.first(formHerNo)
	_, hesitated := r.past.last.first(formHerPause)
	return no || hesitated || trailsOff(r.past.last.text) || r.shown()
}

// mirrors says that sentence s gives her last turn back near word for word,
// turned from "I" to "you": not more than one word in five is new, and they
// stand in her order.
func (r *reading) mirrors(s sentence) bool {
	for s.first < s.end && openers[r.words[s.first].is] {
		s.first++
	}
	n := s.end - s.first
	if n < mirrorWords || r.isWord(s.first, "but", "if") {
		return false
	}
	if same, _ := r.past.last.inOrder(r.words[s.first:s.end], true); same*5 < n*4 {
		return false
	}
	for _, w := range r.words[s.first:s.end] {
		if w.content && r.past.said(w.stem, 1) {
			return true
		}
	}
	return false
}

const mirrorWords = 4 // of a sentence: fewer say nothing of whom they give back

// inOrder is how many of words stand in t in this order, with little between
// them, and over how many words of t; turned takes "you" for "I".
func (t *turn) inOrder(words []word, turned bool) (most, span int) {
	for from := range t.words {
		if !same(t.words[from], words[0], turned) {
			continue
		}
		n, at, left := 1, from, 0
		for _, w := range words[1:] {
			reach := smallGap
			if w.content {
				reach = wideGap
			}
			for k := at + 1; k < len(t.words) && k <= at+reach; k++ {
				if same(t.words[k], w, turned) {
					n, left, at = n+1, k, k
					break
				}
			}
		}
		if n > most {
			most, span = n, max(left, from)-from+1
		}
	}
	return most, span
}

const (
	smallGap = 3  // words of hers between two that are given back
	wideGap  = 12 // before a word that carries meaning
)

// same says that her word is the coach's, turned from her to the coach or not.
func same(hers, coach word, turned bool) bool {
	return hers.is == coach.is || turned && (hers.stem == coach.stem && coach.content || herWord[coach.is] != "" && herWord[coach.is] == herWord[hers.is])
}

// herWord are the words that are turned when she is given back.
var herWord = map[string]string{"i": "you", "me": "you", "you": "you", "my": "your", "your": "your", "mine": "yours", "yours": "yours",
	"myself": "yourself", "yourself": "yourself", "am": "are", "are": "are", "was": "were", "were": "were"}

// hedged says that sentence s is a reflection with a hedge before it ("it
// sounds as if going would be big") and a word of hers in it. One that two of
// the coach's last three turns began with is a formula.
func (r *reading) hedged(s sentence) bool {
	return s.end-s.first >= hedgedWords && r.reflects(s.first, min(s.end, s.first+opening)) && r.past.shares(r.turn, s.first, s.end, herTurns) >= 0 &&
		!r.quoted(s.first) && r.past.hedges() < formula
}

const hedgedWords = 6

// hedges counts those of the coach's last three turns that hold a hedged
// reflection.
func (h history) hedges() (n int) {
	for _, text := range h.coach[:min(3, len(h.coach))] {
		r := reading{turn: read(text)}
		for _, s := range r.sentences {
			if r.reflects(s.first, min(s.end, s.first+opening)) {
				n++
				break
			}
		}
	}
	return n
}
