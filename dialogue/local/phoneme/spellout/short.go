package spellout

import (
	"regexp"
	"strings"
)

// short forms that end in a full stop which is not the end of a sentence, and
// a few others nobody says as they are written. A form at the very end keeps
// its stop.
var short = []struct {
	find *regexp.Regexp
	put  string
}{
	{regexp.MustCompile(`\bMr\.?(\s)`), "Mister$1"},
	{regexp.MustCompile(`\bMrs\.?(\s)`), "Missis$1"},
	{regexp.MustCompile(`\bMs\.(\s)`), "Ms$1"},
	{regexp.MustCompile(`\bDr\.?(\s)`), "Doctor$1"},
	{regexp.MustCompile(`\bProf\.(\s)`), "Professor$1"},
	{regexp.MustCompile(`\b(?:Sr|Jr)\.(\s)`), "junior$1"},
	{regexp.MustCompile(`\bSt\.? ([A-Z])`), "Saint $1"},
	{regexp.MustCompile(`\b(?:e\.g\.|eg\.),?`), "for example"},
	{regexp.MustCompile(`\b(?:i\.e\.|ie\.),?`), "that is"},
	{regexp.MustCompile(`\betc\.(\s+[a-z,;])`), "etc$1"},
	{regexp.MustCompile(`\b[vV]s\.?(\s)`), "versus$1"},
	{regexp.MustCompile(`\bapprox\.(\s)`), "approximately$1"},
	{regexp.MustCompile(`\bdept\.(\s)`), "department$1"},
	{regexp.MustCompile(`\b[Nn]os?\.\s?(\d)`), "number $1"},
	{regexp.MustCompile(`\bw/o\b`), "without"},
	{regexp.MustCompile(`\bw/\s`), "with "},
	{regexp.MustCompile(`\bc/o\b`), "care of"},
	{regexp.MustCompile(`\band/or\b`), "and or"},
	{regexp.MustCompile(`\b([a-z]+)/([a-z]+)\b`), "$1 or $2"},
	{regexp.MustCompile(`\bJan\.? (\d)`), "January $1"},
	{regexp.MustCompile(`\bFeb\.? (\d)`), "February $1"},
	{regexp.MustCompile(`\bAug\.? (\d)`), "August $1"},
	{regexp.MustCompile(`\bSept?\.? (\d)`), "September $1"},
	{regexp.MustCompile(`\bOct\.? (\d)`), "October $1"},
	{regexp.MustCompile(`\bNov\.? (\d)`), "November $1"},
	{regexp.MustCompile(`\bDec\.? (\d)`), "December $1"},
	{regexp.MustCompile(`([a-zA-Z0-9])@([a-zA-Z])`), "$1 at $2"},
	{regexp.MustCompile(`([a-z]{2,})\.(com|org|net|io|co|uk|eu)\b`), "$1 dot $2"},
	{regexp.MustCompile(`https?://(?:www\.)?`), ""},
	{regexp.MustCompile(`(\d)½`), "$1 and a half"},
}

var signs = strings.NewReplacer(
	" & ", " and ", "&", " and ", "%", " percent", "+", " plus ", "=", " equals ", "°", " degrees", "§", "section ", "½", "a half", "¼", "a quarter", "¾", "three quarters",
	"€", " euros", "£", " pounds", "$", " dollars", "²", " squared", "³", " cubed", "×", " times ", "÷", " divided by ", "→", ", ", "•", ", ",
)
