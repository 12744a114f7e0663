package persona

import (
	"slices"
	"strings"

	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/scenario"
)

// opener is a short sound or hesitation before a line, most often none. One
// who goes on by herself has first taken in what was said: a sound shows it. A
// line that has hesitations of its own, or a beginning that would clash, gets
// none, nor does one right after another with one.
func (r *answering) opener(line *scenario.Line, byHerself bool) string {
	words := lexicon.Tokens(line.Text.Pieces[0].Words)
	if r.past.opened || r.past.idle > 0 || startsSoftly(line.Text.Pieces[0].Words, words) {
		return ""
	}
	fillers := r.openers[r.sounds:]
	voice := r.Person.Voice.FillersPerTurn
	want := voice.Min + r.rand.IntN(max(voice.Max-voice.Min, 0)+1)
	for _, o := range fillers {
		want -= strings.Count(" "+strings.Join(lexicon.Tokens(line.Text.Source), " ")+" ", " "+strings.Join(o.words, " ")+" ")
	}
	choices := fillers
	if byHerself || line.Layer > 1 {
		choices = r.openers[:r.sounds]
	}
	choices = slices.DeleteFunc(slices.Clone(choices), func(o opener) bool {
		return len(words) == 0 || len(o.words) == 0 || o.words[0] == words[0]
	})
	if want <= 0 || len(choices) == 0 || r.rand.IntN(openerOdds) > 0 {
		return ""
	}
	return choices[r.rand.IntN(len(choices))].text
}

const openerOdds = 3 // one line in so many, of those that may have an opener

// startsSoftly says that a line begins with a hesitation or a link of its own.
func startsSoftly(text string, words []string) bool {
	if strings.HasPrefix(text, "…") || strings.HasPrefix(text, "—") || len(words) == 0 {
		return true
	}
	switch words[0] {
	case "and", "so", "but", "well", "oh", "mm", "hm", "anyway", "right", "yes", "yeah", "no", "sorry", "or", "because":
		return true
	}
	first, _, found := strings.Cut(text, "…")
	return found && len(first) < 12
}
