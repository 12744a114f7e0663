package dialogue

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"stillpoint/dialogue/timeline"
	"stillpoint/media"
)

// speak gives a piece its sound; without a voice, silence as long as it takes to read.
func (p *Practice) speak(ctx context.Context, r *reply, pc *piece) bool {
	any := false
	failed := p.voiced(ctx, pc.text, func(pcm media.PCM) {
		any = any || len(pcm) > 0
		p.inbox.put(func() { p.sound(r, pc, pcm) })
	})
	if ctx.Err() != nil {
		return false
	}
	silent := !any && strings.ContainsFunc(pc.text, unicode.IsLetter)
	if silent && p.Voice != nil {
		failed = cmp.Or(failed, errNoSound)
	}
	if failed != nil {
		p.inbox.put(func() { p.engineFailed(r, "tts", failed) })
	}
	if silent {
		n := len(strings.Fields(pc.text))
		p.inbox.put(func() { p.sound(r, pc, media.Silence(time.Duration(n)*readWord)) })
	}
	p.inbox.put(func() { p.spoken(r, pc, any, failed != nil) })
	return true
}

// spoken: no more sound comes of pc, because there is no more or because the
// voice failed. any: there was some.
func (p *Practice) spoken(r *reply, pc *piece, any, failed bool) {
	if r != p.reply {
		return // what came last of it was not taken
	}
	pc.complete, pc.broken = true, any && failed
	if d := pc.soundLength(); d > 0 && any && !failed {
		p.pace = d
	}
	r.hear(p, media.Playout{At: p.lastAt, Pos: p.lastPos}) // the ear may be done with it already
	p.finishReply(r)
}

// voiced gives the chunks of text's sound to each; without a voice there are
// none. An engine's panic is an error.
func (p *Practice) voiced(ctx context.Context, text string, each func(media.PCM)) (err error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	late := time.AfterFunc(soundMost, func() { cancel(errNoSound) })
	defer late.Stop()
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("speak: panic: %v", v)
		}
	}()
	if p.Voice == nil {
		return nil
	}
	for pcm, err := range p.Voice.Speak(ctx, text) {
		if err = cmp.Or(context.Cause(ctx), err); err != nil {
			return err
		}
		late.Reset(soundMost)
		each(pcm)
	}
	return context.Cause(ctx)
}

var errNoSound = errors.New("no sound came from the voice")

// soundMost is how long a voice may leave out sound: longer than a voice of a
// slow machine needs for a sentence.
const soundMost = 12 * time.Second

// speakAgain has pieces of r spoken whose sound was broken off when she was cut.
func (p *Practice) speakAgain(r *reply, pieces []*piece) {
	pieces = slices.DeleteFunc(slices.Clone(pieces), func(pc *piece) bool { return pc.complete })
	if len(pieces) == 0 {
		return
	}
	ctx, cancel := context.WithCancelCause(p.ctx)
	before := r.cancel
	r.cancel = func(cause error) { before(cause); cancel(cause) }
	p.beside(func() {
		defer cancel(nil)
		for _, pc := range pieces {
			if !p.speak(ctx, r, pc) {
				return
			}
		}
	})
}

// readWord is how long a word stays when she can only be read.
const readWord = 330 * time.Millisecond

// sound takes the next samples of a piece.
func (p *Practice) sound(r *reply, pc *piece, pcm media.PCM) {
	if r != p.reply {
		return
	}
	if r.lag.FirstAudio == 0 {
		r.lag.FirstAudio = timeline.At(p.now)
	}
	if pc.pcm == nil {
		pc.pcm = slices.Clip(pcm) // most lines come in one chunk
		return
	}
	pc.pcm = append(pc.pcm, pcm...)
}

// sound that covers a late answer.
type sound struct {
	text string
	pcm  media.PCM
}

// prepareSounds has the bridge sounds spoken, so that they are at hand.
func (p *Practice) prepareSounds() {
	if p.Voice == nil || len(p.Sounds) == 0 {
		return
	}
	p.beside(func() {
		for _, text := range p.Sounds {
			var pcm media.PCM
			err := p.voiced(p.ctx, text, func(chunk media.PCM) { pcm = append(pcm, chunk...) })
			if err == nil && len(pcm) > 0 {
				p.inbox.put(func() { p.sounds = append(p.sounds, sound{text, pcm}) })
			}
		}
	})
}
