package scenario

import (
	"iter"

	"stillpoint/dialogue/trust"
)

// Asked are all phrases by which a coach may come to something she can say:
// the id of a line with each of its phrases, and of a topic as topic/ID.
func (s *Scenario) Asked() iter.Seq2[string, string] {
	return func(yield func(id, phrase string) bool) {
		for i := range s.Lines {
			for _, phrase := range s.Lines[i].Asked {
				if !yield(s.Lines[i].ID, phrase) {
					return
				}
			}
		}
		for i := range s.Topics {
			for _, phrase := range s.Topics[i].Asked {
				if !yield(TopicPrefix+s.Topics[i].ID, phrase) {
					return
				}
			}
		}
	}
}

// TopicPrefix stands before a topic's id where lines and topics meet. No
// line's id begins with it.
const TopicPrefix = "topic/"

// TrustParams are how easily she is moved, as the trust model takes them.
func (s *Scenario) TrustParams() trust.Params {
	p := trust.Params{Start: s.Trust.Start, Gain: s.Trust.Gain, Loss: s.Trust.Loss, Touchy: map[trust.Name]int{}}
	for layer := 1; layer < len(p.Open); layer++ {
		p.Open[layer], p.Close[layer] = s.Trust.Open[layer], s.Trust.Close[layer]
	}
	for name, percent := range s.Trust.Touchy {
		p.Touchy[trust.Name(name)] = percent
	}
	return p
}

// fill gives her the moves no client may be without and a file may leave out.
func (s *Scenario) fill() {
	for name, words := range map[string]string{
		MoveUnsure: "Hm. I'd have to think about that.",
		MoveSafety: "No. No, nothing like that.",
		MoveHere:   "Yes. I'm here.",
	} {
		if len(s.Moves[name]) == 0 {
			s.Moves[name] = Variants{{Source: words, Pieces: []Piece{{Words: words}}}}
		}
	}
}

// voices are those Kokoro has for English.
var voices = []string{
	"af_alloy", "af_aoede", "af_bella", "af_heart", "af_jessica", "af_kore", "af_nicole", "af_nova", "af_river", "af_sarah", "af_sky",
	"am_adam", "am_echo", "am_eric", "am_fenrir", "am_liam", "am_michael", "am_onyx", "am_puck", "am_santa",
	"bf_alice", "bf_emma", "bf_isabella", "bf_lily", "bm_daniel", "bm_fable", "bm_george", "bm_lewis",
}
