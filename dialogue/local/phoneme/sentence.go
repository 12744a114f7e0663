package phoneme

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentence is a text being read. Words are read from the last to the first,
// because the sound of some depends on what the next word begins with.
type sentence struct {
	lex     *Lexicon
	sayAs   map[string]string
	tokens  []token
	shout   bool // all of it is in capitals
	unknown []string
}

func (s *sentence) read() Reading {
	sounds := make([]string, len(s.tokens))
	next := byte(0) // what the following sound begins with; 0 before a pause
	for i := len(s.tokens) - 1; i >= 0; i-- {
		t := s.tokens[i]
		if !t.word {
			sounds[i] = t.text
			if !strings.Contains(`“”()`, t.text) {
				next = 0
			}
			continue
		}
		sounds[i] = s.word(i, next)
		if b := begins(sounds[i]); b != 0 {
			next = b
		}
	}
	var b strings.Builder
	for i, t := range s.tokens {
		open := i > 0 && (s.tokens[i-1].text == "“" || s.tokens[i-1].text == "(")
		if b.Len() > 0 && sounds[i] != "" && !open && (t.word || t.text == "“" || t.text == "(" || t.text == "—") {
			b.WriteByte(' ')
		}
		for _, r := range sounds[i] {
			if _, ok := ID(r); ok {
				b.WriteRune(r)
			}
		}
	}
	for i, j := 0, len(s.unknown)-1; i < j; i, j = i+1, j-1 {
		s.unknown[i], s.unknown[j] = s.unknown[j], s.unknown[i]
	}
	return Reading{Phonemes: strings.TrimSpace(b.String()), Unknown: s.unknown}
}

// word is the sound of the i-th token.
func (s *sentence) word(i int, next byte) string {
	text := s.tokens[i].text
	if s.shout {
		text = strings.ToLower(text)
	}
	if sound, ok := s.said(text); ok {
		return sound
	}
	if sound, ok := s.special(i, strings.ToLower(text), next); ok {
		return s.byCase(text, sound)
	}
	if strings.Contains(text, ".") {
		if sound, ok := s.lex.spelled(text); ok {
			return sound
		}
	}
	e := s.lex.entry(text)
	part := ""
	if e.many() {
		part = s.part(i, e, next)
	}
	if sound, ok := s.capitals(text, e); ok {
		return sound
	}
	if e != nil {
		if sound, spell := e.as(part); !spell {
			return s.byCase(text, sound)
		}
	}
	if strings.Contains(text, "-") {
		var b strings.Builder
		parts := strings.Split(text, "-")
		for k, p := range parts {
			sub := sentence{lex: s.lex, sayAs: s.sayAs, tokens: []token{{text: p, word: true}}}
			follow := next
			if k < len(parts)-1 {
				follow = 'c'
			}
			sound := sub.word(0, follow)
			s.unknown = append(s.unknown, sub.unknown...)
			if b.Len() > 0 && sound != "" {
				b.WriteByte(' ')
			}
			b.WriteString(sound)
		}
		return b.String()
	}
	return s.byCase(text, s.made(text))
}

// made builds a word that no dictionary has whole.
func (s *sentence) made(text string) string {
	if base, tail := clitic(text); base != "" {
		sound, ok := s.said(base)
		if !ok {
			sub := sentence{lex: s.lex, sayAs: s.sayAs, tokens: []token{{text: base, word: true}}}
			sound = sub.word(0, 'c')
			s.unknown = append(s.unknown, sub.unknown...)
		}
		return s.lex.join(sound, tail)
	}
	if sound, ok := s.lex.known(text, ""); ok {
		return sound
	}
	if sound, ok := s.lex.compound(text); ok {
		return sound
	}
	s.unknown = append(s.unknown, text)
	return s.lex.letters(text)
}

// said is a pronunciation the scenario gives.
func (s *sentence) said(text string) (string, bool) {
	for word, ipa := range s.sayAs {
		if strings.EqualFold(word, text) {
			if sound, err := IPA(ipa, s.lex.accent); err == nil {
				return sound, true
			}
		}
	}
	return "", false
}

// capitals reads a word written in capitals among others that are not: an
// initialism is spelled (HR, KPIs, IT), a known word is stressed.
func (s *sentence) capitals(text string, e entry) (string, bool) {
	stem, plural := strings.CutSuffix(text, "s")
	if !plural || len(stem) < 2 {
		stem, plural = text, false
	}
	if len(stem) < 2 || strings.ContainsAny(stem, "-'") || stem != strings.ToUpper(stem) || stem == strings.ToLower(stem) {
		return "", false
	}
	if plural {
		e = s.lex.entry(stem)
	}
	exact := s.lex.gold.find(stem)
	var sound string
	switch _, spell := exact.as("NOUN"); {
	case exact.many() && spell:
		sound, _ = s.lex.spelled(stem)
	case exact != nil:
		sound, _ = exact.as("NOUN")
	case s.lex.own[stem] != "":
		sound = s.lex.own[stem]
	case e == nil || len(stem) <= 4 && s.lex.gold.find(strings.ToLower(stem)) == nil:
		if len(stem) > 5 {
			return "", false
		}
		sound, _ = s.lex.spelled(stem)
	default:
		if plural {
			return "", false
		}
		sound, _ = e.as("")
		sound = strengthen(sound)
	}
	if plural && sound != "" {
		sound = s.lex.withS(sound)
	}
	return sound, sound != ""
}

// byCase gives a word with a capital that has no stress a light one.
func (s *sentence) byCase(text, sound string) string {
	if first, _ := utf8.DecodeRuneInString(text); unicode.IsUpper(first) {
		return addStress(sound, secondary)
	}
	return sound
}
