package phoneme

import (
	"slices"
	"strings"
)

// special reads the few words whose sound the dictionaries leave open.
func (s *sentence) special(i int, lower string, next byte) (string, bool) {
	gb := s.lex.accent == GB
	switch lower {
	case "a":
		if next == 0 && s.tokens[i].text == "A" || s.before(i, 1) == "an" || s.before(i, 1) == "plan" {
			return "ˈA", true
		}
		return "ɐ", true
	case "an":
		return "ɐn", true
	case "i":
		return "ˌI", true
	case "am":
		if s.tokens[i].text == "am" && next != 0 {
			return "ɐm", true
		}
	case "the":
		if next == 'v' {
			return "ði", true
		}
		return "ðə", true
	case "to":
		switch {
		case next == 'v':
			return "tʊ", true
		case next == 'c':
			return "tə", true
		case gb:
			return "tuː", true
		}
		return "tu", true
	case "in":
		if next == 0 {
			return "ˈɪn", true
		}
		return "ɪn", true
	case "used":
		if s.after(i, 1) == "to" {
			if gb {
				return "jˈuːst", true
			}
			return "jˈust", true
		}
	}
	return "", false
}

// before and after give the n-th word before or after the i-th token in lower
// case, or "" when a pause lies between.
func (s *sentence) before(i, n int) string { return s.neighbour(i, -1, n) }
func (s *sentence) after(i, n int) string  { return s.neighbour(i, +1, n) }

func (s *sentence) neighbour(i, step, n int) string {
	for i += step; i >= 0 && i < len(s.tokens); i += step {
		t := s.tokens[i]
		if !t.word {
			if strings.Contains(`“”`, t.text) {
				continue
			}
			return ""
		}
		if n--; n == 0 {
			return strings.ToLower(t.text)
		}
	}
	return ""
}

// Word classes, as far as the rules below need them.
var (
	determiners = words("a an the my your his her our their its this these those some any no every each another either what which whose such both all own")
	adjectives  = words("new old good bad big little small first last next same only whole real other best worst great long short quick daily weekly annual written")
	pronouns    = words("i you we they who he she it people everyone everybody someone somebody nobody i'll you'll we'll they'll he'll she'll it'll i'd you'd we'd they'd he'd she'd let's")
	modals      = words("can could will would should may might must shall do does did don't doesn't didn't can't couldn't won't wouldn't shouldn't cannot to let lets helps help make makes made please")
	adverbs     = words("not never always really just still even only also often usually sometimes actually probably then rather simply almost finally ever soon kind sort")
	objects     = words("the a an my your his her our their this that these those it them him me us you everything something anything nothing what how people myself yourself")
	of          = words("of in on at with for by about without from between after before into under during")
	beHave      = words("have has had i've you've we've they've she's he's having was were been be is are being i'd'd get got gets getting well never be")
	pastHints   = words("yesterday ago once already earlier was were had said went told thought came did got felt knew saw took last then")
	spoken      = words("i you he she it we they there i'm i've i'd i'll you're you've he's she's it's we're we've they're there's my your his her our their the a an if nobody everyone everybody people someone something jonas")
)

func words(list string) map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(list) {
		m[w] = true
	}
	return m
}

// part guesses the part of speech of the i-th token, for an entry whose sound
// depends on it. It answers with a key of the dictionaries, or "".
func (s *sentence) part(i int, e entry, next byte) string {
	lower := strings.ToLower(s.tokens[i].text)
	if next == 0 && e.has("None") {
		return "None"
	}
	switch lower {
	case "that":
		if follows := s.after(i, 1); spoken[follows] {
			return ""
		}
		return "DT"
	case "read", "reread":
		return s.read3(i)
	case "wound":
		if s.after(i, 1) == "up" || s.after(i, 1) == "down" {
			return "VBD"
		}
		return ""
	case "close", "closes":
		return s.close(i)
	case "minute":
		if b := s.before(i, 1); b == "so" || b == "very" || b == "most" || strings.HasPrefix(s.after(i, 1), "detail") {
			return "ADJ"
		}
		return ""
	case "live":
		if b := s.before(i, 1); b == "a" || b == "the" || b == "go" || b == "went" || b == "going" || b == "is" || b == "it's" || b == "watch" {
			return ""
		}
		return "VERB"
	case "overall", "underground", "uphill", "downstairs":
		if s.after(i, 1) == "" {
			return "ADV"
		}
		return "ADJ"
	case "learned", "dogged", "ragged", "jagged", "crooked", "moped":
		if determiners[s.before(i, 1)] && s.after(i, 1) != "" {
			return "ADJ"
		}
		return ""
	}
	return s.nounOrVerb(i, lower)
}

// nounOrVerb looks at the neighbours.
func (s *sentence) nounOrVerb(i int, lower string) string {
	k := 1
	for k < 4 && adverbs[s.before(i, k)] {
		k++
	}
	prev, follows := s.before(i, k), s.after(i, 1)
	plural := strings.HasSuffix(lower, "s")
	switch {
	case determiners[prev] || strings.HasSuffix(prev, "'s") && !slices.Contains([]string{"it's", "that's", "he's", "she's", "what's", "who's", "there's", "let's"}, prev):
		if k > 1 && prev != "a" && prev != "the" {
			return "VERB"
		}
		if follows != "" && !of[follows] && !modals[follows] && !beHave[follows] && !objects[follows] && !slices.Contains([]string{"and", "or", "but", "that", "is", "who", "because", "so", "when", "ago", "later", "now", "here", "there", "too", "today", "again"}, follows) {
			return "ADJ"
		}
		return "NOUN"
	case pronouns[prev] || modals[prev]:
		return "VERB"
	case adjectives[prev] || of[prev]:
		return "NOUN"
	case objects[follows]:
		return "VERB"
	case plural && of[follows]:
		return "VERB" // my mother lives in
	case beHave[prev] && prev != "had" && prev != "have" && prev != "has" && prev != "got":
		return "ADJ"
	case prev == "":
		return ""
	}
	return "NOUN"
}

// read3 tells "read" (to, will, do) from "read" (had, yesterday, he).
func (s *sentence) read3(i int) string {
	k := 1
	for k < 4 && adverbs[s.before(i, k)] {
		k++
	}
	prev := s.before(i, k)
	switch {
	case modals[prev]:
		return ""
	case beHave[prev]:
		return "VBN"
	case prev == "he" || prev == "she" || prev == "who":
		for n := 2; n < 4; n++ {
			if modals[s.before(i, n)] {
				return ""
			}
		}
		return "VBD"
	case pronouns[prev] && modals[s.before(i, k+1)]:
		return "" // did you read
	}
	for n := 1; n <= 12; n++ {
		if pastHints[s.after(i, n)] || pastHints[s.before(i, n)] {
			return "VBD"
		}
	}
	return ""
}

// close tells "close the door" and "the close of" from "a close friend".
func (s *sentence) close(i int) string {
	prev, follows := s.before(i, 1), s.after(i, 1)
	switch {
	case modals[prev] && prev != "made" && prev != "makes" || pronouns[prev]:
		return "VERB"
	case prev == "the" && follows == "of":
		return "NOUN"
	case follows == "to" || determiners[prev] || adverbs[prev]:
		return ""
	case objects[follows] || follows == "down" || follows == "off":
		return "VERB"
	}
	return ""
}
