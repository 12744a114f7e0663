package dialogue_test

import (
	"context"
	"slices"
	"strings"
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

// talk is a practice in virtual time. The oracle below judges it by what the
// script said and what really sounded; it asks the practice nothing.
type talk struct {
	t      *testing.T
	line   *dialoguetest.Line
	ears   *dialoguetest.Ears
	voice  *dialoguetest.Voice
	client *dialoguetest.Client
	log    *dialoguetest.Log
	page   *dialoguetest.Page
	p      *dialogue.Practice
	rules  dialogue.Rules

	shutdown, wait func()

	// What a script does on purpose, and the oracle must not mind.
	quietFor   time.Duration // nobody speaks for longer than usual
	talksOver  bool          // the coach stays over her voice longer than the rules allow
	losesWords bool          // the ears or the line are made to fail
	read       bool          // her words are read, not heard
}

// hold runs script as a practice of its own, and the oracle after it.
func hold(t *testing.T, script func(*talk)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		l := dialoguetest.NewLine()
		k := &talk{t: t, line: l, ears: &dialoguetest.Ears{Line: l, Latency: 80 * ms}, voice: &dialoguetest.Voice{Latency: 100 * ms},
			client: marit(), log: &dialoguetest.Log{}, page: &dialoguetest.Page{},
			rules: dialogue.Rules{Silences: []time.Duration{3 * time.Second, 6 * time.Second, 10 * time.Second, 25 * time.Second}}}
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
	k.p = dialogue.New(dialogue.Config{ID: "p_test", Began: k.line.Began(), Line: k.line, Ears: k.ears, Voice: k.voice,
		Client: k.client, Timeline: k.log, Page: k.page, Rules: k.rules, Sounds: []string{"Hm."}})
	ctx, cancel := context.WithCancelCause(k.t.Context())
	k.shutdown = func() { cancel(nil) }
	var both sync.WaitGroup
	both.Go(func() { k.line.Run(k.t.Context()) })
	over := make(chan struct{})
	both.Go(func() {
		defer close(over)
		if err := k.p.Run(ctx); err != nil && !k.losesWords {
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

// ---- the oracle

func (k *talk) judge() {
	k.t.Helper()
	coach, her := k.line.Coach(), k.line.Her()
	k.judgeOverlap(coach, her)
	k.judgeQuiet(coach, her)
	k.judgeWords(coach)
	k.judgeTimes(coach, her)
	for name, busy := range map[string]int32{"ears": k.ears.Busy.Load(), "voice": k.voice.Busy.Load(), "client": k.client.Busy.Load()} {
		if busy != 0 {
			k.t.Errorf("%d calls of the %s outlive the practice", busy, name)
		}
	}
	if k.t.Failed() {
		for _, e := range k.log.Events() {
			k.t.Logf("%6d %-12s %+v", e.At, e.Body.Kind(), e.Body)
		}
		k.t.Logf("coach %v", coach)
		k.t.Logf("her   %v", her)
	}
}

func backchannel(text string) bool { return text == "mm-hm" || text == "" }

// judgeOverlap: she never begins while the coach has been speaking for a
// while, and gives way to a coach who comes in with words.
func (k *talk) judgeOverlap(coach, her []dialoguetest.Said) {
	start := k.rules.Start
	if start == 0 {
		start = 600 * ms
	}
	for _, c := range coach {
		for _, h := range her {
			both := min(c.To, h.To) - max(c.From, h.From)
			switch {
			case both <= 200*ms:
			case h.From > c.From+350*ms && c.Text != "" && !k.talksOver: // speech is known 150 ms late
				k.t.Errorf("she began at %v, %v into the coach's %q", h.From, h.From-c.From, c.Text)
			case backchannel(c.Text) || k.talksOver:
			case both > start+300*ms+k.ears.Latency+250*ms:
				k.t.Errorf("both spoke for %v: the coach %v, she %v", both, c, h)
			}
		}
	}
}

// judgeQuiet: after the coach's words somebody speaks again before long.
func (k *talk) judgeQuiet(coach, her []dialoguetest.Said) {
	most := 4200*ms + k.ears.Latency + k.voice.Latency + k.client.Latency + k.quietFor
	all := slices.SortedFunc(slices.Values(append(coach, her...)), func(a, b dialoguetest.Said) int { return int(a.From - b.From) })
	for i := 0; i+1 < len(all); i++ {
		c := all[i]
		if slices.ContainsFunc(her, func(h dialoguetest.Said) bool { return h.From < c.From && c.To < h.To }) {
			continue // it fell into her words, and she went on
		}
		if slices.Contains(coach, c) && !backchannel(c.Text) && all[i+1].From-c.To > most {
			k.t.Errorf("nobody spoke for %v after the coach's %q", all[i+1].From-c.To, c.Text)
		}
	}
}

// judgeWords: the timeline has the coach's words, each once, in order.
func (k *talk) judgeWords(coach []dialoguetest.Said) {
	var said, written []string
	for _, c := range coach {
		said = append(said, strings.Fields(c.Text)...)
	}
	turns := of[timeline.CoachTurn](k)
	slices.SortStableFunc(turns, func(a, b timeline.CoachTurn) int { return int(a.From - b.From) })
	for _, c := range turns {
		if !c.Typed {
			written = append(written, strings.Fields(c.Text)...)
		}
	}
	if !k.losesWords && !slices.Equal(said, written) {
		k.t.Errorf("the coach said\n\t%q\nthe timeline has\n\t%q", said, written)
	}
}

// judgeTimes: her utterances lie where she sounded, the coach's where the
// script has them; she waits as long as the rules say.
func (k *talk) judgeTimes(coach, her []dialoguetest.Said) {
	for _, c := range of[timeline.ClientTurn](k) {
		from := slices.ContainsFunc(her, func(h dialoguetest.Said) bool {
			return (h.From-c.From.Duration()).Abs() <= 25*ms || c.Why == timeline.WhyResume && h.From < c.From.Duration() && c.From.Duration() < h.To
		})
		to := slices.ContainsFunc(her, func(h dialoguetest.Said) bool { return (h.To - c.To.Duration()).Abs() <= 25*ms })
		if c.Cut != nil || k.losesWords {
			to = true // perhaps cut in a planned pause
		}
		if k.read {
			continue // without a sound
		}
		if !from || !to {
			k.t.Errorf("her %q is written as %d to %d ms, but sounded %v", c.Text, c.From, c.To, her)
		}
	}
	for _, c := range of[timeline.CoachTurn](k) {
		if c.Typed || k.losesWords {
			continue
		}
		from := slices.ContainsFunc(coach, func(s dialoguetest.Said) bool { return (s.From - c.From.Duration()).Abs() <= 45*ms })
		if !from || c.DecidedBy == "silence" && !c.Backchannel && !c.Echo && k.rules.Endpoint == 0 && c.Decided < c.To+700 {
			k.t.Errorf("coach turn %+v; the script has %v", c, coach)
		}
	}
}
