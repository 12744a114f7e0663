package main

import (
	"math"
	"sync"

	"stillpoint/analysis/verbal"
)

// A row is a helper's utterance as the model sees it.
type row struct {
	at                  int // in the table
	conversation, video string
	kind                int
	proposes            int // verbal.Proposal
	seen                [views][]verbal.Feature
}

// Views of an utterance: as written, without punctuation, with nothing but the
// client's words before it, and with nothing at all around it, as written and
// without punctuation.
const (
	full = iota
	bare
	alone
	single
	bareSingle
	views
)

func rowsOf(list []utterance) (rows []row) {
	written, unmarked := exchangesOf(list, false), exchangesOf(list, true)
	for i, u := range list {
		if u.helper {
			rows = append(rows, row{i, u.conversation, u.video, u.kind, verbal.Proposal(written[i]), [views][]verbal.Feature{
				verbal.Features(written[i]), verbal.Features(unmarked[i]),
				verbal.Features(verbal.Exchange{Text: u.text, Before: written[i].Before}),
				verbal.Features(verbal.Exchange{Text: u.text}),
				verbal.Features(verbal.Exchange{Text: unmarked[i].Text}),
			}})
		}
	}
	return rows
}

const (
	bareWeight = .5 // what a copy without punctuation weighs
	videoPower = .3 // a video of n utterances weighs n^(1-videoPower)
)

// samples are the rows that keep says, each as it is and bare.
func samples(rows []row, keep func(row) bool) (set []sample) {
	size := map[string]float64{}
	for _, r := range rows {
		if keep(r) {
			size[r.video]++
		}
	}
	all, weight := 0., 0.
	for _, v := range sortedKeys(size) {
		all, weight = all+size[v], weight+math.Pow(size[v], 1-videoPower)
	}
	for _, r := range rows {
		if keep(r) {
			w := math.Pow(size[r.video], -videoPower) * all / weight
			set = append(set, sample{r.seen[full], r.kind, w}, sample{r.seen[bare], r.kind, w * bareWeight})
		}
	}
	return set
}

// A guess is the probabilities of a row's kinds, by view.
type guess [views][]float64

// strength is that of L2. Chosen anew on inner folds for every fold, as it was,
// it came out as 10, 20 or 40 by chance, and cost up to .01 of macro-F1.
const strength = 20

var learning = hyper{epochs: 6, rate: .05, decay: strength, smooth: .05, rare: .5}

// Of the second look, which has few weights.
var lookingAgain = hyper{epochs: 8, rate: .05, decay: 5, rare: .5}

const (
	outerFolds = 5
	innerFolds = 4
	seeds      = 5
	deals      = 3 // of the videos into folds, each of which is a figure of its own
)

// A pair is the tables of a model.
type pair struct{ first, again verbal.Table }

// build makes a model from nothing but the rows given. From what models of
// inner folds, by video, say of the rest the second look is learnt. The first
// is the mean of a few that begin differently.
func build(rows []row, list []utterance) pair {
	fold := folds(list, innerFolds, 100)
	guesses := make([]guess, len(rows))
	var work sync.WaitGroup
	for f := range innerFolds {
		work.Go(func() {
			t := fit(samples(rows, func(r row) bool { return fold[r.video] != f }), learning, 1)
			for i, r := range rows {
				if fold[r.video] == f {
					guesses[i] = firstLook(t, r)
				}
			}
		})
	}
	work.Wait()
	var made pair
	var set []sample
	for i, r := range rows {
		set = append(set, sample{look(rows, guesses, i, full), r.kind, 1}, sample{look(rows, guesses, i, bare), r.kind, bareWeight})
	}
	made.again = fit(set, lookingAgain, 1)
	var tables []verbal.Table
	for seed := range uint64(seeds) {
		tables = append(tables, fit(samples(rows, func(row) bool { return true }), learning, seed))
	}
	made.first = mean(tables)
	return made
}

func firstLook(t verbal.Table, r row) (g guess) {
	for v := range g {
		g[v] = probabilities(t, r.seen[v])
	}
	return g
}

// look is what the second look sees of row i.
func look(rows []row, guesses []guess, i, view int) []verbal.Feature {
	beside := func(j int) []float64 {
		if j < 0 || j == len(rows) || rows[j].conversation != rows[i].conversation {
			return nil
		}
		return guesses[j][view]
	}
	return verbal.Look(guesses[i][view], beside(i-1), beside(i+1))
}

// cross gives each row the guess of a model that was built without the row's
// fold, with weights rounded as in the file. Where nothing stands beside it there is no
// second look.
func cross(rows []row, list []utterance, seed uint64) []guess {
	fold := folds(list, outerFolds, seed)
	guesses := make([]guess, len(rows))
	var work sync.WaitGroup
	for f := range outerFolds {
		work.Go(func() {
			var inside, outside []row
			var at []int
			for i, r := range rows {
				if fold[r.video] == f {
					outside, at = append(outside, r), append(at, i)
				} else {
					inside = append(inside, r)
				}
			}
			made := build(inside, list)
			rounded := round(made)
			first := make([]guess, len(outside))
			for n, r := range outside {
				first[n] = firstLook(rounded, r)
			}
			for n, i := range at {
				guesses[i] = guess{
					full:  probabilities(made.again, look(outside, first, n, full)),
					bare:  probabilities(made.again, look(outside, first, n, bare)),
					alone: first[n][alone], single: first[n][single], bareSingle: first[n][bareSingle],
				}
			}
		})
	}
	work.Wait()
	return guesses
}

// round gives the first table's weights the values that they have in the file.
func round(p pair) verbal.Table {
	m, err := verbal.ParseModel(string(verbal.FormatModel(p.first, p.again)))
	if err != nil {
		panic(err) // of our own making
	}
	t := verbal.Table{Bias: p.first.Bias, Weights: make([]float32, len(p.first.Weights))}
	for i := range t.Weights {
		t.Weights[i] = float32(m.Weight(i))
	}
	return t
}
