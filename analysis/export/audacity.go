package export

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"

	"stillpoint/analysis"
	"stillpoint/dialogue/timeline"
)

// audacity is one label track (Audacity manual, "Importing and Exporting
// Labels"): a line a label, its start and end in seconds and its text between
// tabs, in order of time. Each label begins with the name of its lane; the
// stretches of voice, which the coach's turns already cover, are left out.
func audacity(tl timeline.Timeline, r analysis.Report) []byte {
	var labels []mark
	for _, l := range lanes(tl, r) {
		if l.name == voiced {
			continue
		}
		for _, m := range l.marks {
			labels = append(labels, mark{m.from, m.to, l.name + ": " + m.text})
		}
	}
	slices.SortStableFunc(labels, func(a, b mark) int { return cmp.Compare(a.from, b.from) })
	var b bytes.Buffer
	for _, m := range labels {
		fmt.Fprintf(&b, "%s\t%s\t%s\n", seconds(m.from, 6), seconds(m.to, 6), m.text)
	}
	return b.Bytes()
}
