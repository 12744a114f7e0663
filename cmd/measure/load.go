package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"stillpoint/media"
)

// load holds n practices at once at 40 % coach and 40 % client speech,
// recorded, and looks at the server's process from outside.
func load(ctx context.Context, args []string) error {
	f := newFlags("load")
	n := f.Int("n", 20, "practices at once")
	engines := f.String("engines", "instant", "instant, http or spoken, as of measure serve")
	length := f.Duration("for", 60*time.Second, "how long")
	if err := f.Parse(args); err != nil {
		return err
	}
	say, err := phrases(f.clips, 1500*time.Millisecond)
	if err != nil {
		return err
	}
	server, err := startChild("-models", f.models, "-start", "5s", "-engines", *engines)
	if err != nil {
		return err
	}
	defer server.stop()
	pid := server.cmd.Process.Pid
	first, err := join(ctx, server.addr, true) // what the first practice alone takes is no practice's
	if err != nil {
		return err
	}
	time.Sleep(5 * time.Second)
	if err := first.leave(); err != nil {
		return err
	}
	if _, err := download(server.addr, "/settle"); err != nil {
		return err
	}
	rss, _, err := process(pid)
	if err != nil {
		return err
	}
	var mu sync.Mutex
	var gaps []time.Duration
	var sounding, all int // packets of hers
	var errs error
	var wg sync.WaitGroup
	var from time.Time
	begin := make(chan struct{})
	for i := range *n {
		c, err := join(ctx, server.addr, true)
		if err != nil {
			return err
		}
		wg.Go(func() {
			defer c.leave()
			<-begin
			// 3 s of speech, 0.2 s window, her 3 s, and 1.3 s of nobody's.
			for turn, end := 0, time.Now().Add(*length); time.Now().Before(end) && ctx.Err() == nil; turn++ {
				c.peer.Say(three(say, i+turn))
				time.Sleep(7500 * time.Millisecond)
			}
			ps := c.peer.Received()
			loud, err := c.listen()
			mu.Lock()
			defer mu.Unlock()
			errs = errors.Join(errs, err)
			for _, at := range loud {
				if at.After(from) {
					sounding++
				}
			}
			for _, p := range ps {
				if p.Arrived.After(from) {
					all++
				}
			}
			for j := 1; j < len(ps); j++ {
				gaps = append(gaps, ps[j].Arrived.Sub(ps[j-1].Arrived))
			}
			if len(ps) < int(*length/(20*time.Millisecond))*9/10 {
				errs = errors.Join(errs, fmt.Errorf("practice %d received only %d packets", i, len(ps)))
			}
		})
	}
	time.Sleep(8 * time.Second) // their openings
	_, before, err := process(pid)
	if err != nil {
		return err
	}
	if _, err := download(server.addr, "/profile"); err != nil {
		return err
	}
	from = time.Now()
	close(begin)
	time.Sleep(*length - time.Second)
	most, after, err := process(pid)
	if err != nil {
		return err
	}
	took := time.Since(from)
	samples, err := download(server.addr, "/profile")
	if err != nil {
		return err
	}
	split, err := shares(samples)
	if err != nil {
		return err
	}
	wg.Wait()
	t := newTable(*n)
	core := (after - before).Seconds() / took.Seconds() / float64(*n)
	t.add("processor for each practice", core, "core", "<= 0.045, aim 0.03")
	var total time.Duration
	for _, d := range split {
		total += d
	}
	for _, what := range slices.SortedFunc(maps.Keys(split), func(a, b string) int { return cmp.Compare(split[b], split[a]) }) {
		t.add("  of it "+what, core*float64(split[what])/float64(total), "core", "")
	}
	t.add("the client speaks", 100*float64(sounding)/float64(all), "%", "")
	t.add("memory for each practice", float64(most-rss)/float64(*n)/(1<<20), "MiB", "<= 4")
	t.add("server at rest, models loaded", float64(rss)/(1<<20), "MiB", "")
	t.add("gap between packets, p50", inMS(quantile(gaps, .5)), "ms", "")
	t.add("gap between packets, p99", inMS(quantile(gaps, .99)), "ms", "<= 25")
	var off []time.Duration
	for _, g := range gaps {
		off = append(off, (g - media.FrameDur).Abs())
	}
	t.add("pacing: a packet's distance from its 20 ms, p99", inMS(quantile(off, .99)), "ms", "< 10")
	t.add("gap between packets, most", inMS(quantile(gaps, 1)), "ms", "")
	return errors.Join(errs, t.print(os.Stdout, f.json))
}

// three is 3 s of phrases with less than 200 ms between them.
func three(say []media.PCM, n int) media.PCM {
	var p media.PCM
	for i := n; p.Duration() < 3*time.Second; i++ {
		p = append(append(p, say[i%len(say)]...), media.Silence(60*time.Millisecond)...)
	}
	return p[:media.Samples(3*time.Second)]
}

// process is the resident memory and the processor time of a process, from Linux's /proc.
func process(pid int) (rss int64, cpu time.Duration, err error) {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, 0, err
	}
	_, rest, _ := strings.Cut(string(data), ") ")
	field := strings.Fields(rest) // proc_pid_stat(5), from field 3 on
	number := func(n int) int64 {
		v, e := strconv.ParseInt(field[n-3], 10, 64)
		err = errors.Join(err, e)
		return v
	}
	const tick = 10 * time.Millisecond // USER_HZ is 100 on all of Linux's platforms that Go knows
	return number(24) * int64(os.Getpagesize()), time.Duration(number(14)+number(15)) * tick, err
}
