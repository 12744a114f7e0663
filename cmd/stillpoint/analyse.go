package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"stillpoint/analysis"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
)

// largest timeline that is read: some hundred hours of talk.
const largest = 64 << 20

// analyse makes reports of timelines: of one file, or of all in a folder.
func analyse(ctx context.Context, c *call) error {
	var o options
	c.flags.StringVar(&o.scenarios, "scenarios", "", "`folder` of further scenarios, *.yaml")
	text := c.flags.Bool("text", false, "a page for a person instead of JSON")
	if err := c.parse(&o, 1, 1); err != nil {
		return err
	}
	people, err := openLibrary(o.scenarios, func(err error) { fmt.Fprintln(c.stderr, err) })
	if err != nil {
		return err
	}
	defer people.Close()
	files, err := timelines(c.args[0])
	if err != nil {
		return err
	}
	broken := 0
	for i, path := range files {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		tl, err := readTimeline(path)
		if err != nil && len(files) == 1 && path == c.args[0] {
			return err
		}
		if err != nil {
			broken++
			fmt.Fprintln(c.stderr, err)
			continue
		}
		if err := c.report(tl, people.all(), *text, i > 0); err != nil {
			return err
		}
	}
	if broken > 0 {
		return fmt.Errorf("%d of the %d files in %s could not be read", broken, len(files), c.args[0])
	}
	return nil
}

// report writes the report of tl: a line of JSON, or a page, which a line
// parts from the one before.
func (c *call) report(tl timeline.Timeline, people []*scenario.Scenario, text, more bool) error {
	r := analysis.RubricFor(tl, people)
	rep := analysis.Score(tl, r)
	if text {
		if more {
			fmt.Fprintf(c.stdout, "\n%s\n\n", strings.Repeat("─", columns))
		}
		_, err := io.WriteString(c.stdout, reportPage(rep, r.Scenario, tl.Started))
		return err
	}
	return json.NewEncoder(c.stdout).Encode(rep)
}

// timelines are the files to be read at path, by name.
func timelines(path string) ([]string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return []string{path}, nil
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, e := range entries {
		if strings.EqualFold(filepath.Ext(e.Name()), ".json") && !e.IsDir() {
			files = append(files, filepath.Join(path, e.Name()))
		}
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s holds no timelines (*.json)", path)
	}
	return files, nil
}

// readTimeline reads the file at path. What is wrong with it is one line.
func readTimeline(path string) (tl timeline.Timeline, err error) {
	f, err := os.Open(path)
	if err != nil {
		return tl, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, largest+1))
	if err != nil {
		return tl, err
	}
	var form struct {
		Schema *int
		Events json.RawMessage
	}
	switch {
	case len(data) > largest:
		return tl, fmt.Errorf("%s is larger than %d MB: no practice is", path, largest>>20)
	case len(bytes.TrimSpace(data)) == 0:
		return tl, fmt.Errorf("%s is empty", path)
	}
	if err := json.Unmarshal(data, &form); err != nil {
		return tl, fmt.Errorf("%s is no timeline: %s", path, jsonFault(data, err))
	}
	switch {
	case form.Schema == nil || form.Events == nil:
		return tl, fmt.Errorf("%s is no timeline: it has no schema or no events", path)
	case *form.Schema != timeline.Schema:
		return tl, fmt.Errorf("%s has schema %d, and this version reads %d: use the Stillpoint that wrote it", path, *form.Schema, timeline.Schema)
	}
	if err := json.Unmarshal(data, &tl); err != nil {
		return tl, fmt.Errorf("%s is no timeline: %s", path, jsonFault(data, err))
	}
	return tl, nil
}

// jsonFault is err with the line of data that it is about, where that is known.
func jsonFault(data []byte, err error) string {
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Sprintf("line %d: %v", 1+bytes.Count(data[:min(int(syntax.Offset), len(data))], []byte("\n")), err)
	}
	return err.Error()
}
