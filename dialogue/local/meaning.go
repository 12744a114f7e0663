package local

import (
	"context"
	"fmt"
	"iter"
	"path/filepath"

	"stillpoint/dialogue/local/minilm"
	"stillpoint/dialogue/local/work"
	"stillpoint/dialogue/persona"
)

// meaningFiles are the model that finds what a coach asks about, and its words.
var meaningFiles = []string{"minilm-int8.onnx", "bert-vocab.json"}

// Matcher finds by meaning, and by the same words, what a coach asks about:
// asked are the phrases of the scenario called id (scenario.Asked), which it
// may read more than once. It waits for the model, then for
// the phrases that are not kept from an earlier start, 4 to 8 ms each behind
// whatever listens. It ends with ctx's cause, and fails when the model is
// absent or broken: the same is then done less well by words alone, as
// persona.NewLexical does.
//
// What it returns computes on its caller's goroutine, and not after e is closed.
func (e *Engines) Matcher(ctx context.Context, id string, asked iter.Seq2[string, string]) (persona.Matcher, error) {
	model, err := e.meaning()
	if err != nil {
		return nil, err
	}
	c := minilm.Config{Log: e.config.Log, Turn: func(ctx context.Context, f func(context.Context) error) error {
		return e.listen.Do(ctx, work.Ahead, f)
	}}
	if e.config.Meaning != "" {
		c.Keep = filepath.Join(e.config.Meaning, filepath.Base(id))
	}
	m, err := model.Matcher(ctx, asked, c)
	if err != nil {
		return nil, fmt.Errorf("match by meaning: %w", err)
	}
	return persona.WithWords(m, asked), nil
}
