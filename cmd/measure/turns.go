package main

import (
	"context"
	"fmt"
	"os"
	"time"
)

// turns: last speech packet sent -> first packet of her answer received, minus
// the endpoint window.
func turns(ctx context.Context, args []string) error {
	f := newFlags("turns")
	n := f.Int("n", 30, "turns")
	if err := f.Parse(args); err != nil {
		return err
	}
	const window = 200 * time.Millisecond
	own, err := answers(ctx, f, *n, window, "-window", window.String())
	if err != nil {
		return err
	}
	t := newTable(len(own))
	t.times("own share of voice-to-voice", own, "<= 75, aim 60", "<= 130, aim 90")
	return t.print(os.Stdout, f.json)
}

// answers holds a talk of n turns and returns how late each answer began,
// less the window. A turn that she took before the phrase was over is left out.
func answers(ctx context.Context, f *flags, n int, window time.Duration, args ...string) ([]time.Duration, error) {
	say, err := phrases(f.clips, 800*time.Millisecond)
	if err != nil {
		return nil, err
	}
	server, err := startChild(append(args, "-models", f.models)...)
	if err != nil {
		return nil, err
	}
	defer server.stop()
	c, err := join(ctx, server.addr, true)
	if err != nil {
		return nil, err
	}
	defer c.leave()
	if _, _, err := c.firstSoundAfter(time.Time{}, 30*time.Second); err != nil { // her opening
		return nil, err
	}
	var own []time.Duration
	for i := 0; len(own) < n && i < 2*n; i++ {
		if _, err := c.quiet(700 * time.Millisecond); err != nil {
			return nil, err
		}
		p := say[i%len(say)]
		begun := c.peer.Say(p)
		last := begun.Add((p.Duration() + 20*time.Millisecond - 1).Truncate(20 * time.Millisecond)) // when its last packet leaves
		at, ok, err := c.firstSoundAfter(begun, 15*time.Second)
		switch {
		case err != nil:
			return nil, err
		case !ok:
			fmt.Fprintf(os.Stderr, "turn %d was never answered\n", i)
		case at.Before(last):
			fmt.Fprintf(os.Stderr, "turn %d was cut off: a pause in the phrase\n", i)
		default:
			own = append(own, at.Sub(last)-window)
		}
	}
	return own, nil
}

// bargein: first speech packet sent -> last packet of her voice received.
func bargein(ctx context.Context, args []string) error {
	f := newFlags("bargein")
	n := f.Int("n", 20, "times")
	if err := f.Parse(args); err != nil {
		return err
	}
	say, err := phrases(f.clips, 1200*time.Millisecond)
	if err != nil {
		return err
	}
	server, err := startChild("-models", f.models)
	if err != nil {
		return err
	}
	defer server.stop()
	c, err := join(ctx, server.addr, true)
	if err != nil {
		return err
	}
	defer c.leave()
	var stops []time.Duration
	begun := time.Time{}
	for i := 0; len(stops) < *n && i < 3**n; i++ {
		at, ok, err := c.firstSoundAfter(begun, 10*time.Second)
		if err != nil {
			return err
		}
		if !ok {
			return fmt.Errorf("she does not speak after %d times", i)
		}
		time.Sleep(time.Until(at.Add(700 * time.Millisecond)))
		p := say[i%len(say)]
		begun = c.peer.Say(p)
		time.Sleep(time.Until(begun.Add(900 * time.Millisecond)))
		loud, err := c.listen()
		if err != nil {
			return err
		}
		last := loud[len(loud)-1]
		if time.Since(last) < 60*time.Millisecond {
			fmt.Fprintf(os.Stderr, "time %d: she did not stop within 900 ms\n", i)
			begun = time.Now().Add(2 * time.Second)
			continue
		}
		stops = append(stops, last.Sub(begun.Add(20*time.Millisecond)))
		begun = begun.Add(p.Duration())
	}
	t := newTable(len(stops))
	t.times("barge-in, start window 200 ms", stops, "<= 260", "<= 320")
	return t.print(os.Stdout, f.json)
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
		ds, err := answers(ctx, f, *n, window, args...)
		if err != nil {
			return err
		}
		t.times(k.what, ds, k.bar50, k.bar95)
	}
	return t.print(os.Stdout, f.json)
}
