package coachtest

import (
	"testing"

	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/scenario"
)

// BenchmarkTurns is a whole practice of twenty minutes, lines found by words.
func BenchmarkTurns(b *testing.B) {
	all, err := scenario.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	s := all[0]
	m := persona.NewLexical(s)
	turns := 0
	for b.Loop() {
		p, err := Hold(b.Context(), s, m, Coaches()[0], 1)
		if err != nil {
			b.Fatal(err)
		}
		turns += p.Turns
	}
	b.ReportMetric(float64(turns)/b.Elapsed().Seconds(), "turns/s")
}
