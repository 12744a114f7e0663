package analysis

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"stillpoint/dialogue/timeline"
)

// Rows in another order are the same practice; a length or an end that cannot
// be is said, and does not become hours of silence.
func TestContradictions(t *testing.T) {
	s := marit(t)
	tl := begun(practice(t, crowdedTalk))
	want, _ := json.Marshal(Score(tl, TrustSafety(s)))
	turned := tl
	turned.Events = slices.Clone(tl.Events)
	slices.Reverse(turned.Events)
	if got, _ := json.Marshal(Score(turned, TrustSafety(s))); string(got) != string(want) {
		t.Error("the order of the rows changes the report")
	}
	for _, length := range []timeline.Ms{-5, 0, 9000} {
		short := tl
		short.Length = length
		if r := Score(short, TrustSafety(s)); !slices.ContainsFunc(r.Assessable.Because, func(why string) bool { return strings.Contains(why, "goes on to") }) {
			t.Errorf("length %d: %q", length, r.Assessable.Because)
		}
	}
	far := tl
	far.Events = slices.Clone(tl.Events)
	for i, e := range far.Events {
		if c, ok := e.Body.(timeline.ClientTurn); ok {
			c.To = 9e17
			far.Events[i].Body = c
			break
		}
	}
	r := Score(far, TrustSafety(s))
	if r.Lag.DeadAir > 0 || !slices.ContainsFunc(r.Assessable.Because, func(why string) bool { return strings.Contains(why, "contradict") }) {
		t.Errorf("dead air %d, %q", r.Lag.DeadAir, r.Assessable.Because)
	}
}

// begun is tl with the row that is written when she is first heard, too.
func begun(tl timeline.Timeline) timeline.Timeline {
	var out []timeline.Event
	for _, e := range tl.Events {
		if c, ok := e.Body.(timeline.ClientTurn); ok {
			out = append(out, timeline.Event{At: c.From, Body: timeline.ClientStart{Turn: c.Turn, Why: c.Why, Text: c.Text, Think: c.Think}})
		}
		out = append(out, e)
	}
	for i := range out {
		out[i].Seq = i + 1
	}
	tl.Events = out
	return tl
}
