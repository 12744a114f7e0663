package web

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"time"
)

// step is how far something has come: bytes of a file, lines spoken ahead.
type step struct {
	Name  string `json:"name"`
	Done  int64  `json:"done"`
	Total int64  `json:"total"`
	Ready bool   `json:"ready"` // enough to begin
}

// progress is what pages wait for.
type progress struct {
	mu       sync.Mutex
	fetching map[string]step
	spoken   map[string]step
}

func newProgress() *progress {
	return &progress{fetching: make(map[string]step), spoken: make(map[string]step)}
}

func (p *progress) put(of map[string]step, st step) {
	p.mu.Lock()
	defer p.mu.Unlock()
	of[st.Name] = st
}

// ready says whether the scenario's first lines are spoken ahead; one that
// nothing was said of needs nothing.
func (p *progress) ready(scenario string) (step, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	st, ok := p.spoken[scenario]
	return st, ok
}

func (p *progress) fetches() []step {
	p.mu.Lock()
	defer p.mu.Unlock()
	all := make([]step, 0, len(p.fetching))
	for _, name := range slices.Sorted(maps.Keys(p.fetching)) {
		if st := p.fetching[name]; !st.Ready {
			all = append(all, st)
		}
	}
	return all
}

// Fetching tells the pages that done of total bytes of a file have come; over
// when no more will.
func (s *Server) Fetching(file string, done, total int64, over bool) {
	st := step{file, done, total, over}
	s.progress.put(s.progress.fetching, st)
	s.news.tell("fetch", file, everybody(), st)
}

type spokenEvent struct {
	Scenario string `json:"scenario"`
	Done     int    `json:"done"`
	Total    int    `json:"total"`
	Ready    bool   `json:"ready"`
}

// Spoken tells the pages that done of total lines of a scenario are spoken
// ahead; ready when her first lines are among them, so that a practice may
// begin. Until it is called for a scenario, that one counts as ready.
func (s *Server) Spoken(scenario string, done, total int, ready bool) {
	s.progress.put(s.progress.spoken, step{scenario, int64(done), int64(total), ready})
	s.news.tell("spoken", scenario, everybody(), spokenEvent{scenario, done, total, ready})
}

// Arrive gives the server the engines that it was begun without.
func (s *Server) Arrive(e Engines) {
	s.arrived.Store(&e)
	s.news.tell("status", "", everybody(), struct{}{})
}

func (s *Server) engines() *Engines { return s.arrived.Load() }

// coming says that the engines are not there yet.
func (s *Server) coming() *refusal {
	if s.engines().Client != nil {
		return nil
	}
	return &refusal{Code: "fetching", Message: "The voices and ears of this server are still being fetched. It happens once.", RetryAfter: 15}
}

// statusJSON is what the start page has to know before a practice begins.
type statusJSON struct {
	Ready         bool     `json:"ready"`
	Full          bool     `json:"full"`
	RetryAfter    int      `json:"retry_after,omitempty"` // seconds
	Consent       bool     `json:"consent"`
	ConsentText   string   `json:"consent_text"`
	ConsentSHA256 string   `json:"consent_sha256"`
	Leaves        string   `json:"leaves"` // a sentence: what a talk sends elsewhere; "": nothing
	Missing       []string `json:"missing"`
	Fetching      []step   `json:"fetching"`
	Ears          bool     `json:"ears"`
	Voice         string   `json:"voice"` // "", light, full
	Typed         bool     `json:"typed"` // the coach can only type
	Live          int      `json:"live"`
	Places        int      `json:"places"`
}

func (s *Server) getStatus(w http.ResponseWriter, r *http.Request) {
	who := name(w.Header(), r)
	st := statusJSON{Ready: true, Consent: s.consented(r.Context(), who), ConsentText: s.consentText(), ConsentSHA256: s.consentSHA256(),
		Leaves: leaving(s.Elsewhere), Missing: s.engines().missing(), Fetching: s.progress.fetches(), Ears: s.engines().ears(nil) != nil, Live: len(s.registry.all()), Places: s.Max}
	st.Typed = !st.Ears
	switch {
	case !s.speaks():
	case s.engines().Light != nil && s.engines().Light():
		st.Voice = "light"
	default:
		st.Voice = "full"
	}
	if s.coming() != nil {
		st.Ready, st.Typed = false, false
	} else if why := s.registry.room(time.Now()); why != nil {
		st.Ready, st.Full, st.RetryAfter = false, true, why.RetryAfter
	}
	writeJSON(w, http.StatusOK, st)
}

// speaks says whether the first client can be heard.
func (s *Server) speaks() bool {
	v, err := s.engines().voice(s.Scenarios()[0], nil)
	return err == nil && v != nil
}

// getReady is for machines: may another practice begin, and would it be kept?
func (s *Server) getReady(w http.ResponseWriter, r *http.Request) {
	why := cmp.Or(s.registry.closing(), s.coming(), s.registry.room(time.Now()))
	switch err := s.writable(); {
	case why != nil:
	case err != nil:
		s.log.Warn("not ready", "err", err)
		why = &refusal{Code: "disk", Message: "The data folder cannot be written.", RetryAfter: 60}
	default:
		if missing := s.engines().missing(); len(missing) > 0 {
			why = &refusal{Code: "models_missing", Message: strings.Join(missing, " "), RetryAfter: 60}
		}
	}
	if why != nil {
		writeRefusal(w, http.StatusServiceUnavailable, *why)
		return
	}
	writeJSON(w, http.StatusOK, map[string]bool{"ready": true})
}

func (s *Server) writable() error {
	probe := ".ready-" + newToken()
	f, err := s.audio.OpenFile(probe, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer s.audio.Remove(probe)
	defer f.Close()
	if _, err := f.Write(make([]byte, 4096)); err != nil {
		return err
	}
	return f.Sync()
}

func (s *Server) postConsent(w http.ResponseWriter, r *http.Request) {
	var said struct {
		Consent *bool `json:"consent"`
	}
	if !readBody(w, r, &said) {
		return
	}
	if said.Consent == nil {
		writeRefusal(w, http.StatusBadRequest, refusal{Code: badRequest, Message: `Expected {"consent": true} or {"consent": false}.`})
		return
	}
	if err := s.remember(r.Context(), name(w.Header(), r), *said.Consent); err != nil {
		s.failed(w, "consent", err)
		return
	}
	writeJSON(w, http.StatusOK, map[string]bool{"consent": *said.Consent})
}

// consented says whether this person has agreed to the present text.
func (s *Server) consented(ctx context.Context, person string) bool {
	text, err := s.Store.Setting(ctx, "consent "+person)
	if err != nil {
		s.log.Error("read consent", "err", err)
	}
	return err == nil && text == s.consentSHA256()
}

func (s *Server) remember(ctx context.Context, person string, agreed bool) error {
	text := ""
	if agreed {
		text = s.consentSHA256()
	}
	if err := s.Store.SetSetting(ctx, "consent "+person, text); err != nil {
		return fmt.Errorf("keep consent: %w", err)
	}
	return nil
}

// failed answers for a mistake of this server, which it logs.
func (s *Server) failed(w http.ResponseWriter, what string, err error) {
	s.log.Error(what, "err", err)
	writeRefusal(w, http.StatusInternalServerError, refusal{Code: "fault", Message: "The server could not do that. Its log says why."})
}
