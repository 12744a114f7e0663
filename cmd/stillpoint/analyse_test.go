package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"stillpoint/analysis"
)

const worked = "../../analysis/testdata/worked.json"

// folderOf writes files into a new folder.
func folderOf(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func contents(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestAnalyse(t *testing.T) {
	code, stdout, stderr := program(nil, "analyse", worked)
	var r analysis.Report
	if err := json.Unmarshal([]byte(stdout), &r); code != 0 || err != nil || stderr != "" || strings.Count(stdout, "\n") != 1 {
		t.Fatalf("exit %d, %v, %q", code, err, stderr)
	}
	if r.Practice != "p_example" || len(r.Silences) == 0 || !r.Assessable.Timing {
		t.Errorf("%s", stdout)
	}
	code, stdout, stderr = program(nil, "analyse", worked, "-text")
	if code != 0 || stderr != "" {
		t.Errorf("exit %d, %q", code, stderr)
	}
	for _, want := range []string{"[00:19] 5.2 s", "8 words", "“stop looking at everything he sends. Every line.”", "0.5 s in all were the computer's", "not an assessment", "Marit"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("no %q in\n%s", want, stdout)
		}
	}
	for line := range strings.Lines(stdout) {
		if utf8.RuneCountInString(line) > columns+1 {
			t.Errorf("too long: %s", line)
		}
	}
}

// One broken file never stops the others.
func TestAnalyseFolder(t *testing.T) {
	good := contents(t, worked)
	dir := folderOf(t, map[string]string{"a.json": good, "b.json": "{", "c.json": strings.Replace(good, "p_example", "p_c", 1), "notes.txt": "not a timeline"})
	code, stdout, stderr := program(nil, "analyse", dir)
	lines := strings.Split(strings.TrimSpace(stdout), "\n")
	if code != 1 || len(lines) != 2 || !strings.Contains(lines[0], "p_example") || !strings.Contains(lines[1], "p_c") {
		t.Errorf("exit %d, %d lines", code, len(lines))
	}
	if !strings.Contains(stderr, "b.json is no timeline: line 1") || !strings.Contains(stderr, "1 of the 3 files") {
		t.Errorf("%s", stderr)
	}
	if code, _, stderr := program(nil, "analyse", t.TempDir()); code != 1 || !strings.Contains(stderr, "holds no timelines") {
		t.Errorf("an empty folder: exit %d, %s", code, stderr)
	}
}

// The scenario is the one that was held, or none.
func TestAnalyseFindsTheScenario(t *testing.T) {
	good := contents(t, worked)
	dir := folderOf(t, map[string]string{
		"other.json":   strings.Replace(good, `"scenario_sha256": ""`, `"scenario_sha256": "ab"`, 1),
		"unknown.json": strings.Replace(good, "marit-trays", "nobody-here", 1),
	})
	for name, known := range map[string]bool{worked: true, filepath.Join(dir, "other.json"): false, filepath.Join(dir, "unknown.json"): false} {
		_, stdout, _ := program(nil, "analyse", name)
		if strings.Contains(stdout, "is not known here") == known {
			t.Errorf("%s: known %v: %s", name, known, stdout)
		}
	}
}

func TestAnalyseBadInput(t *testing.T) {
	one := func(events string) string {
		return fmt.Sprintf(`{"schema":1,"practice":"p_x","scenario":"marit-trays","length":%d,"complete":true,"events":[%s]}`, 60000, events)
	}
	coach := `{"seq":1,"at":5000,"kind":"ipu","side":"coach","from":1000,"to":4000},{"seq":2,"at":5000,"kind":"coach","turn":1,"from":1000,"to":4000,"text":"What would you like?"}`
	client := `{"seq":3,"at":9000,"kind":"client","turn":1,"why":"reply","from":5000,"to":9000,"pieces":[{"text":"I do not know.","from":5000,"to":9000}],"text":"I do not know."}`
	dir := folderOf(t, map[string]string{
		"empty.json": "", "blank.json": " \n", "list.json": "[1]", "object.json": "{}", "null.json": "null", "half.json": contents(t, worked)[:900],
		"schema.json":    strings.Replace(one(""), `"schema":1`, `"schema":2`, 1),
		"text.json":      "schema: 1\n",
		"event.json":     one("\n" + `{"seq":1,"at":"soon","kind":"ipu"}`),
		"short.json":     strings.Replace(one(`{"seq":1,"at":500,"kind":"line","state":"up"}`), "60000", "3000", 1),
		"no-coach.json":  one(client),
		"no-client.json": one(coach),
		"crash.json":     strings.Replace(one(coach+","+client), `"complete":true`, `"complete":false`, 1),
		"disorder.json":  one(client + "," + coach + `,{"seq":4,"at":-5,"kind":"coach","turn":2,"from":30000,"to":20000,"text":"And?"},{"seq":4,"at":1,"kind":"ipu","side":"coach","from":9,"to":-9}`),
		"negative.json":  strings.Replace(one(coach+","+client), "60000", "-60000", 1),
		"no-events.json": one(""),
	})
	huge := filepath.Join(dir, "huge.json")
	if err := os.WriteFile(huge, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(huge, 200<<20); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		code int
		says string // on standard error, or in the report
	}{
		"empty.json": {1, "is empty"}, "blank.json": {1, "is empty"}, "list.json": {1, "is no timeline"}, "object.json": {1, "no schema"}, "null.json": {1, "no schema"},
		"half.json": {1, "unexpected end"}, "schema.json": {1, "schema 2"}, "text.json": {1, "line 1"}, "event.json": {1, "event"}, "huge.json": {1, "larger than 64 MB"},
		"none.json":  {1, "no such file"},
		"short.json": {0, `"timing":false,"verbal":false`}, "no-coach.json": {0, "no words of the coach"}, "no-client.json": {0, "the client said nothing"},
		"crash.json": {0, "broke off"}, "disorder.json": {0, `"because":["`}, "negative.json": {0, `"schema":1`}, "no-events.json": {0, "no words were understood"},
	} {
		code, stdout, stderr := program(nil, "analyse", filepath.Join(dir, name))
		said := stderr
		if c.code == 0 {
			said = stdout
		}
		if code != c.code || !strings.Contains(said, c.says) || strings.Count(said, "\n") != 1 {
			t.Errorf("%s: exit %d, want %d and %q:\n%s%s", name, code, c.code, c.says, stdout, stderr)
		}
		if code, stdout, _ := program(nil, "analyse", "-text", filepath.Join(dir, name)); code != c.code || (code == 0) != (stdout != "") {
			t.Errorf("%s as text: exit %d, %q", name, code, stdout)
		}
	}
	if code, _, stderr := program(nil, "analyse"); code != 2 || !strings.Contains(stderr, "FILE is missing") {
		t.Errorf("without a file: exit %d, %s", code, stderr)
	}
}
