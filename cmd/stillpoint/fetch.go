package main

import (
	"context"
	"fmt"
	"runtime"

	"stillpoint/dialogue/local/fetch"
)

func fetchModels(ctx context.Context, c *call) error {
	var o options
	o.dataFlag(c.flags)
	o.modelsFlag(c.flags)
	light := c.flags.Bool("light", false, "also the light voice, for slow machines")
	if err := c.parse(&o, 0, 0); err != nil {
		return err
	}
	files := fetch.Needed(runtime.GOOS, runtime.GOARCH)
	if *light {
		files = append(files, fetch.Light()...)
	}
	if err := fetch.Run(ctx, o.models, files, fetch.Bars(c.stderr, isTerminal(c.stderr))); err != nil {
		return err
	}
	fmt.Fprintf(c.stderr, "all %d model files are in %s\n", len(files), o.models)
	return nil
}
