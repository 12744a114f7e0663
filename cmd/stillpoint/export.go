package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"stillpoint/analysis"
	"stillpoint/analysis/export"
	"stillpoint/dialogue/store"
)

// exportPractice writes a practice as another program reads it.
func exportPractice(ctx context.Context, c *call) error {
	var o options
	o.dataFlag(c.flags)
	c.flags.StringVar(&o.scenarios, "scenarios", "", "`folder` of further scenarios, *.yaml")
	format := c.flags.String("format", "json", "`kind` of file: "+export.Names()+" or ogg")
	path := c.flags.String("o", "", "`file` to write (default standard output)")
	if err := c.parse(&o, 1, 1); err != nil {
		return err
	}
	id := c.args[0]
	if _, ok := export.Named(*format); !ok && *format != "ogg" {
		return usagef("-format %s: there are %s and ogg", *format, export.Names())
	}
	if !store.ValidID(id) {
		return usagef("%q is not the id of a practice; the address of its page ends in it", id)
	}
	// All of it is made before anything is written: a file is not made, or
	// written over, for a practice that is not there.
	var data []byte
	var err error
	if *format == "ogg" {
		data, err = keptRecording(o.data, id)
	} else {
		data, err = c.written(ctx, &o, id, *format)
	}
	if err != nil {
		return err
	}
	if *path != "" {
		return os.WriteFile(*path, data, 0o600)
	}
	_, err = c.stdout.Write(data)
	return err
}

// written is a practice in one of the formats, with this version's report. It
// also works while a server has the data folder.
func (c *call) written(ctx context.Context, o *options, id, format string) ([]byte, error) {
	people, err := openLibrary(o.scenarios, func(err error) { fmt.Fprintln(c.stderr, err) })
	if err != nil {
		return nil, err
	}
	defer people.Close()
	s, err := store.OpenReader(o.data)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	tl, err := s.Timeline(ctx, id)
	if err != nil {
		return nil, err
	}
	name := ""
	for _, p := range people.all() {
		if p.ID == tl.Scenario {
			name = p.Person.FirstName()
		}
	}
	var b bytes.Buffer
	err = export.Write(&b, format, tl, analysis.Score(tl, analysis.RubricFor(tl, people.all())), name)
	return b.Bytes(), err
}

func keptRecording(dir, id string) ([]byte, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	defer root.Close()
	data, err := root.ReadFile("audio/" + id + ".ogg")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("practice %s has no recording here", id)
	}
	return data, err
}
