package lexicon

import "testing"

func TestMayMurmur(t *testing.T) {
	for text, want := range map[string]bool{
		"Mum": true, "Mumhe": true, "Um": true, "Yeah, mum": true, "mm, hum": true,
		"Memhams,": true, "Mentoms.": true, "The man-hymn": true, "My mom.": true, "Mum, hum, mum.": true, "Mum, hell.": true, "Mum helped.": true, "Mintham's mum": true,
		"God it!": true, "I slee.": true, "And okay,": true, "A sure,": true, "Lose wow.": true, "Oh, I see.": true,
		"Locate.": true, "No, came.": true, "I sleep,": true, "Oh, I.": true, "Who I see.": true, "Of course it.": true, "It's a mem home": true, "And of course,,": true, "Hello, I see.": true,
		"Mum died": false, "But": false, "Have you": false, "So mum": false, "Yeah, but": false, "": false, "-": false,
		"Wait": false, "Sorry": false, "I mean that": false, "My mother": false, "And how": false, "So when": false, "What if": false, "No": false,
		"He might": false, "Hang on": false, "I see that": false, "Stop": false, "Can I": false, "Hold on": false,
		"And I": false, "I feel": false, "And then": false, "It's": false, "It": false, "And it": false, "Who was": false, "I can": false, "Okay so": false, "I see a": false, "The": false,
	} {
		if got := MayMurmur(text); got != want {
			t.Errorf("MayMurmur(%q) = %v", text, got)
		}
	}
}
