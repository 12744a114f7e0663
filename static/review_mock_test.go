package static

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math"
	"testing"

	"stillpoint/analysis"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
)

// review is a practice as the server would give it, for a page to show.
type review struct {
	timeline timeline.Timeline
	report   analysis.Report
	notes    []obj
}

// refusal is what the server answers when it will not.
type refusal struct {
	status        int
	code, message string
}

// show makes r the practice p_1 of the mock.
func (m *mock) show(r review) {
	m.mu.Lock()
	m.seconds = int(r.timeline.Length / 1000)
	m.mu.Unlock()
	m.set("/api/practices/p_1", obj{"id": "p_1", "scenario": "marit-trays", "title": "The trays", "focus": "space", "name": "Marit Aalberg", "started": "2026-11-23T09:30:00Z",
		"length": r.timeline.Length, "complete": r.timeline.Complete, "recorded": true, "state": "ready", "viewer": obj{"role": "owner", "annotate": true}})
	m.set("/api/practices/p_1/timeline", r.timeline)
	m.set("/api/practices/p_1/report", r.report)
	m.set("/api/practices/p_1/peaks", peaksFor(r.timeline))
	m.set("/api/practices/p_1/annotations", r.notes)
	m.set("/api/practices/p_1/listened", []obj{{"by": "Coach", "mine": true, "spans": []obj{{"from": 0, "to": r.timeline.Length / 3}}}})
}

// short is the example, with what moved the client and what two people wrote.
func short(t *testing.T) review {
	t.Helper()
	var tl timeline.Timeline
	data, err := json.Marshal(example(t))
	if err == nil {
		err = json.Unmarshal(data, &tl)
	}
	if err != nil {
		t.Fatal(err)
	}
	return scored(t, moved(tl), []obj{
		note(1, "Olav Berg", 18852, 0, "This is where it turns. What did you notice in yourself while you waited?", obj{}),
		note(2, "Coach", 18852, 0, "I wanted to help. I counted to four.", obj{"parent": 1, "mine": true, "owner": true}),
		note(3, "Olav Berg", 31318, 43898, "Two answers to a question nobody had asked.", obj{}),
		note(4, "Coach", 61892, 0, "Glad I said this.", obj{"resolved": true, "mine": true, "owner": true}),
	})
}

// long is the example again and again, until it lasts so many minutes, with as
// many notes spread over it.
func long(t *testing.T, minutes, notes int) review {
	t.Helper()
	one := short(t).timeline
	tl := one
	tl.Events = nil
	for n := 0; ; n++ {
		tl.Length = one.Length * timeline.Ms(n)
		if tl.Length >= timeline.Ms(minutes)*60000 {
			break
		}
		for _, e := range shifted(t, one, tl.Length, n) {
			e.Seq = len(tl.Events) + 1
			tl.Events = append(tl.Events, e)
		}
	}
	tl.Events = append(tl.Events, timeline.Event{Seq: len(tl.Events) + 1, At: tl.Length, Body: timeline.End{Cause: "coach"}})
	var all []obj
	for i := range notes {
		at := int64(tl.Length) * int64(i) / int64(notes)
		all = append(all, note(i+1, "Olav Berg", at, 0, fmt.Sprintf("Note %d: what is it like to hear this again?", i+1), obj{}))
	}
	return scored(t, tl, all)
}

// broken is the example of which the end is missing.
func broken(t *testing.T) review {
	t.Helper()
	tl := short(t).timeline
	tl.Complete, tl.Length = false, 31000
	var kept []timeline.Event
	for _, e := range tl.Events {
		if e.At <= 28200 {
			kept = append(kept, e)
		}
	}
	tl.Events = append(kept, timeline.Event{Seq: len(kept) + 1, At: 29266, Body: timeline.ClientStart{Turn: 2, Why: timeline.WhyReply, Text: "He’s good, Jonas. He’s careful.", Think: 1200}})
	return scored(t, tl, nil)
}

func note(id int, by string, at, to int64, text string, more obj) obj {
	o := obj{"id": id, "by": by, "mine": false, "owner": false, "at": at, "text": text, "tags": []string{}, "resolved": false, "created": "2026-11-24T10:00:00Z"}
	if to > 0 {
		o["to"] = to
	}
	for k, v := range more {
		o[k] = v
	}
	return o
}

func scored(t *testing.T, tl timeline.Timeline, notes []obj) review {
	t.Helper()
	people, err := scenario.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return review{tl, analysis.Score(tl, analysis.RubricFor(tl, people)), notes}
}

// moved adds what the client's trust did after each of the coach's turns.
func moved(tl timeline.Timeline) timeline.Timeline {
	steps := map[int]timeline.TrustStep{
		1: {Trust: 27}, 2: {Trust: 34, Open: 1, Opened: new(1), Why: "You asked what happens in her, and left it open."},
		3: {Trust: 29, Open: 0, Closed: new(1), Why: "You came in over her with advice."},
		4: {Trust: 52, Open: 2, Opened: new(2), Why: "You owned the slip and waited."}, 5: {Trust: 56, Open: 2},
	}
	var out []timeline.Event
	for _, e := range tl.Events {
		e.Seq = len(out) + 1
		out = append(out, e)
		if c, ok := e.Body.(timeline.CoachTurn); ok {
			s := steps[c.Turn]
			s.Turn = c.Turn
			out = append(out, timeline.Event{Seq: len(out) + 1, At: e.At, Body: s})
		}
	}
	tl.Events = out
	return tl
}

// shifted are the events of tl by so much later, its consent and its end apart,
// as the nth time.
func shifted(t *testing.T, tl timeline.Timeline, by timeline.Ms, n int) []timeline.Event {
	t.Helper()
	var all []map[string]any
	data, err := json.Marshal(tl.Events)
	if err == nil {
		err = json.Unmarshal(data, &all)
	}
	if err != nil {
		t.Fatal(err)
	}
	var move func(v any)
	move = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, x := range v {
				move(x)
			}
		case map[string]any:
			for k, x := range v {
				switch f, is := x.(float64); {
				case !is:
					move(x)
				case k == "turn":
					v[k] = f + float64(6*n)
				case k == "at" || k == "from" || k == "to" || k == "decided" || k == "final" || k == "playout" || k == "onset" || k == "stopped":
					v[k] = f + float64(by)
				}
			}
		}
	}
	var kept []map[string]any
	for _, e := range all {
		if e["kind"] == "end" || n > 0 && (e["kind"] == "consent" || e["kind"] == "line" && e["state"] == "up") {
			continue
		}
		move(e)
		kept = append(kept, e)
	}
	data, err = json.Marshal(kept)
	var out []timeline.Event
	if err == nil {
		err = json.Unmarshal(data, &out)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// peaksFor draws a timeline's own speech, 50 values a second.
func peaksFor(tl timeline.Timeline) any {
	n := int(tl.Length/20) + 1
	sides := map[string][]byte{"coach": make([]byte, n), "client": make([]byte, n)}
	paint := func(side string, from, to timeline.Ms) {
		for i := int(from / 20); i < int(to/20) && i < n; i++ {
			x := float64(i)
			loud := math.Abs(math.Sin(x/5.3)*math.Sin(x/2.1)) * (.45 + .55*math.Abs(math.Sin(x/31)))
			sides[side][i] = byte(6 + 150*loud*loud)
		}
	}
	for _, e := range tl.Events {
		switch b := e.Body.(type) {
		case timeline.IPU:
			paint("coach", b.From, b.To)
		case timeline.ClientTurn:
			for _, p := range b.Pieces {
				if !p.Pause {
					paint("client", p.From, p.To)
				}
			}
		}
	}
	b := base64.StdEncoding
	return obj{"per_second": 50, "samples": tl.Length * 48, "coach": b.EncodeToString(sides["coach"]), "client": b.EncodeToString(sides["client"])}
}
