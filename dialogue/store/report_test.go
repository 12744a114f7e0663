package store

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"stillpoint/analysis"
	"stillpoint/dialogue/timeline"
)

// talk is a timeline of one turn.
func talk(id, words string) timeline.Timeline {
	return timeline.Timeline{Schema: timeline.Schema, Practice: id, Events: []timeline.Event{coachTurn(1, words)}}
}

func report(id, words string, version int) analysis.Report {
	r := analysis.Score(talk(id, words), analysis.TrustSafety(nil))
	r.Rubric.Version = version
	return r
}

func TestReportsOfBothVersionsAreKept(t *testing.T) {
	s := open(t, t.TempDir())
	create(t, s, "p_1", "p_2")
	edition := analysis.Edition{ID: "trust-safety", Version: 2}
	if _, err := s.Report(t.Context(), "p_1", edition); !errors.Is(err, ErrNotFound) {
		t.Errorf("before there is one: %v", err)
	}
	for version, words := range []string{"", "as version 1 has it", "in a first try", "as version 2 has it"} {
		if version == 0 {
			continue
		}
		if err := s.KeepReport(t.Context(), report("p_1", words, min(version, 2)), talk("p_1", words)); err != nil {
			t.Fatal(err)
		}
	}
	for version, words := range map[int]string{1: "as version 1 has it", 2: "as version 2 has it"} {
		got, err := s.Report(t.Context(), "p_1", analysis.Edition{ID: "trust-safety", Version: version})
		if want := report("p_1", words, version); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("version %d:\n got %+v, %v\nwant %+v", version, got, err, want)
		}
	}
	scored, err := s.Scored(t.Context(), edition, "p_1", "p_2", "p_3")
	if err != nil || len(scored) != 1 || !scored["p_1"] {
		t.Errorf("scored: %v, %v", scored, err)
	}
}

func TestDeletionTakesReportsToo(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	create(t, s, "p_1")
	r := report("p_1", "quokka", 1)
	r.Help = "quokka"
	if err := s.KeepReport(t.Context(), r, talk("p_1", "quokka")); err != nil {
		t.Fatal(err)
	}
	if found(t, dir, "quokka") == 0 {
		t.Fatal("the words are not in the files before either")
	}
	if err := s.Delete(t.Context(), "p_1"); err != nil {
		t.Fatal(err)
	}
	if n := found(t, dir, "quokka"); n > 0 {
		t.Errorf("the report's words are still there %d times", n)
	}
	if err := s.KeepReport(t.Context(), r, talk("p_1", "quokka")); !errors.Is(err, ErrNotFound) {
		t.Errorf("a report that comes too late: %v", err)
	}
}

// A folder from before there were reports gets room for them.
func TestReportsInAnOldFolder(t *testing.T) {
	dir := t.TempDir()
	db, err := sql.Open("sqlite", source(filepath.Join(dir, "stillpoint.db")))
	if err != nil {
		t.Fatal(err)
	}
	first, err := os.ReadFile("schema/0001.sql")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(string(first) + `; pragma user_version = 1;
		insert into practices values ('p_1', 'marit-trays', '', '', 'en', 0, 9, 1, 1, 1, 'ended')`); err != nil {
		t.Fatal(err)
	}
	db.Close()
	s := open(t, dir)
	if err := s.KeepReport(t.Context(), report("p_1", "what else?", 1), talk("p_1", "what else?")); err != nil {
		t.Error(err)
	}
	if p, err := s.Get(t.Context(), "p_1"); err != nil || p.Person != "" {
		t.Errorf("nobody began it, but %+v, %v", p, err)
	}
}

// A report that was made of fewer events than there are now is not kept, and
// an event more takes the kept ones away.
func TestReportOfWhatHasGrown(t *testing.T) {
	s := open(t, t.TempDir())
	create(t, s, "p_1")
	record(t, s.Recorder("p_1"), coachTurn(1, "so you are tyred"))
	old, tl := report("p_1", "so you are tyred", 1), talk("p_1", "so you are tyred")
	if err := s.KeepReport(t.Context(), old, tl); err != nil {
		t.Fatal(err)
	}
	better := timeline.Event{Seq: 2, At: 1000, Body: timeline.Correction{Of: 1, Text: "so you are tired", By: "coach"}}
	if err := s.Append(t.Context(), "p_1", better); err != nil {
		t.Fatal(err)
	}
	if r, err := s.Report(t.Context(), "p_1", old.Rubric); !errors.Is(err, ErrNotFound) {
		t.Errorf("the report of the old words: %+v, %v", r, err)
	}
	if err := s.KeepReport(t.Context(), old, tl); !errors.Is(err, ErrTaken) {
		t.Errorf("a report of the old words that comes too late: %v", err)
	}
	if err := s.Append(t.Context(), "p_1", better); !errors.Is(err, ErrTaken) {
		t.Errorf("two events in one place: %v", err)
	}
	if err := s.Append(t.Context(), "p_2", better); !errors.Is(err, ErrNotFound) {
		t.Errorf("an event of no practice: %v", err)
	}
	got, err := s.Timeline(t.Context(), "p_1")
	if err != nil || len(got.Events) != 2 || got.Events[1] != better {
		t.Errorf("timeline %+v, %v", got.Events, err)
	}
	if err := s.KeepReport(t.Context(), old, got); err != nil {
		t.Errorf("a report of all there is: %v", err)
	}
}

func TestManyReportsAtOnce(t *testing.T) {
	s := open(t, t.TempDir())
	create(t, s, "p_1", "p_2", "p_3")
	want := map[string]analysis.Report{}
	for _, id := range []string{"p_1", "p_2"} {
		want[id] = report(id, "What else do you see?", 1)
		for _, r := range []analysis.Report{want[id], report(id, "As version 2 has it.", 2)} {
			if err := s.KeepReport(t.Context(), r, talk(id, "What else do you see?")); err != nil {
				t.Fatal(err)
			}
		}
	}
	got, err := s.Reports(t.Context(), analysis.Edition{ID: "trust-safety", Version: 1}, "p_1", "p_2", "p_3", "p_4")
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v\nwant %+v", got, err, want)
	}
}
