package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"stillpoint/analysis"
	"stillpoint/analysis/export"
	"stillpoint/dialogue/store"
	"stillpoint/dialogue/timeline"
)

const exportIn = 20 * time.Second // less than an answer may take

// getExport gives a practice, with its report, as a file of another program.
func (s *Server) getExport(w http.ResponseWriter, r *http.Request, v Viewer) {
	format, ok := export.Named(r.FormValue("format"))
	if !ok {
		writeRefusal(w, http.StatusBadRequest, refusal{Code: badRequest, Message: "format is none of " + export.Names() + "."})
		return
	}
	if s.running(w, v.practice.ID, "") {
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), exportIn)
	defer cancel()
	tl, rep, err := s.whole(ctx, v.practice)
	switch {
	case errors.Is(err, store.ErrNotFound):
		notFound(w)
		return
	case errors.Is(err, context.DeadlineExceeded):
		writeRefusal(w, http.StatusServiceUnavailable, refusal{Code: "scoring", Message: "The report of this practice is still being made.", RetryAfter: reportAgain})
		return
	case err != nil:
		s.failed(w, "export", err)
		return
	}
	name := ""
	if sc := find(s.Scenarios(), tl.Scenario); sc != nil {
		name = sc.Person.FirstName()
	}
	var file bytes.Buffer
	if err := export.Write(&file, format.Name, tl, rep, name); err != nil {
		s.failed(w, "export", err)
		return
	}
	h := w.Header()
	h.Set("Content-Type", format.Type)
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Disposition", fmt.Sprintf(`attachment; filename="stillpoint-%s%s"`, tl.Started.UTC().Format("2006-01-02-1504"), format.Suffix))
	w.Write(file.Bytes())
}

// whole is all that is known of a practice.
func (s *Server) whole(ctx context.Context, practice store.Practice) (tl timeline.Timeline, rep analysis.Report, err error) {
	if tl, err = s.timeline(ctx, practice.ID); err != nil {
		return tl, rep, err
	}
	rep, err = s.report(ctx, practice)
	return tl, rep, err
}
