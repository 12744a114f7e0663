package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
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
	kept := keptTimeline
	if *format == "ogg" {
		kept = keptRecording
	}
	// All of it is read before anything is written: a file is not made, or
	// written over, for a practice that is not there.
	data, err := kept(ctx, o.data, id)
	if err != nil {
		return err
	}
	if *path != "" {
		return os.WriteFile(*path, data, 0o600)
	}
	_, err = c.stdout.Write(data)
	return err
}

// keptTimeline also works while a server has the data folder.
func keptTimeline(ctx context.Context, dir, id string) ([]byte, error) {
	s, err := store.OpenReader(dir)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	tl, err := s.Timeline(ctx, id)
	if err != nil {
		return nil, err
	}
	data, err := json.Marshal(tl)
	return append(data, '\n'), err
}

func keptRecording(_ context.Context, dir, id string) ([]byte, error) {
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
