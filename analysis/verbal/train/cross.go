package main

import (
	"sync"

	"stillpoint/analysis/verbal"
)

// A row is a helper's utterance as the model sees it.
type row struct {
	at         int // in the table
	video      string
	kind       int
	proposes   bool
	full, bare []verbal.Feature
}

func rowsOf(list []utterance) (rows []row) {
	full, bare := exchangesOf(list, false), exchangesOf(list, true)
	for i, u := range list {
		if u.helper {
			rows = append(rows, row{i, u.video, u.kind, verbal.Proposes(u.text), verbal.Features(full[i]), verbal.Features(bare[i])})
		}
	}
	return rows
}

// bareWeight is what a copy without punctuation weighs.
const bareWeight = .5

// samples are the rows that keep says, each as it is and bare.
func samples(rows []row, keep func(row) bool) (set []sample) {
	for _, r := range rows {
		if keep(r) {
			set = append(set, sample{r.full, r.kind, 1}, sample{r.bare, r.kind, bareWeight})
		}
	}
	return set
}

// A guess is what a model that never saw an utterance's video says of it.
type guess struct{ full, bare []float64 }

// choices are what choose chooses from.
var choices = []hyper{
	{epochs: 6, rate: .05, decay: 10, smooth: .05, rare: .5},
	{epochs: 6, rate: .05, decay: 20, smooth: .05, rare: .5},
	{epochs: 6, rate: .05, decay: 40, smooth: .05, rare: .5},
	{epochs: 6, rate: .05, decay: 20, smooth: .05, rare: .35},
}

// choose looks at nothing but the rows given: every choice is tried on inner
// folds by video.
func choose(rows []row, list []utterance) hyper {
	fold := folds(list, innerFolds, 100)
	var chosen hyper
	top := -1.
	for _, h := range choices {
		guesses := make([][]float64, len(rows))
		for f := range innerFolds {
			t := fit(samples(rows, func(r row) bool { return fold[r.video] != f }), h, 1)
			for i, r := range rows {
				if fold[r.video] == f {
					guesses[i] = t.probabilities(r.full)
				}
			}
		}
		if score := confusion(rows, four, func(i int) []float64 { return guesses[i] }).Macro(); score > top {
			chosen, top = h, score
		}
	}
	return chosen
}

const (
	outerFolds = 5
	innerFolds = 3
	seeds      = 3
)

// build makes a table: the mean of a few that begin differently.
func build(rows []row, h hyper) table {
	set := samples(rows, func(row) bool { return true })
	var tables []table
	for seed := range uint64(seeds) {
		tables = append(tables, fit(set, h, seed))
	}
	return mean(tables)
}

// cross gives each row the guess of a model that was chosen and made without
// the row's fold. The weights are rounded as in the file.
func cross(rows []row, list []utterance, seed uint64) ([]guess, []hyper) {
	fold := folds(list, outerFolds, seed)
	guesses, chosen := make([]guess, len(rows)), make([]hyper, outerFolds)
	var work sync.WaitGroup
	for f := range outerFolds {
		work.Go(func() {
			var train []row
			for _, r := range rows {
				if fold[r.video] != f {
					train = append(train, r)
				}
			}
			chosen[f] = choose(train, list)
			t := build(train, chosen[f])
			t.round()
			for i, r := range rows {
				if fold[r.video] == f {
					guesses[i] = guess{t.probabilities(r.full), t.probabilities(r.bare)}
				}
			}
		})
	}
	work.Wait()
	return guesses, chosen
}
