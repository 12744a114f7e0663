package phoneme

import "strings"

// The endings of English and what they do to the sound of a stem. In American
// English a t after a vowel turns to a flap before -ed, -ing and -er (waited,
// ɾ); British English puts an r between a final vowel of the r kind and one
// that follows (wandering).

// withS adds the s of a plural, a third person, or a possessive.
func (l *Lexicon) withS(stem string) string {
	switch r := lastRune(stem); {
	case strings.ContainsRune("ptkfθ", r):
		return stem + "s"
	case strings.ContainsRune("szʃʒʧʤ", r):
		return stem + l.weakI() + "z"
	}
	return stem + "z"
}

func (l *Lexicon) withEd(stem string) string {
	switch r := lastRune(stem); {
	case strings.ContainsRune("pkfθʃsʧ", r):
		return stem + "t"
	case r == 'd':
		return stem + l.weakI() + "d"
	case r == 't':
		return l.flap(stem) + l.weakI() + "d"
	}
	return stem + "d"
}

// before joins a stem and an ending that begins with a vowel.
func (l *Lexicon) before(stem, ending string) string {
	if l.accent == GB && strings.ContainsRune("əɔɑɛɜː", lastRune(stem)) && !strings.HasSuffix(stem, "iː") && !strings.HasSuffix(stem, "uː") {
		stem += "ɹ"
	}
	return l.flap(stem) + ending
}

func (l *Lexicon) flap(stem string) string {
	head, ok := strings.CutSuffix(stem, "t")
	if l.accent == US && ok && strings.ContainsRune("AIOWYiuæɑəɛɪɹʊʌ", lastRune(head)) {
		return head + "ɾ"
	}
	return stem
}

func (l *Lexicon) weakI() string {
	if l.accent == GB {
		return "ɪ"
	}
	return "ᵻ"
}

func (l *Lexicon) er() string {
	if l.accent == GB {
		return "ə"
	}
	return "əɹ"
}

// stems are the words that word may be made from by dropping ending and
// putting back what the spelling changed, likeliest first.
func stems(word, ending string) []string {
	stem, ok := strings.CutSuffix(word, ending)
	if !ok || len(stem) < 2 {
		return nil
	}
	n := len(stem)
	vowelEnding := strings.ContainsRune("aeiouy", rune(ending[0]))
	var out []string
	if stem[n-1] == 'i' {
		out = append(out, stem[:n-1]+"y")
	}
	switch {
	case !vowelEnding:
		out = append(out, stem)
	case n > 2 && stem[n-1] == stem[n-2] && !strings.ContainsRune("aeioulsz", rune(stem[n-1])):
		out = append(out, stem[:n-1], stem, stem+"e") // planned, added
	case n > 2 && stem[n-1] == stem[n-2]:
		out = append(out, stem, stem[:n-1]) // filled, travelled
	case strings.HasSuffix(stem, "ck"):
		out = append(out, stem, stem[:n-1]) // picking, panicking
	default:
		out = append(out, stem+"e", stem) // hoping; waiting has no waite
	}
	return out
}

// inflected finds word as a known stem with an ending.
func (l *Lexicon) inflected(word string, known func(string) (string, bool)) (string, bool) {
	from := func(ending string, join func(stem string) string) (string, bool) {
		for _, s := range stems(word, ending) {
			if sound, ok := known(s); ok {
				return join(sound), true
			}
		}
		return "", false
	}
	plain := func(ending string) func(string) string {
		return func(s string) string { return s + ending }
	}
	vowel := func(ending string) func(string) string {
		return func(s string) string { return l.before(s, ending) }
	}
	type rule struct {
		ending string
		join   func(string) string
	}
	rules := []rule{
		{"ing", vowel("ɪŋ")}, {"in'", vowel("ɪn")},
		{"ed", l.withEd},
		{"ers", vowel(l.er() + "z")}, {"er", vowel(l.er())}, {"est", vowel(l.weakI() + "st")},
		{"ably", nil}, {"ibly", nil}, {"ally", nil},
		{"ly", plain("li")},
		{"nesses", plain("nəsᵻz")}, {"ness", plain("nəs")}, {"less", plain("ləs")}, {"ful", plain("fᵊl")},
		{"ments", plain("mənts")}, {"ment", plain("mənt")},
		{"able", vowel("əbᵊl")}, {"ish", vowel("ɪʃ")}, {"ism", vowel("ˌɪzᵊm")}, {"ists", vowel("ɪsts")}, {"ist", vowel("ɪst")},
		{"hood", plain("hˌʊd")}, {"ship", plain("ʃˌɪp")}, {"like", plain("lˌIk")}, {"wise", plain("wˌIz")},
		{"y", vowel("i")},
	}
	if sound, ok := l.inflectedS(word, known); ok {
		return sound, true
	}
	for _, r := range rules {
		if !strings.HasSuffix(word, r.ending) {
			continue
		}
		var sound string
		var ok bool
		switch r.ending {
		case "ably", "ibly": // comfortably: comfortable without its l
			if sound, ok = known(word[:len(word)-1] + "e"); ok {
				return strings.TrimSuffix(strings.TrimSuffix(sound, "ᵊl"), "əl") + "li", true
			}
			continue
		case "ally": // basically: basic
			if sound, ok = known(word[:len(word)-4]); ok && strings.HasSuffix(sound, "k") {
				return sound + "li", true
			}
			continue
		}
		if sound, ok = from(r.ending, r.join); ok {
			return sound, true
		}
	}
	return "", false
}

// inflectedS: plurals and third persons.
func (l *Lexicon) inflectedS(word string, known func(string) (string, bool)) (string, bool) {
	if len(word) < 3 || word[len(word)-1] != 's' || strings.HasSuffix(word, "ss") {
		return "", false
	}
	try := []string{word[:len(word)-1]}
	if s, ok := strings.CutSuffix(word, "ies"); ok && len(word) > 4 {
		try = append(try, s+"y")
	} else if s, ok := strings.CutSuffix(word, "es"); ok && len(word) > 3 {
		try = append(try, s)
		if strings.HasSuffix(s, "v") { // shelves
			try = append(try, s[:len(s)-1]+"f", s[:len(s)-1]+"fe")
		}
	}
	for _, s := range try {
		if sound, ok := known(s); ok {
			if s[len(s)-1] == 'f' && strings.HasSuffix(word, "ves") || strings.HasSuffix(s, "fe") {
				sound = strings.TrimSuffix(sound, "f") + "v"
			}
			return l.withS(sound), true
		}
	}
	return "", false
}
