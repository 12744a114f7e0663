package engines

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"stillpoint/dialogue/chain"
)

const (
	mostFile  = 64 << 10 // bytes
	mostLinks = 8        // engines of one kind
)

// Problem is what has to change in a file.
type Problem struct {
	File    string // without its folder
	Line    int    // 0: the file as a whole
	Message string
}

func (p *Problem) Error() string {
	if p.Line == 0 {
		return fmt.Sprintf("%s: %s", p.File, p.Message)
	}
	return fmt.Sprintf("%s line %d: %s", p.File, p.Line, p.Message)
}

// chained are the engines of one kind, the first asked first.
type chained struct {
	from    string
	engines []*Engine
}

// readFile reads the chains that the file at path sets.
func readFile(path string, environ func(string) (string, bool)) (map[chain.Kind]chained, []string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, mostFile+1))
	if err != nil {
		return nil, nil, err
	}
	r := reader{name: filepath.Base(path), dir: filepath.Dir(path), environ: environ}
	found, err := r.read(data)
	return found, r.warnings, err
}

// reader reads one file.
type reader struct {
	name, dir string
	environ   func(string) (string, bool)
	warnings  []string
}

func (r *reader) problem(line int, format string, args ...any) error {
	return &Problem{r.name, line, fmt.Sprintf(format, args...)}
}

func (r *reader) at(n *yaml.Node) string { return fmt.Sprintf("%s line %d", r.name, n.Line) }

func (r *reader) read(data []byte) (map[chain.Kind]chained, error) {
	if len(data) > mostFile {
		return nil, r.problem(0, "the file is too big: at most %d bytes", mostFile)
	}
	if !utf8.Valid(data) {
		return nil, r.problem(0, "not UTF-8: save the file with that encoding")
	}
	var doc yaml.Node
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	if err := decoder.Decode(&doc); err == io.EOF {
		return nil, nil // a file of nothing sets nothing
	} else if err != nil {
		return nil, r.noYAML(err)
	}
	if err := decoder.Decode(new(yaml.Node)); err != io.EOF {
		return nil, r.problem(0, "more than one document: no --- between")
	}
	found := map[chain.Kind]chained{}
	root := doc.Content[0]
	if root.Kind == yaml.ScalarNode && root.Tag == "!!null" {
		return nil, nil
	}
	err := r.keys(root, []string{"stt", "llm", "tts"}, func(key string, n *yaml.Node) error {
		c, err := r.chain(chain.Kind(key), n)
		found[chain.Kind(key)] = c
		return err
	})
	return found, err
}

var yamlLine = regexp.MustCompile(`line ([0-9]+): `)

// noYAML says where the reading of a file failed. The message of the package
// may have the file's own text in it, and is left out.
func (r *reader) noYAML(err error) error {
	line := 0
	if m := yamlLine.FindStringSubmatch(err.Error()); m != nil {
		line, _ = strconv.Atoi(m[1])
	}
	return r.problem(line, "this is no YAML: look for a quote or bracket that is not closed, a tab, or an indentation that does not match, here or a line above")
}

var plainKey = regexp.MustCompile(`^[A-Za-z_]{1,20}$`)

// keys calls each for the keys of a mapping, which are some of known.
func (r *reader) keys(n *yaml.Node, known []string, each func(key string, value *yaml.Node) error) error {
	if n.Kind != yaml.MappingNode {
		return r.problem(n.Line, "keys and values belong here, of %s", strings.Join(known, ", "))
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch {
		case key.Anchor != "" || value.Kind == yaml.AliasNode || value.Anchor != "":
			return r.problem(key.Line, "anchors and aliases (& and *) are not read here: write it out")
		case key.Value == "key" || key.Value == "api_key":
			return r.problem(key.Line, "%s: a key does not belong into this file: put it into a variable and name that by key_env, or into a file of its own and name that by key_file", key.Value)
		case !slices.Contains(known, key.Value):
			name := "this key"
			if plainKey.MatchString(key.Value) {
				name = strconv.Quote(key.Value)
			}
			return r.problem(key.Line, "%s is not known here: there are %s", name, strings.Join(known, ", "))
		case seen[key.Value]:
			return r.problem(key.Line, "%s: it is there already", key.Value)
		}
		seen[key.Value] = true
		if err := each(key.Value, value); err != nil {
			return err
		}
	}
	return nil
}

// chain reads the engines of one kind: a list, or one alone.
func (r *reader) chain(kind chain.Kind, n *yaml.Node) (chained, error) {
	c := chained{from: r.at(n)}
	list := n.Content
	switch {
	case n.Kind == yaml.MappingNode:
		list = []*yaml.Node{n}
	case n.Kind != yaml.SequenceNode || len(list) == 0:
		return c, r.problem(n.Line, "%s: write a list of engines, like [{kind: local}], or [{kind: off}] for none", kind)
	case len(list) > mostLinks:
		return c, r.problem(n.Line, "%s: at most %d engines", kind, mostLinks)
	}
	names, locals := map[string]bool{}, 0
	for _, item := range list {
		e, err := r.engine(kind, item)
		if err != nil {
			return c, err
		}
		if e.Is == Local {
			locals++
		}
		switch {
		case e.Is == Off && len(list) > 1:
			return c, r.problem(item.Line, "kind: off stands alone")
		case locals > 1:
			return c, r.problem(item.Line, "kind: local is in the list already")
		case e.Name != "" && names[e.Name]:
			return c, r.problem(item.Line, "name: another engine of the list has it already")
		}
		names[e.Name] = true
		c.engines = append(c.engines, e)
	}
	return c, nil
}

// engine reads one engine.
func (r *reader) engine(kind chain.Kind, n *yaml.Node) (*Engine, error) {
	if n.Kind != yaml.MappingNode {
		return nil, r.problem(n.Line, "%s: an engine is written {kind: local} or {kind: openai, url: …, model: …}", kind)
	}
	is := ""
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == "kind" {
			is = n.Content[i+1].Value
		}
	}
	known := []string{"kind", "name", "patience"}
	switch {
	case is == OpenAI:
		known = append(known, "url", "model", "key_env", "key_file", "extra")
		switch kind {
		case chain.Ears:
			known = append(known, "language")
		case chain.Voice:
			known = append(known, "voice", "voices", "format", "rate", "speed")
		}
	case is == Off:
		known = []string{"kind"}
	case is == Local && kind == chain.Words:
		return nil, r.problem(n.Line, "kind: no language model is on this machine by itself; the author's lines always stand in last. Leave this engine out")
	case is != Local:
		return nil, r.problem(n.Line, "kind: write local, openai or off")
	}
	e := newEngine(kind, is)
	err := r.keys(n, known, func(key string, value *yaml.Node) error {
		e.from[key] = r.at(value)
		return r.set(e, key, value)
	})
	if err == nil && is == OpenAI && e.URL == "" {
		err = r.problem(n.Line, "url: where is this engine? Write one like http://localhost:8000/v1")
	}
	if err == nil && e.from["rate"] != "" && e.Format != "pcm" {
		err = r.problem(n.Line, "rate: it is for format: pcm alone; the others say their own")
	}
	return e, err
}
