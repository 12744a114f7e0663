//go:build !race

package persona_test

import (
	"slices"
	"testing"
	"time"

	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/scenario"
)

// BenchmarkTurnsByMeaning is turns of the authored client as in a talk: what a
// coach's words do to her, and what she says to them. An op is 160 of them, 20
// to each of the eight, none of which her matcher has met before.
func BenchmarkTurnsByMeaning(b *testing.B) {
	e := embeddings(b)
	all, err := scenario.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	var took []time.Duration
	for b.Loop() {
		for _, s := range all {
			b.StopTimer()
			m, err := e.Matcher(b.Context(), s.ID, s.Asked()) // another remembers nothing
			if err != nil {
				b.Fatal(err)
			}
			mind, client := persona.NewMind(s, m), persona.NewAuthored(s, m, 1)
			said := utterances(b, blind, s.ID)
			b.StartTimer()
			for _, u := range said {
				began := time.Now()
				answer(mind, client, u.turn(s))
				took = append(took, time.Since(began))
			}
		}
	}
	slices.Sort(took)
	b.ReportMetric(b.Elapsed().Seconds()*1000/float64(len(took)), "ms/turn")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
}
