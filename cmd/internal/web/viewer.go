package web

import (
	"errors"
	"net"
	"net/http"
	"slices"
	"time"

	"stillpoint/dialogue/store"
)

// action is something one can do with a practice.
type action int

const (
	toSee      action = iota // all there is of it, and its events
	toAnnotate               // and to say what one has listened to
	toCorrect                // the words of a turn
	toShare                  // to make links, list and revoke them
	toDelete
	toExport
	toCompare // it with others: progress
)

type role int

const (
	nobody role = iota
	holder      // of a link
	owner
)

// Viewer is who asks for a practice. The zero Viewer is nobody.
type Viewer struct {
	practice store.Practice
	role     role
	person   string     // the browser's, "" when it has no name
	link     store.Link // a holder's
}

// may is the one answer to who may do what.
func (v Viewer) may(do action) bool {
	switch v.role {
	case owner:
		return true
	case holder:
		return do == toSee || do == toAnnotate && v.link.Rights == store.Annotate
	}
	return false
}

// viewer is who asks for the practice. With a link in the query it is who
// holds the link, and never the owner. The error of a link that has ended is
// a [refusal].
func (s *Server) viewer(r *http.Request, practice store.Practice) (Viewer, error) {
	v := Viewer{practice: practice, person: person(r)}
	q, err := parseQuery(r.URL.RawQuery)
	if err != nil {
		return v, err
	}
	if !q.linked {
		if whose(r).Includes(practice.Person) {
			v.role = owner
		}
		return v, nil
	}
	l, err := s.Store.Link(r.Context(), q.link)
	switch {
	case errors.Is(err, store.ErrNotFound) || err == nil && l.Practice != practice.ID:
		return v, nil
	case err != nil:
		return v, err
	}
	now := time.Now()
	switch {
	case !l.Revoked.IsZero():
		return v, refusal{Code: "link_revoked", Message: "Whoever shared this practice has taken the link back. Ask them for a new one."}
	case !now.Before(l.Expires):
		return v, refusal{Code: "link_expired", Message: "This link was for a time, and that is over. Ask whoever shared the practice for a new one."}
	}
	v.role, v.link = holder, l
	if err := s.Store.LinkUsed(r.Context(), l, now); err != nil {
		s.log.Warn("look who asks", "err", err)
	}
	return v, nil
}

// whose says which practices are the asker's own: on this machine all, else
// those this browser began.
func whose(r *http.Request) store.Whose {
	return store.Whose{All: fromHere(r), Person: person(r)}
}

// fromHere says that the request was made on this machine: it came by the
// loopback, for a name of this machine, and no proxy passed it on.
func fromHere(r *http.Request) bool {
	for _, passedOn := range []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via"} {
		if len(r.Header.Values(passedOn)) > 0 {
			return false
		}
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	ip := net.ParseIP(host)
	return err == nil && ip != nil && ip.IsLoopback() && slices.Contains(ownNames(), hostname(r.Host))
}

// on serves a route of one practice to those who may do so: it finds the
// practice {id}, and who asks. Nobody learns that there is such a practice.
func (s *Server) on(do action, serve func(http.ResponseWriter, *http.Request, Viewer)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		row, err := s.row(r.Context(), r.PathValue("id"))
		if errors.Is(err, store.ErrNotFound) {
			notFound(w)
			return
		}
		if err != nil {
			s.failed(w, "read practice", err)
			return
		}
		if v, ok := s.admitted(w, r, row, do); ok {
			serve(w, r, v)
		}
	}
}

// admitted says who asks; false: they may not, and the answer is written.
func (s *Server) admitted(w http.ResponseWriter, r *http.Request, row store.Practice, do action) (Viewer, bool) {
	v, err := s.viewer(r, row)
	why, refused := errors.AsType[refusal](err)
	switch {
	case refused && why.Code == badRequest:
		writeRefusal(w, http.StatusBadRequest, why)
	case refused:
		writeRefusal(w, http.StatusForbidden, why)
	case err != nil:
		s.failed(w, "look who asks", err)
	case v.role == nobody:
		notFound(w)
	case !v.may(do) && do == toAnnotate:
		writeRefusal(w, http.StatusForbidden, refusal{Code: "read_only", Message: "This link is for reading and listening. Ask whoever shared the practice for one that lets you write."})
	case !v.may(do):
		writeRefusal(w, http.StatusForbidden, refusal{Code: "owner_only", Message: "Only whoever made this practice can do that."})
	default:
		return v, true
	}
	return v, false
}

// asked is the query of a request for what is the asker's own, and whose that
// is; false: the holder of a link asks, or it cannot be read, and the answer
// is written.
func (s *Server) asked(w http.ResponseWriter, r *http.Request) (query, store.Whose, bool) {
	q, err := parseQuery(r.URL.RawQuery)
	if why, refused := errors.AsType[refusal](err); refused {
		writeRefusal(w, http.StatusBadRequest, why)
		return q, store.Whose{}, false
	}
	if !q.linked {
		return q, whose(r), true
	}
	l, err := s.Store.Link(r.Context(), q.link)
	if errors.Is(err, store.ErrNotFound) {
		notFound(w)
	} else if err != nil {
		s.failed(w, "look who asks", err)
	} else {
		s.admitted(w, r, store.Practice{ID: l.Practice}, toCompare) // it refuses every link
	}
	return q, store.Whose{}, false
}
