package main

import (
	"encoding/json"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"stillpoint/cmd/internal/doctor"
	"stillpoint/dialogue/store"
)

// program runs the program in-process, with the variables of env alone.
func program(env map[string]string, args ...string) (code int, stdout, stderr string) {
	return programReading("", env, args...)
}

// programReading is program with an input.
func programReading(input string, env map[string]string, args ...string) (code int, stdout, stderr string) {
	var out, err strings.Builder
	code = run(args, strings.NewReader(input), &out, &err, func(name string) (string, bool) {
		v, ok := env[name]
		return v, ok
	})
	return code, out.String(), err.String()
}

func TestWrongUseAndFaultsAreOneLine(t *testing.T) {
	dir := t.TempDir()
	locked := filepath.Join(dir, "locked")
	s, err := store.Open(locked)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, []byte("no sound"), 0o600); err != nil {
		t.Fatal(err)
	}
	none := filepath.Join(dir, "none")
	engines := filepath.Join(dir, "engines.yaml")
	if err := os.WriteFile(engines, []byte("llm:\n- {kind: openai, url: http://x/v1, key: sk-CANARY}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		code int
		says string // on standard error
		env  string
		args []string
	}{
		{2, "no command \"talk\"", "", []string{"talk"}},
		{2, "not defined: -llm", "", []string{"-llm", "x"}},
		{2, "\"now\" is too much", "", []string{"serve", "now"}},
		{2, "FILE… is missing", "", []string{"hear"}},
		{2, "STILLPOINT_MEDIA=\"many\"", "many", nil},
		{2, "write host:port", "", []string{"-addr", "localhost"}},
		{2, "json and ogg", "", []string{"export", "-format", "docx", "p_1"}},
		{2, "is not the id of a practice", "", []string{"export", "../../etc/passwd"}},
		{2, "there is only scenario check", "", []string{"scenario", "write", file}},
		{2, "-llm-url names the server", "", []string{"try", "marit-trays", "-words", "-llm-model", "m"}},
		{2, "-llm-url: write an address like", "", []string{"-offline", "-llm-url", "localhost:8080"}},
		{1, "engines.yaml line 2: key: a key does not belong", "", []string{"-config", engines}},
		{1, "-config: open", "", []string{"doctor", "-config", none}},
		{2, "from 0.5 to 2", "", []string{"say", "-speed", "9", "hello"}},
		{1, "can be reached by others", "", []string{"-addr", "0.0.0.0:8080"}},
		{1, "can be reached by others", "", []string{"-addr", ":8080"}},
		{1, "can be reached by others", "", []string{"-addr", "localhost.example.org:8080"}},
		{1, "another Stillpoint is using it", "", []string{"-offline", "-data", locked}},
		{1, "it is a file", "", []string{"-offline", "-data", file}},
		{1, "choose another with -addr", "", []string{"-offline", "-data", filepath.Join(dir, "a"), "-addr", taken.Addr().String()}},
		{1, "choose another with -media", "", []string{"-offline", "-data", filepath.Join(dir, "b"), "-addr", "127.0.0.1:0", "-media", port(taken)}},
		{1, "run `stillpoint fetch`", "", []string{"say", "-models", none, "-o", filepath.Join(dir, "said.wav"), "hello"}},
		{1, "run `stillpoint fetch`", "", []string{"hear", "-models", none, "../internal/doctor/clip.wav"}},
		{1, "neither WAV nor MP3", "", []string{"hear", "-models", none, file}},
		{1, "is not usable", "", []string{"scenario", "check", file}},
		{1, "2 files are not usable", "", []string{"scenario", "check", file, none}},
	} {
		env := map[string]string{}
		if c.env != "" {
			env["STILLPOINT_MEDIA"] = c.env
		}
		code, stdout, stderr := program(env, c.args...)
		lines := strings.Split(strings.TrimSuffix(stderr, "\n"), "\n")
		last := lines[len(lines)-1]
		if code != c.code || !strings.Contains(last, c.says) || !strings.HasPrefix(last, "stillpoint") || stdout != "" {
			t.Errorf("%q: exit %d, %q; want %d and a last line with %q", c.args, code, stderr, c.code, c.says)
		}
		if len(lines) > 1 && c.args[0] != "scenario" {
			t.Errorf("%q: more than one line: %q", c.args, stderr)
		}
	}
}

// TestScenarioCheck: a fault stands at the line it is in, of the file as it was named.
func TestScenarioCheck(t *testing.T) {
	const good = "../../dialogue/scenario/files/marit-trays.yaml"
	data, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	bad := filepath.Join(t.TempDir(), "bad.yaml")
	if err := os.WriteFile(bad, []byte("# one line more\nmood: bad\n"+string(data)), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, stderr := program(nil, "scenario", "check", good); code != 0 {
		t.Errorf("%s: exit %d, %q", good, code, stderr)
	}
	if code, _, stderr := program(nil, "scenario", "check", good, bad); code != 1 || !strings.Contains(stderr, bad+`:2: unknown key "mood"`) {
		t.Errorf("%s: exit %d, %q", bad, code, stderr)
	}
}

func TestDoctorFindsWhatIsBroken(t *testing.T) {
	dir := t.TempDir()
	code, stdout, stderr := program(nil, "doctor", "-json", "-addr", "127.0.0.1:0", "-media", "0", "-data", dir, "-models", filepath.Join(dir, "none"))
	var found []doctor.Finding
	if err := json.Unmarshal([]byte(stdout), &found); code != 1 || err != nil || strings.Count(stderr, "\n") != 1 {
		t.Fatalf("exit %d, %v, %q, %q", code, err, stdout, stderr)
	}
	states := map[string]doctor.State{}
	for _, f := range found {
		states[f.What] = f.State
	}
	for what, want := range map[string]doctor.State{"disk": doctor.Good, "model files": doctor.Bad, "ears": doctor.Bad, "voice": doctor.Bad} {
		if states[what] != want {
			t.Errorf("%s: %q, want %q", what, states[what], want)
		}
	}
}

func port(l net.Listener) string {
	_, p, _ := net.SplitHostPort(l.Addr().String())
	return p
}

func TestHelpFitsAScreen(t *testing.T) {
	pages := [][]string{{"-h"}, {"--help"}, {"help"}}
	for _, cmd := range commands() {
		pages = append(pages, []string{cmd.name, "-h"})
	}
	for _, args := range pages {
		code, page, stderr := program(nil, args...)
		if code != 0 || stderr != "" || strings.Count(page, "\n") > 24 || !strings.Contains(page, "usage: stillpoint") {
			t.Errorf("%q: exit %d, %d lines, %q on standard error", args, code, strings.Count(page, "\n"), stderr)
		}
		for line := range strings.Lines(page) {
			if utf8.RuneCountInString(line) > 100+len(dataFolder()) {
				t.Errorf("%q: too wide: %s", args, line)
			}
		}
	}
}

func TestAFlagGoesBeforeTheEnvironment(t *testing.T) {
	env := map[string]string{"STILLPOINT_ADDR": "0.0.0.0:1", "STILLPOINT_INSECURE_LAN": ""}
	if _, _, stderr := program(env); !strings.Contains(stderr, "0.0.0.0:1 can be reached") {
		t.Errorf("the environment does not count: %q", stderr)
	}
	if _, _, stderr := program(env, "-addr", "0.0.0.0:2"); !strings.Contains(stderr, "0.0.0.0:2 can be reached") {
		t.Errorf("the flag does not go before it: %q", stderr)
	}
}

func TestAllowed(t *testing.T) {
	for _, c := range []struct {
		addr     string
		insecure bool
		ok, any  bool
	}{
		{"localhost:8080", false, true, false},
		{"127.0.0.1:0", false, true, false},
		{"[::1]:8080", false, true, false},
		{"192.168.1.7:8080", false, false, false},
		{"192.168.1.7:8080", true, true, true},
	} {
		hosts, err := allowed(c.addr, c.insecure)
		if (err == nil) != c.ok || (len(hosts) > 0) != c.any {
			t.Errorf("allowed(%q, %v) = %q, %v", c.addr, c.insecure, hosts, err)
		}
	}
}
