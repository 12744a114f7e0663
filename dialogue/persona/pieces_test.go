package persona

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func cutAll(text string, step int) []piece {
	c := cutter{labels: []string{"marit:", "client:"}}
	var all []piece
	for len(text) > 0 {
		n := min(step, len(text))
		all = append(all, c.push(text[:n])...)
		text = text[n:]
	}
	return append(all, c.rest()...)
}

func drawn(all []piece) string {
	var parts []string
	for _, p := range all {
		s := p.text
		if p.pause > 0 {
			s = fmt.Sprintf("%v %s", p.pause, s)
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, " | ")
}

func TestPieces(t *testing.T) {
	for text, want := range map[string]string{
		"It's fine. Really. I mean, Dr. Larsen said 3.5 hours. That was all.":     "It's fine. Really. | I mean, Dr. Larsen said 3.5 hours. | That was all.",
		"Yes. [pause:0.7] Something like that.":                                   "Yes. | 700ms Something like that.",
		"I drove to St. Olav at 6 a.m. and nobody asked. Not one.":                "I drove to St. Olav at 6 a.m. | and nobody asked. Not one.",
		"At 23.30 I check the board; the U.S. team is awake. That's when I stop.": "At 23.30 I check the board; | the U.S. team is awake. | That's when I stop.",
		"Everybody is always asking me where things are. So I tell them.":         "Everybody is always asking me where things are. | So I tell them.",
		"Most evenings I sit at the kitchen table for an hour. And then I stop.":  "Most evenings I sit at the kitchen table | for an hour. And then I stop.",
		"They all go home and I sit there with the rosters again. It's fine.":     "They all go home | and I sit there with the rosters again. | It's fine.",
		"…":                                 "",
		"So… I do them again. Every night.": "So… I do them again. | Every night.",
		"<think>She is tired.</think>Well. I suppose so.":            "Well. I suppose so.",
		"<THINKING>never closed":                                     "",
		"*sighs* I suppose so, *nods* yes. 🙂 Anyway, that is it.":    "I suppose so, yes. | Anyway, that is it.",
		"Marit: I suppose it is. Yes.":                               "I suppose it is. | Yes.",
		"I was there with them all until the hosp":                   "I was there with them all",
		"I was there. And then the hosp":                             "I was there. |",
		"First thing\nsecond thing.":                                 "First thing | second thing.",
		"I asked him. [pause:9] He said [pause:1.4] nothing at all.": "I asked him. | 3s He said | 1.4s nothing at all.",
		"[pause:1.2] I don't know. [sigh] Well.":                     "1.2s I don't know. | [sigh] Well.",
		"caf\xc3\xa9 is what she sold, I think, in the end.":         "café is what she sold, I think, | in the end.",
	} {
		got := strings.TrimSuffix(drawn(cutAll(text, 1)), " |")
		if want := strings.TrimSuffix(want, " |"); got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
		for _, step := range []int{2, 7, len(text)} {
			if again := cutAll(text, step); !slices.Equal(again, cutAll(text, 1)) {
				t.Errorf("%q, %d bytes at a time: %s", text, step, drawn(again))
			}
		}
	}
}

func FuzzPieces(f *testing.F) {
	f.Add("It's fine. Really. I mean, Dr. Larsen said 3.5 hours. [pause:0.7] That was all.", uint8(3))
	f.Add("<think>a</think>*b* Marit: c… <coach>x</coach> [pause:99] 🙂 \xff\xc3", uint8(1))
	f.Add("Marit\n: «x» “Well.” She said ‘no.’ And... so", uint8(2))
	f.Fuzz(func(t *testing.T, text string, step uint8) {
		all := cutAll(text, 1)
		if again := cutAll(text, int(step)+1); !slices.Equal(all, again) {
			t.Fatalf("%q: by 1 %q, by %d %q", text, drawn(all), int(step)+1, drawn(again))
		}
		for i, p := range all {
			if !utf8.ValidString(p.text) || strings.TrimSpace(p.text) == "" || p.pause < 0 || p.pause > 3*time.Second {
				t.Errorf("%q: piece %+v", text, p)
			}
			if n := len(strings.Fields(p.text)); i == 0 && n > firstWords {
				t.Errorf("%q: %d words before her voice may begin: %q", text, n, p.text)
			}
		}
	})
}
