package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"stillpoint/dialogue/scenario"
)

// scenarios checks files as the server would load them.
func scenarios(ctx context.Context, c *call) error {
	var o options
	if err := c.parse(&o, 2, -1); err != nil {
		return err
	}
	if c.args[0] != "check" {
		return usagef("there is only scenario check, no scenario %s", c.args[0])
	}
	broken := 0
	for _, path := range c.args[1:] {
		data, err := os.ReadFile(path)
		if err == nil {
			_, err = scenario.Parse(path, data)
		}
		if err != nil {
			broken++
			fmt.Fprintln(c.stderr, err)
			continue
		}
		fmt.Fprintf(c.stderr, "%s: fine\n", path)
	}
	switch broken {
	case 0:
		return nil
	case 1:
		return errors.New("one file is not usable as it is")
	}
	return fmt.Errorf("%d files are not usable as they are", broken)
}
