package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"sync"
	"time"

	"stillpoint/dialogue/timeline"
	"stillpoint/media"
	"stillpoint/media/record"
	"stillpoint/media/rtc/rtctest"
)

// drift: the recording against what was really said and heard, over a network
// that loses and delays packets and stands still, by a microphone whose clock
// is wrong.
func drift(ctx context.Context, args []string) error {
	f := newFlags("drift")
	length := f.Duration("for", 3*time.Minute, "how long, in real time")
	ppm := f.Float64("ppm", 200, "how much faster than right the microphone's clock runs")
	loss := f.Float64("loss", .03, "share of packets lost")
	jitter := f.Duration("jitter", 60*time.Millisecond, "packets are delayed by up to that")
	stall := f.Duration("stall", 2500*time.Millisecond, "nothing passes for so long, once a minute")
	if err := f.Parse(args); err != nil {
		return err
	}
	say, err := phrases(f.clips, 800*time.Millisecond)
	if err != nil {
		return err
	}
	server, err := startChild("-models", f.models, "-start", "5s")
	if err != nil {
		return err
	}
	defer server.stop()

	network, away := context.WithCancel(ctx)
	var wg sync.WaitGroup
	defer wg.Wait()
	defer away()
	var proxy *rtctest.Proxy
	var failed error
	faults := rtctest.Faults{Loss: *loss, Jitter: *jitter}
	c, err := joinVia(ctx, server.addr, true, rtctest.Options{PPM: *ppm}, func(answer string) string {
		port := mediaPort.FindStringSubmatch(answer)
		if port == nil {
			failed = errors.New("the answer has no UDP candidate")
			return answer
		}
		n, _ := strconv.Atoi(port[1])
		if proxy, failed = rtctest.NewProxy(n, faults); failed != nil {
			return answer
		}
		wg.Go(func() { proxy.Run(network) })
		return proxy.Rewrite(answer, false)
	})
	if err := errors.Join(err, failed); err != nil {
		return err
	}
	var made, heard []time.Time // onsets: of the coach as spoken, of her as heard
	begun := time.Now()
	stalled := 0
	for i := 0; time.Since(begun) < *length && ctx.Err() == nil; i++ {
		if _, err := c.quiet(time.Second); err != nil {
			return err
		}
		if int(time.Since(begun)/time.Minute) > stalled {
			stalled++
			proxy.Set(rtctest.Faults{Dead: true})
			time.Sleep(*stall)
			proxy.Set(faults)
		}
		from := len(c.peer.Received())
		p := say[i%len(say)]
		spoken := c.peer.Say(p)
		if _, ok, err := c.firstSoundAfter(spoken, 5*time.Second); err != nil {
			return err
		} else if !ok {
			fmt.Fprintf(os.Stderr, "after %v: no answer\n", time.Since(begun).Round(time.Second))
			continue
		}
		bursts, onsets := rtctest.Bursts(2500*time.Millisecond, uint64(i)) // while she sounds, so that they are no turn
		spoken = c.peer.Say(bursts)
		for _, o := range onsets {
			made = append(made, spoken.Add(time.Duration(float64(o)/(1+*ppm*1e-6))))
		}
		time.Sleep(3 * time.Second)
		if at, ok, err := c.onset(from); err != nil {
			return err
		} else if ok {
			heard = append(heard, at)
		}
	}
	if err := c.leave(); err != nil {
		return err
	}
	var tl timeline.Timeline
	if err := c.get("/timeline", &tl); err != nil {
		return err
	}
	ogg, err := download(c.addr, "/api/practices/"+c.id+"/audio")
	if err != nil {
		return err
	}
	var sides [2]media.PCM
	for pcm, err := range record.Read(bytes.NewReader(ogg)) {
		if err != nil {
			return err
		}
		for i, v := range pcm {
			sides[i%2] = append(sides[i%2], v)
		}
	}
	t := newTable(len(made) + len(heard))
	t.add("recorded", sides[0].Duration().Seconds(), "s", "")
	for _, s := range []struct {
		who  string
		true []time.Time
		pcm  media.PCM
	}{{"coach", made, sides[0]}, {"client", heard, sides[1]}} {
		var want []time.Duration
		for _, at := range s.true {
			want = append(want, at.Sub(tl.Started))
		}
		off, missing := rtctest.Misses(want, rtctest.Onsets(s.pcm))
		fifth := max(1, len(off)/5)
		if len(off) == 0 {
			return fmt.Errorf("no sound of the %s is in the recording", s.who)
		}
		t.add(s.who+": onsets compared", float64(len(off)), "", "")
		t.add(s.who+": onsets not found within 50 ms", float64(missing), "", "")
		t.add(s.who+": recorded - true, median", inMS(quantile(off, .5)), "ms", "")
		t.add(s.who+": recorded - true, p2.5", inMS(quantile(off, .025)), "ms", "")
		t.add(s.who+": recorded - true, p97.5", inMS(quantile(off, .975)), "ms", "")
		t.add(s.who+": median of the last fifth - of the first", inMS(quantile(off[len(off)-fifth:], .5)-quantile(off[:fifth], .5)), "ms", "-20 to 20")
	}
	return t.print(os.Stdout, f.json)
}

var mediaPort = regexp.MustCompile(`(?m)^a=candidate:\S+ 1 (?i:udp) \d+ 127\.0\.0\.1 (\d+) `)

// onset is when the first loud packet since packet from is heard; false if it
// or the one before it was lost.
func (c *coach) onset(from int) (time.Time, bool, error) {
	packets := slices.Clone(c.peer.Received()[max(0, from-50):])
	slices.SortFunc(packets, func(a, b rtctest.Packet) int { return int(int32(a.Timestamp - b.Timestamp)) })
	pcm, first, err := rtctest.Decode(packets)
	if err != nil {
		return time.Time{}, false, err
	}
	onsets := rtctest.Onsets(pcm)
	if len(onsets) == 0 {
		return time.Time{}, false, nil
	}
	ts := first + uint32(media.Samples(onsets[0]))
	for i, p := range packets {
		if off := int32(ts - p.Timestamp); off >= 0 && off < media.FrameSamples && i > 0 && packets[i-1].Sequence+1 == p.Sequence {
			return c.heardAt(p).Add(media.Duration(int(off))), true, nil
		}
	}
	return time.Time{}, false, nil
}
