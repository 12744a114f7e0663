package store

import (
	"database/sql"
	"path/filepath"
	"reflect"
	"testing"
)

func TestUsageStaysAndGoesWithThePractice(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	create(t, s, "p_1", "p_2")
	words := Usage{Kind: "llm", Engine: "quokka-mini", Host: "llm.example", Calls: 14, Faults: 1, TokensIn: 9210, TokensOut: 640, Estimated: true}
	voice := Usage{Kind: "tts", Engine: "kokoro", Calls: 20, Sound: 61500, Characters: 900}
	for _, used := range [][]Usage{{{Kind: "stt", Engine: "old", Calls: 1}}, {voice, words}} { // saved again: in place of the first
		if err := s.Finish(t.Context(), practice("p_1"), used...); err != nil {
			t.Fatal(err)
		}
	}
	s.Close()
	s = open(t, dir)
	got, err := s.Usage(t.Context(), "p_1")
	if want := []Usage{words, voice}; err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v\nwant %+v", got, err, want)
	}
	if got, err := s.Usage(t.Context(), "p_2"); err != nil || len(got) != 0 {
		t.Errorf("of another practice: %+v, %v", got, err)
	}
	if err := s.Finish(t.Context(), practice("p_2"), words, words); err == nil {
		t.Error("one engine twice")
	} else if p, _ := s.Get(t.Context(), "p_2"); p.State == Ended {
		t.Errorf("half of a practice was saved: %+v", p)
	}
	if err := s.Delete(t.Context(), "p_1"); err != nil {
		t.Fatal(err)
	}
	if n := found(t, dir, "quokka"); n > 0 {
		t.Errorf("what it used is still there %d times", n)
	}
}

// A folder of before there was usage keeps its practices, which used nothing
// that is known.
func TestMigrationToUsage(t *testing.T) {
	dir := t.TempDir()
	db, err := sql.Open("sqlite", source(filepath.Join(dir, "stillpoint.db")))
	if err != nil {
		t.Fatal(err)
	}
	_, all, err := steps(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range all[:4] {
		text, err := schema.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec(string(text)); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	if _, err := db.Exec("pragma user_version = 4"); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(`insert into practices (id, person, scenario, title, scenario_sha256, language, started, length, complete, recorded, turns, state)
		values ('p_1', '', 'marit-trays', '', '', 'en', 0, 0, 0, 0, 0, 'live')`); err != nil {
		t.Fatal(err)
	}
	db.Close()
	s := open(t, dir)
	if got, err := s.Usage(t.Context(), "p_1"); err != nil || len(got) != 0 {
		t.Errorf("%+v, %v", got, err)
	}
	if err := s.Finish(t.Context(), practice("p_1"), Usage{Kind: "stt", Engine: "a", Calls: 1}); err != nil {
		t.Error(err)
	}
	if got, err := s.Usage(t.Context(), "p_1"); err != nil || len(got) != 1 {
		t.Errorf("%+v, %v", got, err)
	}
}
