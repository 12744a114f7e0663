package dialoguetest

import (
	"fmt"
	"slices"
	"time"

	"stillpoint/dialogue/timeline"
)

const ms = time.Millisecond

// Oracle judges a talk by what its script said and what really sounded: it
// knows the fake line, the calls of the fake engines and the clock, and holds
// the practice's timeline against them. It never asks the practice.
type Oracle struct {
	Line   *Line
	Ears   *Ears
	Voice  *Voice
	Client *Client
	Tape   *Tape // nil: none
	Page   *Page

	Start    time.Duration   // how long the coach must speak to stop her; 0: 600 ms
	Silences []time.Duration // entries of the scenario
	Own      []string        // what the practice has spoken without being asked: bridge sounds

	// What the script does on purpose:
	Slack      time.Duration // she may take longer than usual to speak
	TalksOver  bool          // echo: words of the coach's that need not stop her
	LosesWords bool          // the ears fail
	Read       bool          // the voice fails: her words are read, not heard
	Breaks     bool          // the voice fails in mid-sentence
	Faulty     bool          // all engines fail, in any way and at any time
	Measuring  bool          // a fixed endpoint window
	Exact      bool          // her words are all as long as they are estimated to be

	disturbed []Said
	found     []string
}

// Disturb says that the script takes the line, the microphone or the role-play
// away in [from, to), or types: what falls into it is judged mildly.
func (o *Oracle) Disturb(from, to time.Duration) {
	o.disturbed = append(o.disturbed, Said{From: from - 100*ms, To: to + 400*ms})
}

func (o *Oracle) calm(from, to time.Duration) bool {
	return !slices.ContainsFunc(o.disturbed, func(d Said) bool { return d.From < to && from < d.To })
}

func (o *Oracle) fault(format string, args ...any) {
	o.found = append(o.found, fmt.Sprintf(format, args...))
}

// Judge returns what was wrong with the talk whose timeline is events.
func (o *Oracle) Judge(events []timeline.Event) []string {
	o.found = nil
	coach, her := o.Line.Coach(), o.Line.Her()
	runs := o.runs()
	o.overlap(coach, her)
	seen := append(slices.Clone(her), o.shown()...) // or heard
	o.answered(coach, seen)
	o.patience(coach, her, runs)
	o.silences(coach, her, runs)
	o.stale(coach, seen, runs)
	o.calls(coach, seen)
	o.coachWritten(coach, bodies[timeline.CoachTurn](events))
	o.ipus(coach, bodies[timeline.IPU](events))
	o.wordTimes(bodies[timeline.CoachTurn](events), bodies[timeline.IPU](events))
	o.herWritten(coach, her, runs, bodies[timeline.ClientTurn](events))
	o.thought(bodies[timeline.CoachTurn](events), bodies[timeline.ClientTurn](events))
	o.taped()
	o.order(events)
	o.faults(events)
	o.once(runs)
	return o.found
}

// run is words of one call of the voice that sounded one after the other.
type run struct {
	from, to time.Duration
	call     *Call
	words    []Sounded
	again    bool // the call has sounded before
}

func (o *Oracle) runs() (out []run) {
	seen := map[*Call]bool{}
	for _, s := range o.Line.Sounded() {
		call := o.Voice.Spoken(s.ID).Call
		if n := len(out); n > 0 && out[n-1].call == call && s.From-out[n-1].to < ms && s.ID >= out[n-1].words[0].ID {
			out[n-1].to = s.To
			out[n-1].words = append(out[n-1].words, s)
			continue
		}
		out = append(out, run{s.From, s.To, call, []Sounded{s}, seen[call]})
		seen[call] = true
	}
	return out
}

func bodies[B timeline.Body](events []timeline.Event) (out []B) {
	for _, e := range events {
		if b, ok := e.Body.(B); ok {
			out = append(out, b)
		}
	}
	return out
}

func (o *Oracle) start() time.Duration {
	if o.Start > 0 {
		return o.Start
	}
	return 600 * ms
}

// engines is how long an answer may take them.
func (o *Oracle) engines() time.Duration {
	return o.Ears.Latency + o.Client.Latency + o.Voice.Latency
}

func (o *Oracle) at(t time.Time) time.Duration { return t.Sub(o.Line.Began()) }

// wordless says that what the coach said takes no turn from her.
func wordless(s Said) bool { return s.Text == "mm-hm" || s.Text == "" }

// overlap: she never begins when the coach has been speaking for a while, and
// gives way to a coach who comes in with words.
func (o *Oracle) overlap(coach, her []Said) {
	for _, c := range coach {
		for _, h := range her {
			both := min(c.To, h.To) - max(c.From, h.From)
			if both <= 200*ms || !o.calm(c.From, min(c.To, h.To)) {
				continue
			}
			if h.From > c.From+200*ms {
				o.fault("she began at %v, %v into the coach's %q", h.From, h.From-c.From, c.Text)
			}
			// The detector's 42 ms and a frame, 300 ms without text, the ear.
			if !wordless(c) && !o.TalksOver && both > o.start()+300*ms+70*ms+o.Line.Ear+20*ms {
				o.fault("both spoke for %v: the coach %v, she %v", both, c, h)
			}
		}
	}
}

// answered: after the coach's words somebody speaks again before long, and
// noises in between do not change that.
func (o *Oracle) answered(coach, her []Said) {
	most := 4200*ms + o.engines() + o.Slack
	type sound struct {
		Said
		hers bool
	}
	var all []sound
	for _, c := range coach {
		all = append(all, sound{c, false})
	}
	for _, h := range her {
		all = append(all, sound{h, true})
	}
	slices.SortStableFunc(all, func(a, b sound) int { return int(a.From - b.From) })
	for i, c := range all {
		inHers := slices.ContainsFunc(her, func(h Said) bool { return h.From < c.From && c.To < h.To })
		if c.hers || wordless(c.Said) || inHers {
			continue
		}
		due := c.To + most
		for _, next := range append(all[i+1:], sound{Said{From: o.Line.Now()}, true}) {
			if !o.calm(c.From, min(due, next.From)) {
				break
			}
			if next.From > due {
				o.fault("nobody spoke for %v after the coach's %q at %v", next.From-c.To, c.Text, c.To)
			}
			if next.hers && next.To > c.To || !wordless(next.Said) || next.From > due {
				break
			}
			due = max(due, next.To+most)
		}
	}
}

// patience: she never answers sooner than the shortest window and think time.
// Words that fell over hers did not take the turn, nor did those into a voice
// that had stalled.
func (o *Oracle) patience(coach, her []Said, runs []run) {
	for i, r := range runs {
		if i > 0 && runs[i-1].call.Failed {
			continue // she goes on after a voice that failed
		}
		for _, c := range coach {
			wait := r.from - c.To
			if slices.ContainsFunc(her, func(h Said) bool { return h.From < c.To && h.To > c.From }) {
				continue
			}
			if !o.Measuring && !wordless(c) && c.To-c.From > 400*ms && o.at(r.call.From) > c.From && wait > 0 && wait < 950*ms && o.calm(c.To, r.from) {
				o.fault("she answered %v after the coach's %q", wait, c.Text)
			}
		}
	}
}

// silences: a silence of the coach's is broken when the scenario says, by one
// move, and not before.
func (o *Oracle) silences(coach, her []Said, runs []run) {
	entry := map[string]time.Duration{}
	first := time.Duration(0)
	for _, d := range o.Silences {
		for _, s := range o.Client.Silence[d] {
			entry[s.Text] = d
			if first == 0 {
				first = d
			}
		}
	}
	if first == 0 || o.Read || o.Faulty {
		return
	}
	moves := 0
	for i, r := range runs {
		end := o.Line.Now()
		if i+1 < len(runs) {
			end = runs[i+1].from
		}
		d, move := entry[r.call.Text]
		spoken := i == 0 || slices.ContainsFunc(coach, func(c Said) bool { return c.From < r.from && c.To > runs[i-1].to && c.To-c.From > 200*ms })
		if spoken || !move || !o.calm(r.from-time.Second, r.from) {
			moves = 0
		}
		if move && !r.again && i > 0 && o.calm(runs[i-1].to, r.from) {
			if moves++; moves > 1 && d < 20*time.Second {
				o.fault("a second move %q in one silence at %v", r.call.Text, r.from)
			}
			if wait := r.from - runs[i-1].to; !spoken && wait < d {
				o.fault("%q came %v after her last sound, not %v", r.call.Text, wait, d)
			}
		}
		limit := first
		if move {
			limit = 25 * time.Second
		}
		if move && d > 20*time.Second {
			continue
		}
		limit += o.engines() + o.Slack + 500*ms
		quiet := !slices.ContainsFunc(coach, func(c Said) bool { return c.From < r.to+limit && c.To > r.from })
		if quiet && end-r.to > limit && o.calm(r.to, r.to+limit) {
			o.fault("the silence after %q at %v was left alone for %v", r.call.Text, r.to, end-r.to)
		}
	}
}

// stale: what was being thought or spoken when the coach began is not heard later.
func (o *Oracle) stale(coach, her []Said, runs []run) {
	for _, r := range runs {
		asked := o.at(r.call.From)
		if r.again || slices.Contains(o.Own, r.call.Text) || slices.ContainsFunc(her, func(h Said) bool { return h.From < r.from && h.To > asked }) {
			continue
		}
		for _, c := range coach {
			if min(c.To, r.from)-max(c.From, asked) > 450*ms && o.calm(c.From, r.from) {
				o.fault("%q was thought of at %v, before the coach's %q at %v, and heard at %v", r.call.Text, asked, c.Text, c.From, r.from)
			}
		}
	}
}

// calls: engines stop working for a reply that is cut or dropped.
func (o *Oracle) calls(coach, her []Said) {
	outlives := func(c Call, at time.Duration) bool {
		return o.at(c.From) < at && (c.To.IsZero() || o.at(c.To) > at+5*ms) && !slices.Contains(o.Own, c.Text)
	}
	for _, cut := range o.Line.Cuts() {
		for _, c := range append(o.Voice.Calls(), o.Client.Calls()...) {
			if outlives(c, cut) {
				o.fault("a call for %q goes on after the cut at %v", c.Text, cut)
			}
		}
	}
	for _, call := range o.Client.Calls() {
		for _, c := range coach {
			by := c.From + 450*ms
			thinking := !slices.ContainsFunc(her, func(h Said) bool { return h.To > o.at(call.From) && h.From < by })
			if o.at(call.From) < c.From && c.To > by && thinking && outlives(call, by) && o.calm(o.at(call.From), by) {
				o.fault("the client thinks on over the coach's %q at %v", c.Text, c.From)
			}
		}
	}
	for name, busy := range map[string]int32{"ears": o.Ears.Busy.Load(), "voice": o.Voice.Busy.Load(), "client": o.Client.Busy.Load()} {
		if busy != 0 {
			o.fault("%d calls of the %s outlive the practice", busy, name)
		}
	}
}
