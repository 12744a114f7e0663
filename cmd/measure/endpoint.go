package main

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"iter"
	"math"
	"math/rand/v2"
	"os"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/dialogue"
	"stillpoint/dialogue/dialoguetest"
	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/local"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/timeline"
	"stillpoint/media"
	"stillpoint/media/voice"
)

// endpoint: 300 turns made of real phrases with drawn pauses between them, ten
// turns a speaker, through voice activity and recogniser, in virtual time. A
// turn is cut off when her sound begins inside one of its pauses.
func endpoint(ctx context.Context, args []string) error {
	f := newFlags("endpoint")
	speakers := f.Int("speakers", 30, "speakers, ten turns each")
	curve := f.Bool("curve", true, "also fixed windows")
	verbose := f.Bool("v", false, "print each turn that was cut off")
	if err := f.Parse(args); err != nil {
		return err
	}
	say, err := phrases(f.clips, 500*time.Millisecond)
	if err != nil {
		return err
	}
	e, err := openLocal(f.models)
	if err != nil {
		return err
	}
	defer e.Close()
	if e.Ears() == nil {
		return errors.New(e.Missing()[0])
	}
	real := &remembering{in: make(chan dialogue.Speech), out: make(chan decoded), known: map[uint64]timeline.Utterance{}, seed: maphash.MakeSeed()}
	go real.run(ctx, e.Ears())
	windows := []time.Duration{0}
	if *curve {
		for _, ms := range []int{500, 800, 1000, 1400, 2000, 2500, 3000} {
			windows = append(windows, time.Duration(ms)*time.Millisecond)
		}
	}
	t := newTable(10 * *speakers)
	return inTest(func(bubble *testing.T) error {
		for _, w := range windows {
			var sum outcome
			for s := range *speakers {
				ears := dialogue.Transcriber(real)
				if w > 0 {
					ears = instant{} // a fixed window does not look at the words
				}
				o, err := speaker(bubble, e, ears, say, uint64(s), w, *verbose && w == 0)
				if err != nil {
					return err
				}
				sum.turns += o.turns
				sum.cut += o.cut
				sum.taken += o.taken
				sum.starts = append(sum.starts, o.starts...)
			}
			name, barCut, barStart := fmt.Sprintf("fixed window %v", w), "", ""
			if w == 0 {
				name, barCut, barStart = "adaptive (the default)", "<= 5", "<= 2200"
			}
			t.add(name+": turns cut off", 100*float64(sum.cut)/float64(sum.turns), "%", barCut)
			t.add(name+": she begins after the true end, median", inMS(quantile(sum.starts, .5)), "ms", barStart)
			t.add(name+": the same, p95", inMS(quantile(sum.starts, .95)), "ms", "")
			t.add(name+": early decisions taken back in time", float64(sum.taken), "", "")
		}
		return t.print(os.Stdout, f.json)
	})
}

// inTest runs f where synctest can be used: in a test. It does not return
// when f succeeds, since package testing would print its own verdict.
func inTest(f func(*testing.T) error) error {
	var failed error
	os.Args = os.Args[:1] // package testing reads them
	testing.Main(func(string, string) (bool, error) { return true, nil }, []testing.InternalTest{{Name: "measure", F: func(t *testing.T) {
		if failed = f(t); failed == nil {
			os.Exit(0)
		}
		t.Error(failed)
	}}}, nil, nil)
	return failed
}

type outcome struct {
	turns, cut, taken int
	starts            []time.Duration // her sound - true end
}

// speaker holds ten turns in a bubble of virtual time.
func speaker(t *testing.T, e *local.Engines, ears dialogue.Transcriber, say []media.PCM, seed uint64, window time.Duration, verbose bool) (o outcome, err error) {
	detector, err := e.Detector()
	if err != nil {
		return o, err
	}
	defer detector.Close()
	synctest.Test(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(seed, 3))
		l := dialoguetest.NewLine()
		l.Hear(voice.NewMeter(detector))
		client, log := &thinking{r: rand.New(rand.NewPCG(seed, 4))}, &dialoguetest.Log{}
		p := dialogue.New(dialogue.Config{Began: l.Began(), Line: l, Ears: ears, Voice: &dialoguetest.Voice{}, Timeline: log, Page: &dialoguetest.Page{},
			Client: client, Rules: dialogue.Rules{Endpoint: window}})
		var both sync.WaitGroup
		both.Go(func() { l.Run(t.Context()) })
		both.Go(func() { p.Run(t.Context()); l.Hangup() })
		l.AwaitQuiet(time.Second, 10*time.Second)
		var cuts []cutOff
		for range 10 {
			before := len(l.Her())
			n := 2 + r.IntN(3)
			var pauses []span
			var end time.Duration
			for i := range n {
				l.SpeakSound("", say[r.IntN(len(say))])
				end = l.Now()
				if i < n-1 {
					// log-normal: median 0.56 s, p95 1.84 s
					d := time.Duration(.56 * math.Exp(.723*r.NormFloat64()) * float64(time.Second))
					time.Sleep(min(d, 8*time.Second))
					pauses = append(pauses, span{end, l.Now()})
				}
			}
			l.AwaitSound(12 * time.Second)
			l.AwaitQuiet(1500*time.Millisecond, 12*time.Second)
			o.turns++
			cut := false
			for _, h := range l.Her()[before:] {
				for _, q := range pauses {
					if h.From >= q.from && h.From < q.to {
						cut = true
						if verbose {
							cuts = append(cuts, cutOff{q, h.From})
						}
					}
				}
				if h.From >= end {
					o.starts = append(o.starts, h.From-end)
					break
				}
			}
			if cut {
				o.cut++
			}
		}
		o.taken = client.asked - len(l.Her()) // answers that were dropped before a sound
		p.End(dialogue.ByCoach)
		both.Wait()
		for _, c := range cuts {
			fmt.Fprintf(os.Stderr, "speaker %d: %v\n", seed, c.explain(log.Events()))
		}
	})
	return o, nil
}

type span struct{ from, to time.Duration }

// cutOff is a pause into which she began to sound.
type cutOff struct {
	pause span
	began time.Duration
}

// explain says why she began: the coach's words as they were taken, what they
// were taken for, and the window.
func (c cutOff) explain(events []timeline.Event) string {
	s := fmt.Sprintf("pause %.2f s, she began after %.2f s", (c.pause.to - c.pause.from).Seconds(), (c.began - c.pause.from).Seconds())
	for _, e := range events {
		b, ok := e.Body.(timeline.CoachTurn)
		if !ok || (b.To.Duration()-c.pause.from).Abs() > 400*time.Millisecond {
			continue
		}
		s += fmt.Sprintf(", window %.2f s, %v: %q", (b.Decided - b.To).Duration().Seconds(), lexicon.EndKind(b.Text), b.Text)
	}
	return s
}

// thinking is a client who answers in a word after the time of layer 0.
type thinking struct {
	r     *rand.Rand
	asked int
}

func (c *thinking) Respond(_ context.Context, t persona.Turn) iter.Seq2[persona.Sentence, error] {
	return func(yield func(persona.Sentence, error) bool) {
		if t.Why == timeline.WhyReply || t.Why == timeline.WhyOpening || t.Why == timeline.WhyInterrupted {
			c.asked++
			yield(persona.Sentence{Text: "Mm.", Think: 900*time.Millisecond + time.Duration(c.r.IntN(700))*time.Millisecond}, nil)
		}
	}
}

// remembering decodes each stretch of sound once, and takes the virtual time
// for it that the recogniser takes on a quiet machine. The recogniser itself
// runs outside the bubble, where its threads are; meanwhile no time passes.
type remembering struct {
	in    chan dialogue.Speech
	out   chan decoded
	seed  maphash.Seed
	mu    sync.Mutex
	known map[uint64]timeline.Utterance
}

type decoded struct {
	utterance timeline.Utterance
	err       error
}

func (m *remembering) run(ctx context.Context, ears dialogue.Transcriber) {
	for s := range m.in {
		u, err := ears.Transcribe(ctx, s)
		m.out <- decoded{u, err}
	}
}

func (m *remembering) Transcribe(ctx context.Context, s dialogue.Speech) (timeline.Utterance, error) {
	select {
	case <-time.After(60*time.Millisecond + time.Duration(.035*float64(s.PCM.Duration()))):
	case <-ctx.Done():
		return timeline.Utterance{}, context.Cause(ctx)
	}
	var h maphash.Hash
	h.SetSeed(m.seed)
	for _, v := range s.PCM {
		h.WriteByte(byte(v))
		h.WriteByte(byte(v >> 8))
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if u, ok := m.known[h.Sum64()]; ok {
		return u, nil
	}
	m.in <- s
	d := <-m.out
	if d.err == nil {
		m.known[h.Sum64()] = d.utterance
	}
	return d.utterance, d.err
}
