package web

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"encoding/base64"
	"encoding/binary"
	"strings"
	"time"
)

const (
	digits   = "0123456789abcdefghjkmnpqrstvwxyz" // Crockford's base 32, lower case
	idDigits = 26
)

// newID is "p_" and 26 digits: 48 bits of Unix milliseconds, so that ids sort
// by age, and 80 random bits.
func newID(now time.Time) string {
	var b [16]byte
	binary.BigEndian.PutUint64(b[:], uint64(now.UnixMilli())<<16)
	rand.Read(b[6:])
	return "p_" + base32.NewEncoding(digits).WithPadding(base32.NoPadding).EncodeToString(b[:])
}

// validID says whether s has the only form that reaches the store or a file name.
func validID(s string) bool {
	rest, ok := strings.CutPrefix(s, "p_")
	return ok && len(rest) == idDigits && strings.Trim(rest, digits) == ""
}

// newToken is 128 random bits.
func newToken() string {
	var b [16]byte
	rand.Read(b[:])
	return base64.RawURLEncoding.EncodeToString(b[:])
}

func sameSecret(a, b string) bool {
	return a != "" && subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1
}

// digest is a short name for a secret, fit to be stored and compared.
func digest(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return base64.RawURLEncoding.EncodeToString(sum[:16])
}
