package verbal

// Cue is how strong a feeling or a difficulty her words show, 0 to 3: the
// strongest feeling word, or 1 for what is hard for her without one ("I don't
// know what to do"). It knows words alone; what her voice shows is the
// scenario's to say.
func Cue(text string) int {
	return study(text, herForms).cue()
}

// cue is Cue of a turn in which herForms were looked for.
func (t *turn) cue() (cue int) {
	t.each(formHard, func(h hit) {
		if !t.in(h.from-1, negators) && !t.in(h.from-2, negators) && !t.in(h.from-3, negators) {
			cue = 1
		}
	})
	for i := range t.words {
		if f := t.words[i].feeling; f.words > 0 {
			cue = max(cue, f.intensity)
		}
	}
	return cue
}
