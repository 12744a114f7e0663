package web

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
)

// getSettings tells what is in force to who sits at this machine, and to
// nobody else: the addresses of somebody's services are in it. Beside what
// [Config.Settings] says there is traces: the other machine to which the times of turns go.
func (s *Server) getSettings(w http.ResponseWriter, r *http.Request) {
	switch _, own, ok := s.asked(w, r); {
	case !ok:
		return
	case !own.All:
		writeRefusal(w, http.StatusForbidden, refusal{Code: "here_only", Message: "The settings are shown only on the machine that Stillpoint runs on."})
		return
	}
	all, err := s.settings()
	if err != nil {
		s.failed(w, "settings", err)
		return
	}
	writeJSON(w, http.StatusOK, all)
}

func (s *Server) settings() (map[string]json.RawMessage, error) {
	all := map[string]json.RawMessage{}
	if s.Settings != nil {
		data, err := json.Marshal(s.Settings())
		if err == nil {
			err = json.Unmarshal(data, &all)
		}
		if err != nil {
			return nil, fmt.Errorf("what is in force: %w", err)
		}
	}
	if s.Trace != nil && !onThisMachine(s.Trace.Host()) {
		all["traces"], _ = json.Marshal(s.Trace.Host()) // a text always can
	}
	return all, nil
}

func onThisMachine(host string) bool {
	name := hostname(host)
	ip := net.ParseIP(name)
	return name == "localhost" || ip != nil && ip.IsLoopback()
}
