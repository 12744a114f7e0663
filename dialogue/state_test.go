package dialogue_test

import (
	"testing"
	"time"

	"stillpoint/dialogue"
	"stillpoint/dialogue/timeline"
)

// The states a talk may be in, and how to reach them.
var states = map[string]func(k *talk){
	"opening": func(k *talk) { k.start() },
	"listening": func(k *talk) {
		k.begin()
		k.line.Begin("tell me about your work please", 2*time.Second)
		time.Sleep(time.Second)
	},
	"pausing": func(k *talk) {
		k.begin()
		k.line.Speak("tell me about your work please", 2*time.Second)
		time.Sleep(500 * ms)
	},
	"thinking": func(k *talk) {
		k.begin()
		k.line.Speak("tell me about your work please", 2*time.Second)
		time.Sleep(1150 * ms)
	},
	"speaking": func(k *talk) {
		k.begin()
		k.line.Speak("tell me about your work please", 2*time.Second)
		k.line.AwaitSound(10 * time.Second)
		time.Sleep(time.Second)
	},
	"cut": func(k *talk) {
		k.begin()
		k.line.Speak("tell me about your work please", 2*time.Second)
		k.line.AwaitSound(10 * time.Second)
		k.line.Begin("but have you tried explaining it", 2*time.Second)
		time.Sleep(900 * ms)
	},
	"silence": func(k *talk) { k.begin(); time.Sleep(2 * time.Second) },
	"aside":   func(k *talk) { k.begin(); k.Disturb(k.line.Now(), forever); k.p.Aside(true); time.Sleep(time.Second) },
	"down": func(k *talk) {
		k.begin()
		k.Disturb(k.line.Now(), forever)
		k.line.Drop(true)
		k.p.Connected(false)
		time.Sleep(time.Second)
	},
}

// Ends is how a talk may end, in whatever state it is.
func TestEnds(t *testing.T) {
	ends := map[string]func(k *talk){
		dialogue.ByCoach:    func(k *talk) { k.p.End(dialogue.ByCoach) },
		dialogue.ByShutdown: func(k *talk) { k.shutdown() },
		dialogue.ByLine:     func(k *talk) { k.line.Hangup() },
	}
	for in, reach := range states {
		for by, end := range ends {
			t.Run(in+" by "+by, func(t *testing.T) {
				t.Parallel()
				hold(t, func(k *talk) {
					reach(k)
					at := k.line.Now()
					k.Disturb(at, forever)
					end(k)
					k.wait()
					if d := k.line.Now() - at; d > 5500*ms {
						k.t.Errorf("the end took %v", d)
					}
					events := k.log.Events()
					if by == dialogue.ByCoach && in != "aside" && in != "down" {
						if her := of[timeline.ClientTurn](k); len(her) == 0 || her[len(her)-1].Why != timeline.WhyGoodbye || her[len(her)-1].Unheard != "" {
							k.t.Errorf("no goodbye: %+v", her)
						}
					}
					last, ok := events[len(events)-1].Body.(timeline.End)
					if !ok || last.Cause != by {
						k.t.Errorf("last event %+v; want end by %s", events[len(events)-1].Body, by)
					}
				})
			})
		}
	}
}

// A typed line and a line that drops, in each state: she is never stuck.
func TestInEachState(t *testing.T) {
	for what, do := range map[string]func(k *talk){
		"typed":     func(k *talk) { k.say("what would you like from today?") },
		"dropped":   func(k *talk) { k.down(2 * time.Second) },
		"flapping":  func(k *talk) { k.down(30 * ms); k.down(30 * ms) },
		"set aside": func(k *talk) { k.aside(2 * time.Second) },
	} {
		for in, reach := range states {
			if in == "aside" || in == "down" {
				continue
			}
			t.Run(what+" while "+in, func(t *testing.T) {
				t.Parallel()
				hold(t, func(k *talk) {
					reach(k)
					do(k)
					if what != "set aside" && !k.line.AwaitSound(9*time.Second) {
						k.t.Error("she is stuck")
					}
					k.line.AwaitQuiet(time.Second, 20*time.Second)
					k.line.Speak("and what happened after that", 1500*ms)
					if !k.line.AwaitSound(6 * time.Second) {
						k.t.Error("she does not answer any more")
					}
					k.line.AwaitQuiet(time.Second, 20*time.Second)
					k.end()
				})
			})
		}
	}
}
