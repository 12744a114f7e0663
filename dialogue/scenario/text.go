package scenario

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// Limits of one authored text.
const (
	MaxRunes  = 280
	MaxPause  = 3 * time.Second
	MaxPauses = 2
)

// Text is an authored text with its pauses: `Well. [pause:0.8] {resume}`.
type Text struct {
	Source string  // as written
	Pieces []Piece // in the order of speaking, never empty after Parse
	at     int     // line in the file
}

// Piece is what she says in one breath.
type Piece struct {
	Pause  time.Duration // before the words
	Words  string        // exactly what the voice is given; empty when Resume
	Resume bool          // the unheard rest of the line that was cut
}

// Words are the words of t without its pauses.
func (t Text) Words() string {
	var all []string
	for _, p := range t.Pieces {
		if p.Words != "" {
			all = append(all, p.Words)
		}
	}
	return strings.Join(all, " ")
}

// HasResume says that the text takes up the line that was cut.
func (t Text) HasResume() bool {
	return len(t.Pieces) > 0 && t.Pieces[len(t.Pieces)-1].Resume
}

func (t Text) hasPause() bool {
	for _, p := range t.Pieces {
		if p.Pause > 0 {
			return true
		}
	}
	return false
}

var mark = regexp.MustCompile(`\[pause:([0-9]+(?:\.[0-9]+)?)\]|\{resume\}`)

// ParseText cuts a text into its pieces. `…` and dashes stay in the words.
func ParseText(source string) (Text, error) {
	t := Text{Source: source}
	if n := utf8.RuneCountInString(source); n > MaxRunes {
		return t, fmt.Errorf("%d characters are more than she says in one go: at most %d, cut it in two lines", n, MaxRunes)
	}
	var pause time.Duration
	pauses, from := 0, 0
	add := func(words string) error {
		words = strings.TrimSpace(words)
		if strings.ContainsAny(words, "[]{}<>*_#\n") {
			return fmt.Errorf("%q has a mark that would be read aloud: write [pause:0.8] for a pause, {resume} for the cut rest, else words only", words)
		}
		if words != "" {
			t.Pieces = append(t.Pieces, Piece{Pause: pause, Words: words})
			pause = 0
		}
		return nil
	}
	for _, m := range mark.FindAllStringSubmatchIndex(source, -1) {
		if err := add(source[from:m[0]]); err != nil {
			return t, err
		}
		from = m[1]
		if m[2] < 0 {
			t.Pieces = append(t.Pieces, Piece{Pause: pause, Resume: true})
			if strings.TrimSpace(source[from:]) != "" {
				return t, fmt.Errorf("nothing may follow {resume}: she goes on with the cut line there")
			}
			return t, nil
		}
		seconds, err := strconv.ParseFloat(source[m[2]:m[3]], 64)
		if err != nil || seconds <= 0 || seconds > MaxPause.Seconds() {
			return t, fmt.Errorf("%s: a pause is more than 0 and at most %v seconds", source[m[0]:m[1]], MaxPause.Seconds())
		}
		if pauses++; pauses > MaxPauses || pause > 0 {
			return t, fmt.Errorf("at most %d pauses in a text, and words between them", MaxPauses)
		}
		pause = time.Duration(seconds * float64(time.Second)).Round(time.Millisecond)
	}
	if err := add(source[from:]); err != nil {
		return t, err
	}
	switch {
	case len(t.Pieces) == 0:
		return t, fmt.Errorf("there are no words to say")
	case pause > 0:
		return t, fmt.Errorf("words must follow the last pause: silence after a line is the coach's")
	}
	return t, nil
}

// withCue puts the cue's pause before the last sentence, unless the text has
// pauses of its own. A single sentence gets it before its last part, or before
// all of it.
func (t Text) withCue(pause time.Duration) Text {
	if pause == 0 || t.hasPause() {
		return t
	}
	last := t.Pieces[len(t.Pieces)-1]
	cut := lastBreak(last.Words, ".?!…")
	if cut == 0 {
		cut = lastBreak(last.Words, ",—")
	}
	pieces := append([]Piece(nil), t.Pieces[:len(t.Pieces)-1]...)
	if cut > 0 {
		pieces = append(pieces, Piece{Pause: last.Pause, Words: strings.TrimSpace(last.Words[:cut])})
		last.Words = strings.TrimSpace(last.Words[cut:])
	}
	last.Pause = pause
	t.Pieces = append(pieces, last)
	return t
}

// lastBreak is the index after the last of marks that is followed by a space
// and words, 0 when there is none.
func lastBreak(words, marks string) int {
	cut := 0
	for i, r := range words {
		end := i + utf8.RuneLen(r)
		if strings.ContainsRune(marks, r) && strings.HasPrefix(words[end:], " ") &&
			strings.ContainsFunc(words[end:], unicode.IsLetter) && strings.ContainsFunc(words[:i], unicode.IsLetter) {
			cut = end
		}
	}
	return cut
}

// UnmarshalYAML reads a text and cuts it.
func (t *Text) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind != yaml.ScalarNode {
		return &Problem{Line: node.Line, Message: `a text is a string in quotes: say: "Mm. [pause:0.8] I suppose so."`}
	}
	parsed, err := ParseText(node.Value)
	if err != nil {
		return &Problem{Line: node.Line, Message: err.Error()}
	}
	*t = parsed
	t.at = node.Line
	return nil
}

// Variants are texts of which one is said: in the file a string or a list.
type Variants []Text

// UnmarshalYAML reads one text or a list of them.
func (v *Variants) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind == yaml.SequenceNode {
		return node.Decode((*[]Text)(v))
	}
	var t Text
	if err := node.Decode(&t); err != nil {
		return err
	}
	*v = Variants{t}
	return nil
}

// Seconds is a length in whole or broken seconds.
type Seconds float64

// Duration is s to the millisecond.
func (s Seconds) Duration() time.Duration {
	return time.Duration(float64(s) * float64(time.Second)).Round(time.Millisecond)
}
