package verbal

// tellsHer says that the sentence s is a statement about her and her situation:
// neither a question, nor of the coach or the talk, nor what she could do, has
// or is called, nor what is thought of her.
func (r *reading) tellsHer(s sentence) bool {
	if n := s.end - s.first; n < fewWords || n > manyWords || r.isWord(s.first, "if") || r.in(s.end-1, wh) {
		return false
	}
	for _, q := range r.questions {
		if !q.tag && q.from < s.end && s.first < q.to {
			return false
		}
	}
	for _, h := range r.hits {
		if notOfHer[h.kind] && h.from < s.end && s.first < h.to {
			return false
		}
	}
	hers := false
	for i := s.first; i < s.end; i++ {
		w := r.words[i]
		switch {
		case first1[w.is] && !r.overlaps(formProcess, i, i+1), r.isWord(i, "we", "us", "our", "here", "most"), w.is == "only" && r.isWord(i-1, "you"),
			(evaluative[w.is] || gushing[w.is] || ofTheTalk[w.is] || counted[w.is]) && !r.past.said(w.stem, 2),
			w.is[0] >= '0' && w.is[0] <= '9',
			w.is == "less" && i+1 < s.end && r.isWord(i+1, "when", "if"),
			w.is == "like" && r.isWord(i+1, "a", "an", "most"),          // likened to others
			w.is == "too" && i+1 < s.end && !r.isWord(i+2, "for", "to"), // "too much": by the coach's measure
			i > s.first+3 && r.isWord(i, "that") && r.isWord(i+1, "is"): // "…, that's a pity"
			return false
		case w.is == "you":
			if !r.in(i-1, subordinate) && r.judgesOrPlaces(i, s.end) {
				return false
			}
			hers = true
		case second[w.is]:
			hers = true
		}
	}
	return hers && !r.quoted(s.first) && !r.before(formDisowned, s.end-1, s.end-s.first)
}

// judgesOrPlaces says that what follows the "you" at word i, in a sentence that
// ends at end, is no telling of how it is for her: what she can or will do
// ("you can book"), what she is or has ("you're a barber", "you have a house"),
// a bare quality ("you're lucky"), what she said to somebody, or a habit held up
// to her ("you never listen", "you keep putting it off").
func (r *reading) judgesOrPlaces(i, end int) bool {
	at := i + 1
	for at < end && (r.words[at].soft && !r.isWord(at, "just") || r.isWord(at, "always", "often")) {
		at++
	}
	verb := at
	if r.isWord(at, "have", "had") {
		for at++; at < end && (r.words[at].soft || r.isWord(at, "not", "never")); at++ {
		}
		if r.isWord(at, "got") {
			at++
		}
		switch {
		case r.isWord(at, "a", "an", "the", "your", "to", "two", "good") && r.isWord(verb, "have"), r.isWord(at, "a", "an") && r.isWord(verb, "had"):
			return true
		case r.isWord(at, "no"):
			return !r.isWord(at+1, "one", "room", "place", "space", "way", "choice", "words", "say", "part")
		}
	}
	switch {
	case r.in(verb, proposing):
		return !r.isWord(verb+1, "not", "never", "hardly", "barely", "be", "feel", "have")
	case r.isWord(verb, "want") && r.isWord(verb+1, "to"):
		return !r.isWord(verb+2, "feel", "know", "understand", "protect", "belong", "trust", "matter")
	case r.isWord(verb, "are", "were"), r.isWord(at, "been"):
		k := at + 1
		for k < end && (r.words[k].soft || r.isWord(k, "not", "never")) {
			k++
		}
		if r.isWord(k, "a", "an", "the", "such") {
			return !r.isWord(k+1, "one") && !r.relates(k+1, end)
		}
		return k >= end-1 || r.isWord(k, "being", "supposed", "going", "welcome", "right", "wrong")
	case r.in(at, speaking):
		return true
	case r.isWord(verb, "never"):
		return !r.isWord(verb+1, "quite", "got", "get", "let", "feel", "felt", "knew")
	case r.isWord(verb, "get"):
		return !r.isWord(verb+1, "to", "the", "nothing", "it")
	case r.isWord(verb, "look", "looked"):
		return !r.isWord(verb+1, "after", "for", "away")
	}
	return r.isWord(verb, "know", "see", "think", "keep", "come", "use", "sound", "remind") && !r.isWord(verb+1, "yourself") || r.isWord(verb, "make") && !r.isWord(verb+1, "yourself", "room", "space", "sure") && !r.isWord(verb+2, "possible", "easy", "easier", "safe")
}

// relates says that words [from, to) hold a clause that tells more of somebody.
func (t *turn) relates(from, to int) bool {
	for i := from; i < to; i++ {
		if t.isWord(i, "who", "that", "they", "nobody", "everyone", "everybody") {
			return true
		}
	}
	return false
}

var (
	notOfHer = map[kind]bool{formSolution: true, formMinimise: true, formPraise: true, formPermission: true, formCheckin: true,
		formAnnounce: true, formStop: true, formWelcome: true, formRepair: true}
	// subordinate are the words before a "you" that is not what is told.
	subordinate = set("before until till than what who whom which that as when where because though although nobody everybody everyone people person place time")
	proposing   = set("can could should must might may will shall need ought better")
	speaking    = set("said told mentioned asked called emailed wrote rang signed booked sent")
	gushing     = set("great wonderful amazing brilliant lovely fantastic excellent awesome super perfect")
	counted     = set("two three four five six seven eight nine ten eleven twelve twenty thirty hundred thousand")
	ofTheTalk   = set("minutes session sessions email website screen microphone headset echo phone line mouth volume menu reception questionnaire connection appointment booking coaching")
)
