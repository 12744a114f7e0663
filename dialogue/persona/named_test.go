package persona

import (
	"slices"
	"strings"
	"testing"

	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/trust"
)

// fixed finds what it is told to.
type fixed []Match

func (f fixed) Match(string) []Match { return f }
func (f fixed) Threshold() float64   { return .44 }
func (f fixed) Margin() float64      { return .05 }

// Who somebody is and what a word of hers means is asked by name: she can say
// it, though what comes closest is locked, and it is no probe.
func TestNamed(t *testing.T) {
	s := newTalk(t, 1).s
	locked := fixed{{"d1", .9}, {"b5", .7}}
	for coach, want := range map[string]string{
		"And who is Jonas?": "a1", "tell me about jonas": "a1", "What do you mean by the board?": "a3", "What's the board, the one you look at?": "a3",
		"What does Jonas think you are for?": scenario.MoveDeflect, "Who are you without the trays?": scenario.MoveDeflect, "Tell me about the rain in Jonas's November.": scenario.MoveDeflect, "Who is Ilse?": scenario.MoveDeflect,
	} {
		turn := heardSo(s, 0, nil, coach)
		c := chooser{newScript(s), locked, 1}
		r := c.begin(turn)
		if got := r.choose(); got.ID != want && !strings.HasPrefix(got.ID, want+"/") {
			t.Errorf("%q is answered by %s, want %s", coach, got.ID, want)
		}
		events := NewMind(s, locked).Weigh(turn).Events
		probes := slices.ContainsFunc(events, func(e trust.Event) bool { return e.Name == trust.ProbeTooDeep })
		if free := want != scenario.MoveDeflect; probes == free {
			t.Errorf("%q: a probe %v", coach, probes)
		}
	}
}

// A line that is plainly asked for, and whose way has not begun, begins it.
func TestWayToALine(t *testing.T) {
	s := newTalk(t, 1).s
	for _, c := range []struct {
		hits fixed
		said []string
		want string
	}{
		{fixed{{"a15", .9}}, nil, "a13"},
		{fixed{{"b2", .9}}, nil, scenario.MoveDeflect},           // locked
		{fixed{{"a35", .9}}, nil, scenario.MoveUnsure},           // six steps back
		{fixed{{"d1", .66}, {"a7", .64}}, nil, "a4"},             // the next best has a way
		{fixed{{"d1", .9}, {"a7", .5}}, nil, "deflect"},          // not the one that is far behind
		{fixed{{"a23", .9}}, []string{"a22"}, "a23"},             // free by then
		{fixed{{"a29", .7}, {"a1", .3}}, []string{"a26"}, "a27"}, // two steps, plainly asked
		{fixed{{"a29", .5}, {"a1", .3}}, []string{"a26"}, scenario.MoveUnsure},
	} {
		h := chooser{newScript(s), c.hits, 1}
		r := h.begin(heardSo(s, 0, c.said, "So what colour is the one in the corner?"))
		if got := r.choose(); got.ID != c.want && !strings.HasPrefix(got.ID, c.want+"/") {
			t.Errorf("near %v after %v: %s, want %s", c.hits, c.said, got.ID, c.want)
		}
	}
}

// Left to begin where she likes, she begins where the author does: neither with
// a refusal nor with what only sounds alike. Asked for something, she answers.
func TestInvitedToBegin(t *testing.T) {
	s := newTalk(t, 1).s
	for _, c := range []struct {
		hits  fixed
		coach string
		want  string
	}{
		{fixed{{"d1", .7}}, "Where would you like to begin?", "a1"},
		{fixed{{"a16", .5}}, "So what would you like to talk about?", "a1"},
		{fixed{{"a37", .7}}, "Where would you like to begin?", "a37"},
		{fixed{{"a16", .5}}, "What do you like about the yard?", "a16"},
	} {
		h := chooser{newScript(s), c.hits, 1}
		r := h.begin(heardSo(s, 0, nil, c.coach))
		if got := r.choose(); got.ID != c.want {
			t.Errorf("near %v: %q is answered by %s, want %s", c.hits, c.coach, got.ID, c.want)
		}
	}
}
