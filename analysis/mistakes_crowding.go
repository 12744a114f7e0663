package analysis

import (
	"fmt"
	"slices"

	"stillpoint/analysis/timing"
	"stillpoint/analysis/verbal"
	"stillpoint/dialogue/timeline"
)

const (
	breath       timeline.Ms = 1000 // a shorter silence is only between two sentences
	emptyHanded              = 3    // offered pauses, of which none was held
	coldTurns                = 10   // of the coach's, from which a register shows
	coldWeight               = .5
	timingSure               = .85
	afterNothing             = "none of the %d pauses after something that mattered, of which this was the last, was left to stand for 3 s"
)

// crowding is X4: a question added to a question within 3 s, questions stacked
// in one turn, her planned pause spoken into, or no pause held where three or
// more were offered.
func (k *talk) crowding() (out []mistake) {
	for _, i := range k.counted(timeline.Coach) {
		s := &k.turns[i]
		if e, ok := s.read.Find(verbal.Stacked); ok && !s.unsure {
			out = append(out, mistake{k.found("X4", Observed, i, e, "several questions stand on each other, and the client can only answer one"), 1})
		}
	}
	if !k.timed() {
		return out
	}
	offered, held, last := 0, false, timing.Silence{}
	for _, q := range k.t.Silences {
		held = held || q.Held
		if q.Kind == timing.Wait2 && q.Ctx == 1 && q.Eligible > 0 {
			offered++
			last = q
		}
		if i, ok := k.refills(q); ok {
			p := k.partAt(i, q.To)
			quote, _ := k.quote(&k.turns[i], p.at, p.at+1)
			out = append(out, mistake{Evidence{Code: "X4", Verdict: Observed, From: q.From, To: q.To, Coach: quote, Detector: ByTiming, Confidence: timingSure,
				Why: "you had asked, and added more after " + seconds(q.To-q.From)}, 1})
		}
	}
	for _, o := range k.t.Overlaps {
		if o.Kind != string(timing.PauseInterruption) {
			continue
		}
		e := Evidence{Code: "X4", Verdict: Observed, From: o.From, To: o.To, Detector: ByTiming, Confidence: timingSure, Why: "the client had paused, and meant to go on"}
		if i := slices.IndexFunc(k.turns, func(s said) bool {
			return s.side == timeline.Coach && slices.ContainsFunc(s.parts, func(p part) bool { return p.seq == o.Seq })
		}); i >= 0 && !k.turns[i].away {
			p := k.turns[i].parts[slices.IndexFunc(k.turns[i].parts, func(p part) bool { return p.seq == o.Seq })]
			e.Coach, _ = k.quote(&k.turns[i], p.at, p.at+1)
		} else if i >= 0 {
			continue
		}
		out = append(out, mistake{e, o.Weight})
	}
	if offered >= emptyHanded && !held {
		var told *Quote
		if i := slices.IndexFunc(k.turns, func(s said) bool {
			return s.side == timeline.Client && s.to >= last.From-slack && s.from < last.From
		}); i >= 0 {
			told = k.herWords(i, "X4", "")
		}
		out = append(out, mistake{Evidence{Code: "X4", Verdict: Observed, From: last.From, To: last.To, Client: told, Detector: ByTiming, Confidence: .8, Why: fmt.Sprintf(afterNothing, offered)}, 1})
	}
	return out
}

// timed says that the times of this practice can be relied on. How late the
// machine was has no part in it: its time is taken out of every silence before,
// and the same practice counts the same on slower engines.
func (k *talk) timed() bool { return len(k.turns) > 0 && k.t.Assessable }

// refills says that the coach added to a question of their own after silence q:
// in turn i.
func (k *talk) refills(q timing.Silence) (i int, ok bool) {
	if q.EndedBy != timing.ByRefill || q.To-q.From >= timing.RefillLimit || q.To-q.From < breath || k.away(q.From, q.To) {
		return 0, false
	}
	i = slices.IndexFunc(k.turns, func(s said) bool { return s.side == timeline.Coach && s.from < q.To && q.To <= s.to })
	if i < 0 || k.turns[i].away || k.turns[i].unsure {
		return 0, false
	}
	if h := k.hersBefore(i); h != nil && h.her.Asks {
		return 0, false // she asked for it to be said again
	}
	if q.Kind == timing.Own {
		return i, true // timing has seen that a question came before
	}
	p := k.partAt(i, q.From)
	return i, verbal.QuestionKind(p.text) != "" && verbal.ReadTurn(verbal.Context{Heard: []timeline.Utterance{{Side: timeline.Coach, Text: p.text}}, Told: allLayers}).EndsAsking()
}

// partAt is the part of turn i in which at lies, or which ends there.
func (k *talk) partAt(i int, at timeline.Ms) part {
	parts := k.turns[i].parts
	best := parts[0]
	for _, p := range parts {
		if p.from <= at {
			best = p
		}
	}
	return best
}

// coldness is X5: over ten turns or more not one contraction, not one word of
// hers kept, no word one would use with a friend. It is one note a practice, for
// a careful speaker of a second language may sound like it.
func (k *talk) coldness(offers []offer) []mistake {
	coach := k.counted(timeline.Coach)
	if len(coach) < coldTurns {
		return nil
	}
	for _, o := range offers {
		if o.Verdict == Observed && (o.Code == "M2" || o.Code == "M3" || o.Code == "M4" || o.Code == "M5") && !o.quiet {
			return nil
		}
	}
	for _, i := range coach {
		if s := &k.turns[i]; s.unsure || verbal.Contracts(s.text) || verbal.Warm(s.text) {
			return nil
		}
	}
	longest := coach[0]
	for _, i := range coach {
		if len(k.turns[i].text) > len(k.turns[longest].text) {
			longest = i
		}
	}
	why := fmt.Sprintf("in %d turns there is no short form, no word of the client's and none you would use with a friend", len(coach))
	return []mistake{{k.found("X5", Note, longest, k.all(longest, .6), why), coldWeight}}
}
