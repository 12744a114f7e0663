package engines

import (
	"context"
	"net/url"
	"regexp"
	"strings"
	"sync"

	"stillpoint/dialogue/chain"
	"stillpoint/dialogue/openai"
)

// listed is the model found in a service's list, for an engine that names none.
type listed struct {
	mu    sync.Mutex
	model string
}

// model is what the engine asks for, as far as it is known.
func (e *Engine) model() (name string, known bool) {
	if e.Model != "" {
		return e.Model, true
	}
	e.listed.mu.Lock()
	defer e.listed.mu.Unlock()
	return e.listed.model, e.listed.model != ""
}

// Find finds out which model is meant when none was named; it asks the
// service until it has once answered.
func (e *Engine) Find(ctx context.Context) (string, error) {
	if name, known := e.model(); known {
		return name, nil
	}
	all, err := e.Models(ctx)
	if err != nil && !openai.Listless(err) {
		return "", err
	}
	name := fitting(e.Kind, all)
	if name == "" {
		return "", &openai.Error{Message: "the service lists no model: name one"}
	}
	e.listed.mu.Lock()
	defer e.listed.mu.Unlock()
	e.listed.model = name
	return name, nil
}

var (
	hears  = regexp.MustCompile(`(?i)whisper|transcri|asr|stt|parakeet|moonshine`)
	speaks = regexp.MustCompile(`(?i)tts|kokoro|piper|orpheus|speech`)
	other  = regexp.MustCompile(`(?i)embed|rerank|bge-|minilm|dall-e|image|moderation`)
)

// fitting is the first of the models that does what the kind needs, by its
// name. Services that have one model for a kind often take its usual name.
func fitting(kind chain.Kind, all []string) string {
	usual := map[chain.Kind]string{chain.Ears: officialModels[chain.Ears], chain.Voice: "tts-1"}[kind]
	for _, name := range all {
		ears, voice := hears.MatchString(name), speaks.MatchString(name)
		switch {
		case kind == chain.Ears && ears && !voice, kind == chain.Voice && voice && !ears,
			kind == chain.Words && !ears && !voice && !other.MatchString(name):
			return name
		}
	}
	return usual
}

// Models asks the service for the names of its models. An error of the
// service is an [*openai.Error]; neither the address nor the key is in it.
func (e *Engine) Models(ctx context.Context) ([]string, error) {
	return openai.Models(ctx, e.config(""))
}

// Other is where else the service has its list of models, host and path: at
// the address with /v1 or without it, or at /v1 alone; "" when it has none.
func (e *Engine) Other(ctx context.Context) string {
	var tries []string
	if address, ok := strings.CutSuffix(e.URL, "/v1"); ok {
		tries = append(tries, address)
	} else {
		tries = append(tries, e.URL+"/v1")
	}
	if at, err := url.Parse(e.URL); err == nil {
		at.Path = "/v1"
		tries = append(tries, at.String())
	}
	for _, address := range tries {
		other := newEngine(e.Kind, e.Is).at(address, defaultFrom, e.Key)
		other.http = e.http
		if names, err := other.Models(ctx); err == nil && len(names) > 0 && other.URL != e.URL {
			return other.place()
		}
	}
	return ""
}

// There is nil when the service answers, whether or not it has a list of
// models. What was asked for is found meanwhile.
func (e *Engine) There(ctx context.Context) error {
	if _, known := e.model(); !known {
		_, err := e.Find(ctx)
		return err
	}
	_, err := e.Models(ctx)
	if openai.Listless(err) {
		return nil
	}
	return err
}

// clean is text without the key.
func (e *Engine) clean(text string) string {
	if !e.Key.Set() {
		return text
	}
	return strings.ReplaceAll(text, e.Key.reveal(), hidden)
}
