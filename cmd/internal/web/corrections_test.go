package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"stillpoint/analysis"
	"stillpoint/analysis/timing"
	"stillpoint/dialogue/store"
	"stillpoint/dialogue/timeline"
)

// correction is the body of one.
func correction(of int, was, text string) string {
	data, _ := json.Marshal(map[string]any{"of": of, "was": was, "text": text})
	return string(data)
}

// twice is the worked example, and once more after it, so that it has turns
// that are far apart.
func twice(t *testing.T) []timeline.Event {
	t.Helper()
	data, err := os.ReadFile("../../../analysis/testdata/worked.json")
	if err != nil {
		t.Fatal(err)
	}
	var one, two timeline.Timeline
	if err := json.Unmarshal(data, &one); err != nil {
		t.Fatal(err)
	}
	// All times of the copy are later and all numbers higher: they are shifted
	// in the JSON, where each has its name.
	var raw map[string]any
	if err := json.Unmarshal(data, &raw); err != nil {
		t.Fatal(err)
	}
	later := map[string]float64{"seq": 100, "turn": 10}
	for _, at := range []string{"at", "from", "to", "decided", "final", "first_token", "first_audio", "playout", "onset", "stopped"} {
		later[at] = float64(one.Length)
	}
	shift(raw["events"], later)
	if data, err = json.Marshal(raw); err == nil {
		err = json.Unmarshal(data, &two)
	}
	if err != nil {
		t.Fatal(err)
	}
	var all []timeline.Event
	for _, e := range slices.Concat(one.Events, two.Events) {
		if e.Body.Kind() != "end" {
			all = append(all, e)
		}
	}
	return all
}

func shift(v any, by map[string]float64) {
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			shift(x, by)
		}
	case map[string]any:
		for name, x := range v {
			if n, ok := x.(float64); ok {
				v[name] = n + by[name]
			}
			shift(x, by)
		}
	}
}

// A correction changes what it touches, the turns beside it, and nothing else;
// both texts stay.
func TestCorrectionTouchesItsOwnTurn(t *testing.T) {
	w := open(t, nil)
	events := twice(t)
	id := w.held(events...)
	path := "/api/practices/" + id
	before := read[analysis.Report](w, w.get(nil, path+"/report", 200))
	var turns []timeline.Event // of the coach
	for _, e := range events {
		if _, ok := e.Body.(timeline.CoachTurn); ok {
			turns = append(turns, e)
		}
	}
	ear := w.listen("practice="+id, nil)
	const better = "You could just stop doing them, couldn't you?"
	was := turns[1].Body.(timeline.CoachTurn).Text
	got := read[timeline.Event](w, w.do(nil, "POST", path+"/corrections", correction(turns[1].Seq, was, better), 200))
	if want := (timeline.Correction{Of: turns[1].Seq, Text: better, By: "coach"}); got.Body != want || got.Seq <= events[len(events)-1].Seq {
		t.Errorf("appended %+v, want %+v", got, want)
	}
	ear.hears(fmt.Sprintf(`practice {"id":%q,"state":"scoring"}`, id), fmt.Sprintf(`practice {"id":%q,"state":"ready"}`, id))

	tl := read[timeline.Timeline](w, w.get(nil, path+"/timeline", 200))
	if !reflect.DeepEqual(tl.Events, append(slices.Clone(events), got)) {
		t.Error("the timeline is not the one before with the correction after it")
	}
	after, err := w.store.Report(t.Context(), id, analysis.TrustSafety(nil).Edition)
	i := slices.IndexFunc(after.Turns, func(turn timing.Turn) bool { return turn.Seq == turns[1].Seq })
	if err != nil || i < 0 || after.Turns[i].Text != better || after.Turns[i].Raw != was {
		t.Fatalf("the report that is kept: %+v, %v", after.Turns, err)
	}
	beside := func(e analysis.Evidence) bool { // as far as the coach's turns before and after
		return e.To > turns[0].Body.(timeline.CoachTurn).From && e.From < turns[2].Body.(timeline.CoachTurn).To
	}
	kept := func(r analysis.Report) (far []analysis.Evidence, near int) {
		for _, e := range r.Evidence {
			e.ID = "" // it is a number in the list
			if beside(e) {
				near++
			} else {
				far = append(far, e)
			}
		}
		return far, near
	}
	farBefore, nearBefore := kept(before)
	farAfter, nearAfter := kept(after)
	if len(farBefore) < 2 || !reflect.DeepEqual(farBefore, farAfter) {
		t.Errorf("far from the turn there was\n%+v\nand is now\n%+v", farBefore, farAfter)
	}
	if nearBefore == nearAfter && reflect.DeepEqual(before.Evidence, after.Evidence) {
		t.Error("the correction changed nothing")
	}
}

// What is refused changes nothing, and says why.
func TestCorrectionsThatAreRefused(t *testing.T) {
	w := open(t, nil)
	hers := timeline.Event{Seq: 2, At: 4000, Body: timeline.ClientTurn{Turn: 1, From: 3200, To: 4000, Text: "Nothing."}}
	id := w.held(coachSays("What else?"), hers)
	path := "/api/practices/" + id + "/corrections"
	for _, c := range []struct {
		body, code string
		status     int
	}{
		{correction(2, "Nothing.", "Everything."), "no_such_turn", 404},
		{correction(3, "", "Everything."), "no_such_turn", 404},
		{correction(-1, "", "Everything."), "no_such_turn", 404},
		{correction(1, "What else is there?", "Who else?"), "changed_meanwhile", 409},
		{correction(1, "What else?", ""), "bad_request", 400},
		{correction(1, "What else?", " \u202e\u200b\t\u0000\n "), "bad_request", 400},
		{correction(1, "What else?", strings.Repeat("ä", 8001)), "bad_request", 400},
		{`{"text":"Who else?","was":"What else?"}`, "bad_request", 400},
		{`{"of":1,"text":"Who else?"}`, "bad_request", 400},
	} {
		if got := w.do(nil, "POST", path, c.body, c.status); !strings.Contains(string(got), c.code) {
			t.Errorf("%.80s: %s, want %s", c.body, got, c.code)
		}
	}
	if got := w.do(nil, "POST", path, correction(1, "", "Who else?"), 409); !strings.Contains(string(got), `"text":"What else?"`) {
		t.Errorf("a conflict does not say what is there: %s", got)
	}
	if e := read[timeline.Event](w, w.do(nil, "POST", path, correction(1, "What  else?", " What else?\n"), 200)); e.Seq != 1 {
		t.Errorf("the words that are there already: %+v", e)
	}
	longest := strings.Repeat("😀", 8000)
	if e := read[timeline.Event](w, w.do(nil, "POST", path, correction(1, "What else?", longest), 200)); e.Seq != 3 {
		t.Errorf("8,000 characters: %+v", e.Seq)
	}
	if e := read[timeline.Event](w, w.do(nil, "POST", path, correction(1, longest, "Who\u202e   else?\r\n"), 200)); e.Body.(timeline.Correction).Text != "Who else?" {
		t.Errorf("not cleaned: %+v", e)
	}
	if e := read[timeline.Event](w, w.do(nil, "POST", path, correction(1, longest, "Who else?"), 200)); e.Seq != 4 {
		t.Errorf("asked for twice: %+v", e)
	}
	if tl, err := w.store.Timeline(t.Context(), id); err != nil || len(tl.Events) != 4 {
		t.Errorf("%d events, %v, want 4", len(tl.Events), err)
	}
}

// racedStore is a store in which another tab is a little faster, once.
type racedStore struct {
	*store.Store
	other chan timeline.Correction
}

func (s racedStore) Append(ctx context.Context, id string, e timeline.Event) error {
	select {
	case c := <-s.other:
		if err := s.Store.Append(ctx, id, timeline.Event{Seq: e.Seq, At: e.At, Body: c}); err != nil {
			return err
		}
	default:
	}
	return s.Store.Append(ctx, id, e)
}

// Of two tabs that correct at once, neither loses words: the one that is later
// comes after, or is told that the words it saw are no longer there.
func TestTwoTabsCorrectAtOnce(t *testing.T) {
	other := make(chan timeline.Correction, 1)
	w := open(t, func(c *Config) { c.Store = racedStore{c.Store.(*store.Store), other} })
	second := timeline.Event{Seq: 2, At: 5000, Body: timeline.CoachTurn{Turn: 2, From: 4000, To: 5000, Text: "Who else?"}}
	for of, status := range map[int]int{1: 409, 2: 200} {
		id := w.held(coachSays("What else?"), second)
		w.get(nil, "/api/practices/"+id+"/report", 200) // is kept
		other <- timeline.Correction{Of: of, Text: "Where else?", By: "coach"}
		got := w.do(nil, "POST", "/api/practices/"+id+"/corrections", correction(1, "What else?", "When else?"), status)
		if status == 409 && !strings.Contains(string(got), `"text":"Where else?"`) {
			t.Errorf("the later tab is told %s", got)
		}
		var texts []string
		for _, turn := range read[analysis.Report](w, w.get(nil, "/api/practices/"+id+"/report", 200)).Turns {
			texts = append(texts, turn.Text)
		}
		want := map[int][]string{409: {"Where else?", "Who else?"}, 200: {"When else?", "Where else?"}}[status]
		if !slices.Equal(texts, want) {
			t.Errorf("the report has %q, want %q", texts, want)
		}
	}
}

// A practice that runs is not corrected; one in memory is, there.
func TestCorrectionOfAnUnrecordedPractice(t *testing.T) {
	w := open(t, nil)
	c, hello := w.talk(nil, audioOffer)
	c.send(`{"type":"captions","on":true}`)
	c.send(`{"type":"say","text":"how are you"}`)
	c.await(said{Type: "caption", Side: "client"})
	path := "/api/practices/" + hello.Practice
	w.do(nil, "POST", path+"/corrections", correction(1, "", "x"), http.StatusConflict)
	c.send(`{"type":"end"}`)
	c.await(said{Type: "ended"})
	tl := read[timeline.Timeline](w, w.get(nil, path+"/timeline", 200))
	i := slices.IndexFunc(tl.Events, func(e timeline.Event) bool { return e.Body.Kind() == "coach" })
	if i < 0 {
		t.Fatalf("no turn in %+v", tl.Events)
	}
	w.do(nil, "POST", path+"/corrections", correction(tl.Events[i].Seq, "how are you", "Who are you?"), 200)
	if r := read[analysis.Report](w, w.get(nil, path+"/report", 200)); !slices.ContainsFunc(r.Turns, func(turn timing.Turn) bool { return turn.Text == "Who are you?" && turn.Raw == "how are you" }) {
		t.Errorf("report %+v", r.Turns)
	}
	if left := w.files(); len(left) != 0 {
		t.Errorf("on disk: %v", left)
	}
}
