package faulttest

import (
	"context"
	"sync"
	"time"

	"stillpoint/dialogue"
	"stillpoint/dialogue/openai/openaitest"
	"stillpoint/dialogue/timeline"
)

// Patience is how long the first word or sound of kind may take before
// another engine is asked.
func Patience(kind openaitest.Kind) time.Duration { return patience[kind] }

// Cut is what became of a request when the coach came in over her.
type Cut struct {
	Closed time.Duration // from the decision to the server's seeing it
	Wrong  []string
}

// BargeIn has the coach come in over an answer while kind still streams.
func BargeIn(ctx context.Context, kind openaitest.Kind) (Cut, error) {
	p := &practice{Plan: Plan{Name: "barge-in", Format: "pcm", Lines: 1}, server: openaitest.New()}
	defer p.server.Close()
	nothing := ""
	p.said.Store(&nothing)
	p.server.Hear = func() string { return *p.said.Load() }
	p.server.Says = func(int) string { return replies[0] + " It takes so long to say how it should be done. So I do it." }
	p.server.Drag = kind
	transport := p.server.Transport()
	defer transport.CloseIdleConnections()
	if err := p.build(transport); err != nil {
		return Cut{}, err
	}
	ctx, cancel := context.WithCancel(ctx)
	var beside sync.WaitGroup
	beside.Go(func() { p.line.Run(ctx) })
	beside.Go(func() { p.comeIn(ctx) })
	err := p.talk.Run(ctx)
	p.line.finish()
	cancel()
	beside.Wait()
	if err != nil {
		return Cut{}, err
	}
	return p.cutOff(kind), nil
}

// comeIn is a coach who asks, and comes in when the answer has begun.
func (p *practice) comeIn(ctx context.Context) {
	defer p.talk.End(dialogue.ByCoach)
	if !p.sounds(ctx, 0) {
		p.fault("she never began")
		return
	}
	p.line.AwaitQuiet(800*time.Millisecond, longest)
	for _, text := range []string{coachSays[0], "Sorry, may I stop you there for a moment?"} {
		p.said.Store(&text)
		p.line.Speak(text, 1500*time.Millisecond)
		if !p.sounds(ctx, p.line.Now()) {
			p.fault("nobody answers %q", text)
			return
		}
	}
}

// cutOff judges the request that ran when she was cut.
func (p *practice) cutOff(kind openaitest.Kind) Cut {
	var c Cut
	closed := false
	if len(p.line.cuts) == 0 {
		return Cut{Wrong: append(p.wrong, "she was not stopped")}
	}
	decided := p.line.Began().Add(p.line.cuts[0])
	for _, r := range p.server.Requests(kind) {
		if r.At.Before(decided) && r.Gone.After(decided.Add(-5*time.Millisecond)) {
			c.Closed, closed = max(0, r.Gone.Sub(decided)), true // the line stamps the decision a little after it
		}
	}
	if !closed {
		p.fault("no connection of %s was closed at the decision", kind)
	}
	// What was sent is all that counts: the words of each utterance are the
	// beginnings of sentences that sounded.
	sentences := p.server.Sentences()
	heard := map[string]bool{}
	for _, t := range tones(p.line.sent, func(hz int) bool { return sentences[hz] != "" }) {
		heard[plain(sentences[t.hz])] = true
	}
	for _, turn := range bodies[timeline.ClientTurn](p.log.Events()) {
		for _, piece := range turn.Pieces {
			if text := plain(piece.Text); turn.Cut != nil && text != "" && !begins(heard, text) {
				p.fault("%q counts as heard, and never sounded", text)
			}
		}
	}
	c.Wrong = p.wrong
	return c
}
