package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"stillpoint/dialogue/openai/faulttest"
)

// faults holds practices on engines over HTTP in which something goes wrong.
func faults(ctx context.Context, args []string) error {
	f := newFlags("faults")
	random := f.Int("random", 0, "in place of the matrix, so many practices with random faults at random times")
	seed := f.Uint64("seed", 1, "of -random")
	atOnce := f.Int("at-once", 40, "practices at once")
	if err := f.Parse(args); err != nil {
		return err
	}
	plans := faulttest.Matrix()
	if *random > 0 {
		plans = nil
		for n := range *random {
			plans = append(plans, faulttest.Random(*seed, n))
		}
	}
	var all []faulttest.Outcome
	err := faulttest.HoldAll(ctx, plans, max(1, *atOnce), func(o faulttest.Outcome) {
		all = append(all, o)
		if len(all)%50 == 0 {
			fmt.Fprintf(os.Stderr, "%d of %d\n", len(all), len(plans))
		}
	})
	if err != nil {
		return err
	}
	place := map[string]int{}
	for i, p := range plans {
		place[p.Name] = i
	}
	slices.SortFunc(all, func(a, b faulttest.Outcome) int { return cmp.Compare(place[a.Name], place[b.Name]) })
	t := newTable(len(all))
	t.Faults = all
	summary(t, all)
	if *random == 0 {
		if err := fallbacks(ctx, t); err != nil {
			return err
		}
		if err := cuts(ctx, t); err != nil {
			return err
		}
	}
	if !f.json {
		listFaults(all, *random > 0)
	}
	return t.print(os.Stdout, f.json)
}

// listFaults prints a line for each cell; of random practices, only for those
// that went wrong.
func listFaults(all []faulttest.Outcome, wrongOnly bool) {
	if !wrongOnly {
		fmt.Printf("%-28s %-6s %7s  %-28s %s\n", "cell", "lived", "gap ms", "stood in", "fault recorded")
	}
	for _, o := range all {
		if wrongOnly && o.Lived && len(o.Wrong) == 0 {
			continue
		}
		lived := "yes"
		if !o.Lived {
			lived = "DEAD"
		}
		fmt.Printf("%-28.60s %-6s %7.0f  %-28.40s %.70s\n", o.Name, lived, inMS(o.Gap), o.StandIns(), cmp.Or(o.Fault, "-"))
		for _, w := range o.Wrong {
			fmt.Printf("    WRONG: %s\n", w)
		}
	}
}

func summary(t *table, all []faulttest.Outcome) {
	dead, wrong, again := 0, 0, 0
	var gaps []time.Duration
	for _, o := range all {
		gaps = append(gaps, o.Gap)
		if !o.Lived {
			dead++
		}
		if len(o.Wrong) > 0 {
			wrong++
		}
		if o.Again > 0 {
			again++
		}
	}
	t.add("dead practices", float64(dead), "", "0")
	t.add("practices with anything wrong", float64(wrong), "", "0")
	t.add("held again: this machine stood still", float64(again), "", "")
	t.times("longest gap above the planned think time", gaps, "", "")
	t.Rows[len(t.Rows)-1].Bar = "<= 2000"
}

// fallbacks: how much later she is heard when the first engine is refused, or
// hangs, than when it answers at once.
func fallbacks(ctx context.Context, t *table) error {
	const times = 6
	for _, kind := range faulttest.Kinds {
		for _, how := range []string{"refused", "hangs"} {
			bar := "<= 50"
			if how == "hangs" {
				bar = fmt.Sprintf("<= %.0f: its deadline + 50", inMS(faulttest.Patience(kind))+50)
			}
			added, err := faulttest.Added(ctx, kind, how, times)
			if err != nil {
				return err
			}
			t.add(fmt.Sprintf("added when %s %s, p50 of %d", kind, how, len(added)), inMS(quantile(added, .5)), "ms", bar)
			t.add("  most", inMS(quantile(added, 1)), "ms", "")
		}
	}
	return nil
}

// cuts: how soon a server sees that nobody listens any more.
func cuts(ctx context.Context, t *table) error {
	for _, kind := range faulttest.Kinds[1:] {
		var took []time.Duration
		for range 3 {
			c, err := faulttest.BargeIn(ctx, kind)
			if err = errors.Join(err, ctx.Err()); err != nil {
				return err
			}
			for _, w := range c.Wrong {
				fmt.Fprintln(os.Stderr, "barge-in:", w)
			}
			if len(c.Wrong) == 0 {
				took = append(took, c.Closed)
			}
		}
		if len(took) == 0 {
			return fmt.Errorf("no connection of %s was seen to close", kind)
		}
		t.times(fmt.Sprintf("barge-in decided -> %s sees the connection closed", kind), took, "", "")
		t.Rows[len(t.Rows)-1].Bar = "<= 50"
	}
	return nil
}
