package spoken

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"maps"
	"slices"

	"stillpoint/dialogue"
	"stillpoint/media"
)

// How is everything beside the text that decides how a line sounds.
type How struct {
	Model string // hash of the model file
	Rules string // version of what turns text into sound around the model
	Voice string
	Speed float64
	SayAs map[string]string
}

// id is a hash of h.
func (h How) id() string {
	sum := sha256.New()
	fmt.Fprintf(sum, "%q %q %q %g", h.Model, h.Rules, h.Voice, h.Speed)
	for _, w := range slices.Sorted(maps.Keys(h.SayAs)) {
		fmt.Fprintf(sum, " %q %q", w, h.SayAs[w])
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// Voice speaks from the store what is there, and lets another voice speak,
// and keeps, what is not. It implements dialogue.Voice.
type Voice struct {
	store *Store
	inner dialogue.Voice
	id    string
}

// Voice puts the store before inner, which speaks as how says.
func (s *Store) Voice(inner dialogue.Voice, how How) *Voice {
	return &Voice{s, inner, how.id()}
}

func (v *Voice) key(text string) string {
	sum := sha256.Sum256([]byte(v.id + "\x00" + text))
	return hex.EncodeToString(sum[:20])
}

// Kept reports whether text can be spoken without a synthesis.
func (v *Voice) Kept(text string) bool { return v.store.has(v.key(text)) }

// Speak implements dialogue.Voice. A kept line comes as one chunk.
func (v *Voice) Speak(ctx context.Context, text string) iter.Seq2[media.PCM, error] {
	return func(yield func(media.PCM, error) bool) {
		if ctx.Err() != nil {
			yield(nil, context.Cause(ctx))
			return
		}
		key := v.key(text)
		if pcm, ok := v.store.get(key); ok {
			yield(pcm, nil)
			return
		}
		var whole media.PCM
		for pcm, err := range v.inner.Speak(ctx, text) {
			whole = append(whole, pcm...)
			if !yield(pcm, err) || err != nil {
				return
			}
		}
		v.store.put(key, whole)
	}
}
