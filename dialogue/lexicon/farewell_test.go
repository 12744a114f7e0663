package lexicon

import "testing"

func TestFarewell(t *testing.T) {
	for text, want := range map[string]bool{
		"Goodbye, Neil.":                                    true,
		"Thank you for today. Bye for now.":                 true,
		"Good luck with Nora. Bye.":                         true,
		"Okay then, take care, Marit.":                      true,
		"And see you next week.":                            true,
		"Have a good evening, Ben.":                         true,
		"bye":                                               true,
		"You never said goodbye to Leo.":                    false,
		"Goodbye is what you never got to say to him there": false,
		"Take care of what exactly?":                        false,
		"Bye. Or is there something you'd still say?":       false,
		"It went by so fast.":                               false,
		"See you in the eyes of the others, you mean.":      false,
		"All the best ones leave early in the morning.":     false,
		"": false,
	} {
		if got := Farewell(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
