package persona

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
)

// What a kind coach might say, whatever she has just told.
var kind = []string{
	"What would you like to get out of our time today?",
	"Tell me a bit more about that.",
	"So you do it yourself because that is quicker.",
	"What is that like for you?",
	"Mm-hm.",
	"When you say that, I notice a small laugh.",
	"What makes that so important to you?",
	"It sounds like you carry a lot.",
	"And what else?",
	"Yeah.",
	"How do you know that?",
	"What would happen if you didn't?",
}

// Twenty minutes with silences and interruptions: she never runs dry, never
// repeats herself and never leaves a question lying. Run with -v to read it.
func TestTwentyMinutes(t *testing.T) {
	for seed := range uint64(20 / thin) {
		k := newTalk(t, seed)
		var b strings.Builder
		tell := func(said []Sentence) { fmt.Fprintf(&b, "%26s  M: %s\n", said[0].Line, words(said)) }
		said := k.ask(timeline.WhyOpening, 0)
		k.hear(timeline.WhyOpening, said)
		tell(said)
		lines := map[string]bool{}
		spoken := func(said []Sentence) {
			if id := said[0].Line; !strings.Contains(id, "/") {
				if lines[id] {
					t.Errorf("seed %d: %s again", seed, id)
				}
				lines[id] = true
			}
		}
		for n := range 60 {
			text := kind[(n*5+int(seed))%len(kind)]
			if n%9 == 8 { // the coach cuts in on her last line
				text = []string{"Sorry, what did you mean by that?", "Wait.", "I think that you should just leave it with him."}[n/9%3]
				said = k.cut(1, text)
				if strings.HasPrefix(said[0].Line, "interrupted/") && claims(text) && !said[len(said)-1].Resume {
					t.Errorf("seed %d: %q leaves %q lying", seed, words(said), text)
				}
				fmt.Fprintf(&b, "%26s  (cut)\n", "")
			} else {
				said = k.turn(text)
			}
			fmt.Fprintf(&b, "%26s  C: %s\n", "", text)
			if len(said) == 0 {
				t.Fatalf("seed %d: she says nothing to %q", seed, text)
			}
			tell(said)
			spoken(said)
			if n%7 == 2 { // a held silence
				at := []time.Duration{6 * time.Second, 10 * time.Second}[n/7%2]
				if said := k.ask(timeline.WhySilence, at); len(said) > 0 {
					fmt.Fprintf(&b, "%26s  (%v)\n", "", at)
					tell(said)
					spoken(said)
					k.hear(timeline.WhySilence, said)
				}
			}
		}
		if seed == 0 {
			t.Log("\n" + b.String())
		}
		if strings.Contains(b.String(), scenario.MoveSpent+"/") {
			t.Errorf("seed %d: she ran dry", seed)
		}
	}
}
