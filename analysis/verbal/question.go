package verbal

import (
	"cmp"
	"slices"
)

// A question is a stretch of a turn that asks.
type question struct {
	from, to int  // words
	open     bool // cannot be answered by yes, no, a number or a date
	tag      bool // a claim with "isn't it" or a rising voice
	why      bool
	fact     bool // asks whether something was said or is known, whatever that was: "did you tell him what is wrong"
}

// Questions are found by the order of their words, because a recogniser's
// question marks come and go: a wh-word with an auxiliary before its subject
// ("what was it like", not "what it was like"), an auxiliary before "you" or
// where a clause opens, an invitation to tell. A sentence with a question mark
// and none of these is a claim held up for checking.
func (t *turn) ask() {
	for i := 0; i < len(t.words); i++ {
		q, ok := t.questionAt(i)
		if !ok {
			continue
		}
		from := i
		q.from, i = from, max(i, q.to) // what its first words are, they do not open another
		q.to = t.sentenceOf(from).end
		if n := len(t.questions); n > 0 && t.questions[n-1].to > from {
			if prev := &t.questions[n-1]; t.oneQuestion(prev.from, from) {
				prev.open = prev.open || q.open && !prev.fact // "can you tell me what …", "how, do you think": one question
				continue
			}
			t.questions[n-1].to = from
		}
		t.questions = append(t.questions, q)
	}
	for _, s := range t.sentences {
		if t.asks(s.first, s.end) {
			continue
		}
		switch from := t.start(s); {
		case t.goOn(from, s):
			t.questions = append(t.questions, question{from: from, to: s.end, open: true})
		case s.asked && s.end-s.first <= 3 && t.isWord(s.end-1, "how"): // "awkward how?"
			t.questions = append(t.questions, question{from: s.first, to: s.end, open: true})
		case s.asked:
			t.questions = append(t.questions, question{from: s.first, to: s.end, tag: true})
		}
	}
	slices.SortFunc(t.questions, func(a, b question) int { return cmp.Compare(a.from, b.from) })
}

// oneQuestion says that what begins at words a and b is one question: begun
// again ("what, what is"), asked for ("can you tell me what is …"), or with
// "do you think" put in.
func (t *turn) oneQuestion(a, b int) bool {
	switch {
	case t.isWord(b-1, "and", "or"):
		return false
	case t.isWord(b, "do") && t.isWord(b+2, "think", "reckon"):
		return true
	case t.in(a, wh):
		return b-a < 3
	}
	return b-a < 3 || b-a < 8 && t.in(b, wh)
}

// asks says that a question begins in words [from, to).
func (t *turn) asks(from, to int) bool {
	for _, q := range t.questions {
		if q.from >= from && q.from < to {
			return true
		}
	}
	return false
}

func (t *turn) questionAt(i int) (question, bool) {
	w := t.words[i].is
	s := t.sentenceOf(i)
	at := func(k int) string {
		if i+k < s.end {
			return t.words[i+k].is
		}
		return ""
	}
	opens := t.opens(i)
	switch {
	case wh[w]:
		q := question{open: t.openWh(i), why: w == "why"}
		if (w == "what" || w == "how") && (at(1) == "about" || at(1) == "else" && (opens || s.asked) || at(1) == "come") && opens {
			return q, true
		}
		if w == "how" && opens && (at(1) == "many" || at(1) == "much") {
			for k := 2; k <= 7 && !aux[at(k-1)]; k++ { // "how many rolls a day do you need": asked once
				if aux[at(k)] && subjects[at(k+1)] {
					q.to = i + k
				}
			}
			return q, true
		}
		if w == "what" && at(1) == "if" && opens {
			return question{}, true
		}
		for k := 1; k <= 4 && i+k < s.end; k++ {
			if wh[at(k)] || at(k) == "you" || at(k) == "i" || at(k) == "we" || at(k) == "they" {
				break
			}
			if (w == "who" || w == "which" || w == "whose") && (!opens || t.words[i].pause && !s.asked) {
				break // "somebody who is a friend", "the other, which is mine"
			}
			if aux[at(k)] && (subjects[at(k+1)] && !(k > 1 && at(k+1) == "to") || at(k+1) == "not" && subjects[at(k+2)]) {
				q.to = i + k
				return q, true
			}
		}
		// The wh-word is the subject: "what makes you", "who helped".
		if w == "what" && i > s.first && !opens && !embeds[t.words[i-1].is] {
			opens = true // "frozen lake what was under it"
		}
		if opens && !(w == "which" && t.words[i].pause) && at(1) != "to" && (w == "what" || w == "who" || w == "which" || w == "how" || w == "why") && i+1 < s.end && !subjects[at(1)] {
			if s.asked || w == "who" && i+2 < s.end && at(1) != "the" || at(1) == "kind" || at(1) == "sort" || subjectVerbs[at(1)] || aux[at(1)] || aux[at(2)] {
				return q, i+2 < s.end || s.asked
			}
		}
		if i == s.first && s.asked && s.end-s.first <= 4 { // "how so?", "who else?"
			return q, true
		}
	case aux[w]:
		if i+1 < s.end && t.words[i+1].pause {
			return question{}, false // "it is, you know"
		}
		subject := at(1)
		if subject == "not" {
			subject = at(2)
		}
		if t.in(i-1, wh) || t.in(i-2, wh) && i-2 >= s.first && !opens {
			return question{}, false
		}
		if subjects[subject] && opens && at(1) != "" && (subject != "the" || s.asked) && (subject != "to") {
			if (w == "do" || w == "have") && subject != "you" && subject != "we" && subject != "i" && subject != "they" && subject != "people" && subject != "things" && subject != "the" {
				return question{}, false // "do that", "have a look"
			}
			q := t.yesNo(i)
			q.tag = i > s.first && i+3 >= s.end // "…, isn't it", "…, are you"
			return q, true
		}
		if subject == "you" && i > s.first && !t.in(i-1, subjects) && !t.in(i-1, wh) && !t.isWord(i-1, "than", "as", "nor", "neither", "that", "people", "not", "to", "which", "of", "had") && at(2) != "" && w != "should" && w != "had" && w != "shall" && w != "might" && w != "may" && w != "must" {
			return t.yesNo(i), true
		}
	case (w == "tell" || w == "say" || w == "describe" || w == "walk" || w == "talk") && opens:
		if w == "tell" && at(1) == "me" || w == "say" && (at(1) == "more" || at(1) == "some" && at(2) == "more") || w == "describe" || at(1) == "me" && at(2) == "through" {
			return question{open: true}, true
		}
		if w == "say" && at(1) == "a" && (at(2) == "bit" || at(2) == "little") {
			return question{open: true}, true
		}
	case w == "help" && at(1) == "me" && at(2) == "understand":
		return question{open: true}, true
	case (w == "wonder" || w == "wondering" || w == "curious" || w == "interested") && (t.isWord(i-1, "i", "am") || t.isWord(i-2, "i", "am")):
		for k := 1; k <= 3; k++ {
			if wh[at(k)] {
				return question{open: t.openWh(i + k)}, true
			}
		}
		if at(1) == "if" || at(1) == "whether" {
			return question{}, true
		}
	case (w == "love" || w == "like" || w == "want") && at(1) == "to" && (at(2) == "hear" || at(2) == "know" || at(2) == "understand") && t.wishes(i):
		return question{open: true}, true
	}
	return question{}, false
}

// Verbs that follow a wh-word which is itself the subject.
var subjectVerbs = set("makes made happened happens brings brought keeps kept comes came stands stood matters mattered helps helped gives gave stops stopped holds held feels felt gets got goes went changed changes drew draws hurts scares worries tells told taught lets led drives means meant would could might is was has had strikes struck else weighs lies sits troubles bothers frightens touches remains works worked")

// Words after which a clause that begins with "what" is told, not asked.
var embeds = set(`know knows knew known see sees saw seen hear hears heard tell tells told say says said saying notice noticed find found explain describe understand remember
	wonder wondering ask asked show shows guess think believe learn learned decide choose get got feel mean means matter care sure curious clear exactly
	about of is was are were be to for with on from in at by than like as not do does did you it me us him her them that this and or but`)

// openWh says that the wh-word at i opens a question that wants more than a fact.
func (t *turn) openWh(i int) bool {
	switch t.words[i].is {
	case "how":
		return !t.isWord(i+1, "many", "long", "often", "old", "far", "soon", "late", "tall", "big") &&
			!(t.isWord(i+1, "much") && t.isWord(i+2, "time", "money", "is", "does", "did"))
	case "what":
		return !t.isWord(i+1, "time", "day", "year", "age", "month", "date", "size", "number", "colour") && !(t.isWord(i+2, "your") && t.isWord(i+3, "name", "age", "job", "title"))
	case "who", "why", "where":
		return true
	case "which":
		return t.isWord(i+1, "part", "parts", "of", "bit", "side")
	}
	return false
}
