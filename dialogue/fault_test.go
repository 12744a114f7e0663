package dialogue_test

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/dialogue"
	"stillpoint/dialogue/dialoguetest"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/timeline"
)

// fates is one fate after the other, then none.
func fates(all ...dialoguetest.Mishap) dialoguetest.Fate {
	return func() (m dialoguetest.Mishap) {
		if len(all) > 0 {
			m, all = all[0], all[1:]
		}
		return m
	}
}

// TestFaults are scripted talks in which engines fail. Their words are all as
// long as they are estimated to be.
func TestFaults(t *testing.T) {
	says := func(all ...string) (out []persona.Sentence) {
		for i, text := range all {
			s := persona.Sentence{Text: text, Line: "a", Think: 1200 * ms, Origin: timeline.OriginAuthored}
			if i > 0 {
				s.Pause = 800 * ms
			}
			out = append(out, s)
		}
		return out
	}
	const first, second = "nami bidu tamu pika zuna vati", "rami kuta mipa"
	ask := func(k *talk) {
		k.line.Speak("tell me about your work please", 2*time.Second)
		if !k.line.AwaitSound(8 * time.Second) {
			k.t.Error("she is mute")
		}
	}
	reply := func(k *talk) (r timeline.ClientTurn) {
		k.t.Helper()
		all := of[timeline.ClientTurn](k)
		if i := slices.IndexFunc(all, func(c timeline.ClientTurn) bool { return c.Turn == 1 }); i >= 0 {
			return all[i]
		}
		k.t.Fatalf("she never answered: %+v", all)
		return r
	}
	texts := func(c timeline.ClientTurn) (out []string) {
		for _, p := range c.Pieces {
			if !p.Pause {
				out = append(out, p.Text)
				if len(p.Words) != len(strings.Fields(p.Text)) || p.Words[len(p.Words)-1].To > p.To {
					out = append(out, "BAD WORDS")
				}
			}
		}
		return out
	}
	exact := func(k *talk) {
		k.Exact = true
		k.client.On[timeline.WhyOpening] = []persona.Sentence{{Text: "zamu kipa duva rimi nata pubi", Line: "opening", Origin: timeline.OriginAuthored}}
		k.client.On[timeline.WhyGoodbye] = says("kuri vami")
	}
	for _, c := range []struct {
		name   string
		script func(k *talk)
	}{
		{"a voice that fails in a sentence is heard up to there, and goes on", func(k *talk) {
			exact(k)
			k.Breaks = true
			k.client.Lines[0], k.client.Lines[1] = says(first, second), says("bari vuma tipi")
			k.begin()
			k.voice.Fate = fates(dialoguetest.Breaks)
			ask(k)
			k.line.AwaitQuiet(2*time.Second, 10*time.Second)
			k.line.Speak("what would you like from today?", 2*time.Second)
			k.line.AwaitSound(8 * time.Second)
			k.line.AwaitQuiet(time.Second, 10*time.Second)
			k.end()
			r := reply(k)
			if got := strings.Join(texts(r), "|"); got != "nami bidu tamu|rami kuta mipa" || r.Unheard != "pika zuna vati" || r.Text != "nami bidu tamu rami kuta mipa" {
				k.t.Errorf("heard %q = %q, unheard %q", got, r.Text, r.Unheard)
			}
			starts := of[timeline.ClientStart](k)
			if i := slices.IndexFunc(starts, func(s timeline.ClientStart) bool { return s.Turn == 1 }); starts[i].Text != first+" "+second {
				k.t.Errorf("planned %q", starts[i].Text)
			}
			turns := k.client.Turns()
			if !slices.ContainsFunc(turns[2].Heard, func(u timeline.Utterance) bool { return u.Text == "nami bidu tamu— rami kuta mipa" }) {
				k.t.Errorf("she remembers %+v", turns[2].Heard)
			}
			if f := of[timeline.Fault](k); len(f) != 1 || f[0].Engine != "tts" {
				k.t.Errorf("faults %+v", f)
			}
		}},
		{"cut in a broken sentence she goes on from the word after what was heard", func(k *talk) {
			exact(k)
			k.Breaks = true
			k.client.Lines[0] = says(first+" "+second, "rima puka")
			k.begin()
			k.voice.Fate = fates(dialoguetest.Breaks)
			ask(k)
			time.Sleep(150 * ms)
			k.line.Speak("", 1100*ms) // it stops her in her fourth word of five that have sound
			k.line.AwaitSound(4 * time.Second)
			k.line.AwaitQuiet(2*time.Second, 10*time.Second)
			k.end()
			all := of[timeline.ClientTurn](k)
			i := slices.IndexFunc(all, func(c timeline.ClientTurn) bool { return c.Why == timeline.WhyResume })
			if i < 1 || all[i-1].Cut == nil || !all[i-1].Cut.False {
				k.t.Fatalf("%+v", all)
			}
			if got := all[i-1].Text + " " + all[i].Text; got != first+" "+second+" rima puka" || all[i].Unheard != "" {
				k.t.Errorf("cut after %q, then %q and not %q", all[i-1].Text, all[i].Text, all[i].Unheard)
			}
		}},
		{"cut in a later sentence she does not take up the broken one", func(k *talk) {
			exact(k)
			k.Breaks = true
			k.client.Lines[0] = says(first, "rami kuta mipa zuni, rima puka bafi nuvi duta kipi")
			k.begin()
			k.voice.Fate = fates(dialoguetest.Breaks)
			ask(k)
			time.Sleep(900*ms + 800*ms + 200*ms)
			k.line.Speak("", 1100*ms)
			k.line.AwaitSound(4 * time.Second)
			k.line.AwaitQuiet(2*time.Second, 10*time.Second)
			k.end()
			all := of[timeline.ClientTurn](k)
			i := slices.IndexFunc(all, func(c timeline.ClientTurn) bool { return c.Why == timeline.WhyResume })
			if i < 1 || !strings.HasPrefix(all[i-1].Unheard, "pika zuna vati ") || all[i].Text != "rima puka bafi nuvi duta kipi" && all[i].Text != "rami kuta mipa zuni, rima puka bafi nuvi duta kipi" {
				k.t.Fatalf("%+v", all)
			}
		}},
		{"without any sound her words stay for as long as it takes to read them", func(k *talk) {
			k.Read, k.Slack = true, 8*time.Second
			k.client.Lines[0] = says(first)
			k.begin()
			k.voice.Fate = fates(dialoguetest.Refuses)
			k.line.Speak("tell me about your work please", 2*time.Second)
			time.Sleep(6 * time.Second)
			k.end()
			r := reply(k)
			if r.Text != first || r.Unheard != "" || r.To-r.From != 6*330 {
				k.t.Errorf("%+v", r)
			}
		}},
		{"a voice that is told it is over long after its last sound ends the sentence there", func(k *talk) {
			exact(k)
			k.Breaks = true
			k.client.Lines[0] = says(first)
			k.begin()
			synctest.Wait()
			k.voice.Pace = 1200 * ms
			k.voice.Fate = fates(dialoguetest.Breaks)
			ask(k)
			time.Sleep(8 * time.Second)
			k.end()
			if r := reply(k); r.Text != "nami bidu tamu" || r.Unheard != "pika zuna vati" {
				k.t.Errorf("%+v", r)
			}
			her := k.line.Her()
			k.within("the end of what was heard", reply(k).To-timeline.At(her[len(her)-3].To), -20, 20) // before two words of goodbye
		}},
		{"a voice that goes on after the cut is not heard, nor counted", func(k *talk) {
			exact(k)
			k.client.Lines[0] = says(first + " " + second)
			k.voice.Deaf, k.voice.Pace = true, 100*ms
			k.begin()
			ask(k)
			time.Sleep(300 * ms)
			k.line.Speak("but have you tried explaining it to him", 2500*ms)
			k.line.AwaitSound(10 * time.Second)
			k.line.AwaitQuiet(time.Second, 10*time.Second)
			k.end()
			if cut := k.cut(); cut.Text+" "+cut.Unheard != first+" "+second || cut.Unheard == "" {
				k.t.Errorf("heard %q, unheard %q", cut.Text, cut.Unheard)
			}
		}},
		{"ears that fail make her ask in time", func(k *talk) {
			k.LosesWords = true
			k.begin()
			k.ears.Fate = always(dialoguetest.Refuses)
			ask(k)
			k.line.AwaitQuiet(time.Second, 10*time.Second)
			k.end()
			k.asked(2000)
		}},
		{"ears that hang make her ask in time", func(k *talk) {
			k.LosesWords = true
			k.begin()
			k.ears.Fate = always(dialoguetest.Hangs)
			ask(k)
			k.line.AwaitQuiet(time.Second, 10*time.Second)
			k.end()
			k.asked(2000)
		}},
		{"words that come late but before she asks are answered", func(k *talk) {
			k.begin()
			k.ears.Latency = 2550 * ms
			ask(k)
			k.line.AwaitQuiet(time.Second, 10*time.Second)
			k.end()
			turns := k.client.Turns()
			if got := turns[len(turns)-2].Heard; got[len(got)-1].Text != "tell me about your work please" || len(turns) != 4 {
				k.t.Errorf("%d turns asked of her, the last after %+v", len(turns), got)
			}
			if f := of[timeline.Fault](k); len(f) != 1 || f[0].Recovered != "she asks again" {
				k.t.Errorf("%+v", f)
			}
		}},
		{"late words of a coach who goes on are kept", func(k *talk) {
			k.begin()
			k.ears.Latency = 3200 * ms
			k.line.Speak("tell me about your work please", 2*time.Second)
			time.Sleep(2900 * ms) // she is about to ask
			k.line.Speak("and what would help you with that?", 2*time.Second)
			k.line.AwaitSound(10 * time.Second)
			k.line.AwaitQuiet(time.Second, 10*time.Second)
			k.end()
		}},
		{"ears that are slow are waited for longer once that is known", func(k *talk) {
			k.LosesWords = true
			k.begin()
			k.ears.Latency = 3 * time.Second
			for range 3 {
				ask(k)
				k.line.AwaitQuiet(2*time.Second, 10*time.Second)
			}
			k.end()
			for i, c := range of[timeline.CoachTurn](k) {
				if (c.Text == "") != (i == 0) {
					k.t.Errorf("turn %d: %q", i+1, c.Text)
				}
			}
		}},
		{"after three turns that nobody understood the practice ends", func(k *talk) {
			k.LosesWords = true
			k.begin()
			k.ears.Fate = always(dialoguetest.Refuses)
			ask(k)
			k.line.AwaitQuiet(time.Second, 10*time.Second)
			ask(k)
			k.line.AwaitQuiet(time.Second, 10*time.Second)
			k.p.Say("can you hear me?")
			k.Disturb(k.line.Now(), k.line.Now())
			k.line.AwaitSound(5 * time.Second)
			k.line.AwaitQuiet(time.Second, 10*time.Second)
			for range 3 {
				if k.p.Cause() != "" {
					k.t.Fatal("it is over too soon")
				}
				k.line.Speak("tell me about your work please", 2*time.Second)
				k.line.AwaitSound(8 * time.Second)
				k.line.AwaitQuiet(time.Second, 10*time.Second)
			}
			k.wait()
			her, faults := of[timeline.ClientTurn](k), of[timeline.Fault](k)
			last := faults[len(faults)-1]
			if k.p.Cause() != dialogue.ByFault || her[len(her)-1].Why != timeline.WhyGoodbye || !last.Fatal || last.Engine != "stt" {
				k.t.Errorf("%s after %+v and %+v", k.p.Cause(), her[len(her)-1], last)
			}
			if n := len(k.page.Notices); n == 0 || k.page.Notices[n-1] != "ears_failed" {
				k.t.Errorf("notices %q", k.page.Notices)
			}
			if turns := of[timeline.CoachTurn](k); len(turns) != 6 || turns[5].Text != "" {
				k.t.Errorf("%+v", turns)
			}
		}},
		{"a client without words makes a sound", func(k *talk) {
			k.begin()
			k.client.Fate = fates(dialoguetest.Refuses)
			ask(k)
			k.line.AwaitQuiet(time.Second, 10*time.Second)
			k.end()
			if r := reply(k); r.Text != "Hm." || r.Why != timeline.WhyFallback || r.Think < 1200 {
				k.t.Errorf("%+v", r)
			}
			k.asked(100)
		}},
		{"a client without words or a sound leaves an open silence of its full length", func(k *talk) {
			k.Slack, k.soundless = 9*time.Second, true
			k.begin()
			k.client.Fate = fates(dialoguetest.Refuses)
			k.line.Speak("tell me about your work please", 4*time.Second)
			from := k.line.Now()
			k.line.AwaitQuiet(time.Hour, 4*time.Second)
			if s := k.page.States; s[len(s)-1] != dialogue.OpenSilence {
				k.t.Errorf("states %v", s)
			}
			if !k.line.AwaitSound(4 * time.Second) {
				k.t.Error("she is mute")
			}
			if d := k.line.Now() - from; d < 6*time.Second {
				k.t.Errorf("a silence move after %v", d)
			}
			k.line.AwaitQuiet(500*ms, 10*time.Second)
			k.end()
		}},
		{"a client who brings nothing, set aside before she could open, opens in the end", func(k *talk) {
			k.Slack, k.soundless = 10*time.Second, true
			k.client.Fate = fates(dialoguetest.NoMishap, dialoguetest.Brings)
			k.start()
			synctest.Wait()
			k.p.Aside(true)
			time.Sleep(time.Second)
			k.p.Aside(false)
			time.Sleep(time.Second)
			k.line.Speak("tell me about your work please", 2*time.Second)
			if !k.line.AwaitSound(9 * time.Second) {
				k.t.Error("she is mute")
			}
			k.line.AwaitQuiet(time.Second, 10*time.Second)
			k.end()
			if her := of[timeline.ClientTurn](k); her[0].Why != timeline.WhyOpening {
				k.t.Errorf("%+v", her)
			}
			if f := of[timeline.Fault](k); len(f) != 1 || f[0].Engine != "llm" {
				k.t.Errorf("%+v", f)
			}
		}},
		{"a client who hangs, and one who hangs after a sentence", func(k *talk) {
			k.Slack = 5 * time.Second
			k.client.Lines[0] = says(first, second)
			k.begin()
			k.client.Fate = fates(dialoguetest.Hangs, dialoguetest.Stalls)
			k.line.Speak("tell me about your work please", 2*time.Second)
			k.line.AwaitSound(10 * time.Second)
			k.line.AwaitQuiet(time.Second, 10*time.Second)
			k.line.Speak("what would you like from today?", 2*time.Second)
			k.line.AwaitSound(10 * time.Second)
			k.line.AwaitQuiet(5500*ms, 20*time.Second)
			if s := k.page.States; s[len(s)-1] != dialogue.OpenSilence {
				k.t.Errorf("states %v", s)
			}
			k.end()
			her := of[timeline.ClientTurn](k)
			if her[1].Text != "Hm." || her[2].Text != first || her[2].Unheard != "" {
				k.t.Errorf("%+v", her)
			}
		}},
		{"a voice that hangs is read in the end", func(k *talk) {
			k.Read, k.Slack = true, 15*time.Second
			k.client.Lines[0] = says(first)
			k.begin()
			k.voice.Fate = fates(dialoguetest.Hangs)
			k.line.Speak("tell me about your work please", 2*time.Second)
			time.Sleep(17 * time.Second)
			k.end()
			r := of[timeline.ClientTurn](k)[1]
			if r.Text != "Hm. "+first {
				k.t.Errorf("%+v", r)
			}
		}},
	} {
		t.Run(c.name, func(t *testing.T) { t.Parallel(); hold(t, c.script) })
	}
}

// always is the same fate for ever.
func always(m dialoguetest.Mishap) dialoguetest.Fate {
	return func() dialoguetest.Mishap { return m }
}

// asked holds her first reply against when she meant to begin: it came no more
// than so many ms later.
func (k *talk) asked(within timeline.Ms) {
	k.t.Helper()
	for _, c := range of[timeline.ClientTurn](k) {
		if c.Turn == 1 {
			coach := of[timeline.CoachTurn](k)[0]
			k.within("later than she meant", c.From-coach.To-c.Think, -45, within)
			return
		}
	}
	k.t.Error("she never answered")
}
