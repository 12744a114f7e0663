package phoneme

import "strings"

// letters reads a word nobody knows by its spelling: the longest group of
// letters that has a rule, left to right, and one stress. It is right for
// about two regular words in three and understandable for most others.
func (l *Lexicon) letters(word string) string {
	w := romanised(strings.ToLower(word))
	var b strings.Builder
	for i := 0; i < len(w); {
		n, sound := spelling(w, i)
		b.WriteString(sound)
		i += n
	}
	s := b.String()
	if begins(strings.TrimLeft(s, consonants)) != 'v' { // pfft, xml: nobody could say it
		if letters, ok := l.spelled(w); ok {
			return letters
		}
	}
	if l.accent == GB {
		s = british(s)
	}
	return stressBySyllable(s)
}

const consonants = "bdfhjklmnpstvwzðŋɡɹɾʃʒʤʧθ"

const vowelLetters = "aeiouy"

func isVowelLetter(c byte) bool { return strings.IndexByte(vowelLetters, c) >= 0 }

// spelling gives the sound of the letters of w at i and how many they are.
func spelling(w string, i int) (n int, sound string) {
	rest := w[i:]
	at := func(k int) byte {
		if i+k >= 0 && i+k < len(w) {
			return w[i+k]
		}
		return 0
	}
	if i > 0 && w[i-1] == w[i] && !isVowelLetter(w[i]) {
		return 1, "" // a doubled consonant sounds once
	}
	for _, g := range graphemes {
		if !strings.HasPrefix(rest, g.letters) {
			continue
		}
		end := i+len(g.letters) == len(w)
		if g.where == '^' && i != 0 || g.where == '$' && !end || g.where == '+' && (i == 0 || end) {
			continue
		}
		return len(g.letters), g.sound
	}
	c := w[i]
	soft := at(1) == 'e' || at(1) == 'i' || at(1) == 'y'
	switch c {
	case 'c':
		if soft {
			return 1, "s"
		}
		return 1, "k"
	case 'g':
		if soft && i > 0 {
			return 1, "ʤ"
		}
		return 1, "ɡ"
	case 's':
		if i > 0 && i+1 < len(w) && isVowelLetter(w[i-1]) && isVowelLetter(at(1)) {
			return 1, "z"
		}
		return 1, "s"
	case 'y':
		if i == 0 {
			return 1, "j"
		}
		if i+1 == len(w) && strings.ContainsAny(w[:i], "aeiou") {
			return 1, "i"
		}
		if i+1 == len(w) {
			return 1, "I"
		}
		return 1, "ɪ"
	case 'e':
		if i+1 == len(w) && i > 0 && strings.ContainsAny(w[:i], "aeiouy") {
			return 1, ""
		}
	}
	if s, ok := oneLetter[c]; ok {
		// A consonant and an e at the end make the vowel long: mate, bike.
		long := longVowel[c]
		if long != "" && i+2 < len(w) && !isVowelLetter(at(1)) && at(1) != 'x' && at(2) == 'e' && (i+3 == len(w) || i+4 == len(w) && (at(3) == 's' || at(3) == 'd')) {
			return 1, long
		}
		if long != "" && i+1 == len(w) {
			return 1, finalVowel[c]
		}
		return 1, s
	}
	return 1, ""
}

// graphemes are tried in order; where is ^ (word start), $ (word end), + (inside) or 0.
var graphemes = []struct {
	letters string
	where   byte
	sound   string
}{
	{"tsch", 0, "ʧ"}, {"eaux", 0, "O"}, {"ought", 0, "ɔt"}, {"augh", 0, "ɔ"}, {"eigh", 0, "A"}, {"tion", 0, "ʃən"}, {"sion", 0, "ʒən"}, {"cious", 0, "ʃəs"}, {"tious", 0, "ʃəs"},
	{"tial", '$', "ʃəl"}, {"cial", '$', "ʃəl"}, {"ture", '$', "ʧəɹ"}, {"sure", '$', "ʒəɹ"}, {"ough", 0, "O"}, {"sch", '^', "ʃ"}, {"tch", 0, "ʧ"}, {"dge", 0, "ʤ"}, {"igh", 0, "I"},
	{"eau", 0, "O"}, {"air", 0, "ɛɹ"}, {"are", '$', "ɛɹ"}, {"ear", 0, "ɪɹ"}, {"eer", 0, "ɪɹ"}, {"oor", 0, "ɔɹ"}, {"our", 0, "ɔɹ"}, {"ous", '$', "əs"}, {"ire", '$', "Iəɹ"}, {"ure", '$', "jʊɹ"},
	{"ing", '$', "ɪŋ"}, {"ings", '$', "ɪŋz"}, {"ism", '$', "ˌɪzəm"}, {"age", '$', "ɪʤ"}, {"ate", '$', "At"}, {"ity", '$', "əti"}, {"que", '$', "k"}, {"gue", '$', "ɡ"}, {"ies", '$', "iz"},
	{"kn", '^', "n"}, {"gn", '^', "n"}, {"wr", '^', "ɹ"}, {"ps", '^', "s"}, {"pn", '^', "n"}, {"rh", '^', "ɹ"}, {"wh", 0, "w"}, {"ph", 0, "f"}, {"gh", '^', "ɡ"}, {"gh", 0, ""}, {"ch", 0, "ʧ"}, {"ck", 0, "k"},
	{"sh", 0, "ʃ"}, {"th", 0, "θ"}, {"ng", '$', "ŋ"}, {"nk", 0, "ŋk"}, {"qu", 0, "kw"}, {"mb", '$', "m"}, {"mn", '$', "m"}, {"sc", '^', "sk"}, {"zz", 0, "z"}, {"cz", 0, "ʧ"}, {"sz", 0, "ʃ"}, {"kh", 0, "k"}, {"dh", 0, "d"}, {"bh", 0, "b"},
	{"ai", 0, "A"}, {"ay", 0, "A"}, {"au", 0, "ɔ"}, {"aw", 0, "ɔ"}, {"aa", 0, "ɑ"}, {"ae", 0, "i"}, {"ea", 0, "i"}, {"ee", 0, "i"}, {"ei", 0, "I"}, {"ey", '$', "i"}, {"ey", 0, "A"}, {"eu", 0, "ju"}, {"ew", 0, "u"},
	{"ie", '$', "i"}, {"ie", 0, "i"}, {"oa", 0, "O"}, {"oi", 0, "Y"}, {"oy", 0, "Y"}, {"oo", 0, "u"}, {"ou", 0, "W"}, {"ow", '$', "O"}, {"ow", 0, "W"}, {"oe", '$', "O"}, {"ue", '$', "u"}, {"ui", 0, "u"},
	{"ar", '+', "ɑɹ"}, {"ar", 0, "ɑɹ"}, {"er", 0, "əɹ"}, {"ir", 0, "ɜɹ"}, {"or", '$', "əɹ"}, {"or", 0, "ɔɹ"}, {"ur", 0, "ɜɹ"}, {"le", '$', "ᵊl"}, {"es", '$', "əz"}, {"as", '$', "əs"}, {"us", '$', "əs"}, {"is", '$', "ɪs"},
	{"ed", '$', "d"}, {"al", '$', "əl"}, {"an", '$', "ən"}, {"en", '$', "ən"}, {"on", '$', "ən"}, {"io", 0, "iO"}, {"ia", 0, "iə"}, {"ya", 0, "jə"}, {"x", '^', "z"}, {"x", 0, "ks"},
}

var oneLetter = map[byte]string{
	'a': "æ", 'b': "b", 'd': "d", 'e': "ɛ", 'f': "f", 'h': "h", 'i': "ɪ", 'j': "ʤ", 'k': "k", 'l': "l", 'm': "m", 'n': "n", 'o': "ɑ",
	'p': "p", 'q': "k", 'r': "ɹ", 't': "t", 'u': "ʌ", 'v': "v", 'w': "w", 'z': "z",
}

var longVowel = map[byte]string{'a': "A", 'e': "i", 'i': "I", 'o': "O", 'u': "u"}

var finalVowel = map[byte]string{'a': "ə", 'e': "i", 'i': "i", 'o': "O", 'u': "u"}

// stressBySyllable stresses the first of two syllables and the last but one
// of more, unless that one is weak.
func stressBySyllable(s string) string {
	var at []int
	for i, r := range s {
		if isVowel(r) {
			at = append(at, i)
		}
	}
	if len(at) == 0 || strings.ContainsRune(s, primary) {
		return s
	}
	k := 0
	if len(at) > 2 {
		k = len(at) - 2
		if strings.HasPrefix(s[at[k]:], "ə") || strings.HasPrefix(s[at[k]:], "i") {
			k--
		}
	}
	return s[:at[k]] + string(primary) + s[at[k]:]
}
