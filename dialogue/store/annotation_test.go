package store

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/dialogue/timeline"
)

// note is one of mentor's on p_1.
func note(key, text string, at timeline.Ms) Annotation {
	return Annotation{Practice: "p_1", Author: "mentor", Key: key, Name: "Ruth", From: at, To: at, Text: text,
		Created: time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)}
}

func annotate(t testing.TB, s *Store, a Annotation) Annotation {
	t.Helper()
	kept, _, err := s.Annotate(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

func notes(t testing.TB, s *Store) []Annotation {
	t.Helper()
	all, err := s.Annotations(t.Context(), "p_1")
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestAnnotationsComeBackAsTheyWereInTheirOrder(t *testing.T) {
	s := open(t, t.TempDir())
	create(t, s, "p_1")
	late := note("a", `<script>alert("x")</script>`+"\x00\n’", 5000)
	late.To, late.Tags = 9000, []string{"marker", "praise"}
	late = annotate(t, s, late)
	early := annotate(t, s, note("b", "Here.", 1000))
	reply := note("c", "Yes.", 700)
	reply.Author, reply.Parent = "owner", late.ID
	reply = annotate(t, s, reply)
	deeper := note("d", "And?", 0)
	deeper.Parent = reply.ID
	deeper = annotate(t, s, deeper)
	if deeper.Parent != late.ID || deeper.From != late.From || deeper.To != late.To {
		t.Errorf("a reply to a reply: %+v, want it at its root %+v", deeper, late)
	}
	if got, want := notes(t, s), []Annotation{early, late, reply, deeper}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
	if late.Text != `<script>alert("x")</script>`+"\x00\n’" || !slices.Equal(late.Tags, []string{"marker", "praise"}) {
		t.Errorf("kept %+v", late)
	}
}

func TestAKeyIsKeptOnce(t *testing.T) {
	s := open(t, t.TempDir())
	create(t, s, "p_1", "p_2")
	first := annotate(t, s, note("k", "Once.", 1000))
	again, fresh, err := s.Annotate(t.Context(), note("k", "Twice.", 2000))
	if err != nil || fresh || !reflect.DeepEqual(again, first) {
		t.Errorf("again: %+v, fresh %v, %v; want %+v", again, fresh, err, first)
	}
	for _, other := range []func(*Annotation){func(a *Annotation) { a.Author = "owner" }, func(a *Annotation) { a.Practice = "p_2" }} {
		a := note("k", "Another's.", 1000)
		other(&a)
		if _, fresh, err := s.Annotate(t.Context(), a); err != nil || !fresh {
			t.Errorf("%+v: fresh %v, %v", a, fresh, err)
		}
	}
}

func TestOneStandAnAuthorAndMark(t *testing.T) {
	s := open(t, t.TempDir())
	create(t, s, "p_1")
	stand := func(key, author, stand string) Annotation {
		a := note(key, "", 4000)
		a.Author, a.Mark, a.Evidence, a.Code, a.Verdict, a.Stand = author, "M4@4000-5000", "e1", "M4", "observed", stand
		return a
	}
	first := annotate(t, s, stand("a", "mentor", Agree))
	annotate(t, s, stand("b", "owner", Agree))
	second, fresh, err := s.Annotate(t.Context(), stand("c", "mentor", Disagree))
	if err != nil || fresh || second.ID != first.ID || second.Stand != Disagree || second.Edited.IsZero() {
		t.Errorf("second stand: %+v, fresh %v, %v", second, fresh, err)
	}
	comment := stand("d", "mentor", "")
	comment.Text = "I hear it too."
	annotate(t, s, comment) // a note about the mark is no stand
	added := note("e", "", 8000)
	added.Code, added.Stand = "M5", Missed
	annotate(t, s, added)
	got, err := s.Stands(t.Context(), "p_1", "p_9")
	want := []Stand{{"p_1", "M4", "observed", Disagree}, {"p_1", "M4", "observed", Agree}, {"p_1", "M5", "", Missed}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("stands %+v, %v; want %+v", got, err, want)
	}
}

func TestRemovedWithReplies(t *testing.T) {
	s := open(t, t.TempDir())
	create(t, s, "p_1")
	root := annotate(t, s, note("a", "Root.", 1000))
	reply := note("b", "Reply.", 0)
	reply.Author, reply.Parent = "owner", root.ID
	reply = annotate(t, s, reply)
	if err := s.RemoveAnnotation(t.Context(), "p_1", root.ID, "owner"); !errors.Is(err, ErrNotAuthor) {
		t.Errorf("somebody else's: %v", err)
	}
	if err := s.RemoveAnnotation(t.Context(), "p_1", root.ID, "mentor"); err != nil {
		t.Fatal(err)
	}
	if all := notes(t, s); len(all) != 2 || !all[0].Removed || all[0].Text != "" || all[0].Name != "" || all[1].Text != "Reply." {
		t.Errorf("with its reply: %+v", all)
	}
	if _, err := s.ChangeAnnotation(t.Context(), "p_1", root.ID, func(*Annotation) error { return nil }); !errors.Is(err, ErrNoAnnotation) {
		t.Errorf("what was removed can be changed: %v", err)
	}
	if err := s.RemoveAnnotation(t.Context(), "p_1", reply.ID, "owner"); err != nil {
		t.Fatal(err)
	}
	if all := notes(t, s); len(all) != 0 {
		t.Errorf("after the last reply: %+v", all)
	}
	orphan := note("c", "Late.", 0)
	orphan.Parent = root.ID
	if _, _, err := s.Annotate(t.Context(), orphan); !errors.Is(err, ErrNoAnnotation) {
		t.Errorf("a reply to nothing: %v", err)
	}
	if next := annotate(t, s, note("d", "Next.", 0)); next.ID <= reply.ID {
		t.Errorf("the number %d was given before", next.ID)
	}
}

func TestChange(t *testing.T) {
	s := open(t, t.TempDir())
	create(t, s, "p_1", "p_2")
	a := annotate(t, s, note("a", "Before.", 1000))
	changed, err := s.ChangeAnnotation(t.Context(), "p_1", a.ID, func(a *Annotation) error {
		a.Text, a.Tags, a.Resolved, a.Edited = "After.", []string{"question"}, true, a.Created.Add(time.Hour)
		return nil
	})
	if all := notes(t, s); err != nil || len(all) != 1 || !reflect.DeepEqual(all[0], changed) || changed.Text != "After." || !changed.Resolved {
		t.Errorf("%+v, %v", all, err)
	}
	refused := errors.New("no")
	if _, err := s.ChangeAnnotation(t.Context(), "p_1", a.ID, func(a *Annotation) error { a.Text = "Never."; return refused }); !errors.Is(err, refused) {
		t.Error(err)
	}
	if _, err := s.ChangeAnnotation(t.Context(), "p_2", a.ID, func(*Annotation) error { return nil }); !errors.Is(err, ErrNoAnnotation) {
		t.Errorf("by another practice: %v", err)
	}
	if all := notes(t, s); all[0].Text != "After." {
		t.Errorf("%+v", all)
	}
}

func TestDeletionTakesNotesToo(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	create(t, s, "p_1", "p_2")
	for i := range 300 {
		a := note(fmt.Sprint(i), "quokka "+strings.Repeat("and ", i), timeline.Ms(i))
		if i > 0 {
			a.Parent = 1
		}
		annotate(t, s, a)
	}
	if err := s.Listen(t.Context(), "p_1", "mentor quokka", [][2]timeline.Ms{{0, 5}}); err != nil {
		t.Fatal(err)
	}
	if found(t, dir, "quokka") == 0 {
		t.Fatal("the words are not in the files before either")
	}
	if err := s.Delete(t.Context(), "p_1"); err != nil {
		t.Fatal(err)
	}
	if n := found(t, dir, "quokka"); n > 0 {
		t.Errorf("its notes are still there %d times", n)
	}
	_, _, err := s.Annotate(t.Context(), note("late", "Too late.", 0))
	if listen := s.Listen(t.Context(), "p_1", "mentor", [][2]timeline.Ms{{0, 5}}); !errors.Is(err, ErrNotFound) || !errors.Is(listen, ErrNotFound) {
		t.Errorf("what comes too late: %v, %v", err, listen)
	}
}

func TestTooManyNotes(t *testing.T) {
	s := open(t, t.TempDir())
	create(t, s, "p_1")
	fill(t, s, MaxAnnotations)
	if _, _, err := s.Annotate(t.Context(), note("one more", "No.", 0)); !errors.Is(err, ErrFull) {
		t.Errorf("one more: %v", err)
	}
	if _, _, err := s.Annotate(t.Context(), note("7", "Again.", 0)); err != nil {
		t.Errorf("one of them again: %v", err)
	}
	if n := len(notes(t, s)); n != MaxAnnotations {
		t.Errorf("%d notes", n)
	}
}

// fill writes n notes, in one transaction.
func fill(t testing.TB, s *Store, n int) {
	t.Helper()
	_, err := s.db.ExecContext(t.Context(), `with recursive generate(value) as (select 0 union all select value + 1 from generate where value < ?)
		insert into annotations
		(practice, author, key, name, "from", "to", text, tags, mark, evidence, code, verdict, stand, reason, resolved, removed, created)
		select 'p_1', 'mentor', value, 'Ruth', value * 7919 % 3600000, value * 7919 % 3600000, printf('%.*c', 40 + value % 200, 'x'), 'marker', '', '', '', '', '', '', 0, 0, value
		from generate`, n-1)
	if err != nil {
		t.Fatal(err)
	}
}

func TestListenedIsJoined(t *testing.T) {
	s := open(t, t.TempDir())
	create(t, s, "p_1")
	for _, spans := range [][][2]timeline.Ms{{{5000, 6000}, {0, 1000}}, {{1000, 2000}, {5500, 5700}}, {{9000, 9500}}} {
		if err := s.Listen(t.Context(), "p_1", "mentor", spans); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Listen(t.Context(), "p_1", "owner", [][2]timeline.Ms{{1, 2}}); err != nil {
		t.Fatal(err)
	}
	annotate(t, s, note("a", "Here.", 0))
	got, err := s.Listened(t.Context(), "p_1")
	want := []Listened{{"mentor", "Ruth", [][2]timeline.Ms{{0, 2000}, {5000, 6000}, {9000, 9500}}}, {"owner", "", [][2]timeline.Ms{{1, 2}}}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v; want %+v", got, err, want)
	}
}

// What is joined covers the same milliseconds, and no two spans touch.
func FuzzJoined(f *testing.F) {
	f.Add([]byte{1, 5, 3, 9, 20, 22})
	f.Fuzz(func(t *testing.T, data []byte) {
		var spans [][2]timeline.Ms
		var want, got [256]bool
		for i := 0; i+1 < len(data); i += 2 {
			if data[i] < data[i+1] {
				spans = append(spans, [2]timeline.Ms{timeline.Ms(data[i]), timeline.Ms(data[i+1])})
				for ms := data[i]; ms < data[i+1]; ms++ {
					want[ms] = true
				}
			}
		}
		last := timeline.Ms(-1)
		for _, s := range joined(spans) {
			if s[0] <= last || s[1] <= s[0] {
				t.Errorf("%v after %d", s, last)
			}
			for ms := s[0]; ms < s[1]; ms++ {
				got[ms] = true
			}
			last = s[1]
		}
		if got != want {
			t.Errorf("%v covers something else", joined(spans))
		}
	})
}

func BenchmarkAnnotations(b *testing.B) {
	s := open(b, b.TempDir())
	create(b, s, "p_1")
	fill(b, s, MaxAnnotations)
	for b.Loop() {
		if n := len(notes(b, s)); n != MaxAnnotations {
			b.Fatal(n)
		}
	}
}
