package main

import (
	"cmp"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"stillpoint/dialogue/dialoguetest"
	"stillpoint/dialogue/local"
	"stillpoint/dialogue/local/roundtriptest"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/scenario"
	"stillpoint/media"
	"stillpoint/media/voice/voicetest"
)

func openLocal(models string) (*local.Engines, error) {
	e, err := local.Open(local.Config{Models: models, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, err
	}
	e.Ready()
	return e, nil
}

// vad: real phrases between exact silences, clean and in pink noise.
func vad(ctx context.Context, args []string) error {
	f := newFlags("vad")
	if err := f.Parse(args); err != nil {
		return err
	}
	clips, err := voicetest.Clips(f.clips)
	if err != nil {
		return err
	}
	e, err := openLocal(f.models)
	if err != nil {
		return err
	}
	defer e.Close()
	listen := func(s voicetest.Scene) (voicetest.Result, error) {
		d, err := e.Detector()
		if err != nil {
			return voicetest.Result{}, err
		}
		defer d.Close()
		return voicetest.Run(d, s)
	}
	t := newTable(0)
	for _, snr := range []float64{math.Inf(1), 30, 20, 10} {
		var sum voicetest.Result
		for seed := range uint64(3) {
			r, err := listen(voicetest.Speech(clips, snr, seed))
			if err != nil {
				return err
			}
			sum.Add(r)
		}
		name, bars := fmt.Sprintf("SNR %v dB", snr), [4]string{}
		if math.IsInf(snr, 1) {
			name = "clean"
		}
		if snr == 20 {
			bars = [4]string{"<= 20", "<= 40", "<= 130", ""}
		}
		if snr >= 20 {
			bars[3] = "-15 to 15"
		}
		t.N += len(sum.Onset)
		on, off := voicetest.Magnitudes(sum.Onset), voicetest.Magnitudes(sum.Offset)
		t.add(name+": onset error, median", inMS(quantile(on, .5)), "ms", bars[0])
		t.add(name+": onset error, p95", inMS(quantile(on, .95)), "ms", "")
		t.add(name+": onset found - true, median", inMS(quantile(sum.Onset, .5)), "ms", bars[3])
		t.add(name+": offset error, median", inMS(quantile(off, .5)), "ms", bars[1])
		t.add(name+": offset error, p95", inMS(quantile(off, .95)), "ms", bars[2])
		t.add(name+": offset found - true, median", inMS(quantile(sum.Offset, .5)), "ms", bars[3])
		t.add(name+": phrases missed", float64(sum.Missed), "", "")
	}
	noise, err := listen(voicetest.Noise(1))
	if err != nil {
		return err
	}
	t.add("false segments in 40 s of clicks, hum, hiss, knocks", float64(noise.False), "", "0")
	return t.print(os.Stdout, f.json)
}

// ears: the clips through voice activity and the recogniser.
func ears(ctx context.Context, args []string) error {
	f := newFlags("ears")
	if err := f.Parse(args); err != nil {
		return err
	}
	list, err := os.Open(filepath.Join(f.clips, "transcripts.tsv"))
	if err != nil {
		return err
	}
	defer list.Close()
	r := csv.NewReader(list)
	r.Comma = '\t'
	rows, err := r.ReadAll()
	if err != nil {
		return err
	}
	e, err := openLocal(f.models)
	if err != nil {
		return err
	}
	defer e.Close()
	var score dialoguetest.WER
	var sound, took time.Duration
	for _, row := range rows {
		in, err := os.Open(filepath.Join(f.clips, row[0]))
		if err != nil {
			return err
		}
		samples, rate, err := media.ReadWAV(in)
		if err := errors.Join(err, in.Close()); err != nil {
			return err
		}
		pcm := media.PCM(media.Convert(samples, rate, media.Rate))
		began := time.Now()
		segments, err := e.Hear(ctx, pcm)
		if err != nil {
			return err
		}
		took += time.Since(began)
		sound += pcm.Duration()
		text := ""
		for _, s := range segments {
			text += " " + s.Text
		}
		if score.Add(row[1], text) > 0 {
			fmt.Fprintf(os.Stderr, "%s: %s\n", row[0], text)
		}
	}
	t := newTable(len(rows))
	t.add("words wrong", 100*score.Rate(), "%", "<= 3")
	t.add("time for a second of sound", took.Seconds()/sound.Seconds(), "s", "<= 0.05")
	return t.print(os.Stdout, f.json)
}

// mouth: sentences said by the voice and heard by the ears; with -lines, all
// that clients may say, each in its own voice.
func mouth(ctx context.Context, args []string) error {
	f := newFlags("mouth")
	name := f.String("voice", "", "voice; that of The trays if empty")
	lines := f.String("lines", "", "`clients`, by their ids and with commas between, or all: what they may say in place of the sentences")
	if err := f.Parse(args); err != nil {
		return err
	}
	all, err := scenario.Embedded()
	if err != nil {
		return err
	}
	e, err := openLocal(f.models)
	if err != nil {
		return err
	}
	defer e.Close()
	t := newTable(0)
	if *lines == "" {
		sc := measured(all)
		voice := cmp.Or(*name, sc.Person.Voice.TTS.Kokoro)
		if err := say(ctx, t, e, sc, voice, roundtriptest.Everyday(), "<= 4"); err != nil {
			return err
		}
		return t.print(os.Stdout, f.json)
	}
	chosen := strings.Split(*lines, ",")
	for _, id := range chosen {
		if !slices.ContainsFunc(all, func(sc *scenario.Scenario) bool { return id == sc.ID || id == "all" }) {
			return usageError{fmt.Errorf("-lines: there is no client %q", id)}
		}
	}
	for _, sc := range all {
		if chosen[0] != "all" && !slices.Contains(chosen, sc.ID) {
			continue
		}
		texts, _ := persona.SpeakAhead(sc)
		fmt.Fprintf(os.Stderr, "%s\n", sc.ID)
		if err := say(ctx, t, e, sc, cmp.Or(*name, sc.Person.Voice.TTS.Kokoro), texts, ""); err != nil {
			return err
		}
	}
	return t.print(os.Stdout, f.json)
}

// say has texts said and heard, prints what was heard otherwise, and adds up.
func say(ctx context.Context, t *table, e *local.Engines, sc *scenario.Scenario, voice string, texts []string, bar string) error {
	var words, wrong, unknown int
	var first []time.Duration
	var sound, work time.Duration
	for r, err := range roundtriptest.Run(ctx, e, voice, sc.Person.Voice.TTS.Speed, sc.SayAs, texts) {
		if err != nil {
			return err
		}
		words, wrong, unknown = words+r.Words, wrong+r.Errors, unknown+len(r.Unknown)
		sound, work, first = sound+r.Sound, work+r.Work, append(first, r.First)
		if r.Errors > 0 {
			fmt.Fprintf(os.Stderr, "said:  %s\nheard: %s\n       %s\n", r.Text, r.Heard, r.Phonemes)
		}
	}
	t.N += len(texts)
	t.add(voice+": words wrong", 100*float64(wrong)/float64(words), "%", bar)
	t.add(voice+": words read by their letters", float64(unknown), "", "")
	t.add(voice+": time for a second of sound", work.Seconds()/sound.Seconds(), "s", "")
	t.times(voice+": until the first sound", first, "", "")
	return nil
}
