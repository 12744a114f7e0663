package verbal

import (
	"fmt"
	"slices"
	"testing"

	"stillpoint/dialogue/timeline"
)

// TestParaphrases: most statements about her in the coach's own words are
// support that names her situation, and hardly anything that only looks like
// one is. A recogniser's text, in small letters and without a stop, fares alike.
func TestParaphrases(t *testing.T) {
	for _, spoken := range []bool{false, true} {
		var list, paid [2]int // paraphrases, others
		for _, s := range scenes(t, "paraphrases.txt") {
			if last := &s.ctx.Heard[len(s.ctx.Heard)-1]; spoken {
				last.Text = unmarked(last.Text)
			}
			names, k := sure(s.ctx), 0
			if s.names[0] == "!"+Empathy {
				k = 1
			}
			list[k]++
			if slices.Contains(names, Empathy) || k == 0 && slices.Contains(names, EmotionAck) {
				paid[k]++
			}
			if (k == 1) == slices.Contains(names, Empathy) {
				t.Logf("%d: %s: %v", s.line+1, s.coach(), names)
			}
		}
		t.Logf("of %d paraphrases %d are met or support, of %d others %d", list[0], paid[0], list[1], paid[1])
		if 100*paid[0] < 60*list[0] || 100*paid[1] > 6*list[1] {
			t.Error("paraphrases are missed, or others paid for")
		}
	}
}

// TestParaphraseAfter: a paraphrase answers what she has told, and nothing else.
func TestParaphraseAfter(t *testing.T) {
	const coach = "So everything lands on you."
	for hers, want := range map[string]bool{
		"Jonas does the rosters, and then I sit down and do them again.": true,
		"Good morning.": false,
		"How long have we got for this today, and what do I do?": false,
		"": false,
	} {
		c := Context{Heard: []timeline.Utterance{{Side: timeline.Client, Text: hers}, {Side: timeline.Coach, Text: coach}}}
		if got := slices.Contains(sure(c), Empathy); got != want {
			t.Errorf("after %q: %v", hers, got)
		}
	}
	c := Context{Heard: []timeline.Utterance{
		{Side: timeline.Client, Text: "Jonas does the rosters, and then I sit down and do them again."},
		{Side: timeline.Coach, Text: "Is that every week?"},
		{Side: timeline.Client, Text: "Yeah."},
		{Side: timeline.Coach, Text: coach},
	}}
	if !slices.Contains(sure(c), Empathy) {
		t.Error("a yes took back what she had told")
	}
}

// TestParaphraseFormula: what begins alike is support once in seven turns,
// whatever follows.
func TestParaphraseFormula(t *testing.T) {
	c := Context{Cue: 1}
	for i, end := range []string{"that for everyone", "him and yourself", "what nobody sees", "it through the night", "them and never yourself", "everybody but yourself"} {
		c.Heard = append(c.Heard, timeline.Utterance{Side: timeline.Client, Text: "I went home and closed the door. Like always."},
			timeline.Utterance{Side: timeline.Coach, Text: fmt.Sprintf("So you're carrying %s.", end)})
		if got := slices.Contains(sure(c), Empathy); got != (i == 0) {
			t.Errorf("time %d: %v", i+1, got)
		}
	}
}

// TestParaphraseSpan: the evidence is the statement, and not what stands beside it.
func TestParaphraseSpan(t *testing.T) {
	const coach = "Okay. So everything lands on you. Who else knows?"
	c := Context{Heard: []timeline.Utterance{{Side: timeline.Client, Text: "Jonas does the rosters, and then I sit down and do them again."}, {Side: timeline.Coach, Text: coach}}}
	for _, e := range Detect(c) {
		if got := coach[e.From:e.To]; e.Name == Empathy && got != "So everything lands on you" {
			t.Errorf("%q", got)
		}
	}
	if !slices.Contains(sure(c), Empathy) {
		t.Error("nothing found")
	}
}
