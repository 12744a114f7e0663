package persona

import (
	"maps"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"stillpoint/dialogue/lexicon"
)

// ledger holds the words she may take people, times and troubles from: those
// of her file as far as it is open, and those the coach has heard her say,
// which are true of her from then on. A model that is not told what lies under
// the surface likes to make something up; what is in no ledger was made up.
type ledger struct {
	known map[string]bool // words, lower-case, without a possessive 's
	stems map[string]bool // of known, for what may be said of people and troubles
}

func (l *ledger) add(text string) {
	if l.known == nil {
		l.known, l.stems = map[string]bool{}, map[string]bool{}
	}
	for _, w := range lexicon.Tokens(text) {
		w = strings.TrimSuffix(w, "'s")
		l.known[w] = true
		l.stems[stem(w)] = true
	}
}

func (l *ledger) copy() ledger { return ledger{maps.Clone(l.known), maps.Clone(l.stems)} }

// invents is the first thing in text that is nowhere in the ledger: a name, a
// relative, a year or month, an illness or a death. It is empty when there is
// none.
func (l *ledger) invents(text string) string {
	starts := true
	words := strings.Fields(text)
	for i, field := range words {
		word := strings.TrimFunc(field, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		begins := starts
		starts = strings.ContainsAny(lastRune(field), ".?!…:—–") || strings.HasSuffix(strings.TrimRight(field, "\"”’"), ".")
		for _, part := range strings.FieldsFunc(word, func(r rune) bool { return r == '-' || r == '—' || r == '–' || r == '/' || r == '…' }) {
			bare := strings.TrimSuffix(strings.ReplaceAll(part, "’", "'"), "'s")
			lower := strings.ToLower(bare)
			if lower == "" || l.known[lower] {
				continue
			}
			switch {
			case (kin[stem(lower)] || troubles[stem(lower)]) && !l.stems[stem(lower)],
				months[lower] && startsUpper(bare),
				isYear(lower),
				hasForeignLetter(lower):
				return bare
			case startsUpper(bare) && !plainCapital(bare):
				if !begins || isName(lower, words[i+1:], part != bare) {
					return bare
				}
			}
			begins = false
		}
	}
	return ""
}

func lastRune(s string) string {
	_, n := utf8.DecodeLastRuneInString(s)
	return s[len(s)-n:]
}

func startsUpper(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r)
}

// plainCapital says that a word has a capital of its own right: I, I'm, TV, Monday.
func plainCapital(w string) bool {
	first, _, _ := strings.Cut(w, "'")
	return first == "I" || weekdays[strings.ToLower(w)] || len(w) <= 3 && strings.ToUpper(w) == w
}

// isName guesses whether a capital at the start of a sentence is a name's: no
// word of common use, and somebody who does something or owns something.
func isName(lower string, rest []string, owns bool) bool {
	if small[stem(lower)] || starters[lower] {
		return false
	}
	if owns {
		return true
	}
	if len(rest) == 0 {
		return false
	}
	next := strings.ToLower(strings.Trim(rest[0], ",.?!…"))
	return nameVerbs[next] || (next == "and" && len(rest) > 1 && startsUpper(rest[1]))
}

func isYear(w string) bool {
	n, err := strconv.Atoi(w)
	return err == nil && n >= 1900 && n < 2100
}

// hasForeignLetter says that a word has letters an English word has not, and
// her file neither: a way to smuggle a word past a reader of letters.
func hasForeignLetter(w string) bool {
	return strings.ContainsFunc(w, func(r rune) bool { return unicode.IsLetter(r) && r > unicode.MaxASCII })
}

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

func stemSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[stem(w)] = true
	}
	return set
}

var (
	kin = stemSet(`mother father parent brother sister sibling son daughter child baby toddler twin husband wife spouse partner boyfriend girlfriend fiance fiancee uncle aunt auntie nephew niece cousin
		grandmother grandfather grandma grandpa gran granny nan grandson granddaughter grandchild stepmother stepfather stepson stepdaughter mother-in-law father-in-law in-laws godfather godmother widow widower ex`)
	troubles = stemSet(`cancer tumour tumor leukemia diagnosis diagnosed depression depressed bipolar schizophrenia anorexia bulimia suicide suicidal overdose miscarriage stillborn stroke dementia alzheimer parkinson epilepsy addiction addict alcoholic alcoholism rehab
		abuse abused assault assaulted rape raped pregnant pregnancy abortion affair funeral died dying death killed murder murdered accident crash hospitalised hospitalized surgery chemo heart-attack arrested prison bankrupt bankruptcy`)
	months    = wordSet(`january february march april may june july august september october november december`)
	weekdays  = wordSet(`monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays`)
	nameVerbs = wordSet(`is was has had said says called calls thinks wants left does did would will knows knew told tells asked asks died lives lived came comes used never always works worked likes loved loves hates gave went got`)
	starters  = wordSet(`everything nothing something anything everyone everybody nobody somebody someone people life money sleep tomorrow yesterday today tonight home lunch dinner coffee whoever whatever neither either nowhere half most part none whatever whichever
		mornings evenings nights weekends mondays work that's which others meetings silence`)
)
