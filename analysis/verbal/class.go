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
// is what the client said last; it may be "". A text without
// words, or of a hum alone, is Other.
func Classify(text, before string) (Class, float64) {
	return ClassifyExchange(Exchange{Text: text, Before: before})
}

// ClassifyExchange is Classify that knows what stands around the text.
func ClassifyExchange(e Exchange) (Class, float64) {
	t := study(e.Text, classForms)
	if len(t.words) == 0 {
		return Other, 1
	}
	p := model.probabilities(e, t)
	switch BestKind(p, t.proposes()) {
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
