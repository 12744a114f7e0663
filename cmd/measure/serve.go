package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"math"
	"net"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"stillpoint/cmd/internal/web"
	"stillpoint/dialogue"
	"stillpoint/dialogue/chain"
	"stillpoint/dialogue/local"
	"stillpoint/dialogue/local/roundtriptest"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/store"
	"stillpoint/dialogue/timeline"
	"stillpoint/media"
	"stillpoint/media/rtc"
)

// serveCommand runs the product's own server, with engines that answer at
// once or, for offline, the local ones; think time 0 either way.
func serveCommand(ctx context.Context, args []string) error {
	f := newFlags("serve")
	addr := f.String("addr", "127.0.0.1:8080", "host:port")
	window := f.Duration("window", 200*time.Millisecond, "endpoint window; 0: the adaptive one")
	start := f.Duration("start", 200*time.Millisecond, "barge-in window")
	engines := f.String("engines", "instant", "instant, http (instant, as a service over loopback HTTP), spoken (local, lines spoken ahead), long (the same, lines of 10 s) or new (local, lines never spoken before)")
	spoken := f.String("spoken", "", "folder of lines spoken ahead")
	data := f.String("data", "", "data folder to use and keep; a temporary one if empty")
	if err := f.Parse(args); err != nil {
		return err
	}
	if f.models == "" {
		return errNoModels
	}
	if *data == "" {
		dir, err := os.MkdirTemp("", "measure")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		*data = dir
	}
	if *spoken == "" {
		*spoken = filepath.Join(*data, "spoken")
	}
	kept, err := store.Open(*data)
	if err != nil {
		return err
	}
	defer kept.Close()
	l, err := net.Listen("tcp", *addr)
	if err != nil {
		return err
	}
	lines, err := rtc.Listen(rtc.Config{Loopback: true})
	if err != nil {
		return err
	}
	defer lines.Close()
	loaded, err := local.Open(local.Config{Models: f.models, Spoken: *spoken, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	defer loaded.Close()
	loaded.Ready()
	all, err := scenario.Embedded()
	if err != nil {
		return err
	}
	e, err := enginesOf(ctx, *engines, loaded, measured(all))
	if err != nil {
		return err
	}
	debug.FreeOSMemory() // what loading took and nobody needs any more
	server, err := web.New(web.Config{
		Data: *data, Store: kept, Scenarios: func() []*scenario.Scenario { return all }, Engines: e, Max: 100, Pages: inside(),
		NewLine: func(c rtc.LineConfig) web.Line { return lines.NewLine(c) },
		Rules: dialogue.Rules{Endpoint: *window, Start: *start, ThinkMargin: -1,
			Silences: []time.Duration{}, Length: 24 * time.Hour},
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "measure serve is at http://%s\n", l.Addr())
	return server.Serve(ctx, l)
}

// measured is whose voice is measured, always the same.
func measured(all []*scenario.Scenario) *scenario.Scenario {
	return all[slices.IndexFunc(all, func(s *scenario.Scenario) bool { return s.ID == "marit-trays" })]
}

func enginesOf(ctx context.Context, kind string, loaded *local.Engines, sc *scenario.Scenario) (web.Engines, error) {
	e := web.Engines{Detector: loaded.Detector}
	if kind == "instant" {
		once := instant{tone(3 * time.Second), tone(400 * time.Millisecond)} // made once: 5 ms
		e.Ears = func(chain.Report) dialogue.Transcriber { return once }
		e.Client = unmoved(says(func() string { return "That is my answer." }))
		e.Voice = func(*scenario.Scenario, chain.Report) (dialogue.Voice, error) { return once, nil }
		return e, nil
	}
	if kind == "http" {
		err := overHTTP(ctx, &e)
		return e, err
	}
	if missing := loaded.Missing(); len(missing) > 0 {
		return e, errors.New(missing[0])
	}
	tts := sc.Person.Voice.TTS
	e.Ears = func(chain.Report) dialogue.Transcriber { return loaded.Ears() }
	e.Voice = func(*scenario.Scenario, chain.Report) (dialogue.Voice, error) {
		return loaded.Voice(tts.Kokoro, tts.Speed, sc.SayAs)
	}
	var n atomic.Int64
	switch kind {
	case "new":
		e.Client = unmoved(says(func() string { return firstWords(roundtriptest.Everyday(), int(n.Add(1)), 8) }))
	case "spoken", "long":
		lines := make([]string, 10)
		for i := range lines {
			lines[i] = firstWords(roundtriptest.Everyday(), i, 8)
		}
		if kind == "long" {
			all := roundtriptest.Everyday()
			lines = []string{strings.Join(all[5:9], " "), strings.Join(all[18:22], " "), strings.Join(all[30:34], " ")}
		}
		e.Client = unmoved(says(func() string { return lines[int(n.Add(1))%len(lines)] }))
		v, err := e.Voice(sc, nil)
		if err != nil {
			return e, err
		}
		for _, line := range lines {
			for _, err := range v.Speak(ctx, line) {
				if err != nil {
					return e, err
				}
			}
		}
	default:
		return e, fmt.Errorf("-engines %s: there are instant, http, spoken, long and new", kind)
	}
	return e, nil
}

// firstWords is at most most words of the n-th sentence.
func firstWords(sentences []string, n, most int) string {
	w := strings.Fields(sentences[n%len(sentences)])
	return strings.Join(w[:min(most, len(w))], " ")
}

// instant recognises and speaks at once: a tone of 3 s, a shorter one for a
// single word ("Hm.").
type instant struct{ tone, short media.PCM }

func (instant) Transcribe(ctx context.Context, _ dialogue.Speech) (timeline.Utterance, error) {
	return timeline.Utterance{Text: "and then the delivery was late again"}, context.Cause(ctx)
}

func (i instant) Speak(_ context.Context, text string) iter.Seq2[media.PCM, error] {
	tone := i.tone
	if len(strings.Fields(text)) == 1 {
		tone = i.short
	}
	return func(yield func(media.PCM, error) bool) { yield(tone, nil) }
}

// tone is 440 Hz for d.
func tone(d time.Duration) media.PCM {
	p := media.Silence(d)
	for i := range p {
		p[i] = int16(8000 * math.Sin(2*math.Pi*440*float64(i)/media.Rate))
	}
	return p
}

// unmoved is r for every practice; nothing the coach does changes anything.
func unmoved(r persona.Responder) func(*scenario.Scenario, chain.Report, func(error)) (persona.Responder, dialogue.Mind) {
	return func(*scenario.Scenario, chain.Report, func(error)) (persona.Responder, dialogue.Mind) { return r, nil }
}

// says is a client who answers at once.
type says func() string

func (s says) Respond(context.Context, persona.Turn) iter.Seq2[persona.Sentence, error] {
	return func(yield func(persona.Sentence, error) bool) {
		yield(persona.Sentence{Text: s(), Origin: timeline.OriginAuthored}, nil)
	}
}
