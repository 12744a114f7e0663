// Package virtual holds a practice in virtual time: the owner and the floor
// of a live talk, with a line, ears and a voice that are only simulated. A
// whole talk takes milliseconds and is the same every time. Nothing here is
// safe for concurrent use and no goroutine is started.
package virtual

import (
	"cmp"
	"context"
	"time"

	"stillpoint/dialogue"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
	"stillpoint/dialogue/trust"
	"stillpoint/media"
)

const (
	// Reply is how long the coach takes to answer who does not hold a silence.
	Reply = 700 * time.Millisecond
	// patience bounds every wait for her: her longest silence entry, and then some.
	patience = 2 * time.Minute
)

// Config is whom to talk with.
type Config struct {
	Scenario *scenario.Scenario
	Client   persona.Responder
	Mind     dialogue.Mind // nil: nothing moves her
	State    trust.State
	Timeline dialogue.Recorder

	// Endpoint, if set, is a fixed endpoint window in place of the adaptive one.
	Endpoint time.Duration
	// Machine is how slow the machine and the line are.
	Machine Machine
}

// Machine is how slow a machine and its line are.
type Machine struct {
	// Answer is what the engines that find and speak her answers take.
	Answer time.Duration
	// Ear is how long her sound takes to the coach's ear; 0: 57 ms.
	Ear time.Duration
	// Reports gives the time until the page next reports what was heard; nil:
	// it reports each 20 ms.
	Reports func() time.Duration
}

// Talk is one practice. Each of its methods lets media time pass.
type Talk struct {
	step    *dialogue.Stepper
	line    *line
	ears    *ears
	now     time.Duration
	her     time.Duration // her last sample was heard
	reports func() time.Duration
	report  time.Duration // the next report comes
}

// Begin starts a practice and lets her say her opening line.
func Begin(ctx context.Context, c Config) *Talk {
	t := &Talk{line: &line{ear: cmp.Or(c.Machine.Ear, ear)}, ears: &ears{}, reports: c.Machine.Reports}
	t.step = dialogue.NewStepper(ctx, dialogue.Config{
		Line: t.line, Ears: t.ears, Soundless: true, Voice: mouth{}, Client: c.Client, Mind: c.Mind, State: c.State, Timeline: c.Timeline, Page: noPage{},
		Rules: dialogue.Rules{Silences: c.Scenario.SilenceTimes(), Length: time.Duration(c.Scenario.End.Minutes) * time.Minute, Endpoint: c.Endpoint},
	})
	if c.Machine.Answer > 0 {
		t.step.Slow(c.Machine.Answer)
	}
	t.line.step = t.step
	t.until(func() bool { return t.her > 0 }, patience)
	t.Settle()
	return t
}

// Now is the media time.
func (t *Talk) Now() time.Duration { return t.now }

// Over says that the practice has ended.
func (t *Talk) Over() bool { return t.step.Over() }

// State is what a page would show.
func (t *Talk) State() dialogue.State { return t.step.State() }

// Speak has the coach say text, at an even pace, not before [Reply] after her
// last word unless she is speaking just now. It returns with the last word.
func (t *Talk) Speak(text string) {
	if !t.sounding() {
		t.until(func() bool { return t.now >= t.her+Reply }, Reply)
	}
	end := t.ears.say(t.now, text)
	t.until(func() bool { return t.now >= end }, end-t.now)
}

// Settle lets her answer, if she is going to: until nobody speaks, or the
// practice is set aside or over.
func (t *Talk) Settle() {
	quiet := 0
	t.until(func() bool {
		switch t.State() {
		case dialogue.OpenSilence, dialogue.Aside:
			quiet++
		default:
			quiet = 0
		}
		return quiet >= settled
	}, patience)
}

// settled is how many frames of open silence are no mere beginning of speech.
const settled = 15

// Wait holds a silence of d, counted from her last word when she has just
// spoken. When she breaks it, she is heard to the end.
func (t *Talk) Wait(d time.Duration) {
	from := t.now
	if t.now-t.her < time.Second {
		from = t.her
	}
	t.until(func() bool { return t.now >= from+d }, d)
	if t.sounding() {
		t.Settle()
	}
}

// Into waits until she has been speaking for d, or for as long as a person
// would wait for her to begin.
func (t *Talk) Into(d time.Duration) {
	t.until(t.sounding, patience/3)
	from := t.line.run.from + t.line.ear
	t.until(func() bool { return t.now >= from+d || !t.sounding() }, d+t.line.ear)
}

// Aside takes the role-play up again, or sets it aside.
func (t *Talk) Aside(on bool) { t.step.Practice().Aside(on) }

// End ends the practice; she says goodbye.
func (t *Talk) End() error {
	t.step.Practice().End(dialogue.ByCoach)
	t.until(func() bool { return false }, patience)
	return t.step.Stop(t.now)
}

func (t *Talk) sounding() bool { return t.line.sounding(t.now) }

// until lets time pass, 20 ms at a time, until done or for so long.
func (t *Talk) until(done func() bool, most time.Duration) {
	for by := t.now + most; t.now < by && !t.Over() && !done(); {
		t.tick()
	}
}

func (t *Talk) tick() {
	fr := media.Frame{Start: t.now, PCM: quiet}
	t.now += media.FrameDur
	if t.ears.speaking(t.now) {
		fr.Speech = 1
	}
	t.step.Frame(fr)
	if t.now < t.report {
		return
	}
	if po, ok := t.line.report(t.now); ok {
		t.her = po.At
		t.step.Played(t.now, po)
		if t.reports != nil {
			t.report = t.now + t.reports()
		}
	}
}

var quiet = media.Silence(media.FrameDur)

// noPage shows nothing.
type noPage struct{}

func (noPage) State(dialogue.State, time.Duration)      {}
func (noPage) Caption(timeline.Side, int, string, bool) {}
func (noPage) Safety()                                  {}
func (noPage) Notice(string, string)                    {}
