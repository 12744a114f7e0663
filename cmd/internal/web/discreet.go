package web

import (
	"context"
	"log/slog"
	"regexp"
	"strings"

	"stillpoint/dialogue/store"
)

// hidden stands where something was that may be a secret.
const hidden = "…"

var (
	address = regexp.MustCompile(`\b([a-zA-Z][a-zA-Z0-9+.-]*)://[^\s"'<>]*`)
	// named is a secret under its name, in a header, a query or JSON.
	named = regexp.MustCompile(`(?i)\b((?:proxy-)?authorization|bearer|basic|[a-z_-]*(?:api[_-]?key|secret|token|passw(?:or)?d)|key)\b("?\s*[:=]\s*"?(?:bearer\s+|basic\s+)?|\s+)([^\s"',;&<>]+)`)
	// word is what a key could be made of.
	word = regexp.MustCompile(`[A-Za-z0-9_+/=-]{16,}|\b(?:sk|pk|gsk|hf|xai|key)[-_][A-Za-z0-9_-]{4,}`)
)

// discreet is text without what may be a key or an address of somebody's. It
// cannot know a key that looks like a word: whoever has keys keeps them out of
// errors, and this is the second lock.
func discreet(text string) string {
	text = address.ReplaceAllStringFunc(text, func(at string) string {
		scheme, rest, _ := strings.Cut(at, "://")
		rest, _, _ = strings.Cut(rest, "/")
		rest, _, _ = strings.Cut(rest, "?")
		rest, _, _ = strings.Cut(rest, "#")
		if _, host, ok := strings.Cut(rest, "@"); ok {
			rest = host[strings.LastIndex(host, "@")+1:]
		}
		return scheme + "://" + rest
	})
	text = named.ReplaceAllStringFunc(text, func(m string) string {
		parts := named.FindStringSubmatch(m)
		if strings.TrimSpace(parts[2]) == "" && !strings.EqualFold(parts[1], "bearer") && !looksSecret(parts[3]) {
			return m // a sentence about keys
		}
		return parts[1] + parts[2] + hidden
	})
	return word.ReplaceAllStringFunc(text, func(w string) string {
		if store.ValidID(w) || !looksSecret(w) {
			return w
		}
		return hidden
	})
}

// looksSecret tells a key from a long word: there are digits and letters in it.
func looksSecret(w string) bool {
	return strings.ContainsAny(w, "0123456789") && strings.ContainsFunc(w, func(c rune) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }) ||
		strings.HasPrefix(strings.ToLower(w), "sk-")
}

// discreetLog keeps secrets that stand in errors out of a log.
type discreetLog struct{ slog.Handler }

// Handle implements [slog.Handler].
func (l discreetLog) Handle(ctx context.Context, r slog.Record) error {
	out := slog.NewRecord(r.Time, r.Level, r.Message, r.PC)
	r.Attrs(func(a slog.Attr) bool { out.AddAttrs(openly(a)); return true })
	return l.Handler.Handle(ctx, out)
}

// WithAttrs implements [slog.Handler].
func (l discreetLog) WithAttrs(attrs []slog.Attr) slog.Handler {
	all := make([]slog.Attr, 0, len(attrs))
	for _, a := range attrs {
		all = append(all, openly(a))
	}
	return discreetLog{l.Handler.WithAttrs(all)}
}

// WithGroup implements [slog.Handler].
func (l discreetLog) WithGroup(name string) slog.Handler {
	return discreetLog{l.Handler.WithGroup(name)}
}

// openly is a without what may be a secret, if it is an error or a text.
func openly(a slog.Attr) slog.Attr {
	v := a.Value.Resolve()
	switch err, ok := v.Any().(error); {
	case ok && err != nil:
		return slog.String(a.Key, discreet(err.Error()))
	case v.Kind() == slog.KindString:
		return slog.String(a.Key, discreet(v.String()))
	}
	return slog.Attr{Key: a.Key, Value: v}
}
