package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"stillpoint/dialogue/timeline"
)

// The states of a practice.
const (
	Live   = "live"
	Ended  = "ended"
	Broken = "broken" // its process died; the timeline up to there is kept
)

// Practice is what is known of a practice without its timeline.
type Practice struct {
	ID             string // sorts by age; its form is the caller's
	Person         string // who began it; "": not known
	Scenario       string
	Title          string
	Focus          string // what the exercise was for, by its code; "": it was none
	ScenarioSHA256 string
	Language       string
	Started        time.Time
	Length         timeline.Ms // last known media time when not Complete
	Complete       bool
	Recorded       bool
	Turns          int    // number of the last coach turn
	State          string // set by the store
}

// Create keeps a practice that begins now.
func (s *Store) Create(ctx context.Context, p Practice) error {
	_, err := s.db.ExecContext(ctx, `insert into practices
		(id, person, scenario, title, focus, scenario_sha256, language, started, length, complete, recorded, turns, state)
		values (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, 0, ?)`,
		p.ID, p.Person, p.Scenario, p.Title, p.Focus, p.ScenarioSHA256, p.Language, p.Started.UnixMilli(), p.Recorded, Live)
	if err != nil {
		return fmt.Errorf("create practice %s: %w", p.ID, err)
	}
	return nil
}

// Finish keeps the length, completeness and number of turns of a practice
// that is over, and what it used, in place of what was kept of that before.
func (s *Store) Finish(ctx context.Context, p Practice, used ...Usage) error {
	return inTx(ctx, s.db, func(tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, `update practices set length = ?, complete = ?, recorded = ?, turns = ?, state = ? where id = ?`,
			p.Length, p.Complete, p.Recorded, p.Turns, Ended, p.ID)
		if err := changed(result, err, "finish", p.ID); err != nil {
			return err
		}
		return keepUsage(ctx, tx, p.ID, used)
	})
}

// bury ends the practices that a dead process left live. One whose timeline
// has its end lacks no more than [Store.Finish]; any other is broken at its
// last known media time.
func (s *Store) bury(ctx context.Context) error {
	_, err := s.db.ExecContext(ctx, `
		update practices set
			complete = last.ended, state = iif(last.ended, ?, ?), length = last.at, turns = last.turns
		from (
			select p.id as id,
				coalesce(max(e.kind = 'end'), 0) as ended,
				coalesce(max(e.at), 0) as at,
				coalesce(max(iif(e.kind = 'coach', e.json ->> 'turn', 0)), 0) as turns
			from practices p left join events e on e.practice = p.id
			where p.state = ? group by p.id
		) as last
		where practices.id = last.id`, Ended, Broken, Live)
	if err != nil {
		return fmt.Errorf("mark broken practices: %w", err)
	}
	return nil
}

const columns = `id, person, scenario, title, focus, scenario_sha256, language, started, length, complete, recorded, turns, state`

func scan(row scanner) (p Practice, err error) {
	var started int64
	err = row.Scan(&p.ID, &p.Person, &p.Scenario, &p.Title, &p.Focus, &p.ScenarioSHA256, &p.Language, &started, &p.Length, &p.Complete, &p.Recorded, &p.Turns, &p.State)
	p.Started = time.UnixMilli(started).UTC()
	return p, err
}

// Get is the practice with this id, or [ErrNotFound].
func (s *Store) Get(ctx context.Context, id string) (Practice, error) {
	p, err := scan(s.db.QueryRowContext(ctx, "select "+columns+" from practices where id = ?", id))
	if errors.Is(err, sql.ErrNoRows) {
		return p, fmt.Errorf("practice %s: %w", id, ErrNotFound)
	}
	if err != nil {
		return p, fmt.Errorf("read practice %s: %w", id, err)
	}
	return p, nil
}

// Whose says which practices are meant; the zero Whose is none.
type Whose struct {
	All    bool   // also those of which it is not known who began them
	Person string // else this one's own, if it is not ""
}

// Includes says whether a practice that person began is meant.
func (w Whose) Includes(person string) bool { return w.All || w.Person != "" && w.Person == person }

// List is at most limit practices that are older than the one with the id
// before (empty: all), newest first.
func (s *Store) List(ctx context.Context, of Whose, before string, limit int) ([]Practice, error) {
	all, err := list(ctx, s.db, scan, "select "+columns+` from practices
		where (? or person <> '' and person = ?) and (? = '' or id < ?) order by id desc limit ?`,
		of.All, of.Person, before, before, max(limit, 0))
	if err != nil {
		return nil, fmt.Errorf("list practices: %w", err)
	}
	return all, nil
}

// Timeline is all that happened in a practice, as far as it is on the disk.
func (s *Store) Timeline(ctx context.Context, id string) (timeline.Timeline, error) {
	p, err := s.Get(ctx, id)
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{
		Schema: timeline.Schema, Practice: p.ID, Scenario: p.Scenario, ScenarioSHA256: p.ScenarioSHA256,
		Language: p.Language, Started: p.Started, Length: p.Length, Complete: p.Complete, Events: []timeline.Event{},
	}
	rows, err := s.db.QueryContext(ctx, "select json from events where practice = ? order by seq", id)
	if err != nil {
		return tl, fmt.Errorf("read timeline %s: %w", id, err)
	}
	defer rows.Close()
	for rows.Next() {
		var data []byte
		var e timeline.Event
		if err := rows.Scan(&data); err != nil {
			return tl, fmt.Errorf("read timeline %s: %w", id, err)
		}
		if err := json.Unmarshal(data, &e); err != nil {
			return tl, fmt.Errorf("read timeline %s: %w", id, err)
		}
		tl.Length = max(tl.Length, e.At)
		tl.Events = append(tl.Events, e)
	}
	if err := rows.Err(); err != nil {
		return tl, fmt.Errorf("read timeline %s: %w", id, err)
	}
	return tl, nil
}

// Append adds an event after all others to the timeline of a practice that is
// over, on the disk when it returns, and takes away the reports, which were of
// the timeline without it. It is [ErrTaken] when e.Seq is not greater than all
// there are, and [ErrNotFound] when there is no such practice.
func (s *Store) Append(ctx context.Context, id string, e timeline.Event) error {
	data, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("append to timeline %s: %w", id, err)
	}
	return inTx(ctx, s.db, func(tx *sql.Tx) error {
		var last int
		if err := tx.QueryRowContext(ctx, "select coalesce(max(seq), 0) from events where practice = ?", id).Scan(&last); err != nil {
			return fmt.Errorf("append to timeline %s: %w", id, err)
		}
		if e.Seq <= last {
			return fmt.Errorf("append to timeline %s: %w", id, ErrTaken)
		}
		result, err := tx.ExecContext(ctx, `insert into events (practice, seq, at, kind, json)
			select id, ?, ?, ?, ? from practices where id = ?`, e.Seq, e.At, e.Body.Kind(), string(data), id)
		if err := changed(result, err, "append to the timeline of", id); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "delete from reports where practice = ?", id); err != nil {
			return fmt.Errorf("append to timeline %s: %w", id, err)
		}
		return nil
	})
}

// Delete removes a practice and all that hangs on it (timeline, reports, links)
// for good: nothing of them is left in the database's files. The recording is the caller's to remove, first. A
// practice must not be deleted while its recorder runs.
func (s *Store) Delete(ctx context.Context, id string) error {
	result, err := s.db.ExecContext(ctx, "delete from practices where id = ?", id)
	if err := changed(result, err, "delete", id); err != nil {
		return err
	}
	// Deleted rows are overwritten (secure_delete), but pages that were split
	// while the practice grew may hold stale copies: write the file anew, and
	// empty the log beside it.
	if _, err := s.db.ExecContext(ctx, "vacuum"); err != nil {
		return fmt.Errorf("delete practice %s for good: vacuum: %w", id, err)
	}
	var busy, log, moved int
	if err := s.db.QueryRowContext(ctx, "pragma wal_checkpoint(truncate)").Scan(&busy, &log, &moved); err != nil {
		return fmt.Errorf("delete practice %s for good: empty the log: %w", id, err)
	}
	if busy != 0 {
		return fmt.Errorf("delete practice %s for good: %w", id, ErrRead)
	}
	return nil
}

// changed is the error of a statement that should have changed the row of id.
func changed(result sql.Result, err error, what, id string) error {
	if err != nil {
		return fmt.Errorf("%s practice %s: %w", what, id, err)
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return fmt.Errorf("%s practice %s: %w", what, id, errors.Join(ErrNotFound, err))
	}
	return nil
}
