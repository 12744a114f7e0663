package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync"
	"time"

	"stillpoint/cmd/internal/engines"
	"stillpoint/cmd/internal/web"
	"stillpoint/dialogue"
	"stillpoint/dialogue/chain"
	"stillpoint/dialogue/local"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/scenario"
)

// setup is which engines the file, the flags and the environment ask for.
func (c *call) setup(o options) (*engines.Setup, error) {
	given := map[string]bool{}
	c.flags.Visit(func(f *flag.Flag) { given[f.Name] = true })
	s, err := engines.Load(engines.Asked{
		File: o.config, LLMURL: o.llmURL, LLMModel: o.llmModel, Environ: c.environ,
		From: func(name string) string {
			if given[name] {
				return "-" + name
			}
			return variable(name)
		},
	})
	_, inFile := errors.AsType[*engines.Problem](err)
	_, unread := errors.AsType[*fs.PathError](err)
	switch {
	case unread:
		return nil, fmt.Errorf("-config: %w", err)
	case inFile:
		return nil, err
	case err != nil:
		return nil, usageError{err}
	}
	for _, sentence := range s.Warnings {
		fmt.Fprintln(c.stderr, sentence)
	}
	return s, nil
}

// elsewhere are the engines that are not on this machine.
func elsewhere(s *engines.Setup) []web.Elsewhere {
	var out []web.Elsewhere
	for _, kind := range []chain.Kind{chain.Words, chain.Ears, chain.Voice} {
		for _, e := range s.Engines(kind) {
			if e.Leaves() {
				out = append(out, web.Elsewhere{Kind: kind, Engine: e.Name, Host: e.Host()})
			}
		}
	}
	return out
}

// speech is what a practice asks for: of each kind the services and this
// machine's engines, in the order that was set up.
func speech(s *engines.Setup, e *local.Engines, light bool, client func(*scenario.Scenario, chain.Report, func(error)) (persona.Responder, dialogue.Mind)) web.Engines {
	return web.Engines{
		Detector: e.Detector,
		Ears:     func(report chain.Report) dialogue.Transcriber { return s.Ears(e.Ears, report) },
		Voice: func(sc *scenario.Scenario, report chain.Report) (dialogue.Voice, error) {
			return s.Voice(sc, func() (dialogue.Voice, error) { return e.Voice(voiceOf(sc, light)) }, report)
		},
		Client:  client,
		Light:   func() bool { return light && !s.Remote(chain.Voice) && s.Local(chain.Voice) },
		Missing: e.Missing,
	}
}

// sayWhatAnswers tells a person once of each service that cannot be reached.
func sayWhatAnswers(ctx context.Context, s *engines.Setup, w io.Writer) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	var all sync.WaitGroup
	var mu sync.Mutex
	said := map[string]bool{} // by address
	for _, kind := range chain.Kinds() {
		for _, e := range s.Engines(kind) {
			if e.Is != engines.OpenAI {
				continue
			}
			all.Go(func() {
				if err := e.There(ctx); err != nil {
					mu.Lock()
					defer mu.Unlock()
					if !said[e.URL] {
						said[e.URL] = true
						fmt.Fprintln(w, strings.TrimSpace(fmt.Sprintf("%s does not answer (%v). %s", e.Host(), err, engines.Advice(e, err))))
					}
				}
			})
		}
	}
	all.Wait()
}
