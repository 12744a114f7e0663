package chain

import (
	"context"
	"iter"

	"stillpoint/dialogue"
	"stillpoint/dialogue/timeline"
)

type ears struct{ row[dialogue.Transcriber] }

// NewEars is the transcriber that asks links in turn; nil without any. No
// words are an answer like others.
func NewEars(links []Link[dialogue.Transcriber], report Report) dialogue.Transcriber {
	if len(links) == 0 {
		return nil
	}
	return ears{newRow(Ears, links, report)}
}

func (e ears) Transcribe(ctx context.Context, s dialogue.Speech) (u timeline.Utterance, err error) {
	of := func(ctx context.Context, i int) iter.Seq2[timeline.Utterance, error] {
		return func(yield func(timeline.Utterance, error) bool) { yield(e.links[i].Engine.Transcribe(ctx, s)) }
	}
	charge := func(u *Use, _ int) {
		if u.First > 0 {
			u.Sound = s.PCM.Duration()
		}
	}
	ask(ctx, e.row, of, charge, func(heard timeline.Utterance, failed error) bool {
		u, err = heard, failed
		return true
	})
	return u, err
}
