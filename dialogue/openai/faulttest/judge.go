package faulttest

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"stillpoint/dialogue/openai/openaitest"
	"stillpoint/dialogue/timeline"
)

// MostGap is the longest silence above the planned one that a coach is to bear.
const MostGap = 2 * time.Second

// leastTone is how much of a sentence counts as having been spoken.
const leastTone = 40 * time.Millisecond

// judge holds what sounded against what was written.
func (p *practice) judge(lived bool, most time.Duration) Outcome {
	events := p.log.Events()
	sentences := p.server.Sentences()
	for hz, text := range p.voice.sentences() {
		sentences[hz] = text
	}
	heard := tones(p.line.sent, func(hz int) bool { return sentences[hz] != "" })
	p.once(heard, sentences)
	p.written(heard, sentences, events)
	p.understood(events)
	p.noError(sentences, events)
	p.recorded(events)
	p.ended(events)
	o := Outcome{Name: p.Name, Lived: lived, Stall: most, Events: events, Uses: p.uses}
	o.Gap, o.Gaps = p.gaps()
	if o.Gap > p.mostGap()+most {
		p.fault("a gap of %v above the planned one, and the machine stood still for %v", o.Gap, most)
	}
	for _, kind := range []openaitest.Kind{openaitest.Ears, openaitest.Words, openaitest.Voice} {
		o.Requests = append(o.Requests, p.server.Requests(kind)...)
	}
	for _, e := range events {
		if f, ok := e.Body.(timeline.Fault); ok && o.Fault == "" {
			o.Fault, o.StoodIn = f.Engine+": "+f.What, f.Recovered
		}
	}
	o.Wrong = p.wrong
	return o
}

// mostGap is MostGap when one engine is broken; each further one may take its
// patience as well.
func (p *practice) mostGap() time.Duration {
	most := MostGap
	for _, b := range p.Breaks[min(1, len(p.Breaks)):] {
		most += patience[b.Kind]
	}
	return most
}

// once: between two times the coach speaks no sentence sounds for longer than
// it is, whichever voice speaks it.
func (p *practice) once(heard []tone, sentences map[int]string) {
	const seam = 140 * time.Millisecond // an mp3 is longer than its sound
	bounds := append(slices.Clone(p.marks), len(p.line.sent))
	for i, from := range append([]int{0}, p.marks...) {
		all := map[string]time.Duration{}
		for _, s := range heard {
			if s.from >= from && s.from < bounds[i] {
				all[sentences[s.hz]] += s.length()
			}
		}
		for text, d := range all {
			if d > openaitest.ToneLength+seam && !p.overlong() {
				p.fault("%q sounds for %v in one answer", text, d)
			}
		}
	}
}

// overlong says that the server sends more sound than the sentence has.
func (p *practice) overlong() bool {
	return slices.ContainsFunc(p.Breaks, func(b Break) bool { return b.Fault.Overlong })
}

// written: the timeline's words are those that sounded, in their order; of a
// sentence that broke off, its beginning. One that broke off at once may be in
// neither.
func (p *practice) written(heard []tone, sentences map[int]string, events []timeline.Event) {
	var spoken []string
	brief := map[string]bool{}
	end := 0 // of the newest of spoken
	for _, s := range heard {
		text := plain(sentences[s.hz])
		if s.length() < leastTone {
			brief[text] = true
			continue
		}
		again := slices.ContainsFunc(p.marks, func(m int) bool { return m >= end && m <= s.from }) // the coach spoke between
		if len(spoken) == 0 || spoken[len(spoken)-1] != text || again {
			spoken = append(spoken, text)
		}
		end = s.to
	}
	broken := slices.ContainsFunc(p.Breaks, func(b Break) bool { return b.Kind == openaitest.Voice })
	left, said, last := spoken, []string(nil), ""
	for _, c := range bodies[timeline.ClientTurn](events) {
		for _, piece := range c.Pieces {
			text := plain(piece.Text)
			if piece.Pause {
				continue
			}
			said = append(said, text)
			switch {
			case len(left) > 0 && (left[0] == text || broken && strings.HasPrefix(left[0], text)):
				last, left = left[0], left[1:]
			case text != "" && text != last && !slices.ContainsFunc(slices.Collect(maps.Keys(brief)), func(b string) bool { return strings.HasPrefix(b, text) }):
				p.fault("%q is on the timeline and was not heard there", text)
			}
		}
	}
	if len(left) > 0 {
		p.fault("the coach heard %q, the timeline has %q", spoken, said)
	}
}

// plain is text without what a voice does not speak.
func plain(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' }), " ")
}

// understood: each of the coach's lines is on the timeline.
func (p *practice) understood(events []timeline.Event) {
	var all []string
	for _, c := range bodies[timeline.CoachTurn](events) {
		all = append(all, c.Text)
		if !utf8.ValidString(c.Text) || len(c.Text) > 10_000 {
			p.fault("the timeline holds %.100q of the coach's", c.Text)
		}
	}
	for i, text := range coachSays[:len(p.marks)] {
		if !slices.ContainsFunc(all, func(s string) bool { return strings.HasPrefix(s, strings.Fields(text)[0]) }) {
			p.fault("the coach's line %d, %q, is not among %q", i+1, text, all)
		}
	}
}

// noError: nothing that a broken server says is spoken or written as hers.
func (p *practice) noError(sentences map[int]string, events []timeline.Event) {
	check := func(where, text string) {
		if strings.Contains(text, openaitest.Canary) || !utf8.ValidString(text) || strings.ContainsAny(text, "{}<>") {
			p.fault("%s: %.100q", where, text)
		}
	}
	for _, text := range sentences {
		check("a voice was given", text)
	}
	for _, c := range bodies[timeline.ClientTurn](events) {
		check("she said", c.Text+c.Unheard)
	}
}

// recorded: what went wrong is on the timeline, and nothing else.
func (p *practice) recorded(events []timeline.Event) {
	faults := bodies[timeline.Fault](events)
	for _, f := range faults {
		if !slices.ContainsFunc(p.Breaks, func(b Break) bool { return string(b.Kind) == f.Engine }) {
			p.fault("a fault of what was not broken: %+v", f)
		}
		if len(f.What) > 1000 || !utf8.ValidString(f.What) {
			p.fault("a fault of %d bytes: %.100q", len(f.What), f.What)
		}
	}
	for _, b := range p.Breaks {
		whole := b.From == 0 && b.To == 0
		noted := slices.ContainsFunc(faults, func(f timeline.Fault) bool { return f.Engine == string(b.Kind) })
		met := p.server.Broken(b.Kind)
		switch {
		case whole && met == 0:
			p.fault("nobody asked for %s", b.Kind)
		case whole && !noted && !b.Fault.Harmless:
			p.fault("no fault of %s is recorded, which %d requests met", b.Kind, met)
		}
	}
	for _, u := range p.uses {
		if u.Err != nil && !slices.ContainsFunc(faults, func(f timeline.Fault) bool { return f.Engine == string(u.Kind) }) {
			p.fault("the fault of %s (%v) is not recorded", u.Kind, u.Err)
		}
	}
}

func (p *practice) ended(events []timeline.Event) {
	ends := bodies[timeline.End](events)
	if len(ends) != 1 || ends[0].Cause != "coach" {
		p.fault("ends %+v", ends)
	}
}

// gaps are the silences before each answer above the planned think time, and
// the longest of them and of those within an answer.
func (p *practice) gaps() (most time.Duration, before []time.Duration) {
	coach, her := p.line.Coach(), p.line.Her()
	for i, c := range coach {
		next := p.line.Now()
		if i+1 < len(coach) {
			next = coach[i+1].From
		}
		end := c.To + think
		first := true
		for _, h := range her {
			if h.From < c.To || h.From >= next {
				continue
			}
			if first {
				before = append(before, h.From-end)
			}
			most, first = max(most, h.From-end), false
			end = h.To
		}
	}
	return most, before
}

// StandIns are the engines that stood in, by name.
func (o Outcome) StandIns() string {
	var all []string
	for _, u := range o.Uses {
		if u.Next != "" && !slices.Contains(all, u.Next) {
			all = append(all, u.Next)
		}
	}
	for _, f := range bodies[timeline.Fault](o.Events) {
		if f.Recovered != "" && !slices.Contains(all, f.Recovered) {
			all = append(all, f.Recovered)
		}
	}
	return cmp.Or(strings.Join(all, ", "), "-")
}

func bodies[B timeline.Body](events []timeline.Event) (out []B) {
	for _, e := range events {
		if b, ok := e.Body.(B); ok {
			out = append(out, b)
		}
	}
	return out
}
