// Stillpoint is a place to practise coaching conversations by voice: a server
// for the browser on this machine, and a few commands beside it. This package
// holds flags, environment, wiring and signals.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
)

// A command is one thing that a person can run.
type command struct {
	name, args, does string
	run              func(ctx context.Context, c *call) error
}

// A call is a command with what it was given.
type call struct {
	flags          *flag.FlagSet
	wants          string   // what follows the flags
	args           []string // as given; parse takes the flags away
	stdin          io.Reader
	stdout, stderr io.Writer
	environ        func(string) (string, bool)
}

func commands() []command {
	return []command{
		{"serve", "", "fetch what is missing, then serve (also without a command)", serve},
		{"fetch", "", "only fetch the model files", fetchModels},
		{"doctor", "", "say what works on this machine, and what does not", examine},
		{"hear", "FILE…", "what the ears make of WAV or MP3 recordings, as JSON lines", hear},
		{"say", "TEXT", "what her voice makes of a text, as a WAV file", say},
		{"try", "SCENARIO", "talk with a client by text, in virtual time: what the coach says, a line each", try},
		{"analyse", "FILE", "a timeline's report, as JSON or for a person; a folder gives one line each", analyse},
		{"export", "ID", "a practice for Praat, ELAN, Audacity, a player or a spreadsheet", exportPractice},
		{"scenario", "check FILE…", "check scenario files, with line numbers", scenarios},
		{"label", "FILE.csv", "what each utterance of a table does: question, reflection, input or other", label},
	}
}

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.LookupEnv))
}

// run is the whole program; it returns the exit code: 0 it did what was
// asked, 1 it could not, 2 wrong usage.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer, environ func(string) (string, bool)) int {
	if len(args) == 0 || strings.HasPrefix(args[0], "-") && !isHelp(args[0]) {
		args = append([]string{"serve"}, args...)
	}
	if isHelp(args[0]) {
		help(stdout)
		return 0
	}
	for _, cmd := range commands() {
		if cmd.name != args[0] {
			continue
		}
		// The first signal asks to end; the second one ends at once.
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		defer stop()
		context.AfterFunc(ctx, stop)
		c := &call{flag.NewFlagSet(cmd.name, flag.ContinueOnError), cmd.args, args[1:], stdin, stdout, stderr, environ}
		err := cmd.run(ctx, c)
		var usage usageError
		switch {
		case err == nil:
			return 0
		case errors.Is(err, flag.ErrHelp):
			helpFor(stdout, cmd, c.flags)
			return 0
		case errors.As(err, &usage):
			fmt.Fprintf(stderr, "stillpoint %s: %v; stillpoint %s -h tells how\n", cmd.name, err, cmd.name)
			return 2
		case errors.Is(err, context.Canceled) && ctx.Err() != nil:
			err = errors.New("stopped")
		}
		fmt.Fprintf(stderr, "stillpoint: %v\n", err)
		return 1
	}
	fmt.Fprintf(stderr, "stillpoint: there is no command %q; stillpoint -h lists them\n", args[0])
	return 2
}

func isHelp(arg string) bool {
	return arg == "-h" || arg == "-help" || arg == "--help" || arg == "help"
}

func help(w io.Writer) {
	fmt.Fprint(w, "Stillpoint: practise coaching conversations by voice, on your own machine.\n\nusage: stillpoint [command] [flags]\n\n")
	for _, cmd := range commands() {
		fmt.Fprintf(w, "  %-22s %s\n", cmd.name+" "+cmd.args, cmd.does)
	}
	fmt.Fprint(w, "\nstillpoint COMMAND -h lists a command's flags. Each flag is also an environment\nvariable: -insecure-lan is STILLPOINT_INSECURE_LAN.\n")
}

func helpFor(w io.Writer, cmd command, flags *flag.FlagSet) {
	fmt.Fprintf(w, "usage: stillpoint %s [flags] %s\n%s\n\n", cmd.name, cmd.args, cmd.does)
	flags.VisitAll(func(f *flag.Flag) {
		value, usage := flag.UnquoteUsage(f)
		if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "0" {
			usage += " (default " + f.DefValue + ")"
		}
		fmt.Fprintf(w, "  %-20s %s\n", "-"+f.Name+" "+value, usage)
	})
}
