package analysis

import (
	"stillpoint/analysis/timing"
	"stillpoint/analysis/verbal"
	"stillpoint/dialogue/timeline"
)

// info is told and never scored.
func info(t timing.Times) Info {
	var in Info
	hers, used := map[string]bool{}, 0 // her content words: whether the coach has used them since
	for _, turn := range t.Turns {
		words := verbal.Content(turn.Text)
		if turn.Side == timeline.Client {
			for _, w := range words {
				if _, said := hers[w]; !said {
					hers[w] = false
				}
			}
			continue
		}
		for _, w := range words {
			if before, said := hers[w]; said && !before {
				hers[w] = true
				used++
			}
		}
		switch verbal.Class(turn.Class) {
		case verbal.Question:
			in.Questions++
		case verbal.Reflection:
			in.Reflections++
		}
	}
	in.Ratio = share(float64(in.Reflections), float64(in.Questions))
	in.Uptake = share(float64(used), float64(len(hers)))
	speech := t.Talk.Speech.Coach + t.Talk.Speech.Client
	in.Silence = share(float64(t.Talk.Silence), float64(t.Talk.Silence+speech))
	return in
}
