package analysis

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"stillpoint/analysis/timing"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
)

// A scene is a practice on paper, one line a turn:
//
//	> her words       {cue=2 why=silence line=c1 after=4.0 pause=2.0 over=0.8}
//	< the coach's     {after=1.5 conf=0.4 echo}
//	! a correction of the coach's last turn
//	~ aside|resumed|down|up|fault|risk
//
// after is the silence before the turn in seconds; 1.2 where none is given.
type scene struct {
	now    timeline.Ms
	turn   int
	last   int // seq of the coach's last turn
	events []timeline.Event
}

func (s *scene) put(at timeline.Ms, b timeline.Body) {
	s.events = append(s.events, timeline.Event{Seq: len(s.events) + 1, At: at, Body: b})
}

func practice(t testing.TB, text string) timeline.Timeline {
	t.Helper()
	s := &scene{now: 500}
	for line := range strings.SplitSeq(text, "\n") {
		mark, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		words, settings, _ := strings.Cut(rest, "{")
		words = strings.TrimSpace(words)
		set := map[string]string{}
		for p := range strings.FieldsSeq(strings.Trim(settings, "} ")) {
			key, value, _ := strings.Cut(p, "=")
			set[key] = value
		}
		switch mark {
		case ">":
			s.her(words, set)
		case "<":
			s.coach(words, set)
		case "!":
			s.put(s.now, timeline.Correction{Of: s.last, Text: words, By: "coach"})
		case "~":
			s.event(words)
		case "", "#":
		default:
			t.Fatalf("%q", line)
		}
	}
	return timeline.Timeline{Schema: 1, Practice: "p", Scenario: "marit-trays", Length: s.now + 500, Complete: true, Events: s.events}
}

func ms(set map[string]string, key string, seconds float64) timeline.Ms {
	fmt.Sscan(set[key], &seconds)
	return timeline.Ms(seconds * 1000)
}

func lasts(words string) timeline.Ms { return 300 * timeline.Ms(max(1, len(strings.Fields(words)))) }

func (s *scene) her(words string, set map[string]string) {
	why := timeline.WhyReply
	if s.turn == 0 {
		why = timeline.WhyOpening
	}
	if w := set["why"]; w != "" {
		why = timeline.Why(w)
	}
	think := ms(set, "after", 1.2)
	from := s.now + think
	c := timeline.ClientTurn{Turn: s.turn, Why: why, Think: think, Origin: timeline.OriginLLM, Line: set["line"], From: from, To: from + lasts(words), Text: words}
	c.Lag.Decided, c.Lag.Playout = from, from
	if c.Line != "" {
		c.Origin = timeline.OriginAuthored
	}
	if set["cue"] != "" {
		c.Cue = &timeline.Cue{ID: "cue"}
		fmt.Sscan(set["cue"], &c.Cue.Intensity)
	}
	c.Pieces = []timeline.Piece{{Text: words, From: c.From, To: c.To}}
	s.now = c.To
	s.put(s.now, c)
}

func (s *scene) coach(words string, set map[string]string) {
	s.turn++
	from := s.now + ms(set, "after", 1.2) - ms(set, "over", 0)
	to := from + lasts(words)
	if set["lasts"] != "" {
		to = from + ms(set, "lasts", 0)
	}
	c := timeline.CoachTurn{Turn: s.turn, From: from, To: to, Text: words, Confidence: .9}
	if set["conf"] != "" {
		fmt.Sscan(set["conf"], &c.Confidence)
	}
	_, c.Echo = set["echo"]
	s.put(to, timeline.IPU{Side: timeline.Coach, From: from, To: to})
	s.last = len(s.events) + 1
	s.now = max(s.now, to)
	s.put(s.now, c)
}

func (s *scene) event(what string) {
	switch what {
	case "aside":
		s.put(s.now, timeline.Role{State: "paused", By: "coach"})
		s.now += 5000
	case "resumed":
		s.now += 1000
		s.put(s.now, timeline.Role{State: "resumed", By: "coach"})
	case "down":
		s.put(s.now, timeline.Line{State: timeline.LineDown})
		s.now += 4000
	case "up":
		s.put(s.now, timeline.Line{State: timeline.LineUp})
	case "fault":
		s.put(s.now, timeline.Fault{Engine: "stt", What: "no words", Recovered: "she asks again"})
	case "risk":
		s.put(s.now, timeline.Risk{From: s.now, To: s.now + 1000})
		s.now += 1000
	}
}

// judged is what judge says of tl, as Score calls it.
func judged(tl timeline.Timeline, s *scenario.Scenario, extra ...Evidence) ([]Evidence, []Marker, []Mistake) {
	scored, _ := beforeRisk(tl)
	return judge(scored, timing.Measure(scored, s), TrustSafety(s), extra...)
}

// counts are what the numbers of a practice say, one a word: "M5=1/2" taken of
// offered, "X1=1".
func counts(markers []Marker, mistakes []Mistake) string {
	var out []string
	for _, m := range markers {
		if m.Offered > 0 {
			out = append(out, fmt.Sprintf("%s=%d/%d", m.Code, m.Taken, m.Offered))
		}
	}
	for _, m := range mistakes {
		if m.Count > 0 {
			out = append(out, fmt.Sprintf("%s=%d", m.Code, m.Count))
		}
	}
	return strings.Join(out, " ")
}

// marit is the scenario that lends its own words, lines and tags.
func marit(t testing.TB) *scenario.Scenario {
	t.Helper()
	for _, s := range people(t) {
		if s.ID == "marit-trays" {
			return s
		}
	}
	t.Fatal("no scenario")
	return nil
}

// A trap is a small practice and what must hold of it: "M5=1/1" exactly these
// figures, "!M5" nothing of it taken, "-M5" nothing of it missed, "+M5" some of
// it taken, "~M5" none of it offered, "!X1" none counted, "+X1" some, "?X3" a note, "^X1" not even a note.
type trap struct{ name, practice, want string }

func traps(t testing.TB, file string) (out []trap) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for block := range strings.SplitSeq(strings.TrimSpace(string(data)), "\n\n") {
		var tr trap
		for line := range strings.SplitSeq(block, "\n") {
			switch {
			case strings.HasPrefix(line, "# "):
				tr.name = line[2:]
			case strings.HasPrefix(line, "= "):
				tr.want = line[2:]
			default:
				tr.practice += line + "\n"
			}
		}
		if tr.want != "" {
			out = append(out, tr)
		}
	}
	return out
}

func (tr trap) check(t *testing.T, s *scenario.Scenario) {
	tl := practice(t, tr.practice)
	evidence, markers, mistakes := judged(tl, s)
	figures := counts(markers, mistakes)
	fail := func(format string, args ...any) {
		t.Helper()
		t.Errorf("%s: "+format+"\n%s\n%s", append(append([]any{tr.want}, args...), figures, listed(evidence))...)
	}
	for want := range strings.FieldsSeq(tr.want) {
		code := strings.Trim(want, "!+-?~^")
		has := func(verdict string) bool {
			return slices.ContainsFunc(evidence, func(e Evidence) bool { return e.Code == code && e.Verdict == verdict })
		}
		switch {
		case strings.Contains(want, "="):
			if !slices.Contains(strings.Fields(figures), want) {
				fail("%s is not so", want)
			}
		case want[0] == '^' && slices.ContainsFunc(evidence, func(e Evidence) bool { return e.Code == code }):
			fail("there is %s", code)
		case want[0] == '~' && strings.Contains(figures, code+"="):
			fail("%s is counted", code)
		case want[0] == '!' && has(Observed):
			fail("there is some %s", code)
		case want[0] == '-' && has(Missed):
			fail("some %s is missed", code)
		case want[0] == '+' && !has(Observed):
			fail("there is no %s", code)
		case want[0] == '?' && (!has(Note) || has(Observed)):
			fail("%s is no note", code)
		}
	}
	truthful(t, tl, evidence, markers, mistakes)
}

func listed(evidence []Evidence) string {
	var b strings.Builder
	for _, e := range evidence {
		fmt.Fprintf(&b, "  %s %s %.2f %s\n", e.Code, e.Verdict, e.Confidence, feedback(e))
	}
	return b.String()
}

// truthful holds what must be so of any evidence: quotes are exact substrings
// of the events they name, ids are found, counts have their marks.
func truthful(t testing.TB, tl timeline.Timeline, evidence []Evidence, markers []Marker, mistakes []Mistake) {
	t.Helper()
	texts := saidIn(tl)
	ids := map[string]Evidence{}
	for _, e := range evidence {
		if ids[e.ID].ID != "" || e.ID == "" {
			t.Errorf("the id %q is there twice", e.ID)
		}
		ids[e.ID] = e
		for _, q := range []*Quote{e.Coach, e.Client} {
			if q != nil && (q.Quote == "" || !slices.ContainsFunc(texts[q.Seq], func(s string) bool { return holds(s, q.Quote) })) {
				t.Errorf("%s: %q is not in event %d", e.Code, q.Quote, q.Seq)
			}
		}
		if e.From > e.To || e.Confidence < 0 || e.Confidence > 1 || e.Why == "" {
			t.Errorf("%+v", e)
		}
	}
	for _, m := range markers {
		shown := 0
		for _, id := range m.Evidence {
			if ids[id].Code != m.Code {
				t.Errorf("%s names %s of %s", m.Code, id, ids[id].Code)
			}
			if ids[id].Verdict == Observed {
				shown++
			}
		}
		if m.Taken > m.Offered || m.Taken > shown || m.Offered > len(m.Evidence) || (m.Level == nil) != (m.Because != "") || m.Level != nil && m.Offered < 2 {
			t.Errorf("%+v", m)
		}
	}
	for _, m := range mistakes {
		if m.Count > len(m.Evidence) || m.Weight < 0 {
			t.Errorf("%+v", m)
		}
	}
}

// holds says that text has quote, and in whole words.
func holds(text, quote string) bool {
	letter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	for at := 0; ; {
		i := strings.Index(text[at:], quote)
		if i < 0 {
			return false
		}
		i += at
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		first, size := utf8.DecodeRuneInString(quote)
		last, _ := utf8.DecodeLastRuneInString(quote)
		after, _ := utf8.DecodeRuneInString(text[i+len(quote):])
		if !(letter(before) && letter(first)) && !(letter(last) && letter(after)) {
			return true
		}
		at = i + size
	}
}

// The traps of the description of analysis, and more of their kind.
func TestTraps(t *testing.T) {
	s := marit(t)
	list := append(traps(t, "testdata/traps.txt"), traps(t, "testdata/more_traps.txt")...)
	for _, tr := range list {
		t.Run(tr.name, func(t *testing.T) { tr.check(t, s) })
	}
	if n := len(traps(t, "testdata/more_traps.txt")); n < 40 {
		t.Errorf("%d more traps, want 40", n)
	}
}

// Only what a coach says of the talk at its start is a frame: not what she has
// set for herself.
func TestFrame(t *testing.T) {
	for coach, want := range map[string]bool{
		"Before we begin, this stays between us.":        true,
		"You set the pace here, I follow.":               true,
		"You set the thresholds yourself, I understand.": false,
		"You set the table for four every night.":        false,
	} {
		evidence, _, _ := judged(practice(t, "> Hello there.\n< "+coach+"\n> All right."), nil)
		got := slices.ContainsFunc(evidence, func(e Evidence) bool { return e.Code == "M6" && e.Verdict == Observed })
		if got != want {
			t.Errorf("%q: an open book: %v", coach, got)
		}
	}
}
