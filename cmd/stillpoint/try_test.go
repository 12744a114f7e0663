package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stillpoint/dialogue/timeline"
)

const coach = `Hello, what would you like from today?
What happens with the handing over?
/cut 0.6
sorry but have you tried writing it down for him
So you do them again. That sounds tiring.
/wait 4
How is it for you?
/end
`

// try is the talk above with a seed: its events, and how often a line was awaited.
func tried1(t *testing.T, seed string) (events []timeline.Event, readies int, raw string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "talk.json")
	code, out, errs := programReading(coach, nil, "try", "marit-trays", "-words", "-json", "-seed", seed, "-o", file)
	if code != 0 {
		t.Fatalf("exit %d: %s", code, errs)
	}
	for line := range strings.Lines(out) {
		if strings.HasPrefix(line, `{"ready":true,"at":`) {
			readies++
			continue
		}
		var e timeline.Event
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		events = append(events, e)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var tl timeline.Timeline
	if err := json.Unmarshal(data, &tl); err != nil || len(tl.Events) != len(events) || tl.Scenario != "marit-trays" || !tl.Complete || tl.Length < 30000 {
		t.Errorf("the file holds %d events of %d, length %d (%v)", len(tl.Events), len(events), tl.Length, err)
	}
	return events, readies, out
}

func TestTryIsATalk(t *testing.T) {
	events, readies, raw := tried1(t, "7")
	if want := strings.Count(coach, "\n"); readies != want {
		t.Errorf("a line was awaited %d times, want %d", readies, want)
	}
	var turns, steps, cuts int
	for _, e := range events {
		switch b := e.Body.(type) {
		case timeline.CoachTurn:
			turns++
		case timeline.TrustStep:
			steps++
		case timeline.ClientTurn:
			if b.Cut != nil {
				cuts++
				if d := b.Cut.Onset - b.From; d < 560 || d > 700 {
					t.Errorf("cut %d ms into her line, want 600", d)
				}
			}
		}
	}
	if turns != 5 || steps != 5 || cuts != 1 {
		t.Errorf("%d turns, %d steps, %d cuts; want 5, 5, 1\n%s", turns, steps, cuts, raw)
	}
	if last, ok := events[len(events)-1].Body.(timeline.End); !ok || last.Cause != "coach" {
		t.Errorf("the talk ends with %+v", events[len(events)-1])
	}
	if _, _, again := tried1(t, "7"); again != raw {
		t.Error("the same input and seed gave another talk")
	}
	if _, _, other := tried1(t, "8"); other == raw {
		t.Error("another seed gave the same talk")
	}
}

func TestTryForAPerson(t *testing.T) {
	code, out, errs := programReading(coach, nil, "try", "-words", "marit-trays")
	for _, want := range []string{"Marit: ", "You: sorry but have you tried", "trust ", "(not said: ", "(the practice is over: coach)"} {
		if code != 0 || !strings.Contains(out, want) {
			t.Errorf("exit %d, no %q in\n%s%s", code, want, out, errs)
		}
	}
}

func TestTryRefuses(t *testing.T) {
	for input, want := range map[string]string{
		"/wait long\n": "say for how many seconds", "/dance\n": "there are /wait", "/cut -1\n": "say for how many seconds",
	} {
		if code, _, errs := programReading(input, nil, "try", "marit-trays", "-words"); code != 2 || !strings.Contains(errs, want) {
			t.Errorf("%q: exit %d, %s", input, code, errs)
		}
	}
	if code, _, errs := programReading("", nil, "try", "nobody", "-words"); code != 1 || !strings.Contains(errs, "marit-trays") {
		t.Errorf("exit %d, %s", code, errs)
	}
}
