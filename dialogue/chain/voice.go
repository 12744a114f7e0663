package chain

import (
	"context"
	"errors"
	"iter"
	"time"
	"unicode/utf8"

	"stillpoint/dialogue"
	"stillpoint/media"
)

// ErrSlow is a voice whose sound comes later than it is to be heard, or stops.
var ErrSlow = errors.New("her voice came too slowly")

// How slow a voice may be. One with more patience than that has as much
// between its sounds, too: after a pause it may have to ask its service again.
// One of this machine, which has none, is given more time: it is slow because
// the machine is, and nobody else would be faster.
const (
	firstSound = 10 * time.Second // after it was asked, when nobody else has brought any
	mostBehind = time.Second      // that its sound may come later than it is to be heard
	mostStill  = 2 * time.Second  // between two chunks
	localSlow  = 10 * time.Second // both, for a voice of this machine
)

type voice struct{ row[dialogue.Voice] }

// NewVoice is the voice that asks links in turn; nil without any. A link whose
// sound falls behind what is heard, or stops, fails with [ErrSlow].
func NewVoice(links []Link[dialogue.Voice], report Report) dialogue.Voice {
	if len(links) == 0 {
		return nil
	}
	return voice{newRow(Voice, links, report)}
}

func (v voice) Speak(ctx context.Context, text string) iter.Seq2[media.PCM, error] {
	return func(yield func(media.PCM, error) bool) {
		var sound time.Duration // handed on
		charge := func(u *Use, _ int) {
			u.Characters = utf8.RuneCountInString(text)
			if u.First > 0 {
				u.Sound = sound
			}
		}
		of := func(ctx context.Context, i int) iter.Seq2[media.PCM, error] {
			least := v.links[i].Patience
			if least == 0 {
				least = localSlow
			}
			return paced(ctx, v.links[i].Engine, text, max(mostBehind, least), max(mostStill, least))
		}
		ask(ctx, v.row, of, charge, func(pcm media.PCM, err error) bool {
			sound += pcm.Duration()
			return yield(pcm, err)
		})
	}
}

// paced is what v speaks, without empty chunks, and its end with [ErrSlow]
// when that comes too slowly. The time the consumer takes does not count.
func paced(ctx context.Context, v dialogue.Voice, text string, behind, still time.Duration) iter.Seq2[media.PCM, error] {
	return func(yield func(media.PCM, error) bool) {
		ctx, cancel := context.WithCancelCause(ctx)
		defer cancel(nil)
		slow := time.AfterFunc(max(firstSound, behind), func() { cancel(ErrSlow) })
		defer slow.Stop()
		due := time.Time{} // when what has come will have been heard
		for pcm, err := range v.Speak(ctx, text) {
			if ctx.Err() != nil {
				break
			}
			if err != nil {
				yield(nil, err)
				return
			}
			if len(pcm) == 0 {
				continue
			}
			slow.Stop()
			if due.IsZero() {
				due = time.Now()
			}
			due = due.Add(pcm.Duration())
			handing := time.Now()
			if !yield(pcm, nil) {
				return
			}
			due = due.Add(time.Since(handing))
			slow.Reset(min(still, time.Until(due)+behind))
		}
		if ctx.Err() != nil {
			yield(nil, context.Cause(ctx))
		}
	}
}
