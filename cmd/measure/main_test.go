package main

import (
	"encoding/binary"
	"errors"
	"strings"
	"testing"
	"time"

	"stillpoint/dialogue/timeline"
)

func TestQuantileIsNearestRank(t *testing.T) {
	var ds []time.Duration
	for i := range 20 {
		ds = append(ds, time.Duration(20-i))
	}
	for q, want := range map[float64]time.Duration{0: 1, .5: 10, .95: 19, 1: 20} {
		if got := quantile(ds, q); got != want {
			t.Errorf("quantile %v of 1..20 = %d, want %d", q, got, want)
		}
	}
	if got := quantile([]time.Duration{3, 1, 2}, .5); got != 2 {
		t.Errorf("median of 1..3 = %d", got)
	}
	if got := quantile(nil, .5); got != 0 {
		t.Errorf("of none: %d", got)
	}
}

func TestTable(t *testing.T) {
	tb := newTable(3)
	tb.add("a thing", 1.5, "ms", "<= 2")
	var out strings.Builder
	if err := tb.print(&out, false); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"n = 3", "a thing", "1.5 ms", "<= 2"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in %s", want, &out)
		}
	}
}

func TestWrongUsage(t *testing.T) {
	for _, c := range []struct {
		run  func([]string) error
		args []string
		want string
	}{
		{func(a []string) error { return turns(t.Context(), a) }, []string{"-nn", "3"}, "-nn"},
		{func(a []string) error { return load(t.Context(), a) }, []string{"20"}, `"20"`},
		{func(a []string) error { return bargein(t.Context(), a) }, []string{"-mode", "slow"}, "instant and default"},
	} {
		err := c.run(c.args)
		if err == nil || !errors.As(err, new(usageError)) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v, want wrong usage with %s", c.args, err, c.want)
		}
	}
	if err := serveCommand(t.Context(), []string{"-models", ""}); !errors.Is(err, errNoModels) {
		t.Errorf("serve without models: %v", err)
	}
	if _, err := phrases(t.TempDir(), time.Second); err == nil || !strings.Contains(err.Error(), "no WAV files") {
		t.Errorf("no clips: %v", err)
	}
}

func TestSeekTo(t *testing.T) {
	var ogg []byte
	for i := range 50 { // pages of 200 ms
		page := make([]byte, 27+i%7*40)
		copy(page, "OggS")
		binary.LittleEndian.PutUint64(page[6:], uint64(i*9600))
		ogg = append(ogg, page...)
	}
	for _, want := range []time.Duration{0, 200 * time.Millisecond, 4 * time.Second, 9800 * time.Millisecond} {
		if got, ok := seekTo(ogg, want); !ok || got != want {
			t.Errorf("seek to %v: %v, %v", want, got, ok)
		}
		if got, ok := seekTo(ogg, max(0, want-time.Millisecond)); !ok || got != want {
			t.Errorf("seek just before %v: %v, %v", want, got, ok)
		}
	}
	if at, ok := seekTo(ogg, 10*time.Second); ok {
		t.Errorf("behind the end: %v", at)
	}
}

func TestFind(t *testing.T) {
	began := time.Unix(1000, 0)
	tl := timeline.Timeline{Started: began}
	for _, b := range []timeline.Body{
		timeline.CoachTurn{Turn: 1, To: 1000}, timeline.ClientTurn{Turn: 1, Why: timeline.WhyReply, Text: "one"},
		timeline.CoachTurn{Turn: 2, To: 5000}, timeline.ClientTurn{Turn: 2, Why: timeline.WhyReply, Text: "two"},
	} {
		tl.Events = append(tl.Events, timeline.Event{Body: b})
	}
	if c, r, ok := find(tl, answer{end: began.Add(5100 * time.Millisecond)}); !ok || c.Turn != 2 || r.Text != "two" {
		t.Errorf("found %v, %v, %v; want turn 2", c, r, ok)
	}
	if _, _, ok := find(tl, answer{end: began.Add(3 * time.Second)}); ok {
		t.Error("found a turn where there is none")
	}
}
