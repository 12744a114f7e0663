package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"time"

	"stillpoint/dialogue"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/store"
	"stillpoint/dialogue/timeline"
	"stillpoint/media"
)

const sampleIn = 25 * time.Second

// scenarioJSON is one client on the start page.
type scenarioJSON struct {
	ID         string   `json:"id"`
	Title      string   `json:"title"`
	Name       string   `json:"name"`
	Role       string   `json:"role"`
	Difficulty string   `json:"difficulty"`
	Minutes    int      `json:"minutes"`
	Focus      []string `json:"focus"`
	Voice      string   `json:"voice"`
	AskedFor   string   `json:"asked_for"`
	Words      string   `json:"words"` // one line of the client's own
	Ready      bool     `json:"ready"` // the first lines are spoken ahead
	Spoken     *spoken  `json:"spoken,omitempty"`
}

type spoken struct {
	Done  int64 `json:"done"`
	Total int64 `json:"total"`
}

func (s *Server) getScenarios(w http.ResponseWriter, r *http.Request) {
	all := []scenarioJSON{}
	for _, sc := range s.Scenarios() {
		j := scenarioJSON{ID: sc.ID, Title: sc.Title, Name: sc.Person.Name, Role: sc.Person.Role, Difficulty: sc.Difficulty,
			Minutes: sc.End.Minutes, Focus: append([]string{}, sc.Focus...), Voice: sc.Person.Voice.TTS.Kokoro,
			AskedFor: sc.Contract.AskedFor, Words: sc.Opening.Text.Words(), Ready: true}
		if st, ok := s.progress.ready(sc.ID); ok {
			j.Ready, j.Spoken = st.Ready, &spoken{st.Done, st.Total}
		}
		all = append(all, j)
	}
	writeJSON(w, http.StatusOK, all)
}

// postChosen hears which client the page shows, so that her lines come first.
func (s *Server) postChosen(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	if id == "" || s.scenario(id) == nil {
		notFound(w)
		return
	}
	if s.Chosen != nil {
		s.Chosen(id)
	}
	w.WriteHeader(http.StatusNoContent)
}

// getSample is her voice, to set the volume by.
func (s *Server) getSample(w http.ResponseWriter, r *http.Request) {
	sc := s.scenario(r.PathValue("id"))
	if sc == nil {
		notFound(w)
		return
	}
	select {
	case s.samples <- struct{}{}:
		defer func() { <-s.samples }()
	default:
		writeRefusal(w, http.StatusServiceUnavailable, refusal{Code: "busy", Message: "She is just saying it to somebody else.", RetryAfter: 3})
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), sampleIn)
	defer cancel()
	v, err := s.engines().voice(sc, nil)
	if err != nil || v == nil {
		writeRefusal(w, http.StatusServiceUnavailable, refusal{Code: "no_voice", Message: "There is no voice on this server yet."})
		return
	}
	pcm, err := sample(ctx, sc, v)
	if err != nil {
		s.failed(w, "sample", err)
		return
	}
	w.Header().Set("Content-Type", "audio/wav")
	w.Header().Set("Cache-Control", "private, max-age=3600")
	media.WriteWAV(w, pcm, media.Rate)
}

// sample is the first words of her opening, which are spoken ahead.
func sample(ctx context.Context, sc *scenario.Scenario, v dialogue.Voice) (media.PCM, error) {
	var all media.PCM
	for _, p := range sc.Opening.Text.Pieces {
		if p.Words == "" {
			continue
		}
		for pcm, err := range v.Speak(ctx, p.Words) {
			if err != nil {
				return nil, fmt.Errorf("speak: %w", err)
			}
			all = append(all, pcm...)
		}
		break
	}
	return all, nil
}

// practiceJSON is a practice in a list or by itself.
type practiceJSON struct {
	ID       string      `json:"id"`
	Scenario string      `json:"scenario"`
	Title    string      `json:"title"`
	Focus    string      `json:"focus,omitempty"` // the exercise's code, as in a report's drill
	Name     string      `json:"name,omitempty"`
	Role     string      `json:"role,omitempty"`
	Started  time.Time   `json:"started"`
	Length   timeline.Ms `json:"length"`
	Complete bool        `json:"complete"`
	Recorded bool        `json:"recorded"`
	Turns    int         `json:"turns"`
	State    string      `json:"state"` // live, ended, ready (there is a report), broken
	Viewer   *viewerJSON `json:"viewer,omitempty"`
	Usage    []usageJSON `json:"usage,omitempty"` // told the owner alone
}

// viewerJSON tells the page of one practice who looks at it.
type viewerJSON struct {
	Role     string    `json:"role"` // owner or link
	Annotate bool      `json:"annotate"`
	Expires  time.Time `json:"expires,omitzero"` // a link's
}

// practiceJSON is p for a page; people are the scenarios of just now, scored
// says that there is a report.
func (s *Server) practiceJSON(p store.Practice, people []*scenario.Scenario, scored bool) practiceJSON {
	j := practiceJSON{ID: p.ID, Scenario: p.Scenario, Title: p.Title, Focus: p.Focus, Started: p.Started, Length: p.Length,
		Complete: p.Complete, Recorded: p.Recorded, Turns: p.Turns, State: store.Broken}
	if sc := find(people, p.Scenario); sc != nil && p.Scenario != "" {
		j.Name, j.Role = sc.Person.Name, sc.Person.Role
	}
	switch {
	case s.registry.get(p.ID) != nil:
		j.State = store.Live
	case p.Complete && scored:
		j.State = "ready"
	case p.Complete:
		j.State = store.Ended
	}
	return j
}

// getPractices lists the asker's own practices.
func (s *Server) getPractices(w http.ResponseWriter, r *http.Request) {
	q, own, ok := s.asked(w, r)
	if !ok {
		return
	}
	rows, err := s.Store.List(r.Context(), own, q.before, q.limit)
	if err != nil {
		s.failed(w, "list practices", err)
		return
	}
	scored, err := s.scored(r.Context(), rows...)
	if err != nil {
		s.failed(w, "list practices", err)
		return
	}
	all, people := make([]practiceJSON, 0, len(rows)), s.Scenarios()
	for _, p := range rows {
		all = append(all, s.practiceJSON(p, people, scored[p.ID]))
	}
	writeJSON(w, http.StatusOK, all)
}

func (s *Server) getPractice(w http.ResponseWriter, r *http.Request, v Viewer) {
	scored, err := s.scored(r.Context(), v.practice)
	if err != nil {
		s.failed(w, "read practice", err)
		return
	}
	j := s.practiceJSON(v.practice, s.Scenarios(), scored[v.practice.ID])
	j.Viewer = &viewerJSON{Role: "owner", Annotate: v.may(toAnnotate), Expires: v.link.Expires}
	if v.role == holder {
		j.Viewer.Role = "link"
	} else if j.Usage, err = s.usage(r.Context(), v.practice.ID); err != nil {
		s.failed(w, "read practice", err)
		return
	}
	writeJSON(w, http.StatusOK, j)
}

// running says that the practice has not ended; then the answer is written,
// with what to do added to it.
func (s *Server) running(w http.ResponseWriter, id, do string) bool {
	if s.registry.get(id) == nil {
		return false
	}
	writeRefusal(w, http.StatusConflict, refusal{Code: "practice_live", Message: "This practice is still running." + do, Practice: id})
	return true
}

func (s *Server) getTimeline(w http.ResponseWriter, r *http.Request, v Viewer) {
	tl, err := s.timeline(r.Context(), v.practice.ID)
	switch {
	case errors.Is(err, store.ErrNotFound): // deleted meanwhile
		notFound(w)
	case err != nil:
		s.failed(w, "read timeline", err)
	default:
		writeJSON(w, http.StatusOK, tl)
	}
}

// deletePractice removes the files first: while the row is there, it can be
// tried again.
func (s *Server) deletePractice(w http.ResponseWriter, r *http.Request, v Viewer) {
	id := v.practice.ID
	if s.running(w, id, " End it first.") {
		return
	}
	if s.memory.remove(id) {
		s.tellState(v.practice, "deleted")
		w.WriteHeader(http.StatusNoContent)
		return
	}
	s.peaks <- struct{}{} // or a waveform that is being drawn would outlive it
	defer func() { <-s.peaks }()
	for _, file := range []string{audioName(id), peaksName(id), partName(id)} {
		if err := s.audio.Remove(file); err != nil && !errors.Is(err, os.ErrNotExist) {
			s.failed(w, "delete recording", err)
			return
		}
	}
	err := s.Store.Delete(r.Context(), id)
	if errors.Is(err, store.ErrNotFound) { // by another tab, meanwhile
		notFound(w)
		return
	}
	if err != nil && !errors.Is(err, store.ErrRead) {
		s.failed(w, "delete practice", err)
		return
	}
	s.tellState(v.practice, "deleted")
	s.news.hush(func(l store.Link) bool { return l.Practice == id })
	if err != nil {
		s.log.Warn("delete practice", "practice", id, "err", err)
		writeRefusal(w, http.StatusConflict, refusal{Code: "still_on_disk", Message: "The practice is deleted, but another program has the data folder open: its words leave the disk when that program has ended and Stillpoint stops or deletes again."})
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func notFound(w http.ResponseWriter) {
	writeRefusal(w, http.StatusNotFound, refusal{Code: "not_found", Message: "There is nothing here by that name."})
}
