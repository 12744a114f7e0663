package main

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"

	"stillpoint/analysis/verbal"
	"stillpoint/dialogue/timeline"
)

// A conversation by the report's own verbal figures, each a share of the
// helper's utterances that are more than a murmur, or a ratio.
type conversation struct {
	video   string
	high    bool
	figures []float64
}

var figureNames = []string{"reflections", "open questions", "closed questions", "input", "advice", "reflections to questions", "empathic", "judging or fixing", "words an utterance"}

// What high and low conversations are expected to differ in, from the design
// and not from a fit: more reflections and empathy, less input and judging.
var expected = []float64{1, 0, 0, -1, 0, 1, 1, -1, 0}

// Evidence that speaks for, and against.
var (
	empathic = []string{verbal.EmotionAck, verbal.Empathy, verbal.Accept, verbal.Strength, verbal.AdvicePermit, verbal.ClientWords, verbal.Invite}
	judging  = []string{verbal.Judge, verbal.AdviceEarly, verbal.Minimise, verbal.SelfFocus, verbal.Leading, verbal.Solution}
)

// conversationsOf counts with the guesses, which no model made that saw the
// conversation.
func conversationsOf(list []utterance, rows []row, guesses []guess) (out []conversation) {
	guessed := map[int][]float64{}
	for i, r := range rows {
		guessed[r.at] = guesses[i][full]
	}
	for from := 0; from < len(list); {
		to := from
		var heard []timeline.Utterance
		sums := make([]float64, len(figureNames))
		questions, n := 0., 0.
		for ; to < len(list) && list[to].conversation == list[from].conversation; to++ {
			u := timeline.Utterance{Side: timeline.Client, Text: list[to].text}
			if list[to].helper {
				u.Side = timeline.Coach
			}
			heard = append(heard, u)
			if !list[to].helper {
				continue
			}
			p := guessed[to]
			words := float64(len(wordsOf(u.Text)))
			if words <= 2 {
				continue
			}
			n++
			questions += p[0] + p[1]
			sums[0] += p[2]
			sums[1] += p[0]
			sums[2] += p[1]
			sums[3] += p[3] + p[4]
			sums[4] += p[4]
			sums[8] += words
			var good, bad bool
			for _, e := range verbal.Detect(verbal.Context{Heard: heard, Cue: 1}) {
				good = good || slices.Contains(empathic, e.Name)
				bad = bad || slices.Contains(judging, e.Name)
			}
			if good {
				sums[6]++
			}
			if bad {
				sums[7]++
			}
		}
		ratio := math.Log((sums[0] + .5) / (questions + .5))
		for i := range sums {
			sums[i] /= max(1, n)
		}
		sums[5] = ratio
		out = append(out, conversation{list[from].video, list[from].high, sums})
		from = to
	}
	return out
}

// standard gives each figure mean 0 and variance 1 over the conversations.
func standard(list []conversation) {
	for i := range figureNames {
		mean, square := 0., 0.
		for _, c := range list {
			mean += c.figures[i] / float64(len(list))
		}
		for _, c := range list {
			square += (c.figures[i] - mean) * (c.figures[i] - mean) / float64(len(list))
		}
		for _, c := range list {
			c.figures[i] = (c.figures[i] - mean) / math.Sqrt(max(square, 1e-12))
		}
	}
}

// quality prints how well each figure, and their sum as expected, tells high
// from low conversations: the AUC with a bootstrap interval over videos.
func quality(w io.Writer, list []conversation) {
	standard(list)
	high := 0
	for _, c := range list {
		if c.high {
			high++
		}
	}
	fmt.Fprintf(w, "Conversations: %d high, %d low. AUC, [95 %% by bootstrap over videos]\n", high, len(list)-high)
	for i, name := range figureNames {
		scores := make([]float64, len(list))
		for n, c := range list {
			scores[n] = c.figures[i]
		}
		printAUC(w, name, list, scores)
	}
	sums := make([]float64, len(list))
	for n, c := range list {
		for i, weight := range expected {
			sums[n] += weight * c.figures[i]
		}
	}
	printAUC(w, "sum as expected", list, sums)
	printAUC(w, "logistic, video left out", list, leftOut(list))
}

func printAUC(w io.Writer, name string, list []conversation, scores []float64) {
	low, high := interval(list, scores)
	fmt.Fprintf(w, "  %-26s %.3f [%.3f, %.3f]\n", name, auc(list, scores, nil), low, high)
}

// auc is the chance that a high conversation scores above a low one. times is
// how often each counts; nil means once.
func auc(list []conversation, scores []float64, times []int) float64 {
	count := func(i int) float64 {
		if times == nil {
			return 1
		}
		return float64(times[i])
	}
	above, all := 0., 0.
	for i, a := range list {
		for j, b := range list {
			if a.high && !b.high {
				pair := count(i) * count(j)
				all += pair
				switch {
				case scores[i] > scores[j]:
					above += pair
				case scores[i] == scores[j]:
					above += pair / 2
				}
			}
		}
	}
	return above / max(all, 1)
}

// interval is the middle 95 % of the AUC when videos are drawn again.
func interval(list []conversation, scores []float64) (low, high float64) {
	random := rand.New(rand.NewPCG(1, 1))
	byVideo := map[string][]int{}
	for i, c := range list {
		byVideo[c.video] = append(byVideo[c.video], i)
	}
	videos := sortedKeys(byVideo)
	var drawn []float64
	for range 2000 {
		times := make([]int, len(list))
		for range videos {
			for _, i := range byVideo[videos[random.IntN(len(videos))]] {
				times[i]++
			}
		}
		drawn = append(drawn, auc(list, scores, times))
	}
	slices.Sort(drawn)
	return drawn[len(drawn)*25/1000], drawn[len(drawn)*975/1000]
}

// leftOut scores each conversation by a logistic regression (L2, both
// qualities weighing the same) over those of the other videos.
func leftOut(list []conversation) []float64 {
	scores := make([]float64, len(list))
	for i, c := range list {
		weights := make([]float64, len(figureNames)+1)
		var count [2]float64
		for _, o := range list {
			if o.video != c.video {
				count[b2i(o.high)]++
			}
		}
		for range 300 {
			slope := make([]float64, len(weights))
			for _, o := range list {
				if o.video == c.video {
					continue
				}
				err := 1/(1+math.Exp(-linear(weights, o.figures))) - float64(b2i(o.high))
				err /= 2 * count[b2i(o.high)]
				for k, x := range o.figures {
					slope[k] += err * x
				}
				slope[len(slope)-1] += err
			}
			for k := range weights {
				weights[k] -= slope[k] + .02*weights[k]
			}
		}
		scores[i] = linear(weights, c.figures)
	}
	return scores
}

func linear(weights, x []float64) float64 {
	sum := weights[len(x)]
	for i := range x {
		sum += weights[i] * x[i]
	}
	return sum
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
