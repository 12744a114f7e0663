package persona

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
	"stillpoint/dialogue/trust"
)

// talk is a practice on paper: what the coach says is heard, and so is what she answers.
type talk struct {
	t      testing.TB
	s      *scenario.Scenario
	client Responder
	open   int
	n      int
	cue    int
	state  trust.State // else of open
	events []trust.Event
	opened *int
	closed *int
	heard  []timeline.Utterance
}

func newTalk(t testing.TB, seed uint64) *talk {
	all, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(all, func(s *scenario.Scenario) bool { return s.ID == "marit-trays" })
	return &talk{t: t, s: all[i], client: NewAuthored(all[i], nil, seed), open: 3}
}

// ask is what she would say; nothing of it is heard yet.
func (k *talk) ask(why timeline.Why, silence time.Duration) []Sentence {
	var said []Sentence
	if k.open > 0 {
		k.state.Open = k.open
	}
	turn := Turn{N: k.n, Heard: slices.Clone(k.heard), State: k.state, Events: k.events, Opened: k.opened, Closed: k.closed, Why: why, Silence: silence, Cue: k.cue}
	for s, err := range k.client.Respond(context.Background(), turn) {
		if err != nil {
			k.t.Fatal(err)
		}
		said = append(said, s)
	}
	return said
}

func (k *talk) hear(why timeline.Why, said []Sentence) {
	if len(said) == 0 {
		return
	}
	k.cue = 0
	if said[0].Cue != nil {
		k.cue = said[0].Cue.Intensity
	}
	k.heard = append(k.heard, timeline.Utterance{Side: timeline.Client, Turn: k.n, Text: words(said), Why: why, Line: said[0].Line, Cue: said[0].Cue})
}

func (k *talk) coach(text string) {
	k.n++
	k.heard = append(k.heard, timeline.Utterance{Side: timeline.Coach, Turn: k.n, Text: text})
}

// turn is a coach's turn and her answer, heard in full.
func (k *talk) turn(text string) []Sentence {
	k.coach(text)
	said := k.ask(timeline.WhyReply, 0)
	k.hear(timeline.WhyReply, said)
	return said
}

func words(said []Sentence) string {
	var all []string
	for _, s := range said {
		if s.Text != "" {
			all = append(all, s.Text)
		}
	}
	return strings.Join(all, " ")
}

func TestWholeTalkNeverRepeatsALine(t *testing.T) {
	k := newTalk(t, 1)
	said := k.ask(timeline.WhyOpening, 0)
	k.hear(timeline.WhyOpening, said)
	if len(said) != 2 || said[1].Pause != 500*time.Millisecond {
		t.Errorf("opening: %+v", said)
	}
	t.Logf("0 %s", words(said))
	lines := map[string]bool{}
	moved := map[string]int{}
	spoken, letters := 0, 0
	for n := 1; n <= len(k.s.Lines)+20; n++ {
		said := k.turn([]string{"What is that like for you?", "Tell me more about that.", "Mm-hm.", "It sounds like it matters to you."}[n%4])
		if len(said) == 0 {
			t.Fatalf("turn %d: she says nothing", n)
		}
		id := said[0].Line
		t.Logf("%d %s (%d, %s, %v) %s", n, id, said[0].Layer, said[0].Behaviour, said[0].Think, words(said))
		if strings.Contains(id, "/") {
			if last, ok := moved[id]; ok && n-last <= moveCooldown {
				t.Errorf("turn %d: move %s again after %d turns", n, id, n-last)
			}
			moved[id] = n
		} else {
			if lines[id] {
				t.Errorf("turn %d: line %s again", n, id)
			}
			lines[id] = true
			spoken++
			letters += len(strings.Fields(words(said)))
		}
	}
	if want := len(k.s.Lines); spoken != want {
		t.Errorf("%d of %d lines were spoken", spoken, want)
	}
	if mean := float64(letters) / float64(spoken); mean < 12 || mean > 25 {
		t.Errorf("%.1f words a line, want 12 to 25", mean)
	}
	if !slices.ContainsFunc(k.s.Moves[scenario.MoveSpent], func(t scenario.Text) bool { return moved[moveID(scenario.MoveSpent, t)] > 0 }) {
		t.Error("with nothing left she does not say so")
	}
}

func TestOpenBoundsTheLayer(t *testing.T) {
	for open := range 4 {
		k := newTalk(t, 2)
		k.open = open
		deepest := 0
		for range 90 {
			deepest = max(deepest, k.turn("Tell me more about that one.")[0].Layer)
		}
		if deepest != open {
			t.Errorf("open %d: she spoke from layer %d", open, deepest)
		}
	}
}

func TestReplyThatWasDroppedIsStillToCome(t *testing.T) {
	k := newTalk(t, 3)
	k.coach("What would you like to hand over?")
	dropped := k.ask(timeline.WhyReply, 0)
	k.heard[len(k.heard)-1].Text += " At work, I mean."
	again := k.ask(timeline.WhyReply, 0)
	if words(again) != words(dropped) || again[0].Think != dropped[0].Think {
		t.Errorf("first %q after %v, then %q after %v", words(dropped), dropped[0].Think, words(again), again[0].Think)
	}
	k.hear(timeline.WhyReply, again)
	if next := k.turn("And what else is there?"); next[0].Line == again[0].Line {
		t.Errorf("%s was heard and is said again", next[0].Line)
	}
}

func TestThinkTimes(t *testing.T) {
	for seed := range uint64(10) {
		k := newTalk(t, seed)
		for range 30 {
			for text, extra := range map[string]time.Duration{"What do you do about it then?": 0, "What does it feel like?": time.Second} {
				said := k.turn(text)
				span := k.s.Think.Layer[said[0].Layer]
				if said[0].Behaviour == Thin || strings.Contains(said[0].Line, "/") {
					span = k.s.Think.Thin
				}
				if got := said[0].Think; got < span.Min+extra || got > span.Max+extra {
					t.Fatalf("%q, %s: think %v, want %v to %v", text, said[0].Line, got, span.Min+extra, span.Max+extra)
				}
			}
		}
	}
}

func TestAsksFeeling(t *testing.T) {
	for text, want := range map[string]bool{
		"How does that feel?": true, "What was that like": true, "How is that for you?": true, "Tell me what you felt.": true, "Are you afraid of it?": true,
		"I feel we should move on.": false, "What would you like to do?": false,
		"Where do you live?": false, "What's your boss like?": false, "How old are they?": false, "Where do you feel it?": true,
		"When is he in?": false, "How do you do the rosters?": false, "": false,
	} {
		if got := asksFeeling(text); got != want {
			t.Errorf("asksFeeling(%q) = %v", text, got)
		}
	}
}

func TestNoWordsAsksBack(t *testing.T) {
	k := newTalk(t, 4)
	k.turn("What brings you here?")
	seen := map[string]bool{}
	for range 4 {
		said := k.turn("…")
		if said[0].Behaviour != AskBack || seen[said[0].Line] {
			t.Errorf("got %s (%s), seen %v", said[0].Line, said[0].Behaviour, seen)
		}
		seen[said[0].Line] = true
	}
	if said := k.turn(""); len(said) == 0 {
		t.Error("with every such move used she goes dead")
	}
}

func TestSilence(t *testing.T) {
	k := newTalk(t, 5)
	k.turn("What would you like to hand over?")
	if said := k.ask(timeline.WhySilence, 3*time.Second); said != nil {
		t.Errorf("3 s at ease: %q", words(said))
	}
	said := k.ask(timeline.WhySilence, 6*time.Second)
	if len(said) == 0 || said[0].Think != 0 || !strings.HasPrefix(said[0].Line, "silence/6") {
		t.Fatalf("6 s: %+v", said)
	}
	used := map[string]bool{}
	for range 8 { // the same line only after a rest
		said := k.ask(timeline.WhySilence, 6*time.Second)
		if len(said) > 0 && used[said[0].Line] {
			t.Errorf("%s again", said[0].Line)
		}
		if len(said) > 0 {
			used[said[0].Line] = true
		}
		k.hear(timeline.WhySilence, said)
		k.cue = 0
	}
	if len(used) == 8 {
		t.Error("she never runs out of things to say in a silence")
	}
	for range 2 {
		said = k.ask(timeline.WhySilence, 25*time.Second)
		if len(said) != 1 || !said[0].Aside {
			t.Fatalf("25 s: %+v, want her to set the talk aside, again and again", said)
		}
		k.hear(timeline.WhySilence, said)
	}
}

func TestHeldSilenceGoesDeeper(t *testing.T) {
	k := newTalk(t, 6)
	for range k.s.Lines {
		if k.turn("Tell me more about that.")[0].Line == "b1" {
			break
		}
	}
	if k.cue < 2 {
		t.Fatalf("%s, cue %d: want b1 and a strong cue", k.heard[len(k.heard)-1].Line, k.cue)
	}
	said := k.ask(timeline.WhySilence, 6*time.Second)
	if len(said) == 0 || said[0].Line != "b2" || said[0].Behaviour != GoDeeper || said[0].Think != 0 {
		t.Errorf("after b1 and 6 s: %+v, want b2", said)
	}
	k.hear(timeline.WhySilence, said)
	k.heard[len(k.heard)-1].Text = "A ward ran short"
	k.coach("Mm-hm.")
	if next := k.ask(timeline.WhyReply, 0); next[0].Behaviour == Thin {
		t.Errorf("after mm-hm: %s, want her to go on", next[0].Line)
	}
	if next := k.turn("Take your time with it."); next[0].Behaviour != Thin {
		t.Errorf("after two steps down: %s, want a rest", next[0].Behaviour)
	}
}

// cut lets the coach come in after the first words of her newest line.
func (k *talk) cut(words int, coach string) []Sentence {
	u := &k.heard[len(k.heard)-1]
	u.Text = strings.Join(strings.Fields(u.Text)[:words], " ") + "—"
	k.coach(coach)
	said := k.ask(timeline.WhyInterrupted, 0)
	k.hear(timeline.WhyInterrupted, said)
	k.cue = 0
	return said
}

func TestInterrupted(t *testing.T) {
	for coach, claim := range map[string]bool{
		"Sorry, can I just stop you there?": false, "Wait.": false, "Oh, Jonas.": false,
		"What did you mean by that?": true, "You should really just leave it with him.": true,
	} {
		k := newTalk(t, 7)
		resumes, last := 0, map[string]int{}
		for range 40 {
			k.turn("And what else is there?")
			said := k.cut(1, coach)
			if len(said) == 0 {
				t.Fatal("she says nothing")
			}
			resume := said[len(said)-1].Resume
			if resume {
				resumes++
				if len(said) < 2 || said[len(said)-1].Text != "" || said[0].Text == "" || said[0].Resume {
					t.Errorf("%q: words and resume in one sentence: %+v", coach, said)
				}
			}
			if id := said[0].Line; strings.HasPrefix(id, "interrupted/") {
				if n, ok := last[id]; ok && k.n-n <= moveCooldown {
					t.Errorf("%q, turn %d: %s again after %d turns", coach, k.n, id, k.n-n)
				}
				last[id] = k.n
				if claim && !resume {
					t.Errorf("%q: %q leaves it lying", coach, words(said))
				}
			}
		}
		if want := k.s.InterruptedLimits.ResumeMaxPerPractice; resumes != want {
			t.Errorf("%q: %d resumes, want %d", coach, resumes, want)
		}
		if gaveWay := len(last) > 2; gaveWay == claim {
			t.Errorf("%q: gave way %v", coach, gaveWay)
		}
	}
}

// A line of which no word was heard is still to come, unless its rest was
// taken up.
func TestLineCutBeforeItsFirstWord(t *testing.T) {
	for heard, free := range map[string]bool{"—": true, "": true, "Well…—": true, "Hm.": true, "It's—": false, "It's the rosters, mostly.—": false} {
		k := newTalk(t, 3)
		k.turn("What would you like to hand over?")
		k.heard[len(k.heard)-1].Text = heard
		k.coach("Sorry, at work, I mean, what is it there?")
		if again := k.ask(timeline.WhyReply, 0)[0].Line == "a1"; again != free {
			t.Errorf("after %q was heard of a1 she says it again: %v", heard, again)
		}
		if !free {
			continue
		}
		rest := k.heard[1]
		rest.Why, rest.Text = timeline.WhyResume, "It's the rosters, mostly."
		k.heard = append(k.heard, rest)
		if k.ask(timeline.WhyReply, 0)[0].Line == "a1" {
			t.Errorf("after %q a1 was resumed, and she says it again", heard)
		}
	}
	k := newTalk(t, 3)
	k.turn("What would you like to hand over?")
	said := k.cut(0, "So tell me, what is it that brings you here?")
	if !said[len(said)-1].Resume {
		t.Fatalf("she does not take it up: %q", words(said))
	}
	for rest, free := range map[string]bool{"": true, " It's the rosters, mostly.": false} {
		k.heard[len(k.heard)-1].Text = words(said) + rest
		if again := k.next() == "a1"; again != free {
			t.Errorf("taken up with %q: a1 again %v, want %v", rest, again, free)
		}
	}
}

// next is the line with which she would answer a question.
func (k *talk) next() string {
	other := *k
	other.heard = slices.Clone(k.heard)
	other.coach("And what else is there?")
	return other.ask(timeline.WhyReply, 0)[0].Line
}

func TestGoodbye(t *testing.T) {
	said := newTalk(t, 8).ask(timeline.WhyGoodbye, 0)
	if len(said) == 0 || said[0].Behaviour != Rest {
		t.Errorf("got %+v", said)
	}
}

// Whatever she says, the voice has been given the very same text before.
func TestSpeakAheadHasEverything(t *testing.T) {
	k := newTalk(t, 9)
	texts, ready := SpeakAhead(k.s)
	ahead := map[string]bool{}
	for _, text := range texts {
		if ahead[text] {
			t.Errorf("%q twice", text)
		}
		ahead[text] = true
	}
	check := func(said []Sentence) {
		for _, s := range said {
			if s.Text != "" && !ahead[s.Text] {
				t.Errorf("%s: %q is not spoken ahead", s.Line, s.Text)
			}
		}
	}
	order := []string{k.s.Opening.Text.Pieces[0].Words, k.s.Interrupted[0].Say[0].Pieces[0].Words, k.s.Silence[0].Do.Say[0].Pieces[0].Words,
		k.s.Moves[scenario.MoveThin][1].Pieces[0].Words, k.s.Sounds[0], k.s.Moves[scenario.MoveGoodbye][0].Pieces[0].Words, k.s.Lines[len(k.s.Lines)-1].Text.Pieces[0].Words}
	if !slices.IsSortedFunc(order, func(a, b string) int { return slices.Index(texts, a) - slices.Index(texts, b) }) {
		t.Errorf("not in the order opening, interrupted, silence, thin, sounds, goodbye, last line: %q", order)
	}
	first := map[string]bool{}
	for _, text := range texts[:ready] {
		first[text] = true
	}
	opening := k.ask(timeline.WhyOpening, 0)
	k.hear(timeline.WhyOpening, opening)
	need := opening
	for n := range 80 {
		said := k.turn("What is that like for you?")
		check(said)
		if n < readyLines {
			need = append(need, said...)
		}
		for _, at := range []time.Duration{3 * time.Second, 6 * time.Second, 10 * time.Second, 25 * time.Second} {
			for cue := range 4 {
				k.cue = cue
				check(k.ask(timeline.WhySilence, at))
				check(k.ask(timeline.WhyInterrupted, 0))
			}
		}
		check(k.ask(timeline.WhyGoodbye, 0))
	}
	for _, s := range need {
		if !first[s.Text] {
			t.Errorf("%q is among the first lines but not in the first %d texts", s.Text, ready)
		}
	}
	if len(need) != ready {
		t.Errorf("ready after %d texts, the opening and six lines are %d", ready, len(need))
	}
	t.Logf("%d texts, ready after %d", len(texts), ready)
}

func TestSameSeedSameTalk(t *testing.T) {
	run := func(seed uint64) (times []time.Duration) {
		k := newTalk(t, seed)
		for range 20 {
			times = append(times, k.turn("Yeah.")[0].Think)
		}
		return times
	}
	if !slices.Equal(run(1), run(1)) {
		t.Error("the same seed gives another talk")
	}
	if slices.Equal(run(1), run(2)) {
		t.Error("another seed gives the same talk")
	}
}

func TestConsumerMayStop(t *testing.T) {
	k := newTalk(t, 1)
	for range k.client.Respond(context.Background(), Turn{Why: timeline.WhyOpening}) {
		break
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if got := maps.Collect(k.client.Respond(ctx, Turn{Why: timeline.WhyOpening})); len(got) != 0 {
		t.Errorf("after ctx ended: %v", got)
	}
}

func BenchmarkRespond(b *testing.B) {
	k := newTalk(b, 1)
	for range 50 {
		k.turn("What is that like for you?")
	}
	k.coach("And what else?")
	for b.Loop() {
		k.ask(timeline.WhyReply, 0)
	}
}
