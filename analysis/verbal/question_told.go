package verbal

import "slices"

// yesNo is a question that opens with the auxiliary at i; "could you tell me"
// and its like are open for all that. Whether she told somebody is a fact.
func (t *turn) yesNo(i int) question {
	subject := i + 1
	if t.isWord(subject, "not") {
		subject++
	}
	end := t.sentenceOf(i).end
	invites := t.in(i, inviting)
	for k := subject + 1; k < end && k < i+8; k++ {
		switch w := t.words[k].is; {
		case willing[w] && t.isWord(subject, "you") && t.isWord(i, "do", "are", "would"):
			invites = true
		case tellVerbs[w]:
			open := invites && t.isWord(subject, "you", "i", "we") && t.forCoach(k, subject)
			return question{open: open, fact: !open && !t.isWord(subject, "i", "we")}
		case knowVerbs[w] && !t.isWord(subject, "you"), t.in(i, ofFact) && t.isWord(subject, "you") && knowVerbs[w]:
			return question{fact: true}
		}
	}
	return question{}
}

// forCoach says that the verb of telling at k is to be done here, to the coach:
// "tell me", "say more", "describe it", not "tell him".
func (t *turn) forCoach(k, subject int) bool {
	if t.isWord(subject, "i") && !t.isWord(k, "hear") {
		for i := k + 1; i <= k+2 && t.isWord(k, "ask"); i++ { // "may I ask you how it was"
			if t.in(i, wh) {
				return t.openWh(i)
			}
		}
		return t.isWord(k, "ask", "invite") && t.isWord(k+1, "you") && t.isWord(k+3, "tell", "describe", "explain", "say")
	}
	for i := k + 1; i <= k+3 && !t.isWord(i, "me", "us"); i++ {
		if t.isWord(i, "to", "with") && t.in(i+1, hearers) { // "explain it to him"
			return false
		}
	}
	switch t.words[k].is {
	case "tell":
		return !t.in(k+1, hearers)
	case "describe", "explain", "share":
		return true
	case "walk":
		return t.isWord(k+1, "me", "us")
	case "say":
		return t.isWord(k+1, "more", "some", "a", "what", "how")
	case "talk":
		return t.isWord(k+1, "about", "more", "me", "a")
	case "hear":
		return t.isWord(subject, "i", "we") && t.isWord(k+1, "more", "about")
	case "help":
		return t.isWord(k+1, "me") && t.isWord(k+2, "understand")
	}
	return false
}

var (
	// inviting are the auxiliaries of an invitation; willing the words that
	// make one of the rest: "do you want to tell me", "are you able to".
	inviting = set("can could would will shall may might")
	willing  = set("want like mind care able willing happy ready comfortable")
	ofFact   = set("did have had has are were was is")

	tellVerbs = set("tell told say said describe described explain explained talk talked hear help ask asked walk share shared mention mentioned discuss discussed")
	knowVerbs = set("know knew known see saw seen find found hear heard understand understood learn learned learnt discover notice noticed decide decided")

	// hearers are those to whom something is told that the coach does not hear.
	hearers = set("him her them he she they his their your my anyone anybody someone somebody everyone everybody people others each one")
)

// wishes says that the wish at word i is the coach's: "I'd like", "I would just
// love", not "you'd want".
func (t *turn) wishes(i int) bool {
	for k := i - 1; k >= i-3 && k >= t.sentenceOf(i).first; k-- {
		if !t.isWord(k, "would") && !t.words[k].soft {
			return t.isWord(k, "i")
		}
	}
	return t.isWord(i-1, "would") // "would love to hear"
}

// start is the first word of s that is no mere opening of it ("and", "so").
func (t *turn) start(s sentence) int {
	from := s.first
	for from+1 < s.end && openers[t.words[from].is] && !t.isWord(from, "because") {
		from++
	}
	return from
}

// goOn says that sentence s from word `from` on only asks her to go on: "Such
// as?", "In what way?", "About what?". They are asked with a voice that a
// recogniser may not write a mark for.
func (t *turn) goOn(from int, s sentence) bool {
	if s.end-from > 3 {
		return false
	}
	for _, ask := range goOns {
		if s.end-from == len(ask) && t.says(from, ask) {
			return true
		}
	}
	return s.asked && s.end-from == 2 && t.isWord(from, "about", "for", "with", "of", "to", "from", "like", "by", "against") && t.isWord(from+1, "what", "who", "whom", "example", "instance") ||
		s.asked && slices.ContainsFunc(unsaid, func(w string) bool { return s.end-from == 1 && t.words[from].is == w })
}

var goOns = [][]string{{"such", "as"}, {"like", "what"}, {"in", "what", "way"}, {"in", "which", "way"}, {"in", "what", "ways"}, {"in", "what", "sense"}, {"in", "what", "respect"},
	{"to", "what", "extent"}, {"for", "what", "reason"}, {"how", "do", "you", "mean"}}

// unsaid are words after which she is left to go on.
var unsaid = []string{"because", "meaning", "like", "and", "so", "then"}
