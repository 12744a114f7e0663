package persona

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/scenario"
)

// script is a scenario with everything she may say at hand. It is never
// written to once made, so all turns and practices may share it.
type script struct {
	*scenario.Scenario
	lines   map[string]*scenario.Line
	moves   map[string][]move // by kind: thin, silence/6, interrupted/0, topic/ID …
	resumes map[string]int    // id of a move that takes up a cut line to the number of its own words
	openers []opener          // sounds first, then hesitations
	sounds  int               // of the openers
	grants  []string          // short moves that may stand before a line
	called  *strings.Replacer // leaves out her name where a coach calls her by it
	names   lineNames         // what a coach may ask about by name
	agrees  map[string]bool   // topics that say yes to what is said or asked with yes or no
}

// move is something she says that is no line: it may be said again.
type move struct {
	id     string
	text   scenario.Text
	asks   bool // ends in a question
	doubts bool // answers a question, by not knowing
}

var doubting = []string{"don't know", "who knows", "couldn't", "not sure", "a question", "look that one up", "have to ask"}

// opener is a short sound or hesitation before a line: a piece of its own.
type opener struct {
	text  string
	words []string
}

// The kinds of moves the file names in other places.
const (
	kindAdviceSeeking = "advice_seeking"
	kindMachine       = "plain"
)

// PlainYes is her answer to a coach who asks for the second time, or with the
// stop phrase, whether she is a machine. It stands outside every persona.
const PlainYes = "Yes. I am a computer program: this is a practice, and nobody real is speaking."

func newScript(s *scenario.Scenario) *script {
	c := &script{Scenario: s, lines: map[string]*scenario.Line{}, moves: map[string][]move{}, resumes: map[string]int{}, called: calls(s.Person.FirstName()), names: namesByLine(s), agrees: map[string]bool{}}
	for i := range s.Lines {
		line := &s.Lines[i]
		c.lines[line.ID] = line
	}
	for _, t := range s.Topics {
		c.agrees[scenario.TopicPrefix+t.ID] = !slices.ContainsFunc(t.Asked, asksOpenly)
	}
	for name, texts := range s.Moves {
		c.add(name, texts)
	}
	for _, e := range s.Silence {
		c.add(silenceKind(e), e.Do.Say)
	}
	for i, e := range s.Interrupted {
		c.add(interruptedKind(i), e.Say)
	}
	for _, t := range s.Topics {
		c.add(scenario.TopicPrefix+t.ID, t.Say)
	}
	if s.Contract.AdviceSeeking.MaxPerPractice > 0 && len(s.Contract.AdviceSeeking.Text.Pieces) > 0 {
		c.add(kindAdviceSeeking, scenario.Variants{s.Contract.AdviceSeeking.Text})
	}
	c.add(kindMachine, scenario.Variants{{Pieces: []scenario.Piece{{Words: PlainYes}}}})
	for _, m := range c.moves[scenario.MoveThin] {
		if grants(m) {
			c.grants = append(c.grants, m.text.Words())
		}
	}
	for _, sound := range s.Sounds {
		c.openers = append(c.openers, opener{sound, lexicon.Tokens(sound)})
	}
	c.sounds = len(c.openers)
	for _, filler := range s.Person.Voice.Fillers {
		if strings.HasSuffix(filler, " of") { // "sort of" needs something after it
			continue
		}
		c.openers = append(c.openers, opener{hesitation(filler), lexicon.Tokens(filler)})
	}
	return c
}

func (c *script) add(kind string, texts []scenario.Text) {
	for _, t := range texts {
		id := moveID(kind, t)
		c.moves[kind] = append(c.moves[kind], move{id, t, asksBack(t.Words()), lexicon.HoldsAny(lexicon.Spaced(t.Words()), doubting)})
		if t.HasResume() {
			c.resumes[id] = len(lexicon.Tokens(t.Words()))
		}
	}
}

// openWords are those an open question begins with: it is not answered by a yes.
var openWords = []string{"what", "what's", "how", "how's", "why", "who", "who's", "whose", "when", "where", "where's", "which"}

func asksOpenly(phrase string) bool {
	first, _, _ := strings.Cut(strings.TrimSpace(lexicon.Spaced(phrase)), " ")
	return slices.Contains(openWords, first)
}

func silenceKind(e scenario.Silence) string { return fmt.Sprintf("silence/%v", float64(e.At)) }
func interruptedKind(i int) string          { return fmt.Sprintf("interrupted/%d", i) }

// hesitation is a filler said for itself: "I mean…"
func hesitation(filler string) string {
	r, n := utf8.DecodeRuneInString(filler)
	return string(unicode.ToUpper(r)) + strings.TrimRight(filler[n:], ".,… ") + "…"
}

// asksBack says that words end in a question.
func asksBack(words string) bool { return strings.HasSuffix(strings.TrimRight(words, "—… "), "?") }

// moveID names a move in the timeline, by what kind it is and what it says.
// It differs from every line's id.
func moveID(kind string, text scenario.Text) string {
	words := lexicon.Tokens(text.Words())
	return kind + "/" + strings.Join(words[:min(5, len(words))], "-")
}

// isMove says that a line id of the timeline is a move's.
func isMove(id string) bool { return strings.Contains(id, "/") }
