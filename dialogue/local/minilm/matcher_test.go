package minilm

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stillpoint/dialogue/dialoguetest"
	"stillpoint/dialogue/scenario"
)

// marit is the scenario that the matcher is measured on.
func marit(t testing.TB) *scenario.Scenario {
	t.Helper()
	all, err := scenario.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(all, func(s *scenario.Scenario) bool { return s.ID == "marit-trays" })
	if i < 0 {
		t.Fatal("there is no marit-trays")
	}
	return all[i]
}

func matcher(t testing.TB) *Matcher {
	t.Helper()
	m, err := load(t).Matcher(t.Context(), marit(t).Asked(), Config{})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestConformance(t *testing.T) { dialoguetest.TestMatcher(t, matcher(t), marit(t)) }

// TestLongTurn: what was asked last counts, however much stands before it.
func TestLongTurn(t *testing.T) {
	m := matcher(t)
	const asked = "what sort of man is he, this Jonas"
	want := m.Match(asked + "?")
	for _, before := range []string{
		"I hear how much you do. ",
		strings.Repeat("It sounds as if that was a very long week, and you had nobody to share it with. ", 30),
		strings.Repeat("so you went on and on and ", 40),
	} {
		if got := m.Match(before + asked + "?"); got[0].ID != want[0].ID {
			t.Errorf("after %.30q… the best is %v, want %v", before, got[0], want[0])
		}
	}
}

func TestSentences(t *testing.T) {
	for text, want := range map[string][]string{
		"":                              nil,
		"… ?! 12.":                      nil,
		"How is that":                   {"How is that"},
		"I see. And at 3.5 hours?  So…": {"I see.", "And at 3.5 hours?", "So…"},
		"What?! Really… yes":            {"What?!", "Really…", "yes"},
	} {
		if got := sentences(text); !slices.Equal(got, want) {
			t.Errorf("sentences(%q) = %q, want %q", text, got, want)
		}
	}
}

// TestKept: a second start embeds nothing, a third only what changed; a damaged
// file is made anew, and one that cannot be written is said.
func TestKept(t *testing.T) {
	m := load(t)
	var logged bytes.Buffer
	embedded := 0
	c := Config{
		Keep: filepath.Join(t.TempDir(), "meaning", "marit"),
		Turn: func(ctx context.Context, f func(context.Context) error) error { embedded++; return f(ctx) },
		Log:  slog.New(slog.NewTextHandler(&logged, nil)),
	}
	start := func(asked map[string]string, want int) *Matcher {
		t.Helper()
		embedded = 0
		got, err := m.Matcher(t.Context(), maps.All(asked), c)
		if err != nil || embedded != want {
			t.Fatalf("%d phrases embedded, %v; want %d", embedded, err, want)
		}
		return got
	}
	asked := map[string]string{"a": "how is your mother", "b": "what is on the board"}
	fresh := start(asked, 2).Match("Tell me about the board.")
	if kept := start(asked, 0).Match("Tell me about the board."); !slices.Equal(kept, fresh) {
		t.Errorf("kept phrases give %v, fresh ones gave %v", kept, fresh)
	}
	start(map[string]string{"a": "how is your mother", "c": "who is Ilse"}, 1)
	start(asked, 1) // the board was forgotten
	if logged.Len() > 0 {
		t.Errorf("logged: %s", &logged)
	}

	raw, err := os.ReadFile(c.Keep)
	if err != nil {
		t.Fatal(err)
	}
	raw[len(raw)/2] ^= 1
	if err := os.WriteFile(c.Keep, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	start(asked, 2)
	if !strings.Contains(logged.String(), "damaged") {
		t.Errorf("the damage was not said: %q", &logged)
	}
	start(asked, 0)
	if names, _ := filepath.Glob(c.Keep + "*"); len(names) != 1 {
		t.Errorf("left behind: %q", names)
	}

	logged.Reset()
	c.Keep = filepath.Join(c.Keep, "below a file")
	start(asked, 2)
	if !strings.Contains(logged.String(), "not kept") {
		t.Errorf("that nothing was kept was not said: %q", &logged)
	}

	end := errors.New("the end")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(end)
	if _, err := m.Matcher(ctx, maps.All(map[string]string{"d": "what else"}), Config{}); !errors.Is(err, end) {
		t.Errorf("with an ended context: %v", err)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(nil))
	f.Add(encode(nil))
	f.Add(encode(map[key]*Vector{{1}: {.6, .8}, {2}: {1}}))
	f.Fuzz(func(t *testing.T, raw []byte) {
		vectors, err := decode(raw)
		if err != nil {
			return
		}
		again, err := decode(encode(vectors))
		if err != nil || len(again) != len(vectors) {
			t.Fatalf("%d vectors became %d, %v", len(vectors), len(again), err)
		}
	})
}

// BenchmarkMatch is one turn of a coach, never heard before.
func BenchmarkMatch(b *testing.B) {
	m := matcher(b)
	for _, said := range []string{
		"And then?",
		"What happens with the rosters that you hand over to him?",
		"You kept all of it to yourself, and that sounds heavy. Who else could have carried one of those trays with you?",
	} {
		b.Run(fmt.Sprint(len(strings.Fields(said)), " words"), func(b *testing.B) {
			for b.Loop() {
				clear(m.said)
				m.Match(said)
			}
		})
	}
}

// BenchmarkMatchAgain is a turn that was matched before.
func BenchmarkMatchAgain(b *testing.B) {
	m := matcher(b)
	for b.Loop() {
		m.Match("What happens with the rosters that you hand over to him?")
	}
}

// BenchmarkMatcher is a start with one scenario.
func BenchmarkMatcher(b *testing.B) {
	m, s := load(b), marit(b)
	for name, keep := range map[string]string{"cold": "", "kept": filepath.Join(b.TempDir(), s.ID)} {
		c := Config{Keep: keep}
		if _, err := m.Matcher(b.Context(), s.Asked(), c); err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := m.Matcher(b.Context(), s.Asked(), c); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
