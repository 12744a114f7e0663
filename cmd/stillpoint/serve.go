package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"stillpoint/cmd/internal/doctor"
	"stillpoint/cmd/internal/engines"
	"stillpoint/cmd/internal/trace"
	"stillpoint/cmd/internal/web"
	"stillpoint/dialogue"
	"stillpoint/dialogue/chain"
	"stillpoint/dialogue/local"
	"stillpoint/dialogue/local/fetch"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/store"
	"stillpoint/media/rtc"
	"stillpoint/static"
)

// serve opens everything, in the order in which it can fail for a person's
// reasons: address, data folder, ports, then the engines. What is missing of
// them is fetched while the pages are served already.
func serve(ctx context.Context, c *call) error {
	var o options
	o.serveFlags(c.flags)
	if err := c.parse(&o, 0, 0); err != nil {
		return err
	}
	hosts, err := allowed(o.addr, o.insecureLAN)
	if err != nil {
		return err
	}
	setup, err := c.setup(o)
	if err != nil {
		return err
	}
	people, err := openLibrary(o.scenarios, func(err error) { fmt.Fprintf(c.stderr, "scenario left out: %v\n", err) })
	if err != nil {
		return err
	}
	defer people.Close()
	log := slog.New(slog.NewTextHandler(c.stderr, &slog.HandlerOptions{Level: o.log}))
	spans, err := trace.FromEnviron(c.environ, log)
	if err != nil {
		return usageError{err}
	}

	kept, err := store.Open(o.data)
	if err != nil {
		return err
	}
	defer kept.Close()
	listener, err := net.Listen("tcp", o.addr)
	if err != nil {
		return fmt.Errorf("the address %s cannot be used (%w): stop what uses it, or choose another with -addr", o.addr, err)
	}
	defer listener.Close()
	lines, err := rtc.Listen(rtc.Config{Port: o.media, Loopback: true, Log: log})
	if err != nil {
		return fmt.Errorf("the media port %d cannot be used (%w): stop what uses it, or choose another with -media", o.media, err)
	}
	defer lines.Close()

	clients := &clients{setup: setup, log: log, meant: map[string]persona.Matcher{}}
	pages, err := static.Handler()
	if err != nil {
		return err
	}
	ahead := &ahead{people: people, light: o.light, leisure: setup.Remote(chain.Voice), log: log, announced: map[string]bool{}}
	setup.Refused = func(sentence string) { fmt.Fprintln(c.stderr, sentence) }
	server, err := web.New(web.Config{
		Data: o.data, Store: kept, Scenarios: people.all, Support: o.support, Chosen: ahead.choose,
		Elsewhere: elsewhere(setup), Settings: func() any { return setup.Settings() }, Trace: spans,
		NewLine: func(c rtc.LineConfig) web.Line { return lines.NewLine(c) },
		Pages:   pages, Rules: dialogue.Rules{Start: o.start}, Max: o.most, Hosts: hosts, Log: log,
	})
	if err != nil {
		return err
	}
	ahead.server = server
	if setup.Local(chain.Voice) {
		ahead.announce(people.all())
	}

	var own *local.Engines
	open := func() error {
		var err error
		if own, err = local.Open(local.Config{Models: o.models, Spoken: filepath.Join(o.data, "spoken"), Meaning: o.meaning(),
			Deaf: !setup.Local(chain.Ears), Mute: !setup.Local(chain.Voice), Log: log}); err != nil {
			return err
		}
		for _, sentence := range own.Missing() {
			fmt.Fprintln(c.stderr, sentence)
		}
		ahead.engines, clients.local = own, own
		server.Arrive(speech(setup, own, o.light, clients.client))
		return nil
	}
	defer func() {
		if own != nil {
			own.Close()
		}
	}()
	files := needed(o, setup, people.all())
	missing := !o.offline && len(fetch.Missing(o.models, files)) > 0
	if !missing {
		if err := open(); err != nil {
			return err
		}
	}
	for _, l := range setup.Leaves() {
		fmt.Fprintln(c.stderr, l)
	}
	fmt.Fprintf(c.stderr, "Stillpoint is at http://%s\n", shown(listener.Addr(), o.addr))

	ctx, stop := context.WithCancel(ctx)
	var all sync.WaitGroup
	var failed error
	all.Go(func() {
		if missing {
			failed = bring(ctx, o.models, files, c.stderr, server)
			if failed == nil {
				failed = open()
			}
			if failed != nil {
				stop()
				return
			}
		}
		if setup.Local(chain.Voice) {
			all.Go(func() { ahead.run(ctx) })
		}
		clients.run(ctx, people)
	})
	all.Go(func() { sayWhatAnswers(ctx, setup, c.stderr) })
	traces, traced := context.WithCancel(context.WithoutCancel(ctx))
	var tracing sync.WaitGroup
	if spans != nil {
		tracing.Go(func() { spans.Run(traces) })
	}
	err = server.Serve(ctx, listener)
	stop()
	all.Wait()
	traced()
	tracing.Wait()
	return errors.Join(failed, err)
}

// allowed refuses an address that others can reach, and gives the host names
// a request may be for beside this machine's own.
func allowed(addr string, insecure bool) ([]string, error) {
	if _, _, err := net.SplitHostPort(addr); err != nil {
		return nil, usagef("-addr %s: write host:port, for example localhost:8080", addr)
	}
	if doctor.Loopback(addr) {
		return nil, nil
	}
	if !insecure {
		return nil, fmt.Errorf("%s can be reached by others, and there are no accounts and no TLS yet, without which browsers give no microphone either: use -addr localhost:8080, or -insecure-lan if you know what you do", addr)
	}
	return []string{"*"}, nil
}

// shown is the address as a person types it.
func shown(a net.Addr, asked string) string {
	_, port, _ := net.SplitHostPort(a.String())
	host, _, _ := net.SplitHostPort(asked)
	if host == "" {
		host = "localhost"
	}
	return net.JoinHostPort(host, port)
}

// needed are the files that the scenarios' talks need of this machine's engines.
func needed(o options, setup *engines.Setup, scenarios []*scenario.Scenario) []fetch.File {
	var voices []string
	for _, s := range scenarios {
		voices = append(voices, s.Person.Voice.TTS.Kokoro)
	}
	files := fetch.Needed(runtime.GOOS, runtime.GOARCH, voices...)
	if o.light {
		files = append(files, fetch.Light()...)
	}
	return slices.DeleteFunc(files, func(f fetch.File) bool {
		return f.Hears() && !setup.Local(chain.Ears) || f.Speaks() && !setup.Local(chain.Voice)
	})
}

// bring fetches the files while the pages say how far that is. What no source
// has is said once; the talk then goes on without it.
func bring(ctx context.Context, models string, files []fetch.File, stderr io.Writer, server *web.Server) error {
	bars := fetch.Bars(stderr, isTerminal(stderr))
	err := fetch.Run(ctx, models, files, func(p fetch.Progress) {
		bars(p)
		server.Fetching(p.File, p.Done, p.Total, p.Placed || p.Failed)
	})
	if _, ok := errors.AsType[*fetch.Error](err); ok {
		fmt.Fprintln(stderr, strings.TrimSpace(err.Error()))
		return nil
	}
	return err
}

// voiceOf is whose voice, how fast, and which words it says its own way.
func voiceOf(s *scenario.Scenario, light bool) (name string, speed float64, sayAs map[string]string) {
	tts := s.Person.Voice.TTS
	if light {
		return local.Joe, tts.Speed, s.SayAs
	}
	return tts.Kokoro, tts.Speed, s.SayAs
}
