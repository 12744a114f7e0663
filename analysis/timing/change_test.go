package timing

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"stillpoint/dialogue/timeline"
)

// The tests of this file change a practice and say what may change with it.

// shift moves every time in m back: what happened at or after the i-th entry
// of added, by the sum of those up to it. It drops what may differ.
func shift(m Times, added []ms) Times {
	back := func(t ms) ms {
		sum := ms(0)
		for i := 0; i < len(added); i += 2 {
			sum += min(added[i+1], max(0, t-added[i]))
		}
		return t - sum
	}
	for i := range m.Turns {
		m.Turns[i].From, m.Turns[i].To = back(m.Turns[i].From), back(m.Turns[i].To)
	}
	m.Silences = slices.DeleteFunc(m.Silences, func(s Silence) bool { return s.Kind == DeadAir })
	for i := range m.Silences {
		m.Silences[i].From, m.Silences[i].To = back(m.Silences[i].From), back(m.Silences[i].To)
	}
	for i := range m.Overlaps {
		m.Overlaps[i].From, m.Overlaps[i].To = back(m.Overlaps[i].From), back(m.Overlaps[i].To)
	}
	for _, points := range [][]PacePoint{m.Pace.Coach, m.Pace.Client} {
		for i := range points {
			points[i].At = back(points[i].At)
		}
	}
	for i := range m.Excluded {
		m.Excluded[i].From, m.Excluded[i].To = back(m.Excluded[i].From), back(m.Excluded[i].To)
	}
	m.Talk.Excluded, m.Lag, m.Transfers = 0, Lag{}, nil
	return m
}

// TestLatency: engine speed moves the machine's own time, what comes later, and nothing else.
func TestLatency(t *testing.T) {
	for seed := range uint64(200) {
		want := shift(talk(rand.New(rand.NewPCG(seed, 1)), func() ms { return 0 }).measure(), nil)
		for _, excess := range []ms{300, 1500, -1} {
			jitter := rand.New(rand.NewPCG(seed, 2))
			s := talk(rand.New(rand.NewPCG(seed, 1)), func() ms {
				if excess < 0 {
					return ms(jitter.IntN(4000))
				}
				return excess
			})
			m := s.measure()
			if m.Lag.Turns == 0 || excess > 700 && !m.Lag.Limited {
				t.Fatalf("seed %d: lag %+v", seed, m.Lag)
			}
			for _, q := range m.Silences {
				if q.Kind == DeadAir && (q.Credit > 0 || q.Eligible > 0) {
					t.Fatalf("seed %d: credited for a late machine: %+v", seed, q)
				}
			}
			// The offsets added before a time belong to media times that hold those before.
			if got := shift(m, s.added); !reflect.DeepEqual(got, want) {
				t.Fatalf("seed %d, excess %d:\n got %s\nwant %s", seed, excess, dump(got), dump(want))
			}
		}
	}
}

func dump(m Times) string {
	var out string
	for _, s := range m.Silences {
		out += fmt.Sprintf("\n%+v", s)
	}
	return fmt.Sprintf("%+v\n%+v\n%+v\n%+v%s", m.Turns, m.Overlaps, m.Pace, m.Talk, out)
}

// moved is tl with all times d later.
func moved(tl timeline.Timeline, d ms) timeline.Timeline {
	tl.Length += d
	events := slices.Clone(tl.Events)
	for i := range events {
		e := &events[i]
		e.At += d
		switch b := e.Body.(type) {
		case timeline.IPU:
			b.From, b.To = b.From+d, b.To+d
			e.Body = b
		case timeline.CoachTurn:
			b.From, b.To = b.From+d, b.To+d
			e.Body = b
		case timeline.ClientTurn:
			b.From, b.To = b.From+d, b.To+d
			b.Pieces = slices.Clone(b.Pieces)
			for k := range b.Pieces {
				b.Pieces[k].From, b.Pieces[k].To = b.Pieces[k].From+d, b.Pieces[k].To+d
			}
			if b.Lag.Decided > 0 {
				b.Lag.Decided += d
			}
			b.Lag.Playout += d
			e.Body = b
		}
	}
	tl.Events = events
	return tl
}

// TestSilenceBefore: what comes before the first word is an offset.
func TestSilenceBefore(t *testing.T) {
	for seed := range uint64(50) {
		tl := talk(rand.New(rand.NewPCG(seed, 3)), nil).timeline()
		want, got := Measure(tl, nil), Measure(moved(tl, 12345), nil)
		got = shift(got, []ms{0, 12345})
		want = shift(want, nil)
		got.Silences[0].From = 0 // the silence before it is longer
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("seed %d:\n got %s\nwant %s", seed, dump(got), dump(want))
		}
	}
}

// TestStretch: a longer silence earns no less, up to 8 s.
func TestStretch(t *testing.T) {
	last := -1.0
	for d := ms(100); d <= 8000; d += 50 {
		s := begun().her(timeline.WhyReply, 1000, nil, piece{deep, 5000})
		at := s.now
		m := s.quiet(d).coach("You're tired of it.", 900).measure()
		q := find(t, m, Wait2, at)
		if q.Credit < last {
			t.Fatalf("%d ms earns %v, less than %v", d, q.Credit, last)
		}
		last = q.Credit
	}
	if last != 1 {
		t.Errorf("8 s earns %v, want 1", last)
	}
}

// over is a practice in which the coach says text for d ms, at ms into a line
// of hers of 6 s, and stops her 700 ms later when cuts.
func overHer(text string, at, d ms, cuts bool) Times {
	s := begun()
	from := s.spoken + 1000
	s.put(from+at+d, timeline.IPU{Side: timeline.Coach, From: from + at, To: from + at + d})
	s.put(from+at+d, timeline.CoachTurn{Turn: 2, From: from + at, To: from + at + d, Text: text})
	s.her(timeline.WhyReply, 1000, func(c *timeline.ClientTurn) {
		if cuts {
			c.To = c.From + at + 700
			c.Pieces[0].To, c.Pieces[0].Text = c.To, "It's the rosters, mostly. I'm so"
			c.Text, c.Unheard = c.Pieces[0].Text, "tired of it and I lie awake over every single line of them."
			c.Cut = &timeline.Cut{By: timeline.Coach, Onset: c.From + at, Stopped: c.To}
		}
	}, piece{deep, 6000})
	s.now = max(s.now, from+at+d)
	return s.measure()
}

// TestLonger: a longer interruption is never milder.
func TestLonger(t *testing.T) {
	for _, text := range []string{"Yeah.", "but have you tried", "every single line", "Can I check something before you go on?", "", "So have you tried a planner?"} {
		for _, at := range []ms{200, 2000, 4000, 5600, 5900} {
			for _, cuts := range []bool{false, true} {
				if cuts && at > 4000 {
					continue
				}
				weight := 0.0
				for d := ms(150); d < 4000; d += 150 {
					m := overHer(text, at, d, cuts)
					if len(m.Overlaps) != 1 {
						t.Fatalf("%q at %d for %d: overlaps %+v", text, at, d, m.Overlaps)
					}
					if o := m.Overlaps[0]; o.Weight < weight {
						t.Errorf("%q at %d for %d, cut %v: %s weighs %v, a shorter one %v", text, at, d, cuts, o.Kind, o.Weight, weight)
					} else {
						weight = o.Weight
					}
				}
			}
		}
	}
}

func TestOverlapKinds(t *testing.T) {
	tests := []struct {
		text string
		at   ms
		d    ms
		cuts bool
		kind string
		lost int
	}{
		{"Yeah.", 2000, 400, false, "backchannel", 0},
		{"Yeah but have you thought about a planner", 2000, 2500, true, "interruption", 13},
		{"but have you", 2000, 700, false, "butting_in", 0},
		{"", 2000, 400, false, "noise", 0},
		{"every line", 4300, 700, false, "collaborative", 0},
		{"Sorry, can I check something?", 2000, 1800, true, "purposeful", 13},
		{"So that is how it goes.", 5750, 1800, false, "terminal", 0},
		{"So that is how it goes.", 200, 900, false, "simultaneous", 0},
	}
	for _, c := range tests {
		m := overHer(c.text, c.at, c.d, c.cuts)
		if len(m.Overlaps) != 1 || m.Overlaps[0].Kind != c.kind || m.Overlaps[0].WordsLost != c.lost {
			t.Errorf("%q: %+v, want %s with %d words lost", c.text, m.Overlaps, c.kind, c.lost)
		}
	}
}

// TestAway: nothing counts while the line is away or the role-play set aside.
func TestAway(t *testing.T) {
	for seed := range uint64(200) {
		rng := rand.New(rand.NewPCG(seed, 4))
		s := talk(rng, nil)
		from := ms(rng.IntN(int(s.now)))
		to := from + ms(rng.IntN(20000))
		switch seed % 4 {
		case 0:
			s.put(from, timeline.Line{State: timeline.LineDown}).put(to, timeline.Line{State: timeline.LineUp})
		case 1:
			s.put(from, timeline.Line{State: timeline.LineMuted}).put(to, timeline.Line{State: timeline.LineUnmuted})
		case 2:
			s.put(from, timeline.Role{State: "paused"}).put(to, timeline.Role{State: "resumed"})
		case 3:
			s.put(from, timeline.Line{State: timeline.LineQuiet}).put(to, timeline.Line{State: timeline.LineUp})
		}
		m := s.measure()
		for _, q := range m.Silences {
			if q.From < to && from < q.To && q.Kind != Aside && q.Kind != Down {
				t.Fatalf("seed %d: %+v lies in [%d, %d)", seed, q, from, to)
			}
			if q.To == from || q.From == to {
				if q.Credit > 0 {
					t.Fatalf("seed %d: %+v touches [%d, %d) and is credited", seed, q, from, to)
				}
			}
		}
		for _, o := range m.Overlaps {
			if o.From >= from && o.From < to {
				t.Fatalf("seed %d: %+v lies in [%d, %d)", seed, o, from, to)
			}
		}
	}
}

// FuzzMeasure: any timeline gives a result in which nothing is negative, no
// two silences meet and all is in order, and the same one gives the same.
func FuzzMeasure(f *testing.F) {
	for seed := range uint64(5) {
		for _, tl := range []timeline.Timeline{talk(rand.New(rand.NewPCG(seed, 5)), nil).timeline(), random(rand.New(rand.NewPCG(seed, 6)))} {
			b, err := json.Marshal(tl)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(b)
		}
	}
	f.Add([]byte(`{"length":-5,"events":[{"kind":"coach","from":9,"to":3,"text":"a"},{"kind":"client","turn":1,"from":-3,"to":9000000000000000000,"pieces":[{"from":5,"to":1},{"pause":true,"from":1,"to":9}],"cut":{"onset":-9}}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var tl timeline.Timeline
		if json.Unmarshal(data, &tl) != nil {
			return
		}
		m := Measure(tl, nil)
		sound(t, m)
		if again := Measure(tl, nil); !reflect.DeepEqual(m, again) {
			t.Fatal("the same timeline gives another result")
		}
	})
}

// TestChaos bends good timelines until nothing in them fits.
func TestChaos(t *testing.T) {
	for seed := range uint64(2000) {
		rng := rand.New(rand.NewPCG(seed, 8))
		tl := random(rng)
		any := func(at *ms) {
			switch rng.IntN(12) {
			case 0:
				*at = -*at
			case 1:
				*at = ms(rng.Uint64())
			case 2:
				*at = 0
			case 3, 4:
				*at += ms(rng.IntN(6000) - 3000)
			}
		}
		for i := range tl.Events {
			e := &tl.Events[i]
			any(&e.At)
			switch b := e.Body.(type) {
			case timeline.IPU:
				any(&b.From)
				any(&b.To)
				e.Body = b
			case timeline.CoachTurn:
				any(&b.From)
				any(&b.To)
				b.Turn = rng.IntN(4) - 1
				e.Body = b
			case timeline.ClientTurn:
				any(&b.From)
				any(&b.To)
				any(&b.Think)
				any(&b.Uncertainty)
				any(&b.Lag.Decided)
				b.Turn = rng.IntN(4) - 1
				for k := range b.Pieces {
					any(&b.Pieces[k].From)
					any(&b.Pieces[k].To)
				}
				if rng.IntN(3) == 0 {
					b.Cut = &timeline.Cut{By: timeline.Coach}
					any(&b.Cut.Onset)
					b.Unheard = "words"
				}
				if rng.IntN(5) == 0 {
					b.Pieces = nil
				}
				e.Body = b
			}
			if rng.IntN(10) == 0 {
				e.Seq = rng.IntN(10)
			}
			if rng.IntN(20) == 0 {
				e.Body = timeline.ClientStart{Turn: 1, Text: plain}
			}
		}
		rng.Shuffle(len(tl.Events), func(i, k int) { tl.Events[i], tl.Events[k] = tl.Events[k], tl.Events[i] })
		any(&tl.Length)
		sound(t, Measure(tl, nil))
	}
}

func sound(t *testing.T, m Times) {
	t.Helper()
	last := ms(0)
	for _, s := range m.Silences {
		if s.From < last || s.To <= s.From || s.Eligible < 0 || s.Eligible > s.To-s.From || s.Credit < 0 || s.Credit > 1 {
			t.Fatalf("silence %+v after %d ms", s, last)
		}
		last = s.To
	}
	for _, v := range m.Turns {
		if v.From < 0 || v.To < v.From || v.Speech < 0 || v.Speech > v.To-v.From || v.WPM < 0 {
			t.Fatalf("turn %+v", v)
		}
	}
	for _, o := range m.Overlaps {
		if o.From < 0 || o.To <= o.From || o.WordsLost < 0 {
			t.Fatalf("overlap %+v", o)
		}
	}
	for _, p := range append(slices.Clone(m.Pace.Coach), m.Pace.Client...) {
		if p.At < 0 || p.WPM < 0 {
			t.Fatalf("pace %+v", p)
		}
	}
	for _, x := range []float64{m.Pace.Brisk, m.Talk.Coach, m.Talk.Client, m.Lag.Over700} {
		if !(x >= 0 && x <= 1) {
			t.Fatalf("share %v", x)
		}
	}
	if m.Talk.Speech.Coach < 0 || m.Talk.Speech.Client < 0 || m.Talk.Silence < 0 || m.Talk.Excluded < 0 || m.Lag.P50 < 0 {
		t.Fatalf("%+v %+v", m.Talk, m.Lag)
	}
	if !m.Assessable && len(m.Because) == 0 {
		t.Fatal("not assessable, and no word why")
	}
}
