// Package practicetest holds whole practices for tests and measuring: what was
// said and when, the report and the sound, as the talk leaves them in a data
// folder. They are held in virtual time and are the same every time.
package practicetest

import (
	"context"
	"encoding/base32"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"stillpoint/analysis"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/store"
	"stillpoint/dialogue/timeline"
)

// Practice is one of them. Its sound is made up: a tone where somebody speaks.
type Practice struct {
	Row      store.Practice
	Timeline timeline.Timeline
	torn     bool // its recording was cut off with it
}

// Short is some three minutes that hold one of everything: held silences, a
// thinking pause, dead air, an interruption with words that were not said, a
// word in between, a muted microphone, a time aside, and a corrected line.
func Short(ctx context.Context) (Practice, error) {
	return hold(ctx, talk{id: 1, title: "short", steps: short, end: true, correct: true})
}

// Long is a whole talk of so many minutes, with some four turns in each.
func Long(ctx context.Context, minutes int) (Practice, error) {
	return hold(ctx, talk{id: 2, title: "long", steps: long, minutes: minutes, correct: true})
}

// Broken is what a crash left of a short talk: it has no end, she is in the
// middle of a line, some of what is written contradicts the rest, and the
// recording breaks off before the words do.
func Broken(ctx context.Context) (Practice, error) {
	p, err := hold(ctx, talk{id: 3, title: "broken", steps: short, end: true})
	if err != nil {
		return p, err
	}
	p.breakOff()
	return p, nil
}

// On is the same practice on another day, with another id.
func (p Practice) On(day time.Time) Practice {
	p.Row.Started = day.UTC()
	p.Row.ID = id(day, p.Row.ID[len(p.Row.ID)-1])
	p.Timeline.Started, p.Timeline.Practice = p.Row.Started, p.Row.ID
	return p
}

// id is a valid one that sorts by day.
func id(day time.Time, last byte) string {
	var b [16]byte
	binary.BigEndian.PutUint64(b[:], uint64(day.UnixMilli())<<16)
	s := base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding).EncodeToString(b[:])
	return "p_" + s[:len(s)-1] + string(last)
}

// Report is what analysis says about it.
func (p Practice) Report() (analysis.Report, error) {
	people, err := scenario.Embedded()
	if err != nil {
		return analysis.Report{}, err
	}
	return analysis.Score(p.Timeline, analysis.RubricFor(p.Timeline, people)), nil
}

// Put puts it into the data folder dir, where nothing else may be running: the
// row, the timeline and, unless quiet, the recording.
func (p Practice) Put(ctx context.Context, dir string, quiet bool) (err error) {
	s, err := store.Open(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if err := s.Create(ctx, p.Row); err != nil {
		return err
	}
	r := s.Recorder(p.Row.ID)
	for _, e := range p.Timeline.Events {
		if err := r.Append(e); err != nil {
			return err
		}
	}
	over, cancel := context.WithCancel(ctx)
	cancel()
	if err := r.Run(over); err != nil {
		return err
	}
	if p.Row.Complete { // else the next start finds that its process died
		if err := s.Finish(ctx, p.Row); err != nil {
			return err
		}
	}
	if quiet {
		return nil
	}
	audio := filepath.Join(dir, "audio")
	if err := os.MkdirAll(audio, 0o700); err != nil {
		return err
	}
	f, err := os.Create(filepath.Join(audio, p.Row.ID+".ogg"))
	if err != nil {
		return fmt.Errorf("keep recording: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return p.record(ctx, f)
}
