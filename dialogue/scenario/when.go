package scenario

import (
	"fmt"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Vars are what a When may ask about.
type Vars struct {
	Cue   int // intensity of her last cue, 0 to 3
	Guard int // 0 to 3
	Open  int // 0 to 3
	Trust int // 0 to 100
}

// When is a condition over [Vars]: comparisons joined by and / or (and binds
// tighter; `layer 0` is short for `open == 0`), or `always`, or `otherwise`, which as the last entry of a kind
// holds whenever it is reached. The zero When never holds.
type When struct {
	any [][]comparison // one of these lists must hold as a whole
}

type comparison struct {
	name, op string
	value    int
}

const whenHelp = `write comparisons like "cue >= 2 and guard == 0", joined by and / or, or "always", or "otherwise"`

// ParseWhen reads a condition.
func ParseWhen(text string) (When, error) {
	words := strings.Fields(spaced.Replace(text))
	if len(words) == 1 && (words[0] == "always" || words[0] == "otherwise") {
		return When{any: [][]comparison{{}}}, nil
	}
	w := When{any: [][]comparison{nil}}
	for {
		if len(words) > 1 && words[0] == "layer" {
			words = append([]string{"open", "=="}, words[1:]...) // "layer 0" is "open == 0"
		}
		if len(words) < 3 {
			return When{}, fmt.Errorf("when %q breaks off: %s", text, whenHelp)
		}
		c, err := parseComparison(words[0], words[1], words[2])
		if err != nil {
			return When{}, fmt.Errorf("when %q: %w; %s", text, err, whenHelp)
		}
		last := &w.any[len(w.any)-1]
		*last = append(*last, c)
		words = words[3:]
		if len(words) == 0 {
			return w, nil
		}
		switch words[0] {
		case "and":
		case "or":
			w.any = append(w.any, nil)
		default:
			return When{}, fmt.Errorf("when %q: %q stands where and / or belongs; %s", text, words[0], whenHelp)
		}
		words = words[1:]
	}
}

var spaced = strings.NewReplacer(">=", " >= ", "<=", " <= ", "==", " == ", ">", " > ", "<", " < ")

func parseComparison(name, op, number string) (comparison, error) {
	switch name {
	case "cue", "guard", "open", "trust":
	default:
		return comparison{}, fmt.Errorf("%q is not one of cue, guard, open, trust", name)
	}
	switch op {
	case ">=", ">", "==", "<", "<=":
	default:
		return comparison{}, fmt.Errorf("%q is not one of >= > == < <=", op)
	}
	n, err := strconv.Atoi(number)
	if err != nil || n < 0 || n > 100 {
		return comparison{}, fmt.Errorf("%q is not a whole number from 0 to 100", number)
	}
	return comparison{name, op, n}, nil
}

// Holds says whether the condition is met.
func (w When) Holds(v Vars) bool {
	for _, all := range w.any {
		held := true
		for _, c := range all {
			held = held && c.holds(v)
		}
		if held {
			return true
		}
	}
	return false
}

func (c comparison) holds(v Vars) bool {
	var have int
	switch c.name {
	case "cue":
		have = v.Cue
	case "guard":
		have = v.Guard
	case "open":
		have = v.Open
	case "trust":
		have = v.Trust
	}
	switch c.op {
	case ">=":
		return have >= c.value
	case ">":
		return have > c.value
	case "==":
		return have == c.value
	case "<":
		return have < c.value
	default:
		return have <= c.value
	}
}

// UnmarshalYAML reads the condition from a string.
func (w *When) UnmarshalYAML(node *yaml.Node) error {
	parsed, err := ParseWhen(node.Value)
	if err != nil {
		return &Problem{Line: node.Line, Message: err.Error()}
	}
	*w = parsed
	return nil
}
