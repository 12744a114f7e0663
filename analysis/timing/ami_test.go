package timing

import (
	"bufio"
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"stillpoint/dialogue/timeline"
)

// TestAMI holds the changes of floor between pairs of speakers of the AMI
// meetings against what is published: Heldner & Edlund (2010) have some 40 %
// of them overlap. A meeting has four speakers; where another one than the
// pair speaks, the line counts as away.
func TestAMI(t *testing.T) {
	shared := os.Getenv("STILLPOINT_SHARED")
	f, err := os.Open(filepath.Join(shared, "data", "ami-dev", "dev.rttm"))
	if shared == "" || err != nil {
		t.Skipf("NOT RUN: no AMI meetings (set STILLPOINT_SHARED): %v", err)
	}
	defer f.Close()
	type speech struct {
		stretch
		who string
	}
	meetings := map[string][]speech{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var meeting, channel, who, none string
		var from, d float64
		if n, _ := fmt.Sscanf(lines.Text(), "SPEAKER %s %s %f %f %s %s %s", &meeting, &channel, &from, &d, &none, &none, &who); n != 7 {
			t.Fatalf("not RTTM: %s", lines.Text())
		}
		meetings[meeting] = append(meetings[meeting], speech{stretch{from: ms(from * 1000), to: ms((from + d) * 1000)}, who})
	}
	var fto []ms
	for _, all := range meetings {
		slices.SortFunc(all, func(a, b speech) int { return cmp.Compare(a.from, b.from) })
		var speakers []string
		for _, s := range all {
			if !slices.Contains(speakers, s.who) {
				speakers = append(speakers, s.who)
			}
		}
		for i, coach := range speakers {
			for _, client := range speakers[i+1:] {
				var tl timeline.Timeline
				put := func(at ms, b timeline.Body) { tl.Events = append(tl.Events, timeline.Event{At: at, Body: b}) }
				for n, s := range all {
					switch s.who {
					case coach:
						put(s.to, timeline.IPU{Side: timeline.Coach, From: s.from, To: s.to})
						put(s.to, timeline.CoachTurn{Turn: n, From: s.from, To: s.to, Text: "words"})
					case client:
						put(s.to, timeline.ClientTurn{Turn: n, Why: timeline.WhyReply, From: s.from, To: s.to, Text: "words"})
					default:
						put(s.from, timeline.Line{State: timeline.LineDown})
						put(s.to, timeline.Line{State: timeline.LineUp})
					}
				}
				m := Measure(tl, nil)
				sound(t, m)
				for _, x := range m.Transfers {
					fto = append(fto, x.FTO)
				}
			}
		}
	}
	slices.Sort(fto)
	n := len(fto)
	if n == 0 {
		t.Fatal("nobody ever took the floor")
	}
	share := func(yes func(ms) bool) float64 {
		k := 0
		for _, d := range fto {
			if yes(d) {
				k++
			}
		}
		return 100 * float64(k) / float64(n)
	}
	overlaps := share(func(d ms) bool { return d < 0 })
	gaps := fto[slices.IndexFunc(fto, func(d ms) bool { return d > 0 }):]
	t.Logf("%d meetings, %d changes of floor between pairs: FTO median %d ms, gap median %d ms; overlaps %.1f %% (published some 40 %%), gaps > 200 ms %.1f %% (41 to 45 %%), > 1 s %.1f %%, > 3 s %.1f %%",
		len(meetings), n, fto[n/2], gaps[len(gaps)/2], overlaps, share(func(d ms) bool { return d > 200 }), share(func(d ms) bool { return d > 1000 }), share(func(d ms) bool { return d > 3000 }))
	for p := 5; p < 100; p += 15 {
		t.Logf("FTO p%d %d ms", p, fto[n*p/100])
	}
	if overlaps < 30 || overlaps > 50 {
		t.Errorf("%.1f %% of the changes of floor overlap; 30 to 50 were expected", overlaps)
	}
}
