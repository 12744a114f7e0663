package store

import (
	"crypto/rand"
	"encoding/base32"
	"encoding/binary"
	"strings"
	"time"
)

const (
	digits   = "0123456789abcdefghjkmnpqrstvwxyz" // Crockford's base 32, lower case
	idDigits = 26
)

// NewID makes the id of a practice: "p_" and 26 digits: 48 bits of Unix milliseconds, so that ids sort
// by age, and 80 random bits.
func NewID(now time.Time) string {
	var b [16]byte
	binary.BigEndian.PutUint64(b[:], uint64(now.UnixMilli())<<16)
	rand.Read(b[6:])
	return "p_" + base32.NewEncoding(digits).WithPadding(base32.NoPadding).EncodeToString(b[:])
}

// ValidID says whether s has the form of an id: the only one that may reach the
// database or a file name.
func ValidID(s string) bool {
	rest, ok := strings.CutPrefix(s, "p_")
	return ok && len(rest) == idDigits && strings.Trim(rest, digits) == ""
}
