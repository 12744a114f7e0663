package web

import (
	"context"
	"errors"
	"net/http"
	"unicode/utf8"

	"stillpoint/dialogue/store"
	"stillpoint/dialogue/timeline"
)

const maxCorrection = 8000 // characters

// postCorrection puts a person's words in the place of those that were
// recognised in one turn of the coach. Both stay in the timeline; the report
// is made again. To ask for the words that are there already changes nothing,
// so that an answer which was lost on the way can be asked for again.
func (s *Server) postCorrection(w http.ResponseWriter, r *http.Request, v Viewer) {
	id := v.practice.ID
	if s.running(w, id, " Its words can be corrected when it is over.") {
		return
	}
	var asked struct {
		Of   *int
		Text string
		Was  *string
	}
	if !readBody(w, r, &asked) {
		return
	}
	if asked.Of == nil || asked.Was == nil {
		writeRefusal(w, http.StatusBadRequest, refusal{Code: badRequest, Message: "A correction needs of, text and was."})
		return
	}
	text := oneLine(asked.Text)
	if n := utf8.RuneCountInString(text); n < 1 || n > maxCorrection {
		writeRefusal(w, http.StatusBadRequest, refusal{Code: badRequest, Message: "A turn has 1 to 8,000 characters."})
		return
	}
	e, err := s.correct(r.Context(), id, timeline.Correction{Of: *asked.Of, Text: text, By: string(timeline.Coach)}, *asked.Was)
	why, refused := errors.AsType[refusal](err)
	switch {
	case refused && why.Code == "changed_meanwhile":
		writeRefusal(w, http.StatusConflict, why)
	case refused:
		writeRefusal(w, http.StatusNotFound, why)
	case errors.Is(err, store.ErrNotFound): // deleted meanwhile
		notFound(w)
	case errors.Is(err, errSame):
		writeJSON(w, http.StatusOK, e)
	case err != nil:
		s.failed(w, "correct", err)
	default:
		s.scoreAgain(context.WithoutCancel(r.Context()), v.practice)
		writeJSON(w, http.StatusOK, e)
	}
}

var errSame = errors.New("these are the words already")

// correct appends c to the practice's timeline, where the words were was. With
// [errSame] the event is the one that has these words.
func (s *Server) correct(ctx context.Context, id string, c timeline.Correction, was string) (timeline.Event, error) {
	for {
		tl, err := s.timeline(ctx, id)
		if err != nil {
			return timeline.Event{}, err
		}
		now, text := present(tl, c.Of)
		switch {
		case now.Body == nil:
			return now, refusal{Code: "no_such_turn", Message: "There are no words of the coach at that place."}
		case text == c.Text:
			return now, errSame
		case text != was:
			return now, refusal{Code: "changed_meanwhile", Message: "These words were changed in another tab while you wrote.", Text: text}
		}
		e := timeline.Event{Body: c}
		for _, before := range tl.Events {
			e.Seq, e.At = max(e.Seq, before.Seq+1), max(e.At, before.At)
		}
		err = s.appendTo(ctx, id, e)
		if !errors.Is(err, store.ErrTaken) {
			return e, err
		}
	}
}

// present is the event with the present words of the coach's turn with seq of:
// the turn's own, or the newest correction. Its body is nil when there is no
// such turn.
func present(tl timeline.Timeline, of int) (found timeline.Event, text string) {
	for _, e := range tl.Events {
		switch b := e.Body.(type) {
		case timeline.CoachTurn:
			if e.Seq == of && found.Body == nil {
				found, text = e, b.Text
			}
		case timeline.Correction:
			if b.Of == of && found.Body != nil {
				found, text = e, b.Text
			}
		}
	}
	return found, text
}

// scoreAgain makes the report that a correction took away, and tells of it.
func (s *Server) scoreAgain(ctx context.Context, practice store.Practice) {
	s.tellState(practice, "scoring")
	if _, _, inMemory := s.memory.get(practice.ID); inMemory {
		s.tellState(practice, "ready") // it is made when it is asked for
		return
	}
	s.wg.Go(func() {
		if _, err := s.report(ctx, practice); err != nil && !errors.Is(err, store.ErrNotFound) {
			s.log.Error("report", "practice", practice.ID, "err", err)
		}
	})
}
