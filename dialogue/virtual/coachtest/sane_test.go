package coachtest

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/analysis/verbal"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
)

// sane checks what holds of every talk, whoever coaches.
func sane(t *testing.T, p Practice) {
	t.Helper()
	s := p.Scenario
	bad := func(format string, args ...any) {
		t.Helper()
		t.Errorf("%s, %s: "+format, append([]any{s.ID, p.Coach}, args...)...)
	}
	lines, silences := map[string]*scenario.Line{}, words(s)
	for i := range s.Lines {
		lines[s.Lines[i].ID] = &s.Lines[i]
	}
	said, sought, asked, ends := map[string]bool{}, 0, false, 0
	open, coach, seq := 0, timeline.CoachTurn{}, 0
	for _, e := range p.Events {
		if e.Seq != seq+1 {
			bad("event %d follows %d", e.Seq, seq)
		}
		seq = e.Seq
		switch b := e.Body.(type) {
		case timeline.CoachTurn:
			coach = b
			if b.From >= b.To || b.Decided < b.To || b.Final < b.To || b.Text == "" && !b.Backchannel {
				bad("coach turn %+v", b)
			}
		case timeline.TrustStep:
			open = b.Open
			if b.Turn != coach.Turn || b.Trust < 0 || b.Trust > 100 || b.Guard < 0 || b.Guard > 3 || b.Open < 0 || b.Open > 3 {
				bad("trust step %+v after turn %d", b, coach.Turn)
			}
		case timeline.End:
			ends++
			if b.Cause != "time" {
				bad("ends by %s", b.Cause)
			}
		case timeline.Fault:
			bad("fault %+v", b)
		case timeline.ClientTurn:
			line := lines[b.Line]
			switch {
			case b.From >= b.To || len(b.Pieces) == 0:
				bad("utterance %+v", b)
			case line != nil && b.Why != timeline.WhyResume && said[b.Line] && b.Unheard == "":
				bad("says %q twice", b.Text)
			case line != nil && line.Layer > open && b.Why != timeline.WhyOpening:
				bad("says %q of layer %d at open %d", b.Text, line.Layer, open)
			case b.Why == timeline.WhySilence && line == nil && !silences[b.Text] && b.Unheard == "":
				bad("says %q into a silence", b.Text)
			}
			if line != nil && b.Unheard == "" {
				said[b.Line] = true
			}
			if strings.HasPrefix(b.Line, "advice_seeking/") {
				sought++
			}
			asks := strings.HasSuffix(strings.TrimRight(b.Text, "—… "), "?")
			if asks && asked && b.Why == timeline.WhyReply && line != nil {
				bad("asks twice in a row, %q", b.Text)
			}
			asked = asks
			for i, piece := range b.Pieces {
				if piece.To < piece.From || i > 0 && piece.From < b.Pieces[i-1].To {
					bad("pieces %+v", b.Pieces)
				}
				if d := (piece.To - piece.From).Duration(); piece.Pause && d > 3*time.Second+50*time.Millisecond {
					bad("a pause of %v", d)
				}
			}
			if b.Why == timeline.WhyReply && b.Turn == coach.Turn && b.Turn > 0 {
				span := thought(s, b, line)
				if think, chosen := b.Think.Duration(), max(span.Min, 0); think < chosen || think > max(span.Max+time.Second, (coach.Decided-coach.To).Duration()+300*time.Millisecond) {
					bad("thinks %v before %q, of %v to %v", think, b.Text, span.Min, span.Max)
				}
			}
		}
	}
	if sought > s.Contract.AdviceSeeking.MaxPerPractice {
		bad("asks for advice %d times", sought)
	}
	if _, err := json.Marshal(p.Events); err != nil {
		bad("%v", err)
	}
	if _, last := p.Events[len(p.Events)-1].Body.(timeline.End); ends != 1 || !last {
		bad("ends %d times, at last in %+v", ends, p.Events[len(p.Events)-1].Body)
	}
}

func thought(s *scenario.Scenario, b timeline.ClientTurn, line *scenario.Line) scenario.Range {
	if line == nil {
		return s.Think.Thin
	}
	return s.Think.Layer[line.Layer]
}

// words is what the file has her say into silences.
func words(s *scenario.Scenario) map[string]bool {
	out := map[string]bool{}
	for _, e := range s.Silence {
		for _, text := range e.Do.Say {
			var all []string
			for _, p := range text.Pieces {
				if p.Words != "" {
					all = append(all, p.Words)
				}
			}
			out[strings.Join(all, " ")] = true
		}
	}
	return out
}

// shorter checks how much she says a turn, over all talks: 12 to 25 words,
// fewer the deeper.
func shorter(t *testing.T, surveys []Survey) {
	t.Helper()
	type mean struct{ words, turns float64 }
	by := map[string]*[4]mean{}
	for _, s := range surveys {
		if by[s.Scenario] == nil {
			by[s.Scenario] = &[4]mean{}
		}
		for _, p := range s.Practices {
			for _, e := range p.Events {
				if b, ok := e.Body.(timeline.ClientTurn); ok && b.Why == timeline.WhyReply && b.Unheard == "" && !strings.Contains(b.Line, "/") {
					m := &by[s.Scenario][b.Layer]
					m.words += float64(len(strings.Fields(b.Text)))
					m.turns++
				}
			}
		}
	}
	for id, m := range by {
		surface := m[0].words / m[0].turns
		if surface < 12 || surface > 26 {
			t.Errorf("%s: %.1f words a turn at the surface", id, surface)
		}
		if deep := m[3]; deep.turns > 20 && deep.words/deep.turns >= surface {
			t.Errorf("%s: %.1f words a turn at the bottom, %.1f at the surface", id, deep.words/deep.turns, surface)
		}
	}
}

// She thinks a second more after a question about a feeling, of which the time
// it takes to see that the coach's turn is over swallows a part.
func TestFeelingQuestionsTakeLonger(t *testing.T) {
	if raced {
		t.Skip("one talk at a time: nothing to race for")
	}
	s := scenarios(t)[0]
	m := persona.NewLexical(s)
	var think [2][]time.Duration
	for seed := range uint64(48) {
		p, err := Hold(t.Context(), s, m, Coaches()[0], seed)
		if err != nil {
			t.Fatal(err)
		}
		felt := 0
		for _, e := range p.Events {
			switch b := e.Body.(type) {
			case timeline.CoachTurn:
				felt = 0
				switch {
				case strings.HasSuffix(b.Text, "that like for you?"):
					felt = 1
				case strings.HasSuffix(b.Text, " for you?"), verbal.AsksFeeling(b.Text):
					felt = -1
				}
			case timeline.ClientTurn:
				if felt >= 0 && b.Why == timeline.WhyReply && b.Layer == 0 && !strings.Contains(b.Line, "/") {
					think[felt] = append(think[felt], b.Think.Duration())
				}
			}
		}
	}
	median := func(d []time.Duration) time.Duration { slices.Sort(d); return d[len(d)/2] }
	if len(think[0]) < 8 || len(think[1]) < 8 {
		t.Fatalf("%d and %d answers", len(think[0]), len(think[1]))
	}
	if plain, felt := median(think[0]), median(think[1]); felt-plain < 250*time.Millisecond {
		t.Errorf("thinks %v after a question about a feeling, %v else", felt, plain)
	}
}
