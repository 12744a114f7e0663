package verbal

import "stillpoint/dialogue/lexicon"

// PassedOver says that her last turn held a feeling that weighs, and that the
// coach's turn neither meets it nor leaves it room.
func PassedOver(c Context) bool {
	if len(c.Heard) == 0 {
		return false
	}
	h := past(c.Heard)
	coach := c.Heard[len(c.Heard)-1].Text
	if c.Cue < 1 && !h.feeling(1) || lexicon.IsBackchannel(coach) || AsksFeeling(coach) || len(Feelings(coach)) > 0 {
		return false
	}
	for _, e := range Detect(c) {
		switch e.Name {
		case EmotionAck, Empathy, Accept, Strength, Repair, CheckIn:
			return false
		}
	}
	return true
}
