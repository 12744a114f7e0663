package phoneme

import (
	_ "embed"
	"encoding/json"
	"strings"
	"sync"
)

//go:embed symbols.json
var symbolsJSON []byte

// symbols maps each symbol Kokoro knows to its id (114 of them, up to 177).
var symbols = sync.OnceValue(func() map[rune]int64 {
	var byName map[string]int64
	if err := json.Unmarshal(symbolsJSON, &byName); err != nil {
		panic("phoneme: symbols.json: " + err.Error()) // it is part of the program
	}
	m := make(map[rune]int64, len(byName))
	for name, id := range byName {
		for _, r := range name {
			m[r] = id
		}
	}
	return m
})

// ID is Kokoro's number for a symbol.
func ID(symbol rune) (id int64, ok bool) {
	id, ok = symbols()[symbol]
	return id, ok
}

const (
	vowels     = "AIOQWYaeiouæɐɑɒɔəɚɛɜɪɨʊʌᵊᵻøœɤɯ"
	primary    = 'ˈ'
	secondary  = 'ˌ'
	marks      = ";:,.!?—…\"()“” "
	stressMark = "ˈˌ"
)

func isVowel(r rune) bool { return strings.ContainsRune(vowels, r) }

// IPA turns a pronunciation in everyday IPA into the symbols of accent a. It
// fails on the first character that has none.
func IPA(s string, a Accent) (string, error) {
	s = ipa.Replace(s)
	if a == US {
		s = strings.ReplaceAll(s, "ː", "")
	} else {
		s = strings.ReplaceAll(s, "O", "Q")
	}
	for _, r := range s {
		if _, ok := ID(r); !ok {
			return "", &UnknownSymbolError{r}
		}
	}
	return s, nil
}

// UnknownSymbolError says that a pronunciation holds a character for which
// there is no symbol.
type UnknownSymbolError struct{ Symbol rune }

func (e *UnknownSymbolError) Error() string {
	return "no such IPA symbol: " + string(e.Symbol)
}
