package timing

import (
	"testing"

	"stillpoint/dialogue/timeline"
)

// A pause is as long as it was meant to be, where the timeline says so; what
// a late voice added is the machine's.
func TestPlannedPauseOfAPiece(t *testing.T) {
	for planned, want := range map[timeline.Ms]timeline.Ms{0: 2500, 800: 800, 2500: 2500, 4000: 2500} {
		h := herSaid{ClientTurn: timeline.ClientTurn{From: 1000, To: 6000, Pieces: []timeline.Piece{
			{Text: "I do.", From: 1000, To: 2000}, {Pause: true, From: 2000, To: 4500, Planned: planned}, {Text: "Sometimes.", From: 4500, To: 6000},
		}}, end: 6000}
		h.pieces(nil)
		late := timeline.Ms(0)
		for _, s := range h.late {
			late += s.to - s.from
		}
		if len(h.pauses) != 1 || h.pauses[0].to-h.pauses[0].from != want || late != 2500-want {
			t.Errorf("planned %d: pauses %v, late %d; want %d", planned, h.pauses, late, want)
		}
	}
}
