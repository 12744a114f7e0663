package phoneme

import (
	"strings"
	"unicode"
)

// ownWords are words of everyday talk, names and work that the dictionaries
// lack or give a sound that speaks badly.
func ownWords(a Accent) map[string]string {
	m := map[string]string{
		"mm-hm": "mˈmhˈm", "mm-hmm": "mˈmhˈm", "mhm": "mˈmhˈm", "mm": "mˈm", "mmm": "mˈm", "hm": "hˈm", "hmm": "hˈm", "hmmm": "hˈm", "mrs": "mˈɪsɪz", "Mrs": "mˈɪsɪz", "PhD": "pˌiˌAʧdˈi", "wifi": "wˈIfˌI", "wi-fi": "wˈIfˌI",
		"Jonas": "ʤˈOnəs", "Marit": "mˈɑɹɪt", "Priya": "pɹˈiə", "Siobhan": "ʃɪvˈɔn", "Niamh": "nˈiv", "Saoirse": "sˈɪɹʃə", "Amir": "əmˈɪɹ", "Larsen": "lˈɑɹsən",
		"Aisha": "Iˈiʃə", "Mohammed": "mOhˈæməd", "Nguyen": "wˈɪn", "Xiu": "ʃˈu", "Joaquin": "wɑkˈin", "Zoe": "zˈOi", "Okafor": "ˈOkəfˌɔɹ", "wanting": "wˈɑntɪŋ", "won't": "wˈOnt", "Chloe": "klˈOi", "Sean": "ʃˈɔn", "Leila": "lˈAlə",
	}
	if a == GB {
		for w, s := range m {
			m[w] = british(s)
		}
	}
	return m
}

// british turns American symbols into the nearest British ones.
func british(s string) string { return toBritish.Replace(s) }

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
