package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"

	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/virtual/coachtest"
)

// skill: what scripted coaches of different skill come to with every client,
// in virtual time, lines found by words.
func skill(ctx context.Context, args []string) error {
	f := newFlags("skill")
	n := f.Int("n", 20, "talks of each coach with each client")
	only := f.String("scenario", "", "one client alone")
	if err := f.Parse(args); err != nil {
		return err
	}
	all, err := scenario.Embedded()
	if err != nil {
		return err
	}
	if *only != "" {
		all = slices.DeleteFunc(all, func(s *scenario.Scenario) bool { return s.ID != *only })
	}
	hard := []string{"gentle", "middle", "guarded"}
	slices.SortStableFunc(all, func(a, b *scenario.Scenario) int {
		return cmp.Compare(slices.Index(hard, string(a.Difficulty)), slices.Index(hard, string(b.Difficulty)))
	})
	var surveys []coachtest.Survey
	for _, part := range []struct {
		name    string
		coaches []coachtest.Coach
	}{
		{"coaches", coachtest.Coaches()},
		{"one thing left out", coachtest.Ladder()},
		{"one trick", []coachtest.Coach{coachtest.OneFormula(), coachtest.SilenceAlone()}},
	} {
		got, err := coachtest.Run(ctx, all, part.coaches, *n)
		if err != nil {
			return err
		}
		if surveys = append(surveys, got...); !f.json {
			printSkill(part.name, got)
		}
	}
	if f.json {
		return json.NewEncoder(os.Stdout).Encode(struct {
			Machine string             `json:"machine"`
			N       int                `json:"n"`
			Rows    []coachtest.Survey `json:"rows"`
		}{newTable(*n).Machine, *n, surveys})
	}
	return nil
}

func printSkill(name string, surveys []coachtest.Survey) {
	fmt.Printf("%s, %d talks of 20 minutes each\n  %-14s %-8s %-16s %6s %6s %5s   %s\n", name, surveys[0].Talks, "client", "", "coach", "turns", "trust", "told", "share that reach layer 1, 2, 3, and the median minute")
	for _, s := range surveys {
		var reach []string
		for layer := 1; layer <= 3; layer++ {
			at := ""
			if s.Reach[layer] > 0 {
				at = fmt.Sprintf("@%.1f", s.Minute[layer])
			}
			reach = append(reach, fmt.Sprintf("%3.0f%% %-6s", 100*s.Reach[layer], at))
		}
		fmt.Printf("  %-14s %-8s %-16s %6.0f %6.1f %5.2f   %s\n", s.Scenario, s.Difficulty, s.Coach, s.Turns, s.Trust, s.Told, strings.TrimRight(strings.Join(reach, " "), " "))
	}
}
