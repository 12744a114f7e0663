package store

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/dialogue/timeline"
)

// snapshot opens a copy of the files of a living store: what the next start
// would find if the process died now.
func snapshot(t *testing.T, dir string) *Store {
	t.Helper()
	copied := filepath.Join(t.TempDir(), "data")
	if err := os.CopyFS(copied, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	s, err := Open(copied)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Whenever the process dies, all but the last second is there.
func TestCrashLosesLessThanASecond(t *testing.T) {
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
		wg.Go(func() { r.Run(ctx) })
		began := time.Now()
		const every = 70 * time.Millisecond
		for seq := 1; seq <= 100; seq++ {
			at := timeline.At(time.Since(began))
			if err := r.Append(timeline.Event{Seq: seq, At: at, Body: timeline.IPU{Side: timeline.Coach, From: at, To: at}}); err != nil {
				t.Fatal(err)
			}
			time.Sleep(every)
			synctest.Wait()
			if seq%9 != 0 || seq < 15 {
				continue
			}
			next := snapshot(t, dir)
			tl, err := next.Timeline(t.Context(), "p_1")
			if err != nil || len(tl.Events) == 0 {
				t.Fatalf("seq %d: %d events, %v", seq, len(tl.Events), err)
			}
			last := tl.Events[len(tl.Events)-1]
			if lost := timeline.At(time.Since(began)) - last.At - timeline.At(every); lost > 500 {
				t.Errorf("seq %d: the last %d ms are lost", seq, lost)
			}
			p, err := next.Get(t.Context(), "p_1")
			if err != nil || p.State != Broken || tl.Complete || tl.Length != last.At || p.Length != last.At || last.Seq != len(tl.Events) {
				t.Errorf("seq %d: %+v, complete %v, length %d, last event %d at %d, %v", seq, p, tl.Complete, tl.Length, last.Seq, last.At, err)
			}
			next.Close()
		}
		cancel()
		wg.Wait()
	})
}

// writeForever is the process that is killed: it says "seq" once an event is
// on the disk.
func writeForever(dir string) error {
	s, err := Open(dir)
	if err != nil {
		return err
	}
	ctx := context.Background()
	if err := s.Create(ctx, practice("p_1")); err != nil {
		return err
	}
	r := s.Recorder("p_1")
	for seq := 1; ; seq++ {
		if err := r.Append(coachTurn(seq, strings.Repeat("and what else ", seq%50))); err != nil {
			return err
		}
		if err := r.flush(ctx); err != nil {
			return err
		}
		fmt.Println(seq)
	}
}

func TestKilledWhileWriting(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	cmd := exec.CommandContext(t.Context(), self)
	cmd.Env = append(os.Environ(), "STORE_TEST_WRITE="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	written := 0
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if written++; written == 300 {
			cmd.Process.Kill() // in the middle of a write, as like as not
		}
	}
	cmd.Wait()
	s := open(t, dir)
	p, err := s.Get(t.Context(), "p_1")
	if err != nil || p.State != Broken || p.Complete {
		t.Errorf("%+v, %v", p, err)
	}
	tl, err := s.Timeline(t.Context(), "p_1")
	if err != nil || len(tl.Events) < written || len(tl.Events) > written+1 {
		t.Fatalf("%d events, %d were written, %v", len(tl.Events), written, err)
	}
	for i, e := range tl.Events {
		if e.Seq != i+1 {
			t.Fatalf("event %d has seq %d", i+1, e.Seq)
		}
	}
	if last := tl.Events[len(tl.Events)-1]; tl.Length != last.At || p.Length != last.At || p.Turns != last.Seq {
		t.Errorf("length %d, %+v; the last event is %d at %d", tl.Length, p, last.Seq, last.At)
	}
}
