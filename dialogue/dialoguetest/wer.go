package dialoguetest

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// WER counts word errors over many texts.
type WER struct {
	Errors int // substitutions, insertions and deletions
	Words  int // of the references
}

// Add counts the errors of what was heard against the reference, both
// normalised by [Words].
func (w *WER) Add(reference, heard string) (errors int) {
	a, b := Words(reference), Words(heard)
	errors = distance(a, b)
	w.Errors += errors
	w.Words += len(a)
	return errors
}

// Rate is the word error rate: errors per word of the references. It can be
// more than 1; without words it is 0.
func (w WER) Rate() float64 {
	if w.Words == 0 {
		return 0
	}
	return float64(w.Errors) / float64(w.Words)
}

// distance is the least number of words to change, add or drop.
func distance(a, b []string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range b {
			change := diagonal
			if x != y {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

var (
	number  = regexp.MustCompile(`^([$£€]?)(\d[\d,]*)(?:\.(\d+))?(st|nd|rd|th|s|%|am|pm|a\.m\.|p\.m\.)?$`)
	oclock  = regexp.MustCompile(`^(\d{1,2}):(\d\d)(am|pm)?$`)
	written = map[string]string{
		"mr": "mister", "mrs": "missus", "ms": "miss", "dr": "doctor", "st": "saint", "ok": "okay", "&": "and", "%": "percent",
		"cannot": "can not", "alright": "all right", "a.m": "am", "p.m": "pm", "mm-hmm": "mhm", "mm-hm": "mhm",
	}
	currency = map[string]string{"$": "dollars", "£": "pounds", "€": "euros"}
)

// Words are the words of a text in the form in which two writings of the same
// speech agree: lower case, without punctuation, hyphenated words apart,
// numbers in words and without "and" ("105" is "one hundred five"), four
// digits as a year if they may be one, titles written out.
func Words(text string) []string {
	text = strings.NewReplacer("’", "'", "—", " ", "–", " ", "…", " ", "%", "% ").Replace(strings.ToLower(text))
	var out []string
	for _, w := range strings.Fields(text) {
		w = strings.TrimFunc(w, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("$£€&%", r)
		})
		if s, ok := written[w]; ok {
			w = s
		} else if s, ok := numeric(w); ok {
			w = s
		}
		for _, part := range strings.FieldsFunc(w, func(r rune) bool { return r == '-' || r == '/' || r == ' ' }) {
			if s, ok := numeric(part); ok {
				out = append(out, strings.Fields(s)...)
			} else if part = strings.Trim(part, ".,'"); part != "" {
				out = append(out, part)
			}
		}
	}
	return withoutAnd(out)
}

// withoutAnd drops the "and" of "one hundred and five".
func withoutAnd(words []string) []string {
	out := words[:0]
	for i, w := range words {
		if w == "and" && i > 0 && i+1 < len(words) && (words[i-1] == "hundred" || words[i-1] == "thousand") && isNumber(words[i+1]) {
			continue
		}
		out = append(out, w)
	}
	return out
}

func isNumber(w string) bool {
	for n := range 20 {
		if w == small[n] || w == ordinal(small[n]) {
			return true
		}
	}
	for _, t := range tens[2:] {
		if w == t || w == ordinal(t) {
			return true
		}
	}
	return false
}

// numeric writes out a word made of digits.
func numeric(w string) (string, bool) {
	if m := oclock.FindStringSubmatch(w); m != nil {
		hour, _ := strconv.Atoi(m[1])
		minute, _ := strconv.Atoi(m[2])
		switch {
		case minute == 0:
			return join(cardinal(hour), m[3]), true
		case minute < 10:
			return join(cardinal(hour), "oh", cardinal(minute), m[3]), true
		}
		return join(cardinal(hour), cardinal(minute), m[3]), true
	}
	m := number.FindStringSubmatch(w)
	if m == nil {
		return "", false
	}
	n, err := strconv.Atoi(strings.ReplaceAll(m[2], ",", ""))
	if err != nil || n >= 1e9 {
		return digits(m[2]), true
	}
	said := cardinal(n)
	if len(m[2]) == 4 && (n/100 >= 11 && n/100 <= 19 || n/10 >= 201 && n/10 <= 209) && m[1] == "" && m[3] == "" {
		said = year(n)
	}
	if m[3] != "" {
		said = join(said, "point", digits(m[3]))
	}
	switch suffix := strings.ReplaceAll(m[4], ".", ""); suffix {
	case "st", "nd", "rd", "th":
		said = ordinal(said)
	case "s":
		said = plural(said)
	case "%":
		said = join(said, "percent")
	default:
		said = join(said, suffix)
	}
	return join(said, currency[m[1]]), true
}

var (
	small = [20]string{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
		"thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"}
	tens = [10]string{"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}
)

func cardinal(n int) string {
	switch {
	case n < 20:
		return small[n]
	case n < 100 && n%10 == 0:
		return tens[n/10]
	case n < 100:
		return join(tens[n/10], small[n%10])
	}
	for _, scale := range []struct {
		n    int
		name string
	}{{1e6, "million"}, {1e3, "thousand"}, {100, "hundred"}} {
		if n < scale.n {
			continue
		}
		said := join(cardinal(n/scale.n), scale.name)
		if n%scale.n != 0 {
			said = join(said, cardinal(n%scale.n))
		}
		return said
	}
	return ""
}

func year(n int) string {
	switch {
	case n%100 == 0:
		return join(cardinal(n/100), "hundred")
	case n%100 < 10:
		return join(cardinal(n/100), "oh", cardinal(n%100))
	}
	return join(cardinal(n/100), cardinal(n%100))
}

func digits(s string) string {
	var out []string
	for _, r := range s {
		if r >= '0' && r <= '9' {
			out = append(out, small[r-'0'])
		}
	}
	return join(out...)
}

// ordinal is the ordinal of a number in words.
func ordinal(said string) string {
	head, last := "", said
	if i := strings.LastIndexByte(said, ' '); i >= 0 {
		head, last = said[:i+1], said[i+1:]
	}
	odd := map[string]string{"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth", "twelve": "twelfth"}
	switch o, ok := odd[last]; {
	case ok:
		return head + o
	case strings.HasSuffix(last, "y"):
		return head + strings.TrimSuffix(last, "y") + "ieth"
	}
	return head + last + "th"
}

// plural is what "1980s" says of "nineteen eighty".
func plural(said string) string {
	if strings.HasSuffix(said, "y") {
		return strings.TrimSuffix(said, "y") + "ies"
	}
	return said + "s"
}

func join(parts ...string) string {
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}
