package analysis

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
)

func load(t testing.TB, path string) timeline.Timeline {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var tl timeline.Timeline
	if err := json.Unmarshal(data, &tl); err != nil {
		t.Fatal(err)
	}
	return tl
}

func people(t testing.TB) []*scenario.Scenario {
	t.Helper()
	all, err := scenario.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func bytesOf(t testing.TB, r Report) []byte {
	t.Helper()
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// The worked example of the report's description.
func TestWorkedExample(t *testing.T) {
	tl := load(t, "testdata/worked.json")
	for _, r := range []Rubric{TrustSafety(nil), RubricFor(tl, people(t))} {
		rep := Score(tl, r)
		got := map[string]string{}
		for _, s := range rep.Silences {
			got[fmt.Sprintf("%s %d-%d", s.Kind, s.From, s.To)] = fmt.Sprintf("eligible %d held %v dur %v ctx %v credit %v", s.Eligible, s.Held, s.DurCredit, s.Ctx, s.Credit)
		}
		for _, o := range rep.Overlaps {
			got[fmt.Sprintf("%s %d-%d", o.Kind, o.From, o.To)] = fmt.Sprintf("lost %d weight %v", o.WordsLost, o.Weight)
		}
		for span, want := range map[string]string{
			"edge 0-800":               "",
			"thinking 2600-3100":       "eligible 500 held false",
			"wait2 7200-9400":          "held false dur 0.6 ctx 0 credit 0",
			"own 10100-10450":          "",
			"wait1 12000-13800":        "eligible 1800 held false dur 0.4 ctx 1 credit 0",
			"dead_air 13800-14300":     "",
			"wait2 19000-24200":        "eligible 5200 held true dur 1 ctx 0.5 credit 0.5",
			"wait1 26600-27800":        "eligible 1200 held false dur 0.1 ctx 1 credit 0.1",
			"interruption 30000-30650": "lost 8 weight 1",
		} {
			if figures, ok := got[span]; !ok || !strings.Contains(figures, want) {
				t.Errorf("%s: %q, want %q", span, figures, want)
			}
		}
		if rep.Lag.Turns != 2 || rep.Lag.DeadAir != 500 || rep.Lag.Limited {
			t.Errorf("lag %+v", rep.Lag)
		}
		if !rep.Assessable.Timing || !rep.Assessable.Verbal || rep.Schema != 1 || rep.Length != 32400 {
			t.Errorf("%+v", rep.Assessable)
		}
	}
}

// The same timeline gives the same bytes, and each of them says where.
func TestSameBytesTwice(t *testing.T) {
	for name, tl := range fixtures(t) {
		r := RubricFor(tl, people(t))
		one, two := bytesOf(t, Score(tl, r)), bytesOf(t, Score(tl, r))
		if !bytes.Equal(one, two) {
			t.Errorf("%s: two reports differ", name)
		}
		var back Report
		if err := json.Unmarshal(one, &back); err != nil {
			t.Errorf("%s: %v", name, err)
		} else if again := bytesOf(t, back); !bytes.Equal(one, again) {
			t.Errorf("%s: read back and written again it differs:\n%s\n%s", name, one, again)
		}
		if bytes.Contains(one, []byte(":null")) && name == "worked" {
			for _, list := range []string{"turns", "silences", "overlaps", "evidence", "markers", "mistakes", "questions", "trust"} {
				if bytes.Contains(one, []byte(`"`+list+`":null`)) {
					t.Errorf("%s is null", list)
				}
			}
		}
	}
}

// fixtures are all timelines there are.
func fixtures(t testing.TB) map[string]timeline.Timeline {
	t.Helper()
	files, err := filepath.Glob("testdata/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no timelines: %v", err)
	}
	files = append(files, "../static/testdata/timeline.json")
	all := map[string]timeline.Timeline{}
	for _, f := range files {
		all[strings.TrimSuffix(filepath.Base(f), ".json")] = load(t, f)
	}
	return all
}

// What cannot be assessed is said, and why.
func TestNotAssessable(t *testing.T) {
	coach := func(turn int, from timeline.Ms, text string) []timeline.Event {
		return []timeline.Event{
			{Seq: 10 * turn, At: from + 2000, Body: timeline.IPU{Side: timeline.Coach, From: from, To: from + 2000}},
			{Seq: 10*turn + 1, At: from + 3000, Body: timeline.CoachTurn{Turn: turn, From: from, To: from + 2000, Text: text}},
		}
	}
	client := func(turn int, from timeline.Ms) timeline.Event {
		return timeline.Event{Seq: 10*turn + 2, At: from + 4000, Body: timeline.ClientTurn{Turn: turn, Why: timeline.WhyReply, From: from, To: from + 4000,
			Pieces: []timeline.Piece{{Text: "It's the rosters, and I am tired of them.", From: from, To: from + 4000}}, Text: "It's the rosters, and I am tired of them."}}
	}
	talk := func(says ...string) (out []timeline.Event) {
		for i, text := range says {
			at := timeline.Ms(i * 10000)
			out = append(append(out, coach(i+1, at, text)...), client(i+1, at+3000))
		}
		return out
	}
	long := []string{"What would you like to have from today, and what brings you here?", "And what is that like for you when it happens?", "So you carry the rosters, and it makes you tired."}
	typed := talk(long...)
	for i, e := range typed {
		if c, ok := e.Body.(timeline.CoachTurn); ok {
			c.Typed = true
			typed[i].Body = c
		}
	}
	typed = deleteIPUs(typed)
	for _, c := range []struct {
		name           string
		tl             timeline.Timeline
		timing, verbal bool
		because        string
	}{
		{"a whole one", timeline.Timeline{Schema: 1, Length: 40000, Complete: true, Events: talk(long...)}, true, true, "scenario"},
		{"nothing", timeline.Timeline{Schema: 1, Complete: true}, false, false, "no words were understood"},
		{"three seconds", timeline.Timeline{Schema: 1, Length: 3000, Complete: true, Events: coach(1, 500, "Hello there.")}, false, false, "less than 10 s"},
		{"no coach", timeline.Timeline{Schema: 1, Length: 40000, Complete: true, Events: []timeline.Event{client(0, 1000), client(1, 20000)}}, false, false, "no words of the coach's"},
		{"no client", timeline.Timeline{Schema: 1, Length: 40000, Complete: true, Events: append(coach(1, 0, long[0]), coach(2, 20000, long[1])...)}, false, false, "the client said nothing"},
		{"hardly any coach", timeline.Timeline{Schema: 1, Length: 40000, Complete: true, Events: talk("Hello.", "And?", "Go on then.")}, true, false, "not enough coach speech"},
		{"typed", timeline.Timeline{Schema: 1, Length: 40000, Complete: true, Events: typed}, false, true, "typed"},
		{"broken off", timeline.Timeline{Schema: 1, Length: 40000, Events: talk(long...)}, true, true, "broke off at 00:40"},
	} {
		rep := Score(c.tl, TrustSafety(nil))
		if rep.Assessable.Timing != c.timing || rep.Assessable.Verbal != c.verbal || !strings.Contains(strings.Join(rep.Assessable.Because, "; "), c.because) {
			t.Errorf("%s: %+v, want timing %v, verbal %v, because %q", c.name, rep.Assessable, c.timing, c.verbal, c.because)
		}
		for _, m := range rep.Markers {
			if !c.verbal && (m.Level != nil || m.Because == "") {
				t.Errorf("%s: %s has level %v because %q", c.name, m.Code, m.Level, m.Because)
			}
		}
		if rep.Complete != c.tl.Complete {
			t.Errorf("%s: complete %v", c.name, rep.Complete)
		}
	}
}

func deleteIPUs(events []timeline.Event) (out []timeline.Event) {
	for _, e := range events {
		if e.Body.Kind() != "ipu" {
			out = append(out, e)
		}
	}
	return out
}

// Scoring stops where words about the coach may have been heard, unless the
// coach said that they were part of it.
func TestScoringStopsAtRisk(t *testing.T) {
	tl := load(t, "testdata/worked.json")
	whole := Score(tl, TrustSafety(nil))
	tl.Events = append(tl.Events, timeline.Event{Seq: 90, At: 26700, Body: timeline.Risk{From: 24200, To: 26600}})
	if rep := Score(tl, TrustSafety(nil)); rep.Help != "" || len(rep.Turns) != len(whole.Turns) {
		t.Errorf("taken back: %d of %d turns, help %q", len(rep.Turns), len(whole.Turns), rep.Help)
	}
	for i, e := range tl.Events {
		if c, ok := e.Body.(timeline.CoachTurn); ok && c.From == 24200 {
			c.Text = ""
			tl.Events[i].Body = c
		}
	}
	rep := Score(tl, TrustSafety(nil))
	if rep.Help == "" || rep.Length != whole.Length {
		t.Errorf("help %q, length %d", rep.Help, rep.Length)
	}
	last := timeline.Ms(0)
	for _, s := range rep.Silences {
		last = max(last, s.To)
	}
	for _, s := range rep.Turns {
		last = max(last, s.To)
	}
	for _, e := range rep.Evidence {
		last = max(last, e.From)
	}
	if last > 24200 || len(rep.Overlaps) > 0 {
		t.Errorf("something at %d is scored, and %d overlaps", last, len(rep.Overlaps))
	}
}

// saidIn are the texts of each event, by its seq.
func saidIn(tl timeline.Timeline) map[int][]string {
	said := map[int][]string{}
	for _, e := range tl.Events {
		switch b := e.Body.(type) {
		case timeline.CoachTurn:
			said[e.Seq] = append(said[e.Seq], b.Text)
		case timeline.ClientTurn:
			said[e.Seq] = append(said[e.Seq], b.Text)
		case timeline.ClientStart:
			said[e.Seq] = append(said[e.Seq], b.Text)
		case timeline.Correction:
			said[e.Seq] = append(said[e.Seq], b.Text)
		}
	}
	return said
}

// Each quote is what was said in the event it names.
func quotes(tl timeline.Timeline, r Report) error {
	said := saidIn(tl)
	for _, e := range r.Evidence {
		for _, q := range []*Quote{e.Coach, e.Client} {
			if q == nil {
				continue
			}
			found := false
			for _, text := range said[q.Seq] {
				found = found || strings.Contains(text, q.Quote)
			}
			if !found || q.Quote == "" {
				return fmt.Errorf("%s quotes %q, but %d is %q", e.ID, q.Quote, q.Seq, said[q.Seq])
			}
			if !strings.Contains(e.Text, strings.TrimSpace(q.Quote)) {
				return fmt.Errorf("%s: %q is not in %q", e.ID, q.Quote, e.Text)
			}
		}
	}
	return nil
}

func TestQuotesAreWhatWasSaid(t *testing.T) {
	for name, tl := range fixtures(t) {
		if err := quotes(tl, Score(tl, RubricFor(tl, people(t)))); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// FuzzScore: whatever is read, there is a report that can be written and read,
// and quotes only what is there.
func FuzzScore(f *testing.F) {
	for _, tl := range fixtures(f) {
		data, err := json.Marshal(tl)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data, true)
		f.Add(data[:len(data)/2], false)
	}
	f.Add([]byte(`{"schema":1,"length":-5,"events":[{"seq":1,"at":9e17,"kind":"coach","from":5,"to":-9223372036854775808,"text":"\u0000"}]}`), false)
	f.Add([]byte(`{"schema":1,"scenario":"marit-trays","events":[{"seq":0,"at":0,"kind":"client","turn":-1,"pieces":[{"pause":true}],"text":"I"},{"seq":0,"at":0,"kind":"risk"},{"kind":"correction","of":0,"text":"you"}]}`), true)
	all := people(f)
	f.Fuzz(func(t *testing.T, data []byte, known bool) {
		var tl timeline.Timeline
		if json.Unmarshal(data, &tl) != nil {
			return
		}
		r := TrustSafety(nil)
		if known {
			r = TrustSafety(all[0])
		}
		sound(t, tl, Score(tl, r))
	})
}

// FuzzContradictions: timelines of real form whose events are dropped, doubled,
// swapped, and given times and numbers of others.
func FuzzContradictions(f *testing.F) {
	for seed := range uint64(100) {
		f.Add(seed)
	}
	all, talks := people(f), fixtures(f)
	names := slices.Sorted(maps.Keys(talks))
	f.Fuzz(func(t *testing.T, seed uint64) {
		r := rand.New(rand.NewPCG(seed, 1))
		tl := talks[names[r.IntN(len(names))]]
		tl.Events = slices.Clone(tl.Events)
		pick := func() *timeline.Event { return &tl.Events[r.IntN(len(tl.Events))] }
		for range 1 + r.IntN(12) {
			switch r.IntN(8) {
			case 0:
				i := r.IntN(len(tl.Events))
				tl.Events = append(tl.Events[:i:i], tl.Events[i+1:]...)
			case 1:
				tl.Events = append(tl.Events, *pick())
			case 2:
				a, b := pick(), pick()
				*a, *b = *b, *a
			case 3:
				pick().Seq = pick().Seq // two of one number
			case 4:
				pick().At = timeline.Ms(r.IntN(200000) - 50000)
			case 5:
				tl.Events = append(tl.Events, timeline.Event{Seq: 900 + r.IntN(9), At: pick().At, Body: timeline.Correction{Of: pick().Seq, Text: "I wonder what that is like for you"}})
			case 6:
				e := pick()
				switch b := e.Body.(type) {
				case timeline.CoachTurn:
					b.From, b.To, b.Turn = timeline.Ms(r.IntN(90000)-9000), timeline.Ms(r.IntN(90000)-9000), r.IntN(5)
					e.Body = b
				case timeline.ClientTurn:
					b.From, b.To, b.Turn = timeline.Ms(r.IntN(90000)-9000), timeline.Ms(r.IntN(90000)-9000), r.IntN(5)
					e.Body = b
				case timeline.IPU:
					b.From, b.To = b.To, b.From
					e.Body = b
				}
			case 7:
				at := pick().At
				tl.Events = append(tl.Events, timeline.Event{Seq: 950, At: at, Body: timeline.Role{State: "paused", By: "coach"}}, timeline.Event{Seq: 951, At: at, Body: timeline.Risk{From: at, To: at + 500}})
			}
			if len(tl.Events) == 0 {
				return
			}
		}
		rub := TrustSafety(nil)
		if r.IntN(2) == 0 {
			rub = RubricFor(tl, all)
		}
		sound(t, tl, Score(tl, rub))
	})
}

// sound says what no report may be, whatever it was made of.
func sound(t *testing.T, tl timeline.Timeline, rep Report) {
	t.Helper()
	if err := quotes(tl, rep); err != nil {
		t.Error(err)
	}
	var back Report
	if err := json.Unmarshal(bytesOf(t, rep), &back); err != nil {
		t.Error(err)
	}
	ids := map[string]bool{}
	for _, e := range rep.Evidence {
		if ids[e.ID] {
			t.Errorf("two of %s", e.ID)
		}
		ids[e.ID] = true
	}
	for _, m := range rep.Markers {
		for _, id := range m.Evidence {
			if !ids[id] {
				t.Errorf("%s names %s, which is not there", m.Code, id)
			}
		}
		if m.Taken > m.Offered || m.Taken < 0 {
			t.Errorf("%s: %d of %d taken", m.Code, m.Taken, m.Offered)
		}
	}
	around := map[int]bool{}
	for _, s := range rep.Silences {
		if s.Credit > 0 && around[s.Turn] {
			t.Errorf("two credits around client turn %d", s.Turn)
		}
		around[s.Turn] = around[s.Turn] || s.Credit > 0
	}
}
