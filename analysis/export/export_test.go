package export

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stillpoint/analysis"
	"stillpoint/analysis/timing"
	"stillpoint/dialogue/timeline"
)

var update = flag.Bool("update", false, "write the golden files anew")

// sample is a practice and its report.
type sample struct {
	tl     timeline.Timeline
	report analysis.Report
	client string
}

func read[T any](t testing.TB, name string) (v T) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return v
}

// example is the worked example of the timeline and the report.
func example(t testing.TB) sample {
	return sample{read[timeline.Timeline](t, "timeline.json"), read[analysis.Report](t, "report.json"), "Marit"}
}

// nasty holds what no timeline should; one of its texts has 10*long letters.
func nasty(long int) sample {
	texts := []string{
		`He said "no", and then ""nothing"".`, "a --> b\n\n00:00:01.000 --> 00:00:02.000", "x ]]> y <![CDATA[ & &amp; </v> <b>",
		"NUL \x00 bell \a escape \x1b del \x7f next \u0085 lines \u2028 \u2029", "not UTF-8: \xff\xfe\xc3", "\uFFFE and \uFFFF and \U0001F600",
		"=1+1", "\t=cmd|' /C calc'!A0", "\r@SUM(A1)", "-2", "+3", "＝1", "", " \n ", "a,b;c\td", `back\slash \s{x}`, "WEBVTT", "NOTE this", strings.Repeat("very long ", long),
	}
	s := sample{client: "Ma>rit & <co>\n"}
	s.tl = timeline.Timeline{Practice: "p_nasty", Length: -5}
	for i, text := range texts {
		at := timeline.Ms(i*700 - 1500)
		add := func(b timeline.Body) {
			s.tl.Events = append(s.tl.Events, timeline.Event{Seq: len(s.tl.Events) + 1, At: at, Body: b})
		}
		add(timeline.IPU{Side: timeline.Coach, From: at, To: at + 2000})
		add(timeline.CoachTurn{Turn: i, From: at, To: at + 1500, Text: text, Echo: i == 3})
		add(timeline.ClientTurn{Turn: i, From: at + 900, To: at - 20, Text: text, Unheard: text,
			Pieces: []timeline.Piece{{Text: text, From: at + 900, To: at + 1900}, {Pause: true, From: at, To: at}, {Text: text, From: at + 900, To: at + 800}}})
		s.report.Turns = append(s.report.Turns, timing.Turn{Turn: -i, Side: "coach", From: at, To: at - 1, Text: text, Class: text})
		s.report.Silences = append(s.report.Silences, timing.Silence{Kind: text, From: at, To: at + 5000, Why: text, Credit: -1})
		s.report.Overlaps = append(s.report.Overlaps, timing.Overlapped{Kind: text, From: 9000, To: at, Coach: text, Unsaid: text, WordsLost: i})
		s.report.Evidence = append(s.report.Evidence, analysis.Evidence{Code: "M1", Verdict: text, From: at / 1500 * 1500, To: 1 << 62, Coach: &analysis.Quote{Quote: text}})
	}
	s.tl.Events = append(s.tl.Events,
		timeline.Event{Seq: -1, At: -1 << 63, Body: timeline.ClientStart{Text: texts[1]}},
		timeline.Event{Body: timeline.Unknown{Name: "weather", Raw: []byte("{\"kind\":\"weather\",\"sky\":\"\xff\"}")}})
	return s
}

func (s sample) write(t testing.TB, format string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, format, s.tl, s.report, s.client); err != nil {
		t.Fatalf("%s: %v", format, err)
	}
	return b.Bytes()
}

// TestExample writes the worked example in each format, byte by byte.
func TestExample(t *testing.T) {
	s := example(t)
	for _, f := range Formats() {
		got := s.write(t, f.Name)
		name := filepath.Join("testdata", "example"+f.Suffix)
		if *update {
			if err := os.WriteFile(name, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not %s (-update writes it anew):\n%s", f.Name, name, got)
		}
	}
}

func TestUnknownFormat(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, "docx", timeline.Timeline{}, analysis.Report{}, ""); err == nil || b.Len() > 0 {
		t.Errorf("docx: %v, %d bytes", err, b.Len())
	}
}

// TestValidWhateverComesIn holds each format against its own grammar.
func TestValidWhateverComesIn(t *testing.T) {
	scored := example(t)
	scored.report = analysis.Score(scored.tl, analysis.TrustSafety(nil))
	for name, s := range map[string]sample{"example": example(t), "scored": scored, "nasty": nasty(5000), "empty": {}} {
		for _, f := range Formats() {
			if err := grammars()[f.Name](s.write(t, f.Name)); err != nil {
				t.Errorf("%s, %s: %v", name, f.Name, err)
			}
		}
	}
}

// TestCoachWords: the words of the coach have a lane of their own, whose name
// owns up to estimates, and which leaves out what was corrected or an echo.
func TestCoachWords(t *testing.T) {
	words := func(text string, from timeline.Ms) []timeline.Word {
		return []timeline.Word{{Text: text, From: from, To: from + 300}}
	}
	tl := timeline.Timeline{Length: 9000, Events: []timeline.Event{
		{Seq: 1, Body: timeline.CoachTurn{From: 100, To: 400, Text: "Echo.", Echo: true, Words: words("Echo.", 100)}},
		{Seq: 2, Body: timeline.CoachTurn{From: 1000, To: 1300, Text: "Wood", Words: words("Wood", 1000)}},
		{Seq: 3, Body: timeline.CoachTurn{From: 3000, To: 3300, Text: "Yes.", Words: words("Yes.", 3000)}},
		{Seq: 4, Body: timeline.CoachTurn{From: 4000, To: 4300, Text: "", Typed: true}},
		{Seq: 5, Body: timeline.Correction{Of: 2, Text: "Would"}},
	}}
	if l := lanes(tl, analysis.Report{})[2]; l.name != "coach words" || len(l.marks) != 1 || l.marks[0] != (mark{3000, 3300, "Yes."}) {
		t.Errorf("%+v", l)
	}
	yes := tl.Events[2].Body.(timeline.CoachTurn)
	yes.WordsEstimated = true
	tl.Events[2].Body = yes
	if l := lanes(tl, analysis.Report{})[2]; l.name != "coach words, estimated" {
		t.Errorf("%+v", l)
	}
}

// TestSpeech is who is shown to have said what, where the record is not plain.
func TestSpeech(t *testing.T) {
	tl := timeline.Timeline{Length: 9000, Events: []timeline.Event{
		{Seq: 1, Body: timeline.CoachTurn{From: 100, To: 200, Text: "Her own voice.", Echo: true}},
		{Seq: 2, Body: timeline.CoachTurn{From: 1000, To: 2000, Text: "What wood you like?"}},
		{Seq: 3, Body: timeline.ClientStart{Text: "planned"}},
		{Seq: 4, Body: timeline.ClientTurn{From: 3000, To: 4000, Text: "A holiday.", Unheard: "Two.", Cut: &timeline.Cut{False: true}}},
		{Seq: 5, Body: timeline.Correction{Of: 2, Text: "What would you like?"}},
		{Seq: 6, At: 5000, Body: timeline.ClientStart{Text: "And then the server died."}},
	}}
	want := []said{
		{timeline.Coach, mark{1000, 2000, "What would you like?"}, mark{}},
		{timeline.Client, mark{3000, 4000, "A holiday."}, mark{}},
		{timeline.Client, mark{5000, 9000, ""}, mark{5000, 9000, "And then the server died."}},
	}
	got := speech(tl)
	if len(got) != len(want) {
		t.Fatalf("got %+v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%d: got %+v, want %+v", i, got[i], want[i])
		}
	}
}

func TestFlatten(t *testing.T) {
	for _, c := range []struct{ in, want []mark }{
		{nil, nil},
		{[]mark{{0, 5, "a"}, {3, 8, "b"}}, []mark{{0, 3, "a"}, {3, 8, "b"}}},
		{[]mark{{0, 9, "a"}, {3, 5, "b"}, {6, 7, "c"}}, []mark{{0, 3, "a"}, {3, 5, "b"}, {6, 7, "c"}}},
		{[]mark{{2, 3, "a"}, {2, 9, "b"}, {9, 10, "c"}}, []mark{{2, 9, "a | b"}, {9, 10, "c"}}},
		{[]mark{{2, 3, ""}, {4, 5, "b"}}, []mark{{4, 5, "b"}}},
	} {
		got := flatten(c.in)
		if len(got) != len(c.want) {
			t.Errorf("flatten(%v) = %v, want %v", c.in, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("flatten(%v) = %v, want %v", c.in, got, c.want)
			}
		}
	}
}

func TestInert(t *testing.T) {
	for in, want := range map[string]string{
		"=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@a": "'@a", "\t=1": "'=1", "\r=1": "'=1", " \n-": "'-", "＝1": "'＝1",
		"1=1": "1=1", "": "", "“=1”": "“=1”", strings.Repeat("é", cellSize+9): strings.Repeat("é", cellSize-1) + "…",
	} {
		if got := inert(in); got != want {
			t.Errorf("inert(%.99q) = %.99q, want %.99q", in, got, want)
		}
	}
}

// BenchmarkWrite writes an hour of talk in every format.
func BenchmarkWrite(b *testing.B) {
	s := example(b)
	var tl timeline.Timeline
	for shift := timeline.Ms(0); shift < 60*60*1000; shift += 32400 {
		for _, e := range s.tl.Events {
			switch body := e.Body.(type) {
			case timeline.CoachTurn:
				body.From, body.To = body.From+shift, body.To+shift
				e.Body = body
			case timeline.IPU:
				body.From, body.To = body.From+shift, body.To+shift
				e.Body = body
			}
			tl.Events = append(tl.Events, e)
		}
	}
	for len(s.report.Turns) < len(tl.Events)/2 {
		s.report.Turns = append(s.report.Turns, s.report.Turns...)
	}
	tl.Started = time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)
	s.tl = tl
	for _, f := range Formats() {
		b.Run(f.Name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s.write(b, f.Name)
			}
		})
	}
}
