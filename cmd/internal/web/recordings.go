package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"

	"stillpoint/media/record"
)

func audioName(id string) string { return id + ".ogg" }
func peaksName(id string) string { return id + ".peaks" }
func partName(id string) string  { return id + ".peaks.part" }

// recording opens the recording of a practice; nil: the answer is written.
func (s *Server) recording(w http.ResponseWriter, id string) *os.File {
	if s.running(w, id, "") {
		return nil
	}
	f, err := s.audio.Open(audioName(id))
	switch {
	case errors.Is(err, os.ErrNotExist):
		writeRefusal(w, http.StatusNotFound, refusal{Code: "no_audio", Message: "There is no recording of this practice."})
	case err != nil:
		s.failed(w, "open recording", err)
	default:
		return f
	}
	return nil
}

func (s *Server) getAudio(w http.ResponseWriter, r *http.Request, v Viewer) {
	f := s.recording(w, v.practice.ID)
	if f == nil {
		return
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		s.failed(w, "open recording", err)
		return
	}
	endless(w)
	h := w.Header()
	h.Set("Content-Type", "audio/ogg")
	h.Set("Cache-Control", "private, no-cache")
	if r.FormValue("download") == "1" {
		h.Set("Content-Disposition", fmt.Sprintf(`attachment; filename="stillpoint-%s.ogg"`, info.ModTime().UTC().Format("2006-01-02-1504")))
	}
	http.ServeContent(w, r, "", info.ModTime(), f)
}

// getPeaks gives the waveform; it is made when it is not there.
func (s *Server) getPeaks(w http.ResponseWriter, r *http.Request, v Viewer) {
	id := v.practice.ID
	f := s.recording(w, id)
	if f == nil {
		return
	}
	f.Close()
	endless(w)
	if err := s.makePeaks(id); err != nil {
		s.failed(w, "peaks", err)
		return
	}
	p, err := s.audio.Open(peaksName(id))
	if err != nil {
		s.failed(w, "peaks", err)
		return
	}
	defer p.Close()
	info, err := p.Stat()
	if err != nil {
		s.failed(w, "peaks", err)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "private, no-cache")
	http.ServeContent(w, r, "", info.ModTime(), p)
}

// makePeaks writes the waveform beside the recording unless it is there. One
// is made at a time, so that drawing never takes more than one core.
func (s *Server) makePeaks(id string) error {
	s.peaks <- struct{}{}
	defer func() { <-s.peaks }()
	if _, err := s.audio.Stat(peaksName(id)); err == nil {
		return nil
	}
	f, err := s.audio.Open(audioName(id))
	if err != nil {
		return fmt.Errorf("open recording: %w", err)
	}
	defer f.Close()
	waves, err := record.Peaks(f)
	if err != nil {
		return fmt.Errorf("draw recording: %w", err)
	}
	data, err := json.Marshal(waves)
	if err != nil {
		return fmt.Errorf("draw recording: %w", err)
	}
	if err := s.audio.WriteFile(partName(id), data, 0o600); err != nil {
		s.audio.Remove(partName(id))
		return fmt.Errorf("keep waveform: %w", err)
	}
	if err := s.audio.Rename(partName(id), peaksName(id)); err != nil {
		return fmt.Errorf("keep waveform: %w", err)
	}
	return nil
}
