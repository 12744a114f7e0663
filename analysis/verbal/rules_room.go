package verbal

import "stillpoint/dialogue/lexicon"

// accept: "takes her no, her correction or her pause without pushing". Room
// ("take your time") accepts when she paused or hesitated; the rest when she
// said no or corrected. A "but", advice or "are you sure" pushes.
func (r *reading) accept() {
	_, no := r.past.last.first(formHerNo)
	_, firm := r.past.last.firstAbove(formHerNo, .7)
	_, hesitated := r.past.last.first(formHerPause)
	hesitated = hesitated || trailsOff(r.past.last.text)
	if r.pushes() {
		return
	}
	for _, h := range r.hits {
		switch {
		case h.kind == formAccept && (firm && r.acceptsHere(h) || no && h.confidence >= .75):
			r.add(Accept, h.from, h.to, h.confidence)
		case h.kind == formRoom && (no || hesitated || r.Cue >= 1 && h.confidence >= .8):
			r.add(Accept, h.from, h.to, h.confidence)
		}
	}
}

// acceptsHere leaves out the small words of assent ("okay", "sure") that only
// open a turn of something else.
func (r *reading) acceptsHere(h hit) bool { return h.confidence > .6 || len(r.words) <= 6 }

func (r *reading) pushes() bool {
	if r.has(AdviceEarly) || r.has(AdvicePermit) || r.has(Judge) || r.has(Minimise) {
		return true
	}
	for i := range r.words {
		if r.isWord(i, "but") && i > 0 && !r.isWord(i-1, "nothing", "all") ||
			r.isWord(i, "sure") && r.isWord(i-1, "you") && r.isWord(i-2, "are") || r.isWord(i, "why") && r.isWord(i+1, "not") {
			return true
		}
	}
	return false
}

// repair: "owns an interruption, advice or miss". Only the words are judged;
// "otherwise nothing" (no miss in the last three turns) is for the reader of
// the events. "Sorry to hear that" and "Sorry?" own nothing.
func (r *reading) repair() {
	if r.has(AdviceEarly) || r.has(Judge) {
		return
	}
	r.each(formRepair, func(h hit) {
		if q, ok := r.questionOf(h.from); ok && !q.tag && !r.isWord(h.from, "can", "please") || r.before(formDisowned, h.from, 2) && !r.isWord(h.from, "i") {
			return
		}
		if r.isWord(h.from-1, "if", "when", "you", "how", "say", "saying", "said") || r.past.saidPhrase(r.turn, h.from, h.to) {
			return
		}
		r.add(Repair, h.from, h.to, h.confidence)
	})
}

// invite: "any answer is welcome; asks permission". Permission that is not
// waited for (advice in the same turn) is a formality.
func (r *reading) invite() {
	for _, h := range r.hits {
		if h.kind == formWelcome || h.kind == formPermission && !r.has(AdviceEarly) && !r.has(AdvicePermit) {
			if q, ok := r.questionOf(h.from); ok && h.kind == formPermission && h.from > q.from && r.in(q.from, wh) {
				continue // "where do you want to go"
			}
			if h.kind == formPermission && r.has(Judge) || r.before(formDisowned, h.from, 1) && h.kind == formPermission {
				continue
			}
			r.add(Invite, h.from, h.to, h.confidence)
		}
	}
	if lexicon.AsksLeave(r.text) {
		r.add(Invite, 0, len(r.words), .7)
	}
}

// transparency: "says what they notice, do not know, or how this works". What
// is noticed about a feeling is the acknowledgement's; a judgement in the
// clothes of an observation is none.
func (r *reading) transparency() {
	if r.has(AdviceEarly) || r.has(Judge) || r.has(Minimise) {
		return
	}
	r.each(formOpenly, func(h hit) {
		if r.quoted(h.from) || r.isWord(h.to, "if", "whether") || r.before(formReported, h.from, 0) && !r.isWord(h.from, "i") {
			return
		}
		if q, ok := r.questionOf(h.from); ok && !q.tag && h.from > q.from+1 {
			return
		}
		r.add(Transparency, h.from, h.to, h.confidence)
	})
}

// aboutTheTalk finds what concerns the talk itself and moves no trust.
func (r *reading) aboutTheTalk() {
	for _, h := range r.hits {
		switch h.kind {
		case formCheckin:
			r.add(CheckIn, h.from, h.to, h.confidence)
		case formAnnounce:
			r.add(Announce, h.from, h.to, h.confidence)
		case formStop:
			r.add(StopBid, h.from, h.to, h.confidence)
		}
	}
	if lexicon.StopPhrase(r.text) {
		r.add(StopBid, 0, len(r.words), .95)
	}
}

// offScript finds attacks on the role-play, swaps of roles and nonsense, and
// the question whether she is a person.
func (r *reading) offScript() {
	for _, h := range r.hits {
		if h.kind == formAI && (h.confidence >= .9 || r.past.shares(r.turn, h.from, h.to, 2) < 0) {
			r.add(AIQuestion, h.from, h.to, h.confidence)
		}
	}
	if r.has(AIQuestion) {
		return
	}
	for _, h := range r.hits {
		if h.kind == formInjection && !r.past.saidPhrase(r.turn, h.from, h.to) &&
			(h.confidence >= .85 || r.past.shares(r.turn, h.from, h.to, 2) < 0) {
			r.add(OffScript, h.from, h.to, h.confidence)
		}
	}
	if !r.has(OffScript) && r.nonsense() {
		r.add(OffScript, 0, len(r.words), .6)
	}
}

// nonsense says that of four words or more hardly one is a word people use.
func (r *reading) nonsense() bool {
	known := 0
	for _, w := range r.words {
		if !w.rare() || r.past.said(w.stem, herTurns) {
			known++
		}
	}
	return len(r.words) >= 4 && known*5 < len(r.words)
}
