package persona

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
)

var errEnough = errors.New("she has said enough")

const (
	firstGrace = 500 * time.Millisecond  // from the first words to the first sentence
	stall      = 1500 * time.Millisecond // between words; a coach bears 2 s
	slowest    = 5 * time.Second         // from one whole sentence to the next, however the words come
	leastPause = 900 * time.Millisecond  // of a cue a coach can hear
)

// written is what comes from a model: text, or why there is no more.
type written struct {
	text string
	err  error
}

// stream reads the model beside the one who listens, until ctx ends.
func stream(ctx context.Context, asking *sync.WaitGroup, model Completer, p Prompt) <-chan written {
	out := make(chan written, 16)
	asking.Go(func() {
		defer close(out)
		send := func(w written) bool {
			select {
			case out <- w:
				return true
			case <-ctx.Done():
				return false
			}
		}
		defer func() {
			if v := recover(); v != nil {
				send(written{err: fmt.Errorf("complete: panic: %v", v)})
			}
		}()
		for text, err := range model.Complete(ctx, p) {
			if !send(written{text, err}) || err != nil {
				return
			}
		}
	})
	return out
}

// speaking is one reply of the model on its way to the voice.
type speaking struct {
	check    *check
	cutter   cutter
	sentence []piece // being written
	plan     []Sentence
	open     int
	yield    func(Sentence, error) bool
	voiced   int // pieces
	read     int // sentences
	pauses   int
	stopped  bool // the consumer wants no more
	refused  error
}

// listen passes on what may be spoken until the model has finished, is late or
// says something after which nothing is to be heard.
func (s *speaking) listen(ctx context.Context, deadline time.Time, from <-chan written) error {
	timer := time.NewTimer(time.Until(deadline))
	defer timer.Stop()
	begun := false
	due := time.Time{} // the next sentence
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-timer.C:
			return s.say(s.cutter.rest(), ErrLate)
		case w, more := <-from:
			if !more {
				return s.say(s.cutter.rest(), nil)
			}
			if w.err != nil {
				return s.say(s.cutter.rest(), w.err)
			}
			read := s.read
			if err := s.say(s.cutter.push(w.text), nil); err != nil || s.stopped {
				return err
			}
			switch {
			case s.cutter.full():
				return nil
			case s.voiced > 0:
				if s.read > read {
					due = time.Now().Add(slowest)
				}
				timer.Reset(min(stall, time.Until(due)))
			case !begun && w.text != "":
				begun = true
				timer.Reset(max(time.Until(deadline), 0) + firstGrace)
			}
		}
	}
}

// say gives the voice what may be spoken of pieces. No word of a sentence is
// spoken before all of it has been read: a voice cannot take half of it back.
// It returns cause, or why nothing more may be heard.
func (s *speaking) say(pieces []piece, cause error) error {
	for _, p := range pieces {
		if s.sentence = append(s.sentence, p); !p.ends {
			continue
		}
		sentence := s.sentence
		s.sentence = nil
		s.read++
		if r := s.check.refuses(sentence); r.what != "" {
			s.refused = fmt.Errorf("%w: %s", ErrRefused, r.what)
			switch {
			case r.enough:
				return errEnough
			case r.grave:
				return s.refused
			}
			continue
		}
		for _, p := range sentence {
			if s.give(p); s.stopped {
				return nil
			}
		}
	}
	return cause
}

// give hands a piece to the voice. The feeling she shows goes with a silence
// before her second piece: a coach cannot hear it otherwise.
func (s *speaking) give(p piece) {
	like := s.plan[0]
	out := Sentence{Text: p.text, Line: like.Line, Layer: min(like.Layer, s.open), Behaviour: like.Behaviour, Origin: timeline.OriginLLM}
	if s.voiced == 0 {
		out.Think = like.Think
	} else if p.pause > 0 && s.pauses < scenario.MaxPauses {
		out.Pause = p.pause
		s.pauses++
	}
	if s.voiced == 1 {
		for _, a := range s.plan {
			if a.Cue != nil && a.Pause >= leastPause {
				out.Pause, out.Cue = max(out.Pause, a.Pause), a.Cue
			}
		}
	}
	s.check.spoken(p)
	s.voiced++
	s.stopped = !s.yield(out, nil)
}
