package verbal

import "strings"

// exploreAndContext: explore is an "open question that follows her thread
// (shares a content word with her last two turns, or 'what is that like')",
// context an "open question about her world: people, values, history".
func (r *reading) exploreAndContext() {
	if r.has(AdviceEarly) && len(r.questions) < 2 {
		return
	}
	for _, q := range r.questions {
		begins := r.asksBeginning(q)
		if !q.open && !begins || q.why && r.has(Judge) || r.overlaps(formAdvice, q.from, q.to) && r.has(AdviceEarly) || r.onlySolution(q) {
			continue
		}
		if !begins && (r.asksFeeling(q) || r.tellMore(q) || r.asksOn(q) || r.past.shares(r.turn, r.leadIn(q), q.to, 2) >= 0) {
			r.add(Explore, q.from, q.to, .8)
		}
		for _, h := range r.hits {
			if h.kind == formWorld && h.from >= q.from && h.from < q.to {
				r.add(WorldContext, q.from, q.to, h.confidence)
			}
		}
	}
}

// asksBeginning says that q asks when something of hers began: a date may
// answer it, and yet it asks for its history.
func (r *reading) asksBeginning(q question) bool {
	return r.isWord(q.from, "when") && r.isWord(q.from+2, "it", "that", "this") && r.isWord(q.from+3, "start", "begin", "first", "become")
}

// leadIn is where what belongs to q begins: the words before it in the same
// sentence, or a short one given back before it ("Frozen lake. What do you
// hear?").
func (r *reading) leadIn(q question) int {
	s := r.words[q.from].sentence
	from := r.sentences[s].first
	for from < q.from && (r.isWord(from, "and") || r.isWord(from, "so")) && r.isWord(from+1, "when", "if", "while") {
		from++
	}
	if r.isWord(from, "when", "if", "while") && q.from-from <= longRemark { // "when you drove home that night, what …"
		return from
	}
	for i := from; i < q.from; i++ {
		if r.isWord(i, "okay", "so", "right", "but", "anyway") || q.from-from > 6 {
			return q.from // done with it
		}
	}
	if s > 0 && from == q.from && r.sentences[s-1].end-r.sentences[s-1].first <= 4 && !r.sentences[s-1].asked {
		from = r.sentences[s-1].first
	}
	for _, other := range r.questions {
		if other.from < q.from && other.to > from {
			return q.from
		}
	}
	return from
}

// tellMore says that q asks to go on with what was just said.
func (r *reading) tellMore(q question) bool {
	if !r.past.answered {
		return false
	}
	for i := q.from; i < q.to && i < q.from+6; i++ {
		if r.isWord(i, "more") && (r.isWord(i-1, "me", "say", "bit", "little") || i+1 >= q.to || r.isWord(i+1, "about")) {
			return i+1 >= q.to || r.isWord(i+2, "that", "this", "it") || i+2 >= q.to
		}
		if r.isWord(i, "mean") && r.isWord(i+1, "by", "when") {
			return true
		}
	}
	return false
}

// asksOn says that q has nothing in it but what she has just said: "What
// happened?", "How come?".
func (r *reading) asksOn(q question) bool {
	if !r.past.answered || q.to-q.from > 4 {
		return false
	}
	for i := q.from; i < q.to; i++ {
		if r.words[i].content || r.words[i].light && !r.isWord(i, "happened", "happens", "come", "next") {
			return false
		}
	}
	return true
}

// onlySolution says that q asks for a solution and for nothing of hers.
func (r *reading) onlySolution(q question) bool {
	return r.overlaps(formSolution, q.from, q.to)
}

// clipped says that q is a question cut down to its first word: "When?", "And
// with whom?", "Why not?"
func (r *reading) clipped(q question) bool {
	return r.in(q.from, wh) || q.to-q.from <= 3 && r.isWord(q.from, "and", "with", "for", "to", "from", "by", "since", "at") && (r.in(q.from+1, wh) || r.in(q.from+2, wh))
}

// stackedAndLeading: stacked is "three or more questions in a turn", or two of
// which the second answers the first ("How was that? Was it the shame?"), leading
// "a question that holds its answer". A tag on something felt ("that's hard,
// isn't it") asks nothing and leads nowhere.
func (r *reading) stackedAndLeading() {
	n := 0
	for _, q := range r.questions {
		if q.tag && q.to-q.from <= 3 && !r.clipped(q) || r.overlaps(formPermission, q.from, q.to) && q.to-q.from <= 6 {
			continue
		}
		n++
	}
	if n >= 3 {
		r.add(Stacked, r.questions[0].from, r.questions[len(r.questions)-1].to, .85)
	}
	for i := 1; i < len(r.questions); i++ {
		if a, b := r.questions[i-1], r.questions[i]; r.answersItself(a, b) {
			r.add(Stacked, a.from, b.to, .75)
		}
	}
	r.each(formLeading, func(h hit) {
		q, ok := r.questionOf(h.from)
		if !ok || r.in(q.from, wh) || h.from > q.from+2 && !q.tag || r.isWord(h.from, "do", "can", "have", "did") && !r.isWord(h.from+1, "not") && !r.isWord(h.to-1, "agree", "because", "that") {
			return
		}
		if q.tag && !r.isWord(h.from+2, "you") && !r.weighs(q) {
			return
		}
		r.add(Leading, h.from, q.to, h.confidence)
	})
	for _, q := range r.questions { // "You're angry with him, right?"
		if q.tag && r.isWord(q.to-1, "right", "correct", "yes", "no") && q.to-q.from > 3 && second[r.words[q.from].is] {
			r.add(Leading, q.from, q.to, .6)
		}
	}
}

// answersItself says that question b, right after the open one a, holds up an
// answer to it for a yes: "was it the shame", "is it because of him", "were you
// angry". Another matter ("was it on Friday") is only another question.
func (r *reading) answersItself(a, b question) bool {
	if !a.open || b.open || b.tag || a.to != b.from || r.overlaps(formPermission, b.from, b.to) || r.onlySolution(a) {
		return false
	}
	switch {
	case r.isWord(b.from, "is", "was") && r.isWord(b.from+1, "it", "that", "this"):
		at := b.from + 2
		return !r.isWord(at, "okay", "ok", "alright", "all", "right", "possible", "fair", "true") && !r.isWord(at, "on", "at", "in", "before", "after") && at < b.to
	case r.isWord(b.from, "are", "were", "do", "did") && r.isWord(b.from+1, "you"):
		for i := b.from + 2; i < b.to; i++ {
			if f := r.words[i].feeling; f.words > 0 && f.intensity > 0 {
				return r.asksFeeling(a)
			}
		}
	}
	return false
}

// weighs says that q says what would be better.
func (r *reading) weighs(q question) bool {
	for i := q.from; i < q.to; i++ {
		if r.isWord(i, "better", "best", "should", "time", "easier", "wiser", "healthier") {
			return true
		}
	}
	return false
}

// clientWords: "a rare word or own_word of hers, used again or asked about".
// An own word counts whenever she has said it; a rare word when it comes from
// one of her last turns and the coach has not used it before: then it is the
// topic's word by now. Names are no images.
func (r *reading) clientWords() {
	for _, own := range r.OwnWords {
		if from, to := r.ownWord(own); from >= 0 && heard(r.Context, own) {
			r.add(ClientWords, from, to, .9)
		}
	}
	for i := range r.words {
		w := r.words[i]
		if (w.rare() || evaluative[w.is] && !mixed[w.is]) && !r.negated(i) && r.past.said(w.stem, herTurns) && !r.isName(i) && !r.past.isName(w.stem) && !r.past.coachSaid(w.stem) {
			r.add(ClientWords, i, i+1, .75)
		}
	}
}

// ownWord is where the content words of own stand in r, -1 when they do not.
func (r *reading) ownWord(own string) (from, to int) {
	var stems []string
	for _, w := range plain(strings.ToLower(own)) {
		if w != "the" && w != "a" && w != "an" {
			stems = append(stems, stem(w))
		}
	}
	for i := range r.words {
		if len(stems) > 0 && i+len(stems) <= len(r.words) {
			k := 0
			for k < len(stems) && r.words[i+k].stem == stems[k] {
				k++
			}
			if k == len(stems) {
				return i, i + k
			}
		}
	}
	return -1, -1
}

// isName says that word i is written with a capital inside a sentence.
func (t *turn) isName(i int) bool {
	c := t.text[t.words[i].from]
	return i > t.sentenceOf(i).first && c >= 'A' && c <= 'Z'
}

// isName says that the word with this stem is written with a capital inside a
// sentence of hers.
func (h history) isName(stem string) bool {
	for _, t := range h.her {
		for i := range t.words {
			if t.words[i].stem == stem && t.isName(i) {
				return true
			}
		}
	}
	return false
}

// coachSaid says that one of the coach's last turns had this stem.
func (h history) coachSaid(s string) bool {
	for _, text := range h.coach[:min(herTurns, len(h.coach))] {
		for _, w := range strings.Fields(strings.ToLower(text)) {
			if stem(strings.Trim(w, ".,;:!?\"'…")) == s {
				return true
			}
		}
	}
	return false
}

// selfFocus: "> 25 words about the coach". From an "I", "my" or "me" that is
// not about the work here, words count until "you", a question, or ten words
// without another of the kind.
func (r *reading) selfFocus() {
	about, count, firsts, from, to, since := false, 0, 0, -1, 0, 0
	for i := range r.words {
		if i == r.sentenceOf(i).first && about && !first1[r.words[i].is] && r.addresses(i, r.sentenceOf(i).end) {
			about = false
		}
		switch w := r.words[i].is; {
		case second[w]:
			about = false
		case first1[w] && !r.overlaps(formProcess, i, i+1):
			about, since = true, 0
			firsts++
		}
		if since++; since > 10 {
			about = false
		}
		if _, asks := r.questionOf(i); asks {
			about = false
		}
		if about {
			if from < 0 {
				from = i
			}
			count, to = count+1, i+1
		}
	}
	if count > 25 && firsts >= 3 {
		r.add(SelfFocus, from, to, .8)
	}
}
