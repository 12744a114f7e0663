package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"stillpoint/dialogue/store"
)

func export(ctx context.Context, c *call) error {
	var o options
	o.dataFlag(c.flags)
	format := c.flags.String("format", "json", "json (the timeline) or ogg (the recording), a `name`")
	path := c.flags.String("o", "", "`file` to write (default standard output)")
	if err := c.parse(&o, 1, 1); err != nil {
		return err
	}
	id := c.args[0]
	if *format != "json" && *format != "ogg" {
		return usagef("-format %s: there are json and ogg", *format)
	}
	if !store.ValidID(id) {
		return usagef("%q is not the id of a practice; the address of its page ends in it", id)
	}
	out := c.stdout
	if *path != "" {
		f, err := os.Create(*path)
		if err != nil {
			return err
		}
		defer f.Close()
		out = f
	}
	if *format == "ogg" {
		return exportRecording(o.data, id, out)
	}
	s, err := store.OpenReader(o.data)
	if err != nil {
		return err
	}
	defer s.Close()
	tl, err := s.Timeline(ctx, id)
	if err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(tl)
}

func exportRecording(data, id string, out io.Writer) error {
	root, err := os.OpenRoot(data)
	if err != nil {
		return fmt.Errorf("data folder: %w", err)
	}
	defer root.Close()
	f, err := root.Open("audio/" + id + ".ogg")
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("practice %s has no recording here", id)
	}
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(out, f)
	return err
}
