package web

import (
	"errors"
	"net/http"
	"time"

	"stillpoint/dialogue/store"
)

const (
	maxDays  = 365 // a link may live
	maxLinks = 100 // of one practice, with those that have ended
)

// linkJSON is a link as its owner sees it. Its URL, which has the token in
// it, is told once, when it is made.
type linkJSON struct {
	ID      int64     `json:"id"`
	URL     string    `json:"url,omitempty"`
	Rights  string    `json:"rights"`
	Created time.Time `json:"created"`
	Expires time.Time `json:"expires"`
	Revoked time.Time `json:"revoked,omitzero"`
	Used    time.Time `json:"last_used,omitzero"`
}

func linkFor(l store.Link) linkJSON {
	return linkJSON{ID: l.ID, Rights: l.Rights, Created: l.Created, Expires: l.Expires, Revoked: l.Revoked, Used: l.Used}
}

func (s *Server) getLinks(w http.ResponseWriter, r *http.Request, v Viewer) {
	links, err := s.Store.Links(r.Context(), v.practice.ID)
	if err != nil {
		s.failed(w, "list links", err)
		return
	}
	all := make([]linkJSON, 0, len(links))
	for _, l := range links {
		all = append(all, linkFor(l))
	}
	writeJSON(w, http.StatusOK, all)
}

func (s *Server) postLink(w http.ResponseWriter, r *http.Request, v Viewer) {
	id := v.practice.ID
	var asked struct {
		Rights string
		Days   int
	}
	if !readBody(w, r, &asked) {
		return
	}
	if asked.Rights != store.Read && asked.Rights != store.Annotate {
		writeRefusal(w, http.StatusBadRequest, refusal{Code: badRequest, Message: "rights is neither read nor annotate."})
		return
	}
	if asked.Days < 1 || asked.Days > maxDays {
		writeRefusal(w, http.StatusBadRequest, refusal{Code: badRequest, Message: "A link can live for 1 to 365 days."})
		return
	}
	if _, _, inMemory := s.memory.get(id); inMemory {
		writeRefusal(w, http.StatusConflict, refusal{Code: "not_kept", Message: "This practice was not recorded. It is gone when the server stops, so there is nothing that a link could open."})
		return
	}
	links, err := s.Store.Links(r.Context(), id)
	if err != nil {
		s.failed(w, "list links", err)
		return
	}
	if len(links) >= maxLinks {
		writeRefusal(w, http.StatusConflict, refusal{Code: "too_many_links", Message: "This practice has been shared 100 times, and more links than that cannot be kept apart."})
		return
	}
	now, token := time.Now().UTC().Truncate(time.Millisecond), newToken()
	l, err := s.Store.Share(r.Context(), store.Link{Practice: id, Rights: asked.Rights,
		Created: now, Expires: now.AddDate(0, 0, asked.Days)}, token)
	switch {
	case errors.Is(err, store.ErrNotFound): // deleted meanwhile
		notFound(w)
		return
	case err != nil:
		s.failed(w, "make link", err)
		return
	}
	made := linkFor(l)
	made.URL = "/practices/" + id + "?link=" + token
	writeJSON(w, http.StatusCreated, made)
}

// deleteLink revokes: from now on the link opens nothing, and who listens by
// it hears no more. That it was there is kept.
func (s *Server) deleteLink(w http.ResponseWriter, r *http.Request, v Viewer) {
	n, ok := number(w, r)
	if !ok {
		return
	}
	err := s.Store.Revoke(r.Context(), v.practice.ID, n, time.Now())
	switch {
	case errors.Is(err, store.ErrNotFound):
		notFound(w)
		return
	case err != nil:
		s.failed(w, "revoke link", err)
		return
	}
	s.news.hush(func(l store.Link) bool { return l.ID == n })
	w.WriteHeader(http.StatusNoContent)
}
