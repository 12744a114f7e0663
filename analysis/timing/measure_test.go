package timing

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
)

// TestExample is the worked example of the report's description.
func TestExample(t *testing.T) {
	data, err := os.ReadFile("testdata/example.json")
	if err != nil {
		t.Fatal(err)
	}
	var tl timeline.Timeline
	if err := json.Unmarshal(data, &tl); err != nil {
		t.Fatal(err)
	}
	m := Measure(tl, nil)
	type row struct {
		kind          string
		from, to, may ms
		held          bool
		dur, ctx, is  float64
		turn          int
		by            string
	}
	want := []row{
		{Edge, 0, 800, 0, false, 0, 0, 0, 0, ByClient},
		{Thinking, 2600, 3100, 500, false, 0, 1, 0, 0, ByClient},
		{Wait2, 7200, 9400, 2200, false, .6, 0, 0, 0, ByCoach},
		{Own, 10100, 10450, 0, false, 0, 0, 0, 1, ByCoach},
		{Wait1, 12000, 13800, 1800, false, .4, 1, 0, 1, ByClient},
		{DeadAir, 13800, 14300, 0, false, 0, 0, 0, 1, ByClient},
		{Wait2, 19000, 24200, 5200, true, 1, .5, .5, 1, ByCoach},
		{Wait1, 26600, 27800, 1200, false, .1, 1, .1, 2, ByClient},
		{Edge, 31900, 32400, 0, false, 0, 0, 0, 2, ByEnd},
	}
	for i, s := range m.Silences {
		got := row{s.Kind, s.From, s.To, s.Eligible, s.Held, s.DurCredit, s.Ctx, s.Credit, s.Turn, s.EndedBy}
		if i >= len(want) || got != want[i] {
			t.Errorf("silence %d: %+v (%s), want %+v", i, got, s.Why, want[min(i, len(want)-1)])
		}
	}
	if len(m.Silences) != len(want) {
		t.Errorf("%d silences, want %d", len(m.Silences), len(want))
	}
	if len(m.Overlaps) != 1 {
		t.Fatalf("overlaps %+v, want one", m.Overlaps)
	}
	if o := m.Overlaps[0]; o.Kind != "interruption" || o.From != 30000 || o.To != 30650 || o.WordsLost != 8 || o.Weight != 1 || o.Turn != 2 || o.Seq != 11 ||
		o.Unsaid != "stop looking at everything he sends. Every line." {
		t.Errorf("overlap %+v", o)
	}
	if l := m.Lag; l != (Lag{Turns: 2, P95: 500, DeadAir: 500}) {
		t.Errorf("lag %+v", l)
	}
	if m.Talk.Speech.Coach != 6550 || m.Talk.Speech.Client != 13450 || m.Talk.Coach != .328 || m.Talk.Longest != (Longest{2, 10, 2400}) {
		t.Errorf("talk %+v", m.Talk)
	}
	if !m.Assessable || len(m.Because) != 0 {
		t.Errorf("not assessable: %q", m.Because)
	}
}

func TestDurCredit(t *testing.T) {
	for d, want := range map[ms]float64{0: 0, 1000: 0, 2000: .5, 3000: 1, 8000: 1, 10000: .75, 12000: .5, 15000: .5, 15001: 0} {
		if got := durCredit(d, false); got != want {
			t.Errorf("durCredit(%d) = %v, want %v", d, got, want)
		}
	}
	if got := durCredit(20000, true); got != .5 {
		t.Errorf("20 s, announced: %v, want 0.5", got)
	}
}

// find is the first silence of this kind that begins at or after from.
func find(t *testing.T, m Times, kind string, from ms) Silence {
	t.Helper()
	for _, s := range m.Silences {
		if s.Kind == kind && s.From >= from {
			return s
		}
	}
	t.Fatalf("no %s from %d ms on in %+v", kind, from, m.Silences)
	return Silence{}
}

func TestSilences(t *testing.T) {
	later := func(s *script) ms { return s.now }
	tests := []struct {
		name   string
		talk   func(*script) (kind string, from ms)
		credit float64
		held   bool
		why    string
	}{
		{"a planned pause of 4 s, kept", func(s *script) (string, ms) {
			s.her(timeline.WhyReply, 1000, nil, piece{"I think it's", 2000}, piece{"", 4000}, piece{"that I don't trust him.", 2000}).quiet(300).coach("Mm, so trust.", 800)
			return Thinking, 0
		}, 1, true, "go on"},
		{"a planned pause of 4 s, spoken into", func(s *script) (string, ms) {
			s.her(timeline.WhyReply, 1000, nil, piece{"I think it's", 2000}, piece{"", 4000}, piece{"that I don't trust him.", 2000})
			at := s.now - 5000
			s.put(at+800, timeline.IPU{Side: timeline.Coach, From: at, To: at + 800})
			s.put(at+800, timeline.CoachTurn{Turn: 2, From: at, To: at + 800, Text: "Is it trust?"})
			return Thinking, 0
		}, 0, false, "spoke in a pause"},
		{"a planned pause of 4 s with a murmur in it", func(s *script) (string, ms) {
			s.her(timeline.WhyReply, 1000, nil, piece{"I think it's", 2000}, piece{"", 4000}, piece{"that I don't trust him.", 2000}).hum(s.now - 4000)
			return Thinking, 0
		}, 1, true, "go on"},
		{"4 s of a late machine", func(s *script) (string, ms) {
			s.slow = func() ms { return 4000 }
			s.her(timeline.WhyReply, 900, nil, piece{plain, 5000})
			return DeadAir, 0
		}, 0, false, "late"},
		{"the wait before a late machine", func(s *script) (string, ms) {
			s.slow = func() ms { return 4000 }
			s.her(timeline.WhyReply, 2000, nil, piece{plain, 5000})
			return Wait1, 0
		}, .5, false, "open question"},
		{"4 s with the line down", func(s *script) (string, ms) {
			s.her(timeline.WhyReply, 1000, nil, piece{deep, 5000})
			at := later(s)
			s.put(at+500, timeline.Line{State: timeline.LineDown}).put(at+4500, timeline.Line{State: timeline.LineUp}).quiet(9000).coach("Where were we?", 900)
			return Wait2, at
		}, 0, false, "away"},
		{"4 s with the microphone off", func(s *script) (string, ms) {
			s.her(timeline.WhyReply, 1000, nil, piece{deep, 5000})
			at := later(s)
			s.put(at, timeline.Line{State: timeline.LineMuted}).put(at+4000, timeline.Line{State: timeline.LineUnmuted}).quiet(4000).coach("Where were we?", 900)
			return Down, at
		}, 0, false, "muted"},
		{"4 s without the sound of the microphone, seen when it is there again", func(s *script) (string, ms) {
			s.her(timeline.WhyReply, 1000, nil, piece{deep, 5000})
			at := later(s)
			s.put(at+4500, timeline.Line{State: timeline.LineQuiet, Since: at + 500}).put(at+4500, timeline.Line{State: timeline.LineUp}).quiet(9000).coach("Where were we?", 900)
			return Wait2, at
		}, 0, false, "away"},
		{"5 s set aside", func(s *script) (string, ms) {
			s.her(timeline.WhyReply, 1000, nil, piece{deep, 5000})
			at := later(s)
			s.put(at+2000, timeline.Role{State: "paused"}).put(at+7000, timeline.Role{State: "resumed"}).quiet(9000).coach("Where were we?", 900)
			return Wait2, at
		}, 0, false, "set aside"},
		{"5 s in which an engine failed", func(s *script) (string, ms) {
			s.her(timeline.WhyReply, 1000, nil, piece{deep, 5000})
			at := later(s)
			s.put(at+2000, timeline.Fault{Engine: "vad"}).quiet(5000).coach("Where were we?", 900)
			return Wait2, at
		}, 0, false, "engine"},
		{"5 s after a feeling", func(s *script) (string, ms) {
			s.her(timeline.WhyReply, 1000, nil, piece{deep, 5000})
			at := later(s)
			s.quiet(5000).coach("You're tired.", 900)
			return Wait2, at
		}, 1, true, "feeling"},
		{"a murmur does not end it", func(s *script) (string, ms) {
			s.her(timeline.WhyReply, 1000, nil, piece{deep, 5000})
			at := later(s)
			s.hum(at+1500).quiet(5000).coach("You're tired.", 900)
			return Wait2, at
		}, 1, true, "feeling"},
		{"nor does a cough", func(s *script) (string, ms) {
			s.her(timeline.WhyReply, 1000, nil, piece{deep, 5000})
			at := later(s)
			s.put(at+1900, timeline.IPU{Side: timeline.Coach, From: at + 1500, To: at + 1900}).quiet(5000).coach("You're tired.", 900)
			return Wait2, at
		}, 1, true, "feeling"},
		{"an echo of her is nobody's speech", func(s *script) (string, ms) {
			s.her(timeline.WhyReply, 1000, nil, piece{deep, 5000})
			at := later(s)
			s.put(at+3000, timeline.IPU{Side: timeline.Coach, From: at + 500, To: at + 3000})
			s.put(at+3000, timeline.CoachTurn{Turn: s.turn, From: at + 500, To: at + 3000, Text: "every single line of them", Echo: true})
			s.quiet(5000).coach("You're tired.", 900)
			return Wait2, at
		}, 1, true, "feeling"},
		{"an apology for it", func(s *script) (string, ms) {
			s.her(timeline.WhyReply, 1000, nil, piece{deep, 5000})
			at := later(s)
			s.quiet(5000).coach("Sorry, I was just thinking about that.", 900)
			return Wait2, at
		}, .5, true, "apologised"},
		{"a change of topic", func(s *script) (string, ms) {
			s.her(timeline.WhyReply, 1000, nil, piece{deep, 5000})
			at := later(s)
			s.quiet(5000).coach("Anyway, how is the board?", 900)
			return Wait2, at
		}, .5, true, "topic"},
		{"after her question", func(s *script) (string, ms) {
			s.her(timeline.WhyReply, 1000, nil, piece{"What would you do with somebody who does the rosters like that every month?", 5000})
			at := later(s)
			s.quiet(5000).coach("You want to know.", 900)
			return Wait2, at
		}, 0, true, "asked"},
		{"after she did not understand", func(s *script) (string, ms) {
			s.her(timeline.WhyReply, 1000, nil, piece{"Sorry, I'm not sure what you mean by what happens in me when I do that.", 5000})
			at := later(s)
			s.quiet(5000).coach("What do you notice?", 900)
			return Wait2, at
		}, 0, true, "understood"},
		{"after an unfinished thought", func(s *script) (string, ms) {
			s.her(timeline.WhyReply, 1000, nil, piece{"I do them again and then I…", 3000})
			at := later(s)
			s.quiet(5000).coach("And then?", 900)
			return Wait2, at
		}, 1, true, "unfinished"},
		{"16 s that nobody announced", func(s *script) (string, ms) {
			s.her(timeline.WhyReply, 1000, nil, piece{deep, 5000})
			at := later(s)
			s.quiet(16000).coach("You're tired.", 900)
			return Wait2, at
		}, 0, true, "15 s"},
		{"16 s after there is time", func(s *script) (string, ms) {
			s.her(timeline.WhyReply, 1000, nil, piece{plain, 5000}).quiet(1000).coach("Take your time with this.", 900)
			s.her(timeline.WhyReply, 1000, nil, piece{deep, 5000})
			at := later(s)
			s.quiet(16000).coach("You're tired.", 900)
			return Wait2, at
		}, .5, true, "feeling"},
		{"asks, 2 s, asks again", func(s *script) (string, ms) {
			at := later(s)
			s.quiet(2000).coach("I mean, what would be a good place to begin?", 2000).her(timeline.WhyReply, 900, nil, piece{plain, 5000})
			return Wait1, at
		}, .25, false, "refill"},
		{"asks, 5 s, she answers", func(s *script) (string, ms) {
			at := later(s)
			s.her(timeline.WhyReply, 5000, nil, piece{plain, 5000}).quiet(500).coach("I see that.", 900)
			return Wait1, at
		}, 1, true, "open question"},
		{"asks, 12 s, take your time", func(s *script) (string, ms) {
			at := later(s)
			s.quiet(12000).coach("Take your time.", 900).her(timeline.WhyReply, 900, nil, piece{plain, 5000})
			return Wait1, at
		}, .5, true, "there is time"},
		{"her own move ends it", func(s *script) (string, ms) {
			s.her(timeline.WhyReply, 1000, nil, piece{deep, 5000})
			at := later(s)
			s.slow = func() ms { return 700 }
			s.her(timeline.WhySilence, 6000, nil, piece{"It's quiet.", 900}).quiet(500).coach("It is.", 500)
			return Wait2, at
		}, 1, true, "feeling"},
		{"her heard time is known to 900 ms", func(s *script) (string, ms) {
			s.her(timeline.WhyReply, 1000, func(c *timeline.ClientTurn) { c.Uncertainty = 900 }, piece{deep, 5000})
			at := later(s)
			s.quiet(3500).coach("You're tired.", 900)
			return Wait2, at
		}, 1, false, "feeling"},
	}
	for _, c := range tests {
		s := begun()
		kind, from := c.talk(s)
		m := s.measure()
		got := find(t, m, kind, from)
		if got.Credit != c.credit || got.Held != c.held || !strings.Contains(got.Why, c.why) {
			t.Errorf("%s: %+v; want credit %v, held %v, %q", c.name, got, c.credit, c.held, c.why)
		}
	}
}

func TestRefillsWithinATurn(t *testing.T) {
	s := begun().her(timeline.WhyReply, 1000, nil, piece{plain, 4000}).quiet(800)
	s.coach("What is that like for you? I mean what do you feel?", 2000, 1400, 2000)
	if m := s.measure(); m.Talk.Refills != 1 {
		t.Errorf("%d refills, want 1: %+v", m.Talk.Refills, m.Silences)
	}
	s = begun().her(timeline.WhyReply, 1000, nil, piece{plain, 4000}).quiet(800)
	s.coach("You do them after lunch. What is that like for you?", 2000, 1400, 2000)
	if m := s.measure(); m.Talk.Refills != 0 {
		t.Errorf("%d refills, want none: %+v", m.Talk.Refills, m.Silences)
	}
}

// TestScenario: the scenario knows how long she meant to be silent.
func TestScenario(t *testing.T) {
	all, err := scenario.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(all, func(s *scenario.Scenario) bool { return s.ID == "marit-trays" })
	marit := all[i]
	pieces := marit.Opening.Text.Pieces
	planned := timeline.At(pieces[1].Pause)
	s := &script{now: 800}
	s.her(timeline.WhyOpening, 0, nil, piece{pieces[0].Words, 2000}, piece{"", planned + 1400}, piece{pieces[1].Words, 4000})
	end := s.now
	// Her move was due at the first entry of open silence and comes 900 ms late.
	entry := timeline.At(marit.SilenceTimes()[0])
	s.quiet(entry+900).her(timeline.WhySilence, 0, func(c *timeline.ClientTurn) { c.Lag.Decided = 0 }, piece{"It's quiet.", 900})
	// An answer that never came cannot have been thought about for 20 s.
	s.quiet(1000).coach(open, 2000).quiet(20000).coach("Are you there?", 900).her(timeline.WhyReply, 1000, nil, piece{plain, 5000})
	m := Measure(s.timeline(), marit)
	if q := find(t, m, Thinking, 0); q.To-q.From != planned {
		t.Errorf("thinking for %d ms, %d were planned", q.To-q.From, planned)
	}
	if q := find(t, m, DeadAir, 0); q.To-q.From != 1400 {
		t.Errorf("dead air of %d ms in her turn, want 1400", q.To-q.From)
	}
	if q := find(t, m, Wait2, end); q.To-q.From != entry {
		t.Errorf("open silence of %d ms before her move, want %d", q.To-q.From, entry)
	}
	if q := find(t, m, Wait1, end); q.To-q.From != 20000 || q.Eligible != timeline.At(marit.Think.Layer[3].Max) {
		t.Errorf("%+v", q)
	}
	if m.Talk.Reference == nil || *m.Talk.Reference != marit.Reference.Talk {
		t.Errorf("reference %v, want %v", m.Talk.Reference, marit.Reference.Talk)
	}
}

func TestTypedLinesAreNotTimed(t *testing.T) {
	s := begun().her(timeline.WhyReply, 1000, nil, piece{deep, 4000})
	at := s.now
	s.quiet(5000)
	s.turn++
	s.put(s.now, timeline.CoachTurn{Turn: s.turn, From: s.now, To: s.now, Text: open, Typed: true})
	s.spoken = s.now
	s.her(timeline.WhyReply, 4000, nil, piece{plain, 4000})
	m := s.measure()
	for _, q := range m.Silences {
		if q.From >= at && (q.Credit != 0 || q.Eligible != 0) {
			t.Errorf("credited beside a typed line: %+v", q)
		}
	}
	if m.Lag.Turns != 1 || m.Talk.Speech.Coach != 2000 {
		t.Errorf("lag %+v, speech %+v", m.Lag, m.Talk.Speech)
	}
}

func TestDiedWhileSheSpoke(t *testing.T) {
	s := begun().her(timeline.WhyReply, 1000, nil, piece{plain, 4000}).quiet(800).coach(open, 2000)
	s.quiet(1000).put(s.now, timeline.ClientStart{Turn: s.turn, Why: timeline.WhyReply, Text: deep, Think: 1000})
	tl := s.timeline()
	tl.Length, tl.Complete = s.now+3000, false
	m := Measure(tl, nil)
	last := m.Turns[len(m.Turns)-1]
	if last.Side != timeline.Client || last.From != s.now || last.To != tl.Length || last.WPM != 0 {
		t.Errorf("her last turn: %+v", last)
	}
	if !m.Assessable || len(m.Because) != 1 {
		t.Errorf("assessable %v, %q", m.Assessable, m.Because)
	}
}

func TestCorrectedText(t *testing.T) {
	s := begun().her(timeline.WhyReply, 1000, nil, piece{plain, 4000}).quiet(800).coach("And what happens in ewe?", 2000)
	s.put(s.now, timeline.Correction{Of: len(s.events), Text: "And what happens in you?"})
	m := s.measure()
	if last := m.Turns[len(m.Turns)-1]; last.Text != "And what happens in you?" || last.Raw != "And what happens in ewe?" {
		t.Errorf("%+v", last)
	}
}

// Measured word times say which words came before a refilled pause. Estimates
// and those of words that a person corrected say nothing.
func TestWordsBeforeARefill(t *testing.T) {
	refills := func(words []timeline.Word, estimated bool, better string) (n int) {
		s := begun().her(timeline.WhyReply, 1000, nil, piece{plain, 4000}).quiet(800)
		from := s.now
		s.turn++
		s.put(from+2000, timeline.IPU{Side: timeline.Coach, From: from, To: from + 2000})
		s.put(from+6000, timeline.IPU{Side: timeline.Coach, From: from + 4000, To: from + 6000})
		s.now, s.spoken = from+6000, from+6000
		for i := range words {
			words[i].From += from
			words[i].To += from
		}
		s.put(s.now, timeline.CoachTurn{Turn: s.turn, From: from, To: from + 6000, Text: "How is that? I wonder about that.", Words: words, WordsEstimated: estimated})
		if better != "" {
			s.put(s.now, timeline.Correction{Of: len(s.events), Text: better})
		}
		s.her(timeline.WhyReply, 1000, nil, piece{plain, 4000})
		for _, q := range s.measure().Silences {
			if q.EndedBy == ByRefill {
				n++
			}
		}
		return n
	}
	late := func() (out []timeline.Word) { // all of it after the pause
		for i, w := range strings.Fields("How is that? I wonder about that.") {
			out = append(out, timeline.Word{Text: w, From: 4000 + timeline.Ms(i)*250, To: 4250 + timeline.Ms(i)*250})
		}
		return out
	}
	for _, c := range []struct {
		name      string
		words     []timeline.Word
		estimated bool
		better    string
		want      int
	}{
		{"no times", nil, false, "", 1},
		{"measured", late(), false, "", 0},
		{"estimated", late(), true, "", 1},
		{"corrected", late(), false, "How is this? I wonder about that.", 1},
	} {
		if got := refills(c.words, c.estimated, c.better); got != c.want {
			t.Errorf("%s: %d refills, want %d", c.name, got, c.want)
		}
	}
}

func TestNotAssessable(t *testing.T) {
	her := timeline.ClientTurn{From: 1000, To: 15000, Text: plain}
	tests := []struct {
		name string
		tl   timeline.Timeline
		want string
	}{
		{"nothing", timeline.Timeline{}, "less than 10 s"},
		{"3 s", timeline.Timeline{Length: 3000, Events: []timeline.Event{{Body: timeline.ClientTurn{From: 1000, To: 2000}}}}, "less than 10 s"},
		{"no coach", timeline.Timeline{Length: 20000, Events: []timeline.Event{{Body: her}}}, "the coach was not heard"},
		{"no client", timeline.Timeline{Length: 20000, Events: []timeline.Event{{Body: timeline.IPU{Side: timeline.Coach, From: 0, To: 5000}}}}, "the client was not heard"},
		{"silence", timeline.Timeline{Length: 20000}, "nobody spoke"},
		{"a later schema", timeline.Timeline{Schema: 2, Length: 20000}, "schema 2"},
		{"a year", timeline.Timeline{Length: 1 << 40}, "more than a day"},
	}
	for _, c := range tests {
		if m := Measure(c.tl, nil); m.Assessable || !strings.Contains(strings.Join(m.Because, "; "), c.want) {
			t.Errorf("%s: assessable %v because %q, want %q", c.name, m.Assessable, m.Because, c.want)
		}
	}
}
