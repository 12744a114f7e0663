//go:build !race

// One answer at a time, and a minute of them: there is nothing to race for.

package persona_test

import (
	"context"
	"embed"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"testing"

	"stillpoint/dialogue/local"
	"stillpoint/dialogue/local/localtest"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
	"stillpoint/dialogue/trust"
)

//go:embed testdata/relevance/*.txt testdata/relevance/later/*.txt
var relevance embed.FS

// The tables of coach utterances: the first was written before any line was
// read, the second when the phrases had grown, from the lines.
const (
	blind = "testdata/relevance/"
	later = "testdata/relevance/later/"
)

// utterance is a coach's words to one of the eight, written from the person's
// description before any line was read, and what would be an honest answer.
type utterance struct {
	about  string // free, locked or outside
	open   int
	said   []string // lines spoken by then
	coach  string
	honest []string // ids of lines and topics; kinds of move end in a slash
}

func utterances(t testing.TB, table, id string) []utterance {
	t.Helper()
	data, err := relevance.ReadFile(table + id + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []utterance
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "|")
		open, err := strconv.Atoi(strings.TrimSpace(f[1]))
		if err != nil || len(f) != 5 {
			t.Fatalf("%s: %q: %v", id, line, err)
		}
		all = append(all, utterance{strings.TrimSpace(f[0]), open, strings.Fields(f[2]), strings.TrimSpace(f[3]), strings.Fields(f[4])})
	}
	return all
}

func (u utterance) answeredBy(line string) bool {
	return slices.ContainsFunc(u.honest, func(want string) bool {
		return line == want || strings.HasPrefix(line, strings.TrimSuffix(want, "/")+"/")
	})
}

// turn is u said after each of its lines was asked for, with trust too far
// below the next layer for one turn to open it.
func (u utterance) turn(s *scenario.Scenario) persona.Turn {
	t := persona.Turn{Why: timeline.WhyReply, State: trust.State{Open: u.open, Trust: s.Trust.Open[u.open+1] - 20}}
	t.Heard = append(t.Heard, timeline.Utterance{Side: timeline.Client, Text: words(s.Opening.Text), Why: timeline.WhyOpening, Line: "opening/0"})
	for _, id := range u.said {
		line := lineOf(s, id)
		t.N++
		t.Heard = append(t.Heard, timeline.Utterance{Side: timeline.Coach, Turn: t.N, Text: "And what else is there?"},
			timeline.Utterance{Side: timeline.Client, Turn: t.N, Text: words(line.Text), Why: timeline.WhyReply, Line: id})
		t.State = t.State.Spoke(line.Layer)
	}
	t.N++
	t.Heard = append(t.Heard, timeline.Utterance{Side: timeline.Coach, Turn: t.N, Text: u.coach})
	return t
}

func lineOf(s *scenario.Scenario, id string) *scenario.Line {
	if i := slices.IndexFunc(s.Lines, func(l scenario.Line) bool { return l.ID == id }); i >= 0 {
		return &s.Lines[i]
	}
	return nil
}

func words(text scenario.Text) string {
	var all []string
	for _, p := range text.Pieces {
		all = append(all, p.Words)
	}
	return strings.TrimSpace(strings.Join(all, " "))
}

// answer is the id of what she says to u, after her mind has weighed it.
func answer(mind *persona.Mind, client *persona.Authored, turn persona.Turn) string {
	w := mind.Weigh(turn)
	turn.State, turn.Events, turn.Opened, turn.Closed = w.State, w.Events, w.Change.Opened, w.Change.Closed
	id := ""
	for sentence, err := range client.Respond(context.Background(), turn) {
		if err == nil && sentence.Line != "" {
			id = sentence.Line
		}
	}
	return id
}

// TestAnswers says 208 things of real talk to the eight, each with three seeds:
// by meaning what she says is an honest answer for four of five; by words alone
// it is for two of three. Nothing of it is locked. The bars are below what was
// reached: 88 and 85 % by meaning, 78 and 79 % by words.
func TestAnswers(t *testing.T) {
	t.Run("words", func(t *testing.T) {
		words := func(s *scenario.Scenario) persona.Matcher { return persona.NewLexical(s) }
		testAnswers(t, blind, 70, words)
		testAnswers(t, later, 75, words)
	})
	t.Run("meaning", func(t *testing.T) {
		e := embeddings(t)
		meaning := func(s *scenario.Scenario) persona.Matcher {
			m, err := e.Matcher(t.Context(), s.ID, s.Asked())
			if err != nil {
				t.Fatal(err)
			}
			return m
		}
		testAnswers(t, blind, 84, meaning)
		testAnswers(t, later, 78, meaning)
	})
}

// embeddings are the engines of this machine that find a line by its meaning.
func embeddings(t testing.TB) *local.Engines {
	t.Helper()
	e, err := local.Open(local.Config{Models: localtest.Models(t, "minilm-int8.onnx", "bert-vocab.json"),
		Meaning: t.TempDir(), Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	return e
}

func testAnswers(t *testing.T, table string, wantPercent int, matcher func(*scenario.Scenario) persona.Matcher) {
	const seeds = 3
	scenarios, err := scenario.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	good, said := map[string]int{}, map[string]int{}
	for _, s := range scenarios {
		m := matcher(s)
		mind := persona.NewMind(s, m)
		for _, u := range utterances(t, table, s.ID) {
			missed := map[string]bool{}
			for seed := range uint64(seeds) {
				id := answer(mind, persona.NewAuthored(s, m, seed+1), u.turn(s))
				if line := lineOf(s, id); line != nil && line.Layer > u.open {
					t.Errorf("%s: %q is answered by %s, which is locked", s.ID, u.coach, id)
				}
				for _, of := range []string{s.ID, u.about, "all"} {
					said[of]++
					if u.answeredBy(id) {
						good[of]++
					}
				}
				if !u.answeredBy(id) {
					missed[id] = true
				}
			}
			for id := range missed {
				t.Logf("%s, open %d, after %v: %q: %s; honest %v; near%s", s.ID, u.open, u.said, u.coach, id, u.honest, near(m, u.coach))
			}
		}
	}
	t.Logf("%s:", table)
	for _, of := range slices.Sorted(func(yield func(string) bool) {
		for of := range said {
			if !yield(of) {
				return
			}
		}
	}) {
		t.Logf("%-15s %3d %% of %d", of, 100*good[of]/said[of], said[of])
	}
	if 100*good["all"] < wantPercent*said["all"] {
		t.Errorf("%d of %d are honest answers: want %d %%", good["all"], said["all"], wantPercent)
	}
}

func near(m persona.Matcher, coach string) string {
	text := ""
	matches := m.Match(coach)
	for _, hit := range matches[:min(3, len(matches))] {
		text += fmt.Sprintf(" %s %.2f", hit.ID, hit.Score)
	}
	return text
}
