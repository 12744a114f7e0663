package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"stillpoint/dialogue/timeline"
	"stillpoint/media"
)

// turns: last speech packet sent -> first packet of her answer received, minus
// the endpoint window, and where that time goes.
func turns(ctx context.Context, args []string) error {
	f := newFlags("turns")
	n := f.Int("n", 30, "turns")
	engines := f.String("engines", "instant", "instant, or http: the same as a service over loopback HTTP")
	if err := f.Parse(args); err != nil {
		return err
	}
	const window = 200 * time.Millisecond
	got, tl, err := answers(ctx, f, *n, "-window", window.String(), "-engines", *engines)
	if err != nil {
		return err
	}
	t := newTable(len(got))
	t.times("own share of voice-to-voice", own(got, window), "<= 75, aim 60", "<= 130, aim 90")
	var judged, decided, heard, words, sound, sent, track []time.Duration
	for _, a := range got {
		c, r, ok := find(tl, a)
		if !ok {
			continue
		}
		at := func(ms timeline.Ms) time.Time { return tl.Started.Add(ms.Duration()) }
		judged = append(judged, at(c.To).Sub(a.last))
		decided = append(decided, (c.Decided-c.To).Duration()-window)
		heard = append(heard, (max(c.Final, c.Decided) - c.Decided).Duration())
		words = append(words, (r.Lag.FirstToken - max(c.Final, c.Decided)).Duration())
		sound = append(sound, (r.Lag.FirstAudio - r.Lag.FirstToken).Duration())
		sent = append(sent, a.received.Sub(at(r.Lag.FirstAudio)))
		track = append(track, a.received.Sub(at(c.Decided)))
	}
	if *engines == "http" {
		t.times("decided -> her first packet", track, "", "<= 80")
	}
	t.add("of it, on the server's timeline (ms), turns found", float64(len(judged)), "", "")
	t.add("  end of speech as judged, after the last packet left, p50", inMS(quantile(judged, .5)), "ms", "")
	t.add("  decision, later than judged end + window, p50", inMS(quantile(decided, .5)), "ms", "")
	t.add("  the coach's words there, after the decision, p50", inMS(quantile(heard, .5)), "ms", "")
	t.add("  her first sentence there, p50", inMS(quantile(words, .5)), "ms", "")
	t.add("  its first sound there, p50", inMS(quantile(sound, .5)), "ms", "")
	t.add("  handed over, encoded, sent, received, p50", inMS(quantile(sent, .5)), "ms", "")
	return t.print(os.Stdout, f.json)
}

// answer is one turn as the coach saw it.
type answer struct {
	end, last time.Time // of the speech; when its last packet left
	received  time.Time // the first packet of her answer
}

func own(as []answer, window time.Duration) []time.Duration {
	var out []time.Duration
	for _, a := range as {
		out = append(out, a.received.Sub(a.last)-window)
	}
	return out
}

// find is the coach's turn that a is about and her reply.
func find(tl timeline.Timeline, a answer) (c timeline.CoachTurn, r timeline.ClientTurn, ok bool) {
	for _, e := range tl.Events {
		switch b := e.Body.(type) {
		case timeline.CoachTurn:
			if off := tl.Started.Add(b.To.Duration()).Sub(a.end); off.Abs() < 400*time.Millisecond {
				c, ok = b, true
			}
		case timeline.ClientTurn:
			if ok && b.Turn == c.Turn && b.Why == timeline.WhyReply {
				return c, b, true
			}
		}
	}
	return c, r, false
}

// answers holds a talk of n turns. A turn that she took before the phrase was
// over is left out.
func answers(ctx context.Context, f *flags, n int, args ...string) ([]answer, timeline.Timeline, error) {
	var tl timeline.Timeline
	say, err := phrases(f.clips, 800*time.Millisecond)
	if err != nil {
		return nil, tl, err
	}
	server, err := startChild(append(args, "-models", f.models)...)
	if err != nil {
		return nil, tl, err
	}
	defer server.stop()
	c, err := join(ctx, server.addr, true)
	if err != nil {
		return nil, tl, err
	}
	var out []answer
	var unanswered []time.Time
	err = func() error {
		if _, _, err := c.firstSoundAfter(time.Time{}, 30*time.Second); err != nil { // her opening
			return err
		}
		for i := 0; len(out) < n && i < 2*n && ctx.Err() == nil; i++ {
			if _, err := c.quiet(700 * time.Millisecond); err != nil {
				return err
			}
			p := say[i%len(say)]
			begun := c.peer.Say(p)
			a := answer{end: begun.Add(p.Duration()), last: begun.Add((p.Duration() + media.FrameDur - 1).Truncate(media.FrameDur))}
			at, ok, err := c.firstSoundAfter(begun, 15*time.Second)
			switch {
			case err != nil:
				return err
			case !ok:
				unanswered = append(unanswered, begun)
			case at.Before(a.last):
				fmt.Fprintf(os.Stderr, "turn %d was cut off: a pause in the phrase\n", i)
			default:
				a.received = at
				out = append(out, a)
			}
		}
		return ctx.Err()
	}()
	if err := errors.Join(err, c.leave()); err != nil {
		return nil, tl, err
	}
	if err := c.get("/timeline", &tl); err != nil {
		return nil, tl, err
	}
	for _, begun := range unanswered {
		fmt.Fprintf(os.Stderr, "speech at %v was never answered; the server's timeline:\n", begun.Sub(tl.Started).Round(time.Millisecond))
		for _, e := range tl.Events {
			if at := tl.Started.Add(e.At.Duration()); at.After(begun.Add(-time.Second)) && at.Before(begun.Add(15*time.Second)) {
				line, err := json.Marshal(e)
				if err != nil {
					return nil, tl, err
				}
				fmt.Fprintf(os.Stderr, "  %s\n", line)
			}
		}
	}
	return out, tl, nil
}

// offline: the same as turns with the local engines, after an endpoint window
// in which the words can be there.
func offline(ctx context.Context, args []string) error {
	f := newFlags("offline")
	n := f.Int("n", 30, "turns of each kind")
	spoken := f.String("spoken", "", "folder in which lines spoken ahead are kept from run to run")
	if err := f.Parse(args); err != nil {
		return err
	}
	const window = time.Second
	t := newTable(*n)
	for _, k := range []struct{ engines, what, bar50, bar95 string }{
		{"spoken", "after the decision, lines spoken ahead", "<= 350", "<= 600"},
		{"new", "after the decision, lines never spoken before", "<= 1400", "<= 2200"},
	} {
		args := []string{"-window", window.String(), "-start", "600ms", "-engines", k.engines}
		if *spoken != "" && k.engines == "spoken" {
			args = append(args, "-spoken", *spoken)
		}
		got, tl, err := answers(ctx, f, *n, args...)
		if err != nil {
			return err
		}
		t.times(k.what, own(got, window), k.bar50, k.bar95)
		var words, sound []time.Duration
		for _, a := range got {
			if c, r, ok := find(tl, a); ok {
				words = append(words, (c.Final - c.Decided).Duration())
				sound = append(sound, (r.Lag.FirstAudio - c.Final).Duration())
			}
		}
		t.add("  of it waiting for the coach's words, p50", inMS(quantile(words, .5)), "ms", "")
		t.add("  of it until her first sound is made, p50", inMS(quantile(sound, .5)), "ms", "")
	}
	return t.print(os.Stdout, f.json)
}
