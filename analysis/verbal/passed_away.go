package verbal

// supposes says that the turn holds out what would come of something, or of
// her doing it: advice that is not said to be any ("having more help could make
// a difference", "I wonder what it'd be like if you asked").
func (r *reading) supposes() bool {
	_, ok := r.first(formSuppose)
	return ok
}

// elsewhere says that a sentence goes back to what was said long before her
// last turn ("you said before that …", "we've talked about …"), or holds up
// the word of somebody of whom she has not just spoken ("your doctor told you
// that …").
func (r *reading) elsewhere(s sentence) bool {
	for _, h := range r.hits {
		if h.from < s.first || h.from >= min(s.end, s.first+opening) {
			continue
		}
		switch h.kind {
		case formEarlier:
			return true
		case formCites:
			if r.past.shares(r.turn, h.from, h.to, 1) < 0 {
				return true
			}
		}
	}
	return false
}

const opening = 5 // words of a sentence in which it says where it goes

// What would come of something.
const supposeForms = `
	could|would|might|can|may make [a|all|such] [big|huge|real|lot] [of] [the] difference
	wonder|wondering what it would be|feel like if you
	what would it be|feel like if you _
	what would happen if you
	what if you
	you might|would|could be better off
`

// What was said before her last turn.
const earlierForms = `
	you said|mentioned|told|talked|spoke [me] [that] before|earlier
	earlier|before you said|mentioned|told
	you also|had mentioned
	we have talked|spoken about
	we talked|spoke about
	last time|session we|you said|talked|spoke|told|mentioned
`

// The word of somebody else.
const citesForms = `
	your _ told|said|says|thinks|tells|wants|recommended
	the doctor|nurse|specialist|boss|manager|police told|said|says|thinks|tells
`
