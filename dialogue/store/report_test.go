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

func report(id, words string, version int) analysis.Report {
	r := analysis.Score(timeline.Timeline{Schema: timeline.Schema, Practice: id, Events: []timeline.Event{coachTurn(1, words)}}, analysis.TrustSafety(nil))
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
		if err := s.KeepReport(t.Context(), report("p_1", words, min(version, 2))); err != nil {
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
	if err := s.KeepReport(t.Context(), r); err != nil {
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
	if err := s.KeepReport(t.Context(), r); !errors.Is(err, ErrNotFound) {
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
	if err := s.KeepReport(t.Context(), report("p_1", "what else?", 1)); err != nil {
		t.Error(err)
	}
}
