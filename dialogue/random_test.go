package dialogue_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"stillpoint/dialogue"
	"stillpoint/dialogue/dialoguetest"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/timeline"
)

// TestRandomTalks lets a seeded coach do anything at any time: 2,000 talks of
// 10 to 60 s, and 50 of 8 minutes, under the oracle (a part of them with -race;
// .ci/run holds them all without it).
func TestRandomTalks(t *testing.T) {
	began := time.Now()
	var short sync.Once // the short ones are through
	var talks, events atomic.Int64
	run := func(seed uint64, length time.Duration) {
		hold(t, func(k *talk) {
			k.of = fmt.Sprintf("seed %d, %v", seed, length)
			k.random(rand.New(rand.NewPCG(seed, 7)), length, 200*ms)
			talks.Add(1)
			events.Add(int64(len(k.log.Events())))
		})
	}
	var wg sync.WaitGroup
	seeds := make(chan uint64)
	for range 4 {
		wg.Go(func() {
			for seed := range seeds {
				if t.Failed() {
					continue
				}
				length := 10*time.Second + time.Duration(seed*7919%50)*time.Second
				if seed >= 2000 {
					short.Do(func() { t.Logf("10 to 60 s: %.0f talks a second", float64(talks.Load())/time.Since(began).Seconds()) })
					length = 8 * time.Minute
				}
				run(seed, length)
			}
		})
	}
	for seed := uint64(0); seed < 2050; seed += 1 + thin {
		seeds <- seed
	}
	close(seeds)
	wg.Wait()
	t.Logf("%d talks, %d events, %.0f talks a second", talks.Load(), events.Load(), float64(talks.Load())/time.Since(began).Seconds())
}

// TestRandomFaults lets every engine fail in random ways at random times under
// the same coach: 500 talks, each of which lives to its end.
func TestRandomFaults(t *testing.T) {
	var talks, faults, ended atomic.Int64
	var wg sync.WaitGroup
	seeds := make(chan uint64)
	for range 4 {
		wg.Go(func() {
			for seed := range seeds {
				hold(t, func(k *talk) {
					length := 10*time.Second + time.Duration(seed*7919%50)*time.Second
					k.of = fmt.Sprintf("faults, seed %d, %v", seed, length)
					k.Faulty, k.Breaks, k.LosesWords, k.Slack = true, true, true, 30*time.Second
					k.ears.Fate, k.voice.Fate, k.client.Fate = dialoguetest.Random(seed, 4), dialoguetest.Random(seed+1, 5), dialoguetest.Random(seed+2, 6)
					k.voice.Deaf = seed%2 == 0
					if seed%5 == 0 {
						k.ears.Fate = dialoguetest.Random(seed, 1)
					}
					k.random(rand.New(rand.NewPCG(seed, 8)), length, 200*ms)
					if cause := k.p.Cause(); cause != dialogue.ByCoach {
						ended.Add(1)
						for _, e := range k.log.Events() {
							if f, ok := e.Body.(timeline.Fault); ok && f.Fatal {
								k.Disturb(e.At.Duration(), forever)
							}
						}
						if cause != dialogue.ByFault || !k.lostThree() {
							k.t.Errorf("it ended with cause %s", cause)
						}
					}
					talks.Add(1)
					faults.Add(int64(len(of[timeline.Fault](k))))
				})
			}
		})
	}
	for seed := uint64(0); seed < 500; seed += 1 + thin {
		if !t.Failed() {
			seeds <- seed
		}
	}
	close(seeds)
	wg.Wait()
	t.Logf("%d talks, %d faults, %d ended because nobody was understood", talks.Load(), faults.Load(), ended.Load())
}

// TestRandomTaking lets a client who is interrupted take up her line again, and
// again, by a voice that is slower than she speaks: 300 talks, none of which
// stands still. What she says then is two lines in one, which the oracle does
// not know.
func TestRandomTaking(t *testing.T) {
	var taken atomic.Int64
	for seed := uint64(0); seed < 300 && !t.Failed(); seed += 1 + thin {
		hold(t, func(k *talk) {
			k.of = fmt.Sprintf("taking up, seed %d", seed)
			k.Faulty, k.LosesWords = seed%3 == 0, true
			if k.Faulty {
				k.voice.Fate = dialoguetest.Random(seed, 5)
			}
			k.client.On[timeline.WhyInterrupted] = []persona.Sentence{
				{Think: 600 * ms, Origin: timeline.OriginAuthored}, {Resume: true, Pause: 400 * ms}}
			k.Disturb(0, forever)
			k.random(rand.New(rand.NewPCG(seed, 9)), 40*time.Second, 600*ms)
			for _, c := range of[timeline.ClientTurn](k) {
				if c.Why == timeline.WhyInterrupted {
					taken.Add(1)
				}
			}
		})
	}
	t.Logf("%d lines taken up", taken.Load())
}

// lostThree says that the last three turns that were spoken have no words.
func (k *talk) lostThree() bool {
	n := 0
	for _, c := range of[timeline.CoachTurn](k) {
		switch {
		case c.Backchannel, c.Echo:
		case c.Typed, c.Text != "":
			n = 0
		default:
			n++
		}
	}
	return n >= 3
}

// random holds a talk by r with a voice that needs up to pace for a word.
func (k *talk) random(r *rand.Rand, length, pace time.Duration) {
	upTo := func(d time.Duration) time.Duration { return time.Duration(r.Int64N(int64(d))) }
	k.ears.Latency, k.voice.Latency, k.client.Latency = upTo(600*ms), upTo(600*ms), upTo(200*ms)
	k.voice.Pace = upTo(pace)
	k.client.InFlight, k.voice.InFlight = r.IntN(2) == 0, r.IntN(2) == 0
	k.Exact = true
	words := words(r)
	k.client.Lines = nil
	for i := range 60 {
		id := fmt.Sprint("l", i)
		line := []persona.Sentence{{Text: words(1 + r.IntN(16)), Line: id, Think: upTo(3 * time.Second), Origin: timeline.OriginAuthored}}
		if r.IntN(2) == 0 {
			line = append(line, persona.Sentence{Text: words(1 + r.IntN(6)), Line: id, Pause: 400*ms + upTo(2*time.Second), Origin: timeline.OriginAuthored})
		}
		k.client.Lines = append(k.client.Lines, line)
	}
	for _, said := range k.client.On {
		said[0].Text = words(5)
	}
	for _, said := range k.client.Silence {
		said[0].Text = words(5)
	}
	k.start()
	for n := 0; k.line.Now() < length; n++ {
		switch r.IntN(14) {
		case 0:
			k.line.Speak("mm-hm", 300*ms+upTo(300*ms))
		case 1:
			k.line.Speak("", 20*ms+upTo(1200*ms))
		case 2:
			k.say("typed words")
		case 3:
			if r.IntN(3) == 0 {
				k.down(upTo(6 * time.Second))
			}
		case 4:
			if r.IntN(3) == 0 {
				k.aside(upTo(4 * time.Second))
			}
		case 5, 6, 7:
			k.line.AwaitQuiet(upTo(3*time.Second), 8*time.Second)
		case 8:
			k.line.AwaitQuiet(7*time.Second, 20*time.Second)
		default:
			words := 1 + r.IntN(9)
			var text []string
			for i := range words {
				text = append(text, fmt.Sprintf("say%d-%d", n, i))
			}
			k.line.Speak(strings.Join(text, " "), time.Duration(words)*(250*ms+upTo(200*ms)))
		}
		time.Sleep(upTo(2500 * ms))
	}
	time.Sleep(15 * time.Second)
	k.line.AwaitQuiet(30*time.Second, 3*time.Minute) // longer than a voice may hang and its words are shown
	if s := k.shown(); s == dialogue.Speaking || s == dialogue.Thinking {
		k.t.Errorf("nobody has spoken for so long, and the page shows %q", s)
	}
	k.end()
}

// words makes texts of words that are all spelt with four sounds, each word once.
func words(r *rand.Rand) func(n int) string {
	const consonants, vowels = "bdfkmnprtvz", "aiu"
	all := r.Perm(11 * 3 * 11 * 3)
	return func(n int) string {
		var out []string
		for _, w := range all[:n] {
			out = append(out, string([]byte{consonants[w%11], vowels[w/11%3], consonants[w/33%11], vowels[w/363]}))
		}
		all = all[n:]
		return strings.Join(out, " ")
	}
}
