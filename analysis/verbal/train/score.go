package main

import (
	"fmt"
	"io"
	"slices"

	"stillpoint/analysis/verbal"
)

// Ways to look at the kinds, which are open, closed, reflection, information,
// advice, other.
var (
	four = []string{"question", "question", "reflection", "input", "input", "other"}
	five = []string{"question", "question", "reflection", "information", "advice", "other"} // the values of verbal.Class
	// What the floor was counted on.
	floor = []string{"open", "closed", "reflection", "other", "advice", "other"}
	six   = verbal.Kinds[:]
)

// distinct are the names, each once, in order.
func distinct(names []string) (out []string) {
	for _, n := range names {
		if !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// confusion of the rows' kinds, named in one way, with the guesses of a view.
func confusion(rows []row, names []string, guesses []guess, view int) *verbal.Confusion {
	c := verbal.NewConfusion(distinct(names)...)
	for i, r := range rows {
		c.Add(names[r.kind], names[verbal.BestKind([kinds]float64(guesses[i][view]), r.proposes)])
	}
	return c
}

// again prints what another deal comes to, one line.
func again(w io.Writer, rows []row, guesses []guess, deal uint64) {
	written, bare4 := confusion(rows, four, guesses, full), confusion(rows, four, guesses, bare)
	fmt.Fprintf(w, "  deal %d: 4-way %.3f, input %.3f; without punctuation %.3f, %.3f; from text alone %.3f; 5-way with questions parted %.3f, without punctuation %.3f\n",
		deal, written.Macro(), written.F1("input"), bare4.Macro(), bare4.F1("input"), confusion(rows, four, guesses, single).Macro(),
		confusion(rows, floor, guesses, full).Macro(), confusion(rows, floor, guesses, bare).Macro())
}

// A look at the guesses, and its title.
type outlook struct {
	title string
	names []string
	view  int
}

var outlooks = []outlook{
	{"4-way", four, full},
	{"4-way without punctuation", four, bare},
	{"4-way from text and the client's words before it alone", four, alone},
	{"4-way from text alone", four, single},
	{"4-way from text alone, without punctuation", four, bareSingle},
	{"5-way, the classes of verbal.Class", five, full},
	{"5-way, the classes of verbal.Class, without punctuation", five, bare},
	{"5-way, questions parted, information with other", floor, full},
	{"5-way, questions parted, information with other, without punctuation", floor, bare},
	{"6-way, all kinds", six, full},
}
