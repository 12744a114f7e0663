package dialoguetest

import (
	"slices"
	"strings"
	"time"

	"stillpoint/dialogue/timeline"
)

// order: the timeline is whole.
func (o *Oracle) order(events []timeline.Event) {
	ends := 0
	for i, e := range events {
		if e.Seq != i+1 || i > 0 && e.At < events[i-1].At {
			o.fault("event %d is out of order: %+v", i, e)
		}
		if _, ok := e.Body.(timeline.End); ok {
			ends++
		}
	}
	if n := len(events); (!o.LosesWords || o.Faulty) && (n == 0 || ends != 1 || events[n-1].Body.Kind() != "end") {
		o.fault("%d ends in the timeline, the last of %d events is another", ends, n)
	}
}

// coachWritten: the timeline has the coach's words, each once and in order,
// where the script has them.
func (o *Oracle) coachWritten(coach []Said, turns []timeline.CoachTurn) {
	type word struct {
		text string
		may  bool // be missing
	}
	var said []word
	for _, c := range coach {
		for _, w := range strings.Fields(c.Text) {
			said = append(said, word{w, o.LosesWords || !o.calm(c.From, c.To)})
		}
	}
	slices.SortStableFunc(turns, func(a, b timeline.CoachTurn) int { return int(a.From - b.From) })
	for _, t := range turns {
		if t.Typed {
			continue
		}
		for _, w := range strings.Fields(t.Text) {
			for len(said) > 0 && said[0].text != w && said[0].may {
				said = said[1:]
			}
			if len(said) == 0 || said[0].text != w {
				o.fault("%q in %q is not what the coach said next: %v", w, t.Text, said[:min(len(said), 5)])
				return
			}
			said = said[1:]
		}
		from, to := t.From.Duration(), t.To.Duration()
		if !o.calm(from, to+100*ms) {
			continue
		}
		if !near(coach, from-o.Line.Soft, func(s Said) time.Duration { return s.From }) || !near(coach, to, func(s Said) time.Duration { return s.To }) && t.DecidedBy != "cap" {
			o.fault("the coach's turn %d to %d ms is not in the script", t.From, t.To)
		}
		if t.DecidedBy == "silence" && !t.Backchannel && !t.Echo && !o.Measuring && !o.Faulty && t.Decided < t.To+700 && o.calm(from, t.Decided.Duration()) {
			o.fault("the turn until %d ms was decided at %d", t.To, t.Decided)
		}
	}
	if i := slices.IndexFunc(said, func(w word) bool { return !w.may }); i >= 0 {
		o.fault("the coach's words %v are not in the timeline", said[i:])
	}
}

// ipus: each stretch of speech of the script's is an IPU, and nothing else is.
func (o *Oracle) ipus(coach []Said, ipus []timeline.IPU) {
	for _, p := range ipus {
		from, to := p.From.Duration(), p.To.Duration()
		if o.calm(from, to+100*ms) && (!near(coach, from-o.Line.Soft, func(s Said) time.Duration { return s.From }) || !near(coach, to, func(s Said) time.Duration { return s.To })) {
			o.fault("IPU %d to %d ms is not in the script", p.From, p.To)
		}
	}
	for _, c := range coach {
		if c.To-c.From > 250*ms && o.calm(c.From, c.To+300*ms) &&
			!slices.ContainsFunc(ipus, func(p timeline.IPU) bool { return p.From.Duration() < c.To-40*ms && p.To.Duration() > c.From+40*ms }) {
			o.fault("no IPU for %v", c)
		}
	}
}

func near(coach []Said, at time.Duration, edge func(Said) time.Duration) bool {
	return slices.ContainsFunc(coach, func(s Said) bool { return (edge(s) - at).Abs() <= 45*ms })
}

// herWritten: her utterances lie where they sounded and hold the words that did.
func (o *Oracle) herWritten(coach, her []Said, runs []run, turns []timeline.ClientTurn) {
	if o.Read {
		return
	}
	for _, r := range runs {
		if !slices.ContainsFunc(turns, func(t timeline.ClientTurn) bool {
			return t.From.Duration() <= r.from+20*ms && r.to <= t.To.Duration()+20*ms
		}) && o.calm(r.from, r.to) {
			o.fault("%q sounded from %v to %v and is in no utterance", r.call.Text, r.from, r.to)
		}
	}
	for _, t := range turns {
		if !o.calm(t.From.Duration(), t.To.Duration()) {
			continue
		}
		for _, p := range t.Pieces {
			if !p.Pause {
				o.piece(t, p, runs)
			}
		}
		if c := t.Cut; c != nil {
			if !near(coach, c.Onset.Duration(), func(s Said) time.Duration { return s.From }) {
				o.fault("cut at %d ms by nobody", c.Onset)
			}
			read := slices.ContainsFunc(o.shown(), func(s Said) bool { return s.From < c.Stopped.Duration() && c.Stopped.Duration() < s.To+20*ms })
			if !read && !slices.ContainsFunc(her, func(h Said) bool { return (h.To - c.Stopped.Duration()).Abs() <= 20*ms }) {
				o.fault("cut until %d ms, where she did not stop: %v", c.Stopped, her)
			}
		}
		o.planned(t)
	}
}

// thought: she thinks 200 ms longer than it took to know that the coach's turn
// was over, and begins no sooner than she means to.
func (o *Oracle) thought(coach []timeline.CoachTurn, her []timeline.ClientTurn) {
	for _, t := range her {
		i := slices.IndexFunc(coach, func(c timeline.CoachTurn) bool {
			return c.Turn == t.Turn && c.DecidedBy == "silence" && c.Decided == t.Lag.Decided
		})
		if i < 0 || o.Measuring || t.Why != timeline.WhyReply && t.Why != timeline.WhyInterrupted {
			continue
		}
		c := coach[i]
		if !o.calm(c.From.Duration(), t.From.Duration()) {
			continue
		}
		click := slices.ContainsFunc(o.Line.Coach(), func(s Said) bool { return s.From > c.To.Duration() && s.From < c.Decided.Duration() })
		if !click && !o.Faulty && t.Think < c.Decided-c.To+200-60 {
			o.fault("she means to think for %d ms after %q, which was known to be over after %d", t.Think, c.Text, c.Decided-c.To)
		}
		if t.From < c.To+t.Think-45 {
			o.fault("she began %d ms after %q; she meant to think for %d", t.From-c.To, c.Text, t.Think)
		}
	}
}

// piece holds a piece of an utterance against what sounded in it.
func (o *Oracle) piece(t timeline.ClientTurn, p timeline.Piece, runs []run) {
	from, to := p.From.Duration(), p.To.Duration()
	var words []Sounded
	for _, r := range runs {
		for _, w := range r.words {
			if w.From < to-5*ms && w.To > from+5*ms {
				words = append(words, w)
			}
		}
	}
	if len(words) == 0 && o.mute(p.Text) {
		return
	}
	if len(words) == 0 {
		o.fault("%q was written as heard at %v and never sounded", p.Text, from)
		return
	}
	if d := (words[0].From - from).Abs(); d > 20*ms {
		o.fault("%q is written from %v and sounded from %v", p.Text, from, words[0].From)
	}
	if d := (words[len(words)-1].To - to).Abs(); d > 20*ms {
		o.fault("%q is written until %v and sounded until %v", p.Text, to, words[len(words)-1].To)
	}
	var heard []string // a word is heard when its first half is
	for _, w := range words {
		if w.To-w.From > PerWord/2 {
			heard = append(heard, o.Voice.Spoken(w.ID).Word)
		}
	}
	text := strings.Fields(p.Text)
	whole := !o.Breaks && t.Cut == nil && t.Unheard == "" && t.Why != timeline.WhyResume
	if (whole || o.Exact) && !slices.Equal(heard, text) {
		o.fault("%q is written where %q was heard", text, heard)
	}
	if off := len(heard) - len(text); off < -2 || off > 2 {
		o.fault("%q is written where %q was heard", text, heard)
	}
}

// planned: heard and unheard words are the client's own.
func (o *Oracle) planned(t timeline.ClientTurn) {
	var lines [][]string
	all := slices.Clone(o.Client.Lines)
	for _, s := range o.Client.On {
		all = append(all, s)
	}
	for _, s := range o.Client.Silence {
		all = append(all, s)
	}
	for _, l := range all {
		var words []string
		for _, s := range l {
			words = append(words, strings.Fields(s.Text)...)
		}
		lines = append(lines, words)
	}
	var words []string
	for _, p := range t.Pieces {
		if !p.Bridge {
			words = append(words, strings.Fields(p.Text)...)
		}
	}
	unheard := strings.Fields(t.Unheard)
	if o.Breaks && slices.ContainsFunc(lines, func(l []string) bool { return mixed(l, words, unheard, t.Why == timeline.WhyResume) }) {
		return
	}
	words = append(words, unheard...)
	if t.Line == "" && t.Why == timeline.WhyReply || len(words) == 0 || t.Why == timeline.WhyFallback && slices.Contains(o.Own, t.Text) {
		return
	}
	if !slices.ContainsFunc(lines, func(l []string) bool {
		if t.Why == timeline.WhyResume {
			return strings.Contains(" "+strings.Join(l, " ")+" ", " "+strings.Join(words, " ")+" ")
		}
		return len(words) <= len(l) && slices.Equal(words, l[:len(words)])
	}) {
		o.fault("%q and %q are no line of hers", t.Text, t.Unheard)
	}
}

// mixed says that line is the words of a and those of b, each in its order; a
// resumed one begins anywhere in the line.
func mixed(line, a, b []string, resumed bool) bool {
	n := len(a) + len(b)
	if resumed && len(line) > n && mixed(line[1:], a, b, true) {
		return true
	}
	if len(line) < n {
		return false
	}
	for _, w := range line[:n] {
		switch {
		case len(a) > 0 && a[0] == w:
			a = a[1:]
		case len(b) > 0 && b[0] == w:
			b = b[1:]
		default:
			return false
		}
	}
	return true
}

// taped: the tape has what the ear heard, when it heard it.
func (o *Oracle) taped() {
	if o.Tape == nil {
		return
	}
	calm := func(all []Sounded) []Sounded {
		return slices.DeleteFunc(all, func(s Sounded) bool { return !o.calm(s.From, s.To) })
	}
	want, got := calm(o.Line.Sounded()), calm(o.Tape.Sounded())
	for i := range max(len(want), len(got)) {
		var w, g Sounded
		if i < len(want) {
			w = want[i]
		}
		if i < len(got) {
			g = got[i]
		}
		if w.ID != g.ID || (w.From-g.From).Abs() > 2*ms || (w.To-g.To).Abs() > 2*ms {
			o.fault("the tape has %v where she sounded %v", g, w)
			return
		}
	}
}
