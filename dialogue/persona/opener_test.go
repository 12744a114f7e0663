package persona

import (
	"slices"
	"testing"

	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/trust"
)

// An opener is a piece of its own that the voice has spoken ahead, now and
// then, never twice in a row, and the line after it is as it stands in the file.
func TestOpeners(t *testing.T) {
	for _, s := range everybody(t) {
		ahead, _ := SpeakAhead(s)
		var sounds []string
		for _, o := range newScript(s).openers {
			sounds = append(sounds, o.text)
		}
		m := NewLexical(s)
		lines, opened := 0, 0
		for seed := range uint64(20) {
			k := &talk{t: t, s: s, client: NewAuthored(s, m, seed), open: 3, events: []trust.Event{{Name: trust.Explore}}}
			before := false
			for n := range 30 {
				said := k.turn([]string{"Tell me more about that.", "What do you like about your work?", "So that is how it goes."}[n%3])
				for _, piece := range said {
					if !slices.Contains(ahead, piece.Text) {
						t.Errorf("%s: %q is not spoken ahead", s.ID, piece.Text)
					}
				}
				i := slices.IndexFunc(s.Lines, func(l scenario.Line) bool { return l.ID == said[0].Line })
				if i < 0 {
					before = false
					continue
				}
				lines++
				pieces := s.Lines[i].Text.Pieces
				extra := len(said) - len(pieces)
				if extra > 0 {
					opened++
					if before || extra > 1 || !slices.Contains(sounds, said[0].Text) || said[1].Pause < openerPause || said[0].Think == 0 {
						t.Errorf("%s: %+v, one before: %v", s.ID, said[:2], before)
					}
				}
				if said[extra].Text != pieces[0].Words || said[0].Line != said[extra].Line {
					t.Errorf("%s: the line is %+v", s.ID, said[extra])
				}
				before = extra > 0
			}
		}
		if share := float64(opened) / float64(lines); share < 0.03 || share > 0.4 {
			t.Errorf("%s: %.0f %% of %d lines have an opener", s.ID, 100*share, lines)
		} else {
			t.Logf("%s: %.0f %% of %d lines have an opener", s.ID, 100*share, lines)
		}
	}
}

// Who tells her how it is for her is taken in before she goes on with something
// else: by a short move of the file's, and by each of them once.
func TestTakesIn(t *testing.T) {
	k := newTalk(t, 1)
	grants := newScript(k.s).grants
	k.client, k.open = NewAuthored(k.s, fixed{{"a10", .1}}, 1), 0
	k.turn("Hello.")
	seen := map[string]bool{}
	for range 30 {
		said := k.turn("It sounds as if doing things properly matters to you.")
		if len(said) > 1 && slices.Contains(grants, said[0].Text) {
			if seen[said[0].Text] {
				t.Errorf("%q, again", said[0].Text)
			}
			seen[said[0].Text] = true
		}
	}
	if len(seen) < 2 {
		t.Errorf("she took in %d of 30: %v", len(seen), seen)
	}
	for _, coach := range []string{"What would you like?", "I see.", "The bus was late."} {
		if said := k.turn(coach); len(said) > 1 && slices.Contains(grants, said[0].Text) {
			t.Errorf("%q is taken in as %q", coach, said[0].Text)
		}
	}
}
