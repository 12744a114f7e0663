package web

import (
	"context"
	"net/http"
	"testing"
	"time"

	"stillpoint/analysis"
	"stillpoint/dialogue/local/work"
	"stillpoint/dialogue/store"
	"stillpoint/dialogue/timeline"
)

// held is a practice that ended before the server had reports.
func (w *world) held(events ...timeline.Event) string {
	w.Helper()
	id := store.NewID(time.Now())
	if err := w.store.Create(w.Context(), store.Practice{ID: id, Scenario: w.server.Scenarios()[0].ID, Started: time.Now(), Recorded: true}); err != nil {
		w.Fatal(err)
	}
	r := w.store.Recorder(id)
	for _, e := range events {
		r.Append(e)
	}
	done, cancel := context.WithCancel(w.Context())
	cancel()
	if err := r.Run(done); err != nil {
		w.Fatal(err)
	}
	if err := w.store.Finish(w.Context(), store.Practice{ID: id, Complete: true, Length: 9000, Turns: 1}); err != nil {
		w.Fatal(err)
	}
	return id
}

func coachSays(text string) timeline.Event {
	return timeline.Event{Seq: 1, At: 3000, Body: timeline.CoachTurn{Turn: 1, From: 1000, To: 3000, Text: text}}
}

func TestReportIsMadeWhenAPracticeEnds(t *testing.T) {
	w := open(t, nil)
	c, hello := w.talk(nil, recordedOffer)
	w.do(nil, "GET", "/api/practices/"+hello.Practice+"/report", "", http.StatusConflict)
	c.send(`{"type":"captions","on":true}`)
	c.send(`{"type":"say","text":"how are you"}`)
	c.await(said{Type: "caption", Side: "client"})
	c.send(`{"type":"end"}`)
	c.await(said{Type: "ended"})
	edition := analysis.TrustSafety(nil).Edition
	var kept analysis.Report
	for by := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		var err error
		if kept, err = w.store.Report(t.Context(), hello.Practice, edition); err == nil {
			break
		}
		if time.Now().After(by) {
			t.Fatal(err)
		}
	}
	got := read[analysis.Report](w, w.get(nil, "/api/practices/"+hello.Practice+"/report", 200))
	if got.Practice != hello.Practice || got.Rubric != edition || !got.Complete || len(got.Turns) != len(kept.Turns) || got.About == "" {
		t.Errorf("report %+v", got)
	}
	if p := read[practiceJSON](w, w.get(nil, "/api/practices/"+hello.Practice, 200)); p.State != "ready" {
		t.Errorf("the practice is %s", p.State)
	}
}

func TestReportOfAnOlderPracticeIsMadeOnDemand(t *testing.T) {
	w := open(t, nil)
	id := w.held(coachSays("What would you like from today?"))
	edition := analysis.TrustSafety(nil).Edition
	older := analysis.Report{Practice: id, Rubric: analysis.Edition{ID: edition.ID, Version: edition.Version - 1}}
	if err := w.store.KeepReport(t.Context(), older, timeline.Timeline{Events: make([]timeline.Event, 1)}); err != nil {
		t.Fatal(err)
	}
	got := read[analysis.Report](w, w.get(nil, "/api/practices/"+id+"/report", 200))
	if got.Rubric != edition || len(got.Turns) != 1 || got.Turns[0].Text != "What would you like from today?" {
		t.Errorf("report %+v", got)
	}
	for _, e := range []analysis.Edition{edition, older.Rubric} {
		if _, err := w.store.Report(t.Context(), id, e); err != nil {
			t.Errorf("%+v: %v", e, err)
		}
	}
	w.get(nil, "/api/practices/"+store.NewID(time.Now())+"/report", http.StatusNotFound)
}

func TestUnrecordedPracticeHasAReport(t *testing.T) {
	w := open(t, nil)
	c, hello := w.talk(nil, audioOffer)
	c.send(`{"type":"end"}`)
	c.await(said{Type: "ended"})
	if got := read[analysis.Report](w, w.get(nil, "/api/practices/"+hello.Practice+"/report", 200)); got.Practice != hello.Practice {
		t.Errorf("report %+v", got)
	}
}

// A report that waits for another one is asked for again.
func TestReportThatIsNotReady(t *testing.T) {
	w := open(t, nil)
	id := w.held(coachSays("What else?"))
	free, busy := make(chan struct{}), make(chan struct{})
	go w.server.scoring.Do(t.Context(), work.Ahead, func(context.Context) error { close(busy); <-free; return nil })
	<-busy
	got := read[map[string]string](w, w.get(nil, "/api/practices/"+id+"/report", http.StatusAccepted))
	close(free)
	if got["state"] != "scoring" {
		t.Errorf("while it waits: %v", got)
	}
	w.get(nil, "/api/practices/"+id+"/report", 200)
}
