package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"stillpoint/dialogue/timeline"
)

const (
	gather  = 250 * time.Millisecond // events this close together share a transaction
	retry   = time.Second            // after the disk refused
	parting = 5 * time.Second        // for the last write, after Run's context has ended
	// maxWaiting bounds what waits for a disk that refuses: some 40 hours of talk.
	maxWaiting = 200_000
)

var errRecorderFull = errors.New("too many events wait for the disk")

// Recorder appends to the timeline of one practice.
type Recorder struct {
	store *Store
	id    string
	ready chan struct{} // holds one: something waits

	mu      sync.Mutex
	waiting []row
	failed  error // not told yet
}

type row struct {
	seq  int
	at   timeline.Ms
	kind string
	json []byte
}

// Recorder is the recorder of the practice with this id, which must exist.
func (s *Store) Recorder(id string) *Recorder {
	return &Recorder{store: s, id: id, ready: make(chan struct{}, 1)}
}

// Append queues an event; it never waits for the disk. When the disk has
// refused, the next Append says so, once for each outage; the event is kept
// all the same and written when the disk comes back. An event whose seq is
// there already changes nothing.
func (r *Recorder) Append(e timeline.Event) error {
	data, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("append to timeline: %w", err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.waiting) >= maxWaiting {
		return fmt.Errorf("append to timeline: %w", errRecorderFull)
	}
	r.waiting = append(r.waiting, row{e.Seq, e.At, e.Body.Kind(), data})
	select {
	case r.ready <- struct{}{}:
	default:
	}
	err, r.failed = r.failed, nil
	return err
}

// Run writes what is appended, within half a second, until ctx ends and all is
// written. Nothing may be appended after ctx has ended. The error says what
// could not be written at the end.
func (r *Recorder) Run(ctx context.Context) error {
	down := false
	for {
		select {
		case <-ctx.Done():
			return r.finish(context.WithoutCancel(ctx))
		case <-r.ready:
		}
		wait := gather
		if down {
			wait = retry
		}
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
		err := r.flush(context.WithoutCancel(ctx))
		if err != nil {
			r.refused(err, !down)
		}
		down = err != nil
	}
}

// finish writes what is left, and does not give up at once.
func (r *Recorder) finish(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, parting)
	defer cancel()
	for {
		err := r.flush(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(retry):
		}
	}
}

// refused keeps the first error of an outage for Append, and asks for another try.
func (r *Recorder) refused(err error, first bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if first {
		r.failed = err
	}
	select {
	case r.ready <- struct{}{}:
	default:
	}
}

// flush writes all that waits in one transaction.
func (r *Recorder) flush(ctx context.Context) error {
	r.mu.Lock()
	batch := r.waiting
	r.mu.Unlock()
	if len(batch) == 0 {
		return nil
	}
	err := inTx(ctx, r.store.db, func(tx *sql.Tx) error {
		insert, err := tx.PrepareContext(ctx, "insert into events (practice, seq, at, kind, json) values (?, ?, ?, ?, ?) on conflict do nothing")
		if err != nil {
			return err
		}
		defer insert.Close()
		for _, e := range batch {
			if _, err := insert.ExecContext(ctx, r.id, e.seq, e.at, e.kind, string(e.json)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("write %d events of practice %s: %w", len(batch), r.id, err)
	}
	r.mu.Lock()
	r.waiting = append([]row(nil), r.waiting[len(batch):]...)
	r.mu.Unlock()
	return nil
}
