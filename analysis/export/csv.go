package export

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"stillpoint/analysis"
	"stillpoint/dialogue/timeline"
)

// columns of the table. Text is the coach's words (of a turn: its speaker's),
// client_text the client's (of an overlap: what she did not say).
var columns = [...]string{"row", "from_ms", "to_ms", "turn", "side", "kind", "detail", "words", "wpm",
	"eligible_ms", "held", "credit", "words_lost", "weight", "text", "client_text", "why"}

// A cell is a column's value by the column's name.
type cells map[string]string

// table is CSV (RFC 4180) with a header: a row for each turn, silence, overlap
// and piece of evidence, in order of time. Kind is a turn's class and a
// marker's code; detail is how a turn asks, what ended a silence, and the
// verdict on a marker.
func table(r analysis.Report) ([]byte, error) {
	type row struct {
		from timeline.Ms
		cells
	}
	var rows []row
	add := func(from, to timeline.Ms, c cells) {
		m := at(from, to, "")
		c["from_ms"], c["to_ms"] = integer(m.from), integer(m.to)
		rows = append(rows, row{m.from, c})
	}
	for _, t := range r.Turns {
		add(t.From, t.To, cells{"row": "turn", "turn": integer(t.Turn), "side": string(t.Side), "kind": t.Class, "detail": t.Question,
			"words": integer(t.Words), "wpm": known(t.WPM), "text": t.Text})
	}
	for _, s := range r.Silences {
		add(s.From, s.To, cells{"row": "silence", "turn": integer(s.Turn), "kind": s.Kind, "detail": s.EndedBy,
			"eligible_ms": integer(s.Eligible), "held": strconv.FormatBool(s.Held), "credit": decimal(s.Credit), "why": s.Why})
	}
	for _, o := range r.Overlaps {
		add(o.From, o.To, cells{"row": "overlap", "turn": integer(o.Turn), "side": string(timeline.Coach), "kind": o.Kind,
			"words_lost": integer(o.WordsLost), "weight": decimal(o.Weight), "text": o.Coach, "client_text": o.Unsaid, "why": o.Why})
	}
	for _, e := range r.Evidence {
		c := cells{"row": "marker", "kind": e.Code, "detail": e.Verdict, "why": e.Why}
		if e.Coach != nil {
			c["text"] = e.Coach.Quote
		}
		if e.Client != nil {
			c["client_text"] = e.Client.Quote
		}
		add(e.From, e.To, c)
	}
	slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(a.from, b.from) })

	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	w.Write(columns[:])
	for _, r := range rows {
		var line [len(columns)]string
		for i, name := range columns {
			line[i] = inert(r.cells[name])
		}
		w.Write(line[:])
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// cellSize is how many characters a spreadsheet has room for in a cell; what
// is longer ends in an ellipsis there.
const cellSize = 32767

// inert is text that no spreadsheet takes for a formula (OWASP, "CSV
// Injection"): an apostrophe stands before what would begin one, and there are
// no tabs or line ends.
func inert(text string) string {
	text = clean(text)
	if strings.IndexAny(text, "=+-@＝＋－＠") == 0 {
		text = "'" + text
	}
	if utf8.RuneCountInString(text) > cellSize {
		text = string([]rune(text)[:cellSize-1]) + "…"
	}
	return text
}

func integer[N int | timeline.Ms](n N) string { return strconv.FormatInt(int64(n), 10) }

// known is n, or nothing when it is 0.
func known(n int) string {
	if n == 0 {
		return ""
	}
	return integer(n)
}

func decimal(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
