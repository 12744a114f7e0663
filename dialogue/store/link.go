package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// What a link lets its holder do with the practice.
const (
	Read     = "read"
	Annotate = "annotate" // and read
)

// usedEvery is how coarse [Link.Used] is, so that looking is not writing.
const usedEvery = time.Minute

// Link shares one practice with whoever holds its token, which is kept as its
// SHA-256 alone. Times are UTC, in whole milliseconds.
type Link struct {
	ID       int64
	Practice string
	Rights   string // Read or Annotate
	Created  time.Time
	Expires  time.Time // from then on it opens nothing
	Revoked  time.Time // zero: it is not
	Used     time.Time // last, to the minute; zero: never
}

// Share keeps a link, whose ID is made, for those who hold token. It is
// [ErrNotFound] when there is no such practice.
func (s *Store) Share(ctx context.Context, l Link, token string) (Link, error) {
	hash := sha256.Sum256([]byte(token))
	result, err := s.db.ExecContext(ctx, `insert into links (practice, token, rights, created, expires)
		select id, ?, ?, ?, ? from practices where id = ?`,
		hash[:], l.Rights, l.Created.UnixMilli(), l.Expires.UnixMilli(), l.Practice)
	if err := changed(result, err, "share", l.Practice); err != nil {
		return l, err
	}
	if l.ID, err = result.LastInsertId(); err != nil {
		return l, fmt.Errorf("share practice %s: %w", l.Practice, err)
	}
	return l, nil
}

const linkColumns = "id, practice, rights, created, expires, revoked, used"

func scanLink(row scanner) (l Link, err error) {
	var created, expires int64
	var revoked, used sql.NullInt64
	err = row.Scan(&l.ID, &l.Practice, &l.Rights, &created, &expires, &revoked, &used)
	l.Created, l.Expires = time.UnixMilli(created).UTC(), time.UnixMilli(expires).UTC()
	l.Revoked, l.Used = when(revoked), when(used)
	return l, err
}

func when(ms sql.NullInt64) time.Time {
	if !ms.Valid {
		return time.Time{}
	}
	return time.UnixMilli(ms.Int64).UTC()
}

// Link is the link with this token, whether or not it still opens anything;
// [ErrNotFound]: there is none.
func (s *Store) Link(ctx context.Context, token string) (Link, error) {
	hash := sha256.Sum256([]byte(token))
	l, err := scanLink(s.db.QueryRowContext(ctx, "select "+linkColumns+" from links where token = ?", hash[:]))
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return l, fmt.Errorf("link: %w", ErrNotFound)
	case err != nil:
		return l, fmt.Errorf("read link: %w", err)
	}
	return l, nil
}

// LinkUsed keeps that l opened something at now, unless it did so within the
// minute before.
func (s *Store) LinkUsed(ctx context.Context, l Link, now time.Time) error {
	if now.Sub(l.Used) < usedEvery {
		return nil
	}
	if _, err := s.db.ExecContext(ctx, "update links set used = ? where id = ?", now.UnixMilli(), l.ID); err != nil {
		return fmt.Errorf("use link %d: %w", l.ID, err)
	}
	return nil
}

// Links are the links of a practice, the oldest first, revoked and expired
// ones among them.
func (s *Store) Links(ctx context.Context, practice string) ([]Link, error) {
	all, err := list(ctx, s.db, scanLink, "select "+linkColumns+" from links where practice = ? order by id", practice)
	if err != nil {
		return nil, fmt.Errorf("list links of practice %s: %w", practice, err)
	}
	return all, nil
}

// Revoke ends a link of a practice for good; one that is revoked stays as it
// was. It is [ErrNotFound] when the practice has no such link.
func (s *Store) Revoke(ctx context.Context, practice string, link int64, now time.Time) error {
	result, err := s.db.ExecContext(ctx, "update links set revoked = coalesce(revoked, ?) where practice = ? and id = ?", now.UnixMilli(), practice, link)
	return changed(result, err, fmt.Sprintf("revoke link %d of", link), practice)
}
