package analysis

import (
	"strings"
	"testing"

	"stillpoint/analysis/timing"
)

func TestFeedback(t *testing.T) {
	coach, client := &Quote{5, "What did you do next?"}, &Quote{4, "that was nothing in the end"}
	for want, e := range map[string]Evidence{
		"[04:10] You said “What did you do next?” after the client said “that was nothing in the end”. This misses Feelings welcomed, because the topic changed. Next time you might stay with it: one short sentence about what you heard in the voice, then wait.": {Code: "M5", Verdict: Missed, From: 250000, Coach: coach, Client: client, Why: "the topic changed."},
		"[00:00] You said “What did you do next?”. This shows Judging tone. Next time you might ask what made it matter, without weighing it.":                                                                                                                       {Code: "X3", Verdict: Observed, Coach: coach},
		"[61:01] The client said “that was nothing in the end”. This misses Strengths seen, because it went by. Next time you might name what was done or said, in one sentence, as soon as you hear it.":                                                            {Code: "M3", Verdict: Missed, From: 3661000, Client: client, Why: "it went by"},
		"[00:09] You said “What did you do next?”. This could be heard as Judging tone, because it asks for a reason. Next time you might ask what made it matter, without weighing it.":                                                                             {Code: "X3", Verdict: Note, From: 9000, Coach: coach, Why: "it asks for a reason"},
		"[00:01] This is a note on Context, because nobody asked about the client's world. Next time you might ask one open question about the people or the place it is about, before moving on.":                                                                   {Code: "M1", Verdict: Note, From: 1000, Why: "nobody asked about the client's world"},
	} {
		if got := feedback(e); got != want {
			t.Errorf("\n got %s\nwant %s", got, want)
		}
	}
}

// Who held a silence is not told to hold one.
func TestSilenceIsFollowedByWords(t *testing.T) {
	text := feedback(Evidence{Code: "M5", Verdict: Observed, Detector: ByTiming, Why: "you left 4.0 s open after it", Client: &Quote{Seq: 1, Quote: "I was ashamed."}})
	if !strings.HasSuffix(text, "Next time you might wait like that again, and then say in a few words what you heard.") {
		t.Error(text)
	}
}

func marker(code string, level, taken, offered int, ids ...string) Marker {
	m := Marker{Code: code, Taken: taken, Offered: offered, Evidence: ids}
	if level >= 0 {
		m.Level = &level
	}
	return m
}

func TestStrength(t *testing.T) {
	shown := []Evidence{{ID: "e1", Code: "M5", Verdict: Observed, Confidence: .8, Text: "Once."}, {ID: "e2", Code: "M5", Verdict: Observed, Confidence: .9, Text: "Twice."}, {ID: "e3", Code: "M2", Verdict: Missed}}
	held := []timing.Silence{{Kind: timing.Wait2, From: 60000, To: 64000, Held: true, Credit: 1}, {Kind: timing.Wait2, From: 90000, To: 97500, Held: true, Credit: .5}, {Held: true, Credit: 0}}
	for _, c := range []struct {
		name       string
		r          Report
		code, text string // "": none
	}{
		{"nothing was shown", Report{Markers: []Marker{marker("M1", -1, 0, 0)}}, "", ""},
		{"the highest level", Report{Evidence: shown, Silences: held, Markers: []Marker{marker("M2", 2, 1, 3, "e3"), marker("M5", 4, 3, 4, "e1", "e2")}}, "M5", "You took an opportunity 3 times, of 4 there were. Twice."},
		{"silences before a low one", Report{Evidence: shown, Silences: held, Markers: []Marker{marker("M5", 2, 1, 3, "e1")}}, "silence", "You did so twice where something could come of it, the longest 7.5 s at 01:30."},
		{"a low one alone", Report{Evidence: shown, Markers: []Marker{marker("M5", 1, 1, 5, "e1")}}, "M5", "You took an opportunity once, of 5 there were. Once."},
	} {
		s := strength(c.r)
		if s == nil {
			s = &Strength{}
		}
		if s.Code != c.code || s.Text != c.text {
			t.Errorf("%s: %s %q, want %s %q", c.name, s.Code, s.Text, c.code, c.text)
		}
	}
}

func TestDrillAnswersWhatThePracticeShowed(t *testing.T) {
	verbal := Assessable{Verbal: true}
	for _, c := range []struct {
		name, code, text string
		r                Report
	}{
		{"no words to go by", "", "", Report{}},
		{"nothing in the way", "space", "Little got in the way here. A longer quiet is what can still grow.", Report{Assessable: verbal}},
		{"feelings passed over", "feelings", "Room for it went by 3 times, and something got in its way twice.", Report{Assessable: verbal, Markers: []Marker{marker("M5", 1, 1, 4), marker("M2", 4, 4, 5)}, Mistakes: []Mistake{{Code: "X2", Count: 2, Weight: 2}}}},
		{"advice", "space", "Something got in its way 3 times.", Report{Assessable: verbal, Mistakes: []Mistake{{Code: "X1", Count: 3, Weight: 3}, {Code: "X3", Count: 1, Weight: 1}}}},
		{"coming in over her", "space", "Something got in its way twice.", Report{Assessable: verbal, Overlaps: []timing.Overlapped{{Weight: 1}, {Weight: .5}, {Weight: 0}}}},
		{"words of hers", "words", "Room for it went by twice.", Report{Assessable: verbal, Markers: []Marker{marker("M2", 1, 1, 3)}}},
		{"nobody asked how she is", "checkin", "Room for it went by twice.", Report{Assessable: verbal, Markers: []Marker{marker("M6", 0, 0, 2)}}},
		{"judged", "warmth", "Something got in its way once.", Report{Assessable: verbal, Mistakes: []Mistake{{Code: "X3", Count: 1, Weight: 1}}}},
	} {
		c.r.Scenario = "marit-trays"
		d := drill(c.r)
		if d == nil {
			d = &Drill{}
		}
		if d.Code != c.code || d.Text != c.text || c.code != "" && (d.Exercise == "" || d.Start != Start{"marit-trays", c.code}) {
			t.Errorf("%s: %s %q, start %+v; want %s %q", c.name, d.Code, d.Text, d.Start, c.code, c.text)
		}
		c.r.Drill = drill(c.r)
		for when, n := 0, questions(c.r); when < len(n); when++ {
			if len(n) > 4 || n[0].When != After || n[len(n)-1].When != Before {
				t.Errorf("%s: questions %+v", c.name, n)
			}
		}
	}
}
