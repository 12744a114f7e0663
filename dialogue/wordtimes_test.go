package dialogue

import (
	"strings"
	"testing"
	"time"

	"stillpoint/dialogue/timeline"
)

func TestMeasuredWords(t *testing.T) {
	const from, to = time.Second, 3 * time.Second
	word := func(text string, from, to timeline.Ms) timeline.Word {
		return timeline.Word{Text: text, From: from, To: to}
	}
	for _, c := range []struct {
		name  string
		words []timeline.Word
		ok    bool
	}{
		{"all of them", []timeline.Word{word("tell", 1000, 1300), word(" me.", 1300, 2900)}, true},
		{"a little outside", []timeline.Word{word("Tell", 900, 1300), word("me", 1250, 3200)}, true},
		{"none", nil, false},
		{"some", []timeline.Word{word("tell", 1000, 1300)}, false},
		{"others", []timeline.Word{word("tell", 1000, 1300), word("him", 1300, 1500)}, false},
		{"from the start of the sound", []timeline.Word{word("tell", 0, 300), word("me", 300, 500)}, false},
		{"long after", []timeline.Word{word("tell", 1000, 1300), word("me", 9000, 9500)}, false},
		{"backwards", []timeline.Word{word("tell", 2500, 2900), word("me", 1000, 1300)}, false},
		{"with ends before begins", []timeline.Word{word("tell", 1300, 1000), word("me", 1300, 1500)}, false},
	} {
		got, ok := measured("tell me", c.words, from, to)
		if ok != c.ok {
			t.Errorf("%s: %v", c.name, ok)
		}
		last := timeline.At(from)
		for _, w := range got {
			if ok && (w.From < last || w.To < w.From || w.To > timeline.At(to) || strings.TrimSpace(w.Text) != w.Text) {
				t.Errorf("%s: %+v", c.name, got)
			}
			last = w.To
		}
	}
}

func TestSpreadWords(t *testing.T) {
	ipu := func(from, to time.Duration) span { return span{from * time.Millisecond, to * time.Millisecond} }
	got := spread("nami bidu tamu pika", []span{ipu(1000, 1600), ipu(2000, 2600)})
	want := []timeline.Word{{Text: "nami", From: 1000, To: 1300}, {Text: "bidu", From: 1300, To: 1600}, {Text: "tamu", From: 2000, To: 2300}, {Text: "pika", From: 2300, To: 2600}}
	for i, w := range want {
		if i >= len(got) || got[i] != w {
			t.Fatalf("%+v", got)
		}
	}
	if got := spread("yes", []span{ipu(0, 100), ipu(400, 900), ipu(1200, 1250)}); len(got) != 1 || got[0].From != 400 || got[0].To != 900 {
		t.Errorf("one word in three stretches: %+v", got)
	}
	if got := spread("one two three", []span{ipu(500, 500)}); len(got) != 3 || got[2].To != 500 {
		t.Errorf("no time at all: %+v", got)
	}
}
