package verbal

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"stillpoint/dialogue/timeline"
)

// A scene is a test case on paper: what was said, and which names are wanted.
//
//	> her words; at the end cue=2, told=1, own=trays, feels=sad
//	< the coach's words: the last line of them is the turn to be judged
//	= names, - for none; +name must be there, !name must not, others are free
type scene struct {
	line  int
	ctx   Context
	names []string
}

func scenes(t testing.TB, file string) []scene {
	t.Helper()
	data, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var out []scene
	var s scene
	for n, line := range strings.Split(string(data), "\n") {
		mark, rest, _ := strings.Cut(line, " ")
		switch mark {
		case ">":
			words := strings.Fields(rest)
			for len(words) > 0 && strings.Contains(words[len(words)-1], "=") {
				key, value, _ := strings.Cut(words[len(words)-1], "=")
				s.ctx.set(t, key, value)
				words = words[:len(words)-1]
			}
			s.ctx.Heard = append(s.ctx.Heard, timeline.Utterance{Side: timeline.Client, Text: strings.Join(words, " ")})
		case "<":
			s.ctx.Heard = append(s.ctx.Heard, timeline.Utterance{Side: timeline.Coach, Text: rest})
		case "=":
			s.line = n
			for _, name := range strings.Fields(rest) {
				key, value, ok := strings.Cut(name, "=")
				switch {
				case ok:
					s.ctx.set(t, key, value)
				case name != "-":
					s.names = append(s.names, name)
				}
			}
			out = append(out, s)
			s = scene{}
		case "", "#":
		default:
			t.Fatalf("%s:%d: %q", file, n+1, line)
		}
	}
	return out
}

func (c *Context) set(t testing.TB, key, value string) {
	switch key {
	case "cue":
		fmt.Sscan(value, &c.Cue)
	case "told":
		fmt.Sscan(value, &c.Told)
	case "own":
		c.OwnWords = append(c.OwnWords, strings.ReplaceAll(value, "_", " "))
	case "feels":
		c.Feelings = append(c.Feelings, value)
	default:
		t.Fatalf("there is no %s=", key)
	}
}

// sure are the names of what Detect finds; a judgement that is only possible is
// "judge?", a feeling that is only guessed is left out.
func sure(c Context) []string {
	var out []string
	for _, e := range Detect(c) {
		switch {
		case e.Name == Judge && e.Confidence < .7:
			out = append(out, "judge?")
		case e.Name == EmotionAck && e.Confidence < .5: // a guess
		default:
			out = append(out, e.Name)
		}
	}
	return out
}

func (s scene) coach() string { return s.ctx.Heard[len(s.ctx.Heard)-1].Text }

// TestLabelled prints precision and recall over turns that were labelled by
// ear, and holds both above a floor. Rules were improved on all of these sets:
// what a set first measured, in its first line, is the better estimate of what
// Detect does with new turns.
func TestLabelled(t *testing.T) {
	for file, floor := range map[string]float64{"labelled.txt": .9, "fresh.txt": .8, "third.txt": .8, "last.txt": .8, "fifth.txt": .7} {
		t.Run(file, func(t *testing.T) { measure(t, file, floor) })
	}
}

func measure(t *testing.T, file string, floor float64) {
	type count struct{ hit, extra, missed int }
	counts := map[string]*count{}
	var all count
	at := func(name string) *count {
		if counts[name] == nil {
			counts[name] = &count{}
		}
		return counts[name]
	}
	list := scenes(t, file)
	for _, s := range list {
		got := slices.DeleteFunc(sure(s.ctx), func(n string) bool { return n == "judge?" || n == Solution })
		for _, n := range got {
			if slices.Contains(s.names, n) {
				at(n).hit++
				all.hit++
			} else {
				at(n).extra++
				all.extra++
				t.Logf("%d extra %s: %s", s.line, n, s.coach())
			}
		}
		for _, n := range s.names {
			if !slices.Contains(got, n) {
				at(n).missed++
				all.missed++
				t.Logf("%d missed %s: %s", s.line, n, s.coach())
			}
		}
	}
	for _, n := range slices.Sorted(func(yield func(string) bool) {
		for n := range counts {
			if !yield(n) {
				return
			}
		}
	}) {
		c := counts[n]
		t.Logf("%-15s found %2d  extra %2d  missed %2d", n, c.hit, c.extra, c.missed)
	}
	precision, recall := float64(all.hit)/float64(all.hit+all.extra), float64(all.hit)/float64(all.hit+all.missed)
	t.Logf("%d turns: precision %.2f, recall %.2f", len(list), precision, recall)
	if precision < floor || recall < floor {
		t.Errorf("precision %.2f, recall %.2f: below %.2f", precision, recall, floor)
	}
}

func TestCases(t *testing.T) {
	for _, s := range scenes(t, "cases.txt") {
		got := sure(s.ctx)
		if len(s.names) == 0 && len(got) > 0 {
			t.Errorf("cases.txt:%d: %q: got %v, want nothing", s.line+1, s.coach(), got)
		}
		for _, n := range s.names {
			if has := slices.Contains(got, n[1:]); has != (n[0] == '+') {
				t.Errorf("cases.txt:%d: %q: got %v, want %s", s.line+1, s.coach(), got, n)
			}
		}
	}
}

// TestFormula: one formula, whatever feeling it is filled with, acknowledges
// once; after that it is worn. Other words acknowledge again.
func TestFormula(t *testing.T) {
	c := Context{Cue: 2}
	say := func(hers, coach string) []string {
		c.Heard = append(c.Heard, timeline.Utterance{Side: timeline.Client, Text: hers}, timeline.Utterance{Side: timeline.Coach, Text: coach})
		return sure(c)
	}
	for i, feeling := range strings.Fields("sad tired lonely angry scared hurt ashamed worried lost guilty anxious bitter") {
		got := say("I went home and closed the door. Like always.", "it sounds like you feel "+feeling)
		if has := slices.Contains(got, EmotionAck); has != (i == 0) {
			t.Errorf("time %d: %v", i+1, got)
		}
	}
	if got := say("And then nobody came.", "nobody came, and there was so much loneliness in that room"); !slices.Contains(got, EmotionAck) {
		t.Errorf("other words: %v", got)
	}
}
