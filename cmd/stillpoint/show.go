package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"stillpoint/dialogue/timeline"
)

// show keeps the timeline of a talk that is tried, and shows it as it grows:
// each event as a JSON line, or as a person would read it.
type show struct {
	w      io.Writer
	json   bool
	name   string // hers
	events []timeline.Event
	err    error // of the first line that could not be written
}

// Append implements dialogue.Recorder.
func (s *show) Append(e timeline.Event) error {
	s.events = append(s.events, e)
	if s.json {
		data, err := json.Marshal(e)
		if err != nil {
			return err
		}
		s.print("%s\n", data)
		return nil
	}
	switch b := e.Body.(type) {
	case timeline.CoachTurn:
		s.print("%s  You: %s\n", clock(b.From), b.Text)
	case timeline.ClientTurn:
		s.print("%s  %s: %s\n", clock(b.From), s.name, spokenLine(b))
	case timeline.TrustStep:
		s.print("%s\n", moved(b))
	case timeline.Role:
		s.print("%s  (the role-play is %s)\n", clock(e.At), b.State)
	case timeline.Fault:
		s.print("%s  (%s: %s)\n", clock(e.At), b.Engine, b.What)
	case timeline.End:
		s.print("%s  (the practice is over: %s)\n", clock(e.At), b.Cause)
	}
	return nil
}

// ready says that a line of input is awaited.
func (s *show) ready(at timeline.Ms) {
	if s.json {
		s.print("{\"ready\":true,\"at\":%d}\n", at)
	}
}

func (s *show) print(format string, args ...any) {
	if _, err := fmt.Fprintf(s.w, format, args...); err != nil && s.err == nil {
		s.err = err
	}
}

func clock(at timeline.Ms) string { return fmt.Sprintf("%2d:%02d", at/60000, at/1000%60) }

// spokenLine is what she said with its pauses, and what she could not say.
func spokenLine(c timeline.ClientTurn) string {
	var parts []string
	for _, pc := range c.Pieces {
		if pc.Pause {
			parts = append(parts, fmt.Sprintf("[%.1f s]", float64(pc.To-pc.From)/1000))
		} else {
			parts = append(parts, pc.Text)
		}
	}
	line := strings.Join(parts, " ")
	if c.Unheard != "" {
		line += "— (not said: " + c.Unheard + ")"
	}
	return line
}

// moved is what a turn did to her, in one line.
func moved(t timeline.TrustStep) string {
	var events []string
	for _, e := range t.Events {
		events = append(events, fmt.Sprintf("%s %+d", e.Name, e.Weight))
	}
	line := fmt.Sprintf("       trust %d, guard %d, open %d", t.Trust, t.Guard, t.Open)
	if len(events) > 0 {
		line += ": " + strings.Join(events, ", ")
	}
	if t.Why != "" {
		line += "\n       " + t.Why
	}
	return line
}
