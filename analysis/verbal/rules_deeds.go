package verbal

import "strings"

const deedSeen = .65 // of a deed of hers given back as one

// deedAt says that a clause at word i says what she did, and that it was much:
// "you rang every ward", "you sat with him all night", "you wrote it nine
// times". The deed has to be one that she told of; what she did in passing, or
// to her cost ("you lost every game"), is none.
func (t *turn) deedAt(past history, i int) (end int, ok bool) {
	if !t.isWord(i, "you") || !t.opens(i) && !t.isWord(i-1, "that") || t.before(formReported, i, 2) {
		return 0, false
	}
	if q, asks := t.questionOf(i); asks && !q.tag {
		return 0, false
	}
	verb := i + 1
	for verb < len(t.words) && t.words[verb].soft {
		verb++
	}
	_, end = t.clause(i, i+1)
	if verb >= end || !t.didWell(verb) || !past.herDeed(t.words[verb].stem) {
		return 0, false
	}
	for k := verb + 1; k < end; k++ {
		switch {
		case negators[t.words[k].is], t.in(k, spoils):
			return 0, false
		case t.in(k, muchDone), t.isWord(k, "all") && t.isWord(k+1, "night", "day", "week", "of", "the", "those", "these", "weekend"), t.isWord(k, "times") && k > verb+1,
			t.isWord(k, "by") && t.isWord(k+1, "yourself", "hand"), t.isWord(k, "and") && t.isWord(k+1, t.words[verb].is):
			ok = true
		}
	}
	return end, ok
}

// didWell says that word i is a deed done: one of the list, or a regular verb
// in the past that costs nobody.
func (t *turn) didWell(i int) bool {
	w := t.words[i]
	return doneDeeds[w.is] || w.content && strings.HasSuffix(w.is, "ed") && len(w.is) > 4 && w.feeling.words == 0 && !costly[w.is]
}

// herDeed says that she told of a doing of hers with this stem: "I rang", "we
// have been ringing".
func (h history) herDeed(stem string) bool {
	for _, t := range h.her {
		for i := range t.words {
			if t.words[i].stem != stem {
				continue
			}
			for k := i - 1; k >= t.sentenceOf(i).first && k >= i-4; k-- {
				if t.isWord(k, "i", "we", "and") {
					return true
				}
			}
		}
	}
	return false
}

var (
	muchDone  = set("every each anyway until till despite still twice everyone everybody")
	doneDeeds = set("rang phoned wrote drove told fed held stood sat spoke taught built read brought found kept made took gave went came fought sent paid caught got ran swam rode led sang woke rose chose bought said sought won knelt drew swept")
	costly    = set("failed missed shouted yelled screamed wasted dropped refused ignored cheated lied hated smoked gambled avoided insulted slapped kicked hurried panicked complained blamed needed wanted wished hoped seemed looked")
	spoils    = set("late wrong badly instead off drunk nothing silly rude pointless")
)
