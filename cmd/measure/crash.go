package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"stillpoint/dialogue/timeline"
	"stillpoint/media"
	"stillpoint/media/record"
)

// crash: the server is killed in the middle of a talk and started again.
func crash(ctx context.Context, args []string) error {
	f := newFlags("crash")
	n := f.Int("n", 6, "times")
	length := f.Duration("for", 12*time.Second, "how long each talk lasts until the server is killed")
	if err := f.Parse(args); err != nil {
		return err
	}
	say, err := phrases(f.clips, 800*time.Millisecond)
	if err != nil {
		return err
	}
	var sound, lost, seek []time.Duration
	unanswered, complete, left := 0, 0, 0
	for i := range *n {
		// The server is killed up to a second after the last thing that happens.
		w, err := killed(ctx, f, say[i:], *length, time.Duration(i%10+1)*100*time.Millisecond)
		if err != nil {
			return err
		}
		sound, lost, seek = append(sound, w.sound), append(lost, w.lost), append(seek, w.seek)
		unanswered += w.missing
		left += w.turns
		if w.complete {
			complete++
		}
	}
	t := newTable(*n)
	t.add("sound lost before the kill, most", inMS(quantile(sound, 1)), "ms", "<= 1000")
	t.add("seeking by bisection: off target, most", inMS(quantile(seek, 1)), "ms", "plays and seeks")
	t.add("her beginnings that are lost: heard before the kill, most", inMS(quantile(lost, 1)), "ms", "<= 1000")
	t.add("coach turns left in the timelines", float64(left), "", "")
	t.add("coach turns missing that she had answered 1 s before", float64(unanswered), "", "0")
	t.add("practices called complete", float64(complete), "", "0")
	return t.print(os.Stdout, f.json)
}

// wreck is what was left.
type wreck struct {
	sound          time.Duration // from the end of what is left to the kill
	lost           time.Duration // from when she was first heard with what is missing to the kill
	seek           time.Duration
	turns, missing int
	complete       bool
}

func killed(ctx context.Context, f *flags, say []media.PCM, length, rest time.Duration) (w wreck, err error) {
	data, err := os.MkdirTemp("", "measure")
	if err != nil {
		return w, err
	}
	defer os.RemoveAll(data)
	args := []string{"-models", f.models, "-data", data, "-start", "5s"}
	server, err := startChild(args...)
	if err != nil {
		return w, err
	}
	c, err := join(ctx, server.addr, true)
	if err != nil {
		return w, errors.Join(err, server.stop())
	}
	answered := 0         // at least 1 s ago
	var began []time.Time // her answers, as heard
	at := time.Now()
	for i := 0; time.Since(at) < length; i++ {
		if _, err := c.quiet(400 * time.Millisecond); err != nil {
			return w, err
		}
		begun := c.peer.Say(say[i%len(say)])
		first, ok, err := c.firstSoundAfter(begun, 5*time.Second)
		if err != nil {
			return w, err
		}
		if ok {
			began = append(began, first.Add(buffer))
		}
		if time.Since(at) >= length {
			break
		}
		time.Sleep(1100 * time.Millisecond)
		if ok && i == answered {
			answered++
		}
	}
	time.Sleep(rest) // she still speaks
	if err := server.cmd.Process.Kill(); err != nil {
		return w, err
	}
	end := time.Now()
	<-server.done
	server.cmd.Wait()
	c.stop()
	c.ws.Close()
	c.wg.Wait()

	if server, err = startChild(args...); err != nil {
		return w, fmt.Errorf("start again: %w", err)
	}
	defer server.stop()
	c.addr = server.addr
	var tl timeline.Timeline
	if err := c.get("/timeline", &tl); err != nil {
		return w, err
	}
	ogg, err := download(c.addr, "/api/practices/"+c.id+"/audio")
	if err != nil {
		return w, err
	}
	w.complete = tl.Complete
	var starts []time.Time
	for _, e := range tl.Events {
		if b, ok := e.Body.(timeline.CoachTurn); ok && !b.Backchannel {
			w.turns++
		}
		if _, ok := e.Body.(timeline.ClientStart); ok {
			starts = append(starts, tl.Started.Add(e.At.Duration()))
		}
	}
	for _, b := range began {
		if !slices.ContainsFunc(starts, func(t time.Time) bool { return t.Sub(b).Abs() < 300*time.Millisecond }) {
			w.lost = max(w.lost, end.Sub(b))
		}
	}
	w.missing = max(0, answered-w.turns)
	samples := 0
	for pcm, err := range record.Read(bytes.NewReader(ogg)) {
		if err != nil {
			return w, err
		}
		samples += len(pcm) / 2
	}
	w.sound = end.Sub(tl.Started.Add(media.Duration(samples)))
	for _, q := range []int{1, 2, 3} {
		target := media.Duration(samples * q / 4)
		found, ok := seekTo(ogg, target)
		if !ok {
			return w, fmt.Errorf("no page at %v of %v", target, media.Duration(samples))
		}
		w.seek = max(w.seek, (found - target).Abs())
	}
	return w, nil
}

// seekTo finds the page in which media time t ends by bisection, as a player
// does, and returns where that page ends.
func seekTo(ogg []byte, t time.Duration) (time.Duration, bool) {
	lo, hi := 0, len(ogg)
	best, ok := time.Duration(0), false
	for lo < hi {
		mid := (lo + hi) / 2
		i := bytes.Index(ogg[mid:], []byte("OggS"))
		if i < 0 || mid+i+27 > len(ogg) {
			hi = mid
			continue
		}
		granule := int64(binary.LittleEndian.Uint64(ogg[mid+i+6:]))
		if at := media.Duration(int(granule)); at >= t {
			best, ok, hi = at, true, mid
		} else {
			lo = mid + i + 27
		}
	}
	return best, ok
}
