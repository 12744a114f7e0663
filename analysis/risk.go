package analysis

import (
	"slices"

	"stillpoint/dialogue/timeline"
)

// help is what a coach reads where scoring stopped.
const help = "Some words in this practice may have been about you yourself, so from there on nothing is scored. This is a place to practise, not a place of help. " +
	"If you or somebody near you is in danger, call your local emergency number. A doctor, a crisis line or a person you trust can help with the rest."

// beforeRisk is tl up to the first words that may be about the coach
// themselves, and when those were said; -1: there are none. Where the coach
// said that they were part of the practice their text was kept, and nothing
// stops.
func beforeRisk(tl timeline.Timeline) (timeline.Timeline, timeline.Ms) {
	stop := timeline.Ms(-1)
	for _, e := range tl.Events {
		if b, ok := e.Body.(timeline.Risk); ok && !kept(tl, b) && (stop < 0 || b.From < stop) {
			stop = max(b.From, 0)
		}
	}
	if stop < 0 {
		return tl, stop
	}
	tl.Events = slices.DeleteFunc(slices.Clone(tl.Events), func(e timeline.Event) bool { return begins(e) >= stop })
	tl.Length = min(tl.Length, stop)
	return tl, stop
}

// kept says that the words of b are on the timeline.
func kept(tl timeline.Timeline, b timeline.Risk) bool {
	return slices.ContainsFunc(tl.Events, func(e timeline.Event) bool {
		c, ok := e.Body.(timeline.CoachTurn)
		return ok && c.From < b.To && c.To > b.From && c.Text != ""
	})
}

// begins is when what e tells of began; a correction belongs to no time.
func begins(e timeline.Event) timeline.Ms {
	switch b := e.Body.(type) {
	case timeline.IPU:
		return b.From
	case timeline.CoachTurn:
		return b.From
	case timeline.ClientTurn:
		return b.From
	case timeline.Correction:
		return -1
	}
	return e.At
}
