package verbal

import (
	"crypto/sha256"
	"slices"
	"strings"
	"testing"

	"stillpoint/dialogue/timeline"
)

// readLabels are the labels of testdata/readers.csv, by conversation/utterance.
func readLabels(t *testing.T) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	for _, r := range table(t, "testdata/readers.csv") {
		out[r[0]+"/"+r[1]] = strings.Fields(r[3])
	}
	return out
}

// readHalf says which half of the videos one belongs to. Rules are written
// with the develop half in view; nobody who writes them reads the blind one.
func readHalf(video string) string {
	if sha256.Sum256([]byte("stillpoint-labels-2/video/" + video))[0]%2 == 0 {
		return "develop"
	}
	return "blind"
}

// Floors of TestReaders over all turns: what was reached, a little below.
var readFloors = map[string][2]float64{
	"acknowledged":      {.81, .48},
	"passed over":       {.7, .34},
	"passed over, told": {.7, .6},
	"advice":            {.79, .45},
	"advice too soon":   {.65, .69},
	"judging":           {.9, .6},
	"feeling":           {.74, .48},
}

// TestReaders prints precision and recall on all turns of annomi-train, which
// other readers labelled, apart for the turns of labels.csv, with which the
// rules were written, and those that they have never met. "Passed over, told"
// is told where the readers see a feeling, as a scenario tells it in a
// practice; the rest have her words alone.
func TestReaders(t *testing.T) {
	labels := readLabels(t)
	old := map[string]bool{}
	for _, r := range table(t, "testdata/labels.csv") {
		old[r[0]+"/"+r[1]] = true
	}
	var coach, told, client []labelledTurn
	cued := false // the client's utterance before is labelled a feeling
	for n, s := range annomi(t) {
		have := labels[s.id]
		delete(labels, s.id)
		l := labelledTurn{s.id, readHalf(s.video), have, Context{Heard: s.heard, Told: 3}, map[string]bool{}}
		if s.heard[len(s.heard)-1].Side == timeline.Client {
			cued = slices.Contains(have, "feel")
			client = append(client, l)
			continue
		}
		l.ctx.Cue = Cue(past(s.heard).last.text)
		coach = append(coach, l)
		l.found = map[string]bool{}
		if cued && n > 0 && len(s.heard) > 1 && s.heard[len(s.heard)-2].Side == timeline.Client {
			l.ctx.Cue = max(l.ctx.Cue, 2)
		}
		told = append(told, l)
	}
	if len(labels) > 0 {
		t.Errorf("labels of no utterance: %v", labels)
	}
	type measure struct {
		phenomenon
		turns []labelledTurn
	}
	var measured []measure
	for _, p := range phenomena {
		measured = append(measured, measure{p, coach})
	}
	measured = append(measured,
		measure{phenomenon{name: "passed over, told", labels: []string{"passed"}, found: PassedOver}, told},
		measure{phenomenon{name: "feeling", labels: []string{"feel"}, found: func(c Context) bool { return Cue(c.Heard[len(c.Heard)-1].Text) >= 1 }}, client})
	for _, set := range []struct {
		name string
		keep func(labelledTurn) bool
	}{
		{"old", func(l labelledTurn) bool { return old[l.id] }},
		{"unseen", func(l labelledTurn) bool { return !old[l.id] }},
		{"develop", func(l labelledTurn) bool { return l.half == "develop" }},
		{"blind", func(l labelledTurn) bool { return l.half == "blind" }},
		{"blind unseen", func(l labelledTurn) bool { return l.half == "blind" && !old[l.id] }},
		{"all", func(labelledTurn) bool { return true }},
	} {
		t.Run(set.name, func(t *testing.T) {
			for _, m := range measured {
				if !slices.ContainsFunc(m.turns, set.keep) {
					continue // labels.csv has no turn of the client's
				}
				p := m.phenomenon
				precision, recall := p.measure(t, m.turns, set.keep)
				if floor := readFloors[p.name]; set.name == "all" && (precision < floor[0] || recall < floor[1]) {
					t.Errorf("%s: below precision %.2f, recall %.2f", p.name, floor[0], floor[1])
				}
			}
		})
	}
}
