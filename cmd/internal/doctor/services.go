package doctor

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"slices"
	"strings"
	"time"

	"stillpoint/cmd/internal/engines"
	"stillpoint/dialogue"
	"stillpoint/dialogue/chain"
	"stillpoint/dialogue/openai"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
	"stillpoint/media"
)

const (
	serviceIn  = 30 * time.Second // for one round trip: a model may have to be loaded
	listIn     = 5 * time.Second
	mostListed = 8 // models that are named
	late       = 2500 * time.Millisecond
)

// whose is what an engine of a kind gives her.
var whose = map[chain.Kind]string{chain.Ears: "ears", chain.Words: "words", chain.Voice: "voice"}

// Services tries each service that was set up with what a talk asks of it: a
// clip to understand, a sentence to speak, which this machine's ears must
// understand when it has some, and a coach's question for the client of sc.
func Services(ctx context.Context, s *engines.Setup, own Engines, sc *scenario.Scenario) []Finding {
	var found []Finding
	for _, kind := range chain.Kinds() {
		all := s.Engines(kind)
		for i, e := range all {
			if e.Is != engines.OpenAI {
				continue
			}
			f := Finding{What: fmt.Sprintf("%s (%s)", whose[kind], e.Name), State: Good}
			trip, cancel := context.WithTimeout(ctx, serviceIn)
			var err error
			switch kind {
			case chain.Ears:
				err = hear(trip, e, &f)
			case chain.Words:
				err = answer(trip, e, sc, &f)
			case chain.Voice:
				err = say(trip, e, sc, own, &f)
			}
			cancel()
			if err != nil {
				f.State, f.Says = Bad, broken(ctx, e, err)
				if kind == chain.Words {
					f.State = Weak
					f.Says += " The author's lines stand in."
				} else if i+1 < len(all) {
					f.State = Weak
					f.Says += " " + standIn(all[i+1]) + " stands in."
				}
			} else if e.Bare() {
				f.State = Weak
				f.Says += " Its key and what is said go there unencrypted: use https."
			}
			found = append(found, f)
		}
	}
	return found
}

func standIn(e *engines.Engine) string {
	if e.Is == engines.Local {
		return e.Name + ", of this machine,"
	}
	return e.Name
}

// broken says what err is, and what to do.
func broken(ctx context.Context, e *engines.Engine, err error) string {
	ctx, cancel := context.WithTimeout(ctx, listIn)
	defer cancel()
	says := fmt.Sprintf("It does not work (%v).", err)
	said, ok := errors.AsType[*openai.Error](err)
	if !ok || said.Status != 0 && said.Status != http.StatusNotFound && said.Status != http.StatusBadRequest && said.Status != http.StatusUnprocessableEntity {
		return says + sentenceAfter(engines.Advice(e, err))
	}
	names, missing := e.Models(ctx)
	switch {
	case missing != nil:
		if other := e.Other(ctx); other != "" {
			return says + fmt.Sprintf(" The service answers at %s instead: change the address.", other)
		}
		return says + sentenceAfter(engines.Advice(e, err))
	case said.Status == http.StatusNotFound && !strings.Contains(strings.ToLower(said.Message), "model"):
		says += " The address is right, but this service does not do it, or not with this model."
	default:
		says += sentenceAfter(engines.Advice(e, err))
	}
	return says + " " + listed(names)
}

func sentenceAfter(s string) string {
	if s == "" {
		return ""
	}
	return " " + s
}

// listed names the models of a service.
func listed(names []string) string {
	if len(names) == 0 {
		return "It lists no models."
	}
	rest := ""
	if len(names) > mostListed {
		rest = fmt.Sprintf(" and %d more", len(names)-mostListed)
		names = names[:mostListed]
	}
	return "It has " + strings.Join(names, ", ") + rest + "."
}

// hear has the clip understood.
func hear(ctx context.Context, e *engines.Engine, f *Finding) error {
	pcm := ourClip()
	began := time.Now()
	u, err := e.Hears().Transcribe(ctx, dialogue.Speech{PCM: pcm, To: pcm.Duration()})
	if err != nil {
		return err
	}
	f.Took = time.Since(began).Seconds()
	f.Says = fmt.Sprintf("Understood the clip in %.1f s: %q.", f.Took, u.Text)
	if len(u.Words) == 0 {
		f.Says += " It gives no word times; they are estimated."
	}
	if right := Understood(clipSays, u.Text); right < .7 {
		f.State, f.Says = Weak, fmt.Sprintf("Of the clip %.0f %% was understood: %q came out as %q.", 100*right, clipSays, u.Text)
	} else if e.Patience > 0 && time.Since(began) > e.Patience {
		f.State = Weak
		f.Says += fmt.Sprintf(" That is more than its patience of %v: the next is asked, too.", e.Patience)
	}
	return nil
}

// say has a sentence spoken, and listens to it.
func say(ctx context.Context, e *engines.Engine, sc *scenario.Scenario, own Engines, f *Finding) error {
	var speech media.PCM
	began := time.Now()
	for p, err := range e.Speaks(sc).Speak(ctx, sentence) {
		if err != nil {
			return err
		}
		if len(speech) == 0 {
			f.First = time.Since(began).Seconds()
		}
		speech = append(speech, p...)
	}
	f.Took = time.Since(began).Seconds()
	f.Says = fmt.Sprintf("Spoke %.1f s of speech in %.1f s, the first sound after %.2f s", speech.Duration().Seconds(), f.Took, f.First)
	got, err := heard(ctx, own, speech)
	if err != nil {
		f.Says += "; nobody was here to hear whether it is right."
		return nil
	}
	if right := Understood(sentence, got); right < .7 {
		f.State = Weak
		f.Says += fmt.Sprintf("; of it %.0f %% was understood here: %q came out as %q. Is it the right voice and language, and with format: pcm the right rate?", 100*right, sentence, got)
		return nil
	}
	f.Says += fmt.Sprintf("; understood here as %q.", got)
	return nil
}

var errSilent = errors.New("it wrote nothing")

// timed notes when a model writes, and what went wrong.
type timed struct {
	persona.Completer
	began       time.Time
	first, took time.Duration
	err         error
}

// Complete implements [persona.Completer].
func (t *timed) Complete(ctx context.Context, p persona.Prompt) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		t.began = time.Now()
		defer func() { t.took = time.Since(t.began) }()
		for text, err := range t.Completer.Complete(ctx, p) {
			if t.err = err; t.first == 0 && err == nil && text != "" {
				t.first = time.Since(t.began)
			}
			if !yield(text, err) {
				return
			}
		}
	}
}

// answer has a coach's question answered, as in a talk but with more time.
func answer(ctx context.Context, e *engines.Engine, sc *scenario.Scenario, f *Finding) error {
	model := &timed{Completer: e.Writes()}
	var fault error
	client := persona.NewLLM(sc, model, persona.NewAuthored(sc, persona.NewLexical(sc), 1), func(_ int, err error) { fault = err })
	deadline, _ := ctx.Deadline()
	turn := persona.Turn{N: 1, Why: timeline.WhyReply, State: sc.TrustParams().Begin(), Deadline: deadline,
		Heard: []timeline.Utterance{{Side: timeline.Coach, Turn: 1, Text: "What would you like to have at the end of our talk?"}}}
	var says []string
	for s, err := range client.Respond(ctx, turn) {
		if err != nil {
			return err
		}
		if s.Origin == timeline.OriginLLM {
			says = append(says, s.Text)
		}
	}
	if model.first == 0 {
		return cmp.Or(ctx.Err(), model.err, fault, errSilent)
	}
	f.First, f.Took = model.first.Seconds(), model.took.Seconds()
	f.Says = fmt.Sprintf("The first word came after %.1f s, the answer in %.1f s", f.First, f.Took)
	if len(says) == 0 {
		f.State = Weak
		f.Says += fmt.Sprintf(", but nothing of it can be spoken (%v): a larger model keeps to its role. The author's lines stand in.", fault)
		return nil
	}
	f.Says += fmt.Sprintf(": %q.", strings.Join(says, " "))
	if model.first > late {
		f.State = Weak
		f.Says += " That is too late for a talk, in which the author's lines will stand in: a smaller model or a faster machine helps."
	}
	return nil
}

// Used leaves out of the findings about this machine's engines what is wrong
// with those that are not asked.
func Used(s *engines.Setup, found []Finding) []Finding {
	return slices.DeleteFunc(found, func(f Finding) bool {
		return f.State == Bad && (f.What == "ears" && !s.Local(chain.Ears) || f.What == "voice" && !s.Local(chain.Voice))
	})
}

// ourClip is the packaged clip.
func ourClip() media.PCM {
	samples, rate, err := media.ReadWAV(bytes.NewReader(clip))
	if err != nil {
		panic(err) // our own file
	}
	return media.Convert(samples, rate, media.Rate)
}
