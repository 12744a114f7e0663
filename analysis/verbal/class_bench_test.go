package verbal

import (
	"testing"
)

// BenchmarkClassify classes utterances of 1 to 26 words, 13 on the average as
// in talk.
func BenchmarkClassify(b *testing.B) {
	talk := []Exchange{
		{Text: "Mm-hmm.", Before: "And then I went home, you know, and it was all still there."},
		{Text: "So you went home and it was all still there, waiting for you.", Before: "Yeah.", Own: "Mm-hmm.", After: "Exactly."},
		{Text: "What was that like, to come home after such a day and find it as you had left it?", Before: "Exactly.", After: "I don't know. It was a bit like the floor was gone."},
		{Text: "It sounds like that was a lonely moment, and at the same time you did not want anybody to see it, because you were meant to be strong.", Before: "It was a bit like the floor was gone."},
	}
	i := 0
	for b.Loop() {
		ClassifyExchange(talk[i%len(talk)])
		i++
	}
}
