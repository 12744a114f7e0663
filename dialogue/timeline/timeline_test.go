package timeline

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"
)

func TestEventKeepsItsFieldsThroughJSON(t *testing.T) {
	events := []Event{
		{1, 0, Line{State: LineUp}},
		{2, 7200, ClientTurn{Turn: 0, Why: WhyOpening, Origin: OriginAuthored, From: 800, To: 7200,
			Pieces: []Piece{{Text: "Hi.", From: 800, To: 2600}, {Pause: true, From: 2600, To: 3100}},
			Text:   "Hi.", Cue: &Cue{"swallows", 3}, Cut: &Cut{By: Coach, Onset: 7000, Stopped: 7200}, Lag: Lag{Playout: 800}}},
		{3, 10300, IPU{Coach, 9400, 10100}},
		{4, 13180, CoachTurn{Turn: 1, From: 9400, To: 12000, Text: "Hi Marit.", Decided: 13100, Final: 13180}},
		{5, 14000, End{"coach"}},
	}
	b, err := json.Marshal(events)
	if err != nil {
		t.Fatal(err)
	}
	var got []Event
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, events) {
		t.Errorf("through JSON:\n got %+v\nwant %+v\n%s", got, events, b)
	}
}

func TestUnknownKindSurvives(t *testing.T) {
	in := `{"seq":9,"at":5,"kind":"weather","sky":"grey"}`
	var e Event
	if err := json.Unmarshal([]byte(in), &e); err != nil {
		t.Fatal(err)
	}
	out, err := json.Marshal(e)
	if err != nil || string(out) != in {
		t.Errorf("got %s, %v; want %s", out, err, in)
	}
}

func TestAtRounds(t *testing.T) {
	if got := At(1499 * time.Microsecond); got != 1 {
		t.Errorf("At(1.499 ms) = %d, want 1", got)
	}
	if got := At(1500 * time.Microsecond); got != 2 {
		t.Errorf("At(1.5 ms) = %d, want 2", got)
	}
}

func FuzzEvent(f *testing.F) {
	f.Add([]byte(`{"seq":1,"at":0,"kind":"line","state":"up"}`))
	f.Add([]byte(`{"kind":"client","pieces":[{"pause":true}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var e Event
		if json.Unmarshal(data, &e) != nil {
			return
		}
		if _, err := json.Marshal(e); err != nil {
			t.Errorf("read but cannot write: %v", err)
		}
	})
}
