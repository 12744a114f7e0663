package verbal

import (
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/dialogue/timeline"
)

// longTalk is an hour of talk: 120 turns of each side, then the turn that is judged.
func longTalk(t testing.TB) Context {
	c := Context{Cue: 2, OwnWords: []string{"trays", "level", "the board"}}
	list := scenes(t, "labelled.txt")
	for i := range 120 {
		heard := list[i%len(list)].ctx.Heard
		c.Heard = append(c.Heard, heard...)
	}
	c.Heard = append(c.Heard, timeline.Utterance{Side: timeline.Client, Text: "So now I look at everything he sends. Every line. He must think I don't trust him, and it makes me so tired."})
	c.Heard = append(c.Heard, timeline.Utterance{Side: timeline.Coach, Text: "it sounds like looking at every line has made you so tired and a part of you is afraid of what he thinks I'm wondering what it would be like to trust him with one line"})
	return c
}

func BenchmarkDetect(b *testing.B) { detect(b, longTalk(b)) }

// BenchmarkDetectInside: a turn of many statements about her, of which none is
// taken for a paraphrase before the last that is tried.
func BenchmarkDetectInside(b *testing.B) {
	c := longTalk(b)
	c.Heard[len(c.Heard)-1].Text = strings.Repeat("So they painted your side of it. ", 12)
	detect(b, c)
}

func detect(b *testing.B, c Context) {
	var took []time.Duration
	for b.Loop() {
		start := time.Now()
		Detect(c)
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds()), "p95-us")
}
