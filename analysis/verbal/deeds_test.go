package verbal

import (
	"testing"

	"stillpoint/dialogue/timeline"
)

// found says that Detect finds name, as more than possible, in the coach's turn
// after hers.
func foundAfter(hers, coach, name string) bool {
	heard := []timeline.Utterance{{Side: timeline.Client, Text: hers}, {Side: timeline.Coach, Text: coach}}
	for _, e := range Detect(Context{Heard: heard, Cue: Cue(hers)}) {
		if e.Name == name && e.Confidence >= .6 {
			return true
		}
	}
	return false
}

func TestDeedsAndBlame(t *testing.T) {
	const wards = "I rang all the wards in the city until I found him."
	for _, c := range []struct {
		hers, coach, name string
		want              bool
	}{
		{wards, "You rang every ward.", Strength, true},
		{wards, "you rang every ward", Strength, true},
		{wards, "You rang every single ward until you found him.", Strength, true},
		{"I wrote it nine times before I sent it.", "You wrote it nine times.", Strength, true},
		{"I sat with my dad through the night.", "So you sat with him all night.", Strength, true},
		{"I stayed and I fixed the pump by hand.", "You fixed the pump by hand.", Strength, true},
		{wards, "You rang the ward.", Strength, false},
		{wards, "Did you ring every ward?", Strength, false},
		{wards, "You could have rung every ward.", Strength, false},
		{"It was on the news that they rang all the wards.", "You rang every ward.", Strength, false},
		{"I lost every game.", "You lost every game.", Strength, false},
		{"I shouted at everyone.", "You shouted at everyone.", Strength, false},
		{"I called everyone.", "You called everyone too late.", Strength, false},
		{"I stayed late again.", "You always do this to yourself.", Judge, true},
		{"I stayed late again.", "you always do this to yourself", Judge, true},
		{"I stayed late again.", "You keep doing this to yourself.", Judge, true},
		{"I stayed late again.", "You brought it on yourself.", Judge, true},
		{"I stayed late again.", "You're hard on yourself.", Judge, false},
		{"I always do this to myself.", "You always do this to yourself, you say.", Judge, false},
		{"I stayed late again.", "What are you doing to yourself by staying?", Judge, false},
		{"I stayed late again.", "You always make time for others and never for yourself.", Judge, false},
		{"It was strange.", "How was that? Was it the shame?", Stacked, true},
		{"It was strange.", "What are you afraid of? Is it him?", Stacked, true},
		{"It was strange.", "How did you feel? Were you angry?", Stacked, true},
		{"It was strange.", "How was that?", Stacked, false},
		{"It was strange.", "What happened? Did you ring him?", Stacked, false},
		{"It was strange.", "May I ask you something? How was that for you?", Stacked, false},
		{"It was strange.", "What would you like to look at? Is that okay?", Stacked, false},
	} {
		if got := foundAfter(c.hers, c.coach, c.name); got != c.want {
			t.Errorf("%q after %q: %s %v", c.coach, c.hers, c.name, got)
		}
	}
}
