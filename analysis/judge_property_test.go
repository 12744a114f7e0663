package analysis

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"stillpoint/analysis/timing"
	"stillpoint/dialogue/timeline"
)

func TestLevels(t *testing.T) {
	for _, c := range []struct {
		offered, taken, against int
		spread, agreed          bool
		want                    int
	}{
		{2, 0, 2, false, false, 0}, // contrary evidence only
		{3, 0, 2, false, false, 1}, // missed most
		{2, 1, 0, true, true, 2},   // one is one, whatever its share
		{6, 2, 1, true, true, 2},   // under 40 %
		{5, 2, 0, true, false, 3},
		{3, 2, 0, false, false, 3}, // two of three in one half
		{3, 2, 0, true, true, 3},   // under 70 %
		{3, 3, 0, false, true, 3},  // all of it in one corner
		{4, 3, 1, true, false, 4},
		{4, 3, 1, true, true, 5},
		{4, 1, 0, true, true, 2},
	} {
		if got := levelOf(c.offered, c.taken, c.against, c.spread, c.agreed); got != c.want {
			t.Errorf("%+v: level %d", c, got)
		}
	}
}

// exchanges that have nothing to do with each other: what she says, and what
// the coach answers.
var exchanges = []string{
	"> The form is due on Monday and I'm so ashamed of it that I hide it. {cue=2}\n< You sound ashamed of that form.",
	"> My neighbour plays the oboe at six, every single morning.\n< Have you tried ear plugs?",
	"> I finally told Aunt Ruth that I can't drive her any more.\n< It took courage to tell her that.",
	"> The van broke and I'm so worried about the deliveries. {cue=2}\n< And what do you have for breakfast?",
	"> It's a bramble, that cellar. I go down and come up scratched.\n< A bramble.",
	"> I forgot his birthday, which I never do.\n< That was selfish of you.",
	"> I'm lonely in that house, with the clocks. {cue=2}\n< What's that like for you, with the clocks?",
	"> I told him the truth about the dent.\n< Okay. Thanks for telling me.",
}

// Two exchanges that have nothing to do with each other change places: all
// counts stay.
func TestSwappedExchangesCountTheSame(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for n := range 40 {
		order := slices.Clone(exchanges)
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		// The first and the last exchange, and a world question in each third,
		// stay where they are: by their place they mean something.
		say := func(order []string) timeline.Timeline {
			with := slices.Clone(order)
			for i, at := range []int{0, 4, 8} {
				with = slices.Insert(with, at, fmt.Sprintf("> So that's number %d.\n< What was your village like?", i))
			}
			return practice(t, "> Hello there.\n< Hello. Before we begin, this stays between us.\n"+strings.Join(with, "\n")+"\n> That's all there is.\n< Then we leave it at that.\n> Yes.")
		}
		_, markers, mistakes := judged(say(order), nil)
		i, j := rng.IntN(len(order)), rng.IntN(len(order))
		swapped := slices.Clone(order)
		swapped[i], swapped[j] = swapped[j], swapped[i]
		_, markers2, mistakes2 := judged(say(swapped), nil)
		if a, b := counts(markers, mistakes), counts(markers2, mistakes2); a != b {
			t.Errorf("%d: %q and %q swapped\n%s\n%s", n, order[i], order[j], a, b)
		}
	}
}

// Each repetition of one reflection adds less than the one before, and from the
// fourth on nothing; different ones add in full.
func TestRepetitionAddsLessEachTime(t *testing.T) {
	feelings := []string{"sad", "angry", "lonely", "scared", "ashamed", "worn out"}
	credit := func(n int, say func(i int) string) float64 {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "> That part of the house makes me so %s. {cue=2}\n< %s\n", feelings[i], say(i))
		}
		k := listen(practice(t, b.String()), timing.Measure(practice(t, b.String()), nil), nil)
		var f findings
		k.feelings(&f)
		f.answered(k)
		f.repeats()
		sum := 0.0
		for _, o := range f.offers {
			sum += o.credit
		}
		return sum
	}
	same := func(int) string { return "That sounds really hard for you." }
	before, added := 0.0, 2.0
	for n := 1; n <= len(feelings); n++ {
		now := credit(n, same)
		if now-before > added || n > 1 && n < 4 && now-before >= added {
			t.Errorf("time %d adds %v, the one before %v", n, now-before, added)
		}
		before, added = now, now-before
	}
	if added != 0 || before > 1.75 {
		t.Errorf("six times the same are worth %v, the last %v", before, added)
	}
	ways := []string{"You sound sad there.", "There's anger in it, I hear.", "It's lonely in that part.", "Something in there scares you.", "So it leaves you ashamed.", "What is that like for you?"}
	if all := credit(len(ways), func(i int) string { return ways[i] }); all < 5 {
		t.Errorf("six different ones are worth %v", all)
	}
}

// A turn whose words the ears lost, so that she asks for them again, counts
// against nobody: whether the coach then says them or something else, no more is
// missed and no mistake is added.
func TestLostWordsCountAgainstNobody(t *testing.T) {
	against := func(text string) map[string]int {
		evidence, _, mistakes := judged(practice(t, "> Hello there.\n< Hello. Before we begin, this stays between us.\n"+text+"\n> That's all there is.\n< Then we leave it at that.\n> Yes."), nil)
		n := map[string]int{}
		for _, e := range evidence {
			if e.Verdict != Observed {
				n[e.Code]++
			}
		}
		for _, m := range mistakes {
			n[m.Code] += m.Count
		}
		return n
	}
	for i := range exchanges {
		lost := slices.Clone(exchanges)
		her, coach, _ := strings.Cut(exchanges[i], "\n")
		lost[i] = her + "\n< {lasts=2}\n~ fault\n> Sorry, the line dropped. Say that again?\n" + coach
		want := against(strings.Join(exchanges, "\n"))
		for code, n := range against(strings.Join(lost, "\n")) {
			if n > want[code] {
				t.Errorf("%q was lost: %s %d times, not %d", coach, code, n, want[code])
			}
		}
		want = against(strings.Join(slices.Delete(slices.Clone(exchanges), i, i+1), "\n"))
		lost[i] = her + "\n< {lasts=2}\n~ fault\n> Sorry, the line dropped. Say that again?\n< It's raining now."
		for code, n := range against(strings.Join(lost, "\n")) {
			if n > want[code] && code != "X4" { // how soon the coach spoke is known without words
				t.Errorf("%q was lost for good: %s %d times, not %d", coach, code, n, want[code])
			}
		}
	}
}

// Her yes makes a level no lower, and her no or her silence no lower than not
// having tried.
func TestHerAnswersLowerNothing(t *testing.T) {
	answers := []string{"Mm.", "Yes, exactly.", "Yes.", "I don't know.", "The dent is still there, and the car, and the whole street has seen it by now, I'd say."}
	level := func(answer string) (taken [6]int) {
		_, markers, _ := judged(practice(t, `> I'm ashamed of the dent. {cue=2}
< You sound ashamed of it.
> `+answer+`
< What is the street like?
> Long.
< And who lives there?
> My sister.`), nil)
		for i, m := range markers {
			taken[i] = m.Taken
		}
		return taken
	}
	want := level(answers[0])
	for _, a := range answers[1:] {
		if got := level(a); got != want {
			t.Errorf("%q: %v, want %v", a, got, want)
		}
	}
}

// What others propose enters the same counting, if its quotes are true, and
// once.
func TestProposedEvidence(t *testing.T) {
	tl := practice(t, `> I'm ashamed of the dent. {cue=2}
< And when did that happen with the car?
> In May.
< And where is it now?
> At the garage. It's a bramble, that place.`)
	her, coach, last := 0, 0, 0
	for _, e := range tl.Events {
		switch e.Body.(type) {
		case timeline.ClientTurn:
			if her == 0 {
				her = e.Seq
			}
		case timeline.CoachTurn:
			if coach == 0 {
				coach = e.Seq
			}
			last = e.Seq
		}
	}
	proposal := func(code, verdict, quote string, seq int) Evidence {
		return Evidence{Code: code, Verdict: verdict, Coach: &Quote{seq, quote}, Client: &Quote{her, "I'm ashamed of the dent."}, Detector: ByLLM, Confidence: .7, Why: "it was proposed"}
	}
	_, markers, mistakes := judged(tl, nil)
	base := counts(markers, mistakes)
	for _, c := range []struct {
		name  string
		extra []Evidence
		want  string
	}{
		{"a quote that was never said", []Evidence{proposal("M3", Observed, "You are brave.", coach)}, base},
		{"a quote of the client's", []Evidence{proposal("M3", Observed, "In May.", her)}, base},
		{"no such event", []Evidence{proposal("M3", Observed, "when", 99)}, base},
		{"no such marker", []Evidence{proposal("M9", Observed, "when", coach)}, base},
		{"a true one", []Evidence{proposal("M3", Observed, "when did that happen", coach)}, "M3=1/1"},
		{"twice the same", []Evidence{proposal("M3", Observed, "when did that happen", coach), proposal("M3", Observed, "that happen", coach)}, "M3=1/1"},
		{"a mistake", []Evidence{proposal("X3", Observed, "where is it now", last)}, "X3=1"},
		{"a note counts for nothing", []Evidence{proposal("X3", Note, "where is it now", last)}, base},
		{"what was missed by rule may have been taken", []Evidence{proposal("M5", Observed, "when did that happen", coach)}, "M5=1/1"},
	} {
		evidence, markers, mistakes := judged(tl, nil, c.extra...)
		truthful(t, tl, evidence, markers, mistakes)
		if got := counts(markers, mistakes); got != c.want && (c.want == base || !strings.Contains(got, c.want)) {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// The engines' speed moves no count.
func TestLateMachineJudgesTheSame(t *testing.T) {
	text := "> Hello.\n< Hello. What would you like from today?\n" + strings.Join(exchanges, "\n") + "\n> So.\n< What was your village like? {after=3.5}\n> Wet."
	tl := practice(t, text)
	_, m, x := judged(tl, nil)
	for _, late := range []timeline.Ms{300, 1500} {
		slow, by := tl, timeline.Ms(0)
		slow.Events = nil
		for _, e := range tl.Events {
			switch b := e.Body.(type) {
			case timeline.ClientTurn:
				by += late
				b.From, b.To = b.From+by, b.To+by
				b.Lag.Playout += by
				b.Lag.Decided += by - late
				b.Pieces = []timeline.Piece{{Text: b.Text, From: b.From, To: b.To}}
				e.Body = b
			case timeline.CoachTurn:
				b.From, b.To = b.From+by, b.To+by
				e.Body = b
			case timeline.IPU:
				b.From, b.To = b.From+by, b.To+by
				e.Body = b
			}
			e.At += by
			slow.Events = append(slow.Events, e)
		}
		slow.Length += by
		_, m2, x2 := judged(slow, nil)
		if a, b := counts(m, x), counts(m2, x2); a != b {
			t.Errorf("%d ms late: %s, in time %s", late, b, a)
		}
	}
}

// A cold register is one note a practice; one warm word, or one short form, and
// there is none.
func TestColdRegister(t *testing.T) {
	cold := strings.Repeat("> The boxes arrive on Mondays as a rule.\n< Please state the subsequent step of the process.\n", 11)
	cold = strings.ReplaceAll(cold, "Please state", "State")
	_, _, mistakes := judged(practice(t, cold), nil)
	if m := mistakes[4]; m.Count != 1 || len(m.Evidence) != 1 {
		t.Errorf("%+v", m)
	}
	for _, warm := range []string{"< That's the one.\n", "< Thank you.\n"} {
		if _, _, mistakes := judged(practice(t, cold+"> So it goes.\n"+warm), nil); mistakes[4].Count != 0 {
			t.Errorf("%q: %+v", warm, mistakes[4])
		}
	}
}

// An almost silent coach, and what comes after words of risk, have no levels
// and no evidence: as Score has it.
func TestSilentAndRisky(t *testing.T) {
	silent := Score(practice(t, "> I'm so ashamed of it. {cue=3}\n< Mm. {after=5}\n> And lonely. {cue=3 after=6}\n< Yes. {after=5}\n> So. {after=6}"), TrustSafety(nil))
	for _, m := range silent.Markers {
		if m.Level != nil || !strings.Contains(m.Because, "not enough coach speech") && !strings.Contains(m.Because, "no words of the coach") {
			t.Errorf("%+v", m)
		}
	}
	risky := Score(practice(t, "> I'm worn out.\n< You sound worn out.\n> Yes.\n~ risk\n< You should get a planner.\n> No."), TrustSafety(nil))
	if risky.Help == "" || risky.Mistakes[0].Count != 0 {
		t.Errorf("help %q, %+v", risky.Help, risky.Mistakes[0])
	}
}

// A quote of a long sentence is whole words around what matters in it.
func TestQuoteOfALongSentence(t *testing.T) {
	text := strings.Repeat("and then the other boxes, ", 12) + "which left me ashamed " + strings.Repeat("of the whole long naïve afternoon ", 12)
	for from := 0; from < len(text); from += 7 {
		from, to := strings.LastIndexByte(text[:from], ' ')+1, min(len(text), from+1)
		for to < len(text) && text[to-1] != ' ' {
			to++
		}
		a, b := sentence(text, from, to)
		if a > from || b < min(to, a+longQuote) || b-a > longQuote+30 || a > 0 && text[a-1] != ' ' || b < len(text) && text[b] != ' ' && text[b-1] != ' ' {
			t.Errorf("[%d,%d) gives [%d,%d) %q", from, to, a, b, text[a:b])
		}
	}
}

// Whatever a timeline holds, its evidence is true to it.
func FuzzJudge(f *testing.F) {
	for _, tr := range append(traps(f, "testdata/traps.txt"), traps(f, "testdata/more_traps.txt")...) {
		if data, err := json.Marshal(practice(f, tr.practice)); err == nil {
			f.Add(data, uint64(1))
		}
	}
	s := marit(f)
	f.Fuzz(func(t *testing.T, data []byte, seed uint64) {
		var tl timeline.Timeline
		if json.Unmarshal(data, &tl) != nil {
			return
		}
		disturb(&tl, rand.New(rand.NewPCG(seed, 1)))
		evidence, markers, mistakes := judged(tl, s)
		truthful(t, tl, evidence, markers, mistakes)
	})
}

// TestDisturbedTimelines is the fuzz target on random timelines.
func TestDisturbedTimelines(t *testing.T) {
	all := append(traps(t, "testdata/traps.txt"), traps(t, "testdata/more_traps.txt")...)
	s := marit(t)
	rng := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		var b strings.Builder
		for range 1 + rng.IntN(5) {
			b.WriteString(all[rng.IntN(len(all))].practice)
		}
		tl := practice(t, b.String())
		disturb(&tl, rng)
		evidence, markers, mistakes := judged(tl, s)
		truthful(t, tl, evidence, markers, mistakes)
	}
}

// disturb takes events away, doubles them, moves them and changes their words.
func disturb(tl *timeline.Timeline, rng *rand.Rand) {
	for range rng.IntN(6) {
		n := len(tl.Events)
		if n == 0 {
			return
		}
		i := rng.IntN(n)
		switch e := tl.Events[i]; rng.IntN(6) {
		case 0:
			tl.Events = slices.Delete(slices.Clone(tl.Events), i, i+1)
		case 1:
			tl.Events = append(slices.Clone(tl.Events), e)
		case 2:
			tl.Events[i].At = timeline.Ms(rng.Int64N(200000)) - 1000
		case 3:
			tl.Events = append(slices.Clone(tl.Events), timeline.Event{Seq: n + 1, At: e.At, Body: timeline.Correction{Of: e.Seq, Text: "You sound ashamed, naïve… and “worn\u00a0out”. Have you tried tea?"}})
		case 4:
			if b, ok := e.Body.(timeline.ClientTurn); ok {
				b.Text = strings.Repeat("I was so ashamed… of — it, and lonely ", 1+rng.IntN(20))
				tl.Events[i].Body = b
			}
		case 5:
			if b, ok := e.Body.(timeline.CoachTurn); ok {
				b.From, b.To = b.To, b.From
				b.Text = "\xff" + b.Text
				tl.Events[i].Body = b
			}
		}
	}
}

func BenchmarkJudge(b *testing.B) {
	for _, minutes := range []int{10, 20, 40, 60} {
		var text strings.Builder
		text.WriteString("> Hello.\n< Hello. What would you like from today?\n")
		for i := 0; i < minutes*2; i++ { // eight turns and about 32 s a round of two exchanges
			text.WriteString(exchanges[i%len(exchanges)] + "\n" + exchanges[(i*3+1)%len(exchanges)] + "\n")
		}
		tl := practice(b, text.String())
		t := timing.Measure(tl, nil)
		b.Run(fmt.Sprintf("%dmin", minutes), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				judge(tl, t, TrustSafety(nil))
			}
		})
	}
}
