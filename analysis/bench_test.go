package analysis_test

import (
	"fmt"
	"testing"

	"stillpoint/analysis"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
	"stillpoint/dialogue/virtual"
)

// lasting is tl said again and again until it has lasted for so many minutes.
func lasting(tl timeline.Timeline, minutes int) timeline.Timeline {
	one := tl.Events[:len(tl.Events)-1] // without the end
	whole, turns := tl.Length, 0
	for _, e := range one {
		if c, ok := e.Body.(timeline.CoachTurn); ok {
			turns = max(turns, c.Turn+1)
		}
	}
	tl.Events, tl.Length = nil, timeline.Ms(minutes)*60000
	for by, n := timeline.Ms(0), 0; ; by, n = by+whole, n+turns {
		for _, e := range one {
			if e = moved(e, by, n); e.At > tl.Length {
				return tl
			}
			e.Seq = len(tl.Events) + 1
			tl.Events = append(tl.Events, e)
		}
	}
}

// later is tl with all of it by later, the line's coming up excepted.
func later(tl timeline.Timeline, by timeline.Ms) timeline.Timeline {
	events := tl.Events
	tl.Length, tl.Events = tl.Length+by, nil
	for _, e := range events {
		if e.At > 0 {
			e = moved(e, by, 0)
		}
		tl.Events = append(tl.Events, e)
	}
	return tl
}

// moved is e by later, with turns n higher.
func moved(e timeline.Event, by timeline.Ms, n int) timeline.Event {
	e.At += by
	switch b := e.Body.(type) {
	case timeline.IPU:
		b.From, b.To = b.From+by, b.To+by
		e.Body = b
	case timeline.CoachTurn:
		b.Turn, b.From, b.To, b.Decided, b.Final, b.Words = b.Turn+n, b.From+by, b.To+by, b.Decided+by, b.Final+by, nil
		e.Body = b
	case timeline.ClientStart:
		b.Turn += n
		e.Body = b
	case timeline.ClientTurn:
		b.Turn, b.From, b.To = b.Turn+n, b.From+by, b.To+by
		b.Lag.Decided, b.Lag.Playout = b.Lag.Decided+by, b.Lag.Playout+by
		var pieces []timeline.Piece
		for _, p := range b.Pieces {
			p.From, p.To, p.Words = p.From+by, p.To+by, nil
			pieces = append(pieces, p)
		}
		b.Pieces = pieces
		if c := b.Cut; c != nil {
			b.Cut = &timeline.Cut{By: c.By, Onset: c.Onset + by, Stopped: c.Stopped + by, False: c.False}
		}
		e.Body = b
	}
	return e
}

// Score grows with the length of the practice.
func BenchmarkScore(b *testing.B) {
	all, err := scenario.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	one := (&simulated{scenario: all[0], seed: 1}).hold(virtual.Machine{})
	for _, minutes := range []int{10, 20, 40, 60} {
		tl := lasting(one, minutes)
		b.Run(fmt.Sprintf("%dmin", minutes), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				analysis.Score(tl, analysis.TrustSafety(all[0]))
			}
			b.ReportMetric(float64(len(tl.Events)), "events")
		})
	}
}
