package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stillpoint/dialogue/store"
	"stillpoint/dialogue/timeline"
)

// TestExport exports a practice from a folder that a server has, from what a
// killed one left, and from one that was closed.
func TestExport(t *testing.T) {
	dir := t.TempDir()
	s, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	id := store.NewID(time.Now())
	if err := s.Create(t.Context(), store.Practice{ID: id, Scenario: "marit-trays", Started: time.Now()}); err != nil {
		t.Fatal(err)
	}
	hasTimeline := func(dir, when string) {
		t.Helper()
		code, stdout, stderr := program(nil, "export", "-data", dir, id)
		var tl timeline.Timeline
		if err := json.Unmarshal([]byte(stdout), &tl); code != 0 || err != nil || tl.Practice != id || tl.Scenario != "marit-trays" {
			t.Errorf("%s: exit %d, %v, %q, %q", when, code, err, stdout, stderr)
		}
	}
	hasTimeline(dir, "while a server runs")

	left := t.TempDir()
	for _, name := range []string{"stillpoint.db", "stillpoint.db-wal"} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(left, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	hasTimeline(left, "after a crash")

	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	hasTimeline(dir, "after a server")

	for format, begins := range map[string]string{"textgrid": `File type = "ooTextFile"`, "eaf": "<?xml", "vtt": "WEBVTT\n",
		"audacity": "", "csv": "row,from_ms", "json": `{"schema":1,"practice":"` + id + `"`} {
		if code, stdout, stderr := program(nil, "export", "-data", dir, "-format", format, id); code != 0 || !strings.HasPrefix(stdout, begins) {
			t.Errorf("%s: exit %d, %q, %q", format, code, stdout, stderr)
		}
	}

	const sound = "OggS, as it were"
	os.Mkdir(filepath.Join(dir, "audio"), 0o700)
	if err := os.WriteFile(filepath.Join(dir, "audio", id+".ogg"), []byte(sound), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, stdout, stderr := program(nil, "export", "-data", dir, "-format", "ogg", id); code != 0 || stdout != sound {
		t.Errorf("recording: exit %d, %q, %q", code, stdout, stderr)
	}

	mine := filepath.Join(dir, "mine")
	if err := os.WriteFile(mine, []byte("of old"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{"json", "vtt", "ogg"} {
		other := store.NewID(time.Now())
		code, _, stderr := program(nil, "export", "-data", dir, "-format", format, "-o", mine, other)
		if kept, err := os.ReadFile(mine); code != 1 || !strings.Contains(stderr, other) || string(kept) != "of old" {
			t.Errorf("%s of no practice: exit %d, %q; the file holds %q, %v", format, code, stderr, kept, err)
		}
		if code, _, stderr := program(nil, "export", "-data", dir, "-format", format, "-o", filepath.Join(dir, format), id); code != 0 {
			t.Errorf("%s into a file: exit %d, %q", format, code, stderr)
		}
		if info, err := os.Stat(filepath.Join(dir, format)); err != nil || info.Size() == 0 {
			t.Errorf("%s into a file: %v", format, err)
		}
	}
}
