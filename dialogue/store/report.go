package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"stillpoint/analysis"
	"stillpoint/dialogue/timeline"
)

// KeepReport keeps r, the report of tl, beside its practice's reports of other
// rubrics and versions; one of the same rubric and version is replaced. It is
// [ErrNotFound] when the practice has been deleted, and [ErrTaken] when its
// timeline has grown since.
func (s *Store) KeepReport(ctx context.Context, r analysis.Report, tl timeline.Timeline) error {
	data, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("keep report of practice %s: %w", r.Practice, err)
	}
	return inTx(ctx, s.db, func(tx *sql.Tx) error {
		var events int
		if err := tx.QueryRowContext(ctx, "select count(*) from events where practice = ?", r.Practice).Scan(&events); err != nil {
			return fmt.Errorf("keep report of practice %s: %w", r.Practice, err)
		}
		if events > len(tl.Events) {
			return fmt.Errorf("keep report of practice %s: %w", r.Practice, ErrTaken)
		}
		result, err := tx.ExecContext(ctx, `insert into reports (practice, rubric, version, json)
			select id, ?, ?, ? from practices where id = ?
			on conflict do update set json = excluded.json`, r.Rubric.ID, r.Rubric.Version, string(data), r.Practice)
		return changed(result, err, "keep report of", r.Practice)
	})
}

// Report is the practice's report by this edition of a rubric; [ErrNotFound]:
// none has been kept.
func (s *Store) Report(ctx context.Context, id string, e analysis.Edition) (analysis.Report, error) {
	var r analysis.Report
	var data []byte
	err := s.db.QueryRowContext(ctx, "select json from reports where practice = ? and rubric = ? and version = ?", id, e.ID, e.Version).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return r, fmt.Errorf("report of practice %s by %s %d: %w", id, e.ID, e.Version, ErrNotFound)
	}
	if err == nil {
		err = json.Unmarshal(data, &r)
	}
	if err != nil {
		return r, fmt.Errorf("read report of practice %s: %w", id, err)
	}
	return r, nil
}

// Scored are those of the practices that have a report by this edition.
func (s *Store) Scored(ctx context.Context, e analysis.Edition, practices ...string) (map[string]bool, error) {
	ids, err := json.Marshal(practices)
	if err != nil {
		return nil, fmt.Errorf("look for reports: %w", err)
	}
	rows, err := s.db.QueryContext(ctx, "select practice from reports where rubric = ? and version = ? and practice in (select value from json_each(?))", e.ID, e.Version, string(ids))
	if err != nil {
		return nil, fmt.Errorf("look for reports: %w", err)
	}
	defer rows.Close()
	scored := make(map[string]bool)
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, fmt.Errorf("look for reports: %w", err)
		}
		scored[id] = true
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("look for reports: %w", err)
	}
	return scored, nil
}

// Reports are the reports by this edition of those practices that have one, by
// practice.
func (s *Store) Reports(ctx context.Context, e analysis.Edition, practices ...string) (map[string]analysis.Report, error) {
	ids, err := json.Marshal(practices)
	if err != nil {
		return nil, fmt.Errorf("read reports: %w", err)
	}
	texts, err := s.reportTexts(ctx, e, string(ids))
	if err != nil {
		return nil, fmt.Errorf("read reports: %w", err)
	}
	all := make(map[string]analysis.Report, len(texts))
	for id, text := range texts { // here nobody waits for the database
		var r analysis.Report
		if err := json.Unmarshal(text, &r); err != nil {
			return nil, fmt.Errorf("read report of practice %s: %w", id, err)
		}
		all[id] = r
	}
	return all, nil
}

func (s *Store) reportTexts(ctx context.Context, e analysis.Edition, ids string) (map[string][]byte, error) {
	rows, err := s.db.QueryContext(ctx, "select practice, json from reports where rubric = ? and version = ? and practice in (select value from json_each(?))", e.ID, e.Version, ids)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := make(map[string][]byte)
	for rows.Next() {
		var id string
		var text []byte
		if err := rows.Scan(&id, &text); err != nil {
			return nil, err
		}
		all[id] = text
	}
	return all, rows.Err()
}
