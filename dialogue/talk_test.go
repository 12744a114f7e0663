package dialogue_test

import (
	"errors"
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

// Scripted conversations. Mutants of the practice that were tried against
// them and the random talks, and what caught each (R: the random talks too):
//
//	a dropped reply is still the reply: words of a dropped reply that were on their way, R
//	late sentences and sounds are taken for the newest reply's: R
//	engine calls are not cancelled on a stop: a cut voice that is slow speaks the rest after a false stop, R
//	engine calls are not cancelled on a drop: speech drops a silence move that is being thought, R
//	silence is counted from sent instead of heard: nobody's silence while muted, R
//	backchannels stop her: a backchannel does not stop her
//	echo stops her: her own words from the loudspeaker do not stop her
//	the pre-roll is forgotten: a soft begin is not lost
//	a false stop is never taken back: a cough stops her and she goes on, R
//	a cut one's sound on the way counts as unheard: both begin at once, R
//	unheard words count as heard: her interrupted line goes on with what was cut, R
//	she begins into the coach's speech: the coach speaks first, R
//	more than one silence move in a gap: R
//	she thinks for less than the window: slow ears move no decision, R
//	sealed words are lost: a long speech is transcribed piece by piece, R
//	cut words reach the tape: R
//	a resume has only the sound that had come: a cut voice that is slow speaks the rest after a false stop, R
func TestTalks(t *testing.T) {
	for _, c := range []struct {
		name   string
		script func(k *talk)
	}{
		{"question and answer", func(k *talk) {
			k.begin()
			k.line.Speak("what would you like from today?", 2*time.Second)
			k.answered("a", 1200*ms)
			k.end()
		}},
		{"a finished sentence waits one second, an unfinished one two", func(k *talk) {
			k.begin()
			k.line.Speak("tell me about your work please", 2*time.Second)
			k.line.AwaitSound(10 * time.Second)
			k.line.AwaitQuiet(time.Second, 10*time.Second)
			k.line.Speak("and what happened then because", 2*time.Second)
			k.line.AwaitSound(10 * time.Second)
			k.line.AwaitQuiet(time.Second, 10*time.Second)
			k.end()
			turns := of[timeline.CoachTurn](k)
			k.within("window of a clause", turns[0].Decided-turns[0].To, 1000, 1100)
			k.within("window after a conjunction", turns[1].Decided-turns[1].To, 2000, 2100)
		}},
		{"long pauses of this coach make the window longer", func(k *talk) {
			k.begin()
			for range 6 {
				k.line.Speak("so I wonder and", 1200*ms)
				time.Sleep(1300 * ms)
			}
			k.line.Speak("what you want from it?", 1200*ms)
			k.line.AwaitSound(10 * time.Second)
			k.line.AwaitQuiet(time.Second, 10*time.Second)
			k.end()
			turns := of[timeline.CoachTurn](k)
			if len(turns) != 1 {
				k.t.Fatalf("%d turns, want 1", len(turns))
			}
			k.within("adapted window", turns[0].Decided-turns[0].To, 1700, 1900)
		}},
		{"the coach goes on while she thinks: one turn", func(k *talk) {
			k.begin()
			k.line.Speak("what would you like from today?", 2*time.Second)
			time.Sleep(1050 * ms)
			k.line.Speak("for yourself I mean", 1500*ms)
			k.line.AwaitSound(10 * time.Second)
			k.line.AwaitQuiet(time.Second, 10*time.Second)
			k.end()
			if n := len(of[timeline.CoachTurn](k)); n != 1 {
				k.t.Errorf("%d coach turns, want 1", n)
			}
			if n := len(of[timeline.ClientStart](k)); n != 3 {
				k.t.Errorf("%d times she began, want 3: opening, reply, goodbye", n)
			}
		}},
		{"a new turn when she thinks for long", func(k *talk) {
			k.client.Lines[0][0].Think = 6 * time.Second
			k.Slack = 5 * time.Second
			k.begin()
			k.line.Speak("what would you like from today?", 2*time.Second)
			time.Sleep(3 * time.Second)
			k.line.Speak("take your time with that", 1500*ms)
			k.line.AwaitSound(10 * time.Second)
			k.line.AwaitQuiet(time.Second, 10*time.Second)
			k.end()
			if n := len(of[timeline.CoachTurn](k)); n != 2 {
				k.t.Errorf("%d coach turns, want 2", n)
			}
		}},
		{"words stop her after 600 ms", func(k *talk) {
			k.begin()
			k.line.Speak("tell me about your work please", 2*time.Second)
			k.line.AwaitSound(10 * time.Second)
			time.Sleep(time.Second)
			k.line.Speak("but have you tried explaining it to him", 2500*ms)
			k.line.AwaitSound(10 * time.Second)
			k.line.AwaitQuiet(time.Second, 10*time.Second)
			k.end()
			cut := k.cut()
			k.within("stopped after the onset", cut.Cut.Stopped-cut.Cut.Onset, 600, 850)
			if cut.Cut.False || !strings.HasPrefix(cut.Text, "It is the") || !strings.HasSuffix(cut.Unheard, "them again.") {
				k.t.Errorf("cut %+v, heard %q, unheard %q", cut.Cut, cut.Text, cut.Unheard)
			}
			turns := k.client.Turns()
			last := turns[len(turns)-2]
			if h := last.Heard[len(last.Heard)-2]; !strings.HasSuffix(h.Text, "—") || last.Why != timeline.WhyInterrupted {
				k.t.Errorf("she was asked %s after %q; want the heard words and a dash", last.Why, h.Text)
			}
		}},
		{"without words she goes on to 900 ms", func(k *talk) {
			k.ears.Latency = 2 * time.Second
			k.begin()
			k.line.Speak("tell me about your work please", 2*time.Second)
			k.line.AwaitSound(10 * time.Second)
			time.Sleep(time.Second)
			k.line.Speak("but have you tried explaining it to him", 2500*ms)
			k.line.AwaitSound(10 * time.Second)
			k.line.AwaitQuiet(time.Second, 10*time.Second)
			k.end()
			k.within("stopped after the onset", k.cut().Cut.Stopped-k.cut().Cut.Onset, 900, 1150)
		}},
		{"a start window of 200 ms", func(k *talk) {
			k.rules.Start = 200 * ms
			k.ears.Latency = 0
			k.begin()
			k.line.Speak("tell me about your work please", 2*time.Second)
			k.line.AwaitSound(10 * time.Second)
			time.Sleep(time.Second)
			k.line.Speak("stop there for a moment and let me ask", 2500*ms)
			k.line.AwaitSound(10 * time.Second)
			k.line.AwaitQuiet(time.Second, 10*time.Second)
			k.end()
			k.within("stopped after the onset", k.cut().Cut.Stopped-k.cut().Cut.Onset, 200, 400)
		}},
		{"a backchannel does not stop her", func(k *talk) {
			k.begin()
			k.line.Speak("tell me about your work please", 2*time.Second)
			k.line.AwaitSound(10 * time.Second)
			time.Sleep(time.Second)
			k.line.Speak("mm-hm", 700*ms)
			k.line.AwaitQuiet(time.Second, 10*time.Second)
			k.end()
			if slices.ContainsFunc(of[timeline.ClientTurn](k), func(c timeline.ClientTurn) bool { return c.Cut != nil }) {
				k.t.Error("she stopped")
			}
			turns := of[timeline.CoachTurn](k)
			if len(turns) != 2 || !turns[1].Backchannel || turns[1].Turn != 1 {
				k.t.Errorf("coach turns %+v; want the second one a backchannel of turn 1", turns)
			}
		}},
		{"her own words from the loudspeaker do not stop her", func(k *talk) {
			k.TalksOver = true
			k.begin()
			k.line.Speak("tell me about your work please", 2*time.Second)
			k.line.AwaitSound(10 * time.Second)
			time.Sleep(300 * ms)
			k.line.Speak("is the rosters mostly", 1200*ms)
			k.line.AwaitQuiet(time.Second, 10*time.Second)
			k.end()
			if slices.ContainsFunc(of[timeline.ClientTurn](k), func(c timeline.ClientTurn) bool { return c.Cut != nil }) {
				k.t.Error("she stopped")
			}
			turns := of[timeline.CoachTurn](k)
			if len(turns) != 2 || !turns[1].Echo {
				k.t.Errorf("coach turns %+v; want the second one an echo", turns)
			}
		}},
		{"a cough stops her and she goes on", func(k *talk) {
			k.begin()
			k.line.Speak("tell me about your work please", 2*time.Second)
			k.line.AwaitSound(10 * time.Second)
			time.Sleep(2200 * ms)
			k.line.Speak("", 1100*ms)
			coughed := k.line.Now()
			if !k.line.AwaitSound(3 * time.Second) {
				k.t.Fatal("she never went on")
			}
			if d := k.line.Now() - coughed; d > 2*time.Second {
				k.t.Errorf("she went on %v after the cough", d)
			}
			k.line.AwaitQuiet(time.Second, 10*time.Second)
			k.end()
			cut := k.cut()
			her := of[timeline.ClientTurn](k)
			i := slices.IndexFunc(her, func(c timeline.ClientTurn) bool { return c.Why == timeline.WhyResume })
			if !cut.Cut.False || i < 0 || her[i].Turn != cut.Turn || her[i].Text != "Jonas does them and then I do them again." {
				k.t.Errorf("cut %+v, resumed %+v", cut.Cut, her)
			}
		}},
		{"in a planned pause speech holds her next words", func(k *talk) {
			k.client.Lines = k.client.Lines[1:]
			k.begin()
			k.line.Speak("tell me about your work please", 2*time.Second)
			k.line.AwaitSound(10 * time.Second)
			k.line.AwaitQuiet(1300*ms, 10*time.Second)
			k.line.Speak("mm-hm", 450*ms) // her next words were due in the middle of it
			k.line.AwaitSound(5 * time.Second)
			k.line.AwaitQuiet(2*time.Second, 10*time.Second)
			k.end()
		}},
		{"the end of her words and the begin of the coach's overlap", func(k *talk) {
			k.begin()
			k.line.Speak("tell me about your work please", 2*time.Second)
			k.line.AwaitSound(10 * time.Second)
			time.Sleep(4200*ms - 400*ms)
			k.line.Speak("and what is that like for you?", 2*time.Second)
			k.line.AwaitSound(10 * time.Second)
			k.line.AwaitQuiet(time.Second, 20*time.Second)
			k.end()
			if n := len(of[timeline.CoachTurn](k)); n != 2 {
				k.t.Errorf("%d coach turns, want 2", n)
			}
		}},
		{"silence moves count from the ear, one a gap", func(k *talk) {
			k.line.Ear = 400 * ms
			k.begin()
			k.line.Speak("tell me about your work please", 2*time.Second)
			k.line.AwaitSound(10 * time.Second)
			k.line.AwaitQuiet(5900*ms, 20*time.Second)
			k.line.AwaitSound(3 * time.Second)
			k.line.AwaitQuiet(18*time.Second, 60*time.Second)
			k.end()
			her := of[timeline.ClientTurn](k)
			i := slices.IndexFunc(her, func(c timeline.ClientTurn) bool { return c.Why == timeline.WhySilence })
			if i < 0 || her[i+1].Why != timeline.WhyGoodbye {
				k.t.Fatalf("want one silence move, then the goodbye: %+v", her)
			}
			k.within("gap to the move", her[i].From-her[i-1].To, 6000, 6700)
		}},
		{"what a late answer left silent is the machine's, also when it is dropped", func(k *talk) {
			k.voice.Latency, k.soundless = 4*time.Second, true
			k.begin()
			k.line.Speak("what would you like from today?", 2*time.Second)
			time.Sleep(4 * time.Second)
			k.line.Speak("take your time with that", 1500*ms)
			k.line.AwaitSound(10 * time.Second)
			k.line.AwaitQuiet(time.Second, 20*time.Second)
			k.end()
			c := of[timeline.CoachTurn](k)
			if c[0].Due != 0 {
				k.t.Errorf("the first turn found her due at %d", c[0].Due)
			}
			k.within("due after the question", c[1].Due-c[0].To, 1150, 1250)
		}},
		{"who speaks over what only breaks a silence is answered", func(k *talk) {
			for _, b := range []struct {
				behaviour string
				why       timeline.Why
			}{{persona.Thin, timeline.WhyReply}, {persona.GoDeeper, timeline.WhyInterrupted}} {
				k.client.Silence[6*time.Second] = []persona.Sentence{{Text: "I was going to say something. It's gone again now.", Behaviour: b.behaviour, Origin: timeline.OriginAuthored}}
				if b.behaviour == persona.Thin {
					k.begin()
				}
				k.line.Speak("tell me about your work please", 2*time.Second)
				k.line.AwaitSound(10 * time.Second)
				k.line.AwaitQuiet(5900*ms, 20*time.Second)
				k.line.AwaitSound(3 * time.Second)
				time.Sleep(200 * ms)
				k.line.Speak("what would you like from today?", 2*time.Second)
				k.line.AwaitSound(10 * time.Second)
				k.line.AwaitQuiet(time.Second, 20*time.Second)
				turns := k.client.Turns()
				if last := turns[len(turns)-1]; last.Why != b.why || !strings.HasSuffix(last.Heard[len(last.Heard)-2].Text, "—") {
					k.t.Errorf("%s was cut, and she was asked %s after %+v", b.behaviour, last.Why, last.Heard)
				}
			}
			k.end()
		}},
		{"after 25 s she sets the talk aside, after 15 min it ends", func(k *talk) {
			k.begin()
			k.line.AwaitQuiet(24*time.Second, 60*time.Second)
			k.line.AwaitSound(10 * time.Second)
			k.wait()
			roles := of[timeline.Role](k)
			end := of[timeline.End](k)
			if len(roles) != 1 || roles[0].By != "client" || len(end) != 1 || end[0].Cause != dialogue.BySilence {
				k.t.Errorf("roles %+v, end %+v", roles, end)
			}
		}},
		{"speech drops a silence move that is being thought", func(k *talk) {
			k.voice.Latency = 2 * time.Second
			k.begin()
			k.line.AwaitQuiet(6500*ms, 20*time.Second)
			k.line.Speak("what would you like from today?", 2*time.Second)
			k.line.AwaitSound(10 * time.Second)
			k.line.AwaitQuiet(time.Second, 20*time.Second)
			k.end()
			if slices.ContainsFunc(of[timeline.ClientTurn](k), func(c timeline.ClientTurn) bool { return c.Why == timeline.WhySilence }) {
				k.t.Error("the silence move was heard")
			}
		}},
		{"nobody's silence while muted", func(k *talk) {
			k.begin()
			k.p.Mic("muted")
			k.line.Mute(true)
			k.line.AwaitQuiet(6500*ms, 20*time.Second)
			k.line.Mute(false)
			k.p.Mic("live")
			time.Sleep(100 * ms)
			k.end()
			var states []string
			for _, l := range of[timeline.Line](k) {
				states = append(states, l.State)
			}
			if got := strings.Join(states, " "); got != "up muted unmuted" {
				k.t.Errorf("line: %s", got)
			}
			for _, turn := range k.client.Turns() {
				if turn.Why == timeline.WhySilence && turn.Cue != 0 {
					t.Error("a muted silence earned something")
				}
			}
		}},
		{"the line drops while she speaks, and she goes on", func(k *talk) {
			k.begin()
			k.line.Speak("tell me about your work please", 2*time.Second)
			k.line.AwaitSound(10 * time.Second)
			time.Sleep(1500 * ms)
			k.down(5 * time.Second)
			if !k.line.AwaitSound(2 * time.Second) {
				k.t.Error("she never went on")
			}
			k.line.AwaitQuiet(time.Second, 10*time.Second)
			k.end()
			her := of[timeline.ClientTurn](k)
			if her[2].Why != timeline.WhyResume || her[1].Cut != nil || her[1].Unheard == "" {
				k.t.Errorf("%+v", her)
			}
		}},
		{"the line drops while the coach speaks", func(k *talk) {
			k.begin()
			k.line.Begin("tell me about your work and how it is", 3*time.Second)
			time.Sleep(1500 * ms)
			k.down(5 * time.Second)
			if !k.line.AwaitSound(4 * time.Second) {
				k.t.Error("she never answered what had arrived")
			}
			k.line.AwaitQuiet(time.Second, 10*time.Second)
			k.end()
		}},
		{"no frames for 5 s", func(k *talk) {
			k.begin()
			k.Disturb(k.line.Now(), forever)
			k.line.Drop(true)
			time.Sleep(6 * time.Second)
			k.line.Drop(false)
			time.Sleep(200 * ms)
			k.end()
			var states []string
			for _, l := range of[timeline.Line](k) {
				states = append(states, l.State)
			}
			if got := strings.Join(states, " "); got != "up quiet up" {
				k.t.Errorf("line: %s", got)
			}
		}},
		{"a typed line is answered", func(k *talk) {
			k.begin()
			k.p.Say("what would you like from today?")
			if !k.line.AwaitSound(4 * time.Second) {
				k.t.Error("no answer")
			}
			k.line.AwaitQuiet(time.Second, 10*time.Second)
			k.end()
			if turns := of[timeline.CoachTurn](k); len(turns) != 1 || !turns[0].Typed {
				k.t.Errorf("%+v", turns)
			}
		}},
		{"ears that fail make her ask, and are asked again", func(k *talk) {
			k.LosesWords = true
			k.begin()
			synctest.Wait()
			k.ears.Fail = errors.New("out of memory")
			k.line.Speak("tell me about your work please", 2*time.Second)
			if !k.line.AwaitSound(8 * time.Second) {
				k.t.Error("she said nothing")
			}
			k.end()
			turns := k.client.Turns()
			if last := turns[1].Heard[len(turns[1].Heard)-1]; last.Side != timeline.Coach || last.Text != "" {
				k.t.Errorf("she answered %+v; want a turn without words", last)
			}
			if len(of[timeline.Fault](k)) == 0 {
				k.t.Error("no fault was written")
			}
		}},
		{"engines that panic end nothing", func(k *talk) {
			k.LosesWords, k.Read, k.Slack = true, true, 10*time.Second
			k.begin()
			synctest.Wait()
			k.ears.Panic, k.voice.Panic = true, true
			k.line.Speak("tell me about your work please", 2*time.Second)
			time.Sleep(5 * time.Second)
			synctest.Wait()
			k.ears.Panic, k.voice.Panic = false, false
			k.line.Speak("what would you like from today?", 2*time.Second)
			if !k.line.AwaitSound(8 * time.Second) {
				k.t.Error("she is stuck")
			}
			k.line.AwaitQuiet(time.Second, 10*time.Second)
			k.end()
			if len(of[timeline.Fault](k)) < 2 {
				k.t.Errorf("faults: %+v", of[timeline.Fault](k))
			}
		}},
		{"a voice that fails is read", func(k *talk) {
			k.LosesWords, k.Read, k.Slack = true, true, 8*time.Second
			k.begin()
			synctest.Wait()
			k.voice.Fail = errors.New("no such phoneme")
			k.line.Speak("tell me about your work please", 2*time.Second)
			time.Sleep(8 * time.Second)
			synctest.Wait()
			k.voice.Fail = nil
			k.end()
			her := k.log.Events()
			if !slices.ContainsFunc(her, func(e timeline.Event) bool {
				c, ok := e.Body.(timeline.ClientStart)
				return ok && c.Turn == 1 && c.Why == timeline.WhyReply
			}) {
				k.t.Error("her words were not shown")
			}
			if !slices.Contains(k.page.Notices, "voice_failed") {
				k.t.Errorf("notices %q", k.page.Notices)
			}
		}},
		{"a client without words does not end the talk", func(k *talk) {
			k.Slack = 10 * time.Second
			k.begin()
			synctest.Wait()
			k.client.Fail = errors.New("no words")
			k.line.Speak("tell me about your work please", 2*time.Second)
			time.Sleep(4 * time.Second)
			synctest.Wait()
			k.client.Fail = nil
			if !k.line.AwaitSound(10 * time.Second) {
				k.t.Error("she is stuck")
			}
			k.line.AwaitQuiet(500*ms, 10*time.Second)
			k.end()
		}},
		{"a short sound covers a late voice, at most once in three turns", func(k *talk) {
			k.voice.Latency = 3 * time.Second
			k.start()
			k.line.AwaitQuiet(time.Second, 20*time.Second)
			time.Sleep(4 * time.Second) // the sound itself has to be spoken once
			for range 4 {
				k.line.Speak("tell me about your work please", 2*time.Second)
				k.line.AwaitSound(10 * time.Second)
				k.line.AwaitQuiet(3500*ms, 20*time.Second)
			}
			k.end()
			bridges := 0
			for _, c := range of[timeline.ClientTurn](k) {
				for _, pc := range c.Pieces {
					if pc.Bridge {
						bridges++
						if first := c.Pieces[slices.IndexFunc(c.Pieces, func(p timeline.Piece) bool { return !p.Bridge && !p.Pause })].From; c.Lag.Playout != first {
							k.t.Errorf("turn %d: playout %d, want %d, when her words began", c.Turn, c.Lag.Playout, first)
						}
					}
				}
			}
			if bridges != 2 {
				k.t.Errorf("%d bridge sounds in 4 turns, want 2", bridges)
			}
		}},
		{"the coach comes in between a bridge and her words", func(k *talk) {
			k.voice.Latency = 3 * time.Second
			k.start()
			k.line.AwaitQuiet(time.Second, 20*time.Second)
			time.Sleep(4 * time.Second) // the sound itself has to be spoken once
			k.line.Speak("tell me about your work please", 2*time.Second)
			k.line.AwaitSound(10 * time.Second)
			time.Sleep(1200 * ms) // the bridge is over, her words are not there yet
			k.line.Speak("and how is it with the people around you there", 3*time.Second)
			if !k.line.AwaitSound(20 * time.Second) {
				k.t.Error("she is stuck")
			}
			k.line.AwaitQuiet(3500*ms, 20*time.Second)
			k.end()
			her := of[timeline.ClientTurn](k)
			if len(her) != 4 || her[1].Cut == nil || her[1].Unheard == "" || her[2].Cut != nil || her[2].Unheard != "" {
				k.t.Errorf("her turns: %+v", her)
			}
		}},
		{"the coach speaks first", func(k *talk) {
			k.start()
			k.line.Speak("hello can you hear me?", 1500*ms)
			k.line.AwaitSound(10 * time.Second)
			k.line.AwaitQuiet(time.Second, 10*time.Second)
			k.end()
			if her := of[timeline.ClientTurn](k); her[0].Why != timeline.WhyOpening {
				k.t.Errorf("first of hers: %+v", her[0])
			}
		}},
		{"set aside by the stop phrase, and taken up", func(k *talk) {
			k.begin()
			k.Slack = time.Hour
			k.line.Speak("let's pause the session", 1500*ms)
			time.Sleep(4 * time.Second)
			k.p.Aside(false)
			time.Sleep(time.Second)
			k.end()
			if roles := of[timeline.Role](k); len(roles) != 2 || roles[0].State != "paused" || roles[1].State != "resumed" {
				k.t.Errorf("%+v", roles)
			}
		}},
		{"set aside while she speaks, and she goes on", func(k *talk) {
			k.begin()
			k.line.Speak("tell me about your work please", 2*time.Second)
			k.line.AwaitSound(10 * time.Second)
			time.Sleep(1500 * ms)
			k.aside(3 * time.Second)
			if !k.line.AwaitSound(2 * time.Second) {
				k.t.Error("she never went on")
			}
			k.line.AwaitQuiet(time.Second, 10*time.Second)
			k.end()
			her := of[timeline.ClientTurn](k)
			if her[2].Why != timeline.WhyResume || her[1].Cut != nil || her[1].Unheard == "" || !strings.HasSuffix(her[2].Text, her[1].Unheard) {
				k.t.Errorf("%+v", her)
			}
		}},
		{"set aside while she thinks, and she answers", func(k *talk) {
			k.begin()
			k.answersAfterAside(1100 * ms)
		}},
		{"set aside before the words are there, and she answers", func(k *talk) {
			k.begin()
			k.ears.Latency = 1500 * ms
			k.answersAfterAside(1500 * ms)
		}},
		{"a click is nothing", func(k *talk) {
			k.begin()
			for range 5 {
				k.line.Speak("", 60*ms)
				time.Sleep(500 * ms)
			}
			k.end()
			if n := len(of[timeline.IPU](k)); n != 0 {
				k.t.Errorf("%d IPUs", n)
			}
		}},
		{"a long speech is transcribed piece by piece", func(k *talk) {
			k.begin()
			for range 5 {
				k.line.Speak("one two three four five six seven eight nine ten and", 5*time.Second)
				time.Sleep(400 * ms)
			}
			k.line.Speak("what do you think?", 1500*ms)
			k.line.AwaitSound(10 * time.Second)
			k.line.AwaitQuiet(time.Second, 10*time.Second)
			k.end()
			if n := len(of[timeline.CoachTurn](k)); n != 1 {
				k.t.Errorf("%d turns, want 1", n)
			}
		}},
		{"the words of a long speech have the times that the ears give", func(k *talk) {
			k.ears.Timed = true
			k.begin()
			k.spokenLong()
			c := of[timeline.CoachTurn](k)[0]
			truth := k.line.Timed(0, forever)
			if c.WordsEstimated || len(c.Words) != len(truth) {
				k.t.Fatalf("%+v", c)
			}
			for i, w := range truth {
				k.within("time of "+w.Text, c.Words[i].From-w.From, -20, 20)
			}
		}},
		{"the words of a long speech are estimated from where the coach spoke", func(k *talk) {
			k.begin()
			k.spokenLong()
			c := of[timeline.CoachTurn](k)[0]
			truth := k.line.Timed(0, forever)
			if !c.WordsEstimated || len(c.Words) != len(truth) {
				k.t.Fatalf("%+v", c)
			}
			for i, w := range truth {
				k.within("time of "+w.Text, c.Words[i].From-w.From, -400, 400)
			}
		}},
		{"a microphone that never falls silent does not hold the talk for ever", func(k *talk) {
			k.Disturb(0, forever)
			k.rules.Cap = 20 * time.Second
			k.begin()
			k.line.Speak("", 50*time.Second)
			time.Sleep(time.Second)
			k.end()
			if turns := of[timeline.CoachTurn](k); len(turns) < 2 || turns[0].DecidedBy != "cap" {
				k.t.Errorf("%+v", turns)
			}
		}},
		{"a cough while she thinks for long does not lose her answer", func(k *talk) {
			k.client.Lines[0][0].Think = 6 * time.Second
			k.Slack = 2 * time.Second
			k.begin()
			k.line.Speak("what would you like from today?", 2*time.Second)
			time.Sleep(3 * time.Second)
			k.line.Speak("", 700*ms)
			k.line.AwaitSound(10 * time.Second)
			k.line.AwaitQuiet(time.Second, 10*time.Second)
			k.end()
			if c := of[timeline.ClientTurn](k)[1]; c.Why != timeline.WhyReply || c.Line != "a" || c.Turn != 1 {
				k.t.Errorf("after the cough she said %+v", c)
			}
		}},
		{"a cough before her opening does not lose it", func(k *talk) {
			k.voice.Latency = 2 * time.Second
			k.start()
			time.Sleep(500 * ms)
			k.line.Speak("", 700*ms)
			if !k.line.AwaitSound(10 * time.Second) {
				k.t.Fatal("she never began")
			}
			k.line.AwaitQuiet(time.Second, 10*time.Second)
			k.end()
		}},
		{"a backchannel that turns into a question stops her", func(k *talk) {
			k.begin()
			k.line.Speak("tell me about your work please", 2*time.Second)
			k.line.AwaitSound(10 * time.Second)
			time.Sleep(time.Second)
			k.line.Speak("mm-hm", 500*ms)
			time.Sleep(100 * ms)
			k.line.Speak("but have you tried explaining it to him", 2500*ms)
			k.line.AwaitSound(10 * time.Second)
			k.line.AwaitQuiet(time.Second, 10*time.Second)
			k.end()
			if cut := k.cut(); cut.Cut.False {
				k.t.Errorf("%+v", cut.Cut)
			}
		}},
		{"words after the noise that stopped her make the stop a true one", func(k *talk) {
			k.ears.Latency = 590 * ms
			k.begin()
			k.line.Speak("tell me about your work please", 2*time.Second)
			k.line.AwaitSound(10 * time.Second)
			time.Sleep(time.Second)
			k.line.Speak("", 1050*ms)
			time.Sleep(300 * ms)
			k.line.Speak("sorry", 400*ms)
			k.line.AwaitSound(10 * time.Second)
			k.line.AwaitQuiet(time.Second, 10*time.Second)
			k.end()
			if cut := k.cut(); cut.Cut.False {
				k.t.Errorf("%+v", cut.Cut)
			}
		}},
		{"a cut voice that is slow speaks the rest after a false stop", func(k *talk) {
			k.voice.Pace = 250 * ms
			k.begin()
			k.line.Speak("tell me about your work please", 2*time.Second)
			k.line.AwaitSound(10 * time.Second)
			time.Sleep(700 * ms)
			k.line.Speak("", 1100*ms)
			k.line.AwaitSound(4 * time.Second)
			k.line.AwaitQuiet(time.Second, 10*time.Second)
			k.end()
			her := of[timeline.ClientTurn](k)
			if c := her[2]; c.Why != timeline.WhyResume || c.Unheard != "" || c.Text != k.client.Lines[0][0].Text {
				k.t.Errorf("cut %+v, then %+v", k.cut().Cut, c)
			}
		}},
		{"ears that hang are given up after 10 s", func(k *talk) {
			k.LosesWords, k.Slack = true, 20*time.Second
			k.begin()
			synctest.Wait()
			k.ears.Latency = time.Hour
			k.line.Speak("tell me about your work please", 2*time.Second)
			if !k.line.AwaitSound(16 * time.Second) {
				k.t.Fatal("she is stuck")
			}
			synctest.Wait()
			k.ears.Latency = 80 * ms
			k.line.AwaitQuiet(time.Second, 20*time.Second)
			k.end()
			if f := of[timeline.Fault](k); len(f) == 0 || f[0].Engine != "stt" {
				k.t.Errorf("faults %+v", f)
			}
		}},
		{"slow ears move no decision", func(k *talk) {
			k.ears.Latency = 2200 * ms
			k.begin()
			k.line.Speak("tell me about your work please", 2*time.Second)
			k.line.AwaitSound(10 * time.Second)
			k.line.AwaitQuiet(time.Second, 20*time.Second)
			k.end()
			c := of[timeline.CoachTurn](k)[0]
			k.within("window without text", c.Decided-c.To, 1400, 1500)
			if c.Final <= c.Decided {
				k.t.Errorf("final at %d, decided at %d", c.Final, c.Decided)
			}
		}},
		{"her interrupted line goes on with what was cut", func(k *talk) {
			k.client.On[timeline.WhyInterrupted] = finishes
			k.begin()
			k.line.Speak("tell me about your work please", 2*time.Second)
			k.line.AwaitSound(10 * time.Second)
			time.Sleep(2200 * ms)
			k.line.Speak("but have you tried explaining it to him", 2500*ms)
			k.line.AwaitSound(10 * time.Second)
			k.line.AwaitQuiet(time.Second, 20*time.Second)
			var heard []string
			for _, w := range k.line.Sounded() {
				heard = append(heard, k.voice.Spoken(w.ID).Word)
			}
			if s := strings.Join(heard, " "); !strings.HasSuffix(s, "Can I just finish that? Jonas does them and then I do them again.") {
				k.t.Errorf("she was heard to say %q", s)
			}
			var rests []int
			her := of[timeline.ClientTurn](k)
			for _, pc := range her[len(her)-1].Pieces {
				if pc.Pause {
					rests = append(rests, int(pc.To-pc.From))
				}
			}
			if len(rests) != 1 || rests[0] < 380 || rests[0] > 440 {
				k.t.Errorf("pauses of %v ms before the rest, want one of 400", rests)
			}
			k.Disturb(0, forever) // the oracle knows no line made of two
			k.end()
		}},
		{"her interrupted line goes on though its sound had not all come", func(k *talk) {
			k.client.On[timeline.WhyInterrupted] = finishes
			k.voice.Pace = 250 * ms
			k.begin()
			k.line.Speak("tell me about your work please", 2*time.Second)
			k.line.AwaitSound(10 * time.Second)
			time.Sleep(900 * ms)
			k.line.Speak("but have you tried explaining it to him", 2500*ms)
			k.line.AwaitSound(10 * time.Second)
			k.line.AwaitQuiet(3*time.Second, 20*time.Second)
			her := of[timeline.ClientTurn](k)
			if c := her[len(her)-1]; c.Why != timeline.WhyInterrupted || !strings.HasSuffix(c.Text, her[1].Unheard) || c.Unheard != "" {
				k.t.Errorf("cut %+v, then %+v", her[1], c)
			}
			if s := k.shown(); s != dialogue.OpenSilence {
				k.t.Errorf("the page shows %q in the silence after it", s)
			}
			k.Disturb(0, forever) // the oracle knows no line made of two
			k.end()
		}},
		{"a soft begin is not lost", func(k *talk) {
			k.line.Soft = 250 * ms
			k.begin()
			k.line.Speak("what would you like from today?", 2*time.Second)
			k.line.AwaitSound(10 * time.Second)
			k.line.AwaitQuiet(time.Second, 20*time.Second)
			k.end()
		}},
		{"words of a dropped reply that were on their way", func(k *talk) {
			k.client.Latency, k.client.InFlight, k.voice.InFlight = time.Second, true, true
			k.begin()
			k.line.Speak("what would you like from today?", 2*time.Second)
			time.Sleep(1050 * ms)
			k.line.Speak("for yourself I mean", 1500*ms)
			k.line.AwaitSound(10 * time.Second)
			k.line.AwaitQuiet(time.Second, 20*time.Second)
			k.end()
		}},
		{"both begin at once", func(k *talk) {
			k.begin()
			k.line.Speak("what would you like from today?", 2*time.Second)
			time.Sleep(1200*ms + 30*ms) // just before she is heard
			k.line.Speak("and how are you now", 1800*ms)
			k.line.AwaitSound(10 * time.Second)
			k.line.AwaitQuiet(time.Second, 20*time.Second)
			k.end()
		}},
		{"a question in her planned pause takes the turn", func(k *talk) {
			k.client.Lines = k.client.Lines[1:]
			k.begin()
			k.line.Speak("tell me about your work please", 2*time.Second)
			k.line.AwaitSound(10 * time.Second)
			k.line.AwaitQuiet(500*ms, 10*time.Second)
			k.line.Speak("and what would help you with that?", 2*time.Second)
			k.line.AwaitSound(10 * time.Second)
			k.line.AwaitQuiet(2*time.Second, 20*time.Second)
			k.end()
			if cut := k.cut(); cut.Text != "It takes me forty minutes every night." || cut.Unheard != "So there, that is how it goes." {
				k.t.Errorf("heard %q, unheard %q", cut.Text, cut.Unheard)
			}
		}},
		{"a client who says nothing leaves the silence to the coach", func(k *talk) {
			k.Slack = 8 * time.Second
			k.client.Lines[0] = []persona.Sentence{{Line: "a", Think: time.Second}}
			k.begin()
			k.line.Speak("tell me about your work please", 2*time.Second)
			time.Sleep(4 * time.Second)
			k.line.Speak("what would you like from today?", 2*time.Second)
			time.Sleep(4 * time.Second)
			k.end()
		}},
		{"a typed stop phrase sets the talk aside", func(k *talk) {
			k.begin()
			k.Disturb(k.line.Now(), forever)
			k.p.Say("please pause the session")
			time.Sleep(time.Second)
			k.end()
			if roles := of[timeline.Role](k); len(roles) != 1 || roles[0].State != "paused" {
				k.t.Errorf("%+v", roles)
			}
		}},
		{"muted in mid-speech", func(k *talk) {
			k.begin()
			k.line.Begin("tell me about your work and how it is", 3*time.Second)
			time.Sleep(1500 * ms)
			k.Disturb(k.line.Now(), k.line.Now()+3*time.Second)
			k.p.Mic("muted")
			k.line.Mute(true)
			if !k.line.AwaitSound(5 * time.Second) {
				k.t.Error("she never answered what was said")
			}
			k.line.Mute(false)
			k.p.Mic("live")
			k.line.AwaitQuiet(time.Second, 20*time.Second)
			k.end()
		}},
		{"the time is over while she speaks, and she ends her sentence", func(k *talk) {
			k.rules.Length = 6500 * ms
			k.begin()
			k.line.Speak("tell me about your work please", 2*time.Second)
			k.line.AwaitSound(10 * time.Second)
			k.Disturb(k.line.Now()+4*time.Second, forever)
			k.wait()
			her := of[timeline.ClientTurn](k)
			if len(her) != 3 || her[1].Unheard != "" || her[2].Why != timeline.WhyGoodbye || k.p.Cause() != dialogue.ByTime {
				k.t.Errorf("%s: %+v", k.p.Cause(), her)
			}
		}},
		{"eight seconds of noise are a turn without words", func(k *talk) {
			k.begin()
			k.line.Speak("", 8*time.Second)
			if !k.line.AwaitSound(6 * time.Second) {
				k.t.Error("she said nothing")
			}
			k.line.AwaitQuiet(time.Second, 20*time.Second)
			k.end()
		}},
		{"the time is over", func(k *talk) {
			k.rules.Length = 12 * time.Second
			k.begin()
			k.line.Speak("tell me about your work please", 2*time.Second)
			k.wait()
			if end := of[timeline.End](k); end[0].Cause != dialogue.ByTime {
				k.t.Errorf("%+v", end)
			}
		}},
		{"a store that fails is said once and the talk goes on", func(k *talk) {
			k.LosesWords = true
			k.begin()
			synctest.Wait()
			k.log.Fail = errors.New("disk full")
			k.Disturb(0, forever)
			k.line.Speak("tell me about your work please", 2*time.Second)
			if !k.line.AwaitSound(6 * time.Second) {
				k.t.Error("the talk ended")
			}
			k.end()
			if k.page.Notices[0] != "store_failed" || len(k.page.Notices) != 1 {
				k.t.Errorf("notices %q", k.page.Notices)
			}
		}},
	} {
		t.Run(c.name, func(t *testing.T) { t.Parallel(); hold(t, c.script) })
	}
}

// spokenLong is a turn of the coach's that is decoded in two pieces.
func (k *talk) spokenLong() {
	for range 4 {
		k.line.Speak("nami bidu tamu pika zuna vati rami kuta mipa zuni", 5*time.Second)
		time.Sleep(700 * ms)
	}
	k.line.Speak("what do you think?", 1500*ms)
	k.line.AwaitSound(10 * time.Second)
	k.line.AwaitQuiet(time.Second, 10*time.Second)
	k.end()
}

func (k *talk) within(what string, got, from, to timeline.Ms) {
	k.t.Helper()
	if got < from || got > to {
		k.t.Errorf("%s: %d ms, want %d to %d", what, got, from, to)
	}
}

// answered waits for her answer and checks which line it was and when it began.
func (k *talk) answered(line string, think time.Duration) {
	k.t.Helper()
	from := k.line.Coach()
	end := from[len(from)-1].To
	k.line.AwaitSound(10 * time.Second)
	her := k.line.Her()
	began := her[len(her)-1].From
	if d := began - end - think; d < -30*ms || d > 60*ms {
		k.t.Errorf("she answered %v after the coach's end, want %v", began-end, think)
	}
	k.line.AwaitQuiet(time.Second, 20*time.Second)
	turns := of[timeline.ClientTurn](k)
	if got := turns[len(turns)-1].Line; got != line {
		k.t.Errorf("she answered with line %s, want %s", got, line)
	}
}

// cut is her utterance that was cut.
func (k *talk) cut() timeline.ClientTurn {
	k.t.Helper()
	for _, c := range of[timeline.ClientTurn](k) {
		if c.Cut != nil {
			return c
		}
	}
	k.t.Fatal("she was never cut")
	return timeline.ClientTurn{}
}

var _ persona.Responder = (*dialoguetest.Client)(nil)
