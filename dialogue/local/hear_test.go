package local

import (
	"fmt"
	"testing"
	"time"

	"stillpoint/media/voice"
)

func TestTurnsAndPieces(t *testing.T) {
	const s = time.Second
	ipus := []voice.IPU{
		{From: 1 * s, To: 4 * s}, {From: 5 * s, To: 14 * s}, {From: 15 * s, To: 16 * s}, // one turn, two pieces
		{From: 17400 * time.Millisecond, To: 18 * s}, // 1.4 s later: another turn
	}
	got := ""
	for _, turn := range turns(ipus) {
		got += fmt.Sprint(turn.From, "-", turn.To, ":", pieces(turn.IPUs), " ")
	}
	if want := "1s-16s:[{1s 14s} {15s 16s}] 17.4s-18s:[{17.4s 18s}] "; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if turns(nil) != nil || pieces(nil) != nil {
		t.Error("nothing has parts")
	}
}
