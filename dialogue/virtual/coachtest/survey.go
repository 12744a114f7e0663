package coachtest

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"
	"time"

	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/scenario"
)

// Survey is what a coach comes to with one client, over many talks.
type Survey struct {
	Scenario   string     `json:"scenario"`
	Difficulty string     `json:"difficulty"`
	Coach      string     `json:"coach"`
	Talks      int        `json:"talks"`
	Turns      float64    `json:"turns"` // of the coach, mean
	Trust      float64    `json:"trust"` // at the end, mean
	Mean       float64    `json:"mean"`  // trust over all turns
	Told       float64    `json:"told"`  // deepest layer she spoke from, mean
	Deepest    int        `json:"deepest"`
	Reach      [4]float64 `json:"reach"`  // share of the talks in which she spoke from a layer
	Minute     [4]float64 `json:"minute"` // median minute in which she first did, of those
	Practices  []Practice `json:"-"`
}

// Run holds seeds talks of every coach with every client, on all processors.
func Run(ctx context.Context, scenarios []*scenario.Scenario, coaches []Coach, seeds int) ([]Survey, error) {
	surveys := make([]Survey, len(scenarios)*len(coaches))
	errs := make([]error, len(surveys))
	var wg sync.WaitGroup
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, s := range scenarios {
		m := persona.NewLexical(s)
		for j, c := range coaches {
			wg.Go(func() {
				free <- struct{}{}
				defer func() { <-free }()
				n := i*len(coaches) + j
				surveys[n], errs[n] = survey(ctx, s, m, c, seeds)
			})
		}
	}
	wg.Wait()
	return surveys, errors.Join(errs...)
}

func survey(ctx context.Context, s *scenario.Scenario, m persona.Matcher, c Coach, seeds int) (Survey, error) {
	out := Survey{Scenario: s.ID, Difficulty: string(s.Difficulty), Coach: c.Name, Talks: seeds}
	var minutes [4][]float64
	n := float64(seeds)
	for seed := range seeds {
		p, err := Hold(ctx, s, m, c, uint64(seed)+1)
		if err != nil {
			return out, err
		}
		out.Practices = append(out.Practices, p)
		out.Turns += float64(p.Turns) / n
		out.Trust += float64(p.Trust) / n
		out.Mean += p.Mean / n
		out.Told += float64(p.Told) / n
		out.Deepest = max(out.Deepest, p.Told)
		for layer, at := range p.At {
			if at > 0 {
				out.Reach[layer] += 1 / n
				minutes[layer] = append(minutes[layer], float64(at)/float64(time.Minute))
			}
		}
	}
	for layer, m := range minutes {
		if len(m) > 0 {
			slices.Sort(m)
			out.Minute[layer] = m[len(m)/2]
		}
	}
	return out, nil
}
