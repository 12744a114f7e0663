package engines

import (
	"errors"
	"regexp"
	"strings"
	"unicode"
)

// Key is a secret, or none. It shows where it came from and never itself,
// however it is printed.
type Key struct {
	value func() string // nil: none. A function prints as an address
	from  string
}

// errKey is about a key, whose text it must not have.
var errKey = errors.New("no key is there that can be sent: it is one line of printable ASCII without spaces, at most 4096 long")

const mostKey = 4096

// newKey is the key text, found at from; a key of no letters is none.
func newKey(text, from string) (Key, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return Key{}, nil
	}
	if len(text) > mostKey || strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > unicode.MaxASCII-1 }) {
		return Key{}, errKey
	}
	return Key{func() string { return text }, from}, nil
}

// Set tells whether there is one.
func (k Key) Set() bool { return k.value != nil }

// reveal is the key itself.
func (k Key) reveal() string {
	if k.value == nil {
		return ""
	}
	return k.value()
}

// String says that there is a key and where it came from.
func (k Key) String() string {
	if k.value == nil {
		return "none"
	}
	return "set (" + k.from + ")"
}

// GoString keeps %#v from printing more.
func (k Key) GoString() string { return k.String() }

// MarshalText keeps encoders from showing more.
func (k Key) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

var secretName = regexp.MustCompile(`(?i)key|token$|secret|passw|auth|credential|bearer|cookie`)

// secret tells whether a value under this name may be one that nobody but the
// service should see.
func secret(name, value string) bool {
	if secretName.MatchString(name) {
		return true
	}
	long := strings.FieldsFunc(value, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-_=+/.", r)
	})
	for _, word := range long {
		if len(word) >= 20 && strings.ContainsFunc(word, unicode.IsDigit) && strings.ContainsFunc(word, unicode.IsLetter) {
			return true
		}
	}
	return false
}
