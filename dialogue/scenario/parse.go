package scenario

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// Limits of a file.
const (
	MaxBytes = 64 << 10
	MaxLines = 200
)

// Problem is one thing to change in a scenario file.
type Problem struct {
	File    string
	Line    int // 0: the file as a whole
	Message string
}

func (p *Problem) Error() string {
	if p.Line == 0 {
		return fmt.Sprintf("%s: %s", p.File, p.Message)
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Message)
}

// Parse reads the scenario file name with the given content. Its error joins
// one [*Problem] for each thing that has to change.
func Parse(name string, data []byte) (*Scenario, error) {
	if len(data) > MaxBytes {
		return nil, &Problem{File: name, Message: fmt.Sprintf("the file is too big: at most %d bytes", MaxBytes)}
	}
	if !utf8.Valid(data) {
		return nil, &Problem{File: name, Message: "not UTF-8: save the file with that encoding"}
	}
	var doc yaml.Node
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	if err := decoder.Decode(&doc); err != nil {
		return nil, inFile(name, err)
	}
	if err := decoder.Decode(new(yaml.Node)); err == nil {
		return nil, &Problem{File: name, Message: "more than one document: one scenario a file, no --- between"}
	}
	if len(doc.Content) != 1 || doc.Content[0].Kind != yaml.MappingNode {
		return nil, &Problem{File: name, Line: doc.Line, Message: "a scenario is a list of keys, the first of them schema: 1"}
	}
	root := doc.Content[0]
	s := &Scenario{Think: defaultThink()}
	if err := errors.Join(aliases(root), unknownKeys(root, s)); err != nil {
		return nil, inFile(name, err)
	}
	if err := root.Decode(s); err != nil {
		return nil, inFile(name, err)
	}
	keys := map[string]int{}
	for i := 0; i < len(root.Content); i += 2 {
		keys[root.Content[i].Value] = root.Content[i].Line
	}
	if err := s.check(keys); err != nil {
		return nil, inFile(name, err)
	}
	s.fill()
	sum := sha256.Sum256(data)
	s.SHA256 = hex.EncodeToString(sum[:])
	return s, nil
}

// inFile names the file in every problem err holds.
func inFile(name string, err error) error {
	var out []error
	var walk func(error)
	walk = func(err error) {
		switch e := err.(type) {
		case *Problem:
			out = append(out, &Problem{name, e.Line, e.Message})
		case *yaml.TypeError:
			for _, text := range e.Errors {
				out = append(out, fromYAML(name, text))
			}
		case interface{ Unwrap() []error }:
			for _, inner := range e.Unwrap() {
				walk(inner)
			}
		default:
			out = append(out, fromYAML(name, err.Error()))
		}
	}
	walk(err)
	return errors.Join(out...)
}

var (
	yamlLine = regexp.MustCompile(`^(?:yaml: )?(?:line ([0-9]+): )?`)
	yamlType = regexp.MustCompile("^cannot unmarshal (!![a-z]+)(?: `(.*)`)? into (.+)$")
)

// fromYAML turns a message of the yaml package into a problem.
func fromYAML(name, text string) *Problem {
	m := yamlLine.FindStringSubmatchIndex(text)
	p := &Problem{File: name, Message: text[m[1]:]}
	if m[2] >= 0 {
		p.Line, _ = strconv.Atoi(text[m[2]:m[3]])
	}
	if t := yamlType.FindStringSubmatch(p.Message); t != nil {
		p.Message = wrongKind(t[1], t[2], t[3])
	} else if strings.HasPrefix(text, "yaml: ") {
		p.Message += ": this is no YAML; look for a quote or bracket that is not closed, a tab, or an indentation that does not match, in this line or the one above"
	}
	return p
}

// wrongKind says what to write where the file has another kind of value than
// the Go type wants.
func wrongKind(tag, value, want string) string {
	have := map[string]string{"!!seq": "a list", "!!map": "keys and values"}[tag]
	if have == "" {
		have = strconv.Quote(value)
	}
	switch {
	case want == "int":
		return have + " stands where a whole number belongs: write one like 20"
	case want == "float64" || strings.HasSuffix(want, ".Seconds"):
		return have + " stands where a number belongs: write one like 0.5"
	case want == "string":
		return have + " stands where a text belongs: write it in quotes"
	case want == "bool":
		return have + " stands where true or false belongs"
	case strings.HasPrefix(want, "[]"):
		return have + " stands where a list belongs: write [one, two]"
	}
	return have + " stands where keys and values belong: write {key: value}"
}

// aliases refuses YAML anchors and aliases: a scenario needs none, and a few
// of them can stand for gigabytes.
func aliases(node *yaml.Node) error {
	if node.Kind == yaml.AliasNode || node.Anchor != "" {
		return &Problem{Line: node.Line, Message: "anchors and aliases (& and *) are not read here: write the text out"}
	}
	for _, child := range node.Content {
		if err := aliases(child); err != nil {
			return err
		}
	}
	return nil
}

// unknownKeys reports the keys of node that the struct into points at does not have.
func unknownKeys(node *yaml.Node, into any) error {
	var problems []error
	walkKeys(node, reflect.TypeOf(into), &problems)
	return errors.Join(problems...)
}

func walkKeys(node *yaml.Node, t reflect.Type, problems *[]error) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case node.Kind == yaml.SequenceNode && t.Kind() == reflect.Slice:
		for _, child := range node.Content {
			walkKeys(child, t.Elem(), problems)
		}
	case node.Kind == yaml.MappingNode && t.Kind() == reflect.Map:
		for i := 1; i < len(node.Content); i += 2 {
			walkKeys(node.Content[i], t.Elem(), problems)
		}
	case node.Kind == yaml.MappingNode && t.Kind() == reflect.Struct:
		fields := map[string]reflect.Type{}
		var names []string
		for f := range t.Fields() {
			if key := f.Tag.Get("yaml"); key != "" && key != "-" {
				fields[key] = f.Type
				names = append(names, key)
			}
		}
		if len(names) == 0 {
			return // reads itself
		}
		for i := 0; i+1 < len(node.Content); i += 2 {
			key := node.Content[i]
			field, ok := fields[key.Value]
			if !ok {
				*problems = append(*problems, &Problem{Line: key.Line,
					Message: fmt.Sprintf("unknown key %q: write one of %s", key.Value, strings.Join(slices.Sorted(slices.Values(names)), ", "))})
				continue
			}
			walkKeys(node.Content[i+1], field, problems)
		}
	}
}

// Lines are all authored lines, layer by layer, each layer in authored order.
type Lines []Line

// UnmarshalYAML reads the four lists layer0 to layer3.
func (l *Lines) UnmarshalYAML(node *yaml.Node) error {
	var raw struct {
		L0 []Line `yaml:"layer0"`
		L1 []Line `yaml:"layer1"`
		L2 []Line `yaml:"layer2"`
		L3 []Line `yaml:"layer3"`
	}
	if err := unknownKeys(node, &raw); err != nil {
		return err
	}
	if err := node.Decode(&raw); err != nil {
		return err
	}
	for layer, lines := range [][]Line{raw.L0, raw.L1, raw.L2, raw.L3} {
		for _, line := range lines {
			line.Layer = layer
			*l = append(*l, line)
		}
	}
	return nil
}

// UnmarshalYAML reads a topic and keeps where it stands.
func (t *Topic) UnmarshalYAML(node *yaml.Node) error {
	type plain Topic
	if err := node.Decode((*plain)(t)); err != nil {
		return err
	}
	t.at = node.Line
	return nil
}

// UnmarshalYAML reads a line and keeps where it stands.
func (l *Line) UnmarshalYAML(node *yaml.Node) error {
	type plain Line
	if err := node.Decode((*plain)(l)); err != nil {
		return err
	}
	l.at = node.Line
	return nil
}
