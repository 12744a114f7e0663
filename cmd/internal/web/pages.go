package web

import (
	"errors"
	"net/http"

	"stillpoint/dialogue/store"
)

func (s *Server) getPage(w http.ResponseWriter, r *http.Request) {
	name(w.Header(), r)
	s.Pages.ServeHTTP(w, r)
}

// getReview gives the page of a practice. To who may not see the practice it
// is the same page, which then says so, with the status of that.
func (s *Server) getReview(w http.ResponseWriter, r *http.Request) {
	row, err := s.row(r.Context(), r.PathValue("id"))
	var v Viewer
	if err == nil {
		v, err = s.viewer(r, row)
	}
	why, refused := errors.AsType[refusal](err)
	status := http.StatusOK
	switch {
	case refused && why.Code == badRequest:
		status = http.StatusBadRequest
	case refused:
		status = http.StatusForbidden
	case err != nil && !errors.Is(err, store.ErrNotFound):
		s.failed(w, "look who asks", err)
		return
	case !v.may(toSee):
		status = http.StatusNotFound
	}
	if status != http.StatusOK {
		r = r.Clone(r.Context())
		for _, part := range []string{"Range", "If-None-Match", "If-Modified-Since"} {
			r.Header.Del(part)
		}
		w = &withStatus{ResponseWriter: w, status: status}
	}
	s.getPage(w, r)
}

// withStatus is an answer that would have been OK, but for its status.
type withStatus struct {
	http.ResponseWriter
	status int
	told   bool
}

func (w *withStatus) WriteHeader(status int) {
	if status == http.StatusOK {
		status = w.status
	}
	w.told = true
	w.ResponseWriter.WriteHeader(status)
}

func (w *withStatus) Write(p []byte) (int, error) {
	if !w.told {
		w.WriteHeader(http.StatusOK)
	}
	return w.ResponseWriter.Write(p)
}
