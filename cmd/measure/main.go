// Measure measures Stillpoint on the machine it runs on: how late it answers,
// how soon it stops, what a practice costs, how well it hears. Each command
// prints one table and asserts nothing; -json prints the same as JSON.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"time"

	"stillpoint/dialogue/openai/faulttest"
)

var errNoModels = errors.New("no folder of model files: name it with -models or STILLPOINT_MODELS")

type command struct {
	name, does string
	run        func(ctx context.Context, args []string) error
}

func commands() []command {
	return []command{
		{"serve", "the product's server with instant engines, for an outside client", serveCommand},
		{"turns", "own share of voice-to-voice, instant engines", turns},
		{"bargein", "the coach comes in -> she is silent; backchannels that stop her", bargein},
		{"load", "practices at once: pacing, processor and memory for each", load},
		{"offline", "voice-to-voice with the local engines", offline},
		{"vad", "onset and offset error of voice activity", vad},
		{"ears", "words wrong and time taken over the clips", ears},
		{"mouth", "words wrong when the ears hear the voice, and time taken", mouth},
		{"drift", "the recording against the truth over a bad network, in real time", drift},
		{"faults", "every engine over HTTP with every fault: does the practice live", faults},
		{"crash", "kill -9 while recording, and what is left", crash},
		{"endpoint", "turns cut off against how late she begins", endpoint},
		{"skill", "what coaches of different skill come to with every client, in virtual time", skill},
		{"review", "the review page of a long practice: how soon, how heavy, how smooth", review},
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if len(os.Args) > 1 {
		for _, c := range commands() {
			if c.name != os.Args[1] {
				continue
			}
			err := c.run(ctx, os.Args[2:])
			switch {
			case errors.Is(err, flag.ErrHelp):
				return
			case errors.As(err, new(usageError)):
				fmt.Fprintf(os.Stderr, "measure %s: %v\n", c.name, err)
				os.Exit(2)
			case err != nil:
				fmt.Fprintf(os.Stderr, "measure %s: %v\n", c.name, err)
				os.Exit(1)
			}
			return
		}
	}
	fmt.Fprint(os.Stderr, "usage: measure COMMAND [flags]\n\n")
	for _, c := range commands() {
		fmt.Fprintf(os.Stderr, "  %-10s %s\n", c.name, c.does)
	}
	os.Exit(2)
}

// table is what a command prints.
type table struct {
	Machine string `json:"machine"`
	N       int    `json:"n"`
	Rows    []row  `json:"rows"`

	Faults []faulttest.Outcome `json:"faults,omitempty"`
}

type row struct {
	What  string  `json:"what"`
	Value float64 `json:"value"`
	Unit  string  `json:"unit"`
	Bar   string  `json:"bar,omitempty"`
}

func newTable(n int) *table {
	revision := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				revision = " " + s.Value[:min(8, len(s.Value))]
			}
		}
	}
	return &table{Machine: fmt.Sprintf("%s, %d cores, %s%s", processor(), runtime.NumCPU(), runtime.Version(), revision), N: n}
}

// processor is the machine's processor, as Linux names it.
func processor() string {
	data, err := os.ReadFile("/proc/cpuinfo")
	if err == nil {
		for line := range strings.Lines(string(data)) {
			if name, ok := strings.CutPrefix(line, "model name"); ok {
				return strings.TrimSpace(strings.TrimLeft(name, "\t :"))
			}
		}
	}
	return runtime.GOARCH
}

func (t *table) add(what string, value float64, unit, bar string) {
	t.Rows = append(t.Rows, row{what, value, unit, bar})
}

// times adds p50, p95 and the largest of ds, in ms.
func (t *table) times(what string, ds []time.Duration, bar50, bar95 string) {
	t.add(what+", p50", inMS(quantile(ds, .5)), "ms", bar50)
	t.add(what+", p95", inMS(quantile(ds, .95)), "ms", bar95)
	t.add(what+", most", inMS(quantile(ds, 1)), "ms", "")
}

func (t *table) print(w io.Writer, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(w).Encode(t)
	}
	fmt.Fprintf(w, "%s; n = %d\n", t.Machine, t.N)
	for _, r := range t.Rows {
		fmt.Fprintf(w, "  %-52s %10.4g %-4s %s\n", r.What, r.Value, r.Unit, r.Bar)
	}
	return nil
}

func inMS(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// quantile is the nearest-rank q-quantile of ds; 0 of none.
func quantile(ds []time.Duration, q float64) time.Duration {
	if len(ds) == 0 {
		return 0
	}
	s := slices.Sorted(slices.Values(ds))
	return s[max(0, min(len(s), int(math.Ceil(q*float64(len(s)))))-1)]
}

// usageError is a wrong command line.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// flags are those that most commands have.
type flags struct {
	*flag.FlagSet
	models, clips string
	json          bool
}

func newFlags(name string) *flags {
	f := &flags{FlagSet: flag.NewFlagSet("measure "+name, flag.ContinueOnError)}
	f.StringVar(&f.models, "models", os.Getenv("STILLPOINT_MODELS"), "folder of the model files")
	f.StringVar(&f.clips, "clips", "../shared/data/clips", "folder of recordings of real speech")
	f.BoolVar(&f.json, "json", false, "print JSON")
	return f
}

// Parse refuses what it does not know, arguments that are no flags included.
func (f *flags) Parse(args []string) error {
	f.SetOutput(io.Discard)
	err := f.FlagSet.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		f.SetOutput(os.Stderr)
		f.Usage()
		return err
	case err != nil:
		return usageError{err}
	case f.NArg() > 0:
		return usageError{fmt.Errorf("%q is no flag", f.Arg(0))}
	}
	return nil
}
