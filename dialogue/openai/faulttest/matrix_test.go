package faulttest

import (
	"encoding/json"
	"runtime"
	"testing"
	"time"

	"stillpoint/dialogue/timeline"
)

// Every engine with every fault: the practice lives, what was spoken is
// written, nothing is spoken twice, no error is spoken, the fault is recorded.
func TestMatrix(t *testing.T) {
	before := runtime.NumGoroutine()
	var plans []Plan
	for i, p := range Matrix() {
		if i%(1+thin) == 0 {
			plans = append(plans, p)
		}
	}
	begun, longest, again := time.Now(), time.Duration(0), 0
	err := HoldAll(t.Context(), plans, 40, func(o Outcome) {
		longest, again = max(longest, o.Gap), again+min(o.Again, 1)
		if !o.Lived || len(o.Wrong) > 0 {
			complain(t, o)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d cells in %v; the longest gap above the planned one was %v; %d were held again", len(plans), time.Since(begun).Round(time.Second), longest.Round(time.Millisecond), again)
	joined(t, before)
}

// complain prints all that is known of a practice that went wrong.
func complain(t *testing.T, o Outcome) {
	t.Errorf("%s: lived %v, the machine stood still for %v", o.Name, o.Lived, o.Stall)
	for _, w := range o.Wrong {
		t.Log("  ", w)
	}
	for _, e := range o.Events {
		line, err := json.Marshal(e)
		t.Logf("     %.400s %v", line, err)
	}
	for _, u := range o.Uses {
		t.Logf("     %+v", u)
	}
}

// joined: the goroutines of the practices have returned.
func joined(t *testing.T, before int) {
	for end := time.Now().Add(10 * time.Second); runtime.NumGoroutine() > before; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			all := make([]byte, 1<<16)
			t.Fatalf("%d goroutines, there were %d:\n%s", runtime.NumGoroutine(), before, all[:runtime.Stack(all, true)])
		}
	}
}

// With nothing wrong, her words are the model's, in the server's voice.
func TestNothingWrong(t *testing.T) {
	o, err := Hold(t.Context(), Plan{Name: "nothing"})
	if err != nil {
		t.Fatal(err)
	}
	own := 0
	for _, c := range bodies[timeline.ClientTurn](o.Events) {
		if c.Origin == timeline.OriginLLM {
			own++
		}
	}
	if len(o.Wrong) > 0 || own != len(coachSays) || o.StandIns() != "-" {
		t.Errorf("%d of %d answers are the model's, %q stood in: %v", own, len(coachSays), o.StandIns(), o.Wrong)
	}
}
