package engines

import (
	"context"
	"errors"
	"iter"
	"strings"

	"stillpoint/dialogue/persona"
)

// authored is who has the words when no model has; it is never reported.
const authored = "the author"

var errResting = errors.New("no language model is asked just now")

// resting is the last of a chain of models. Whoever is last is asked even
// while its breaker is open, for want of anything better; the author's lines
// are better.
type resting struct{}

// Complete implements [persona.Completer].
func (resting) Complete(context.Context, persona.Prompt) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) { yield("", errResting) }
}

// Resting tells whether err, of [Setup.Words], is that all models are known
// to fail and none was asked.
func Resting(err error) bool { return errors.Is(err, errResting) }

// models is a chain that ends with resting, whose error is left out beside
// those of models that were asked.
type models struct{ persona.Completer }

// Complete implements [persona.Completer].
func (m models) Complete(ctx context.Context, p persona.Prompt) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for text, err := range m.Completer.Complete(ctx, p) {
			if !yield(text, asked(err)) {
				return
			}
		}
	}
}

// several are the errors of several models.
type several []error

func (s several) Error() string {
	var all []string
	for _, err := range s {
		all = append(all, err.Error())
	}
	return strings.Join(all, "; ")
}

func (s several) Unwrap() []error { return s }

// asked is err without that of resting, if there is another in it.
func asked(err error) error {
	all, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return err
	}
	var kept several
	for _, e := range all.Unwrap() {
		if !errors.Is(e, errResting) {
			kept = append(kept, e)
		}
	}
	switch len(kept) {
	case 0:
		return errResting
	case 1:
		return kept[0]
	}
	return kept
}
