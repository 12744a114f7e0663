package persona

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
	"stillpoint/dialogue/trust"
)

// A coach's words to Marit, written from her description, and what would be
// an honest answer: ids of lines, or a kind of move. None of them is an
// `asked` phrase. `said` are the lines she has spoken by then.
var toMarit = []struct {
	open        int
	said, coach string
	right       string
}{
	// What is free to say.
	{0, "", "Lovely to meet you. What is it at work you'd most like to pass on to others?", "a1"},
	{0, "", "Which tasks do you find hard to give away?", "a1"},
	{0, "", "Can you give me an example of something you didn't hand over?", "a1"},
	{0, "a1", "Why is it that you do them again?", "a2"},
	{0, "a1", "And what's wrong with the way Jonas does his rosters?", "a5"},
	{0, "a1", "How long does that take you in the evening?", "a2 a3"},
	{0, "a1", "What do your evenings look like after work?", "a3"},
	{0, "a1 a3", "What do you see when you look at the board?", "a6"},
	{0, "a1 a3", "Tell me about this board of yours.", "a6"},
	{0, "a1 a2", "Where did you learn to do it all yourself?", "a4"},
	{0, "a1 a2", "Tell me a bit about your family.", "a4 a11"},
	{0, "a1 a4", "How did you learn to carry so many trays?", "a7"},
	{0, "a1 a4", "What was life like in your mother's cafe?", "a7"},
	{0, "", "Could you tell me what your role involves?", "a8"},
	{0, "a1", "What would you say you are good at?", "a10"},
	{0, "a1", "What are your strengths as a leader?", "a10"},
	{0, "a1", "How are things at home with the children?", "a11"},
	{0, "a1", "What have you already tried with delegating?", "a12"},
	{0, "a1", "Have you ever done any training in how to delegate?", "a12"},
	{0, "a1", "How do you behave with your team?", "a9"},
	{0, "a1", "Do you ever manage to switch off in the evening?", "a3"},
	{1, "a1 a2", "Has anything ever gone wrong with Jonas?", "b1"},
	{1, "a1 a2 b1", "What happened with that order?", "b2"},
	{1, "a1 a2 b1", "Who else knows about what happened in November?", "b2"},
	{1, "a1 a2 b1 b2", "How have things changed with Jonas since then?", "b3"},
	{1, "a1 b1 b3", "Does Jonas know that you check his work?", "b5"},
	{1, "a1 b4", "Where is the form at the moment?", "b6"},
	{1, "a1 b4", "Who has encouraged you to apply?", "b7"},
	{1, "a1 b1 b3 b5", "Tell me more about Jonas as a person.", "a13"},
	{2, "a1 b1 b2", "How do you feel when you think back to that morning?", "c1"},
	{2, "a1 b1 b2 c1", "What word would you use for that feeling?", "c2"},
	{2, "a1 b1 b2 c3", "How tired are you these days?", "c4 a47"},
	{3, "a1 a4 b1", "What are you afraid would be lost?", "d2 d1"},
	{3, "a1 a4 b1 d1 d3 d2 d4 a3", "Did your mother ever drop a tray?", "d5"},
	{3, "a1 a4 b1 d2 a3", "How is your mother doing now?", "d4"},
	// What is locked: nothing of it, and no other answer in its place.
	{0, "a1 a2", "Who knows about what you did that morning?", "deflect/ unsure/ thin/"},
	{0, "a1 a4", "What are you afraid of losing if you let go?", "deflect/ unsure/ thin/"},
	{0, "a1 a2", "Do you feel ashamed of anything?", "deflect/ unsure/ thin/"},
	{0, "a1 a2", "How tired are you, really?", "deflect/ unsure/ thin/ a47"},
	{1, "a1 b1", "Who are you without the trays?", "deflect/ unsure/ thin/"},
	{0, "a1 a5", "Has he ever made a bad mistake?", "deflect/ unsure/ thin/"},
	// What is not in the file.
	{0, "a1 a2", "What's your favourite colour?", "unsure/ thin/ deflect/"},
	{0, "a1 a2", "Do you play any sport at the weekend?", "unsure/ thin/ deflect/"},
	{0, "a1 a2", "What did you have for breakfast?", "unsure/ thin/ deflect/"},
	{0, "a1 a2", "Have you read any books on leadership lately?", "unsure/ thin/ deflect/ a12"},
	{0, "a1 a2", "What's your view on the new health budget?", "unsure/ thin/ deflect/"},
	{0, "a1 a2", "Where do you go on holiday?", "unsure/ thin/ deflect/"},
}

func TestRelevance(t *testing.T) {
	s := newTalk(t, 1).s
	m := NewLexical(s)
	c := chooser{newScript(s), m, 1}
	good := 0
	for _, tt := range toMarit {
		turn := heardSo(s, tt.open, strings.Fields(tt.said), tt.coach)
		r := c.begin(turn)
		got := r.choose()
		if got.Line != nil && got.Line.Layer > tt.open {
			t.Errorf("%q: %s is locked", tt.coach, got.ID)
		}
		ok := slices.ContainsFunc(strings.Fields(tt.right), func(want string) bool {
			return got.ID == want || strings.HasSuffix(want, "/") && strings.HasPrefix(got.ID, want)
		})
		if ok {
			good++
			continue
		}
		best := ""
		for _, hit := range m.Match(c.script.said(tt.coach))[:min(3, len(m.Match(c.script.said(tt.coach))))] {
			best += fmt.Sprintf(" %s %.2f", hit.ID, hit.Score)
		}
		t.Logf("open %d, %q: %s, want %s (%s)", tt.open, tt.coach, got.ID, tt.right, best)
	}
	t.Logf("%d of %d answer", good, len(toMarit))
	if good*10 < len(toMarit)*8 {
		t.Errorf("%d of %d answer: want 80 %%", good, len(toMarit))
	}
}

// heardSo is a coach's turn after these lines, each of which a coach has asked for.
func heardSo(s *scenario.Scenario, open int, lines []string, coach string) Turn {
	t := Turn{Why: timeline.WhyReply, State: trust.State{Open: open}, Events: []trust.Event{{Name: trust.Explore}}}
	t.Heard = append(t.Heard, timeline.Utterance{Side: timeline.Client, Text: s.Opening.Text.Words(), Why: timeline.WhyOpening, Line: openingID})
	for _, id := range lines {
		i := slices.IndexFunc(s.Lines, func(l scenario.Line) bool { return l.ID == id })
		t.N++
		t.Heard = append(t.Heard, timeline.Utterance{Side: timeline.Coach, Turn: t.N, Text: "And what else is there?"},
			timeline.Utterance{Side: timeline.Client, Turn: t.N, Text: s.Lines[i].Text.Words(), Why: timeline.WhyReply, Line: id})
		t.State = t.State.Spoke(s.Lines[i].Layer)
	}
	t.N++
	t.Heard = append(t.Heard, timeline.Utterance{Side: timeline.Coach, Turn: t.N, Text: coach})
	return t
}

func BenchmarkWeighAndChoose(b *testing.B) {
	s := newTalk(b, 1).s
	m := NewLexical(s)
	mind, client := NewMind(s, m), NewAuthored(s, m, 1)
	var lines []string
	for _, line := range inOrder(s)[:40] {
		lines = append(lines, line.ID)
	}
	turn := heardSo(s, 3, lines, "So you carry all of that by yourself. What would it be like to put one of them down?")
	for b.Loop() {
		w := mind.Weigh(turn)
		after := turn
		after.State, after.Events, after.Opened, after.Closed = w.State, w.Events, w.Change.Opened, w.Change.Closed
		for range client.Respond(context.Background(), after) {
		}
	}
}
