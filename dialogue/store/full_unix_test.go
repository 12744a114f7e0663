//go:build unix

package store

import (
	"strings"
	"syscall"
	"testing"
)

// The operating system refuses to let the files grow, also in the middle of a commit.
func TestFilesThatCannotGrow(t *testing.T) {
	s := open(t, t.TempDir())
	create(t, s, "p_1")
	r := s.Recorder("p_1")
	var was syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &was); err != nil {
		t.Fatal(err)
	}
	limit := func(l syscall.Rlimit) {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &l); err != nil {
			t.Fatal(err)
		}
	}
	defer limit(was)
	seq, refused := 0, 0
	for size := range uint64(60) {
		small := was
		small.Cur = 60_000 + 1500*size // ends in another part of a write each time
		limit(small)
		for range 3 {
			seq++
			r.Append(coachTurn(seq, strings.Repeat("and what else ", 40)))
		}
		if err := r.flush(t.Context()); err != nil {
			refused++
		}
		limit(was)
		if size%5 != 4 {
			continue
		}
		if err := r.flush(t.Context()); err != nil {
			t.Fatalf("there is space again: %v", err)
		}
		if tl, err := s.Timeline(t.Context(), "p_1"); err != nil || len(tl.Events) != seq {
			t.Fatalf("%d of %d events, %v", len(tl.Events), seq, err)
		}
	}
	if refused == 0 {
		t.Error("nothing was refused, so this tried nothing")
	}
	t.Logf("%d of 60 writes were refused", refused)
	var check string
	if err := s.db.QueryRow("pragma integrity_check").Scan(&check); err != nil || check != "ok" {
		t.Errorf("integrity: %s, %v", check, err)
	}
}
