// Package breath cuts what is to be said where a voice has to fall silent. The
// silence is exact and ours: no engine's own marks are trusted.
//
// A text may hold `[pause:0.7]`: that many seconds of silence. An ellipsis
// inside a sentence is a hesitation; at either end it adds nothing. Other
// brackets are never read aloud.
package breath

import (
	"fmt"
	"strings"
	"time"
	"unicode"
)

// Hesitation is the silence where a sentence breaks off and goes on.
const Hesitation = 350 * time.Millisecond

// Part is a stretch of text and the silence before it.
type Part struct {
	Pause time.Duration
	Text  string
}

// longestPause is the longest silence one marker may ask for.
const longestPause = 10 * time.Second

// Cut cuts a text at its pause markers and hesitations, for an engine that
// reads aloud all that it is given. Every part that has text has a word in it;
// only the last may have none, when a pause ends the text.
func Cut(text string) []Part {
	var out []Part
	pause := time.Duration(0)
	for _, p := range Parts(text) {
		pause += p.Pause
		broken := false // there were words before an ellipsis
		for words := range strings.SplitSeq(strings.ReplaceAll(bare(p.Text), "...", "…"), "…") {
			words = strings.TrimSpace(words)
			if !spoken(words) {
				continue
			}
			if broken {
				pause += Hesitation
			}
			out = append(out, Part{pause, words})
			pause, broken = 0, true
		}
	}
	if pause > 0 {
		out = append(out, Part{Pause: pause})
	}
	return out
}

// bare is text without what stands in brackets.
func bare(text string) string {
	var b strings.Builder
	for text != "" {
		before, rest, ok := strings.Cut(text, "[")
		b.WriteString(before)
		if !ok {
			break
		}
		_, text, _ = strings.Cut(rest, "]")
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func spoken(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// Parts cuts a text at its pause markers. A part may have no text when a
// pause ends the text.
func Parts(text string) []Part {
	parts := []Part{{}}
	for text != "" {
		before, rest, ok := strings.Cut(text, "[pause:")
		if !ok {
			break
		}
		number, after, closed := strings.Cut(rest, "]")
		if !closed {
			text = before
			break
		}
		parts[len(parts)-1].Text = strings.TrimSpace(before)
		parts = append(parts, Part{Pause: seconds(number)})
		text = after
	}
	parts[len(parts)-1].Text = strings.TrimSpace(text)
	return parts
}

// seconds reads a pause; what is no number is no pause.
func seconds(s string) time.Duration {
	var sec float64
	if _, err := fmt.Sscanf(strings.TrimSpace(s), "%f", &sec); err != nil || !(sec > 0) {
		return 0
	}
	return time.Duration(min(sec, longestPause.Seconds()) * float64(time.Second))
}
