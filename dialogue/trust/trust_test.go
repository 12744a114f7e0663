package trust

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"reflect"
	"strings"
	"testing"
)

var middle = Params{Start: 25, Gain: 100, Loss: 100, Open: [4]int{1: 32, 2: 52, 3: 72}, Close: [4]int{1: 22, 2: 42, 3: 62}}

var names = []Name{
	EmotionAck, Accept, Repair, Strength, Empathy, Explore, Invite, Context, SilenceHeld, ClientWords, Transparency, SilenceShort,
	Judge, AdviceEarly, InterruptEmo, Interrupt, EmotionMissed, Minimise, SelfFocus, IgnoredBid, ProbeTooDeep, Stacked, AdvicePermit, Rush, SilenceCold, Leading,
	GenericPraise,
}

const good = 12 // of names

func events(names ...Name) []Event {
	all := make([]Event, len(names))
	for i, n := range names {
		all[i] = Event{Name: n}
	}
	return all
}

func TestGoldenTraces(t *testing.T) {
	data, err := os.ReadFile("testdata/traces.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Traces []struct {
			Name  string
			Steps []struct {
				Events             []Name
				Trust, Guard, Open int
				Rupture            bool
			}
		}
	}
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Traces) != 8 {
		t.Fatalf("%d traces, want 8", len(file.Traces))
	}
	for _, trace := range file.Traces {
		s := middle.Begin()
		for i, want := range trace.Steps {
			var c Change
			s, c = Step(middle, s, events(want.Events...))
			if s.Trust != want.Trust || s.Guard != want.Guard || s.Open != want.Open || s.Rupture != want.Rupture {
				t.Fatalf("%s, turn %d %v: got %+v, want %+v", trace.Name, i+1, want.Events, s, want)
			}
			if c.Why != "" {
				t.Logf("%s, turn %d: %s", trace.Name, i+1, c.Why)
			}
			s = s.Spoke(s.Open)
		}
	}
}

// practice is a random one: its parameters and the events of each turn. Every
// coach has a skill, so that some get deep and some nowhere.
func practice(r *rand.Rand) (Params, [][]Event) {
	p := middle
	p.Start = r.IntN(60)
	p.Gain, p.Loss = 60+r.IntN(120), 60+r.IntN(120)
	p.Touchy = map[Name]int{names[r.IntN(len(names))]: 50 + r.IntN(200)}
	skill := r.Float64()
	turns := make([][]Event, 18)
	for i := range turns {
		for range r.IntN(4) {
			if r.Float64() < skill {
				turns[i] = append(turns[i], Event{Name: names[r.IntN(good)]})
			} else {
				turns[i] = append(turns[i], Event{Name: names[good+r.IntN(len(names)-good)]})
			}
		}
	}
	return p, turns
}

func missed(events []Event) bool {
	for _, e := range events {
		if w, _ := Weight(e.Name); w < 0 {
			return true
		}
	}
	return false
}

func TestProperties(t *testing.T) {
	var reached [4]int
	for seed := range uint64(practices) {
		r := rand.New(rand.NewPCG(seed, 6))
		p, turns := practice(r)
		s := p.Begin()
		for i, events := range turns {
			before := s
			var c Change
			s, c = Step(p, s, events)
			miss := missed(events)
			switch {
			case s.Trust < 0 || s.Trust > 100 || s.Guard < 0 || s.Guard > 3 || s.Open < 0 || s.Open > 3 || s.Dwell < 0 || len(s.Recent) > 6:
				t.Fatalf("seed %d, turn %d: out of range: %+v", seed, i+1, s)
			case s.Open > before.Open+1:
				t.Fatalf("seed %d, turn %d: from layer %d to %d at once", seed, i+1, before.Open, s.Open)
			case s.Open > before.Open && miss:
				t.Fatalf("seed %d, turn %d: opened in a turn with %v", seed, i+1, events)
			case s.Open == 3 && s.Guard > 0 || s.Open == 2 && s.Guard > 1:
				t.Fatalf("seed %d, turn %d: layer %d with guard %d", seed, i+1, s.Open, s.Guard)
			case s.Open > 1 && s.Rupture:
				t.Fatalf("seed %d, turn %d: layer %d with a rupture", seed, i+1, s.Open)
			case s.Open == 3 && i+1 < 6:
				t.Fatalf("seed %d: layer 3 at turn %d", seed, i+1)
			case (c.Opened != nil) != (s.Open > before.Open) || (c.Closed != nil) != (s.Open < before.Open) || (c.Why != "") != (s.Open != before.Open):
				t.Fatalf("seed %d, turn %d: %d to %d is told as %+v", seed, i+1, before.Open, s.Open, c)
			case c.Delta != s.Trust-before.Trust:
				t.Fatalf("seed %d, turn %d: delta %d from %d to %d", seed, i+1, c.Delta, before.Trust, s.Trust)
			}
			if !miss {
				more := append(append([]Event(nil), events...), Event{Name: names[r.IntN(good)]})
				if better, _ := Step(p, before, more); better.Trust < s.Trust {
					t.Fatalf("seed %d, turn %d: with %v trust is %d, without the last %d", seed, i+1, more, better.Trust, s.Trust)
				}
			}
			reached[s.Open]++
			s = s.Spoke(r.IntN(s.Open + 1))
		}
	}
	t.Logf("%d practices; turns at layer 0 to 3: %v", practices, reached)
	for layer, n := range reached {
		if n == 0 {
			t.Errorf("no practice reached layer %d: the test says nothing about it", layer)
		}
	}
}

// What is stored of a practice gives the same states again, from any turn on.
func TestReplayThroughJSON(t *testing.T) {
	for seed := range uint64(500) {
		r := rand.New(rand.NewPCG(seed, 7))
		p, turns := practice(r)
		s, again := p.Begin(), p.Begin()
		for i, events := range turns {
			held, _ := json.Marshal(s)
			next, c := Step(p, s, events)
			if now, _ := json.Marshal(s); string(now) != string(held) {
				t.Fatalf("seed %d, turn %d: Step wrote into its state", seed, i+1)
			}
			s = next
			data, err := json.Marshal(again)
			if err != nil {
				t.Fatal(err)
			}
			again = State{}
			if err := json.Unmarshal(data, &again); err != nil {
				t.Fatal(err)
			}
			var d Change
			if again, d = Step(p, again, events); !reflect.DeepEqual(again, s) || d.Why != c.Why {
				t.Fatalf("seed %d, turn %d: %+v again is %+v", seed, i+1, s, again)
			}
		}
	}
}

// An event counts once a turn, and one nobody knows counts nothing.
func TestOnceATurn(t *testing.T) {
	one, _ := Step(middle, middle.Begin(), events(AdviceEarly, Explore))
	many, _ := Step(middle, middle.Begin(), events(AdviceEarly, Explore, AdviceEarly, Explore, "applause"))
	if one.Trust != many.Trust || one.Guard != many.Guard {
		t.Errorf("once %+v, often %+v", one, many)
	}
}

// Guard comes down in a clean turn only, and a scenario's percentages count.
func TestGuardAndTouchy(t *testing.T) {
	s := State{Trust: 50, Guard: 2}
	for want, given := range map[int][]Event{1: events(Explore), 2: events(Explore, Leading), 3: events(Minimise), 0: events(Repair)} {
		if got, _ := Step(middle, s, given); got.Guard != want {
			t.Errorf("%v: guard %d, want %d", given, got.Guard, want)
		}
	}
	touchy := middle
	touchy.Touchy, touchy.Loss = map[Name]int{AdviceEarly: 120}, 150
	if got, c := Step(touchy, State{Trust: 50}, events(AdviceEarly)); c.Delta != -18 {
		t.Errorf("advice at 120 %% and a loss of 150 %%: %d to trust %d, want -18", c.Delta, got.Trust)
	}
}

func TestWhy(t *testing.T) {
	deep := State{Trust: 88, Open: 3, EmoAck: true, Accepted: true, Recent: [][]Name{{EmotionAck}}}
	for _, test := range []struct {
		state  State
		events []Event
		want   string
	}{
		{State{Trust: 30}, events(EmotionAck), "The client went on to what worries them: their feeling was met and nothing was pushed."},
		{State{Trust: 30, Recent: [][]Name{{EmotionAck}, {AdviceEarly}}}, []Event{{EmotionAck, "that sounds lonely"}, {Name: Repair}},
			"The client went on to what worries them: their feeling was met twice (“that sounds lonely”) and a misstep was owned."},
		{State{Trust: 50, Open: 1, Dwell: 4, EmoAck: true}, events(Context, ClientWords),
			"The client went on to how it feels: their world was asked about, their own words were picked up, their feeling had been met before and nothing was pushed."},
		{State{Trust: 60, Guard: 2, Open: 1, Dwell: 4, Held: true}, nil, "The client went on to how it feels: their silence had been held before and nothing was pushed."},
		{deep, []Event{{Judge, "well, that was not very clever of you, was it"}},
			"The client drew back to the surface: they were judged (“well, that was not very clever of you, …”), and until that is owned they will not say how it feels."},
		{deep, events(Leading, Minimise), "The client drew back to how it feels: what they said was made small and a question held its own answer."},
		{deep, events(Explore), ""},
	} {
		if _, c := Step(middle, test.state, test.events); c.Why != test.want {
			t.Errorf("%v on %+v:\n got %q\nwant %q", test.events, test.state, c.Why, test.want)
		}
	}
	for _, n := range names {
		if w, _ := Weight(n); (because(n) == "") != (w == 0) {
			t.Errorf("%s, worth %d, is told as %q", n, w, because(n))
		}
	}
	if strings.Contains(because("applause"), " ") {
		t.Error("an unknown event is told")
	}
}

func BenchmarkStep(b *testing.B) {
	s := State{Trust: 60, Open: 2, EmoAck: true, Recent: [][]Name{{Explore}, {EmotionAck, ClientWords}, {Explore}, {Context}, {Empathy}, {SilenceHeld, Explore}}}
	turn := []Event{{EmotionAck, "that sounds lonely"}, {SilenceHeld, ""}, {ClientWords, "trays"}}
	b.ReportAllocs()
	for b.Loop() {
		Step(middle, s, turn)
	}
}
