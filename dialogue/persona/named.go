package persona

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/scenario"
)

// besideName is how many content words may come behind the name in a question
// that is about it: "the number, the one by the kettle".
const besideName = 1

// named is the first free line about somebody or something that the coach asks
// about by name: a person of hers or one of her own words. What is asked may
// come closest to a line that is locked, or that nobody thought to ask for in
// these words; who somebody is, or what her word means, she can still say.
func (r *answering) named() *scenario.Line {
	asked := named(r.past.coach)
	for i := range r.Lines {
		if line := &r.Lines[i]; r.sayable(line) && r.names.hold(line.ID, asked) {
			return line
		}
	}
	return nil
}

// mayName says that the coach asks about somebody or something by name that a
// line down to the open layer speaks of.
func (c *script) mayName(coach string, open int) bool {
	asked := named(coach)
	return slices.ContainsFunc(c.Lines, func(line scenario.Line) bool { return line.Layer <= open && c.names.hold(line.ID, asked) })
}

// named are the content words of a question that asks who or what something
// is, from the name on, else none. "What does Jess say" and "who are you
// without the trays" ask something else of her.
func named(coach string) []string {
	q := lexicon.Spaced(lexicon.Question(coach))
	for _, asks := range identifying {
		if _, rest, ok := strings.Cut(q, " "+asks+" "); ok {
			words := strings.Fields(rest)
			for len(words) > 0 && slices.Contains(pointers, words[0]) {
				words = words[1:]
			}
			if len(words) > 0 && len(content(words[0])) > 0 {
				return content(strings.Join(words, " "))
			}
		}
	}
	return nil
}

var (
	identifying = []string{"who is", "who's", "who are", "who was", "what is", "what's", "what are", "what was", "what do you mean by", "what about", "how about",
		"tell me about", "tell me more about", "tell me something about", "hear about", "hear more about"}
	pointers = []string{"a", "an", "the", "this", "that", "these", "those", "your", "all"}
)

// lineNames are, by id of a line, the names it holds, each as content words.
type lineNames map[string][][]string

// hold says that what is asked begins with a name in the line and goes on with
// little else.
func (n lineNames) hold(line string, asked []string) bool {
	return slices.ContainsFunc(n[line], func(name []string) bool {
		return len(asked) >= len(name) && len(asked) <= len(name)+besideName && slices.Equal(asked[:len(name)], name)
	})
}

// namesByLine are the names in the lines of s: people and places, which stand
// with a capital letter inside a sentence somewhere in what she says, and the
// own word a line carries.
func namesByLine(s *scenario.Scenario) lineNames {
	known := map[string]bool{}
	for i := range s.Lines {
		for _, w := range capitals(s.Lines[i].Text.Words()) {
			known[w] = true
		}
	}
	all := lineNames{}
	for i := range s.Lines {
		line := &s.Lines[i]
		for _, w := range content(line.Text.Words()) {
			if known[w] {
				all[line.ID] = append(all[line.ID], []string{w})
			}
		}
		if own := content(line.Word); len(own) > 0 {
			all[line.ID] = append(all[line.ID], own)
		}
	}
	return all
}

// capitals are the content words of text that stand with a capital letter
// where no sentence begins.
func capitals(text string) []string {
	var all []string
	for _, sentence := range inSentences(text) {
		for i, w := range strings.Fields(sentence) {
			if first, _ := utf8.DecodeRuneInString(w); i > 0 && unicode.IsUpper(first) {
				all = append(all, content(w)...)
			}
		}
	}
	return all
}
