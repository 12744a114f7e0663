package main

import (
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

// confusion of the rows' kinds, seen in one way.
func confusion(rows []row, names []string, guessed func(i int) []float64) *verbal.Confusion {
	c := verbal.NewConfusion(distinct(names)...)
	for i, r := range rows {
		c.Add(names[r.kind], names[verbal.BestKind([kinds]float64(guessed(i)), r.proposes)])
	}
	return c
}

// tables prints the confusions of guesses and returns the figures for the card.
func tables(w io.Writer, rows []row, guesses []guess) map[string]float64 {
	full := func(i int) []float64 { return guesses[i].full }
	bare := func(i int) []float64 { return guesses[i].bare }
	heads := map[string]float64{}
	for _, v := range []struct {
		title   string
		names   []string
		guessed func(int) []float64
	}{
		{"4-way", four, full},
		{"4-way without punctuation", four, bare},
		{"5-way, the classes of verbal.Class", five, full},
		{"the same without punctuation", five, bare},
		{"5-way, questions parted, information with other", floor, full},
		{"that without punctuation", floor, bare},
		{"6-way, all kinds", six, full},
	} {
		c := confusion(rows, v.names, v.guessed)
		c.Print(w, v.title)
		heads[v.title] = c.Macro()
	}
	return heads
}
