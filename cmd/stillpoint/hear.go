package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"time"

	"stillpoint/dialogue/local"
	"stillpoint/dialogue/timeline"
	"stillpoint/media"
	"stillpoint/media/codec"
)

// heard is a line of what `hear` prints: one a turn, then one a file.
type heard struct {
	File       string      `json:"file"`
	From       timeline.Ms `json:"from"`
	To         timeline.Ms `json:"to"`
	Text       string      `json:"text"`
	Confidence float64     `json:"confidence,omitempty"`
}

type took struct {
	File    string  `json:"file"`
	Seconds float64 `json:"seconds"` // of the recording
	Took    float64 `json:"took"`    // seconds
}

func hear(ctx context.Context, c *call) error {
	var o options
	o.modelsFlag(c.flags)
	if err := c.parse(&o, 1, -1); err != nil {
		return err
	}
	engines, err := openEngines(o)
	if err != nil {
		return err
	}
	defer engines.Close()
	engines.Ears() // loaded before anything is timed
	out := json.NewEncoder(c.stdout)
	for _, path := range c.args {
		pcm, err := readAudio(path)
		if err != nil {
			return err
		}
		began := time.Now()
		segments, err := engines.Hear(ctx, pcm)
		if err != nil {
			return withMissing(engines, fmt.Errorf("%s: %w", path, err))
		}
		for _, s := range segments {
			if err := out.Encode(heard{path, timeline.At(s.From), timeline.At(s.To), s.Text, s.Confidence}); err != nil {
				return err
			}
		}
		if err := out.Encode(took{path, pcm.Duration().Seconds(), time.Since(began).Seconds()}); err != nil {
			return err
		}
	}
	return nil
}

// openEngines opens the engines for a command that needs some of them; what is
// missing is said when it is asked for.
func openEngines(o options) (*local.Engines, error) {
	return local.Open(local.Config{Models: o.models, Meaning: o.meaning(), Lazy: true, Log: slog.New(slog.DiscardHandler)})
}

// withMissing adds to a fault of the engines what they lack, and what to do.
func withMissing(e *local.Engines, err error) error {
	if missing := e.Missing(); len(missing) > 0 {
		return fmt.Errorf("%w (%s)", err, missing[0])
	}
	return err
}

// readAudio reads a WAV or an MP3 file, told apart by what they begin with.
func readAudio(path string) (media.PCM, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := bufio.NewReader(f)
	if start, _ := r.Peek(4); bytes.Equal(start, []byte("RIFF")) {
		samples, rate, err := media.ReadWAV(r)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		return media.Convert(samples, rate, media.Rate), nil
	}
	var pcm media.PCM
	for chunk, err := range codec.DecodeMP3(r) {
		if err != nil {
			return nil, fmt.Errorf("%s: neither WAV nor MP3 that can be read: %w", path, err)
		}
		pcm = append(pcm, chunk...)
	}
	return pcm, nil
}
