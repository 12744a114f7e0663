package dialogue_test

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/dialogue"
	"stillpoint/dialogue/dialoguetest"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/timeline"
)

const ms = time.Millisecond

// talk is a practice in virtual time, and the oracle that judges it by what
// the script said and what really sounded.
type talk struct {
	dialoguetest.Oracle
	t      *testing.T
	line   *dialoguetest.Line
	ears   *dialoguetest.Ears
	voice  *dialoguetest.Voice
	client *dialoguetest.Client
	tape   *dialoguetest.Tape
	log    *dialoguetest.Log
	page   *dialoguetest.Page
	p      *dialogue.Practice
	rules  dialogue.Rules

	of             string // which talk it is
	soundless      bool   // no bridge sounds
	shutdown, wait func()
}

// hold runs script as a practice of its own, and the oracle after it.
func hold(t *testing.T, script func(*talk)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		l := dialoguetest.NewLine()
		k := &talk{t: t, line: l, ears: &dialoguetest.Ears{Line: l, Latency: 80 * ms}, voice: &dialoguetest.Voice{Latency: 100 * ms},
			client: marit(), tape: &dialoguetest.Tape{}, log: &dialoguetest.Log{}, page: &dialoguetest.Page{},
			rules: dialogue.Rules{Silences: []time.Duration{3 * time.Second, 6 * time.Second, 10 * time.Second, 25 * time.Second}}}
		k.Oracle = dialoguetest.Oracle{Line: l, Ears: k.ears, Voice: k.voice, Client: k.client, Tape: k.tape, Page: k.page, Own: []string{"Hm."}}
		script(k)
		k.judge()
	})
}

// begin starts the talk and waits until her opening has been heard.
func (k *talk) begin() {
	k.start()
	if !k.line.AwaitQuiet(400*ms, 15*time.Second) {
		k.t.Fatal("her opening was never heard")
	}
}

func (k *talk) start() {
	own := k.Own
	if k.soundless {
		own = nil
	}
	k.p = dialogue.New(dialogue.Config{ID: "p_test", Began: k.line.Began(), Line: k.line, Ears: k.ears, Voice: k.voice,
		Client: k.client, Timeline: k.log, Tape: k.tape, Page: k.page, Rules: k.rules, Sounds: own})
	ctx, cancel := context.WithCancelCause(k.t.Context())
	k.shutdown = func() { cancel(nil) }
	var both sync.WaitGroup
	both.Go(func() { k.line.Run(k.t.Context()) })
	over := make(chan struct{})
	both.Go(func() {
		defer close(over)
		if err := k.p.Run(ctx); err != nil && !k.LosesWords {
			k.t.Errorf("the practice ended with %v", err)
		}
	})
	k.wait = func() {
		<-over
		k.line.Hangup()
		both.Wait()
		cancel(nil)
	}
}

// end has the coach end the practice and waits until it is over.
func (k *talk) end() {
	k.Disturb(k.line.Now(), forever)
	k.p.End(dialogue.ByCoach)
	k.wait()
}

func marit() *dialoguetest.Client {
	says := func(id, text string) []persona.Sentence {
		return []persona.Sentence{{Text: text, Line: id, Think: 1200 * ms, Origin: timeline.OriginAuthored}}
	}
	paused := says("b", "It takes me forty minutes every night.")
	paused = append(paused, persona.Sentence{Text: "So there, that is how it goes.", Line: "b", Pause: 1500 * ms, Origin: timeline.OriginAuthored})
	return &dialoguetest.Client{
		Lines: [][]persona.Sentence{
			says("a", "It is the rosters mostly, Jonas does them and then I do them again."), paused,
			says("c", "I check the board before bed, everyone in my job does that."), says("d", "My mother had a cafe at the station."),
			says("e", "You learned to carry a lot at once there."),
		},
		On: map[timeline.Why][]persona.Sentence{
			timeline.WhyOpening: says("opening", "Hi, yes I can hear you."), timeline.WhyGoodbye: says("", "Thank you, goodbye."),
		},
		Silence: map[time.Duration][]persona.Sentence{
			6 * time.Second:  says("", "I don't know what else to tell you."),
			10 * time.Second: says("", "Are you still there?"),
			25 * time.Second: {{Text: "Hello? I think I lost you.", Origin: timeline.OriginAuthored, Aside: true}},
		},
	}
}

func of[B timeline.Body](k *talk) (out []B) {
	for _, e := range k.log.Events() {
		if b, ok := e.Body.(B); ok {
			out = append(out, b)
		}
	}
	return out
}

// judge asks the oracle.
func (k *talk) judge() {
	k.t.Helper()
	k.Start, k.Silences, k.Measuring = k.rules.Start, k.rules.Silences, k.rules.Endpoint > 0
	for _, what := range k.Judge(k.log.Events()) {
		k.t.Error(what)
	}
	if k.t.Failed() {
		k.t.Log(k.of)
		for _, e := range k.log.Events() {
			k.t.Logf("%6d %-12s %+v", e.At, e.Body.Kind(), e.Body)
		}
		k.t.Logf("coach %v", k.line.Coach())
		k.t.Logf("her   %v", k.line.Her())
	}
}

const forever = 24 * time.Hour

// down takes the line away and, after d, gives it back.
func (k *talk) down(d time.Duration) {
	k.Disturb(k.line.Now(), k.line.Now()+d)
	k.line.Drop(true)
	k.p.Connected(false)
	time.Sleep(d)
	k.line.Drop(false)
	k.p.Connected(true)
}

// aside sets the role-play aside and, after d, takes it up again.
func (k *talk) aside(d time.Duration) {
	k.Disturb(k.line.Now(), k.line.Now()+d)
	k.p.Aside(true)
	time.Sleep(d)
	k.p.Aside(false)
}

// answersAfterAside sets the role-play aside some time after a question, before
// she has answered it: she does when it is taken up.
func (k *talk) answersAfterAside(after time.Duration) {
	k.line.Speak("tell me about your work please", 2*time.Second)
	time.Sleep(after)
	k.aside(3 * time.Second)
	if !k.line.AwaitSound(2 * time.Second) {
		k.t.Error("she never answered")
	}
	k.line.AwaitQuiet(time.Second, 10*time.Second)
	k.end()
	if her := of[timeline.ClientTurn](k); her[1].Why != timeline.WhyReply || her[1].Text != k.client.Lines[0][0].Text {
		k.t.Errorf("%+v", her)
	}
}

// shown is the state that the page shows.
func (k *talk) shown() dialogue.State {
	synctest.Wait()
	return k.page.States[len(k.page.States)-1]
}

// finishes is what she says who was cut and takes up her line.
var finishes = []persona.Sentence{{Text: "Can I just finish that?", Think: time.Second, Origin: timeline.OriginAuthored}, {Resume: true, Pause: 400 * ms}}

// say is a typed line.
func (k *talk) say(text string) {
	k.Disturb(k.line.Now(), k.line.Now())
	k.p.Say(text)
}
