package engines

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"stillpoint/dialogue/chain"
)

// Asked is what a person said about engines when starting a program.
type Asked struct {
	File     string // "": none
	LLMURL   string
	LLMModel string
	// From names how the flag was given, like "-llm-url"; nil: by that.
	From    func(flag string) string
	Environ func(name string) (string, bool) // nil: nothing is set
}

// Setup is which engines are used. It does not change, but for what is known
// of the services, and may be used from any goroutine.
type Setup struct {
	Warnings []string // for the operator, one sentence each
	// Refused is told, once for each engine, of one that is not asked again
	// and what to do about it; nil: nobody is. It must not block.
	Refused func(sentence string)
	chains  map[chain.Kind]chained
}

// OpenAI's own service and its models.
const (
	officialURL  = "https://api.openai.com/v1"
	officialHost = "api.openai.com"
)

var officialModels = map[chain.Kind]string{chain.Ears: "whisper-1", chain.Words: "gpt-4.1-mini", chain.Voice: "gpt-4o-mini-tts"}

// Load finds the engines. Flags go before a file, a file before the
// environment, that before what is there by itself, each for the kinds it
// speaks of. A file speaks of all kinds: without it nothing that some other
// program needs OPENAI_API_KEY for sends a coach's voice away. For the same
// reason that variable, when it is the key of a server named by flags, is
// for nothing else. The error is about what was set and has no key in it.
func Load(a Asked) (*Setup, error) {
	if a.From == nil {
		a.From = func(flag string) string { return "-" + flag }
	}
	if a.Environ == nil {
		a.Environ = func(string) (string, bool) { return "", false }
	}
	s := &Setup{chains: map[chain.Kind]chained{
		chain.Ears:  {defaultFrom, []*Engine{newEngine(chain.Ears, Local)}},
		chain.Words: {defaultFrom, nil},
		chain.Voice: {defaultFrom, []*Engine{newEngine(chain.Voice, Local)}},
	}}
	if a.File != "" {
		found, warnings, err := readFile(a.File, a.Environ)
		if err != nil {
			return nil, err
		}
		s.Warnings = warnings
		for kind, c := range found {
			s.chains[kind] = c
		}
	} else if err := s.environment(a); err != nil {
		return nil, err
	}
	if a.LLMURL != "" || a.LLMModel != "" {
		if err := s.flags(a); err != nil {
			return nil, err
		}
	}
	connections := pool()
	for _, c := range s.chains {
		call(c.engines)
		for _, e := range c.engines {
			e.http = connections
		}
	}
	return s, nil
}

// connected is how many connections to a service are kept: what some twenty
// practices have open at once.
const connected = 64

// pool are the connections that all engines share.
func pool() http.RoundTripper {
	usual, ok := http.DefaultTransport.(*http.Transport)
	if !ok {
		return http.DefaultTransport // somebody's own
	}
	t := usual.Clone()
	t.MaxIdleConns, t.MaxIdleConnsPerHost = 0, connected
	return t
}

// value is a variable, "" when it is not set.
func (a Asked) value(name string) string {
	v, _ := a.Environ(name)
	return strings.TrimSpace(v)
}

func (a Asked) key(name string) (Key, error) {
	k, err := newKey(a.value(name), name)
	if err != nil {
		return k, fmt.Errorf("%s: %w", name, err)
	}
	return k, nil
}

// environment puts the service that OpenAI's own variables name before what
// this machine has.
func (s *Setup) environment(a Asked) error {
	address, from := a.value("OPENAI_BASE_URL"), "OPENAI_BASE_URL"
	chainFrom := from
	if address == "" {
		if a.value("OPENAI_API_KEY") == "" || a.LLMURL != "" && a.value("STILLPOINT_LLM_KEY") == "" {
			return nil
		}
		address, from, chainFrom = officialURL, defaultFrom, "OPENAI_API_KEY"
	}
	if err := checkURL(address); err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	key, err := a.key("OPENAI_API_KEY")
	if err != nil {
		return err
	}
	for _, kind := range chain.Kinds() {
		e := newEngine(kind, OpenAI).at(address, from, key)
		if e.Host() == officialHost {
			e.Model = officialModels[kind]
		}
		if model := a.value("OPENAI_MODEL"); model != "" && kind == chain.Words {
			e.Model, e.from["model"] = model, "OPENAI_MODEL"
		}
		s.chains[kind] = chained{chainFrom, append([]*Engine{e}, s.chains[kind].engines...)}
	}
	return nil
}

// flags makes the server they name the one that has her words.
func (s *Setup) flags(a Asked) error {
	address, from := a.LLMURL, a.From("llm-url")
	chainFrom := from
	if address == "" {
		chainFrom = a.From("llm-model")
		address, from = a.value("OPENAI_BASE_URL"), "OPENAI_BASE_URL"
	}
	if address == "" && a.value("OPENAI_API_KEY") != "" {
		address, from = officialURL, defaultFrom
	}
	if address == "" {
		return fmt.Errorf("%s: where is that model? -llm-url names the server", chainFrom)
	}
	if err := checkURL(address); err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	key, err := a.key("STILLPOINT_LLM_KEY")
	if err == nil && !key.Set() {
		key, err = a.key("OPENAI_API_KEY")
	}
	if err != nil {
		return err
	}
	e := newEngine(chain.Words, OpenAI).at(address, from, key)
	switch {
	case a.LLMModel != "":
		e.Model, e.from["model"] = a.LLMModel, a.From("llm-model")
	case e.Host() == officialHost:
		e.Model = officialModels[chain.Words]
	}
	s.chains[chain.Words] = chained{chainFrom, []*Engine{e}}
	return nil
}

// Engines are those of one kind, the first asked first. They must not be changed.
func (s *Setup) Engines(kind chain.Kind) []*Engine { return s.chains[kind].engines }

// Local tells whether this machine's own engine is one of the kind's.
func (s *Setup) Local(kind chain.Kind) bool {
	for _, e := range s.chains[kind].engines {
		if e.Is == Local {
			return true
		}
	}
	return false
}

// Remote tells whether a service is asked first.
func (s *Setup) Remote(kind chain.Kind) bool {
	engines := s.chains[kind].engines
	return len(engines) > 0 && engines[0].Is == OpenAI
}

// hostname is the host of an address without its port.
func hostname(address string) string {
	at, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(at.Hostname())
}
