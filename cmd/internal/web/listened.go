package web

import (
	"errors"
	"net/http"

	"stillpoint/dialogue/store"
	"stillpoint/dialogue/timeline"
)

const maxSpans = 1000 // in one message

// spanJSON is a stretch of media time, [from, to).
type spanJSON struct {
	From timeline.Ms `json:"from"`
	To   timeline.Ms `json:"to"`
}

// listenedJSON is what one listener has heard.
type listenedJSON struct {
	By    string     `json:"by"`
	Mine  bool       `json:"mine"`
	Spans []spanJSON `json:"spans"`
}

// postListened hears what the viewer has really listened to since it was last
// told. What lies beyond the end counts up to the end: a player may stop late.
func (s *Server) postListened(w http.ResponseWriter, r *http.Request, v Viewer) {
	var said []spanJSON
	if !s.takesNotes(w, v.practice) || !readBody(w, r, &said) {
		return
	}
	if len(said) > maxSpans {
		writeRefusal(w, http.StatusBadRequest, refusal{Code: badRequest, Message: "That is more than 1,000 stretches at once."})
		return
	}
	spans := make([][2]timeline.Ms, 0, len(said))
	for _, span := range said {
		if span.From < 0 || span.To < span.From {
			writeRefusal(w, http.StatusBadRequest, refusal{Code: badRequest, Message: "Each stretch needs from and to, the one before the other."})
			return
		}
		if span.To = min(span.To, v.practice.Length); span.From < span.To {
			spans = append(spans, [2]timeline.Ms{span.From, span.To})
		}
	}
	if v.person == "" {
		v.person = name(w.Header(), r)
	}
	if len(spans) > 0 {
		err := s.Store.Listen(r.Context(), v.practice.ID, v.author(), spans)
		if errors.Is(err, store.ErrNotFound) { // deleted meanwhile
			notFound(w)
			return
		}
		if err != nil {
			s.failed(w, "listened", err)
			return
		}
	}
	w.WriteHeader(http.StatusNoContent)
}

func (s *Server) getListened(w http.ResponseWriter, r *http.Request, v Viewer) {
	all, err := s.Store.Listened(r.Context(), v.practice.ID)
	if err != nil {
		s.failed(w, "listened", err)
		return
	}
	list := []listenedJSON{}
	for _, l := range all {
		j := listenedJSON{By: l.Name, Mine: l.Author == v.author(), Spans: make([]spanJSON, len(l.Spans))}
		if j.By == "" && l.Author == ownAuthor {
			j.By = ownName
		} else if j.By == "" {
			j.By = "Somebody with a link"
		}
		for i, span := range l.Spans {
			j.Spans[i] = spanJSON{span[0], span[1]}
		}
		list = append(list, j)
	}
	writeJSON(w, http.StatusOK, list)
}
