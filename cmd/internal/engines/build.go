package engines

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"strings"
	"sync"

	"stillpoint/dialogue"
	"stillpoint/dialogue/chain"
	"stillpoint/dialogue/openai"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
	"stillpoint/media"
)

// Ears are the recognisers of one practice in their order; nil when there is
// none. own is this machine's, nil when it has none.
func (s *Setup) Ears(own func() dialogue.Transcriber, report chain.Report) dialogue.Transcriber {
	var links []chain.Link[dialogue.Transcriber]
	for _, e := range s.chains[chain.Ears].engines {
		switch e.Is {
		case OpenAI:
			links = append(links, link(e, e.Hears()))
		case Local:
			if t := own(); t != nil {
				links = append(links, link(e, t))
			}
		}
	}
	return chain.NewEars(links, s.watch(report))
}

// Words is the language model of one practice, the services in their order;
// nil when the author's lines are all there is.
func (s *Setup) Words(report chain.Report) persona.Completer {
	var links []chain.Link[persona.Completer]
	for _, e := range s.chains[chain.Words].engines {
		if e.Is == OpenAI {
			links = append(links, link(e, e.Writes()))
		}
	}
	return chain.NewWords(links, s.watch(report))
}

// Voice is the voice of the client of sc in one practice; nil when she is
// read. own is this machine's; its error is returned when no other is there.
func (s *Setup) Voice(sc *scenario.Scenario, own func() (dialogue.Voice, error), report chain.Report) (dialogue.Voice, error) {
	var links []chain.Link[dialogue.Voice]
	var missing error
	for _, e := range s.chains[chain.Voice].engines {
		switch e.Is {
		case OpenAI:
			links = append(links, link(e, e.Speaks(sc)))
		case Local:
			v, err := own()
			if missing = err; err == nil && v != nil {
				links = append(links, link(e, v))
			}
		}
	}
	if len(links) == 0 {
		return nil, missing
	}
	return chain.NewVoice(links, s.watch(report)), nil
}

func link[E any](e *Engine, engine E) chain.Link[E] {
	l := chain.Link[E]{Name: e.Name, Engine: engine, Patience: e.Patience}
	if e.Is == OpenAI {
		l.Breaker = &e.breaker
	}
	return l
}

// client is what speaks to a service, made once its model is known: it
// remembers what the service can do.
type client[E any] struct {
	mu   sync.Mutex
	it   E
	made bool
}

func (c *client[E]) get(ctx context.Context, e *Engine, build func(openai.Config) (E, error)) (E, error) {
	model, err := e.Find(ctx)
	c.mu.Lock()
	defer c.mu.Unlock()
	if err != nil || c.made {
		return c.it, err
	}
	c.it, err = build(e.config(model))
	c.made = err == nil
	return c.it, err
}

// Hears is a service as a recogniser by itself, with nothing to stand in.
func (e *Engine) Hears() dialogue.Transcriber { return ears{e} }

// Writes is a service as a language model by itself.
func (e *Engine) Writes() persona.Completer { return words{e} }

// config is how the service is reached, and asked for model.
func (e *Engine) config(model string) openai.Config {
	return openai.Config{URL: e.URL, Key: e.Key.reveal(), Model: model, Extra: e.Extra, HTTP: e.http}
}

// ears is an engine's recogniser.
type ears struct{ e *Engine }

// Transcribe implements [dialogue.Transcriber].
func (l ears) Transcribe(ctx context.Context, speech dialogue.Speech) (timeline.Utterance, error) {
	t, err := l.e.ears.get(ctx, l.e, func(c openai.Config) (*openai.Ears, error) {
		return openai.NewEars(openai.EarsConfig{Config: c, Language: l.e.Language})
	})
	if err != nil {
		return timeline.Utterance{}, err
	}
	return t.Transcribe(ctx, speech)
}

// words is an engine's language model.
type words struct{ e *Engine }

// Complete implements [persona.Completer].
func (l words) Complete(ctx context.Context, p persona.Prompt) iter.Seq2[string, error] {
	chat, err := l.e.chat.get(ctx, l.e, openai.NewChat)
	if err != nil {
		return func(yield func(string, error) bool) { yield("", err) }
	}
	return chat.Complete(ctx, p)
}

// voice is an engine as one client's voice.
type voice struct {
	e     *Engine
	name  string
	speed float64
}

// Speaks is a service as the voice of the client of sc by itself.
func (e *Engine) Speaks(sc *scenario.Scenario) dialogue.Voice {
	tts := sc.Person.Voice.TTS
	named := tts.OpenAI
	if model, _ := e.model(); strings.Contains(strings.ToLower(model), "kokoro") {
		named = tts.Kokoro
	}
	v := voice{e, cmp.Or(e.Voices[sc.ID], e.Voice, named, stranger(tts.Kokoro)), e.Speed * cmp.Or(tts.Speed, 1)}
	v.speed = min(max(v.speed, leastSpeed), mostSpeed)
	if v.speed == 1 {
		v.speed = 0 // the service's own
	}
	return v
}

// stranger is one of OpenAI's voices for who speaks as kokoro here, whose
// second letter tells women from men.
func stranger(kokoro string) string {
	if len(kokoro) > 1 && kokoro[1] == 'm' {
		return "ash"
	}
	return "coral"
}

// Speak implements [dialogue.Voice].
func (l voice) Speak(ctx context.Context, text string) iter.Seq2[media.PCM, error] {
	return func(yield func(media.PCM, error) bool) {
		model, err := l.e.Find(ctx)
		var v *openai.Voice
		if err == nil {
			v, err = openai.NewVoice(openai.VoiceConfig{
				Config: l.e.config(model),
				Voice:  l.name, Format: l.e.Format, Rate: l.e.Rate, Speed: l.speed,
			})
		}
		if err != nil {
			yield(nil, err)
			return
		}
		for pcm, err := range v.Speak(ctx, text) {
			if !yield(pcm, err) {
				return
			}
		}
	}
}

// watch tells the operator of an engine that refuses for good, once.
func (s *Setup) watch(report chain.Report) chain.Report {
	return func(u chain.Use) {
		if chain.Permanent(u.Err) && s.Refused != nil {
			for _, e := range s.chains[u.Kind].engines {
				if e.Name == u.Engine {
					e.told.Do(func() {
						s.Refused(fmt.Sprintf("%s refuses (%v). %s", e.Name, u.Err, Advice(e, u.Err)))
					})
				}
			}
		}
		if report != nil {
			report(u)
		}
	}
}
