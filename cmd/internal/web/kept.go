package web

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"stillpoint/dialogue"
	"stillpoint/dialogue/store"
	"stillpoint/dialogue/timeline"
	"stillpoint/media/record"
)

const keptInMemory = 16 // unrecorded practices

// kept is what a practice leaves behind: a row, a timeline, a recording; or,
// without consent, a timeline in memory and nothing on disk.
type kept struct {
	row     store.Practice
	journal *journal
	rows    *store.Recorder // nil: in memory
	file    *os.File        // nil: unrecorded
	tape    *record.Tape    // nil: unrecorded
	failed  <-chan error    // the tape's; nil: unrecorded
}

// keep opens it. What cannot be kept on disk is kept in memory, and the page
// is told.
func (s *Server) keep(p *practice) *kept {
	k := &kept{row: store.Practice{ID: p.id, Person: p.person, Scenario: p.scenario.ID, Title: p.scenario.Title, Focus: p.focus,
		ScenarioSHA256: p.scenario.SHA256, Language: p.scenario.Language,
		Started: p.line.Began().UTC(), Recorded: p.recorded}}
	if !p.recorded {
		p.page.Notice("not_recorded", "This practice is not recorded. Its words and times are kept in memory until the server stops.")
	} else if err := s.open(p.ctx, k); err != nil {
		p.log.Error("cannot record", "err", err)
		p.page.Notice("recording_stopped", "This practice cannot be recorded: the disk cannot be written. The talk goes on; its words and times are kept in memory.")
		k.row.Recorded = false
	}
	k.journal = &journal{metrics: s.metrics, answered: p.answered}
	if k.row.Recorded {
		k.rows = s.Store.Recorder(p.id)
		k.journal.to = k.rows
	} else {
		k.journal.to = s.memory.begin(k.row)
	}
	return k
}

// open creates the row and the recording, both or none.
func (s *Server) open(ctx context.Context, k *kept) error {
	f, err := s.audio.OpenFile(audioName(k.row.ID), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("create recording: %w", err)
	}
	if err := s.Store.Create(ctx, k.row); err != nil {
		f.Close()
		s.audio.Remove(audioName(k.row.ID))
		return fmt.Errorf("create practice: %w", err)
	}
	k.file = f
	k.tape = record.New(f)
	k.failed = k.tape.Failed()
	return nil
}

// run writes until ctx ends and all is on disk.
func (k *kept) run(ctx context.Context) error {
	if k.rows == nil {
		return nil
	}
	defer k.file.Close()
	var wg sync.WaitGroup
	var tapeErr error
	wg.Go(func() { tapeErr = safely(func() error { return k.tape.Run(ctx) }) })
	err := k.rows.Run(ctx)
	wg.Wait()
	if err == nil {
		err = tapeErr
	}
	return err
}

// end says how long the recording has to be.
func (k *kept) end() {
	if k.tape != nil {
		k.tape.End(k.journal.length().Duration())
	}
}

// save completes the row, with what was used.
func (s *Server) save(ctx context.Context, k *kept, used []store.Usage) error {
	k.row.Length, k.row.Complete, k.row.Turns = k.journal.length(), true, k.journal.turns
	if k.rows == nil {
		s.memory.finish(k.row, used)
		return nil
	}
	if err := s.Store.Finish(ctx, k.row, used...); err != nil {
		return fmt.Errorf("save practice: %w", err)
	}
	s.wg.Go(func() {
		if err := s.makePeaks(k.row.ID); err != nil {
			s.log.Error("peaks", "practice", k.row.ID, "err", err)
		}
	})
	s.wg.Go(func() {
		if _, err := s.report(context.WithoutCancel(ctx), k.row); err != nil && !errors.Is(err, store.ErrNotFound) {
			s.log.Error("report", "practice", k.row.ID, "err", err)
		}
	})
	return nil
}

// journal passes events on and keeps count. It belongs to the talk's owner
// while that runs, then to the practice's.
type journal struct {
	to       dialogue.Recorder
	metrics  *metrics
	answered func(answer) // told each utterance of hers
	last     timeline.Event
	coach    timeline.CoachTurn // the newest
	turns    int
	ended    bool
}

func (j *journal) Append(e timeline.Event) error {
	j.last = e
	switch b := e.Body.(type) {
	case timeline.CoachTurn:
		j.coach = b
		j.turns = max(j.turns, b.Turn)
	case timeline.ClientTurn:
		a := answered(j.coach, b)
		j.metrics.turn(a)
		j.answered(a)
	case timeline.Fault:
		j.metrics.faults.WithLabelValues(b.Engine).Inc()
		b.What = discreet(b.What) // an engine's own words
		e.Body = b
	case timeline.End:
		j.ended = true
	}
	return j.to.Append(e)
}

func (j *journal) length() timeline.Ms { return j.last.At }

// closed writes the end that a talk which panicked could not write, and
// returns the cause.
func (j *journal) closed(cause string, now time.Duration) string {
	if j.ended {
		return cause
	}
	for _, b := range []timeline.Body{
		timeline.Fault{Engine: "dialogue", What: "the practice ended by a mistake of the program", Fatal: true},
		timeline.End{Cause: dialogue.ByFault},
	} {
		j.Append(timeline.Event{Seq: j.last.Seq + 1, At: max(j.last.At, timeline.At(now)), Body: b})
	}
	return dialogue.ByFault
}

// memory holds unrecorded practices, the newest alone.
type memory struct {
	mu   sync.Mutex
	kept []*unrecorded
}

type unrecorded struct {
	m      *memory
	row    store.Practice
	events []timeline.Event
	used   []store.Usage
}

func (m *memory) begin(row store.Practice) *unrecorded {
	m.mu.Lock()
	defer m.mu.Unlock()
	u := &unrecorded{m: m, row: row}
	m.kept = append(m.kept, u)
	for i := 0; len(m.kept) > keptInMemory && i < len(m.kept); {
		if m.kept[i].row.Complete {
			m.kept = append(m.kept[:i:i], m.kept[i+1:]...)
		} else {
			i++
		}
	}
	return u
}

func (u *unrecorded) Append(e timeline.Event) error {
	u.m.mu.Lock()
	defer u.m.mu.Unlock()
	u.events = append(u.events, e)
	return nil
}

func (m *memory) finish(row store.Practice, used []store.Usage) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if u := m.find(row.ID); u != nil {
		u.row, u.used = row, used
	}
}

// usage is what an unrecorded practice used; false: there is no such practice.
func (m *memory) usage(id string) ([]store.Usage, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if u := m.find(id); u != nil {
		return u.used, true
	}
	return nil, false
}

func (m *memory) get(id string) (timeline.Timeline, store.Practice, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	u := m.find(id)
	if u == nil {
		return timeline.Timeline{}, store.Practice{}, false
	}
	r := u.row
	return timeline.Timeline{Schema: timeline.Schema, Practice: r.ID, Scenario: r.Scenario, ScenarioSHA256: r.ScenarioSHA256,
		Language: r.Language, Started: r.Started, Length: r.Length, Complete: r.Complete,
		Events: append([]timeline.Event(nil), u.events...)}, r, true
}

// append adds an event after all others; [store.ErrTaken]: it is not.
func (m *memory) append(id string, e timeline.Event) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	u := m.find(id)
	if u == nil {
		return store.ErrNotFound
	}
	if n := len(u.events); n > 0 && u.events[n-1].Seq >= e.Seq {
		return store.ErrTaken
	}
	u.events = append(u.events, e)
	return nil
}

func (m *memory) find(id string) *unrecorded {
	for _, u := range m.kept {
		if u.row.ID == id {
			return u
		}
	}
	return nil
}

func (m *memory) remove(id string) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i, u := range m.kept {
		if u.row.ID == id {
			m.kept = append(m.kept[:i:i], m.kept[i+1:]...)
			return true
		}
	}
	return false
}
