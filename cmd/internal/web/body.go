package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"unicode"
)

// readBody reads the request's one JSON value, which is not null, into v;
// false: it is none, and the answer is written.
func readBody(w http.ResponseWriter, r *http.Request, v any) bool {
	body, err := io.ReadAll(r.Body)
	if err == nil && json.Unmarshal(body, v) == nil && string(bytes.TrimSpace(body)) != "null" {
		return true
	}
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		writeRefusal(w, http.StatusRequestEntityTooLarge, refusal{Code: "too_large", Message: "That is more than this server takes in at once."})
		return false
	}
	writeRefusal(w, http.StatusBadRequest, refusal{Code: badRequest, Message: "What was sent cannot be read."})
	return false
}

// oneLine is what a person wrote as one line: without control characters,
// marks that turn the direction of a text or cannot be seen, and spaces more
// than one.
func oneLine(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r) || unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.Cf, r) && r != '\u200c' && r != '\u200d': // those two join letters
			return -1
		}
		return r
	}, text)
	return strings.Join(strings.Fields(strings.Trim(text, " \u200c\u200d")), " ")
}
