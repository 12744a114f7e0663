// Package spellout writes out in words what English text has in figures and
// short forms: numbers, ordinals, years, times, dates, money, percentages,
// ranges, telephone numbers, units, titles and a few signs. It is pure.
//
// Where a figure can be read in two ways the everyday spoken one is taken:
// 1995 is a year unless a unit follows, 24/7 is "twenty-four seven", 1:1 is
// "one to one".
package spellout

import (
	"regexp"
	"strconv"
	"strings"
)

// Expand writes text out. The result holds no ASCII digit.
func Expand(text string) string {
	for _, s := range short {
		text = s.find.ReplaceAllString(text, s.put)
	}
	if strings.ContainsAny(text, "0123456789") {
		for _, r := range rules {
			text = r.find.ReplaceAllStringFunc(text, func(m string) string {
				return r.say(r.find.FindStringSubmatch(m))
			})
		}
	}
	return signs.Replace(text)
}

type rule struct {
	find *regexp.Regexp
	say  func(m []string) string // m as of FindStringSubmatch
}

const (
	num    = `\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`
	months = `Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?`
)

var rules = []rule{
	// 3:30, 9:05 am, 7pm
	{regexp.MustCompile(`\b([01]?\d|2[0-3])[:.]([0-5]\d)\s?([aApP])(?:\.[mM]\.|[mM]\b)`), func(m []string) string { return clock(m[1], m[2], m[3]) }},
	{regexp.MustCompile(`\b(1[0-2]|0?[1-9])\s?([aApP])(?:\.[mM]\.|[mM]\b)`), func(m []string) string { return clock(m[1], "", m[2]) }},
	{regexp.MustCompile(`\b([01]?\d|2[0-3]):([0-5]\d)\b`), func(m []string) string { return clock(m[1], m[2], "") }},
	{regexp.MustCompile(`\b(\d{1,2}):(\d{1,2})\b`), func(m []string) string { return number(m[1]) + " to " + number(m[2]) }},
	// 2026-05-12, March 3rd, 3 March
	{regexp.MustCompile(`\b(\d{4})-(\d\d)-(\d\d)\b`), func(m []string) string { return isoDate(m[1], m[2], m[3]) }},
	{regexp.MustCompile(`\b(` + months + `)\.? (\d{1,2})(?:st|nd|rd|th)?\b`), func(m []string) string { return m[1] + " " + ordinal(m[2]) }},
	{regexp.MustCompile(`\b(\d{1,2})(?:st|nd|rd|th)? (?:of )?(` + months + `)\b`), func(m []string) string { return "the " + ordinal(m[1]) + " of " + m[2] }},
	// $5, £3.50, €1.2 million, 5k
	{regexp.MustCompile(`([$£€])\s?(` + num + `)(?:\s?(k|m|bn|K|M|thousand|million|billion)\b)?`), func(m []string) string { return money(m[1], m[2], m[3]) }},
	{regexp.MustCompile(`(` + num + `)\s?%`), func(m []string) string { return number(m[1]) + " percent" }},
	// the 1990s, '90s, 20s
	{regexp.MustCompile(`\b(\d{4})'?s\b`), func(m []string) string { return plural(Year(parse(m[1]))) }},
	{regexp.MustCompile(`'?\b(\d0)'?s\b`), func(m []string) string { return plural(number(m[1])) }},
	{regexp.MustCompile(`\b(\d+(?:,\d{3})*)(?:st|nd|rd|th)\b`), func(m []string) string { return ordinal(m[1]) }},
	// 24/7, 50/50, 1/2, 12/05/2026
	{regexp.MustCompile(`\b(24/7|50/50|9/11|20/20)\b`), func(m []string) string { return strings.Join(each(strings.Split(m[1], "/")), " ") }},
	{regexp.MustCompile(`\b(\d{1,2})/(\d{1,2})/(\d{2,4})\b`), func(m []string) string {
		return number(m[1]) + ", " + number(m[2]) + ", " + year(m[3])
	}},
	{regexp.MustCompile(`\b(\d{1,3})/(\d{1,3})\b`), func(m []string) string { return fraction(m[1], m[2]) }},
	// telephone numbers: three groups, or a leading nought, or very long
	{regexp.MustCompile(`(?:\+\d{1,3}|\b\d{3,5})(?:[ -]\d{3,5}){2,}\b|\b\d{3}-\d{4}\b|\b\d{13,}\b`), func(m []string) string { return Digits(m[0]) }},
	{regexp.MustCompile(`(^|[^\d,.])(0\d{2,}(?: \d{2,})*)\b`), func(m []string) string { return m[1] + Digits(m[2]) }},
	// 2-3, 10–15, 1995-2001
	{regexp.MustCompile(`\b(` + num + `)[-–](` + num + `)\b`), func(m []string) string { return year(m[1]) + " to " + year(m[2]) }},
	// 360 feedback, 360-degree
	{regexp.MustCompile(`\b360(\s?°|[ -]degrees?|[ -]feedback|[ -]reviews?|s)?`), func(m []string) string {
		return "three sixty" + strings.NewReplacer("°", " degrees", "-", " ").Replace(m[1])
	}},
	// 5km, 10 kg, 3x
	{regexp.MustCompile(`\b(` + num + `)\s?(km|kg|cm|mm|mg|ml|min|mins|hrs|hr|h|secs|sec|ms|mph|GB|MB|k|x|m|°C|°F|°|bn)(?:\b|$)`), func(m []string) string { return measure(m[1], m[2]) }},
	// a negative number
	{regexp.MustCompile(`(^|[ (])[-−](` + num + `)`), func(m []string) string { return m[1] + "minus " + number(m[2]) }},
	// figures among letters: Q3, B2B, COVID-19
	{regexp.MustCompile(`([A-Za-z])-?(\d{1,4})([A-Za-z]?)`), func(m []string) string {
		s := m[1] + " " + number(m[2])
		if m[3] != "" {
			s += " " + m[3]
		}
		return s
	}},
	{regexp.MustCompile(`(\d)([A-Za-z])`), func(m []string) string { return m[1] + " " + m[2] }},
	{regexp.MustCompile(`#\s?(\d+)`), func(m []string) string { return "number " + number(m[1]) }},
	// 1990 people is a count, 1990 a year
	{regexp.MustCompile(`\b(1[1-9]\d\d|20\d\d)\b`), func(m []string) string { return Year(parse(m[1])) }},
	{regexp.MustCompile(num), func(m []string) string { return number(m[0]) }},
	{regexp.MustCompile(`\.?\d+`), func(m []string) string { return number(m[0]) }},
}

// number writes a cardinal or a decimal; figures too long to count are said
// one by one.
func number(s string) string {
	s = strings.ReplaceAll(s, ",", "")
	whole, frac, dot := strings.Cut(s, ".")
	var b strings.Builder
	if n, err := strconv.ParseUint(whole, 10, 64); whole == "" {
		b.WriteString("zero")
	} else if err != nil || n > 999_999_999_999_999 {
		return strings.ReplaceAll(Digits(whole+frac), ",", "")
	} else {
		b.WriteString(Cardinal(n))
	}
	if dot {
		b.WriteString(" point")
		for _, r := range frac {
			b.WriteString(" " + ones[r-'0'])
		}
	}
	return b.String()
}

func parse(s string) uint64 {
	n, err := strconv.ParseUint(strings.ReplaceAll(s, ",", ""), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

func ordinal(s string) string { return Ordinal(parse(s)) }

// year reads four figures without a comma as a year, anything else as a number.
func year(s string) string {
	if n := parse(s); len(s) == 4 && n >= 1100 && n < 2100 {
		return Year(n)
	}
	return number(s)
}

func each(parts []string) []string {
	out := make([]string, len(parts))
	for i, p := range parts {
		out[i] = number(p)
	}
	return out
}

func clock(hour, minute, half string) string {
	h, m := parse(hour), parse(minute)
	s := Cardinal(h)
	switch {
	case minute == "" || m == 0 && half != "":
	case m == 0 && h == 0:
		s = "midnight"
	case m == 0 && h > 12:
		s += " hundred"
	case m == 0:
		s += " o'clock"
	case m < 10:
		s += " oh " + ones[m]
	default:
		s += " " + Cardinal(m)
	}
	switch strings.ToLower(half) {
	case "a":
		s += " AM"
	case "p":
		s += " PM"
	}
	return s
}

func isoDate(y, m, d string) string {
	names := [...]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
	k := parse(m)
	if k < 1 || k > 12 {
		return Digits(y + " " + m + " " + d)
	}
	return names[k-1] + " " + ordinal(d) + ", " + year(y)
}

func money(sign, amount, scale string) string {
	unit, part := "dollar", "cent"
	switch sign {
	case "£":
		unit, part = "pound", "penny"
	case "€":
		unit = "euro"
	}
	many := func(n uint64, s string) string {
		if n == 1 {
			return s
		}
		if s == "penny" {
			return "pence"
		}
		return s + "s"
	}
	switch strings.ToLower(scale) {
	case "k", "thousand":
		return number(amount) + " thousand " + unit + "s"
	case "m", "million":
		return number(amount) + " million " + unit + "s"
	case "bn", "billion":
		return number(amount) + " billion " + unit + "s"
	}
	whole, frac, _ := strings.Cut(amount, ".")
	if frac == "" {
		return number(whole) + " " + many(parse(whole), unit)
	}
	if len(frac) != 2 {
		return number(amount) + " " + unit + "s"
	}
	cents := parse(frac)
	switch {
	case cents == 0:
		return number(whole) + " " + many(parse(whole), unit)
	case parse(whole) == 0:
		return Cardinal(cents) + " " + many(cents, part)
	}
	return number(whole) + " " + many(parse(whole), unit) + " " + Cardinal(cents)
}

func fraction(a, b string) string {
	n, d := parse(a), parse(b)
	switch {
	case d == 2 && n == 1:
		return "a half"
	case d == 4 && (n == 1 || n == 3):
		return Cardinal(n) + map[bool]string{true: " quarter", false: " quarters"}[n == 1]
	case d >= 3 && d <= 10 && n < d && n == 1:
		return "one " + Ordinal(d)
	case d >= 3 && d <= 10 && n < d:
		return Cardinal(n) + " " + Ordinal(d) + "s"
	}
	return Cardinal(n) + " out of " + Cardinal(d)
}

func measure(n, unit string) string {
	one := n == "1"
	name := map[string]string{"km": "kilometre", "kg": "kilo", "cm": "centimetre", "mm": "millimetre", "mg": "milligram", "ml": "millilitre",
		"min": "minute", "mins": "minute", "hrs": "hour", "hr": "hour", "h": "hour", "secs": "second", "sec": "second", "ms": "millisecond", "GB": "gigabyte", "MB": "megabyte", "m": "metre", "°": "degree"}[unit]
	switch {
	case name != "" && one:
		return number(n) + " " + name
	case name != "":
		return number(n) + " " + name + "s"
	}
	return number(n) + " " + map[string]string{"k": "thousand", "x": "times", "mph": "miles an hour", "°C": "degrees Celsius", "°F": "degrees Fahrenheit", "bn": "billion"}[unit]
}
