package chain

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"strings"
	"unicode/utf8"

	"stillpoint/dialogue/persona"
)

const (
	lettersPerToken = 4       // of English text, when the service does not count
	mostBefore      = 1 << 16 // bytes of thinking before the first word
)

var errNoWords = errors.New("it wrote no words")

type words struct{ row[persona.Completer] }

// NewWords is the language model that asks links in turn; nil without any.
// Thinking is no word, and a reply without words is a failure. While no link
// may be asked its error is [ErrResting].
func NewWords(links []Link[persona.Completer], report Report) persona.Completer {
	if len(links) == 0 {
		return nil
	}
	return words{newRow(Words, links, report)}
}

func (w words) Complete(ctx context.Context, p persona.Prompt) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		spent := make([]spent, len(w.links)) // each written by its own call
		of := func(ctx context.Context, i int) iter.Seq2[string, error] {
			return spent[i].written(ctx, w.links[i].Engine, p)
		}
		ask(ctx, w.row, of, func(u *Use, i int) { spent[i].charge(u, p) }, yield)
	}
}

// spent is what one call costs.
type spent struct {
	in, out int // tokens
	counted bool
	letters int // that came
}

// written is what m writes, from its first word on.
func (s *spent) written(ctx context.Context, m persona.Completer, p persona.Prompt) iter.Seq2[string, error] {
	p.Spent = func(in, out int) { s.in, s.out, s.counted = in, out, true }
	return func(yield func(string, error) bool) {
		begun, before := false, ""
		for text, err := range m.Complete(ctx, p) {
			s.letters += utf8.RuneCountInString(text)
			if !begun && text != "" {
				if before += text; len(before) > mostBefore {
					err = cmp.Or(err, errNoWords)
				} else if text = afterThinking(before); text != "" {
					begun = true
				}
			}
			if begun && text != "" && !yield(text, nil) {
				return
			}
			if err != nil {
				if !begun && errors.Is(err, persona.ErrLength) {
					err = errNoWords
				}
				yield("", err)
				return
			}
		}
		if !begun {
			yield("", errNoWords)
		}
	}
}

// afterThinking is what a reply that begins with text says, "" when that has
// no word so far.
func afterThinking(text string) string {
	const opens, closes = "<think>", "</think>"
	said := strings.TrimSpace(text)
	if strings.HasPrefix(opens, said) {
		return ""
	}
	if strings.HasPrefix(said, opens) {
		_, after, _ := strings.Cut(text, closes)
		return afterThinking(after)
	}
	return text
}

// charge tells what the call consumed, and the caller of p what the service
// counted for what was heard.
func (s *spent) charge(u *Use, p persona.Prompt) {
	u.TokensIn, u.TokensOut, u.Counted = s.in, s.out, s.counted
	if !s.counted {
		n := 0
		for _, m := range p.Messages {
			n += utf8.RuneCountInString(m.Text)
		}
		u.TokensIn, u.TokensOut = n/lettersPerToken, s.letters/lettersPerToken
	} else if p.Spent != nil && u.First > 0 {
		p.Spent(s.in, s.out)
	}
}
