package verbal

import (
	_ "embed"
	"strings"
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
// is what the client said last; it may be "". The class of a text without words
// is Other.
func Classify(text, before string) (Class, float64) {
	return ClassifyExchange(Exchange{Text: text, Before: before})
}

// ClassifyExchange is Classify that knows what stands around the text.
func ClassifyExchange(e Exchange) (Class, float64) {
	if s := hear(e.Text); len(s.words) == 0 {
		return Other, 1
	}
	p := model.Probabilities(e)
	// A question is a question, open or closed; input is told apart once it is that.
	class, sure := Question, p[0]+p[1]
	for _, c := range []struct {
		class Class
		p     float64
	}{{Reflection, p[2]}, {Information, p[3] + p[4]}, {Other, p[5]}} {
		if c.p > sure {
			class, sure = c.class, c.p
		}
	}
	if class == Information {
		if p[4] > p[3] {
			return Advice, sure
		}
	}
	return class, sure
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
