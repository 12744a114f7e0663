//go:build !race

package persona_test

import (
	"io"
	"log/slog"
	"slices"
	"testing"
	"time"

	"stillpoint/dialogue/local"
	"stillpoint/dialogue/local/localtest"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/scenario"
)

// BenchmarkTurnByMeaning is a turn of the authored client as in a talk: what
// it does to her, and what she says, of 480 different things a coach may say.
func BenchmarkTurnByMeaning(b *testing.B) {
	e, err := local.Open(local.Config{Models: localtest.Models(b, "minilm-int8.onnx", "bert-vocab.json"), Meaning: b.TempDir(),
		Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err != nil {
		b.Fatal(err)
	}
	defer e.Close()
	all, err := scenario.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	type asked struct {
		mind   *persona.Mind
		client *persona.Authored
		turn   persona.Turn
	}
	var turns []asked
	for _, s := range all {
		m, err := e.Matcher(b.Context(), s.ID, s.Asked())
		if err != nil {
			b.Fatal(err)
		}
		mind, client := persona.NewMind(s, m), persona.NewAuthored(s, m, 1)
		for _, u := range utterances(b, blind, s.ID) {
			turns = append(turns, asked{mind, client, u.turn(s)})
		}
	}
	var took []time.Duration
	for n := 0; b.Loop(); n++ {
		t := turns[n%len(turns)]
		began := time.Now()
		answer(t.mind, t.client, t.turn)
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
}
