package main

import (
	"context"
	"iter"

	"stillpoint/cmd/internal/web"
	"stillpoint/dialogue"
	"stillpoint/dialogue/chain"
	"stillpoint/dialogue/openai"
	"stillpoint/dialogue/openai/openaitest"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
)

// overHTTP puts engines into e that answer at once behind OpenAI's interface
// on loopback, until ctx ends: words are recognised, written by a model and
// spoken, each by a request of its own. The server runs in this process, so
// what it costs is counted too.
func overHTTP(ctx context.Context, e *web.Engines) error {
	s := openaitest.New()
	context.AfterFunc(ctx, s.Close)
	s.Hear = func() string { return "and then the delivery was late again" }
	s.Says = func(int) string { return "That is my answer." }
	config := openai.Config{URL: s.URL(), Model: openaitest.Model}
	ears, err := openai.NewEars(openai.EarsConfig{Config: config})
	if err != nil {
		return err
	}
	chat, err := openai.NewChat(config)
	if err != nil {
		return err
	}
	voice, err := openai.NewVoice(openai.VoiceConfig{Config: config, Format: openai.MP3})
	if err != nil {
		return err
	}
	e.Ears = func(r chain.Report) dialogue.Transcriber {
		return chain.NewEars([]chain.Link[dialogue.Transcriber]{{Name: "http", Engine: ears, Breaker: new(chain.Breaker)}}, r)
	}
	e.Client = func(_ *scenario.Scenario, r chain.Report, _ func(error)) (persona.Responder, dialogue.Mind) {
		return writes{chain.NewWords([]chain.Link[persona.Completer]{{Name: "http", Engine: chat, Breaker: new(chain.Breaker)}}, r)}, nil
	}
	e.Voice = func(_ *scenario.Scenario, r chain.Report) (dialogue.Voice, error) {
		return chain.NewVoice([]chain.Link[dialogue.Voice]{{Name: "http", Engine: voice, Breaker: new(chain.Breaker)}}, r), nil
	}
	return nil
}

// writes is a client in the words of a model, unread: they are always the same.
type writes struct{ model persona.Completer }

func (w writes) Respond(ctx context.Context, _ persona.Turn) iter.Seq2[persona.Sentence, error] {
	return func(yield func(persona.Sentence, error) bool) {
		text := ""
		for part, err := range w.model.Complete(ctx, persona.Prompt{Messages: []persona.Message{{Role: persona.User, Text: "Go on."}}, MaxTokens: 90}) {
			if err != nil {
				yield(persona.Sentence{}, err)
				return
			}
			text += part
		}
		yield(persona.Sentence{Text: text, Origin: timeline.OriginLLM}, nil)
	}
}
