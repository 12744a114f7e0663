package web

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"stillpoint/analysis"
	"stillpoint/analysis/timing"
	"stillpoint/dialogue/local/work"
	"stillpoint/dialogue/store"
)

func (w *world) progress(b *http.Client, query string) progressJSON {
	w.Helper()
	return read[progressJSON](w, w.get(b, "/api/progress"+query, 200))
}

func TestProgressIsWhatTheReportsSay(t *testing.T) {
	w := open(t, nil)
	older, rep := w.conversation()
	newer := w.held(coachSays("What would you like from today?")) // has no report yet
	got := w.progress(nil, "")
	if len(got.Practices) != 2 || got.Practices[0].ID != older || got.Practices[1].ID != newer || got.Pending != 0 {
		t.Fatalf("practices %+v", got)
	}
	p, sc := got.Practices[0], w.server.Scenarios()[0]
	held, longest, cuts, lost := 0, 0, 0, 0
	for _, s := range rep.Silences {
		if s.Held {
			held, longest = held+1, max(longest, int(s.To-s.From))
		}
	}
	for _, o := range rep.Overlaps {
		switch timing.Kind(o.Kind) {
		case timing.Interruption, timing.PauseInterruption, timing.ButtingIn:
			cuts, lost = cuts+1, lost+o.WordsLost
		}
	}
	if held == 0 || lost == 0 {
		t.Fatal("the example has no silence that was held, or no word that was lost")
	}
	tm := p.Timing
	if tm.Held != held || int(tm.HeldLongest) != longest || tm.Interruptions != cuts || tm.WordsLost != lost || tm.TalkCoach != rep.Talk.Coach ||
		tm.MedianWords != rep.Talk.MedianWords || *tm.RelativePace != rep.Pace.Relative {
		t.Errorf("timing %+v", *tm)
	}
	if p.Name != sc.Person.Name || p.Reference == nil || p.Reference.TalkCoach != sc.Reference.Talk || p.Reference.Opportunities["M5"] != sc.Reference.Opportunities["M5"] {
		t.Errorf("practice %+v, reference %+v", p, p.Reference)
	}
	for i, m := range rep.Markers {
		if got := p.Markers[i]; got.Code != m.Code || got.Name != m.Name || got.Offered != m.Offered || got.Taken != m.Taken || (got.Level == nil) != (m.Level == nil) {
			t.Errorf("marker %+v, want %+v", got, m)
		}
	}
	for i, m := range rep.Mistakes {
		if got := p.Mistakes[i]; got.Code != m.Code || got.Count != m.Count {
			t.Errorf("mistake %+v, want %+v", got, m)
		}
	}
}

// Where the coach came in is counted as the report tells it: also when it cost
// half, not when it cost nothing. What is not assessable is not counted at all.
func TestCourse(t *testing.T) {
	rep := analysis.Report{Assessable: analysis.Assessable{Timing: true}, Overlaps: []timing.Overlapped{{Weight: 1, WordsLost: 8}, {Weight: .5, WordsLost: 2}, {Weight: 0}}}
	if got := course(store.Practice{}, rep, nil).Timing; got.Interruptions != 2 || got.WordsLost != 10 || got.RelativePace != nil {
		t.Errorf("timing %+v", got)
	}
	rep.Assessable.Timing = false
	if got := course(store.Practice{}, rep, nil); got.Timing != nil || got.Reference != nil {
		t.Errorf("not assessable: %+v", got)
	}
}

func TestProgressIsFilteredAndOnesOwn(t *testing.T) {
	w := open(t, nil)
	id := w.held(coachSays("What else?"))
	day := func(d time.Duration) string { return time.Now().Add(d).UTC().Format(time.DateOnly) }
	scenario := w.server.Scenarios()[0].ID
	for query, want := range map[string]int{"": 1, "?scenario=" + scenario: 1, "?scenario=nobody": 0, "?since=" + day(-48*time.Hour): 1, "?since=" + day(48*time.Hour): 0} {
		if got := w.progress(nil, query); len(got.Practices) != want || want == 1 && got.Practices[0].ID != id {
			t.Errorf("%q: %+v", query, got)
		}
	}
	w.get(nil, "/api/progress?since=yesterday", 400)
	if status, body := w.ask(ask{method: "GET", path: "/api/progress", header: elsewhere()}); status != 200 || strings.Contains(body, id) {
		t.Errorf("somebody else is shown %d %s", status, body)
	}
}

func TestProgressSaysWhatIsStillMade(t *testing.T) {
	w := open(t, nil)
	w.held(coachSays("What else?"))
	free, busy := make(chan struct{}), make(chan struct{})
	go w.server.scoring.Do(t.Context(), work.Ahead, func(context.Context) error { close(busy); <-free; return nil })
	<-busy
	got := w.progress(nil, "")
	close(free)
	if got.Pending != 1 || len(got.Practices) != 0 {
		t.Errorf("while it is made: %+v", got)
	}
	if got := w.progress(nil, ""); got.Pending != 0 || len(got.Practices) != 1 {
		t.Errorf("after that: %+v", got)
	}
}

func TestAgreementIsCounted(t *testing.T) {
	w := open(t, nil)
	one, two := w.held(coachSays("One.")), w.held(coachSays("Two."))
	n := 0
	stand := func(id, code, verdict, stand string, times int) {
		for range times {
			n++
			a := store.Annotation{Practice: id, Author: ownAuthor, Key: fmt.Sprint(n), Code: code, Verdict: verdict, Stand: stand, Created: time.Now()}
			if stand != store.Missed {
				a.Mark = fmt.Sprintf("%s@%d", code, n)
			}
			if _, _, err := w.store.Annotate(t.Context(), a); err != nil {
				t.Fatal(err)
			}
		}
	}
	// 20 observed by both, 15 by neither, 5 by the machine and 10 by the person alone: kappa 0.4.
	stand(one, "M5", analysis.Observed, store.Agree, 20)
	stand(one, "M5", analysis.Observed, store.Disagree, 5)
	stand(two, "M5", analysis.Missed, store.Agree, 15)
	stand(two, "M5", analysis.Missed, store.Disagree, 4)
	stand(two, "M5", "", store.Missed, 6)
	stand(two, "M5", analysis.Note, store.Agree, 3) // decides nothing
	stand(one, "X4", analysis.Observed, store.Agree, 18)
	stand(one, "X4", analysis.Observed, store.Disagree, 2)
	stand(one, "X4", "", store.Missed, 1)
	stand(two, "silence", timing.Wait2, store.Agree, 2)
	got := w.progress(nil, "").Agreement
	if len(got) != 3 {
		t.Fatalf("agreement %+v", got)
	}
	m5, x4, silence := got[0], got[1], got[2]
	if m5.Code != "M5" || m5.Name != "Feelings welcomed" || m5.N != 50 || m5.Agree != 35 || m5.Few || fmt.Sprintf("%.4f", *m5.Kappa) != "0.4000" || *m5.Low >= .4 || *m5.High <= .4 {
		t.Errorf("M5: %+v", m5)
	}
	if len(m5.Over) != 2 || m5.Over[0].Practice != one || m5.Over[0].N != 25 || m5.Over[0].Agree != 20 || m5.Over[1].N != 25 || m5.Over[1].Agree != 15 {
		t.Errorf("over time: %+v", m5.Over)
	}
	if x4.N != 21 || x4.Agree != 18 || x4.Few || x4.Kappa != nil {
		t.Errorf("X4: %+v", x4)
	}
	if silence.Name != "Silences" || silence.N != 2 || silence.Agree != 2 || !silence.Few || silence.Kappa != nil {
		t.Errorf("silences: %+v", silence)
	}
}
