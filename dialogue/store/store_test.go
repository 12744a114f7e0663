package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/dialogue/timeline"
)

func open(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func practice(id string) Practice {
	return Practice{ID: id, Scenario: "marit-trays", Title: "The trays", Focus: "space", ScenarioSHA256: "ab", Language: "en",
		Started: time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC), Recorded: true}
}

func create(t testing.TB, s *Store, ids ...string) {
	t.Helper()
	for _, id := range ids {
		if err := s.Create(t.Context(), practice(id)); err != nil {
			t.Fatal(err)
		}
	}
}

func coachTurn(seq int, text string) timeline.Event {
	at := timeline.Ms(seq * 1000)
	return timeline.Event{Seq: seq, At: at, Body: timeline.CoachTurn{Turn: seq, From: at - 900, To: at - 100, Text: text}}
}

// record runs r while do appends, then waits for the end of Run.
func record(t testing.TB, r *Recorder, events ...timeline.Event) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	var err error
	wg.Go(func() { err = r.Run(ctx) })
	for _, e := range events {
		if err := r.Append(e); err != nil {
			t.Error(err)
		}
	}
	cancel()
	wg.Wait()
	if err != nil {
		t.Fatal(err)
	}
}

func TestPracticeFromBeginningToEnd(t *testing.T) {
	s := open(t, t.TempDir())
	create(t, s, "p_1")
	events := []timeline.Event{
		{Seq: 1, Body: timeline.Consent{TextSHA256: "cd", Recorded: true}},
		coachTurn(2, "What would you like to hand over?"),
		{Seq: 3, At: 9000, Body: timeline.ClientTurn{Turn: 2, Why: timeline.WhyReply, Line: "a1", Text: "It's the rosters…", Pieces: []timeline.Piece{{Text: "It's the rosters…", From: 3000, To: 5000}}}},
		{Seq: 4, At: 12345, Body: timeline.End{Cause: "coach"}},
	}
	record(t, s.Recorder("p_1"), events...)
	record(t, s.Recorder("p_1"), events[3]) // told twice, there once
	want := practice("p_1")
	want.Length, want.Complete, want.Turns = 12345, true, 2
	if err := s.Finish(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	want.State = Ended
	got, err := s.Get(t.Context(), "p_1")
	if err != nil || got != want {
		t.Errorf("got %+v, %v\nwant %+v", got, err, want)
	}
	tl, err := s.Timeline(t.Context(), "p_1")
	wantTL := timeline.Timeline{Schema: timeline.Schema, Practice: "p_1", Scenario: "marit-trays", ScenarioSHA256: "ab", Language: "en",
		Started: want.Started, Length: 12345, Complete: true, Events: events}
	if err != nil || !reflect.DeepEqual(tl, wantTL) {
		t.Errorf("got %+v, %v\nwant %+v", tl, err, wantTL)
	}
}

func TestNotFound(t *testing.T) {
	s := open(t, t.TempDir())
	_, getErr := s.Get(t.Context(), "p_x")
	_, timelineErr := s.Timeline(t.Context(), "p_x")
	for what, err := range map[string]error{"get": getErr, "timeline": timelineErr,
		"delete": s.Delete(t.Context(), "p_x"), "finish": s.Finish(t.Context(), practice("p_x"))} {
		if !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: %v, want ErrNotFound", what, err)
		}
	}
	create(t, s, "p_1")
	if err := s.Create(t.Context(), practice("p_1")); err == nil {
		t.Error("one id was given twice")
	}
}

func TestListNewestFirst(t *testing.T) {
	s := open(t, t.TempDir())
	create(t, s, "p_2", "p_1", "p_3", "p_4")
	for _, tt := range []struct {
		before string
		limit  int
		want   string
	}{
		{"", 10, "p_4 p_3 p_2 p_1"}, {"", 2, "p_4 p_3"}, {"p_3", 10, "p_2 p_1"}, {"p_3", 1, "p_2"}, {"p_1", 5, ""}, {"p_9", 1, "p_4"},
	} {
		all, err := s.List(t.Context(), Whose{All: true}, tt.before, tt.limit)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, p := range all {
			ids = append(ids, p.ID)
		}
		if got := strings.Join(ids, " "); got != tt.want {
			t.Errorf("before %q, limit %d: %q, want %q", tt.before, tt.limit, got, tt.want)
		}
	}
}

// An event must be on the disk within 500 ms of the Append, and what comes
// close together shares a write.
func TestWrittenInTime(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		s, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		create(t, s, "p_1")
		r := s.Recorder("p_1")
		ctx, cancel := context.WithCancel(t.Context())
		var wg sync.WaitGroup
		wg.Go(func() { r.Run(ctx) })
		count := func() int {
			tl, err := s.Timeline(t.Context(), "p_1")
			if err != nil {
				t.Fatal(err)
			}
			return len(tl.Events)
		}
		seq := 0
		for burst := range 40 {
			for range 5 {
				seq++
				if err := r.Append(coachTurn(seq, "Yes.")); err != nil {
					t.Fatal(err)
				}
				time.Sleep(7 * time.Millisecond)
			}
			if got := count(); got == seq {
				t.Errorf("burst %d: each event has its own write", burst)
			}
			time.Sleep(500*time.Millisecond - 7*time.Millisecond)
			synctest.Wait()
			if got := count(); got != seq {
				t.Errorf("burst %d: %d of %d events on the disk after 500 ms", burst, got, seq)
			}
		}
		r.Append(coachTurn(seq+1, "And the last."))
		cancel()
		wg.Wait()
		if got := count(); got != seq+1 {
			t.Errorf("%d of %d events after the end", got, seq+1)
		}
	})
}

// A disk that refuses is told once, and nothing is lost when it comes back.
func TestDiskComesBack(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		s, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		r := s.Recorder("p_1") // there is no such practice yet, so every write is refused
		ctx, cancel := context.WithCancel(t.Context())
		var wg sync.WaitGroup
		var runErr error
		wg.Go(func() { runErr = r.Run(ctx) })
		told := 0
		for seq := 1; seq <= 60; seq++ {
			if err := r.Append(coachTurn(seq, "Yes.")); err != nil {
				told++
			}
			time.Sleep(100 * time.Millisecond)
		}
		if told != 1 {
			t.Errorf("told %d times, want once", told)
		}
		create(t, s, "p_1")
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if tl, err := s.Timeline(t.Context(), "p_1"); err != nil || len(tl.Events) != 60 {
			t.Errorf("%d of 60 events, %v", len(tl.Events), err)
		}
		cancel()
		wg.Wait()
		if runErr != nil {
			t.Error(runErr)
		}
	})
}

// What is appended while a batch is being written belongs to the next one.
func TestAppendWhileWriting(t *testing.T) {
	s := open(t, t.TempDir())
	create(t, s, "p_1")
	r := s.Recorder("p_1")
	const n = 4000
	done := make(chan struct{})
	go func() {
		defer close(done)
		for seq := 1; seq <= n; seq++ {
			if err := r.Append(coachTurn(seq, "Yes.")); err != nil {
				t.Error(err)
			}
		}
	}()
	for writing := true; writing; {
		select {
		case <-done:
			writing = false
		default:
		}
		if err := r.flush(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	record(t, r)
	if tl, err := s.Timeline(t.Context(), "p_1"); err != nil || len(tl.Events) != n {
		t.Errorf("%d of %d events, %v", len(tl.Events), n, err)
	}
}

func TestLastWriteRefused(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		s, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		r := s.Recorder("p_nowhere")
		r.Append(coachTurn(1, "Yes."))
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := r.Run(ctx); err == nil {
			t.Error("an event was lost and nobody told")
		}
	})
}

// A process that is killed leaves its files as they are at that moment: a copy
// of them, taken while the store is open, is what the next start finds.
func TestKilled(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	create(t, s, "p_1", "p_2", "p_3")
	record(t, s.Recorder("p_1"), coachTurn(1, "One."), coachTurn(2, "Two."))
	record(t, s.Recorder("p_2"), coachTurn(1, "One."), timeline.Event{Seq: 2, At: 7000, Body: timeline.End{Cause: "coach"}})
	copied := t.TempDir()
	if err := os.CopyFS(filepath.Join(copied, "data"), os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	next := open(t, filepath.Join(copied, "data"))
	for id, want := range map[string]Practice{
		"p_1": {State: Broken, Length: 2000, Turns: 2},
		"p_2": {State: Ended, Length: 7000, Turns: 1, Complete: true},
		"p_3": {State: Broken},
	} {
		p, err := next.Get(t.Context(), id)
		if err != nil || p.State != want.State || p.Length != want.Length || p.Turns != want.Turns || p.Complete != want.Complete {
			t.Errorf("%s: %+v, %v; want %+v", id, p, err, want)
		}
	}
	if tl, err := next.Timeline(t.Context(), "p_1"); err != nil || tl.Complete || tl.Length != 2000 || len(tl.Events) != 2 {
		t.Errorf("broken timeline: %+v, %v", tl, err)
	}
	if p, err := s.Get(t.Context(), "p_1"); err != nil || p.State != Live {
		t.Errorf("in the living process: %+v, %v", p, err)
	}
}

func TestDeleteLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	create(t, s, "p_1", "p_2", "p_3")
	recorders := []*Recorder{s.Recorder("p_1"), s.Recorder("p_2"), s.Recorder("p_3")}
	for seq := 1; seq <= 300; seq += 20 { // interleaved, so that pages split
		for i, r := range recorders {
			var events []timeline.Event
			for n := seq; n < seq+20; n++ {
				events = append(events, coachTurn(n, fmt.Sprintf("quokka%d ", i+1)+strings.Repeat("and what else ", n%90)))
			}
			record(t, r, events...)
		}
	}
	if n := found(t, dir, "quokka2"); n == 0 {
		t.Fatal("the words are not in the files before either")
	}
	if err := s.Delete(t.Context(), "p_2"); err != nil {
		t.Fatal(err)
	}
	if n := found(t, dir, "quokka2"); n > 0 {
		t.Errorf("its words are still there %d times", n)
	}
	if n := found(t, dir, "p_2"); n > 0 {
		t.Errorf("its id is still there %d times", n)
	}
	for _, id := range []string{"p_1", "p_3"} {
		if tl, err := s.Timeline(t.Context(), id); err != nil || len(tl.Events) != 300 {
			t.Errorf("%s: %d events, %v", id, len(tl.Events), err)
		}
	}
}

// found counts text in all files of dir.
func found(t *testing.T, dir, text string) (n int) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		n += bytes.Count(data, []byte(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestSettings(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	if v, err := s.Setting(t.Context(), "consent"); v != "" || err != nil {
		t.Errorf("unset: %q, %v", v, err)
	}
	for _, v := range []string{"one", "two"} {
		if err := s.SetSetting(t.Context(), "consent", v); err != nil {
			t.Fatal(err)
		}
	}
	s.Close()
	if v, err := open(t, dir).Setting(t.Context(), "consent"); v != "two" || err != nil {
		t.Errorf("after a restart: %q, %v", v, err)
	}
}

// A file that a process left empty, or at version 0, is brought up to date.
func TestMigrationFromNothing(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "stillpoint.db"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		s := open(t, dir)
		var version, steps int
		if err := s.db.QueryRow("pragma user_version").Scan(&version); err != nil {
			t.Fatal(err)
		}
		files, err := schema.ReadDir("schema")
		if steps = len(files); err != nil || version != steps {
			t.Errorf("schema %d of %d, %v", version, steps, err)
		}
		s.Close()
	}
	// A step that fails leaves nothing of itself behind.
	dir = t.TempDir()
	db, err := sql.Open("sqlite", source(filepath.Join(dir, "stillpoint.db")))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("create table settings (x)"); err != nil { // in the way of the last table of step 1
		t.Fatal(err)
	}
	db.Close()
	if _, err := Open(dir); err == nil || !strings.Contains(err.Error(), "schema step 1") || !strings.Contains(err.Error(), dir) {
		t.Errorf("a step that fails: %v", err)
	}
	if db, err = sql.Open("sqlite", source(filepath.Join(dir, "stillpoint.db"))); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("drop table settings"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	create(t, open(t, dir), "p_1")
}

// What was deleted stays in the log as long as somebody reads it; that is told.
func TestDeleteWhileRead(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	create(t, s, "p_1", "p_2")
	record(t, s.Recorder("p_1"), coachTurn(1, "quokka"))
	if _, err := s.db.Exec("pragma busy_timeout = 20"); err != nil {
		t.Fatal(err)
	}
	reader, err := OpenReader(dir)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := reader.db.Query("select id from practices")
	if err != nil || !rows.Next() {
		t.Fatal(err)
	}
	if err := s.Delete(t.Context(), "p_1"); !errors.Is(err, ErrRead) {
		t.Errorf("while it is read: %v", err)
	}
	rows.Close()
	reader.Close()
	if err := s.Delete(t.Context(), "p_2"); err != nil {
		t.Error(err)
	}
	if n := found(t, dir, "quokka"); n > 0 {
		t.Errorf("with the reader gone its words are still there %d times", n)
	}
}

// A reader sees the practices of a living store and of one that has gone, and
// changes nothing.
func TestReader(t *testing.T) {
	dir := t.TempDir()
	if _, err := OpenReader(dir); err == nil || !strings.Contains(err.Error(), "holds no practices") {
		t.Errorf("empty folder: %v", err)
	}
	s := open(t, dir)
	create(t, s, "p_1")
	record(t, s.Recorder("p_1"), coachTurn(1, "One."))
	for _, state := range []string{"living", "gone"} {
		reader, err := OpenReader(dir)
		if err != nil {
			t.Fatal(err)
		}
		p, err := reader.Get(t.Context(), "p_1")
		tl, err2 := reader.Timeline(t.Context(), "p_1")
		if err != nil || err2 != nil || p.State != Live || tl.Complete || tl.Length != 1000 {
			t.Errorf("%s: %+v, %+v, %v, %v", state, p, tl, err, err2)
		}
		if err := reader.SetSetting(t.Context(), "a", "b"); err == nil {
			t.Errorf("%s: a reader has written", state)
		}
		reader.Close()
		s.Close()
	}
}

func TestMigration(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	create(t, s, "p_1")
	s.Close()
	s = open(t, dir) // the schema is there: nothing to do
	if _, err := s.Get(t.Context(), "p_1"); err != nil {
		t.Error(err)
	}
	if _, err := s.db.Exec("pragma user_version = 1"); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenReader(dir); err == nil || !strings.Contains(err.Error(), "older Stillpoint") {
		t.Errorf("a reader of a database of an older version: %v", err)
	}
	if _, err := s.db.Exec("pragma user_version = 99"); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if _, err := Open(dir); err == nil || !strings.Contains(err.Error(), "newer Stillpoint") {
		t.Errorf("a database of a newer version: %v", err)
	}
}

func TestPragmas(t *testing.T) {
	s := open(t, t.TempDir())
	for name, want := range map[string]string{"journal_mode": "wal", "foreign_keys": "1", "synchronous": "2", "secure_delete": "1", "busy_timeout": "5000"} {
		var got string
		if err := s.db.QueryRow("pragma " + name).Scan(&got); err != nil || got != want {
			t.Errorf("%s = %q, %v; want %s", name, got, err, want)
		}
	}
}

// TestMain lets this program be the other instance.
func TestMain(m *testing.M) {
	if dir := os.Getenv("STORE_TEST_OPEN"); dir != "" {
		_, err := Open(dir)
		fmt.Print(err)
		os.Exit(0)
	}
	if dir := os.Getenv("STORE_TEST_WRITE"); dir != "" {
		fmt.Fprintln(os.Stderr, writeForever(dir))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

func TestSecondInstance(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	if _, err := Open(dir); !errors.Is(err, ErrLocked) {
		t.Errorf("same process: %v", err)
	}
	other := func() string {
		self, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.CommandContext(t.Context(), self)
		cmd.Env = append(os.Environ(), "STORE_TEST_OPEN="+dir)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		return string(out)
	}
	if got := other(); !strings.Contains(got, dir) || !strings.Contains(got, "another Stillpoint") {
		t.Errorf("other process: %s", got)
	}
	s.Close()
	if got := other(); got != "<nil>" {
		t.Errorf("after the first has gone: %s", got)
	}
}

func TestFoldersThatWillNotDo(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	broken := t.TempDir()
	if err := os.WriteFile(filepath.Join(broken, "stillpoint.db"), bytes.Repeat([]byte("not a database "), 1000), 0o600); err != nil {
		t.Fatal(err)
	}
	for dir, want := range map[string]string{file: "it is a file", filepath.Join(file, "below"): "cannot be made", broken: "is damaged: put a copy of it back"} {
		_, err := Open(dir)
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), dir) {
			t.Errorf("%s: %v; want the folder and %q", dir, err, want)
		}
	}
	t.Run("odd name", func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "a b?c#d%20e'ä")
		s := open(t, dir)
		create(t, s, "p_1")
		if _, err := os.Stat(filepath.Join(dir, "stillpoint.db")); err != nil {
			t.Error(err)
		}
	})
}

func BenchmarkAppend(b *testing.B) {
	s := open(b, b.TempDir())
	create(b, s, "p_1")
	r := s.Recorder("p_1")
	ctx, cancel := context.WithCancel(b.Context())
	var wg sync.WaitGroup
	wg.Go(func() { r.Run(ctx) })
	seq := 0
	for b.Loop() {
		seq++
		r.Append(coachTurn(seq, "What would you like to hand over?"))
	}
	cancel()
	wg.Wait()
}

func BenchmarkFlush(b *testing.B) {
	s := open(b, b.TempDir())
	create(b, s, "p_1")
	r := s.Recorder("p_1")
	seq := 0
	for b.Loop() {
		for range 4 {
			seq++
			r.Append(coachTurn(seq, "What would you like to hand over?"))
		}
		if err := r.flush(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}
