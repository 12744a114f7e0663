package dialogue_test

import (
	"testing"
	"time"

	"stillpoint/dialogue/timeline"
)

// What the coach says counts when the network brings it late, and does not
// count when the microphone was off.
func TestPath(t *testing.T) {
	for _, c := range []struct {
		name   string
		script func(k *talk)
	}{
		{"a path that grows longer does not make her deaf", func(k *talk) {
			k.begin()
			k.Disturb(k.line.Now(), forever)
			k.line.Delay(18) // 360 ms
			k.line.Speak("tell me about your work please", 2*time.Second)
			k.replied()
			k.end()
		}},
		{"a pause is not longer because the path is", func(k *talk) {
			k.voice.Latency = 0
			k.begin()
			k.Disturb(k.line.Now(), forever)
			k.line.Delay(18)
			k.line.Speak("tell me about your work please", 2*time.Second)
			time.Sleep(1300 * ms)
			k.line.Speak("and how it is for you", 2*time.Second)
			k.replied()
			k.end()
			if turns, her := of[timeline.CoachTurn](k), of[timeline.ClientTurn](k); len(turns) != 1 || her[1].Cut != nil {
				k.t.Errorf("she spoke into it: %+v", turns)
			}
		}},
		{"speech that a stall held back is whole", func(k *talk) {
			k.begin()
			k.Disturb(k.line.Now(), forever)
			from := k.line.Now()
			k.line.Begin("tell me about your work please", 3*time.Second)
			time.Sleep(time.Second)
			k.line.Delay(45)
			time.Sleep(900 * ms)
			k.line.Delay(0)
			k.line.AwaitSound(8 * time.Second)
			k.line.AwaitQuiet(time.Second, 20*time.Second)
			k.end()
			at := timeline.At(from)
			for _, u := range of[timeline.IPU](k) {
				k.within("hole in the speech", u.From-at, -30, 40)
				at = u.To
			}
			k.within("end of the speech", at-timeline.At(from), 2950, 3050)
		}},
		{"a word that came whole after a stall is answered", func(k *talk) {
			k.begin()
			k.Disturb(k.line.Now(), forever)
			k.line.Delay(40)
			k.line.Speak("tell me more", 400*ms)
			time.Sleep(400 * ms)
			k.line.Delay(0)
			k.replied()
			k.end()
		}},
		{"what is said into a microphone that is off is not heard", func(k *talk) {
			k.begin()
			k.Disturb(k.line.Now(), forever)
			k.p.Mic("muted")
			time.Sleep(100 * ms)
			k.line.Speak("nobody should hear this", 2*time.Second)
			time.Sleep(500 * ms)
			k.p.Mic("live")
			k.line.Speak("tell me about your work please", 2*time.Second)
			k.replied()
			k.end()
			if turns := of[timeline.CoachTurn](k); len(turns) != 1 || turns[0].Text != "tell me about your work please" {
				k.t.Errorf("turns %+v", turns)
			}
			if ipus := of[timeline.IPU](k); len(ipus) != 1 {
				k.t.Errorf("speech %+v", ipus)
			}
		}},
		{"what was said before the microphone went off is heard though it comes later", func(k *talk) {
			k.begin()
			k.Disturb(k.line.Now(), forever)
			k.line.Delay(18)
			k.line.Speak("tell me about your work please", 2*time.Second)
			k.p.Mic("muted")
			k.replied()
			k.end()
			turns := of[timeline.CoachTurn](k)
			if len(turns) != 1 {
				k.t.Fatalf("%d turns, want 1", len(turns))
			}
			k.within("length of the turn", turns[0].To-turns[0].From, 1950, 2050)
		}},
		{"a silence in which the microphone was lost for 4 s earns nothing", func(k *talk) {
			k.begin()
			k.Disturb(k.line.Now(), forever)
			time.Sleep(time.Second)
			k.line.Lose(true)
			lost := k.line.Now()
			time.Sleep(4 * time.Second)
			k.line.Lose(false)
			back := k.line.Now()
			time.Sleep(3 * time.Second)
			k.end()
			lines := of[timeline.Line](k)
			if len(lines) != 3 || lines[1].State != timeline.LineQuiet || lines[2].State != timeline.LineUp {
				k.t.Fatalf("line: %+v", lines)
			}
			k.within("lost since", lines[1].Since-timeline.At(lost), -50, 50)
			for _, e := range k.log.Events() {
				if e.Seq > 1 && e.Body == lines[2] {
					k.within("there again", e.At-timeline.At(back), -50, 100)
				}
			}
			for _, turn := range k.client.Turns() {
				if turn.Why == timeline.WhySilence && turn.Cue != 0 {
					k.t.Error("a lost silence earned something")
				}
			}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			hold(t, c.script)
		})
	}
}

// replied waits until she has answered the coach's turn and ended.
func (k *talk) replied() {
	k.line.AwaitSound(5 * time.Second)
	k.line.AwaitQuiet(time.Second, 20*time.Second)
	for _, c := range of[timeline.ClientTurn](k) {
		if c.Why == timeline.WhyReply {
			return
		}
	}
	k.t.Error("she never answered")
}
