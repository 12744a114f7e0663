package phoneme

import (
	_ "embed"
	"strings"
	"unicode"
)

// ownText is words with their American sound: given names, surnames, hums, and
// a few that the dictionaries lack or give a sound that speaks badly.
//
//go:embed names.txt
var ownText string

func ownWords(a Accent) map[string]string {
	m := make(map[string]string)
	fields := strings.Fields(ownText)
	for i := 0; i+1 < len(fields); i += 2 {
		word, sound := fields[i], fields[i+1]
		if a == GB {
			sound = british(sound)
		}
		m[word] = sound
	}
	return m
}

// british turns American symbols into the nearest British ones: an r is heard
// before a vowel only.
func british(s string) string {
	rs := []rune(s)
	for i, r := range rs {
		if r != 'ɹ' {
			continue
		}
		k := i + 1
		for k < len(rs) && strings.ContainsRune(stressMark, rs[k]) {
			k++
		}
		if k < len(rs) && isVowel(rs[k]) {
			rs[i] = 'r' // no symbol of ours, so that what follows leaves it alone
		}
	}
	return strings.ReplaceAll(toBritish.Replace(string(rs)), "r", "ɹ")
}

var toBritish = strings.NewReplacer(
	"ɑɹ", "ɑː", "ɔɹ", "ɔː", "ɜɹ", "ɜː", "ɛɹ", "ɛː", "ɪɹ", "ɪə", "əɹ", "ə", "O", "Q", "æ", "a", "ɑ", "ɒ", "i", "iː", "u", "uː", "ɔ", "ɔː", "ɾ", "t", "ᵻ", "ɪ",
)

// ipa maps everyday IPA to the symbols used here.
var ipa = strings.NewReplacer(
	"eɪ", "A", "aɪ", "I", "oʊ", "O", "əʊ", "O", "aʊ", "W", "ɔɪ", "Y", "tʃ", "ʧ", "t͡ʃ", "ʧ", "dʒ", "ʤ", "d͡ʒ", "ʤ",
	"g", "ɡ", "r", "ɹ", "ɫ", "l", "'", "ˈ", "ˈ", "ˈ", ",", "ˌ", ":", "ː", "ɝ", "ɜɹ", ".", "", "/", "", "‿", "",
)

// unaccent takes the marks off Latin letters, so that café is found as cafe.
func unaccent(s string) string { return accents.Replace(s) }

var accents = strings.NewReplacer(
	"à", "a", "á", "a", "â", "a", "ã", "a", "ä", "a", "å", "a", "ā", "a", "ą", "a", "æ", "ae", "ç", "c", "ć", "c", "č", "c", "ď", "d", "đ", "d", "ð", "d",
	"è", "e", "é", "e", "ê", "e", "ë", "e", "ē", "e", "ę", "e", "ě", "e", "ğ", "g", "ì", "i", "í", "i", "î", "i", "ï", "i", "ī", "i", "ı", "i", "ł", "l",
	"ñ", "n", "ń", "n", "ň", "n", "ò", "o", "ó", "o", "ô", "o", "õ", "o", "ö", "o", "ø", "o", "ō", "o", "ő", "o", "œ", "oe", "ř", "r", "ś", "s", "š", "s", "ş", "s", "ș", "s", "ß", "ss",
	"ť", "t", "ț", "t", "þ", "th", "ù", "u", "ú", "u", "û", "u", "ü", "u", "ū", "u", "ů", "u", "ű", "u", "ý", "y", "ÿ", "y", "ź", "z", "ż", "z", "ž", "z",
)

// romanised writes s, in lower case, with a to z only. Greek and Cyrillic are
// written as they sound; letters of other scripts have no reading here.
func romanised(s string) string {
	var b strings.Builder
	for _, r := range otherScripts.Replace(unaccent(s)) {
		if r < unicode.MaxASCII && unicode.IsLetter(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

var otherScripts = strings.NewReplacer(
	"а", "a", "б", "b", "в", "v", "г", "g", "д", "d", "е", "ye", "ё", "yo", "ж", "zh", "з", "z", "и", "i", "й", "y", "к", "k", "л", "l", "м", "m", "н", "n", "о", "o", "п", "p",
	"р", "r", "с", "s", "т", "t", "у", "u", "ф", "f", "х", "h", "ц", "ts", "ч", "ch", "ш", "sh", "щ", "sh", "ъ", "", "ы", "i", "ь", "", "э", "e", "ю", "yu", "я", "ya", "і", "i", "ї", "yi", "є", "ye",
	"α", "a", "β", "v", "γ", "g", "δ", "d", "ε", "e", "ζ", "z", "η", "i", "θ", "th", "ι", "i", "κ", "k", "λ", "l", "μ", "m", "ν", "n", "ξ", "x", "ο", "o", "π", "p", "ρ", "r", "σ", "s", "ς", "s", "τ", "t",
	"υ", "i", "φ", "f", "χ", "h", "ψ", "ps", "ω", "o", "ά", "a", "έ", "e", "ή", "i", "ί", "i", "ό", "o", "ύ", "i", "ώ", "o",
)
