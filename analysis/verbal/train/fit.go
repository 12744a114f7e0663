package main

import (
	"maps"
	"math"
	"math/rand/v2"
	"slices"

	"stillpoint/analysis/verbal"
)

const kinds = len(verbal.Kinds)

// A sample is an utterance to learn from.
type sample struct {
	features []verbal.Feature
	kind     int
	weight   float64
}

// Hyper says how to learn.
type hyper struct {
	epochs int
	rate   float64 // of AdaGrad (Duchi et al. 2011)
	decay  float64 // L2, against the whole set
	smooth float64 // of the labels: this much is spread over all kinds
	rare   float64 // kinds weigh by (1/frequency)^rare
}

// fit learns by AdaGrad; the decay of a weight is made up for when its
// feature turns up. The same samples and seed give the same table.
func fit(samples []sample, h hyper, seed uint64) verbal.Table {
	const size = 1 << verbal.FeatureBits
	t := verbal.Table{Bias: make([]float64, kinds), Weights: make([]float32, kinds*size)}
	squares, biasSquares := make([]float32, kinds*size), make([]float64, kinds)
	seen := make([]int, size) // the step at which a feature turned up last
	importance := importances(samples, h.rare)
	random := rand.New(rand.NewPCG(seed, 7))
	order := random.Perm(len(samples))
	step := 0
	shrink := func(at int) {
		late := float64(step-seen[at]) * h.decay / float64(len(samples))
		seen[at] = step
		for k := range kinds {
			i := at*kinds + k
			t.Weights[i] *= float32(max(0, 1-late*h.rate/math.Sqrt(float64(squares[i])+.05)))
		}
	}
	for range h.epochs {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, n := range order {
			s := samples[n]
			step++
			slope := probabilities(t, s.features)
			for k := range slope {
				slope[k] -= h.smooth / float64(kinds)
				if k == s.kind {
					slope[k] -= 1 - h.smooth
				}
				slope[k] *= s.weight * importance[s.kind]
				biasSquares[k] += slope[k] * slope[k]
				t.Bias[k] -= h.rate * slope[k] / math.Sqrt(biasSquares[k]+1)
			}
			for _, f := range s.features {
				at := int(f.At)
				shrink(at)
				for k := range kinds {
					i, g := at*kinds+k, float32(slope[k])*f.Value
					squares[i] += g * g
					t.Weights[i] -= float32(h.rate/math.Sqrt(float64(squares[i])+.05)) * g
				}
			}
		}
	}
	for at := range seen {
		shrink(at)
	}
	return t
}

// importances make up for kinds that are rare, as far as power says.
func importances(samples []sample, power float64) []float64 {
	count := make([]float64, kinds)
	for _, s := range samples {
		count[s.kind]++
	}
	for k, n := range count {
		count[k] = math.Pow(float64(len(samples))/float64(kinds)/max(1, n), power)
	}
	return count
}

func probabilities(t verbal.Table, features []verbal.Feature) []float64 {
	sum := slices.Clone(t.Bias)
	for _, f := range features {
		row := t.Weights[int(f.At)*kinds:][:kinds]
		for k := range sum {
			sum[k] += float64(row[k] * f.Value)
		}
	}
	return softmax(sum)
}

// softmax turns x into probabilities in place.
func softmax(x []float64) []float64 {
	top, all := slices.Max(x), 0.0
	for k := range x {
		x[k] = math.Exp(x[k] - top)
		all += x[k]
	}
	for k := range x {
		x[k] /= all
	}
	return x
}

// mean is the table whose sums are the mean of the tables' sums.
func mean(tables []verbal.Table) verbal.Table {
	m := verbal.Table{Bias: make([]float64, kinds), Weights: make([]float32, len(tables[0].Weights))}
	share := 1 / float64(len(tables))
	for _, t := range tables {
		for k, b := range t.Bias {
			m.Bias[k] += b * share
		}
		for i, w := range t.Weights {
			m.Weights[i] += w * float32(share)
		}
	}
	return m
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

func shuffled(list []string, seed uint64) []string {
	rand.New(rand.NewPCG(seed, 3)).Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}
