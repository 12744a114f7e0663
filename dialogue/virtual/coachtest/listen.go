package coachtest

import (
	"math/rand/v2"
	"slices"
	"strings"
	"time"
	"unicode"

	"stillpoint/dialogue/timeline"
)

// Listener is what a coach has heard of her, and how it finds words for it.
type Listener struct {
	events []timeline.Event
	hers   []heard
	since  int // index of her first utterance since the coach spoke last
	turns  int
	said   map[string]int // what the coach has said, to the turn it was
	rand   *rand.Rand
}

type heard struct {
	text  string
	moved int           // how much she showed, 0 to 3
	pause time.Duration // the longest inside it
	cut   bool
}

// Append implements dialogue.Recorder.
func (l *Listener) Append(e timeline.Event) error {
	l.events = append(l.events, e)
	if c, ok := e.Body.(timeline.ClientTurn); ok {
		h := heard{text: c.Text, cut: c.Cut != nil}
		if c.Cue != nil {
			h.moved = c.Cue.Intensity
		}
		for _, p := range c.Pieces {
			if p.Pause {
				h.pause = max(h.pause, (p.To - p.From).Duration())
			}
		}
		l.hers = append(l.hers, h)
	}
	return nil
}

func (l *Listener) speaks(text string) {
	l.turns++
	l.said[text] = l.turns
	l.since = len(l.hers)
}

// last is all she has said since the coach spoke.
func (l *Listener) last() heard {
	if l.since >= len(l.hers) {
		return heard{}
	}
	var out heard
	for _, h := range l.hers[l.since:] {
		out.text = strings.TrimSpace(out.text + " " + h.text)
		out.moved, out.pause = max(out.moved, h.moved), max(out.pause, h.pause)
	}
	return out
}

// one is one of these, preferring what the coach has not said for the longest.
func (l *Listener) one(choices ...string) string {
	l.rand.Shuffle(len(choices), func(i, j int) { choices[i], choices[j] = choices[j], choices[i] })
	slices.SortStableFunc(choices, func(a, b string) int { return l.said[a] - l.said[b] })
	return choices[0]
}

func (l *Listener) chance(percent int) bool { return l.rand.IntN(100) < percent }

func (l *Listener) between(from, to float64) time.Duration {
	return time.Duration((from + l.rand.Float64()*(to-from)) * float64(time.Second))
}

// says is whether she used one of these words.
func says(text string, words ...string) bool {
	text = " " + strings.Join(tokens(text), " ") + " "
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, " "+w+" ") })
}

func tokens(text string) []string {
	return strings.FieldsFunc(strings.ToLower(strings.ReplaceAll(text, "’", "'")), func(r rune) bool {
		return !unicode.IsLetter(r) && r != '\'' && !unicode.IsDigit(r) && r != '-'
	})
}

// asks says that she ended in a question.
func asks(text string) bool { return strings.HasSuffix(strings.TrimRight(text, " …—"), "?") }

// thing is something she spoke of, with "the" or "your" before it: the last
// that follows an article in what she said; empty when there is none.
func thing(text string) string {
	words, found := tokens(text), ""
	for i := 0; i+1 < len(words); i++ {
		w := words[i+1]
		if len(w) < 4 || dull[w] || strings.HasSuffix(w, "ly") || strings.ContainsRune(w, '\'') {
			continue
		}
		switch words[i] {
		case "the", "that", "a", "an":
			found = "the " + w
		case "my", "our":
			found = "your " + w
		case "her", "his", "their":
			found = words[i] + " " + w
		}
	}
	return found
}

var dull = map[string]bool{"thing": true, "time": true, "same": true, "other": true, "first": true, "last": true, "kind": true, "sort": true, "whole": true, "more": true, "most": true,
	"next": true, "little": true, "good": true, "moment": true, "that": true, "with": true, "when": true, "what": true, "again": true, "only": true, "very": true, "long": true, "just": true, "have": true, "been": true, "was": true}

// mirror is one of her sentences turned round: "you count her up".
func (l *Listener) mirror(text string) string {
	var fit []string
	for s := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(".?!…;—", r) }) {
		s = strings.TrimSpace(s)
		if n := len(strings.Fields(s)); n >= 3 && n <= 11 && !strings.ContainsAny(s, "\"") && says(s, "i", "i'm", "i've", "i'd", "my", "me", "i'll") {
			fit = append(fit, s)
		}
	}
	if len(fit) == 0 {
		return ""
	}
	words := strings.Fields(fit[l.rand.IntN(len(fit))])
	for i, w := range words {
		bare := strings.Trim(strings.ToLower(w), ",")
		if y, ok := turned[bare]; ok {
			words[i] = y + strings.Repeat(",", strings.Count(w, ","))
		} else if i == 0 {
			words[i] = strings.ToLower(w)
		}
	}
	for len(words) > 3 && lead[strings.Trim(words[0], ",")] {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

var (
	turned = map[string]string{"i": "you", "i'm": "you're", "i've": "you've", "i'd": "you'd", "i'll": "you'll", "me": "you", "my": "your", "mine": "yours", "myself": "yourself", "am": "are"}
	lead   = map[string]bool{"and": true, "so": true, "well": true, "anyway": true, "yes": true, "no": true, "okay": true, "yeah": true, "but": true, "huh": true}
)
