// Package faulttest holds whole practices on the real engines of package
// openai against a server in which something goes wrong, in real time, and
// judges them by what the fake line played and what the script said.
package faulttest

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"stillpoint/dialogue"
	"stillpoint/dialogue/chain"
	"stillpoint/dialogue/dialoguetest"
	"stillpoint/dialogue/openai"
	"stillpoint/dialogue/openai/openaitest"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
)

// Break is a fault of one kind of engine for a while.
type Break struct {
	Kind     openaitest.Kind
	Fault    openaitest.Fault
	From, To time.Duration // media time; To 0: for ever
}

// Plan is one practice and what goes wrong in it.
type Plan struct {
	Name   string
	Breaks []Break
	Format string // of her voice's sound; "": wav
	Lines  int    // of the coach's; 0: all three
}

// Outcome is how a practice went.
type Outcome struct {
	Name string `json:"name"`
	// Wrong is what should not have been; nil: nothing.
	Wrong []string `json:"wrong"`
	Lived bool     `json:"lived"` // each time the coach spoke she answered, and it ended as it should
	// Gap is the longest silence above the planned one before or within an answer.
	Gap     time.Duration `json:"gap"`
	Stall   time.Duration `json:"stall"`           // the longest this program was not let run
	Again   int           `json:"again,omitempty"` // times it was held before, for a machine that stood still
	StoodIn string        `json:"stood_in"`
	Fault   string        `json:"fault"` // the first on the timeline

	Gaps     []time.Duration      `json:"-"` // before each answer
	Events   []timeline.Event     `json:"-"`
	Uses     []chain.Use          `json:"-"`
	Requests []openaitest.Request `json:"-"`
}

// Times of the practices: short ones, but the product's own patience.
const (
	window    = 300 * time.Millisecond
	think     = 500 * time.Millisecond // after the coach's end; the window and 200 ms at least
	utterance = 800 * time.Millisecond // of the coach
	quiet     = 300 * time.Millisecond // of hers, before the coach speaks
	longest   = 12 * time.Second       // until an answer, in a practice that lives
)

var patience = map[openaitest.Kind]time.Duration{
	openaitest.Ears: time.Second, openaitest.Words: 1500 * time.Millisecond, openaitest.Voice: time.Second,
}

// coachSays is the script: as little as makes a practice.
var coachSays = []string{"What would you like to hand over?", "What happens in the evenings?", "And how is that for you?"}

// replies are the model's; they pass every check.
var replies = []string{
	"It's the rosters, I suppose. I fix them in the evening.",
	"I don't know. It just feels easier to do it myself.",
	"Maybe. I hadn't looked at it that way before.",
	"It's hard to say. I keep going back to it.",
	"I suppose I like it when things are right. That's all.",
}

var embedded = sync.OnceValues(scenario.Embedded)

// practice is one that is held.
type practice struct {
	Plan
	server *openaitest.Server
	line   *tap
	said   atomic.Pointer[string] // what the coach says or has just said
	ears   *ears
	voice  *voice
	log    dialoguetest.Log
	talk   *dialogue.Practice

	mu    sync.Mutex
	uses  []chain.Use
	wrong []string
	marks []int // samples played when the coach began
}

func (p *practice) fault(format string, args ...any) {
	p.mu.Lock()
	p.wrong = append(p.wrong, fmt.Sprintf(format, args...))
	p.mu.Unlock()
}

// Hold holds one practice of some six seconds.
func Hold(ctx context.Context, plan Plan) (Outcome, error) {
	p := &practice{Plan: plan, server: openaitest.New()}
	defer p.server.Close()
	nothing := ""
	p.said.Store(&nothing)
	p.server.Hear = func() string { return *p.said.Load() }
	p.server.Says = func(n int) string { return replies[n%len(replies)] }
	transport := p.server.Transport()
	defer transport.CloseIdleConnections()
	if err := p.build(transport); err != nil {
		return Outcome{}, err
	}
	for _, b := range p.Breaks {
		if b.From == 0 {
			p.server.Break(b.Kind, b.Fault)
		}
	}
	ctx, cancel := context.WithCancel(ctx)
	var beside sync.WaitGroup
	var watch stall
	beside.Go(func() { watch.run(ctx) })
	beside.Go(func() { p.line.Run(ctx) })
	beside.Go(func() { p.breakAll(ctx) })
	scripted := make(chan bool, 1)
	beside.Go(func() { scripted <- p.script(ctx) })
	ended := make(chan error, 1)
	go func() { ended <- p.talk.Run(ctx) }()
	lived := <-scripted
	select {
	case err := <-ended:
		if err != nil {
			p.fault("it ended with %v", err)
		}
	case <-time.After(longest):
		lived = false
		p.fault("it does not end")
		cancel()
		<-ended
	}
	p.line.finish()
	cancel()
	beside.Wait()
	return p.judge(lived, watch.most), nil
}

// build puts the engines together as the product does.
func (p *practice) build(transport *openaitest.Transport) error {
	all, err := embedded()
	if err != nil {
		return err
	}
	sc := all[0]
	config := openai.Config{URL: p.server.URL(), Model: openaitest.Model, HTTP: transport}
	ears, err := openai.NewEars(openai.EarsConfig{Config: config})
	if err != nil {
		return err
	}
	chat, err := openai.NewChat(config)
	if err != nil {
		return err
	}
	format := p.Format
	if format == "" {
		format = "wav"
	}
	voice, err := openai.NewVoice(openai.VoiceConfig{Config: config, Format: format})
	if err != nil {
		return err
	}
	p.ears, p.voice = newEars(&p.said), newVoice()
	heard := chain.NewEars([]chain.Link[dialogue.Transcriber]{
		{Name: "server", Engine: ears, Patience: patience[openaitest.Ears], Breaker: new(chain.Breaker)}, {Name: local, Engine: p.ears}}, p.used)
	words := chain.NewWords([]chain.Link[persona.Completer]{
		{Name: "server", Engine: chat, Patience: patience[openaitest.Words], Breaker: new(chain.Breaker)}}, p.used)
	spoken := chain.NewVoice([]chain.Link[dialogue.Voice]{
		{Name: "server", Engine: voice, Patience: patience[openaitest.Voice], Breaker: new(chain.Breaker)}, {Name: local, Engine: p.voice}}, p.used)
	client := persona.NewLLM(sc, words, brief{persona.NewAuthored(sc, nil, 1)}, func(_ int, err error) {
		p.talk.Fault("llm", err.Error(), "the author's words")
	})
	p.line = &tap{Line: dialoguetest.NewLine()}
	p.talk = dialogue.New(dialogue.Config{
		ID: p.Name, Began: p.line.Began(), Line: p.line, Ears: heard, Voice: spoken, Client: client,
		Mind: persona.NewMind(sc, nil), State: sc.TrustParams().Begin(), Timeline: &p.log, Page: &dialoguetest.Page{},
		Rules: dialogue.Rules{Endpoint: window, Silences: []time.Duration{}},
	})
	return nil
}

func (p *practice) used(u chain.Use) {
	p.mu.Lock()
	p.uses = append(p.uses, u)
	p.mu.Unlock()
	if u.Err != nil {
		p.talk.Fault(string(u.Kind), u.Engine+": "+u.Err.Error(), u.Next)
	}
}

// breakAll breaks and mends the server, later on, as planned.
func (p *practice) breakAll(ctx context.Context) {
	var all sync.WaitGroup
	defer all.Wait()
	for _, b := range p.Breaks {
		all.Go(func() {
			if b.From > 0 && wait(ctx, b.From-p.line.Now()) {
				p.server.Break(b.Kind, b.Fault)
			}
			if b.To > 0 && wait(ctx, b.To-p.line.Now()) {
				p.server.Break(b.Kind, openaitest.Fault{})
			}
		})
	}
}

func wait(ctx context.Context, d time.Duration) bool {
	select {
	case <-time.After(max(d, 0)):
		return true
	case <-ctx.Done():
		return false
	}
}

// script is the coach; false when she no longer answers.
func (p *practice) script(ctx context.Context) bool {
	defer p.talk.End(dialogue.ByCoach)
	if !p.sounds(ctx, 0) {
		p.fault("she never began")
		return false
	}
	lines := coachSays
	if p.Lines > 0 {
		lines = lines[:p.Lines]
	}
	for _, text := range lines {
		p.line.AwaitQuiet(quiet, longest)
		p.said.Store(&text)
		p.mu.Lock()
		p.marks = append(p.marks, p.line.played())
		p.mu.Unlock()
		p.line.Speak(text, utterance)
		if !p.sounds(ctx, p.line.Now()) {
			p.fault("nobody answers %q", text)
			return false
		}
	}
	p.line.AwaitQuiet(quiet, longest)
	return true
}

// sounds waits until she has been heard after media time t.
func (p *practice) sounds(ctx context.Context, t time.Duration) bool {
	for end := p.line.Now() + longest; p.line.Now() < end; {
		if her := p.line.Her(); len(her) > 0 && her[len(her)-1].To > t {
			return true
		}
		if !wait(ctx, 10*time.Millisecond) {
			return false
		}
	}
	return false
}
