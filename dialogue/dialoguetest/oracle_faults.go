package dialoguetest

import (
	"slices"
	"strings"
	"time"

	"stillpoint/dialogue/timeline"
)

// readWord is how long a word that cannot be heard is shown.
const readWord = 330 * time.Millisecond

// mute says that the voice made no sound at all of what text is a part of.
func (o *Oracle) mute(text string) bool {
	return slices.ContainsFunc(o.Voice.Calls(), func(c Call) bool {
		return c.Failed && c.Words == 0 && strings.Contains(" "+c.Text+" ", " "+text+" ")
	})
}

// shown are words of hers that could only be read.
func (o *Oracle) shown() (out []Said) {
	if o.Page == nil {
		return nil
	}
	for _, s := range o.Page.Her {
		if at := o.at(s.At); o.mute(s.Text) {
			out = append(out, Said{at, at + time.Duration(len(strings.Fields(s.Text)))*readWord, s.Text})
		}
	}
	return out
}

// faults: what an engine failed to do, and what that did to the talk, is in the
// timeline.
func (o *Oracle) faults(events []timeline.Event) {
	told := map[string]int{}
	for _, f := range bodies[timeline.Fault](events) {
		told[f.Engine]++
		if f.What == "" || f.Recovered == "" {
			o.fault("a fault that says nothing: %+v", f)
		}
	}
	turns := bodies[timeline.ClientTurn](events)
	voice, words, asked := 0, 0, map[string]bool{}
	for _, c := range o.Voice.Calls() {
		if asked[c.Text] {
			continue
		}
		asked[c.Text] = true
		spoken := slices.ContainsFunc(o.Voice.Calls(), func(other Call) bool { return other.Text == c.Text && other.Words > 0 })
		if c.Failed && !spoken && slices.ContainsFunc(turns, func(t timeline.ClientTurn) bool {
			return slices.ContainsFunc(t.Pieces, func(p timeline.Piece) bool { return p.Text == c.Text })
		}) {
			voice++
		}
	}
	for _, t := range turns {
		if t.Why == timeline.WhyFallback {
			words++
		}
	}
	lost := 0
	for _, c := range bodies[timeline.CoachTurn](events) {
		said := o.Line.Words(c.From.Duration(), c.To.Duration())
		if c.Text == "" && !c.Typed && said != "" {
			lost++
		}
	}
	lost -= int(o.Ears.Brought.Load())
	if told["tts"] < voice || told["llm"] < words || told["stt"] < lost && o.Faulty {
		o.fault("%v faults are told of; the voice was mute %d times, she had no words %d times and %d turns were lost", told, voice, words, lost)
	}
}

// once: no word of her lines is heard twice, but for those of a clause that was
// cut and that she begins anew; and never those of a sentence that broke off.
func (o *Oracle) once(runs []run) {
	lines := map[string]bool{}
	for _, l := range o.Client.Lines {
		for _, s := range l {
			lines[s.Text] = true
		}
	}
	inLine := func(text string) bool {
		for l := range lines {
			if strings.Contains(l, text) {
				return true
			}
		}
		return false
	}
	type heard struct {
		at     time.Duration
		broken bool
	}
	before := map[string]heard{}
	if !o.Exact {
		return // their words are not all different
	}
	for _, r := range runs {
		if !inLine(r.call.Text) {
			continue
		}
		for _, w := range r.words {
			if w.To-w.From <= PerWord/2+20*ms { // as well unheard as heard
				continue
			}
			word := o.Voice.Spoken(w.ID).Word
			if h, ok := before[word]; ok {
				cut := slices.ContainsFunc(o.Line.Cuts(), func(at time.Duration) bool { return at > h.at && at < w.From })
				if h.broken || !cut {
					o.fault("%q was heard at %v and again at %v", word, h.at, w.From)
				}
			}
			told := slices.ContainsFunc(o.Line.Cuts(), func(at time.Duration) bool { return (at - o.at(r.call.To)).Abs() < 5*ms })
			before[word] = heard{w.From, r.call.Failed && !told} // it failed before anybody stopped it
		}
	}
}
