package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"stillpoint/analysis"
	"stillpoint/dialogue/store"
	"stillpoint/dialogue/timeline"
)

// annotationJSON is a note as the one who asks sees it.
type annotationJSON struct {
	ID       int64        `json:"id"`
	By       string       `json:"by"`
	Mine     bool         `json:"mine"`
	Owner    bool         `json:"owner"` // written by whoever made the practice
	At       timeline.Ms  `json:"at"`
	To       *timeline.Ms `json:"to,omitempty"` // nil: a point
	Text     string       `json:"text"`
	Tags     []string     `json:"tags"`
	Parent   int64        `json:"parent,omitempty"`
	Evidence string       `json:"evidence,omitempty"` // the mark's name in the present report
	Code     string       `json:"code,omitempty"`     // these two as they were when it was written
	Verdict  string       `json:"verdict,omitempty"`
	Stand    string       `json:"stand,omitempty"`
	Reason   string       `json:"reason,omitempty"`
	Resolved bool         `json:"resolved"`
	Removed  bool         `json:"removed,omitempty"`
	Created  time.Time    `json:"created"`
	Edited   time.Time    `json:"edited,omitzero"`
}

// The owner writes as one, on whichever machine.
const (
	ownAuthor = "owner"
	ownName   = "Coach" // unless they give another
)

// author is who writes what this viewer writes: one who holds a link is known
// by it and by their browser.
func (v Viewer) author() string {
	if v.role == owner {
		return ownAuthor
	}
	return fmt.Sprintf("link %d %s", v.link.ID, v.person)
}

// present is a as v sees it; places are the names of the marks there are just
// now, nil when they are not known.
func (v Viewer) present(a store.Annotation, places map[string]string) annotationJSON {
	j := annotationJSON{ID: a.ID, By: a.Name, Mine: a.Author == v.author(), Owner: a.Author == ownAuthor, At: a.From, Text: a.Text,
		Tags: a.Tags, Parent: a.Parent, Evidence: a.Evidence, Code: a.Code, Verdict: a.Verdict, Stand: a.Stand, Reason: a.Reason,
		Resolved: a.Resolved, Removed: a.Removed, Created: a.Created, Edited: a.Edited}
	if a.To > a.From {
		j.To = &a.To
	}
	if places != nil {
		j.Evidence = places[a.Mark]
	}
	return j
}

func (s *Server) getAnnotations(w http.ResponseWriter, r *http.Request, v Viewer) {
	all, err := s.Store.Annotations(r.Context(), v.practice.ID)
	if err != nil {
		s.failed(w, "list annotations", err)
		return
	}
	places, err := s.places(r.Context(), v.practice.ID, all...)
	if err != nil {
		s.failed(w, "list annotations", err)
		return
	}
	list := make([]annotationJSON, len(all))
	for i, a := range all {
		list[i] = v.present(a, places)
	}
	writeJSON(w, http.StatusOK, list)
}

// places are the names of the marks of the report that is kept, by their
// place; nil when none of the notes needs them, or there is no report.
func (s *Server) places(ctx context.Context, practice string, notes ...store.Annotation) (map[string]string, error) {
	for _, a := range notes {
		if a.Mark == "" {
			continue
		}
		rep, err := s.Store.Report(ctx, practice, analysis.TrustSafety(nil).Edition)
		if errors.Is(err, store.ErrNotFound) {
			return nil, nil
		}
		names := make(map[string]string)
		for m := range marks(rep) {
			names[m.place] = m.name
		}
		return names, err
	}
	return nil, nil
}

func (s *Server) postAnnotation(w http.ResponseWriter, r *http.Request, v Viewer) {
	var said noteBody
	if !s.takesNotes(w, v.practice) || !readBody(w, r, &said) {
		return
	}
	if v.person == "" {
		v.person = name(w.Header(), r)
	}
	a, err := said.note(v)
	if err == nil && said.Evidence != "" {
		err = s.attach(r.Context(), v.practice, &a)
	}
	fresh := false
	if err == nil {
		a.Practice, a.Author, a.Created = v.practice.ID, v.author(), time.Now()
		a, fresh, err = s.Store.Annotate(r.Context(), a)
	}
	if errors.Is(err, store.ErrNoAnnotation) {
		err = refusal{Code: noParent, Message: "The note you answer has been removed. What you wrote can stand as a note of its own."}
	}
	if err != nil {
		s.refuseNote(w, err)
		return
	}
	status, what := http.StatusOK, "changed"
	if fresh {
		status, what = http.StatusCreated, "new"
	}
	s.answerNote(w, r, v, status, what, a)
}

func (s *Server) patchAnnotation(w http.ResponseWriter, r *http.Request, v Viewer) {
	var said noteChange
	n, ok := number(w, r)
	if !ok || !readBody(w, r, &said) {
		return
	}
	a, err := s.Store.ChangeAnnotation(r.Context(), v.practice.ID, n, func(a *store.Annotation) error {
		return said.apply(a, v.author(), time.Now())
	})
	if err != nil {
		s.refuseNote(w, err)
		return
	}
	s.answerNote(w, r, v, http.StatusOK, "changed", a)
}

func (s *Server) deleteAnnotation(w http.ResponseWriter, r *http.Request, v Viewer) {
	n, ok := number(w, r)
	if !ok {
		return
	}
	if err := s.Store.RemoveAnnotation(r.Context(), v.practice.ID, n, v.author()); err != nil {
		s.refuseNote(w, err)
		return
	}
	s.tellNote(v.practice, n, "deleted")
	w.WriteHeader(http.StatusNoContent)
}

// answerNote tells of a, and gives it back.
func (s *Server) answerNote(w http.ResponseWriter, r *http.Request, v Viewer, status int, what string, a store.Annotation) {
	s.tellNote(v.practice, a.ID, what)
	places, err := s.places(r.Context(), a.Practice, a)
	if err != nil {
		s.failed(w, "annotation", err)
		return
	}
	writeJSON(w, status, v.present(a, places))
}

// takesNotes says that the practice is over and on the disk; else the answer
// is written.
func (s *Server) takesNotes(w http.ResponseWriter, practice store.Practice) bool {
	if s.running(w, practice.ID, " Notes can be written when it is over.") {
		return false
	}
	if _, _, inMemory := s.memory.get(practice.ID); inMemory {
		writeRefusal(w, http.StatusConflict, refusal{Code: "not_kept", Message: "This practice was not recorded, so there is nowhere to keep notes on it."})
		return false
	}
	return true
}

// attach gives a what the report says of the mark it names.
func (s *Server) attach(ctx context.Context, practice store.Practice, a *store.Annotation) error {
	ctx, cancel := context.WithTimeout(ctx, reportIn)
	defer cancel()
	rep, err := s.report(ctx, practice)
	if err != nil {
		return err
	}
	for m := range marks(rep) {
		if m.name == a.Evidence {
			a.Mark, a.Code, a.Verdict, a.From, a.To = m.place, m.code, m.verdict, m.from, m.to
			return nil
		}
	}
	return refusal{Code: noMark, Message: "There is no such mark any more: the report has been made again. Look at it once more, and say then what you think of it."}
}

// tellNote tells the pages of those who may see the practice what became of a
// note on it.
func (s *Server) tellNote(practice store.Practice, n int64, what string) {
	s.news.tell("annotation", "", about(practice), map[string]any{"practice": practice.ID, "id": n, "what": what})
}

// number is that of a note or a link in the address; false: there is none such,
// and the answer is written.
func number(w http.ResponseWriter, r *http.Request) (int64, bool) {
	n, err := strconv.ParseInt(r.PathValue("n"), 10, 64)
	if err != nil || n < 1 {
		notFound(w)
		return 0, false
	}
	return n, true
}

// refuseNote answers with why a note was not kept, changed or removed.
func (s *Server) refuseNote(w http.ResponseWriter, err error) {
	why, refused := errors.AsType[refusal](err)
	switch {
	case refused && (why.Code == noMark || why.Code == noParent):
		writeRefusal(w, http.StatusConflict, why)
	case refused:
		writeRefusal(w, http.StatusBadRequest, why)
	case errors.Is(err, store.ErrFull):
		writeRefusal(w, http.StatusConflict, refusal{Code: "full", Message: "This practice holds 10,000 notes and takes no more."})
	case errors.Is(err, store.ErrNotAuthor):
		writeRefusal(w, http.StatusForbidden, refusal{Code: "not_yours", Message: "Only whoever wrote a note can change it or remove it."})
	case errors.Is(err, store.ErrNoAnnotation), errors.Is(err, store.ErrNotFound):
		notFound(w)
	case errors.Is(err, context.DeadlineExceeded):
		writeRefusal(w, http.StatusServiceUnavailable, refusal{Code: "scoring", Message: "The report of this practice is still being made.", RetryAfter: reportAgain})
	default:
		s.failed(w, "annotation", err)
	}
}
