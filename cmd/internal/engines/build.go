package engines

import (
	"context"
	"iter"

	"stillpoint/dialogue/chain"
	"stillpoint/dialogue/openai"
	"stillpoint/dialogue/persona"
)

// Words is the language model of one practice: the services in their order;
// nil when the author's lines are all there is.
func (s *Setup) Words(report chain.Report) persona.Completer {
	var links []chain.Link[persona.Completer]
	for _, e := range s.chains[chain.Words].engines {
		if e.Is == OpenAI {
			links = append(links, link[persona.Completer](e, words{e}))
		}
	}
	return chain.NewWords(links, report)
}

func link[E any](e *Engine, engine E) chain.Link[E] {
	l := chain.Link[E]{Name: e.Name, Engine: engine, Patience: e.Patience}
	if e.Is == OpenAI {
		l.Breaker = e.breaker
	}
	return l
}

// config is the service as e uses it, once the model is known.
func (e *Engine) config(ctx context.Context) (openai.Config, error) {
	model, err := e.Find(ctx)
	return openai.Config{URL: e.URL, Key: e.Key.reveal(), Model: model, Extra: e.Extra}, err
}

// words is an engine's language model.
type words struct{ e *Engine }

// Complete implements [persona.Completer].
func (w words) Complete(ctx context.Context, p persona.Prompt) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		config, err := w.e.config(ctx)
		if err != nil {
			yield("", err)
			return
		}
		chat, err := openai.NewChat(config)
		if err != nil {
			yield("", err)
			return
		}
		for text, err := range chat.Complete(ctx, p) {
			if !yield(text, err) {
				return
			}
		}
	}
}
