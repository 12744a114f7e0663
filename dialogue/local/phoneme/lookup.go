package phoneme

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// entry looks a word up as it is written, then in lower case, then with a
// capital, then without accents.
func (l *Lexicon) entry(word string) entry {
	lower := strings.ToLower(word)
	forms := []string{word}
	if lower != word {
		forms = append(forms, lower)
	}
	forms = append(forms, capital(lower))
	if bare := unaccent(lower); bare != lower {
		forms = append(forms, bare)
	}
	for i, f := range forms {
		if s, ok := l.own[f]; ok {
			return entry(s)
		}
		if e := l.gold.find(f); e != nil {
			return e
		}
		// The second dictionary has no capitals: a name is not a common word
		// in disguise unless nothing else is known.
		if i == len(forms)-1 || f == lower {
			if e := l.silver.find(f); e != nil {
				return e
			}
		}
	}
	return nil
}

func capital(lower string) string {
	r, n := utf8.DecodeRuneInString(lower)
	return string(unicode.ToUpper(r)) + lower[n:]
}

// known is the sound of a word that stands in a dictionary or is made from
// one that does by an ending; part is its part of speech, "" when unknown.
func (l *Lexicon) known(word, part string) (string, bool) {
	if e := l.entry(word); e != nil {
		if sound, spell := e.as(part); !spell {
			return sound, true
		}
	}
	return l.inflected(strings.ToLower(word), func(stem string) (string, bool) {
		if e := l.entry(stem); e != nil {
			if sound, spell := e.as(stemPart(part)); !spell && begins(sound) != 0 {
				return sound, true
			}
		}
		return l.inflectedStem(stem)
	})
}

// stemPart: a word with a verb's ending has a verb for its stem.
func stemPart(part string) string {
	if part == "" {
		return "VERB"
	}
	return part
}

// inflectedStem lets one ending follow another (teenagers, micromanagings),
// once.
func (l *Lexicon) inflectedStem(word string) (string, bool) {
	if len(word) < 5 {
		return "", false
	}
	return l.inflected(word, func(stem string) (string, bool) {
		e := l.entry(stem)
		if e == nil {
			return "", false
		}
		sound, spell := e.as("")
		return sound, !spell && begins(sound) != 0
	})
}

// clitic splits what an apostrophe joins: she'd've, Jonas's, who're. base is
// empty when word is not of that kind.
func clitic(word string) (base, tail string) {
	lower := strings.ToLower(word)
	for _, t := range []string{"n't", "'ve", "'ll", "'re", "'d", "'m", "'s", "s'"} {
		if b, ok := strings.CutSuffix(lower, t); ok && b != "" {
			if t == "s'" {
				return word[:len(word)-1], "'"
			}
			return word[:len(word)-len(t)], t
		}
	}
	if b, ok := strings.CutSuffix(word, "'"); ok && b != "" {
		return b, "'"
	}
	return "", ""
}

// join adds the sound of a clitic to the sound of its base.
func (l *Lexicon) join(base, tail string) string {
	last := lastRune(base)
	afterVowel := isVowel(last) || last == 'ː'
	switch tail {
	case "n't":
		return base + "ᵊnt"
	case "'ve":
		if afterVowel {
			return base + "v"
		}
		return base + "əv"
	case "'ll":
		if afterVowel {
			return base + "l"
		}
		return base + "ᵊl"
	case "'re":
		if l.accent == GB {
			return base + "ə"
		}
		return base + "əɹ"
	case "'d":
		if last == 'd' || last == 't' {
			return base + l.weakI() + "d"
		}
		return base + "d"
	case "'m":
		return base + "m"
	case "'s":
		return l.withS(base)
	}
	return base
}

// compound finds a word in two known ones (workstream) or behind a known
// prefix (unhelpful, recheck). Of several ways the one with the longest first
// part wins.
func (l *Lexicon) compound(word string) (string, bool) {
	lower := strings.ToLower(word)
	for i := len(lower) - 3; i >= 3; i-- {
		if !utf8.RuneStart(lower[i]) {
			continue
		}
		a, okA := l.part(lower[:i])
		if !okA {
			continue
		}
		if b, ok := l.part(lower[i:]); ok {
			return firstPrimary(strengthen(a) + b), true
		}
	}
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(lower, p.text); ok && len(rest) >= 3 {
			if sound, ok := l.known(rest, ""); ok {
				return p.sound + sound, true
			}
		}
	}
	return "", false
}

// part is the sound of a word that may be a half of a compound: one that the
// good dictionary has, not a name, with a vowel in it.
func (l *Lexicon) part(word string) (string, bool) {
	if e := l.gold.find(word); e != nil {
		sound, spell := e.as("")
		return sound, !spell && stressed(sound)
	}
	if len(word) < 5 {
		return "", false
	}
	return l.inflected(word, func(stem string) (string, bool) {
		if e := l.gold.find(stem); e != nil && len(stem) > 3 {
			sound, spell := e.as("VERB")
			return sound, !spell && stressed(sound)
		}
		return "", false
	})
}

var prefixes = []struct{ text, sound string }{
	{"un", "ˌʌn"}, {"re", "ɹˌi"}, {"non", "nˌɑn"}, {"pre", "pɹˌi"}, {"over", "ˌOvəɹ"}, {"under", "ˌʌndəɹ"},
	{"mis", "mˌɪs"}, {"dis", "dˌɪs"}, {"anti", "ˌæntI"}, {"co", "kˌO"}, {"de", "dˌi"}, {"sub", "sˌʌb"}, {"super", "sˌupəɹ"},
	{"inter", "ˌɪntəɹ"}, {"micro", "mˌIkɹO"}, {"multi", "mˌʌlti"}, {"semi", "sˌɛmi"}, {"mid", "mˌɪd"}, {"out", "ˌWt"}, {"off", "ˌɔf"},
}

// spelled says a word letter by letter.
func (l *Lexicon) spelled(word string) (string, bool) {
	var b strings.Builder
	for _, r := range unaccent(strings.ToUpper(word)) {
		if !unicode.IsLetter(r) {
			continue
		}
		e := l.gold.find(string(r))
		if e == nil {
			return "", false
		}
		sound, _ := e.as("")
		b.WriteString(sound)
	}
	return lastPrimary(b.String()), b.Len() > 0
}
