// Package phoneme turns English text into phonemes: the symbols that Kokoro
// was trained on (misaki's IPA, with A I O Q W Y for the diphthongs), stress
// marks before the vowel, words parted by a space, punctuation kept.
//
// A word is looked for in a scenario's own pronunciations, in a few words of
// ours, in the two dictionaries of misaki (Apache-2.0) for its accent, then
// made from a known stem and an ending, then from two known words, and at last
// read by its letters; the words that needed the letters are reported. Some
// words sound different by their place in the sentence (the, to, read, use,
// that, record): a few rules over the neighbours decide.
//
// Everything is pure after [Open]; a [Lexicon] is safe for concurrent use and
// starts no goroutine.
package phoneme

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"stillpoint/dialogue/local/phoneme/spellout"
)

// Version names the rules. It is raised whenever the same text may come out
// with other phonemes, so that audio made by older rules is not taken for new.
const Version = 1

// Accent is the kind of English.
type Accent byte

const (
	US Accent = iota
	GB
)

// AccentOf is the accent of the Kokoro voice called name: British when it
// begins with b, else American.
func AccentOf(name string) Accent {
	if strings.HasPrefix(name, "b") {
		return GB
	}
	return US
}

// Lexicon knows the words of one accent.
type Lexicon struct {
	accent       Accent
	gold, silver dictionary
	own          map[string]string
}

// Files is the names of all dictionaries.
func Files() []string { return append(US.files(), GB.files()...) }

func (a Accent) files() []string {
	if a == GB {
		return []string{"gb_gold.json", "gb_silver.json"}
	}
	return []string{"us_gold.json", "us_silver.json"}
}

// Open reads the two dictionaries of accent a from dir, 6 MB in all, and keeps
// them as they are.
func Open(dir string, a Accent) (*Lexicon, error) {
	l := &Lexicon{accent: a, own: ownWords(a)}
	for i, into := range []*dictionary{&l.gold, &l.silver} {
		name := a.files()[i]
		raw, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return nil, fmt.Errorf("read dictionary: %w", err)
		}
		if *into, err = parseDictionary(raw); err != nil {
			return nil, fmt.Errorf("read dictionary %s: %w", name, err)
		}
	}
	return l, nil
}

// Reading is a text as it is to be spoken.
type Reading struct {
	Phonemes string   // only symbols of [ID]
	Unknown  []string // words that were read by their letters, as written
}

// Read gives the phonemes of text. sayAs holds a pronunciation in IPA for
// words of its own, matched in any case; it may be nil.
// What is in brackets ([…], {…}, <…>) is not spoken, nor is markup (* _ ` #).
func (l *Lexicon) Read(text string, sayAs map[string]string) Reading {
	s := &sentence{lex: l, sayAs: sayAs, tokens: split(spellout.Expand(clean(text)))}
	s.shout = allCapitals(s.tokens)
	return s.read()
}

// clean makes quotes, dashes and dots uniform and takes out what is never spoken.
func clean(text string) string {
	text = typography.Replace(text)
	var b strings.Builder
	var closing []rune // of the brackets that are open
	for i, r := range text {
		switch {
		case len(closing) > 0 && r == closing[len(closing)-1]:
			closing = closing[:len(closing)-1]
			b.WriteByte(' ')
		case closes(r) != 0 && strings.ContainsRune(text[i:], closes(r)):
			closing = append(closing, closes(r))
		case len(closing) > 0 || strings.ContainsRune("*_`~^|\\[]{}", r):
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		case r == unicode.ReplacementChar || unicode.IsControl(r):
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func closes(r rune) rune {
	switch r {
	case '[':
		return ']'
	case '{':
		return '}'
	case '<':
		return '>'
	}
	return 0
}

// allCapitals reports whether the whole text is written in capitals, so that
// they say nothing about a single word.
func allCapitals(tokens []token) bool {
	words := 0
	for _, t := range tokens {
		if !t.word {
			continue
		}
		if t.text != strings.ToUpper(t.text) {
			return false
		}
		if len(t.text) > 1 {
			words++
		}
	}
	return words >= 3
}
