package analysis

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"stillpoint/analysis/timing"
	"stillpoint/analysis/verbal"
	"stillpoint/dialogue/timeline"
)

// About is printed with every report.
const About = "An independent practice aid. Not affiliated with any professional body, and not an assessment for a credential. Every number here is Stillpoint's own."

// Score reads one practice by r. It is total: whatever tl holds, there is a
// report, which says what could not be assessed and why. Scoring stops where
// words were heard that may be about the coach themselves.
func Score(tl timeline.Timeline, r Rubric) Report {
	tl = inOrder(tl)
	scored, stop := beforeRisk(tl)
	t := timing.Measure(scored, r.Scenario)
	classify(t.Turns)
	rep := Report{
		Schema: Schema, Practice: tl.Practice, Scenario: tl.Scenario, Rubric: r.Edition, Length: max(tl.Length, 0), Complete: tl.Complete,
		Turns: t.Turns, Silences: t.Silences, Overlaps: t.Overlaps, Pace: t.Pace, Talk: t.Talk, Lag: t.Lag,
		Trust: trustPoints(tl), Info: info(t), About: About,
	}
	var unread string
	rep.Assessable, unread = assess(tl, t, r)
	if stop >= 0 {
		rep.Help = help
		rep.Assessable.Because = append(rep.Assessable.Because, fmt.Sprintf("at %s words were heard that may be about the coach themselves, and nothing from there on is scored", Clock(stop)))
	}
	rep.Evidence, rep.Markers, rep.Mistakes = judge(scored, t, r)
	if unread != "" {
		withhold(rep.Markers, unread)
	}
	for i := range rep.Evidence {
		e := &rep.Evidence[i]
		e.Text = feedback(*e)
	}
	rep.Strength = strength(rep)
	rep.Drill = drill(rep)
	rep.Questions = questions(rep)
	return rep
}

// inOrder is tl with its events as they were written, by seq; as they stand when
// not all have one.
func inOrder(tl timeline.Timeline) timeline.Timeline {
	bySeq := func(a, b timeline.Event) int { return cmp.Compare(a.Seq, b.Seq) }
	if slices.IsSortedFunc(tl.Events, bySeq) || slices.ContainsFunc(tl.Events, func(e timeline.Event) bool { return e.Seq <= 0 }) {
		return tl
	}
	tl.Events = slices.Clone(tl.Events)
	slices.SortStableFunc(tl.Events, bySeq)
	return tl
}

// classify tells of each turn of the coach's what it mainly does.
func classify(turns []timing.Turn) {
	heard := make([]timeline.Utterance, len(turns))
	for i, t := range turns {
		heard[i] = timeline.Utterance{Side: t.Side, From: t.From, To: t.To, Text: t.Text}
	}
	for i, c := range verbal.ClassifyTalk(heard) {
		turns[i].Class = string(c.Class)
	}
}

// withhold takes the levels away, and says why.
func withhold(markers []Marker, because string) {
	for i := range markers {
		markers[i].Level, markers[i].Because = nil, because
	}
}

// trustPoints are the client's states as the timeline has them.
func trustPoints(tl timeline.Timeline) []TrustPoint {
	out := []TrustPoint{}
	for _, e := range tl.Events {
		if s, ok := e.Body.(timeline.TrustStep); ok {
			out = append(out, TrustPoint{e.At, s})
		}
	}
	return out
}

// Clock is a media time as people read it, mm:ss.
func Clock(at timeline.Ms) string { return fmt.Sprintf("%02d:%02d", at/60000, at/1000%60) }

func share(part, whole float64) *float64 {
	if whole <= 0 {
		return nil
	}
	s := math.Round(part/whole*1000) / 1000
	return &s
}
