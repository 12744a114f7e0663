package timing

import (
	"testing"

	"stillpoint/dialogue/timeline"
)

type ms = timeline.Ms

// over is coach speech of d ms that began in the middle of a long line of hers.
func over(d int, text string) Overlap {
	return Overlap{From: 5000, To: 5000 + ms(d), Text: text, ClientFrom: 2000, Before: 1500, ClientEnd: 9000,
		Said: "It takes me forty minutes and", Unplayed: "it would take two hours to explain it", Yielded: true}
}

func TestClassify(t *testing.T) {
	with := func(o Overlap, change func(*Overlap)) Overlap { change(&o); return o }
	tests := []struct {
		name string
		o    Overlap
		want Kind
		flag bool
	}{
		{"plain", over(2000, "have you tried writing it down"), Interruption, true},
		{"her last 300 ms", with(over(2000, "have you tried writing it down"), func(o *Overlap) { o.ClientEnd = 5300 }), Terminal, false},
		{"301 ms", with(over(2000, "have you tried writing it down"), func(o *Overlap) { o.ClientEnd = 5301 }), Interruption, true},
		{"two words left", with(over(2000, "have you tried writing it down"), func(o *Overlap) { o.Unplayed = "explain it." }), Terminal, false},
		{"both begin", with(over(800, "so what"), func(o *Overlap) { o.ClientFrom = 4900 }), SimultaneousStart, false},
		{"both begin, the coach goes on", with(over(2800, "so what do you think it is"), func(o *Overlap) { o.ClientFrom = 4900 }), SimultaneousStart, true},
		{"no silence before her", with(over(2800, "so what do you think it is"), func(o *Overlap) { o.ClientFrom, o.Before = 4900, 100 }), Interruption, true},
		{"mm-hm", over(400, "Mm-hm."), Backchannel, false},
		{"mm-hm and then words", with(over(400, "Yeah."), func(o *Overlap) { o.Next = 5700 }), Interruption, true},
		{"a long row of yeahs", over(1400, "yeah yeah yeah yeah"), Interruption, true},
		{"a cough", over(600, ""), VocalNoise, false},
		{"her own next words", over(900, "two hours"), Completion, false},
		{"her last words", over(900, "forty minutes"), Completion, false},
		{"a few words of the coach's own", over(1200, "that's far too long"), Interruption, true},
		{"a stated purpose", over(2500, "Sorry, can I check something before you go on?"), Purposeful, false},
		{"gives up within a second", with(over(900, "but have you"), func(o *Overlap) { o.Yielded = false }), ButtingIn, false},
		{"in a pause of hers", with(over(2000, "have you tried writing it down"), func(o *Overlap) { o.InPause, o.PauseFrom = true, 4200 }), PauseInterruption, true},
		{"late in a pause of hers", with(over(2000, "have you tried writing it down"), func(o *Overlap) { o.InPause, o.PauseFrom = true, 3400 }), Interruption, true},
		{"yeah but", over(1800, "Yeah but have you thought about"), Interruption, true},
	}
	for _, c := range tests {
		got := Classify(c.o)
		if got != c.want || c.o.Flagged(got) != c.flag {
			t.Errorf("%s: %s, flagged %v; want %s, %v", c.name, got, c.o.Flagged(got), c.want, c.flag)
		}
	}
}

func TestStatesPurpose(t *testing.T) {
	for text, want := range map[string]bool{
		"May I pause you there?": true, "so um can I check I've got that": true, "Before you go on, how was that": true,
		"I pause a lot": false, "what did you do before you go on": false, "": false, "can I": false,
		"Sorry to interrupt, I want to make sure I have this right": true, "Hold on a moment, can I ask about that word?": true, "Sorry to interrupt, have you tried a list": false, "so": false,
	} {
		if got := StatesPurpose(text); got != want {
			t.Errorf("StatesPurpose(%q) = %v", text, got)
		}
	}
}
