package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"stillpoint/dialogue/timeline"
)

// MaxAnnotations is how many a practice takes.
const MaxAnnotations = 10_000

// What somebody holds of an automatic mark.
const (
	Agree    = "agree"
	Disagree = "disagree"
	Missed   = "missed" // there is no mark where there should be one
)

var (
	// ErrNoAnnotation: there is none with this number, or its parent is gone.
	ErrNoAnnotation = errors.New("no such annotation")
	// ErrNotAuthor: only who wrote an annotation may change it.
	ErrNotAuthor = errors.New("somebody else's annotation")
	// ErrFull: the practice has [MaxAnnotations].
	ErrFull = errors.New("the practice takes no more annotations")
)

// Annotation is what a person says of a place in a practice, or an answer to
// another one. Times of day are UTC, in whole milliseconds.
type Annotation struct {
	ID       int64
	Practice string
	Author   string // who may change it; "": whoever
	Key      string // the author's name for it: the same again is the same
	Name     string
	From, To timeline.Ms // the same twice: a point
	Text     string
	Tags     []string // words without spaces
	Parent   int64    // the root of its thread; 0: it is one
	Mark     string   // the automatic mark it is about, by its place; "": none
	Evidence string   // the mark's name when this was written
	Code     string   // and what the machine said then
	Verdict  string
	Stand    string // Agree, Disagree, Missed or ""
	Reason   string
	Resolved bool
	Removed  bool // only for its replies is it still there
	Created  time.Time
	Edited   time.Time // zero: never
}

// Annotate keeps a, whose ID is made. A key the author has used before gives
// what was kept then, and a second stand of one author on one mark replaces
// the first; fresh is false in both cases. A reply to a reply answers the
// thread's root, at whose place it stands. The errors are [ErrNotFound],
// [ErrNoAnnotation] (the parent) and [ErrFull].
func (s *Store) Annotate(ctx context.Context, a Annotation) (kept Annotation, fresh bool, err error) {
	err = inTx(ctx, s.db, func(tx *sql.Tx) error {
		kept, err = scanAnnotation(tx.QueryRowContext(ctx, "select "+annotationColumns+" from annotations where practice = ? and author = ? and key = ?", a.Practice, a.Author, a.Key))
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if a.Parent != 0 {
			root := tx.QueryRowContext(ctx, `select coalesce(root.id, a.id), coalesce(root."from", a."from"), coalesce(root."to", a."to")
				from annotations a left join annotations root on root.id = a.parent where a.practice = ? and a.id = ?`, a.Practice, a.Parent)
			switch err := root.Scan(&a.Parent, &a.From, &a.To); {
			case errors.Is(err, sql.ErrNoRows):
				return ErrNoAnnotation
			case err != nil:
				return err
			}
		}
		if a.Mark != "" && a.Stand != "" {
			kept, err = scanAnnotation(tx.QueryRowContext(ctx, `update annotations set key = ?, name = ?, "from" = ?, "to" = ?, text = ?, tags = ?,
				evidence = ?, code = ?, verdict = ?, stand = ?, reason = ?, edited = ?
				where practice = ? and author = ? and mark = ? and stand <> '' returning `+annotationColumns,
				a.Key, a.Name, a.From, a.To, a.Text, strings.Join(a.Tags, " "), a.Evidence, a.Code, a.Verdict, a.Stand, a.Reason, a.Created.UnixMilli(),
				a.Practice, a.Author, a.Mark))
			if !errors.Is(err, sql.ErrNoRows) {
				return err
			}
		}
		var there, n int
		if err := tx.QueryRowContext(ctx, "select (select count(*) from practices where id = ?1), (select count(*) from annotations where practice = ?1)", a.Practice).Scan(&there, &n); err != nil {
			return err
		}
		switch {
		case there == 0:
			return ErrNotFound
		case n >= MaxAnnotations:
			return ErrFull
		}
		kept, err = scanAnnotation(tx.QueryRowContext(ctx, `insert into annotations
			(practice, author, key, name, "from", "to", text, tags, parent, mark, evidence, code, verdict, stand, reason, resolved, removed, created)
			values (?, ?, ?, ?, ?, ?, ?, ?, nullif(?, 0), ?, ?, ?, ?, ?, ?, 0, 0, ?) returning `+annotationColumns,
			a.Practice, a.Author, a.Key, a.Name, a.From, a.To, a.Text, strings.Join(a.Tags, " "), a.Parent,
			a.Mark, a.Evidence, a.Code, a.Verdict, a.Stand, a.Reason, a.Created.UnixMilli()))
		fresh = err == nil
		return err
	})
	if err != nil {
		return kept, false, fmt.Errorf("annotate practice %s: %w", a.Practice, err)
	}
	return kept, fresh, nil
}

// Annotations are those of a practice, by their place in it, then by age.
func (s *Store) Annotations(ctx context.Context, practice string) ([]Annotation, error) {
	all, err := list(ctx, s.db, scanAnnotation, "select "+annotationColumns+` from annotations where practice = ? order by "from", id`, practice)
	if err != nil {
		return nil, fmt.Errorf("list annotations of practice %s: %w", practice, err)
	}
	return all, nil
}

// ChangeAnnotation lets change have the annotation n of a practice, as it is,
// and keeps its Text, Tags, Stand, Reason, Resolved and Edited. An error of
// change is returned and nothing is kept. One that was removed is
// [ErrNoAnnotation].
func (s *Store) ChangeAnnotation(ctx context.Context, practice string, n int64, change func(*Annotation) error) (a Annotation, err error) {
	err = inTx(ctx, s.db, func(tx *sql.Tx) error {
		if a, err = annotation(ctx, tx, practice, n); err != nil {
			return err
		}
		if err := change(&a); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "update annotations set text = ?, tags = ?, stand = ?, reason = ?, resolved = ?, edited = ? where id = ?",
			a.Text, strings.Join(a.Tags, " "), a.Stand, a.Reason, a.Resolved, sql.NullInt64{Int64: a.Edited.UnixMilli(), Valid: !a.Edited.IsZero()}, a.ID)
		return err
	})
	if err != nil {
		return a, fmt.Errorf("change annotation %d of practice %s: %w", n, practice, err)
	}
	return a, nil
}

// RemoveAnnotation removes what author wrote. One that has been answered stays
// as an empty place, until its last reply goes too. The errors are
// [ErrNoAnnotation] and [ErrNotAuthor].
func (s *Store) RemoveAnnotation(ctx context.Context, practice string, n int64, author string) error {
	err := inTx(ctx, s.db, func(tx *sql.Tx) error {
		a, err := annotation(ctx, tx, practice, n)
		switch {
		case err != nil:
			return err
		case a.Author != author:
			return ErrNotAuthor
		}
		result, err := tx.ExecContext(ctx, `update annotations set removed = 1, author = '', key = id, name = '', text = '', tags = '', mark = '', evidence = '', code = '', verdict = '', stand = '', reason = ''
			where id = ?1 and exists (select 1 from annotations where parent = ?1)`, n)
		if err != nil {
			return err
		}
		if kept, err := result.RowsAffected(); err != nil || kept > 0 {
			return err
		}
		if _, err := tx.ExecContext(ctx, "delete from annotations where id = ?", n); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "delete from annotations where id = ?1 and removed and not exists (select 1 from annotations where parent = ?1)", a.Parent)
		return err
	})
	if err != nil {
		return fmt.Errorf("remove annotation %d of practice %s: %w", n, practice, err)
	}
	return nil
}

// Stand is what a person holds of what the machine said of a place.
type Stand struct {
	Practice string
	Code     string // of the mark
	Verdict  string // the machine's, then; "": it had no mark there
	Stand    string
}

// Stands are all that were taken in these practices.
func (s *Store) Stands(ctx context.Context, practices ...string) ([]Stand, error) {
	ids, err := json.Marshal(practices)
	if err != nil {
		return nil, fmt.Errorf("list stands: %w", err)
	}
	all, err := list(ctx, s.db, func(row scanner) (st Stand, err error) {
		err = row.Scan(&st.Practice, &st.Code, &st.Verdict, &st.Stand)
		return st, err
	}, "select practice, code, verdict, stand from annotations where stand <> '' and practice in (select value from json_each(?)) order by practice, id", string(ids))
	if err != nil {
		return nil, fmt.Errorf("list stands: %w", err)
	}
	return all, nil
}

const annotationColumns = `id, practice, author, key, name, "from", "to", text, tags, coalesce(parent, 0), mark, evidence, code, verdict, stand, reason, resolved, removed, created, edited`

func scanAnnotation(row scanner) (a Annotation, err error) {
	var tags string
	var created int64
	var edited sql.NullInt64
	err = row.Scan(&a.ID, &a.Practice, &a.Author, &a.Key, &a.Name, &a.From, &a.To, &a.Text, &tags, &a.Parent, &a.Mark, &a.Evidence, &a.Code, &a.Verdict,
		&a.Stand, &a.Reason, &a.Resolved, &a.Removed, &created, &edited)
	a.Tags = strings.Fields(tags)
	a.Created, a.Edited = time.UnixMilli(created).UTC(), when(edited)
	return a, err
}

// annotation is one that is there and was not removed.
func annotation(ctx context.Context, tx *sql.Tx, practice string, n int64) (Annotation, error) {
	a, err := scanAnnotation(tx.QueryRowContext(ctx, "select "+annotationColumns+" from annotations where practice = ? and id = ? and not removed", practice, n))
	if errors.Is(err, sql.ErrNoRows) {
		return a, ErrNoAnnotation
	}
	return a, err
}
