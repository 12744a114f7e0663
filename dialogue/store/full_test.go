package store

import (
	"context"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// A full database takes nothing more; once there is space again nothing is missing.
func TestFullDiskLosesNothing(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		s, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		create(t, s, "p_1")
		r := s.Recorder("p_1")
		ctx, cancel := context.WithCancel(t.Context())
		var wg sync.WaitGroup
		var runErr error
		wg.Go(func() { runErr = r.Run(ctx) })
		pages := func(n string) {
			if _, err := s.db.Exec("pragma max_page_count = " + n); err != nil {
				t.Fatal(err)
			}
		}
		var told []string
		for seq := 1; seq <= 300; seq++ {
			switch seq {
			case 50, 200:
				pages("1") // no less than what is used
			case 120, 260:
				pages("100000")
			}
			if err := r.Append(coachTurn(seq, strings.Repeat("and what else ", 60))); err != nil {
				told = append(told, err.Error())
			}
			time.Sleep(100 * time.Millisecond)
		}
		if len(told) != 2 || !strings.Contains(strings.Join(told, " "), "full") {
			t.Errorf("two outages were told as %q", told)
		}
		cancel()
		wg.Wait()
		tl, err := s.Timeline(t.Context(), "p_1")
		if err != nil || len(tl.Events) != 300 || runErr != nil {
			t.Errorf("%d of 300 events, %v, %v", len(tl.Events), err, runErr)
		}
	})
}
