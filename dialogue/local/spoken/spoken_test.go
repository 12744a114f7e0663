package spoken

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/media"
)

// counting is a voice that says each text as a ramp and counts.
type counting struct {
	said []string
	fail error
}

func (c *counting) Speak(ctx context.Context, text string) iter.Seq2[media.PCM, error] {
	return func(yield func(media.PCM, error) bool) {
		c.said = append(c.said, text)
		if c.fail != nil {
			yield(nil, c.fail)
			return
		}
		for i := range 2 {
			pcm := make(media.PCM, 4800)
			for k := range pcm {
				pcm[k] = int16(k + i + len(text))
			}
			if !yield(pcm, nil) {
				return
			}
		}
	}
}

func open(t testing.TB, dir string, limit int64) (*Store, *strings.Builder) {
	t.Helper()
	var log strings.Builder
	s, err := Open(dir, limit, slog.New(slog.NewTextHandler(&log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, &log
}

func say(t testing.TB, v *Voice, text string) (whole media.PCM) {
	t.Helper()
	for pcm, err := range v.Speak(t.Context(), text) {
		if err != nil {
			t.Fatal(err)
		}
		whole = append(whole, pcm...)
	}
	return whole
}

func files(t testing.TB, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, filepath.Join(dir, e.Name()))
	}
	return names
}

func TestASecondTimeComesFromTheDisk(t *testing.T) {
	dir := t.TempDir()
	var c counting
	s, _ := open(t, dir, 0)
	v := s.Voice(&c, How{Voice: "a"})
	first := say(t, v, "one")
	// A new store over the same folder, as after a restart.
	s, _ = open(t, dir, 0)
	v = s.Voice(&c, How{Voice: "a"})
	if second := say(t, v, "one"); !slices.Equal(first, second) || len(c.said) != 1 || !v.Kept("one") {
		t.Errorf("said %v, %d and %d samples", c.said, len(first), len(second))
	}
	// Whatever changes the sound makes another line of it.
	for i, h := range []How{{Voice: "b"}, {Voice: "a", Speed: 0.9}, {Voice: "a", Rules: "1"}, {Voice: "a", Model: "x"}, {Voice: "a", SayAs: map[string]string{"x": "y"}}} {
		if say(t, s.Voice(&c, h), "one"); len(c.said) != i+2 {
			t.Errorf("%+v was taken for the same", h)
		}
	}
	// What was not heard to its end is not kept.
	for range v.Speak(t.Context(), "two") {
		break
	}
	c.fail = errors.New("broken")
	for range v.Speak(t.Context(), "three") {
	}
	if v.Kept("two") || v.Kept("three") {
		t.Error("half a line was kept")
	}
}

func TestDamagedLinesAreMadeAgain(t *testing.T) {
	dir := t.TempDir()
	s, log := open(t, dir, 0)
	var c counting
	v := s.Voice(&c, How{})
	want := say(t, v, "one")
	name := files(t, dir)[0]
	good, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	flipped := slices.Clone(good)
	flipped[len(flipped)/2] ^= 4
	for i, bad := range [][]byte{nil, good[:5], good[:len(good)-2], append(slices.Clone(good), 0, 0), flipped} {
		if err := os.WriteFile(name, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if got := say(t, v, "one"); !slices.Equal(got, want) || len(c.said) != i+2 {
			t.Errorf("damage %d: %d samples, said %d times", i, len(got), len(c.said))
		}
	}
	if n := strings.Count(log.String(), "damaged"); n != 5 {
		t.Errorf("%d warnings:\n%s", n, log)
	}
	if got := files(t, dir); len(got) != 1 {
		t.Errorf("left over: %v", got)
	}
}

func TestTheOldestGoFirst(t *testing.T) {
	dir := t.TempDir()
	const size = 2*2*4800 + 16
	s, _ := open(t, dir, 5*size)
	v := s.Voice(&counting{}, How{})
	for i := range 5 {
		text := fmt.Sprint("line ", i)
		say(t, v, text)
		past := time.Now().Add(time.Duration(i-10) * time.Hour)
		if err := os.Chtimes(filepath.Join(dir, v.key(text)+suffix), past, past); err != nil {
			t.Fatal(err)
		}
	}
	say(t, v, "line 0") // used again, so it is the newest now
	say(t, v, "line 5")
	for text, want := range map[string]bool{"line 0": true, "line 1": false, "line 2": false, "line 3": true, "line 4": true, "line 5": true} {
		if v.Kept(text) != want {
			t.Errorf("%s kept: %v", text, !want)
		}
	}
	if got := len(files(t, dir)); got != 4 {
		t.Errorf("%d files, want 4 (nine tenths of five)", got)
	}
}

func TestAFullDiskIsSaidOnce(t *testing.T) {
	dir := t.TempDir()
	s, log := open(t, dir, 0)
	s.root.Close() // every write fails from here on
	var c counting
	v := s.Voice(&c, How{})
	for _, text := range []string{"one", "two", "one"} {
		if len(say(t, v, text)) != 9600 {
			t.Error("the line was not spoken")
		}
	}
	if n := strings.Count(log.String(), "level=ERROR"); n != 1 || len(c.said) != 3 {
		t.Errorf("%d log lines, said %v", n, c.said)
	}
	a := Ahead{Voice: v, Texts: []string{"three", "four"}, Report: func(Progress) {}, Log: s.log}
	if err := a.Run(t.Context()); err == nil {
		t.Error("speaking ahead into nowhere went on")
	}
}

func TestAhead(t *testing.T) {
	s, _ := open(t, t.TempDir(), 0)
	var c counting
	v := s.Voice(&c, How{})
	say(t, v, "b")
	var got []Progress
	a := Ahead{Voice: v, Texts: []string{"a", "b", "a", "c", "b", "d"}, First: 3, Report: func(p Progress) { got = append(got, p) }, Log: s.log}
	if err := a.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	want := []Progress{{0, 4, false}, {1, 4, false}, {2, 4, true}, {3, 4, true}, {4, 4, true}}
	if !slices.Equal(got, want) || strings.Join(c.said, " ") != "b a c d" {
		t.Errorf("progress %v, said %v", got, c.said)
	}
	// The second time everything is there.
	got = nil
	if err := a.Run(t.Context()); err != nil || !slices.Equal(got, want[4:]) {
		t.Errorf("%v, %v", got, err)
	}
	// It ends with its context, and when nothing can be said.
	gone := errors.New("gone")
	ctx, cancel := context.WithCancelCause(t.Context())
	a.Texts, a.Report = []string{"e", "f"}, func(p Progress) { cancel(gone) }
	if err := a.Run(ctx); err != gone {
		t.Errorf("ended with %v", err)
	}
	c.fail = errors.New("broken")
	a.Texts, a.Report = []string{"g", "h", "i", "j"}, func(Progress) {}
	if err := a.Run(t.Context()); !errors.Is(err, c.fail) {
		t.Errorf("ended with %v", err)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(encode(media.PCM{1, -2, 3}))
	f.Add([]byte(magic))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if pcm, err := decode(raw); err == nil && !slices.Equal(encode(pcm), raw) {
			t.Fatal("what was read is not what is written")
		}
	})
}
