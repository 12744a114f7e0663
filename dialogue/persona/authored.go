package persona

import (
	"context"
	"iter"
	"slices"
	"strings"
	"time"

	"stillpoint/analysis/verbal"
	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
)

const (
	feelingThink = time.Second
	openerPause  = 400 * time.Millisecond // between an opener and the line
)

// Authored is a client who speaks the lines of her scenario, each once, as far
// as the state lets her: the one the coach has asked for when the matcher
// finds it, else the next that goes with what the coach did. It keeps no state
// of its own: what has been said is what the coach has heard, so a reply that
// was dropped unheard is still to come. It may be shared by practices.
type Authored struct{ chooser }

// NewAuthored is a client from s. Without a matcher (nil) she speaks her lines
// in authored order. The seed decides her think times and her choice among
// equals; the same seed and the same talk give the same answers.
func NewAuthored(s *scenario.Scenario, m Matcher, seed uint64) *Authored {
	return &Authored{chooser{newScript(s), m, seed}}
}

// Respond answers at once. The coach's turn being answered is the last of
// t.Heard; without words in it she asks back. For WhyResume she says nothing:
// the rest of a line that was cut is the owner's.
func (a *Authored) Respond(ctx context.Context, t Turn) iter.Seq2[Sentence, error] {
	return func(yield func(Sentence, error) bool) {
		r := a.begin(t)
		for _, s := range r.sentences(r.choose()) {
			if ctx.Err() != nil || !yield(s, nil) {
				return
			}
		}
	}
}

// sentences are the pieces of a choice, the first with the time she thinks.
func (r *answering) sentences(c Choice) []Sentence {
	if c.ID == "" {
		return nil
	}
	like := Sentence{Line: c.ID, Behaviour: c.Behaviour, Origin: timeline.OriginAuthored}
	cue := ""
	switch {
	case c.Line != nil:
		like.Layer, cue = c.Line.Layer, c.Line.Cue
	case c.ID == openingID:
		cue = r.Opening.Cue
	}
	if shown := r.Cue(cue); shown != nil {
		like.Cue = &timeline.Cue{ID: shown.ID, Intensity: shown.Intensity}
	}
	var said []Sentence
	if c.Opener != "" {
		s := like
		s.Text = c.Opener
		said = append(said, s)
	}
	for _, p := range c.Text.Pieces {
		s := like
		s.Text, s.Pause, s.Resume = p.Words, p.Pause, p.Resume
		said = append(said, s)
	}
	if c.Opener != "" {
		said[1].Pause = max(said[1].Pause, openerPause)
	}
	said[len(said)-1].Aside = c.Aside
	if r.turn.Why != timeline.WhySilence && r.turn.Why != timeline.WhyOpening {
		said[0].Think = r.think(c.Think)
	}
	return said
}

// think is how long she thinks before she speaks.
func (r *answering) think(span scenario.Range) time.Duration {
	think := span.Min + time.Duration(r.rand.Int64N(int64(span.Max-span.Min)+1))
	if r.feeling {
		think += feelingThink
	}
	return think.Round(time.Millisecond)
}

// claims says that the coach, coming in over her, has said what they wanted:
// a question, or more than a few words. It is theirs to be answered; "go on"
// would leave it lying. One who only asks to come in has not said it yet.
func claims(text string) bool {
	if lexicon.AsksLeave(text) {
		return false
	}
	return strings.Contains(text, "?") || len(lexicon.Tokens(text)) >= claimWords
}

const claimWords = 6

// asksFeeling says that the coach asked how something feels or is for her, or
// named a feeling in asking; "how old are you" and "has it always been quiet"
// hold words of little weight.
func asksFeeling(text string) bool {
	return lexicon.Asks(text) && (verbal.AsksFeeling(text) || slices.ContainsFunc(verbal.Feelings(text), func(s verbal.Span) bool { return s.Intensity > 1 }))
}
