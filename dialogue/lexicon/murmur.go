package lexicon

import (
	"regexp"
	"slices"
	"strings"
)

// MayMurmur says that text, the words so far of somebody who is still
// speaking, may yet turn out to be a backchannel. A recogniser spells a hummed
// "mm-hm" with the words it knows ("mum", "the man-hymn", "Mentoms"), and the
// beginning of a drawn-out word as another ("God it", "I slee", "and okay",
// "locate", "of course it"): fifteen backchannels of nine synthetic voices,
// cut at 550 to 950 ms, were taken for words 87 times.
func MayMurmur(text string) bool {
	tokens := Tokens(text)
	heard := false // a backchannel, before the rest
	for len(tokens) > 0 {
		n := leading(tokens, backchannels)
		heard = heard || n > 0
		if n == 0 && len(tokens) > 1 && filling[tokens[0]] {
			n = 1
		}
		if n == 0 {
			break
		}
		tokens = tokens[n:]
	}
	switch {
	case len(tokens) == 0:
		return heard
	case len(tokens) > 3:
		return false
	case !slices.ContainsFunc(tokens, distinct):
		return true
	case len(tokens) > 2:
		return false
	}
	last, said := tokens[len(tokens)-1], strings.Join(tokens, " ")
	_, begun := backchannels[said]
	return heard && (begun || said == "it") || // "Oh, I", "Of course it"
		len(tokens) == 2 && nasal(tokens[0]) && last[0] == 'h' && len(last) <= 6 || // "Mum, hell", "Mum helped"
		leading(tokens[len(tokens)-1:], backchannels) == 1 || // "Lose wow"
		nearly(said) || drawnOut.MatchString(said)
}

// filling are words a recogniser puts before a sound that it takes for a word.
var filling = phrases("a, an, and, the, my, he, his, it's, o, who, hello")

// drawnOut is how a slow "okay" and "I see" are heard.
var drawnOut = regexp.MustCompile(`^([a-z]?o ?[ck]a[a-z]{0,2}|i ?s[a-z]{0,4})$`)

// nasal says that word may be how a recogniser spells a hum: it begins with m,
// n, h or u, has an m in it, and no other sounds but vowels, n, h, t and s.
func nasal(word string) bool {
	return strings.Trim(word, "mnhtsaeiouy'") == "" && strings.IndexByte(word, 'm') >= 0 && strings.IndexByte("mnhu", word[0]) >= 0
}

func distinct(word string) bool { return !nasal(word) }

// nearly says that text is one letter, not the first, from a backchannel of
// four or more.
func nearly(text string) bool {
	for b, whole := range backchannels {
		if whole && len(b) >= 4 && text[0] == b[0] && oneEdit(text, b) {
			return true
		}
	}
	return false
}

// oneEdit says that one letter put in, taken away or changed makes b of a.
func oneEdit(a, b string) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(b) && a[i] == b[i] {
		i++
	}
	if len(a) == len(b) {
		return i < len(a) && a[i+1:] == b[i+1:]
	}
	return len(a) == len(b)+1 && a[i+1:] == b[i:]
}

// murmur says that word is how a recogniser spells a hummed "mm-hm": at least
// five letters, none but m, h, u, a and e, both m and h among them ("mumham",
// "mumhem").
func murmur(word string) bool {
	return len(word) >= 5 && hummed(word) && strings.Contains(word, "m") && strings.Contains(word, "h")
}

func hummed(word string) bool { return strings.Trim(word, "mhuae") == "" }
