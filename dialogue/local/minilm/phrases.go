package minilm

import (
	"context"
	"fmt"
	"iter"
	"log/slog"
)

// Config is what a [Matcher] is made with. All of it may be zero.
type Config struct {
	// Keep is the file where the meanings of the phrases are kept, so that a
	// later start need not find them again; empty for none. It holds what the
	// last start asked for: a phrase that changed is found anew, one that went
	// is forgotten.
	Keep string
	// Turn lets f, the embedding of one phrase, run when it may; nil: at once.
	Turn func(ctx context.Context, f func(context.Context) error) error
	Log  *slog.Logger // nil: slog.Default
}

// phrase is one way of coming to what id names.
type phrase struct {
	id     string
	vector *Vector
}

// Matcher embeds asked, which are an id with one of its phrases each, and
// matches them. It takes 4 to 8 ms for each phrase that is not kept, and ends
// with ctx's cause. A file that cannot be read or written is logged.
func (m *Model) Matcher(ctx context.Context, asked iter.Seq2[string, string], c Config) (*Matcher, error) {
	if c.Turn == nil {
		c.Turn = func(ctx context.Context, f func(context.Context) error) error { return f(ctx) }
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	var before map[key]*Vector
	if c.Keep != "" {
		var err error
		if before, err = readKept(c.Keep); err != nil {
			c.Log.Warn("the meanings of her lines' phrases are found anew", "err", err)
		}
	}
	matcher := &Matcher{model: m, log: c.Log, said: make(map[string]*Vector)}
	now := make(map[key]*Vector)
	changed := false
	for id, text := range asked {
		k := m.key(text)
		v := before[k]
		if v == nil {
			changed = true
			err := c.Turn(ctx, func(ctx context.Context) (err error) {
				v, err = m.Embed(ctx, text)
				return err
			})
			if err != nil {
				return nil, fmt.Errorf("embed the phrases of %s: %w", id, err)
			}
		}
		now[k] = v
		matcher.phrases = append(matcher.phrases, phrase{id, v})
	}
	if c.Keep != "" && (changed || len(now) != len(before)) {
		if err := writeKept(c.Keep, now); err != nil {
			c.Log.Warn("the meanings of her lines' phrases are not kept", "err", err)
		}
	}
	return matcher, nil
}
