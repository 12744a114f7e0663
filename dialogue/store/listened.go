package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"stillpoint/dialogue/timeline"
)

// Listened is what somebody has heard of a practice.
type Listened struct {
	Author string
	Name   string           // as they last signed an annotation; "": they never did
	Spans  [][2]timeline.Ms // [from, to), apart and in order
}

// Listen adds spans, each [from, to), to what author has heard of a practice.
// It is [ErrNotFound] when there is no such practice.
func (s *Store) Listen(ctx context.Context, practice, author string, spans [][2]timeline.Ms) error {
	err := inTx(ctx, s.db, func(tx *sql.Tx) error {
		var data []byte
		var before [][2]timeline.Ms
		err := tx.QueryRowContext(ctx, "select spans from listened where practice = ? and author = ?", practice, author).Scan(&data)
		if err == nil {
			err = json.Unmarshal(data, &before)
		}
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if data, err = json.Marshal(joined(append(before, spans...))); err != nil {
			return err
		}
		result, err := tx.ExecContext(ctx, `insert into listened (practice, author, spans) select id, ?, ? from practices where id = ?
			on conflict do update set spans = excluded.spans`, author, string(data), practice)
		return changed(result, err, "listen to", practice)
	})
	if err != nil {
		return fmt.Errorf("keep what was listened to: %w", err)
	}
	return nil
}

// joined puts spans in order and makes one of those that touch.
func joined(spans [][2]timeline.Ms) [][2]timeline.Ms {
	slices.SortFunc(spans, func(a, b [2]timeline.Ms) int { return cmp.Compare(a[0], b[0]) })
	all := [][2]timeline.Ms{}
	for _, s := range spans {
		if n := len(all); n > 0 && s[0] <= all[n-1][1] {
			all[n-1][1] = max(all[n-1][1], s[1])
		} else {
			all = append(all, s)
		}
	}
	return all
}

// Listened is what each listener has heard of a practice.
func (s *Store) Listened(ctx context.Context, practice string) ([]Listened, error) {
	all, err := list(ctx, s.db, func(row scanner) (l Listened, err error) {
		var data []byte
		if err = row.Scan(&l.Author, &data, &l.Name); err == nil {
			err = json.Unmarshal(data, &l.Spans)
		}
		return l, err
	}, `select author, spans, coalesce((select name from annotations a
		where a.practice = l.practice and a.author = l.author order by id desc limit 1), '')
		from listened l where practice = ? order by author`, practice)
	if err != nil {
		return nil, fmt.Errorf("what was listened to of practice %s: %w", practice, err)
	}
	return all, nil
}
