package verbal

import "strings"

// Her is one turn of hers as the report reads it: what it offers the coach,
// and what it says to the coach's turn before.
type Her struct {
	Feelings []Felt
	Insight  Span   // she sees something new; of no length when she does not; Intensity 2: beyond doubt, 0: she may just know it
	Did      Span   // she tells what she did or managed
	Names    []Name // people and places, in order

	Confirms   bool // "yes, exactly"
	Rejects    bool // "no, not really"
	Corrects   bool // rejects, and says what it is instead
	AsksAdvice bool
	Closes     bool // leaves the topic herself
	Asks       bool // ends in a question
	Words      int
}

// Felt is a feeling in her words.
type Felt struct {
	Span
	Own bool // said of herself and of what is: not of others, nor of what would be
}

// Name is a person or a place she speaks of.
type Name struct {
	Span
	Key string // the same for the same name
}

// ReadHer reads one turn of hers.
func ReadHer(text string) Her {
	t := study(text, herForms)
	t.find(reportForms)
	h := Her{Words: len(t.words)}
	for i := 0; i < len(t.words); i++ {
		if f := t.words[i].feeling; f.words > 0 {
			h.Feelings = append(h.Feelings, Felt{Span{t.words[i].from, t.words[i+f.words-1].to, f.intensity}, !faint[t.words[i].is] && t.own(i, i+f.words)})
			i += f.words - 1
		}
	}
	h.Insight, h.Did = t.span(formInsight), t.span(formDid)
	h.Names = t.names()
	_, h.AsksAdvice = t.first(formHerAsk)
	_, h.Closes = t.first(formCloses)
	n := len(t.questions)
	h.Asks = n > 0 && t.questions[n-1].to == len(t.words) && !t.questions[n-1].tag
	h.answers(t)
	return h
}

// openingWords are those in which she says yes or no to what she heard.
const openingWords = 8

// answers reads what her first words say to the coach's.
func (h *Her) answers(t *turn) {
	agreed, no := false, -1
	for _, k := range t.hits {
		if k.from >= openingWords {
			continue
		}
		switch k.kind {
		case formAgrees:
			agreed = true
		case formRejects:
			if no < 0 {
				no = k.to
			}
		}
	}
	h.Confirms = agreed
	h.Rejects = no >= 0 && !agreed
	rest := 0
	for i := max(no, 0); i < len(t.words); i++ {
		if t.words[i].content || t.words[i].feeling.words > 0 {
			rest++
		}
	}
	h.Corrects = h.Rejects && rest > 0
}

// span is the first form of kind k in t that nothing denies.
func (t *turn) span(k kind) Span {
	for _, h := range t.hits {
		if h.kind == k && !t.in(h.from-1, negators) && !t.isWord(h.from-1, "if", "when", "until") {
			return Span{t.words[h.from].from, t.words[h.to-1].to, int(h.confidence*10) - 6}
		}
	}
	return Span{}
}

// own says that the feeling in words [from, to) is hers, and is: the nearest
// word before it that can have a feeling is "I" or "me", or it is said of a
// thing of hers and weighs ("it's exhausting", not "the annoying part"). What is
// denied, wished for or supposed is a mere case, and a pain may be one of the
// body. Doubt says no: nobody is told that they passed over what was not there.
func (t *turn) own(from, to int) bool {
	s := t.sentenceOf(from)
	f := t.words[from].feeling
	back := from - 1
	for back > s.first && t.words[back].soft {
		back--
	}
	switch {
	case bodily[t.words[from].is], t.isWord(from, "i") && t.isWord(from+1, "miss"), back >= s.first && t.isWord(back, "to", "be", "will"):
		return false
	case ambiguous[t.words[from].is] && to == from+1: // "I've put this down", "spent in the club"
		if f.intensity < 2 || t.isWord(to, "in", "on", "at", "by", "to", "of") && to < s.end {
			return false
		}
		if back < s.first || !be[t.words[back].is] {
			return from == s.first && s.end-s.first <= 2
		}
	}
	for i := from - 1; i >= s.first && i >= from-6 && !t.words[i+1].pause; i-- {
		if negators[t.words[i].is] {
			return false
		}
	}
	for i := s.first; i < from; i++ {
		if t.isWord(i, "would", "could", "might", "if", "unless", "may", "should", "will", "used", "never") && !t.isWord(i+1, "have") || t.isWord(i, "when") && t.isWord(i+1, "you", "people") {
			return false
		}
	}
	switch t.whose(from, s) {
	case "hers":
		return true
	case "its":
		for i := to; i < min(s.end, to+3); i++ {
			if t.isWord(i, "for") && !t.isWord(i+1, "me") || others[t.words[i].is] && !t.isWord(i, "it") {
				return false
			}
		}
		return f.intensity >= 2 && !t.asks(s.first, s.end)
	case "":
		return s.end-s.first <= 4 && !s.asked // "Tired, mostly."
	}
	return false
}

// whose is the nearest word before word i, in its sentence, that can have a
// feeling: "hers" the client herself, "its" a thing spoken of, "other" somebody
// else; empty: there is none.
func (t *turn) whose(i int, s sentence) string {
	for i--; i >= s.first; i-- {
		switch w := t.words[i].is; {
		case first1[w] && w != "my" && w != "mine":
			return "hers"
		case w == "it" || w == "that" || w == "this":
			return "its"
		case w == "my" || second[w] || others[w] || strings.HasSuffix(w, "'s"):
			return "other"
		}
	}
	return ""
}

// bodily are words for what the body may feel as well.
var bodily = set("pain pains painful hurt hurts hurting ache aches aching discomfort uncomfortable sick sickness sore nausea weakness")

// ambiguous are single words that name a feeling in one of their senses alone.
var ambiguous = func() map[string]bool {
	out := map[string]bool{}
	for _, l := range feelingLists {
		for phrase := range strings.SplitSeq(l.phrases, ",") {
			if w := plain(phrase); l.framed && len(w) == 1 {
				out[w[0]] = true
			}
		}
	}
	return out
}()

var others = set("he him his she her hers they them their theirs we us our people someone somebody everyone everybody who there")

// names are people and places: a word with a capital inside a sentence, and
// those that are hers by their part in her life ("my mother", "our warehouse").
func (t *turn) names() (out []Name) {
	for i := range t.words {
		w := &t.words[i]
		switch {
		case t.isName(i) && !calendar[w.is] && w.is != "i" && len(w.is) > 2 && !functionWords[w.is] && !lightWords[w.is] && !openers[w.is] && !t.words[i].pause:
		case near[w.is] && t.isWord(i-1, "my", "our"):
		default:
			continue
		}
		out = append(out, Name{Span{From: w.from, To: w.to}, w.stem})
	}
	return out
}

var (
	calendar = set("monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays january february march april may june july august september october november december christmas easter god jesus english french german ok okay tv")
	near     = set("mother father mum dad mom parents brother sister grandmother grandfather son daughter children kids husband wife partner friend boss manager deputy colleague team neighbour cofounder village hometown school church shop cafe farm warehouse")
)
