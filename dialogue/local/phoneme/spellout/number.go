package spellout

import (
	"strings"
)

var ones = [...]string{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
	"fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"}

var tens = [...]string{"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}

var scales = [...]string{"", "thousand", "million", "billion", "trillion", "quadrillion", "quintillion"}

// Cardinal writes n in words: one thousand two hundred and five.
func Cardinal(n uint64) string {
	if n < 20 {
		return ones[n]
	}
	if n < 100 {
		if n%10 == 0 {
			return tens[n/10]
		}
		return tens[n/10] + "-" + ones[n%10]
	}
	if n < 1000 {
		return join(ones[n/100]+" hundred", n%100)
	}
	scale, unit := 0, uint64(1)
	for n/unit >= 1000 {
		unit *= 1000
		scale++
	}
	head := Cardinal(n/unit) + " " + scales[scale]
	if rest := n % unit; rest >= 100 {
		return head + " " + Cardinal(rest)
	}
	return join(head, n%unit)
}

// join adds a rest below a hundred.
func join(head string, rest uint64) string {
	if rest == 0 {
		return head
	}
	return head + " and " + Cardinal(rest)
}

// Ordinal writes n as a rank: twenty-first.
func Ordinal(n uint64) string {
	s := Cardinal(n)
	cut := strings.LastIndexAny(s, " -") + 1
	head, last := s[:cut], s[cut:]
	switch last {
	case "one":
		last = "first"
	case "two":
		last = "second"
	case "three":
		last = "third"
	case "five":
		last = "fifth"
	case "eight":
		last = "eighth"
	case "nine":
		last = "ninth"
	case "twelve":
		last = "twelfth"
	default:
		if stem, ok := strings.CutSuffix(last, "y"); ok {
			last = stem + "ie"
		}
		last += "th"
	}
	return head + last
}

// Year writes a year from 1000 to 2999: nineteen ninety-five, two thousand and
// four, twenty twenty-six.
func Year(n uint64) string {
	century, rest := n/100, n%100
	switch {
	case n < 1000 || n > 2999 || century%10 == 0 && rest < 10:
		return Cardinal(n)
	case rest == 0:
		return Cardinal(century) + " hundred"
	case rest < 10:
		return Cardinal(century) + " oh " + ones[rest]
	}
	return Cardinal(century) + " " + Cardinal(rest)
}

// Digits says a string digit by digit; what is no digit parts the groups.
func Digits(s string) string {
	var b strings.Builder
	comma := false
	for _, r := range s {
		if r < '0' || r > '9' {
			comma = b.Len() > 0
			continue
		}
		if comma {
			b.WriteByte(',')
			comma = false
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		if r == '0' {
			b.WriteString("oh")
		} else {
			b.WriteString(ones[r-'0'])
		}
	}
	return b.String()
}

// plural of a number word: nineties, twos, sixes.
func plural(s string) string {
	switch {
	case strings.HasSuffix(s, "y"):
		return s[:len(s)-1] + "ies"
	case strings.HasSuffix(s, "x"):
		return s + "es"
	}
	return s + "s"
}
