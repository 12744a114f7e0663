package verbal

import (
	"slices"
	"strings"
)

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
		if f := t.words[i].feeling; f.words > 0 && !t.told(i) {
			cue = max(cue, f.intensity)
		}
	}
	return cue
}

// told says that the feeling at word i is told of and not shown: it is somebody
// else's ("mom got mad at me", not "he hurt me", and not what somebody is like:
// "he's exhausting"), or a habit ("if I'm stressed I usually …"). The subject
// that stands nearest before it decides.
func (t *turn) told(i int) bool {
	w, s := t.words[i], t.sentenceOf(i)
	for k := i - 1; k >= s.first && k >= i-subjectNear; k-- {
		switch is := t.words[k].is; {
		case is == "i":
			return t.isWord(k-1, "if", "when", "whenever") && slices.ContainsFunc(t.words[i:s.end], func(w word) bool { return habit[w.is] })
		case first1[is] || second[is]:
			return false
		case someone[is]:
			to := i + w.feeling.words
			if t.isWord(to, "at", "with") { // "mad" of somebody, and so no judgement of him
				return true
			}
			return !evaluative[w.is] && !strings.HasSuffix(w.is, "ing") && !t.isWord(to, "me", "my", "us")
		}
	}
	return false
}

const subjectNear = 6 // words before a feeling among which its subject is looked for

// someone are the words for others that a feeling may be of.
var someone = set(`he she they mom mum dad mother father parents wife husband partner boyfriend girlfriend son daughter kids children brother sister
	boss manager doctor friend friends people everybody everyone somebody someone colleague colleagues teacher coach family`)

// habit are the words for what happens as a rule.
var habit = set("usually normally generally typically always tend")
