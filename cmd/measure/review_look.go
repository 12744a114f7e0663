package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/cdp/jsonv2"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/tracing"
	"github.com/chromedp/chromedp"
)

const (
	there = 60 * time.Second // a page that takes longer never comes
	speed = 800              // px/s of every scroll
	frame = 16.7             // ms
)

// watching runs before the page's own scripts. The lanes are drawn with the
// first frame in which one of their marks is there.
const watching = `window.watched = {lanes: 0, long: [], frames: []};
new PerformanceObserver((l) => watched.long.push(...l.getEntries().map((e) => e.duration))).observe({type: 'longtask', buffered: true});
(function look() {
	if (document.querySelector('#lanes .mark')) watched.lanes = performance.now();
	else requestAnimationFrame(look);
})();
watched.start = () => {
	watched.frames = []; watched.long = []; watched.on = true; let last = 0;
	requestAnimationFrame(function next(now) {
		if (last) watched.frames.push(now - last);
		last = now;
		if (watched.on) requestAnimationFrame(next);
	});
};
watched.stop = () => { watched.on = false; return {frames: watched.frames, long: watched.long}; };`

// look is what was seen.
type look struct {
	Paint, Lanes float64 // ms from the start of the navigation
	Bytes        float64 // over the wire, sound left out
	Nodes        float64
	heap         float64 // bytes after a collection
	moves        []movement
	picture      []byte
}

// movement is one way in which the page moved.
type movement struct {
	what   string
	Frames []float64 // ms from one to the next, as scripts see them
	Long   []float64 // ms of each task over 50 ms
	drawn  []float64 // ms from one to the next, as they were drawn
	lost   int       // frames that the compositor dropped
}

// lookAt opens the page in a window that has seen nothing before.
func lookAt(ctx context.Context, url string, moving time.Duration) (l look, err error) {
	ctx, stop := chromium(ctx)
	defer stop()
	if _, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: watching}); err != nil {
		return l, err
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 800)); err != nil {
		return l, err
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(url)); err != nil {
		return l, err
	}
	if err := until(ctx, `watched.lanes > 0`); err != nil {
		return l, fmt.Errorf("no lanes: %w", err)
	}
	time.Sleep(2 * time.Second) // what comes after them
	l, err = chromedp.Run(ctx, chromedp.Evaluate[look](`({Paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1, Lanes: watched.lanes,
		Nodes: document.querySelectorAll('*').length,
		Bytes: [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
			.filter((e) => !/\/audio(\?|$)/.test(e.name)).reduce((sum, e) => sum + e.transferSize, 0)})`))
	if err != nil {
		return l, err
	}
	if _, err := chromedp.Call(ctx, heapprofiler.CollectGarbage, cdp.Empty{}); err != nil {
		return l, err
	}
	heap, err := chromedp.Call(ctx, runtime.GetHeapUsage, cdp.Empty{})
	if err != nil {
		return l, err
	}
	l.heap = heap.UsedSize
	if l.picture, err = chromedp.Run(ctx, chromedp.CaptureScreenshot()); err != nil {
		return l, err
	}
	for _, m := range []struct {
		what string
		move func() error
	}{
		{"page scrolls", func() error { return scroll(ctx, "h1", 0, moving) }},
		{"lanes scroll", func() error { return scroll(ctx, "#lanes", 1, moving) }},
		{"it plays", func() error { return play(ctx, moving) }},
	} {
		seen, err := watch(ctx, m.move)
		if err != nil {
			return l, fmt.Errorf("%s: %w", m.what, err)
		}
		seen.what = m.what
		l.moves = append(l.moves, seen)
	}
	return l, nil
}

// until polls from here: the page's own policy forbids it to evaluate text.
func until(ctx context.Context, js string) error {
	for end := time.Now().Add(there); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](js))
		if err != nil || ok {
			return err
		}
	}
	return errors.New("never came: " + js)
}

// scroll turns the wheel over the middle of sel, there and back again;
// along is 1 for along the lanes.
func scroll(ctx context.Context, sel string, along float64, d time.Duration) error {
	at, err := chromedp.Run(ctx, chromedp.Evaluate[[2]float64](fmt.Sprintf(
		`(() => { scrollTo(0, 0); const b = document.querySelector(%q).getBoundingClientRect(); return [b.x + Math.min(b.width, innerWidth) / 2, Math.min(b.y + b.height / 2, innerHeight - 20)]; })()`, sel)))
	if err != nil {
		return err
	}
	for _, way := range []float64{-1, 1} {
		far := way * speed * d.Seconds() / 2
		_, err := chromedp.Call(ctx, input.SynthesizeScrollGesture, input.SynthesizeScrollGestureParams{X: at[0], Y: at[1], XDistance: along * far, YDistance: (1 - along) * far,
			Speed: speed, GestureSourceType: input.GestureSourceTypeMouse})
		if err != nil {
			return err
		}
	}
	return nil
}

// play plays from where it is.
func play(ctx context.Context, d time.Duration) error {
	if err := chromedp.Do(ctx, chromedp.KeyEvent(" ")); err != nil {
		return err
	}
	time.Sleep(d)
	playing, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`document.querySelector('#player time').textContent > '00:00' && document.querySelector('#player .play').getAttribute('aria-label') === 'Pause'`))
	if err != nil {
		return err
	}
	if !playing {
		return errors.New("nothing is playing")
	}
	return chromedp.Do(ctx, chromedp.KeyEvent(" "))
}

// watch traces what move does to the frames.
func watch(ctx context.Context, move func() error) (m movement, err error) {
	traces, untrace := context.WithCancel(ctx)
	defer untrace()
	var data []jsonv2.Value
	complete := make(chan struct{})
	err = chromedp.Listen(traces, func(ev any) {
		switch ev := ev.(type) {
		case *tracing.EventDataCollected:
			data = append(data, ev.Value...)
		case *tracing.EventTracingComplete:
			close(complete)
		}
	})
	if err != nil {
		return m, err
	}
	if _, err := chromedp.Call(ctx, tracing.Start, tracing.StartParams{TraceConfig: &tracing.TraceConfig{
		IncludedCategories: []string{"disabled-by-default-devtools.timeline.frame"}, ExcludedCategories: []string{"*"}}}); err != nil {
		return m, err
	}
	if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](`watched.start()`)); err != nil {
		return m, err
	}
	if err := move(); err != nil {
		return m, err
	}
	if m, err = chromedp.Run(ctx, chromedp.Evaluate[movement](`watched.stop()`)); err != nil {
		return m, err
	}
	if _, err := chromedp.Call(ctx, tracing.End, cdp.Empty{}); err != nil {
		return m, err
	}
	select {
	case <-complete:
	case <-time.After(there):
		return m, errors.New("the browser keeps its trace to itself")
	}
	drawn := map[int][]float64{} // by process: the page's own draws most
	for _, raw := range data {
		var ev struct {
			Name string
			PID  int
			TS   float64 // µs
		}
		if err := json.Unmarshal(raw, &ev); err != nil {
			return m, err
		}
		switch ev.Name {
		case "DrawFrame":
			drawn[ev.PID] = append(drawn[ev.PID], ev.TS/1000)
		case "DroppedFrame":
			m.lost++
		}
	}
	m.drawn = between(drawn)
	return m, nil
}

// between are the distances of the longest list.
func between(lists map[int][]float64) (out []float64) {
	var most []float64
	for _, l := range lists {
		if len(l) > len(most) {
			most = l
		}
	}
	for i := 1; i < len(most); i++ {
		out = append(out, most[i]-most[i-1])
	}
	return out
}

func (l look) add(t *table, when string) {
	t.add(when+"first paint", l.Paint, "ms", "< 1000")
	t.add(when+"lanes drawn", l.Lanes, "ms", "")
	t.add(when+"over the wire before sound", l.Bytes/1000, "kB", "<= 500")
	t.add(when+"JavaScript heap", l.heap/(1<<20), "MiB", "")
	t.add(when+"elements", l.Nodes, "", "")
	for _, m := range l.moves {
		for _, s := range []struct {
			what   string
			frames []float64
		}{{"frames drawn", m.drawn}, {"frames for scripts", m.Frames}} {
			late := 0
			var ds []time.Duration
			for _, ms := range s.frames {
				if ms > 1.05*frame { // frames are timed to the vertical sync, give or take a tenth
					late++
				}
				ds = append(ds, time.Duration(ms*float64(time.Millisecond)))
			}
			what := when + m.what + ", " + s.what
			t.add(what, float64(len(ds)), "", "")
			t.add(what+", over 16.7 ms", 100*float64(late)/float64(max(1, len(ds))), "%", "")
			for _, q := range []struct {
				name string
				q    float64
			}{{"p50", .5}, {"p95", .95}, {"p99", .99}} {
				t.add(what+", "+q.name, inMS(quantile(ds, q.q)), "ms", "")
			}
		}
		t.add(when+m.what+", frames dropped", float64(m.lost), "", "")
		longest := 0.0
		for _, ms := range m.Long {
			longest = max(longest, ms)
		}
		t.add(when+m.what+", long tasks", float64(len(m.Long)), "", "")
		t.add(when+m.what+", longest task", longest, "ms", "")
	}
}
