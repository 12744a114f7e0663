package engines

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// Limits of what may be set.
const (
	leastPatience = 50 * time.Millisecond
	mostPatience  = time.Minute
	mostText      = 200 // runes
	mostExtra     = 8 << 10
	mostVoices    = 200
	leastRate     = 8000 // Hz
	mostRate      = 48000
	leastSpeed    = .25 // OpenAI's own bounds
	mostSpeed     = 4
)

var (
	variable = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]{0,63}$`)
	language = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z]{2,4})?$`) // ISO 639
	formats  = []string{"mp3", "pcm", "wav"}
)

// set takes one value of an engine.
func (r *reader) set(e *Engine, key string, n *yaml.Node) (err error) {
	bad := func(format string, args ...any) error {
		return r.problem(n.Line, "%s: %s", key, fmt.Sprintf(format, args...))
	}
	switch key {
	case "voices":
		e.Voices, err = r.voices(n)
		return err
	case "extra":
		if e.Extra, err = extra(n); err != nil {
			return bad("%v", err)
		}
		return nil
	}
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" || n.Value == "" {
		return bad("a single value belongs here")
	}
	if utf8.RuneCountInString(n.Value) > mostText || strings.ContainsFunc(n.Value, unicode.IsControl) {
		return bad("at most %d letters, on one line", mostText)
	}
	switch key {
	case "name":
		e.Name = n.Value
	case "model":
		e.Model = n.Value
	case "voice":
		e.Voice = n.Value
	case "url":
		if err := checkURL(n.Value); err != nil {
			return bad("%v", err)
		}
		e.URL = strings.TrimRight(n.Value, "/")
	case "key_env":
		// The name is not repeated in errors: it may be a key put here by mistake.
		if !variable.MatchString(n.Value) {
			return bad("the name of a variable belongs here, not a key")
		}
		text, ok := r.environ(n.Value)
		if !ok || text == "" {
			return bad("the variable of this name is not set")
		}
		e.from["key"] = e.from[key]
		e.Key, err = r.key(e, text, n.Value)
		if err != nil {
			return bad("%v", err)
		}
	case "key_file":
		text, err := r.keyFile(n.Value)
		if err != nil {
			return bad("%v", err)
		}
		e.from["key"] = e.from[key]
		if e.Key, err = r.key(e, text, "a file"); err != nil {
			return bad("%v", err)
		}
	case "patience":
		e.Patience, err = time.ParseDuration(n.Value)
		if err != nil || e.Patience < leastPatience || e.Patience > mostPatience {
			return bad("a time from %v to %v belongs here, like 900ms or 2s", leastPatience, mostPatience)
		}
	case "language":
		if e.Language = n.Value; !language.MatchString(n.Value) {
			return bad("a code like en belongs here")
		}
	case "format":
		if e.Format = n.Value; !slices.Contains(formats, n.Value) {
			return bad("write %s", strings.Join(formats, ", "))
		}
	case "rate":
		e.Rate, err = strconv.Atoi(n.Value)
		if err != nil || e.Rate < leastRate || e.Rate > mostRate {
			return bad("a whole number from %d to %d belongs here, in Hz", leastRate, mostRate)
		}
	case "speed":
		e.Speed, err = strconv.ParseFloat(n.Value, 64)
		if err != nil || !(e.Speed >= leastSpeed && e.Speed <= mostSpeed) {
			return bad("a number from %v to %v belongs here", leastSpeed, mostSpeed)
		}
	}
	return nil
}

func (r *reader) key(e *Engine, text, from string) (Key, error) {
	if e.Key.Set() {
		return Key{}, errors.New("there is a key already: either key_env or key_file")
	}
	k, err := newKey(text, from)
	if err == nil && !k.Set() {
		err = errKey
	}
	return k, err
}

// keyFile reads a file with a key alone in it; a path that does not begin at
// the root begins at the folder of the configuration.
func (r *reader) keyFile(path string) (string, error) {
	if !filepath.IsAbs(path) {
		path = filepath.Join(r.dir, path)
	}
	// Neither the path nor the system's words are repeated: a key may stand
	// here by mistake.
	f, err := os.Open(path)
	if err != nil {
		if errors.Is(err, os.ErrPermission) {
			return "", errors.New("this file may not be read")
		}
		return "", errors.New("there is no such file")
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return "", errors.New("this is no file")
	}
	if runtime.GOOS != "windows" && info.Mode()&0o077 != 0 {
		r.warnings = append(r.warnings, fmt.Sprintf("The key file %s can be read by others on this machine: chmod 600 keeps it to you.", filepath.Base(path)))
	}
	data, err := io.ReadAll(io.LimitReader(f, 2*mostKey))
	if err != nil {
		return "", errors.New("this file cannot be read")
	}
	return string(data), nil
}

// voices reads which scenario has which voice.
func (r *reader) voices(n *yaml.Node) (map[string]string, error) {
	if n.Kind != yaml.MappingNode || len(n.Content) > 2*mostVoices {
		return nil, r.problem(n.Line, "voices: write {scenario: voice}, at most %d", mostVoices)
	}
	all := map[string]string{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		id, voice := n.Content[i], n.Content[i+1]
		if id.Kind != yaml.ScalarNode || voice.Kind != yaml.ScalarNode || voice.Value == "" || len(id.Value)+len(voice.Value) > mostText {
			return nil, r.problem(id.Line, "voices: write {scenario: voice}, each one word")
		}
		all[id.Value] = voice.Value
	}
	return all, nil
}

var errExtra = errors.New("keys and values that JSON has belong here, like {temperature: 0}")

// extra reads what is put into every request.
func extra(n *yaml.Node) (map[string]any, error) {
	if n.Kind != yaml.MappingNode || aliased(n) {
		return nil, errExtra
	}
	var all map[string]any
	if n.Decode(&all) != nil {
		return nil, errExtra
	}
	data, err := json.Marshal(all)
	if err != nil {
		return nil, errExtra
	}
	if len(data) > mostExtra {
		return nil, fmt.Errorf("at most %d bytes", mostExtra)
	}
	return all, nil
}

func aliased(n *yaml.Node) bool {
	return n.Kind == yaml.AliasNode || n.Anchor != "" || slices.ContainsFunc(n.Content, aliased)
}

// checkURL is nil for the address of a service. Its error does not have it.
func checkURL(address string) error {
	at, err := url.Parse(address)
	switch {
	case err != nil || at.Scheme != "http" && at.Scheme != "https" || at.Hostname() == "":
		return errors.New("write an address like http://localhost:8000/v1")
	case at.User != nil || at.RawQuery != "" || at.Fragment != "" || at.ForceQuery:
		return errors.New("no password, no ? and no # in an address; a key has its own place")
	case len(address) > mostText || strings.ContainsFunc(address, func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) }):
		return fmt.Errorf("an address has at most %d letters and no spaces", mostText)
	}
	return nil
}
