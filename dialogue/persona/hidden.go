package persona

import (
	"iter"
	"slices"
	"strings"

	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/scenario"
)

// hidden is what is not to be known of her while a layer is the deepest that
// is open: the leak terms of what lies below, and runs of words that only what
// lies below has.
type hidden struct {
	terms     []string
	runs      map[string]bool
	sentences map[string]bool // words of whole ones
	lines     map[string]bool // ids of the lines that lie below
}

// runWords is the length of a run, leastWords that of a sentence. Runs of
// small words alone ("I don't know what") give nothing away and are left out.
const (
	runWords   = 4
	leastWords = 3
)

// below is what is hidden while open is the deepest open layer.
func below(s *scenario.Scenario, open int) *hidden {
	h := &hidden{runs: map[string]bool{}, sentences: map[string]bool{}, lines: map[string]bool{}}
	for layer := open + 1; layer < 4; layer++ {
		for _, term := range s.Layers[layer].LeakTerms {
			if t := strings.Join(lexicon.Tokens(term), " "); t != "" {
				h.terms = append(h.terms, rooted(t))
			}
		}
	}
	free := map[string]bool{}
	for text, layer := range texts(s) {
		if layer <= open {
			for run := range runs(lexicon.Tokens(text), runWords) {
				free[run] = true
			}
			for _, sentence := range inSentences(text) {
				free[strings.Join(lexicon.Tokens(sentence), " ")] = true
			}
		}
	}
	carries := map[string]bool{} // words with a meaning of their own
	for text, layer := range texts(s) {
		if layer <= open {
			continue
		}
		for _, w := range lexicon.Tokens(text) {
			if _, known := carries[w]; !known {
				carries[w] = len(content(w)) > 0
			}
		}
		for run := range runs(lexicon.Tokens(text), runWords) {
			if !free[run] && slices.ContainsFunc(strings.Fields(run), func(w string) bool { return carries[w] }) {
				h.runs[run] = true
			}
		}
		for _, sentence := range inSentences(text) {
			if words := lexicon.Tokens(sentence); len(words) >= leastWords && !free[strings.Join(words, " ")] {
				h.sentences[strings.Join(words, " ")] = true
			}
		}
	}
	for _, line := range s.Lines {
		if line.Layer > open {
			h.lines[line.ID] = true
		}
	}
	return h
}

// rooted leaves the end of a term open: "lonely" is also in "loneliness".
func rooted(term string) string {
	if n := len(term); n > 4 && term[n-1] == 'y' {
		return term[:n-1]
	}
	return term
}

// gives says what text gives away; it is empty when it gives nothing away.
func (h *hidden) gives(text string) string {
	tokens := unspelled(lexicon.Tokens(text))
	joined := " " + strings.Join(tokens, " ")
	for _, term := range h.terms {
		if strings.Contains(joined, " "+term) {
			return term
		}
	}
	for run := range runs(tokens, runWords) {
		if h.runs[run] {
			return run
		}
	}
	for _, sentence := range inSentences(text) {
		if words := strings.Join(lexicon.Tokens(sentence), " "); h.sentences[words] {
			return words
		}
	}
	return ""
}

// unspelled joins words spelled letter by letter: a s h a m e d.
func unspelled(tokens []string) []string {
	var all []string
	for i := 0; i < len(tokens); {
		n := i
		for n < len(tokens) && len(tokens[n]) == 1 {
			n++
		}
		if n-i >= 3 {
			all = append(all, strings.Join(tokens[i:n], ""))
			i = n
			continue
		}
		all = append(all, tokens[i])
		i++
	}
	return all
}

// spare is text without the sentences that give something away.
func (h *hidden) spare(text string) string {
	if h.gives(text) == "" {
		return text
	}
	var kept []string
	for _, s := range inSentences(text) {
		if h.gives(s) == "" {
			kept = append(kept, s)
		} else if len(kept) == 0 || kept[len(kept)-1] != "…" {
			kept = append(kept, "…")
		}
	}
	if said := strings.Join(kept, " "); h.gives(said) == "" {
		return said
	}
	return "…"
}

// inSentences are the sentences of text, their marks included.
func inSentences(text string) []string {
	var all []string
	from := 0
	for i := 0; i < len(text); {
		n := markLen(text[i:])
		if i += max(n, 1); i == len(text) || n > 0 && text[i] == ' ' {
			if s := strings.TrimSpace(text[from:i]); s != "" {
				all = append(all, s)
			}
			from = i
		}
	}
	return all
}

// texts are what the file says of her, each with the layer it belongs to. What
// belongs to no layer is at the surface.
func texts(s *scenario.Scenario) iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		for layer, l := range s.Layers {
			if !yield(l.Holds, layer) {
				return
			}
		}
		for i := range s.Lines {
			if !yield(s.Lines[i].Text.Words(), s.Lines[i].Layer) {
				return
			}
		}
		for _, text := range surface(s) {
			if !yield(text, 0) {
				return
			}
		}
	}
}

// surface is all that may be known of her at any time, beside the lines.
func surface(s *scenario.Scenario) []string {
	p := s.Person
	all := []string{p.Name, p.Role, p.Family, p.Voice.Pace, p.Voice.Register, s.Contract.AskedFor, s.Contract.KnowsThisIs, s.Opening.Text.Words()}
	all = append(all, s.Facts...)
	all = append(all, p.Values...)
	all = append(all, p.Strengths...)
	all = append(all, p.Voice.Habits...)
	all = append(all, s.Contract.DoesNotWant...)
	for word, means := range p.OwnWords {
		all = append(all, word+" "+means)
	}
	add := func(variants []scenario.Text) {
		for _, t := range variants {
			all = append(all, t.Words())
		}
	}
	for _, variants := range s.Moves {
		add(variants)
	}
	for _, e := range s.Silence {
		add(e.Do.Say)
	}
	for _, e := range s.Interrupted {
		add(e.Say)
	}
	for _, t := range s.Topics {
		add(t.Say)
	}
	return all
}

// runs are the runs of n words in tokens.
func runs(tokens []string, n int) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := 0; i+n <= len(tokens); i++ {
			if !yield(strings.Join(tokens[i:i+n], " ")) {
				return
			}
		}
	}
}
