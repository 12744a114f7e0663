package export

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"stillpoint/dialogue/timeline"
)

// readersEnv is a folder with the Python modules of testdata/requirements.txt
// (pip install --target). Where it is set, as in .ci/run, what is missing is
// a failure.
const readersEnv = "STILLPOINT_READERS"

// TestOthersReadIt has each format read by a program that is not ours, which
// must find the same marks at the same times.
func TestOthersReadIt(t *testing.T) {
	modules, must := os.LookupEnv(readersEnv)
	python := func(args ...string) ([]byte, error) {
		cmd := exec.Command("python3", args...)
		cmd.Env = append(os.Environ(), "PYTHONDONTWRITEBYTECODE=1", "PYTHONUTF8=1")
		if must {
			cmd.Env = append(cmd.Env, "PYTHONPATH="+modules)
		}
		return cmd.Output()
	}
	if _, err := python("-c", "import parselmouth, praatio, pympi, webvtt"); err != nil {
		if must {
			t.Fatalf("%s=%s, but Python cannot load the readers from there: %v", readersEnv, modules, reason(err))
		}
		t.Skipf("NO READERS: nobody else has read the exports. pip install --no-deps --target DIR -r analysis/export/testdata/requirements.txt and set %s=DIR to run this test. (%v)", readersEnv, reason(err))
	}
	dir := t.TempDir()
	type file struct {
		sample, format string
		want           map[string][]span
	}
	var files []file
	args := []string{"testdata/readback.py"}
	for name, s := range map[string]sample{"example": example(t), "nasty": nasty(5000), "empty": {}} {
		for _, f := range Formats() {
			path := filepath.Join(dir, name+f.Suffix)
			if err := os.WriteFile(path, s.write(t, f.Name), 0o600); err != nil {
				t.Fatal(err)
			}
			args = append(args, f.Name, path)
			files = append(files, file{name, f.Name, s.spans(f.Name)})
		}
	}
	out, err := python(args...)
	if err != nil {
		t.Fatal(reason(err))
	}
	answers := json.NewDecoder(bytes.NewReader(out))
	for _, f := range files {
		var answer json.RawMessage
		if err := answers.Decode(&answer); err != nil {
			t.Fatal(err)
		}
		var read map[string]map[string][]span
		if json.Unmarshal(answer, &read) != nil {
			t.Errorf("%s, %s: %s", f.sample, f.format, answer)
		}
		for reader, got := range read {
			if tiers, want := slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(f.want)); !slices.Equal(tiers, want) {
				t.Errorf("%s, %s: %s reads the tiers %q, want %q", f.sample, f.format, reader, tiers, want)
			}
			for tier, want := range f.want {
				if !slices.Equal(got[tier], want) {
					t.Errorf("%s, %s: %s reads in %s\n %.2000v, want\n %.2000v", f.sample, f.format, reader, tier, got[tier], want)
				}
			}
		}
	}
}

// reason is what a script said before it ended with err.
func reason(err error) error {
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return fmt.Errorf("%w: %s", err, exit.Stderr)
	}
	return err
}

// A span is a mark as a reader tells it: from, to, text.
type span [3]any

func spanOf(from, to timeline.Ms, text string) span { return span{float64(from), float64(to), text} }

// spans are what a reader must find in s, by tier.
func (s sample) spans(format string) map[string][]span {
	all := map[string][]span{}
	add := func(tier string, m mark) { all[tier] = append(all[tier], spanOf(m.from, m.to, m.text)) }
	tiers := lanes(s.tl, s.report)
	whole := end(s.tl, tiers)
	switch format {
	case "textgrid":
		for _, l := range tiers {
			marks := flatten(l.marks)
			if !l.point {
				marks = covered(marks, whole)
			}
			all[l.name] = nil
			for _, m := range marks {
				if l.point {
					m.to = m.from
				}
				add(l.name, m)
			}
		}
	case "eaf":
		for _, l := range tiers {
			all[l.name] = nil
			for _, m := range flatten(l.marks) {
				add(l.name, m)
			}
		}
	case "audacity":
		for _, l := range tiers {
			if l.name == voiced {
				continue
			}
			for _, m := range l.marks {
				add(l.name, m)
			}
		}
	case "vtt":
		names := map[timeline.Side]string{timeline.Coach: "Coach", timeline.Client: clean(s.client)}
		for _, w := range speech(s.tl) {
			switch {
			case w.unsaid.text != "" && w.text != "":
				w.text += " [not said: " + w.unsaid.text + "]"
			case w.unsaid.text != "":
				w.text = "[not said: " + w.unsaid.text + "]"
			}
			if w.text != "" {
				add(names[w.side], w.mark)
			}
		}
	case "csv":
		cell := func(row string, from, to timeline.Ms, text string) {
			m := at(from, to, "")
			m.text = inert(text)
			add(row, m)
		}
		for _, x := range s.report.Turns {
			cell("turn", x.From, x.To, x.Text)
		}
		for _, x := range s.report.Silences {
			cell("silence", x.From, x.To, "")
		}
		for _, x := range s.report.Overlaps {
			cell("overlap", x.From, x.To, x.Coach)
		}
		for _, x := range s.report.Evidence {
			cell("marker", x.From, x.To, x.Coach.Quote)
		}
	case "json":
		all["turns"], all["events"] = nil, nil
		for _, x := range s.report.Turns {
			all["turns"] = append(all["turns"], spanOf(x.From, x.To, string([]rune(x.Text))))
		}
		for _, e := range s.tl.Events {
			all["events"] = append(all["events"], spanOf(0, 0, e.Body.Kind()))
		}
	}
	return all
}
