package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"stillpoint/analysis"
	"stillpoint/dialogue/local/work"
	"stillpoint/dialogue/store"
	"stillpoint/dialogue/timeline"
)

const (
	scoreNice   = 10              // how far scoring steps back behind the talks
	reportIn    = 2 * time.Second // a page that waits for a report longer is told to come again
	reportAgain = 1               // s
)

// getReport gives the report by this version's rubric; it is made when it is
// not there.
func (s *Server) getReport(w http.ResponseWriter, r *http.Request, v Viewer) {
	id := v.practice.ID
	if s.running(w, id, "") {
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), reportIn)
	defer cancel()
	rep, err := s.report(ctx, v.practice)
	switch {
	case err == nil:
		writeJSON(w, http.StatusOK, rep)
	case errors.Is(err, context.DeadlineExceeded):
		w.Header().Set("Retry-After", fmt.Sprint(reportAgain))
		writeJSON(w, http.StatusAccepted, map[string]any{"id": id, "state": "scoring"})
	case errors.Is(err, store.ErrNotFound): // deleted meanwhile
		notFound(w)
	default:
		s.failed(w, "report", err)
	}
}

// report is the kept one, or a new one, which is kept; that of a practice in
// memory is new each time.
func (s *Server) report(ctx context.Context, practice store.Practice) (analysis.Report, error) {
	if tl, _, ok := s.memory.get(practice.ID); ok {
		return s.score(ctx, tl)
	}
	for {
		r, err := s.Store.Report(ctx, practice.ID, analysis.TrustSafety(nil).Edition)
		if !errors.Is(err, store.ErrNotFound) {
			return r, err
		}
		tl, err := s.Store.Timeline(ctx, practice.ID)
		if err != nil {
			return r, err
		}
		if r, err = s.score(ctx, tl); err != nil {
			return r, err
		}
		err = s.Store.KeepReport(ctx, r, tl)
		if errors.Is(err, store.ErrTaken) {
			continue // a correction came meanwhile
		}
		if err != nil {
			return r, err
		}
		s.tellState(practice, "ready")
		return r, nil
	}
}

// score makes the report of tl: one at a time in the whole server, and behind
// everything that a talk needs.
func (s *Server) score(ctx context.Context, tl timeline.Timeline) (r analysis.Report, err error) {
	err = s.scoring.Do(ctx, work.Ahead, func(context.Context) error {
		return safely(func() error { r = analysis.Score(tl, analysis.RubricFor(tl, s.Scenarios())); return nil })
	})
	return r, err
}

// scored are those of the practices that have a report by this version's rubric.
func (s *Server) scored(ctx context.Context, practices ...store.Practice) (map[string]bool, error) {
	ids := make([]string, len(practices))
	for i, p := range practices {
		ids[i] = p.ID
	}
	return s.Store.Scored(ctx, analysis.TrustSafety(nil).Edition, ids...)
}
