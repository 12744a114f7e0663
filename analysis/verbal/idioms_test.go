package verbal

import "testing"

// Each in its own words, and with false friends, which are no feeling.
func TestIdiomsOfDistress(t *testing.T) {
	for want, texts := range map[int][]string{
		3: {
			"I can't bear it.", "i can't bear it", "I can't bear it any longer.", "I couldn't bear it when she left.", "I can't bear to look at the house.", "I can't bear the thought of going back.",
			"I can't stand it.", "I can't stand it anymore.", "I just can't stand this.", "I can't take it any more.", "I can't take it.", "I can't take much more of this.", "I can't take this any more.",
			"I can't do this any more.", "I can't go on like this.", "I can't carry on.", "I can't keep going.", "I can't live like this.", "I can't face it.", "I can't face another winter there.", "I can't forgive myself.",
			"I can't see a way out.", "It's more than I can bear.", "I'm at the end of my rope.", "I'm hanging on by a thread.", "I'm barely holding it together.", "I went to pieces.", "It brought me to my knees.",
			"I've got nothing left to give.", "I've lost all hope.", "I just want to disappear.", "I wanted the ground to swallow me.", "I could have sunk through the floor.", "My world fell apart.", "The walls are closing in.",
			"I broke down in the car park.", "I'm on the verge of a breakdown.", "I'm about to snap.", "I'm losing my grip.", "It's driving me mad.", "It's eating me up.", "It's tearing me apart.", "It broke me.", "You can't bear it.", "So you couldn't take it any more.",
		},
		2: {
			"It's too much for me.", "it's too much for me", "It's all too much.", "I'm done in.", "i'm done in", "You're done in.", "I'm wrung out.", "I'm dead on my feet.", "I'm running on fumes.", "It's just too much.",
			"I can't handle it.", "I can't deal with this.", "I can't switch off.", "I can't think straight.", "I'm barely coping.", "I'm in over my head.", "I've had it up to here.", "I'm sick of it all.", "It's getting me down.", "It gets on top of me.",
			"It's wearing me out.", "It does my head in.", "It's all on my shoulders.", "I'm in a dark place.", "I'm in a bad way.", "I cried my eyes out.", "I want to scream.", "It was a slap in the face.", "I'm walking on eggshells.", "I've nobody to turn to.", "I don't know how much longer I can do it.",
		},
		0: {
			"I can't bear left there.", "I can't take it home.", "I can't take it with me on the train.", "It's done in ten minutes.", "We were done in an hour.", "I'm done in the kitchen.", "I can't stand up on that leg.", "I can't stand on the ladder.",
			"The bridge can't bear this weight.", "You can't take this train on Sundays.", "I can't take it back to the shop.", "I can't take it off the wall.", "The car broke down again.", "I can't face north from here.", "The button was hanging by a thread of wool.",
			"It's too much milk for one coffee.", "I can't do it on Monday.", "I can't keep it in the garden.", "I can't handle this machine without gloves.", "I can't eat nuts.", "I broke down the cost for them.", "I lost it on the bus.", "I carried him on my shoulders.", "We sail at sea level.",
			"I'm all in favour of it.", "She'd had it with milk.", "It's not too much for me.", "The kitchen is a mess.", "I'm done.", "I bear left at the church.", "We take it in turns.",
		},
	} {
		for _, text := range texts {
			top := 0
			for _, s := range Feelings(text) {
				top = max(top, s.Intensity)
			}
			if cue := Cue(text); want == 0 && (top > 0 || cue > 1) || want > 0 && (top < want-1 || top == 0 || cue < 1) {
				t.Errorf("%q: feeling %d, cue %d, want %d", text, top, cue, want)
			}
		}
	}
}
