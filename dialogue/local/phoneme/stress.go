package phoneme

import "strings"

func stressed(s string) bool { return strings.ContainsAny(s, stressMark) }

// addStress puts mark before the first vowel of a sound that has no stress.
func addStress(s string, mark rune) string {
	if stressed(s) {
		return s
	}
	for i, r := range s {
		if isVowel(r) {
			return s[:i] + string(mark) + s[i:]
		}
	}
	return s
}

// weaken makes every primary stress secondary.
func weaken(s string) string { return strings.ReplaceAll(s, string(primary), string(secondary)) }

// strengthen makes the first stress primary, adding one if there is none.
func strengthen(s string) string {
	if strings.ContainsRune(s, primary) {
		return s
	}
	if strings.ContainsRune(s, secondary) {
		return strings.Replace(s, string(secondary), string(primary), 1)
	}
	return addStress(s, primary)
}

// lastPrimary leaves the last stress primary and makes the others secondary,
// as in spelled letters (BBC).
func lastPrimary(s string) string {
	s = weaken(s)
	if i := strings.LastIndex(s, string(secondary)); i >= 0 {
		return s[:i] + string(primary) + s[i+len(string(secondary)):]
	}
	return s
}

// firstPrimary leaves only the first primary stress, as in a compound.
func firstPrimary(s string) string {
	i := strings.IndexRune(s, primary)
	if i < 0 {
		return s
	}
	i += len(string(primary))
	return s[:i] + weaken(s[i:])
}

// begins says what the sound s begins with: 'v' a vowel, 'c' a consonant, 0
// when it has neither.
func begins(s string) byte {
	for _, r := range s {
		if isVowel(r) {
			return 'v'
		}
		if !strings.ContainsRune(marks+stressMark, r) {
			return 'c'
		}
	}
	return 0
}

func lastRune(s string) rune {
	var last rune
	for _, r := range s {
		last = r
	}
	return last
}
