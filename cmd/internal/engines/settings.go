package engines

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"stillpoint/dialogue/chain"
)

// Settings is what is in force, as a page shows it.
type Settings struct {
	Kinds  []KindSetting `json:"kinds"`
	Leaves []Leaves      `json:"leaves"` // [] when nothing leaves this machine
}

// KindSetting are the engines of one kind.
type KindSetting struct {
	Kind   chain.Kind      `json:"kind"`   // stt, llm or tts
	Source string          `json:"source"` // of the list
	Links  []EngineSetting `json:"links"`  // the first asked first; [] when there are none
	Last   string          `json:"last"`   // what happens when none of them answers, a sentence; "": no more than is seen
}

// EngineSetting is one engine.
type EngineSetting struct {
	Name string `json:"name"`
	Is   string `json:"is"` // local, openai or off
	// State is how the breaker stands: ok, resting (for a while, after faults)
	// or refused (for good); "" for what has none.
	State  string  `json:"state"`
	Why    string  `json:"why,omitempty"` // the newest fault, while it has not worked since
	Values []Value `json:"values"`
}

// Value is one thing that is set: url (host and path), model, key ("none" or
// "set (NAME)"), voice, voices, format, rate, speed, language, patience, or
// "extra NAME". Source is a flag, a variable, a line of a file, or "default".
type Value struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Source string `json:"source"`
}

// Leaves is what goes to another machine.
type Leaves struct {
	Host string   `json:"host"` // with its port, if it has one
	What []string `json:"what"` // of text, sound, her words
}

// What leaves: all that both say as text, the coach's voice, and the text
// that is to be spoken.
const (
	leavesText  = "text"
	leavesSound = "sound"
	leavesWords = "her words"
)

var leaving = map[chain.Kind]string{chain.Ears: leavesSound, chain.Words: leavesText, chain.Voice: leavesWords}

// Settings is what is in force now.
func (s *Setup) Settings() Settings {
	out := Settings{Leaves: s.Leaves()}
	for _, kind := range chain.Kinds() {
		c := s.chains[kind]
		k := KindSetting{Kind: kind, Source: c.from, Links: []EngineSetting{}, Last: s.last(kind)}
		for _, e := range c.engines {
			state, why := e.state()
			k.Links = append(k.Links, EngineSetting{Name: e.Name, Is: e.Is, State: state, Why: why, Values: e.values()})
		}
		out.Kinds = append(out.Kinds, k)
	}
	return out
}

// last is what happens when no engine of the kind answers.
func (s *Setup) last(kind chain.Kind) string {
	engines := s.chains[kind].engines
	switch {
	case kind == chain.Words:
		return "The author's lines always stand in last."
	case s.none(kind) && kind == chain.Ears:
		return "There are no ears: the coach types."
	case s.none(kind):
		return "There is no voice: her lines are read."
	case len(engines) == 1 && engines[0].Is == Local:
		return ""
	case s.Local(kind):
		return "This machine's own can stand in for the others."
	case kind == chain.Ears:
		return "Nothing stands in after the last: she asks the coach to say it again."
	}
	return "Nothing stands in after the last: her lines are read."
}

// none tells whether the kind is off.
func (s *Setup) none(kind chain.Kind) bool {
	engines := s.chains[kind].engines
	return len(engines) == 0 || engines[0].Is == Off
}

// Leaves is what goes to which other machine; [] when nothing does.
func (s *Setup) Leaves() []Leaves {
	out := []Leaves{}
	for _, kind := range []chain.Kind{chain.Words, chain.Ears, chain.Voice} {
		for _, e := range s.chains[kind].engines {
			if !e.Leaves() {
				continue
			}
			i := slices.IndexFunc(out, func(l Leaves) bool { return l.Host == e.Host() })
			if i < 0 {
				i = len(out)
				out = append(out, Leaves{Host: e.Host()})
			}
			if !slices.Contains(out[i].What, leaving[kind]) {
				out[i].What = append(out[i].What, leaving[kind])
			}
		}
	}
	return out
}

// String is what leaves, as a sentence.
func (l Leaves) String() string {
	var all []string
	if slices.Contains(l.What, leavesText) {
		all = append(all, "what both say, as text")
	} else if slices.Contains(l.What, leavesWords) {
		all = append(all, "the words she is to speak")
	}
	if slices.Contains(l.What, leavesSound) {
		all = append(all, "the coach's sound")
	}
	said := strings.Join(all, ", and ")
	return "To " + l.Host + " goes: " + said + "."
}

// values are what is set of e.
func (e *Engine) values() []Value {
	out := []Value{}
	add := func(key, value string) { out = append(out, Value{key, value, e.source(key)}) }
	if e.Is == OpenAI {
		add("url", e.place())
		if model, known := e.model(); e.Model != "" {
			add("model", e.Model)
		} else if known {
			out = append(out, Value{"model", model, "the service's list"})
		} else {
			add("model", "the first that fits of those the service lists")
		}
		add("key", e.Key.String())
	}
	if e.Is == OpenAI && e.Kind == chain.Ears {
		add("language", cmp.Or(e.Language, "found out by the service"))
	}
	if e.Is == OpenAI && e.Kind == chain.Voice {
		add("voice", cmp.Or(e.Voice, "as the scenario says"))
		for _, id := range slices.Sorted(maps.Keys(e.Voices)) {
			out = append(out, Value{"voice of " + id, e.Voices[id], e.source("voices")})
		}
		add("format", e.Format)
		if e.Format == "pcm" {
			add("rate", fmt.Sprintf("%d Hz", cmp.Or(e.Rate, defaultRate)))
		}
		add("speed", strconv.FormatFloat(e.Speed, 'g', -1, 64))
	}
	if e.Patience > 0 {
		add("patience", e.Patience.String())
	}
	for _, name := range slices.Sorted(maps.Keys(e.Extra)) {
		out = append(out, Value{"extra " + name, shown(name, e.Extra[name]), e.source("extra")})
	}
	return out
}

// hidden stands for a value that may be a secret.
const hidden = "…"

// shown is a value that goes into requests, unless it may be a secret.
func shown(name string, value any) string {
	data, err := json.Marshal(open(name, value))
	if err != nil {
		return hidden
	}
	return string(data)
}

// open is value without what may be a secret in it.
func open(name string, value any) any {
	switch v := value.(type) {
	case map[string]any:
		if secret(name, "") {
			return hidden
		}
		out := map[string]any{}
		for k, inner := range v {
			out[k] = open(k, inner)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, inner := range v {
			out[i] = open(name, inner)
		}
		return out
	case string:
		if secret(name, v) {
			return hidden
		}
	default:
		if secret(name, "") {
			return hidden
		}
	}
	return value
}

// state is how e's breaker stands, and why.
func (e *Engine) state() (state, why string) {
	if e.Is != OpenAI {
		return "", ""
	}
	shut, _, last := e.breaker.State()
	if last != nil {
		why = e.clean(last.Error())
	}
	switch {
	case !shut:
		return "ok", why
	case chain.Permanent(last):
		return "refused", why
	}
	return "resting", why
}
