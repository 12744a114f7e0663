package export

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"stillpoint/analysis"
	"stillpoint/dialogue/timeline"
)

// A lane is a row of marks above the recording: one tier of an annotation
// file. Its marks are clean, ordered by from and may overlap.
type lane struct {
	name  string
	about timeline.Side // whose, or neither's
	point bool          // what counts is where a mark begins
	marks []mark
}

// A mark is a text beside a stretch of media time, 0 <= from < to.
type mark struct {
	from, to timeline.Ms
	text     string
}

// latest is the last place that a mark may have: some formats, and many
// programs that read them, count in 32 bits.
const latest = timeline.Ms(500 * 60 * 60 * 1000)

// at is a mark at least 1 ms long, wherever from and to are.
func at(from, to timeline.Ms, text string) mark {
	from = min(max(from, 0), latest)
	return mark{from, min(max(to, from+1), latest+1), clean(text)}
}

// voiced is the name of the lane of the coach's voice, without words.
const voiced = "coach voice"

// lanes is all of a practice that has a place in time.
func lanes(tl timeline.Timeline, r analysis.Report) []lane {
	all := []lane{
		{name: voiced, about: timeline.Coach, marks: ipus(tl)},
		{name: "coach", about: timeline.Coach},
		{name: "client", about: timeline.Client},
		{name: "client unsaid", about: timeline.Client},
		{name: "silences"},
		{name: "overlaps"},
		{name: "markers", point: true},
	}
	for _, s := range speech(tl) {
		switch {
		case s.side == timeline.Coach:
			all[1].marks = append(all[1].marks, mark{s.from, s.to, cmp.Or(s.text, "[no words]")})
		case s.text != "":
			all[2].marks = append(all[2].marks, s.mark)
		}
		if s.unsaid.text != "" {
			all[3].marks = append(all[3].marks, s.unsaid)
		}
	}
	for _, s := range r.Silences {
		text := s.Kind
		if s.Held {
			text += " held"
		}
		all[4].marks = append(all[4].marks, at(s.From, s.To, text))
	}
	for _, o := range r.Overlaps {
		text := o.Kind
		if o.WordsLost > 0 {
			text = fmt.Sprintf("%s, words lost: %d", text, o.WordsLost)
		}
		all[5].marks = append(all[5].marks, at(o.From, o.To, text))
	}
	for _, e := range r.Evidence {
		all[6].marks = append(all[6].marks, at(e.From, e.To, found(e)))
	}
	if l := coachWords(tl); len(l.marks) > 0 {
		all = slices.Insert(all, 2, l)
	}
	for _, l := range all {
		slices.SortStableFunc(l.marks, func(a, b mark) int { return cmp.Compare(a.from, b.from) })
	}
	return all
}

// found is a piece of evidence in one line.
func found(e analysis.Evidence) string {
	text := e.Code + " " + e.Verdict
	for _, q := range []*analysis.Quote{e.Client, e.Coach} {
		if q != nil && q.Quote != "" {
			text += " “" + q.Quote + "”"
		}
	}
	return text
}

// coachWords is the coach's words one by one, where their times are known. The
// lane's name says when some of the times are estimates. Words that a person
// corrected have none.
func coachWords(tl timeline.Timeline) lane {
	l := lane{name: "coach words", about: timeline.Coach}
	corrected := corrections(tl)
	for _, e := range tl.Events {
		b, ok := e.Body.(timeline.CoachTurn)
		if better, is := corrected[e.Seq]; !ok || b.Echo || is && better != b.Text {
			continue
		}
		for _, w := range b.Words {
			if m := at(w.From, w.To, w.Text); m.text != "" {
				l.marks = append(l.marks, m)
			}
		}
		if b.WordsEstimated {
			l.name = "coach words, estimated"
		}
	}
	return l
}

// corrections are the words of coach events as a person corrected them, by seq.
func corrections(tl timeline.Timeline) map[int]string {
	better := map[int]string{}
	for _, e := range tl.Events {
		if c, ok := e.Body.(timeline.Correction); ok {
			better[c.Of] = c.Text
		}
	}
	return better
}

func ipus(tl timeline.Timeline) (marks []mark) {
	for _, e := range tl.Events {
		if ipu, ok := e.Body.(timeline.IPU); ok && ipu.Side == timeline.Coach {
			marks = append(marks, at(ipu.From, ipu.To, "speech"))
		}
	}
	return marks
}

// said is what one side said in one go: a turn of the coach's, or what the
// client said between two planned pauses.
type said struct {
	side timeline.Side
	mark
	unsaid mark // what she would have gone on to say, where she was cut off
}

// speech is what was said, as heard, and as a person corrected it. What the
// coach's microphone picked up of the client is left out.
func speech(tl timeline.Timeline) []said {
	better := corrections(tl)
	var all []said
	var begun *said // her newest utterance, while nothing says how it ended
	for _, e := range tl.Events {
		switch b := e.Body.(type) {
		case timeline.CoachTurn:
			if text, ok := better[e.Seq]; ok {
				b.Text = text
			}
			if !b.Echo {
				all = append(all, said{timeline.Coach, at(b.From, b.To, b.Text), mark{}})
			}
		case timeline.ClientStart:
			begun = &said{timeline.Client, at(e.At, tl.Length, ""), at(e.At, tl.Length, b.Text)}
		case timeline.ClientTurn:
			begun = nil
			all = append(all, heard(b)...)
		}
	}
	if begun != nil {
		all = append(all, *begun)
	}
	slices.SortStableFunc(all, func(a, b said) int { return cmp.Compare(a.from, b.from) })
	return all
}

// heard is one utterance of the client's.
func heard(t timeline.ClientTurn) (all []said) {
	for _, p := range t.Pieces {
		if !p.Pause && p.Text != "" {
			all = append(all, said{timeline.Client, at(p.From, p.To, p.Text), mark{}})
		}
	}
	if all == nil {
		all = []said{{timeline.Client, at(t.From, t.To, t.Text), mark{}}}
	}
	last := &all[len(all)-1]
	switch {
	case t.Cut == nil:
		last.unsaid = at(last.from, last.to, t.Unheard)
	case !t.Cut.False:
		last.unsaid = at(t.Cut.Onset, t.Cut.Stopped, t.Unheard)
	}
	return all
}

// flatten makes tiers of which no two marks overlap. Each mark keeps its
// start: one that goes on into the next ends there, and those that start
// together become one, as long as the longest.
func flatten(marks []mark) []mark {
	var flat []mark
	for _, m := range marks {
		if m.text == "" {
			continue
		}
		if len(flat) == 0 {
			flat = append(flat, m)
			continue
		}
		last := &flat[len(flat)-1]
		if m.from == last.from {
			last.to, last.text = max(last.to, m.to), last.text+" | "+m.text
			continue
		}
		last.to = min(last.to, m.from)
		flat = append(flat, m)
	}
	return flat
}

// end is where the practice ends, and all that stands in it.
func end(tl timeline.Timeline, all []lane) timeline.Ms {
	last := at(0, tl.Length, "").to
	for _, l := range all {
		for _, m := range l.marks {
			last = max(last, m.to)
		}
	}
	return last
}

// seconds is t with the given decimals, 3 or more.
func seconds(t timeline.Ms, decimals int) string {
	return fmt.Sprintf("%d.%03d%s", t/1000, t%1000, strings.Repeat("0", decimals-3))
}

// clean is text on one line, without what some format may not hold: bytes
// that are no UTF-8, control characters, and the two code points above all
// others of the first plane (XML 1.0, Char; WebVTT 4.1; Praat ends a text at
// NUL). White space is one space, and none at either end.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r < ' ', 0x7F <= r && r < 0xA0, r == '\u2028', r == '\u2029':
			return ' '
		case r == '\uFFFE', r == '\uFFFF':
			return '\uFFFD'
		}
		return r
	}, text)
	return strings.Join(strings.Fields(text), " ")
}
