package web

import (
	"net/http"
)

// getSettings tells what is in force to who sits at this machine, and to
// nobody else: the addresses of somebody's services are in it.
func (s *Server) getSettings(w http.ResponseWriter, r *http.Request) {
	switch _, own, ok := s.asked(w, r); {
	case !ok:
	case !own.All:
		writeRefusal(w, http.StatusForbidden, refusal{Code: "here_only", Message: "The settings are shown only on the machine that Stillpoint runs on."})
	case s.Settings == nil:
		writeJSON(w, http.StatusOK, struct{}{})
	default:
		writeJSON(w, http.StatusOK, s.Settings())
	}
}
