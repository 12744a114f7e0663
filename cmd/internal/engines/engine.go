// Package engines knows which engines a server uses for its ears, its words
// and its voice: from a file, from flags, from the environment, or the ones of
// this machine. It makes the chains in which they stand in for each other,
// and says what is in force and where each value came from.
//
// It starts no goroutine. A key is in nothing that it shows, returns as an
// error or tells.
package engines

import (
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"stillpoint/dialogue/chain"
	"stillpoint/dialogue/openai"
)

// What an engine is.
const (
	Local  = "local"  // this machine's own
	OpenAI = "openai" // a service with OpenAI's interface
	Off    = "off"    // none: lines are typed or read
)

// Engine is one link of a chain, as it was set up. All but Is, Name and
// Patience are an OpenAI engine's.
type Engine struct {
	Kind     chain.Kind
	Is       string // [Local], [OpenAI] or [Off]
	Name     string // in settings and faults; no two of a kind have the same
	URL      string
	Model    string // "": the first fitting one that the service lists
	Key      Key
	Language string            // of the coach; "": the service finds out
	Voice    string            // "": the one the scenario names
	Voices   map[string]string // by scenario, before Voice
	Format   string            // mp3, pcm or wav
	Rate     int               // of pcm, in Hz
	Speed    float64           // times the scenario's
	// Patience is how long the first word or sound may take before the next
	// engine is asked, too; 0: for ever.
	Patience time.Duration
	Extra    map[string]any // put into every request

	from    map[string]string // where a value came from, by its key in a file
	http    http.RoundTripper // nil: the usual one
	breaker chain.Breaker
	listed  listed
	ears    client[*openai.Ears]
	chat    client[*openai.Chat]
	told    sync.Once // that it refuses for good
}

// does is what an engine of a kind is for.
var does = map[chain.Kind]string{chain.Ears: "ears", chain.Words: "language model", chain.Voice: "voice"}

// defaultFrom is the source of what nobody has set.
const defaultFrom = "default"

// patience with a service while nobody has set one: a second one must still
// be in time for what she means to wait before she speaks.
var patience = map[chain.Kind]time.Duration{
	chain.Ears:  900 * time.Millisecond,
	chain.Words: 700 * time.Millisecond,
	chain.Voice: 700 * time.Millisecond,
}

const (
	defaultFormat = "mp3" // says its rate itself, which pcm does not
	defaultRate   = 24000 // of OpenAI's pcm
)

// newEngine is an engine with what nobody has to set.
func newEngine(kind chain.Kind, is string) *Engine {
	e := &Engine{Kind: kind, Is: is, from: map[string]string{}}
	if is == OpenAI {
		e.Patience = patience[kind]
	}
	if kind == chain.Voice && is == OpenAI {
		e.Format, e.Speed = defaultFormat, 1
	}
	return e
}

// source is where the value under key came from.
func (e *Engine) source(key string) string {
	if from, ok := e.from[key]; ok {
		return from
	}
	return defaultFrom
}

// Host is the host, with its port, that the engine is on; "": this machine
// without any network.
func (e *Engine) Host() string {
	at, err := url.Parse(e.URL)
	if err != nil {
		return ""
	}
	return at.Host
}

// place is the engine's address as it is shown: neither user nor query.
func (e *Engine) place() string {
	at, err := url.Parse(e.URL)
	if err != nil {
		return ""
	}
	return at.Host + at.Path
}

// Leaves tells whether what the engine is given leaves this machine.
func (e *Engine) Leaves() bool {
	if e.Is != OpenAI {
		return false
	}
	host := hostname(e.URL)
	ip := net.ParseIP(host)
	return host != "localhost" && !strings.HasSuffix(host, ".localhost") && (ip == nil || !ip.IsLoopback())
}

// Bare tells whether a key goes to another machine without encryption.
func (e *Engine) Bare() bool {
	return e.Leaves() && e.Key.Set() && !strings.HasPrefix(strings.ToLower(e.URL), "https:")
}

// at puts the engine on the service at address.
func (e *Engine) at(address, from string, key Key) *Engine {
	e.URL, e.Key = strings.TrimRight(address, "/"), key
	e.from["url"], e.from["key"] = from, key.from
	return e
}

// call finds a name for each engine of a chain that has none.
func call(engines []*Engine) {
	taken := map[string]bool{}
	for _, e := range engines {
		taken[e.Name] = true
	}
	for _, e := range engines {
		if e.Name != "" {
			continue
		}
		name := e.Is
		switch {
		case e.Is == OpenAI && e.Model != "":
			name += " " + e.Model
		case e.Is == OpenAI:
			name += " at " + e.Host()
		}
		for e.Name = name; taken[e.Name]; {
			e.Name += "'"
		}
		taken[e.Name] = true
	}
}
