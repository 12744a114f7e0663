package main

import (
	"strings"
	"testing"
	"time"
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
