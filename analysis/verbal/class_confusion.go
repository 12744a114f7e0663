package verbal

import (
	"fmt"
	"io"
	"slices"
)

// A Confusion counts how often each of some names was said of each.
type Confusion struct {
	names []string
	n     [][]int // [is][said]
}

// NewConfusion is a confusion of these names.
func NewConfusion(names ...string) *Confusion {
	c := &Confusion{names: names}
	for range names {
		c.n = append(c.n, make([]int, len(names)))
	}
	return c
}

// Add counts that said was said of what is. Names that are not the confusion's
// are passed over, and false is returned.
func (c *Confusion) Add(is, said string) bool {
	i, s := slices.Index(c.names, is), slices.Index(c.names, said)
	if i < 0 || s < 0 {
		return false
	}
	c.n[i][s]++
	return true
}

// F1 is the harmonic mean of precision and recall of one name, 0 to 1; 0 for
// one that neither was nor was said.
func (c *Confusion) F1(name string) float64 {
	k := slices.Index(c.names, name)
	if k < 0 {
		return 0
	}
	all := 0
	for j := range c.n {
		all += c.n[k][j] + c.n[j][k]
	}
	return 2 * float64(c.n[k][k]) / float64(max(1, all))
}

// Macro is the mean of the F1 of all names.
func (c *Confusion) Macro() float64 {
	sum := 0.
	for _, n := range c.names {
		sum += c.F1(n)
	}
	return sum / float64(len(c.names))
}

// Print writes the counts and the figures, under a title.
func (c *Confusion) Print(w io.Writer, title string) {
	fmt.Fprintf(w, "%s: macro-F1 %.3f\n  %-16s", title, c.Macro(), "is \\ said")
	for _, n := range c.names {
		fmt.Fprintf(w, "%16s", n)
	}
	fmt.Fprintf(w, "%8s\n", "F1")
	for k, n := range c.names {
		fmt.Fprintf(w, "  %-16s", n)
		for _, x := range c.n[k] {
			fmt.Fprintf(w, "%16d", x)
		}
		fmt.Fprintf(w, "%8.3f\n", c.F1(n))
	}
}
