package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"stillpoint/dialogue/timeline"
	"stillpoint/media"
)

// bargein: how soon she is silent when the coach comes in.
func bargein(ctx context.Context, args []string) error {
	f := newFlags("bargein")
	n := f.Int("n", 20, "times")
	mode := f.String("mode", "instant", "instant: start window 200 ms, instant engines; default: the product's windows and local engines, and backchannels")
	spoken := f.String("spoken", "", "folder in which lines spoken ahead are kept from run to run")
	if err := f.Parse(args); err != nil {
		return err
	}
	if *mode != "instant" && *mode != "default" {
		return usageError{fmt.Errorf("-mode %s: there are instant and default", *mode)}
	}
	say, err := phrases(f.clips, 1200*time.Millisecond)
	if err != nil {
		return err
	}
	if *mode == "default" {
		return defaultStops(ctx, f, say, *n, *spoken)
	}
	return instantStops(ctx, f, say, *n)
}

// instantStops: first speech packet sent -> last packet of her voice received.
func instantStops(ctx context.Context, f *flags, say []media.PCM, n int) error {
	server, err := startChild("-models", f.models)
	if err != nil {
		return err
	}
	defer server.stop()
	c, err := join(ctx, server.addr, true)
	if err != nil {
		return err
	}
	var stops []time.Duration
	begun := time.Time{}
	for i := 0; len(stops) < n && i < 3*n && ctx.Err() == nil; i++ {
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
		last, stopped, err := c.silenceAfter(begun, 60*time.Millisecond, 900*time.Millisecond)
		if err != nil {
			return err
		}
		if !stopped {
			fmt.Fprintf(os.Stderr, "time %d: she did not stop within 900 ms\n", i)
			begun = time.Now().Add(2 * time.Second)
			continue
		}
		stops = append(stops, last.Sub(begun.Add(media.FrameDur)))
		begun = begun.Add(p.Duration())
	}
	t := newTable(len(stops))
	t.times("first speech packet -> her last, start window 200 ms", stops, "<= 260", "<= 320")
	return errors.Join(c.leave(), t.print(os.Stdout, f.json))
}

// silenceAfter waits for d without a loud packet, from after on, at most most
// long, and returns when the last loud one came.
func (c *coach) silenceAfter(after time.Time, d, most time.Duration) (last time.Time, ok bool, err error) {
	for time.Until(after.Add(most)) > 0 {
		time.Sleep(5 * time.Millisecond)
		loud, err := c.listen()
		if err != nil {
			return last, false, err
		}
		if n := len(loud); n > 0 {
			last = loud[n-1]
		}
		if time.Since(last) > d && time.Since(after) > d {
			return last, true, nil
		}
	}
	return last, false, nil
}

// defaultStops: the windows as they come and the local engines. While she
// speaks for some 10 s, the coach gives one backchannel and comes in later.
func defaultStops(ctx context.Context, f *flags, say []media.PCM, n int, spoken string) error {
	sounds, err := backchannels(ctx, f.models, n)
	if err != nil {
		return err
	}
	args := []string{"-models", f.models, "-engines", "long", "-window", "0", "-start", "600ms"}
	if spoken != "" {
		args = append(args, "-spoken", spoken)
	}
	server, err := startChild(args...)
	if err != nil {
		return err
	}
	defer server.stop()
	c, err := join(ctx, server.addr, true)
	if err != nil {
		return err
	}
	var decided, silent []time.Duration
	joined := time.Now()
	stoppedBy, unstopped, between, begun := 0, 0, 0, time.Time{}
	for i := range n {
		at, ok, err := c.firstSoundAfter(begun, 20*time.Second)
		if err != nil {
			return err
		}
		if !ok {
			return fmt.Errorf("she does not speak after %d times", i)
		}
		time.Sleep(time.Until(at.Add(1500 * time.Millisecond)))
		begun = c.peer.Say(sounds[i].pcm)
		time.Sleep(sounds[i].pcm.Duration() + 1200*time.Millisecond)
		_, taken := c.stateAfter(begun, "listening")
		if taken {
			stoppedBy++
			fmt.Fprintf(os.Stderr, "time %d, at %v of the practice: %q (%v) stopped her\n", i, time.Since(joined).Round(10*time.Millisecond), sounds[i].text, sounds[i].pcm.Duration().Round(time.Millisecond))
			time.Sleep(time.Second) // she goes on
		}
		time.Sleep(500*time.Millisecond + time.Duration(i%7)*130*time.Millisecond) // another moment of her line each time
		p := say[i%len(say)]
		begun = c.peer.Say(p)
		_, stopped, err := c.silenceAfter(begun, 700*time.Millisecond, 3*time.Second)
		if err != nil {
			return err
		}
		decision, told := c.stateAfter(begun, "listening")
		ear := c.heardAt(c.last).Add(media.FrameDur)
		switch {
		case taken: // how much of her line was left is not known
		case !stopped || !told:
			unstopped++
			fmt.Fprintf(os.Stderr, "time %d: %v of speech did not stop her\n", i, p.Duration().Round(time.Millisecond))
		case ear.Before(decision):
			between++
		default:
			decided = append(decided, decision.Sub(begun))
			silent = append(silent, ear.Sub(decision))
		}
		begun = time.Now()
	}
	t := newTable(len(silent))
	t.times("decision -> silent at the ear", silent, "", "<= 250")
	t.times("the coach's first sample -> decision", decided, "", "")
	t.add("not counted: she was between two words at the decision", float64(between), "", "")
	t.add("speech that did not stop her within 3 s", float64(unstopped), "", "")
	t.add(fmt.Sprintf("backchannels that stopped her, of %d", n), float64(stoppedBy), "", "0")
	if err := c.leave(); err != nil {
		return err
	}
	var tl timeline.Timeline
	if err := c.get("/timeline", &tl); err != nil {
		return err
	}
	resumed := 0
	for _, e := range tl.Events {
		switch b := e.Body.(type) {
		case timeline.CoachTurn:
			if b.To-b.From < 1000 {
				fmt.Fprintf(os.Stderr, "  heard at %v, %v long: %q, backchannel: %v\n", b.From.Duration(), (b.To - b.From).Duration(), b.Text, b.Backchannel)
			}
		case timeline.ClientTurn:
			if b.Cut != nil && b.Cut.False {
				resumed++
			}
		}
	}
	t.add("false stops, after which she went on by herself", float64(resumed), "", "")
	return t.print(os.Stdout, f.json)
}

type uttered struct {
	text string
	pcm  media.PCM
}

// backchannels are n small words of a man who listens.
func backchannels(ctx context.Context, models string, n int) ([]uttered, error) {
	e, err := openLocal(models)
	if err != nil {
		return nil, err
	}
	defer e.Close()
	words := []string{"Mm-hm.", "Yeah.", "Right.", "Okay.", "I see.", "Oh, wow.", "Sure."}
	var out []uttered
	for i := range n {
		text := words[i%len(words)]
		v, err := e.Voice("am_michael", []float64{1, .9, 1.15}[i/len(words)%3], nil)
		if err != nil {
			return nil, err
		}
		var all media.PCM
		for pcm, err := range v.Speak(ctx, text) {
			if err != nil {
				return nil, err
			}
			all = append(all, pcm...)
		}
		out = append(out, uttered{text, all})
	}
	return out, nil
}
