package engines

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"

	"stillpoint/dialogue/chain"
	"stillpoint/dialogue/openai"
)

const mostList = 4 << 20 // bytes of a list of models

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
	if err != nil {
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
	return e.modelsAt(ctx, e.URL)
}

// modelsAt is Models of the same service at another address.
func (e *Engine) modelsAt(ctx context.Context, address string) ([]string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address+"/models", nil)
	if err != nil {
		return nil, &openai.Error{Message: "this is no address"}
	}
	if e.Key.Set() {
		req.Header.Set("Authorization", "Bearer "+e.Key.reveal())
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(req)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if u, ok := errors.AsType[*url.Error](err); ok {
			err = u.Err
		}
		return nil, &openai.Error{Message: e.clean(err.Error())}
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, &openai.Error{Status: resp.StatusCode, Message: "the list of models was not given"}
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, mostList))
	if err != nil {
		return nil, &openai.Error{Message: e.clean(err.Error())}
	}
	return names(body)
}

// clean is text without the key.
func (e *Engine) clean(text string) string {
	if !e.Key.Set() {
		return text
	}
	return strings.ReplaceAll(text, e.Key.reveal(), hidden)
}

// names reads a list of models: {"data": [{"id"}]}, or {"models": [{"id", "model" or "name"}]}.
func names(body []byte) ([]string, error) {
	type entry struct{ ID, Model, Name string }
	var list struct {
		Data, Models []entry
	}
	if err := json.Unmarshal(body, &list); err != nil {
		return nil, &openai.Error{Message: "answered with something that is no list of models: is the address right? Most end in /v1"}
	}
	var all []string
	if len(list.Data) == 0 {
		list.Data = list.Models
	}
	for _, m := range list.Data {
		for _, name := range []string{m.ID, m.Model, m.Name} {
			if name != "" {
				all = append(all, name)
				break
			}
		}
	}
	return all, nil
}
