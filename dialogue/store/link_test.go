package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func share(t *testing.T, s *Store, practice, token string) Link {
	t.Helper()
	now := time.Date(2026, 11, 25, 17, 0, 0, 0, time.UTC)
	l, err := s.Share(t.Context(), Link{Practice: practice, Rights: Read, Created: now, Expires: now.AddDate(0, 0, 7)}, token)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestLinkFromSharingToDeletion(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	create(t, s, "p_1", "p_2")
	first, second := share(t, s, "p_1", "quokka-one"), share(t, s, "p_1", "quokka-two")
	for token, want := range map[string]Link{"quokka-one": first, "quokka-two": second} {
		if got, err := s.Link(t.Context(), token); err != nil || got != want {
			t.Errorf("%s: %+v, %v, want %+v", token, got, err, want)
		}
	}
	for _, token := range []string{"", "quokka", "quokka-one "} {
		if got, err := s.Link(t.Context(), token); !errors.Is(err, ErrNotFound) {
			t.Errorf("%q opens %+v, %v", token, got, err)
		}
	}
	if n := found(t, dir, "quokka"); n > 0 {
		t.Errorf("a token is in the files %d times", n)
	}

	at := first.Created.Add(time.Hour)
	for _, use := range []struct{ at, kept time.Duration }{{0, 0}, {59 * time.Second, 0}, {90 * time.Second, 90 * time.Second}} {
		l, err := s.Link(t.Context(), "quokka-one")
		if err == nil {
			err = s.LinkUsed(t.Context(), l, at.Add(use.at))
		}
		if err != nil {
			t.Fatal(err)
		}
		if l, err = s.Link(t.Context(), "quokka-one"); err != nil || !l.Used.Equal(at.Add(use.kept)) {
			t.Errorf("used %v later: %v, %v", use.at, l.Used, err)
		}
	}
	if err := s.Revoke(t.Context(), "p_2", first.ID, at); !errors.Is(err, ErrNotFound) {
		t.Errorf("revoked by another practice: %v", err)
	}
	for _, when := range []time.Time{at, at.Add(time.Hour)} {
		if err := s.Revoke(t.Context(), "p_1", first.ID, when); err != nil {
			t.Fatal(err)
		}
	}
	first.Used, first.Revoked = at.Add(90*time.Second), at
	if all, err := s.Links(t.Context(), "p_1"); err != nil || len(all) != 2 || all[0] != first || all[1] != second {
		t.Errorf("links %+v, %v\nwant %+v, %+v", all, err, first, second)
	}

	if _, err := s.Share(t.Context(), Link{Practice: "p_x", Rights: Read}, "to nothing"); !errors.Is(err, ErrNotFound) {
		t.Errorf("a link to nothing: %v", err)
	}
	if err := s.Delete(t.Context(), "p_1"); err != nil {
		t.Fatal(err)
	}
	if l, err := s.Link(t.Context(), "quokka-two"); !errors.Is(err, ErrNotFound) {
		t.Errorf("a link outlived its practice: %+v, %v", l, err)
	}
	if wal, err := os.Stat(filepath.Join(dir, "stillpoint.db-wal")); err == nil && wal.Size() > 0 {
		t.Errorf("the log still has %d bytes", wal.Size())
	}
}

func TestListOfOnesOwn(t *testing.T) {
	s := open(t, t.TempDir())
	for id, person := range map[string]string{"p_1": "", "p_2": "ann", "p_3": "bo", "p_4": "ann"} {
		p := practice(id)
		p.Person = person
		if err := s.Create(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	for of, want := range map[Whose]string{{All: true}: "p_4 p_3 p_2 p_1", {All: true, Person: "bo"}: "p_4 p_3 p_2 p_1",
		{Person: "ann"}: "p_4 p_2", {Person: "cy"}: "", {}: ""} {
		all, err := s.List(t.Context(), of, "", 10)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, p := range all {
			ids = append(ids, p.ID)
			if !of.Includes(p.Person) {
				t.Errorf("%+v lists %s and does not include it", of, p.ID)
			}
		}
		if got := strings.Join(ids, " "); got != want {
			t.Errorf("%+v: %q, want %q", of, got, want)
		}
	}
}
