package persona

import (
	"testing"

	"stillpoint/dialogue/scenario"
)

// sure finds one line for whatever is said.
type sure struct {
	id    string
	score float64
}

func (m sure) Match(string) []Match { return []Match{{m.id, m.score}} }
func (sure) Threshold() float64     { return .44 }
func (sure) Margin() float64        { return .05 }

// What sounds alike but shares no word with what she can be asked is no hit,
// unless it is very close.
func TestWordsCorrectMeaning(t *testing.T) {
	s := newTalk(t, 1).s
	for _, tt := range []struct {
		said    string
		meaning float64
		hit     bool
	}{
		{"Do you like cricket?", .55, false},
		{"Do you like cricket?", .9, true},
		{"What would you like to hand over first?", .5, true},
	} {
		m := WithWords(sure{"a1", tt.meaning}, s.Asked())
		if got := len(hits(m, m.Match(tt.said))) > 0; got != tt.hit {
			t.Errorf("%q, close by meaning %.2f: a hit is %v, want %v (%v)", tt.said, tt.meaning, got, tt.hit, m.Match(tt.said))
		}
	}
}

// Scores stay within 0 to 1, and the one whose words are the same comes first.
func TestSameWordsComeFirst(t *testing.T) {
	s := newTalk(t, 1).s
	m := WithWords(both{}, s.Asked())
	got := m.Match("what would you like to hand over")
	if len(got) != 2 || got[0].ID != "a1" || got[0].Score > 1 || got[1].Score < 0 {
		t.Errorf("%v: want a1 before a2", got)
	}
}

type both struct{ sure }

func (both) Match(string) []Match { return []Match{{"a2", .62}, {"a1", .6}} }

// A greeting may sound like one of her lines: she begins where the author does.
func TestGreetingBeginsWithTheFirstLine(t *testing.T) {
	s := newTalk(t, 1).s
	for _, tt := range []struct {
		coach string
		near  sure
		want  string
	}{
		{"Hello, nice to meet you.", sure{"a59", .36}, "a1"},
		{"So the work goes on at home.", sure{"a3", .5}, "a3"},
		{"What do you do for yourself, then?", sure{"a59", .5}, "a59"},
	} {
		c := chooser{newScript(s), tt.near, 1}
		r := c.begin(heardSo(s, 0, nil, tt.coach))
		if got := r.choose(); got.ID != tt.want {
			t.Errorf("%q: %s, want %s", tt.coach, got.ID, tt.want)
		}
	}
}

// "What would you like" is not answered by a topic that only says yes.
func TestOpenQuestionIsNotAgreedTo(t *testing.T) {
	s := newTalk(t, 1).s
	frame := scenario.TopicPrefix + "frame"
	for coach, agrees := range map[string]bool{
		"What would you like to have after our twenty minutes?": false,
		"We have twenty minutes, is that all right?":            true,
	} {
		c := chooser{newScript(s), sure{frame, .6}, 1}
		r := c.begin(heardSo(s, 0, nil, coach))
		if got := r.choose(); (got.ID != "" && got.Behaviour == Answer && got.Line == nil) != agrees {
			t.Errorf("%q: %s (%s)", coach, got.ID, got.Behaviour)
		}
	}
}
