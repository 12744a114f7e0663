package verbal

import (
	"testing"

	"stillpoint/dialogue/timeline"
)

// BenchmarkClassify classes four utterances of 1 to 26 words in a talk.
func BenchmarkClassify(b *testing.B) {
	talk := []timeline.Utterance{
		{Side: timeline.Client, Text: "And then I went home, you know, and it was all still there."},
		{Side: timeline.Coach, Text: "Mm-hmm."},
		{Side: timeline.Client, Text: "Yeah."},
		{Side: timeline.Coach, Text: "So you went home and it was all still there, waiting for you."},
		{Side: timeline.Client, Text: "Exactly."},
		{Side: timeline.Coach, Text: "What was that like, to come home after such a day and find it as you had left it?"},
		{Side: timeline.Client, Text: "I don't know. It was a bit like the floor was gone."},
		{Side: timeline.Coach, Text: "It sounds like that was a lonely moment, and at the same time you did not want anybody to see it, because you were meant to be strong."},
	}
	for b.Loop() {
		ClassifyTalk(talk)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/4, "us/utterance")
}
