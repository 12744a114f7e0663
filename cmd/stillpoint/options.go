package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// options are the flags of all commands; each command offers those it uses.
type options struct {
	data, models string
	addr         string
	media        int
	offline      bool
	scenarios    string
	start        time.Duration
	most         int
	light        bool
	insecureLAN  bool
	support      string
	log          slog.Level
	config       string
	llmURL       string
	llmModel     string
	json         bool
}

func (o *options) dataFlag(f *flag.FlagSet) {
	f.StringVar(&o.data, "data", dataFolder(), "`folder` of practices and recordings")
}

func (o *options) modelsFlag(f *flag.FlagSet) {
	f.StringVar(&o.models, "models", "", "`folder` of the model files (default models in the data folder)")
}

func (o *options) serveFlags(f *flag.FlagSet) {
	f.StringVar(&o.addr, "addr", "localhost:8080", "`host:port` of the pages")
	f.IntVar(&o.media, "media", 8189, "UDP and TCP `port` of the sound")
	o.dataFlag(f)
	o.modelsFlag(f)
	f.BoolVar(&o.offline, "offline", false, "fetch nothing")
	f.StringVar(&o.scenarios, "scenarios", "", "`folder` of further scenarios, *.yaml")
	f.DurationVar(&o.start, "start", 600*time.Millisecond, "she stops once the coach has spoken into hers for this `time`")
	f.IntVar(&o.most, "max", 10*runtime.NumCPU(), "the largest `number` of practices at once")
	f.BoolVar(&o.light, "light", false, "a simpler voice, for machines too slow for her own")
	o.engineFlags(f)
	f.TextVar(&o.log, "log", slog.LevelWarn, "the least `level` that is logged; info: a line for each turn, without its words")
	f.StringVar(&o.support, "support", "", "`text` for a coach who needs help: whom to call (default general advice)")
	f.BoolVar(&o.insecureLAN, "insecure-lan", false, "allow an address that others reach: no TLS, no accounts")
}

func (o *options) engineFlags(f *flag.FlagSet) {
	f.StringVar(&o.config, "config", "", "`file` that says which ears, words and voice are used (README, Other engines)")
	f.StringVar(&o.llmURL, "llm-url", "", "`address` of an OpenAI-compatible server whose model finds her words; key in STILLPOINT_LLM_KEY")
	f.StringVar(&o.llmModel, "llm-model", "", "`name` of that model (default the first one it lists)")
}

// usageError is a fault in how a command was called.
type usageError struct{ error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// parse takes the environment, then the flags given, and leaves what follows
// them in c.args, of which there must be at least least and at most most
// (negative: any number; no flag may follow the first of them then).
func (c *call) parse(o *options, least, most int) error {
	c.flags.SetOutput(io.Discard)
	var bad error
	c.flags.VisitAll(func(f *flag.Flag) {
		name := variable(f.Name)
		if v, ok := c.environ(name); ok && v != "" {
			if err := f.Value.Set(v); err != nil && bad == nil {
				bad = usagef("%s=%q: %v", name, v, err)
			}
		}
	})
	if bad != nil {
		return bad
	}
	var args []string
	for rest := c.args; ; {
		if err := c.flags.Parse(rest); errors.Is(err, flag.ErrHelp) {
			return err
		} else if err != nil {
			return usageError{err}
		}
		rest = c.flags.Args()
		if len(rest) == 0 || most < 0 {
			args = append(args, rest...)
			break
		}
		args, rest = append(args, rest[0]), rest[1:] // flags may follow it
	}
	c.args = args
	switch n := len(c.args); {
	case n < least:
		return usagef("%s is missing", c.wants)
	case most >= 0 && n > most:
		return usagef("%q is too much", c.args[most])
	}
	if o.models == "" {
		data := o.data
		if data == "" {
			data = dataFolder()
		}
		o.models = filepath.Join(data, "models")
	}
	return nil
}

// variable is the environment's name for a flag.
func variable(flag string) string {
	return "STILLPOINT_" + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

// dataFolder is where a person's data belongs on this system: on Linux
// $XDG_DATA_HOME/stillpoint or ~/.local/share/stillpoint, on macOS
// ~/Library/Application Support/stillpoint, on Windows %LocalAppData%\stillpoint.
func dataFolder() string {
	base := os.Getenv("XDG_DATA_HOME")
	home, _ := os.UserHomeDir()
	switch runtime.GOOS {
	case "darwin":
		base = filepath.Join(home, "Library", "Application Support")
	case "windows":
		base = os.Getenv("LocalAppData")
	default:
		if base == "" {
			base = filepath.Join(home, ".local", "share")
		}
	}
	return filepath.Join(base, "stillpoint")
}

// isTerminal tells whether w shows to a person as it is written.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// meaning is where the meanings of the scenarios' phrases are kept: they
// belong to the model that found them.
func (o options) meaning() string { return filepath.Join(o.models, "meaning") }
