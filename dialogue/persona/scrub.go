package persona

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// scrub is raw without thinking aloud (<think>…</think>), stage directions
// (*sighs*), emoji and a leading label. What may still become one of these is
// held back until it is certain.
func scrub(raw []byte, labels []string, final bool) string {
	var b strings.Builder
	rest := string(raw)
	for rest != "" {
		if !final && !utf8.FullRuneInString(rest) {
			break
		}
		if rest[0] == '<' {
			tag, certain := thinkTag(rest)
			if !certain && !final {
				break
			}
			if tag > 0 {
				_, after, closed := cutFold(rest, "</think")
				if !closed {
					break
				}
				_, after, closed = strings.Cut(after, ">")
				if !closed {
					break
				}
				rest = after
				continue
			}
		}
		if strings.HasPrefix(rest, "**") { // emphasis: for the check to see
			b.WriteString("**")
			rest = rest[2:]
			continue
		}
		if rest[0] == '*' {
			inner := strings.IndexByte(rest[1:], '*')
			if inner <= 0 {
				break
			}
			rest = rest[inner+2:]
			continue
		}
		r, n := utf8.DecodeRuneInString(rest)
		rest = rest[n:]
		switch {
		case r == utf8.RuneError && n <= 1, r == '\r':
		case r == '\u00a0':
			b.WriteByte(' ')
		case r == '\t':
			b.WriteByte(' ')
		case unicode.In(r, unicode.So, unicode.Sk, unicode.Cf, unicode.Co, unicode.Mn, unicode.Me):
			if r == '`' || r == '^' || r == '|' { // marks for the check to see
				b.WriteRune(r)
			}
		default:
			b.WriteRune(r)
		}
	}
	return unlabelled(b.String(), labels, final)
}

// thinkTag is the length of an opening <think> or <thinking> at the start of
// text, 0 when there is none; certain is false when text is too short to tell.
func thinkTag(text string) (n int, certain bool) {
	for _, tag := range []string{"<think>", "<thinking>"} {
		if len(text) >= len(tag) && strings.EqualFold(text[:len(tag)], tag) {
			return len(tag), true
		}
		if len(text) < len(tag) && strings.EqualFold(text, tag[:len(text)]) {
			return 0, false
		}
	}
	return 0, true
}

func cutFold(text, sep string) (before, after string, found bool) {
	for i := 0; i+len(sep) <= len(text); i++ {
		if strings.EqualFold(text[i:i+len(sep)], sep) {
			return text[:i], text[i+len(sep):], true
		}
	}
	return text, "", false
}

func unlabelled(text string, labels []string, final bool) string {
	trimmed := strings.TrimLeft(text, " \n")
	lower := strings.ToLower(trimmed)
	for _, label := range labels {
		if strings.HasPrefix(lower, label) && len(lower) == len(trimmed) {
			return trimmed[len(label):]
		}
		if !final && strings.HasPrefix(label, lower) {
			return ""
		}
	}
	return trimmed
}
