package spellout

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestExpand(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"0, 7, 13, 20, 21, 100, 101, 999", "zero, seven, thirteen, twenty, twenty-one, one hundred, one hundred and one, nine hundred and ninety-nine"},
		{"1,250 and 1,000,000 and 2,340,117", "one thousand two hundred and fifty and one million and two million three hundred and forty thousand one hundred and seventeen"},
		{"1st, 2nd, 3rd, 12th, 20th, 21st, 100th", "first, second, third, twelfth, twentieth, twenty-first, one hundredth"},
		{"in 1995, 2004, 2026, 1905, 1900", "in nineteen ninety-five, two thousand and four, twenty twenty-six, nineteen oh five, nineteen hundred"},
		{"the 1990s, the '80s, her 30s", "the nineteen nineties, the eighties, her thirties"},
		{"3:30 10:05 9:00 14:00 0:00", "three thirty ten oh five nine o'clock fourteen hundred midnight"},
		{"7pm. 9:30 a.m. on", "seven PM. nine thirty AM on"},
		{"on March 3rd, 12 May 2026", "on March third, the twelfth of May twenty twenty-six"},
		{"2026-05-12", "May twelfth, twenty twenty-six"},
		{"$5 $1 £3.50 €1.2 million $20k $0.99", "five dollars one dollar three pounds fifty one point two million euros twenty thousand dollars ninety-nine cents"},
		{"40% 2.5 %", "forty percent two point five percent"},
		{"3.5 0.75 -5", "three point five zero point seven five minus five"},
		{"2-3 10–15 1995-2001", "two to three ten to fifteen nineteen ninety-five to two thousand and one"},
		{"1/2 3/4 2/3 24/7 50/50", "a half three quarters two thirds twenty-four seven fifty fifty"},
		{"a 1:1, a 360 feedback, 360-degree", "a one to one, a three sixty feedback, three sixty degree"},
		{"555-1234 or 020 7946 0958", "five five five, one two three four or oh two oh, seven nine four six, oh nine five eight"},
		{"Q3 B2B A4 COVID-19 #1", "Q three B two B A four COVID nineteen number one"},
		{"5km 10 kg 3x 2 hrs 1 min", "five kilometres ten kilos three times two hours one minute"},
		{"Mr. Li, Mrs Ray, Dr. No, St. Mary", "Mister Li, Missis Ray, Doctor No, Saint Mary"},
		{"e.g. tea, i.e. that, cakes etc.", "for example tea, that is that, cakes etc."},
		{"R&D and/or Q & A", "R and D and or Q and A"},
		{"99999999999999999999", "nine nine nine nine nine nine nine nine nine nine nine nine nine nine nine nine nine nine nine nine"},
		{"no figures here.", "no figures here."},
	} {
		if got := strings.Join(strings.Fields(Expand(c.in)), " "); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

func FuzzExpand(f *testing.F) {
	f.Add("$1.2m 3/4 09:61 -7 1,23 1.2.3 ½% 12345678901234567890 Q3x '90s 0/0 1-2-3")
	f.Fuzz(func(t *testing.T, text string) {
		got := Expand(text)
		if strings.ContainsAny(got, "0123456789") {
			t.Fatalf("%q leaves figures: %q", text, got)
		}
		if utf8.ValidString(text) && !utf8.ValidString(got) {
			t.Fatalf("%q: not UTF-8: %q", text, got)
		}
	})
}
