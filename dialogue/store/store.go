// Package store keeps practices, their timelines, reports, links and annotations, and a few
// settings in one SQLite file, stillpoint.db, in the data folder. A lock file
// beside it keeps a second instance out.
//
// A [Store] may be used by several goroutines and starts none of its own that
// outlive [Store.Close]. Each practice that runs has one [Recorder], whose Run
// writes what was appended within half a second. Times are media time in
// milliseconds, except Started.
package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

var (
	// ErrLocked: another process uses the data folder.
	ErrLocked = errors.New("another Stillpoint is using it: stop that one, or choose another folder with -data")
	// ErrNotFound: there is no practice with this id.
	ErrNotFound = errors.New("no such practice")
	// ErrTaken: another event of the timeline came first.
	ErrTaken = errors.New("the timeline has grown meanwhile")
	// ErrRead: a reader keeps what was deleted in the log until it has gone.
	ErrRead = errors.New("another program is reading the data folder; what was deleted leaves the disk when it has ended and Stillpoint stops or deletes again")
)

// Store is an open data folder.
type Store struct {
	db   *sql.DB
	lock *os.File
}

// Open opens the data folder dir, makes it if need be, brings the database up
// to this version's schema, and marks practices that a dead process left
// running as broken. The error names the folder and what to do.
func Open(dir string) (_ *Store, err error) {
	dir, err = filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		if info, statErr := os.Stat(dir); statErr == nil && !info.IsDir() {
			return nil, fmt.Errorf("data folder %s: it is a file: move it away, or choose another folder with -data", dir)
		}
		return nil, fmt.Errorf("data folder %s cannot be made: give this user the right to, or choose another folder with -data: %w", dir, err)
	}
	s := &Store{}
	defer func() {
		if err != nil {
			s.Close()
		}
	}()
	s.lock, err = lock(filepath.Join(dir, "lock"))
	switch {
	case errors.Is(err, ErrLocked):
		return nil, fmt.Errorf("data folder %s: %w", dir, err)
	case errors.Is(err, fs.ErrPermission):
		return nil, fmt.Errorf("data folder %s cannot be written: give this user the right to, or choose another folder with -data: %w", dir, err)
	case err != nil:
		return nil, fmt.Errorf("data folder %s cannot be locked: %w", dir, err)
	}
	s.db, err = sql.Open("sqlite", source(filepath.Join(dir, "stillpoint.db")))
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	s.db.SetMaxOpenConns(1) // one writer; a checkpoint finds no reader in its way
	ctx := context.Background()
	if err := migrate(ctx, s.db); err != nil {
		return nil, fmt.Errorf("stillpoint.db in %s%s: %w", dir, remedy(err), err)
	}
	if err := s.bury(ctx); err != nil {
		return nil, fmt.Errorf("stillpoint.db in %s%s: %w", dir, remedy(err), err)
	}
	return s, nil
}

// remedy says what a person can do about a database that does not open.
func remedy(err error) string {
	e, ok := errors.AsType[*sqlite.Error](err)
	if !ok {
		return ""
	}
	switch e.Code() & 0xff { // the primary code
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return " cannot be written: give this user the right to, or choose another folder with -data"
	case sqlite3.SQLITE_FULL:
		return " has no space to grow: free some on the disk, or choose another folder with -data"
	case sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT:
		return " is damaged: put a copy of it back, or move it away to begin anew"
	}
	return ""
}

// OpenReader opens the data folder dir to read from it alone, also while
// another Stillpoint uses it. Nothing is made, migrated or marked.
func OpenReader(dir string) (*Store, error) {
	path, err := filepath.Abs(filepath.Join(dir, "stillpoint.db"))
	if err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("data folder %s holds no practices: %w", dir, err)
	}
	db, err := sql.Open("sqlite", source(path)+"&mode=ro")
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	switch version, steps, err := steps(context.Background(), db); {
	case err != nil:
		return nil, errors.Join(fmt.Errorf("stillpoint.db in %s%s: %w", dir, remedy(err), err), db.Close())
	case version < len(steps):
		return nil, errors.Join(fmt.Errorf("data folder %s was written by an older Stillpoint: start this one on it once", dir), db.Close())
	}
	return &Store{db: db}, nil
}

// source is the address of the database file. A commit is on the disk when it
// returns (synchronous=full), and what is deleted is overwritten.
func source(path string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/…
	}
	u := url.URL{Scheme: "file", Path: path, RawQuery: "_pragma=journal_mode(wal)&_pragma=synchronous(full)" +
		"&_pragma=foreign_keys(1)&_pragma=busy_timeout(5000)&_pragma=secure_delete(1)&_txlock=immediate"}
	return u.String()
}

// Close gives the folder free. Recorders must have ended.
func (s *Store) Close() error {
	var err error
	if s.db != nil {
		err = s.db.Close()
	}
	if s.lock != nil {
		err = errors.Join(err, s.lock.Close())
	}
	return err
}

//go:embed schema/*.sql
var schema embed.FS

// migrate brings the schema from the version in user_version to the newest,
// each step in its own transaction. Step n is the n-th file of schema.
func migrate(ctx context.Context, db *sql.DB) error {
	version, steps, err := steps(ctx, db)
	if err != nil {
		return err
	}
	for ; version < len(steps); version++ {
		text, err := schema.ReadFile(steps[version])
		if err != nil {
			return err
		}
		err = inTx(ctx, db, func(tx *sql.Tx) error {
			if _, err := tx.ExecContext(ctx, string(text)); err != nil {
				return err
			}
			_, err := tx.ExecContext(ctx, fmt.Sprintf("pragma user_version = %d", version+1))
			return err
		})
		if err != nil {
			return fmt.Errorf("schema step %d: %w", version+1, err)
		}
	}
	return nil
}

// steps are all that lead to the newest schema; version is how many of them the
// file has taken.
func steps(ctx context.Context, db *sql.DB) (version int, all []string, err error) {
	if all, err = fs.Glob(schema, "schema/*.sql"); err != nil {
		return 0, nil, err
	}
	if err := db.QueryRowContext(ctx, "pragma user_version").Scan(&version); err != nil {
		return 0, nil, fmt.Errorf("read schema version: %w", err)
	}
	if version > len(all) {
		return 0, nil, fmt.Errorf("schema %d was written by a newer Stillpoint, this one knows %d: use the newer one", version, len(all))
	}
	return version, all, nil
}

func inTx(ctx context.Context, db *sql.DB, do func(*sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := do(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// Setting is the value kept under key, empty when there is none.
func (s *Store) Setting(ctx context.Context, key string) (value string, err error) {
	err = s.db.QueryRowContext(ctx, "select value from settings where key = ?", key).Scan(&value)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("read setting %s: %w", key, err)
	}
	return value, nil
}

// SetSetting keeps value under key.
func (s *Store) SetSetting(ctx context.Context, key, value string) error {
	_, err := s.db.ExecContext(ctx, "insert into settings (key, value) values (?, ?) on conflict do update set value = excluded.value", key, value)
	if err != nil {
		return fmt.Errorf("keep setting %s: %w", key, err)
	}
	return nil
}
