package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"stillpoint/media"
)

func say(ctx context.Context, c *call) error {
	var o options
	o.modelsFlag(c.flags)
	name := c.flags.String("voice", "af_bella", "whose `voice`")
	speed := c.flags.Float64("speed", 1, "this `number` of times as fast, 0.5 to 2")
	path := c.flags.String("o", "said.wav", "WAV `file` to write")
	if err := c.parse(&o, 1, -1); err != nil {
		return err
	}
	if *speed < .5 || *speed > 2 {
		return usagef("-speed %v: it is from 0.5 to 2", *speed)
	}
	engines, err := openEngines(o)
	if err != nil {
		return err
	}
	defer engines.Close()
	voice, err := engines.Voice(*name, *speed, nil)
	if err != nil {
		if present := engines.Voices(); len(present) > 0 {
			return fmt.Errorf("%w; there are %s", err, strings.Join(present, ", "))
		}
		return withMissing(engines, err)
	}
	began := time.Now()
	var pcm media.PCM
	for chunk, err := range voice.Speak(ctx, strings.Join(c.args, " ")) {
		if err != nil {
			return err
		}
		pcm = append(pcm, chunk...)
	}
	if len(pcm) == 0 {
		return errors.New("there is nothing in this text that can be said")
	}
	f, err := os.Create(*path)
	if err != nil {
		return err
	}
	if err := errors.Join(media.WriteWAV(f, pcm, media.Rate), f.Close()); err != nil {
		return err
	}
	fmt.Fprintf(c.stderr, "%s: %.1f s of speech, in %.1f s\n", *path, pcm.Duration().Seconds(), time.Since(began).Seconds())
	return nil
}
