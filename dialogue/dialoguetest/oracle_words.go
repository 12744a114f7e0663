package dialoguetest

import (
	"strings"

	"stillpoint/dialogue/timeline"
)

// wordTimes: the words of the coach's turns have times, in order and within
// the turn; those that are estimated are the text, word for word, and none lies
// in a silence of the coach's.
func (o *Oracle) wordTimes(turns []timeline.CoachTurn, ipus []timeline.IPU) {
	for _, t := range turns {
		if t.Typed || t.Text == "" {
			if len(t.Words) > 0 {
				o.fault("%q was not spoken and has times", t.Text)
			}
			continue
		}
		var all []string
		last := t.From
		for _, w := range t.Words {
			all = append(all, w.Text)
			if w.From < last || w.To < w.From || w.To > t.To {
				o.fault("%q in %q lies at %d to %d ms, after %d", w.Text, t.Text, w.From, w.To, last)
			}
			last = w.To
		}
		if got := strings.Join(all, " "); got != t.Text {
			o.fault("the times of %q are those of %q", t.Text, got)
		}
		for i := 1; i < len(ipus) && t.WordsEstimated; i++ {
			for _, w := range t.Words {
				if from, to := ipus[i-1].To, ipus[i].From; to-from >= 200 && w.From < to && w.To > from {
					o.fault("%q lies at %d to %d ms, in the silence from %d to %d", w.Text, w.From, w.To, from, to)
				}
			}
		}
	}
}
