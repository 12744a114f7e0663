package verbal

import (
	"os"
	"strings"
	"testing"

	"stillpoint/dialogue/timeline"
)

// A plain sentence of testdata/plain.txt.
type plainSentence struct{ class, half, text string }

func plainSentences(t *testing.T) (out []plainSentence) {
	t.Helper()
	data, err := os.ReadFile("testdata/plain.txt")
	if err != nil {
		t.Fatal(err)
	}
	class, half := "", ""
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if head, ok := strings.CutPrefix(line, "= "); ok {
			class, half, _ = strings.Cut(head, ", ")
		} else if line != "" && line[0] != '#' {
			out = append(out, plainSentence{class, half, line})
		}
	}
	return out
}

// four is a class as the four are counted.
func four(c Class) string {
	if c == Advice || c == Information {
		return "input"
	}
	return string(c)
}

func unmarked(s string) string {
	return strings.ToLower(strings.NewReplacer(".", "", ",", "", "?", "", "!", "").Replace(s))
}

// What she may have said before a plain sentence; "" is nothing.
var plainBefore = []string{"", "Yeah.", "I don't know how much longer I can do this job.", "My boss wants the report by Friday and nobody helps.",
	"I just can't sleep any more, and my husband says I'm never there."}

// TestPlain prints how plain sentences are classed, which say what they are
// without anything around them: alone, after her words, and all of a class in a
// row, with punctuation and without.
func TestPlain(t *testing.T) {
	sentences := plainSentences(t)
	for _, half := range []string{"written first", "written later"} {
		for _, marks := range []bool{true, false} {
			title, write := half+", as written", func(s string) string { return s }
			if !marks {
				title, write = half+", without punctuation", unmarked
			}
			for _, before := range plainBefore {
				c := NewConfusion("question", "reflection", "input", "other")
				for _, s := range sentences {
					var talk []timeline.Utterance
					if before != "" {
						talk = append(talk, timeline.Utterance{Side: timeline.Client, Text: write(before)})
					}
					talk = append(talk, timeline.Utterance{Side: timeline.Coach, Text: write(s.text)})
					if got := ClassifyTalk(talk)[len(talk)-1]; s.half == half {
						c.Add(s.class, four(got.Class))
					}
				}
				c.check(t, title+", after "+before)
			}
			c := NewConfusion("question", "reflection", "input", "other")
			var talk []timeline.Utterance
			for _, s := range sentences {
				talk = append(talk, timeline.Utterance{Side: timeline.Coach, Text: write(s.text)})
			}
			for i, got := range ClassifyTalk(talk) {
				if sentences[i].half == half {
					c.Add(sentences[i].class, four(got.Class))
				}
			}
			c.check(t, title+", in a row")
		}
	}
}

// check prints c, and wants of it what is reached, a little below.
func (c *Confusion) check(t *testing.T, title string) {
	t.Helper()
	var b strings.Builder
	c.Print(&b, title)
	t.Log(b.String())
	if c.Macro() < .84 || c.F1("input") < .78 {
		t.Errorf("%s: below macro-F1 .84, input .78", title)
	}
}

// Plain advice is no reflection, whatever stands before it.
func TestPlainAdvice(t *testing.T) {
	for _, text := range []string{"You should take a day off.", "You could ask your sister to help.", "I think you need to talk to your doctor.", "Maybe you could write him a letter.", "Try to go to bed at the same time every night.", "Take a walk after lunch."} {
		for _, before := range plainBefore {
			for _, text := range []string{text, unmarked(text)} {
				if got, _ := Classify(text, before); got != Advice {
					t.Errorf("%q after %q is %s", text, before, got)
				}
			}
		}
	}
	for _, c := range [][2]string{
		{"I should take a day off, I know.", "You should take a day off, you think."}, {"I have to be there for everybody.", "You have to be there for everybody."},
		{"They told me I should ask my sister.", "They said you should ask your sister."}, {"I don't know what to do.", "It sounds like you feel you should do more."},
	} {
		if got, _ := Classify(c[1], c[0]); got == Advice {
			t.Errorf("%q after %q is %s", c[1], c[0], got)
		}
	}
}
