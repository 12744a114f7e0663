package verbal

import (
	_ "embed"
	"strings"

	"stillpoint/dialogue/timeline"
)

// A Class is what an utterance of the coach's mainly does.
type Class string

const (
	Question    Class = "question"
	Reflection  Class = "reflection"  // says back what she said or meant
	Advice      Class = "advice"      // proposes what she could do
	Information Class = "information" // tells facts, or of the work
	Other       Class = "other"
)

//go:embed class.weights
var weights string

// model is built in. Without weights that fit, which a test looks for and the
// training program can do without, all kinds are alike to it.
var model, _ = ParseModel(weights)

// Classify is the class of the coach's text and its probability, 0 to 1. before
// is what the client said last; it may be "". A text without words, or of a hum
// alone, is Other. Where the talk is at hand, ClassifyTalk is right more often.
func Classify(text, before string) (Class, float64) {
	e := Exchange{Text: text, Before: before}
	t := study(text, classForms)
	return t.class(model.probabilities(e, t), proposal(e, t))
}

// A Classed is an utterance's class and its probability; none for the client's.
type Classed struct {
	Class       Class
	Probability float64
}

// ClassifyTalk is Classify for each of the coach's utterances of a talk, oldest
// first: it knows what stands around each, and looks again at each once it
// knows what those beside it are.
func ClassifyTalk(talk []timeline.Utterance) []Classed {
	out := make([]Classed, len(talk))
	var at []int // where the coach speaks
	var turns []*turn
	var proposals []int
	first := [][]float64{nil} // of those, nil at the ends
	for i, u := range talk {
		if u.Side == timeline.Coach {
			e, t := ExchangeAt(talk, i), study(u.Text, classForms)
			p := model.probabilities(e, t)
			at, turns, first = append(at, i), append(turns, t), append(first, p[:])
			proposals = append(proposals, proposal(e, t))
		}
	}
	first = append(first, nil)
	for n, i := range at {
		class, p := turns[n].class(model.look(first[n+1], first[n], first[n+2]), proposals[n])
		out[i] = Classed{class, p}
	}
	return out
}

// class is what p says of t, which proposes something as surely as said.
func (t *turn) class(p [kinds]float64, proposes int) (Class, float64) {
	if len(t.words) == 0 {
		return Other, 1
	}
	switch BestKind(p, proposes) {
	case kindReflection:
		return Reflection, p[kindReflection]
	case kindInformation:
		return Information, p[kindInformation] + p[kindAdvice]
	case kindAdvice:
		return Advice, p[kindInformation] + p[kindAdvice]
	case kindOther:
		return Other, p[kindOther]
	}
	return Question, p[0] + p[1]
}

// QuestionKind is "open" when text asks something that cannot be answered by
// yes, no, a number or a date, "closed" when all it asks can be, "" when it
// asks nothing. A claim held up for checking ("…, isn't it?") is closed.
func QuestionKind(text string) string {
	if strings.TrimSpace(text) == "" {
		return ""
	}
	t := read(text)
	t.ask()
	kind := ""
	for _, q := range t.questions {
		if q.open {
			return "open"
		}
		kind = "closed"
	}
	return kind
}
