package export

import (
	"bytes"
	"fmt"
	"strings"

	"stillpoint/analysis"
	"stillpoint/dialogue/timeline"
)

// textGrid is a TextGrid in Praat's long text form (Praat manual, "TextGrid
// file formats"), UTF-8. An interval tier covers all time without overlap; the
// markers are a point tier. Quotes inside a text are doubled.
func textGrid(tl timeline.Timeline, r analysis.Report) []byte {
	all := lanes(tl, r)
	whole := end(tl, all)
	var b bytes.Buffer
	fmt.Fprintf(&b, "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\nxmin = 0\nxmax = %s\ntiers? <exists>\nsize = %d\nitem []:\n", seconds(whole, 3), len(all))
	for i, l := range all {
		class := "IntervalTier"
		if l.point {
			class = "TextTier"
		}
		fmt.Fprintf(&b, "    item [%d]:\n        class = \"%s\"\n        name = %s\n        xmin = 0\n        xmax = %s\n", i+1, class, quoted(l.name), seconds(whole, 3))
		if l.point {
			points(&b, flatten(l.marks))
		} else {
			intervals(&b, covered(flatten(l.marks), whole))
		}
	}
	return b.Bytes()
}

func points(b *bytes.Buffer, marks []mark) {
	fmt.Fprintf(b, "        points: size = %d\n", len(marks))
	for i, m := range marks {
		fmt.Fprintf(b, "        points [%d]:\n            number = %s\n            mark = %s\n", i+1, seconds(m.from, 3), quoted(m.text))
	}
}

func intervals(b *bytes.Buffer, marks []mark) {
	fmt.Fprintf(b, "        intervals: size = %d\n", len(marks))
	for i, m := range marks {
		fmt.Fprintf(b, "        intervals [%d]:\n            xmin = %s\n            xmax = %s\n            text = %s\n", i+1, seconds(m.from, 3), seconds(m.to, 3), quoted(m.text))
	}
}

// covered is flat with empty marks where there was none, from 0 to whole.
func covered(flat []mark, whole timeline.Ms) (marks []mark) {
	var upTo timeline.Ms
	for _, m := range flat {
		if upTo < m.from {
			marks = append(marks, mark{upTo, m.from, ""})
		}
		marks = append(marks, m)
		upTo = m.to
	}
	if upTo < whole {
		marks = append(marks, mark{upTo, whole, ""})
	}
	return marks
}

func quoted(text string) string { return `"` + strings.ReplaceAll(text, `"`, `""`) + `"` }
