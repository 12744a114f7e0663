package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"stillpoint/analysis"
	"stillpoint/analysis/timing"
	"stillpoint/dialogue/store"
	"stillpoint/dialogue/timeline"
)

// conversation is the example that the pages are tested with.
func (w *world) conversation() (id string, rep analysis.Report) {
	w.Helper()
	data, err := os.ReadFile("../../../static/testdata/timeline.json")
	if err != nil {
		w.Fatal(err)
	}
	var tl timeline.Timeline
	if err := json.Unmarshal(data, &tl); err != nil {
		w.Fatal(err)
	}
	id = w.held(tl.Events...)
	return id, read[analysis.Report](w, w.get(nil, "/api/practices/"+id+"/report", 200))
}

func annotationsOf(id string) string { return "/api/practices/" + id + "/annotations" }

func (w *world) note(b *http.Client, path, body string, want int) annotationJSON {
	w.Helper()
	return read[annotationJSON](w, w.do(b, "POST", path, body, want))
}

func (w *world) notes(b *http.Client, path string) []annotationJSON {
	w.Helper()
	return read[[]annotationJSON](w, w.get(b, path, 200))
}

func TestTwoPeopleAndTheirNotes(t *testing.T) {
	w := open(t, nil)
	p := w.shared()
	notes, link := annotationsOf(p.id), "?link="+p.annotate
	mentor, other := w.browser(), w.browser()
	own, theirs := w.listen("practice="+p.id, nil), w.listen("practice="+p.id+"&link="+p.annotate, nil)

	first := w.note(mentor, notes+link, `{"at":1500,"to":2500,"text":"<img src=x onerror=alert(1)>","tags":["question","question"],"by":" Ruth \u202e Ade ","key":"k1"}`, 201)
	if !first.Mine || first.Owner || first.By != "Ruth Ade" || first.At != 1500 || *first.To != 2500 || first.Text != "<img src=x onerror=alert(1)>" || !slices.Equal(first.Tags, []string{"question"}) || first.Created.IsZero() {
		t.Errorf("first: %+v", first)
	}
	for _, e := range []*ear{own, theirs} {
		if got, want := e.next(), fmt.Sprintf(`annotation {"id":%d,"practice":"%s","what":"new"}`, first.ID, p.id); got != want {
			t.Errorf("told %s, want %s", got, want)
		}
	}
	if again := w.note(mentor, notes+link, `{"at":9,"text":"Sent twice.","by":"Ruth","key":"k1"}`, 200); again.ID != first.ID || again.Text != first.Text {
		t.Errorf("again: %+v", again)
	}
	reply := w.note(nil, notes, fmt.Sprintf(`{"text":"I hear it.","parent":%d,"key":"k1"}`, first.ID), 201)
	if reply.By != "Coach" || !reply.Owner || reply.At != 1500 || reply.Parent != first.ID {
		t.Errorf("reply: %+v", reply)
	}
	n := fmt.Sprint(first.ID)
	w.do(other, "PATCH", notes+"/"+n+link, `{"text":"Not mine."}`, 403)
	w.do(other, "DELETE", notes+"/"+n+link, "", 403)
	w.do(nil, "DELETE", notes+"/"+n, "", 403)
	if got := read[annotationJSON](w, w.do(nil, "PATCH", notes+"/"+n, `{"resolved":true}`, 200)); !got.Resolved || !got.Edited.IsZero() || got.Mine {
		t.Errorf("resolved by the owner: %+v", got)
	}
	if got := read[annotationJSON](w, w.do(mentor, "PATCH", notes+"/"+n+link, `{"text":"Here I listened.","tags":[]}`, 200)); got.Text != "Here I listened." || len(got.Tags) != 0 || !got.Resolved || got.Edited.IsZero() {
		t.Errorf("changed: %+v", got)
	}
	if all := w.notes(mentor, notes+link); len(all) != 3 || all[0].Mine || !all[0].Owner || !all[1].Mine || all[2].Mine {
		t.Errorf("as the mentor sees it: %+v", all)
	}
	w.do(mentor, "DELETE", notes+"/"+n+link, "", 204)
	if all := w.notes(nil, notes); len(all) != 3 || !all[1].Removed || all[1].Text != "" || all[1].By != "" || all[1].Mine || all[2].Parent != first.ID {
		t.Errorf("after it was removed: %+v", all)
	}
}

// A browser that has no name yet gets one, and knows its own note by it.
func TestFirstNoteOfABrowser(t *testing.T) {
	w := open(t, nil)
	p := w.shared()
	notes := annotationsOf(p.id) + "?link=" + p.annotate
	jar, _ := cookiejar.New(nil)
	mentor := &http.Client{Jar: jar, Transport: &http.Transport{DisableKeepAlives: true}}
	n := w.note(mentor, notes, `{"at":0,"text":"Here.","by":"Ruth","key":"k"}`, 201)
	for b, mine := range map[*http.Client]bool{mentor: true, w.browser(): false, {Transport: mentor.Transport}: false} {
		if all := w.notes(b, notes); all[0].ID != n.ID || all[0].Mine != mine {
			t.Errorf("mine %v, want %v", all[0].Mine, mine)
		}
	}
}

func TestStandOnAMark(t *testing.T) {
	w := open(t, nil)
	id, rep := w.conversation()
	notes := annotationsOf(id)
	e := rep.Evidence[len(rep.Evidence)-1]
	got := w.note(nil, notes, fmt.Sprintf(`{"evidence":%q,"stand":"disagree","reason":"She had not finished.","key":"a"}`, e.ID), 201)
	if got.Evidence != e.ID || got.Code != e.Code || got.Verdict != e.Verdict || got.At != e.From || *got.To != e.To || got.Stand != "disagree" || got.Reason != "She had not finished." {
		t.Errorf("got %+v, of %+v", got, e)
	}
	if again := w.note(nil, notes, fmt.Sprintf(`{"evidence":%q,"stand":"agree","key":"b"}`, e.ID), 200); again.ID != got.ID || again.Stand != "agree" || again.Reason != "" {
		t.Errorf("second stand: %+v", again)
	}
	held := rep.Silences[slices.IndexFunc(rep.Silences, func(s timing.Silence) bool { return s.Held })]
	if got := w.note(nil, notes, fmt.Sprintf(`{"evidence":"silence@%d","stand":"agree","key":"c"}`, held.From), 201); got.Verdict != held.Kind || got.At != held.From || *got.To != held.To {
		t.Errorf("silence: %+v", got)
	}
	if got := w.note(nil, notes, fmt.Sprintf(`{"evidence":"overlap@%d","text":"Here.","key":"d"}`, rep.Overlaps[0].From), 201); got.Verdict != rep.Overlaps[0].Kind || got.Stand != "" {
		t.Errorf("overlap: %+v", got)
	}
	if got := w.note(nil, notes, `{"at":3000,"to":4000,"stand":"missed","code":"M4","reason":"She sighed.","key":"e"}`, 201); got.Code != "M4" || got.Verdict != "" || got.Evidence != "" {
		t.Errorf("missed: %+v", got)
	}

	// The report is made again, and its ids move: the stand stays with its place.
	rep.Evidence = append([]analysis.Evidence{{ID: "e0", Code: "M1", From: 1, To: 2}}, rep.Evidence...)
	for i := range rep.Evidence {
		rep.Evidence[i].ID = fmt.Sprintf("e%d", i+1)
	}
	last := len(rep.Evidence) - 1
	keep := func() {
		t.Helper()
		tl, err := w.store.Timeline(t.Context(), id)
		if err == nil {
			err = w.store.KeepReport(t.Context(), rep, tl)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	stand := func() annotationJSON {
		all := w.notes(nil, notes)
		return all[slices.IndexFunc(all, func(a annotationJSON) bool { return a.ID == got.ID })]
	}
	keep()
	if a := stand(); a.Evidence != rep.Evidence[last].ID || a.Evidence == e.ID {
		t.Errorf("in the new report: %+v, want %s", a, rep.Evidence[last].ID)
	}
	rep.Evidence = rep.Evidence[:last]
	keep()
	if a := stand(); a.Evidence != "" || a.Code != e.Code || a.Verdict != e.Verdict || a.Stand != "agree" {
		t.Errorf("its mark is gone: %+v", a)
	}
}

// Each refusal is a sentence of its own.
func TestNotesThatAreRefused(t *testing.T) {
	w := open(t, nil)
	p := w.shared()
	notes, link := annotationsOf(p.id), "?link="+p.annotate
	reply := w.note(nil, notes, fmt.Sprintf(`{"text":"Yes.","parent":%d,"key":"r"}`, p.note), 201)
	if deeper := w.note(nil, notes, fmt.Sprintf(`{"text":"And?","parent":%d,"key":"s"}`, reply.ID), 201); deeper.Parent != p.note {
		t.Errorf("a reply to a reply answers %d, want %d", deeper.Parent, p.note)
	}
	long, reason := strings.Repeat("ä", maxNote+1), strings.Repeat("ä", maxReason+1)
	for _, tt := range []struct {
		path, body string
		status     int
		want       string
	}{
		{notes, `{"at":9001,"text":"x","key":"k"}`, 400, "ends at 00:09"},
		{notes, `{"at":8000,"to":9001,"text":"x","key":"k"}`, 400, "ends at 00:09"},
		{notes, `{"at":-1,"text":"x","key":"k"}`, 400, "begins at 00:00"},
		{notes, `{"at":2000,"to":1999,"text":"x","key":"k"}`, 400, "ends before it begins"},
		{notes, `{"text":"x","key":"k"}`, 400, "at"},
		{notes, `{"at":1.5,"text":"x","key":"k"}`, 400, "cannot be read"},
		{notes, `{"at":1e300,"text":"x","key":"k"}`, 400, "cannot be read"},
		{notes, `{"at":0,"text":" \n\t","key":"k"}`, 400, "nothing in this note"},
		{notes, `{"at":0,"text":"` + long + `","key":"k"}`, 400, "8001"},
		{notes, `{"at":0,"stand":"missed","code":"M1","reason":"` + reason + `","key":"k"}`, 400, "2001"},
		{notes, `{"at":0,"text":"` + strings.Repeat("x", 1<<20) + `","key":"k"}`, 413, "more than this server takes"},
		{notes, `{"at":0,"text":"x","tags":["shout"],"key":"k"}`, 400, "tags"},
		{notes, `{"at":0,"text":"x"}`, 400, "key"},
		{notes, `{"at":0,"text":"x","key":"` + strings.Repeat("k", 65) + `"}`, 400, "key"},
		{notes, `{"at":0,"text":"x","key":"k","parent":999999}`, 409, "has been removed"},
		{notes, fmt.Sprintf(`{"text":"x","key":"k","parent":%d,"stand":"agree","evidence":"e1"}`, p.note), 400, "no mark of its own"},
		{notes, `{"stand":"agree","evidence":"e99","key":"k"}`, 409, "no such mark any more"},
		{notes, `{"stand":"agree","evidence":"../e1","key":"k"}`, 409, "no such mark any more"},
		{notes, `{"at":0,"stand":"agree","key":"k"}`, 400, "needs the mark"},
		{notes, `{"at":0,"stand":"missed","code":"M7","key":"k"}`, 400, "code is none"},
		{notes, `{"at":0,"stand":"missed","code":"M1","evidence":"e1","key":"k"}`, 400, "has no mark yet"},
		{notes, `{"at":0,"stand":"perhaps","key":"k"}`, 400, "stand is none"},
		{notes, `{"at":0,"text":"x","reason":"y","key":"k"}`, 400, "reason goes with"},
		{notes, `[]`, 400, "cannot be read"},
		{notes, `{"at":0,"text":"x","key":"k"} {}`, 400, "cannot be read"},
		{notes, ``, 400, "cannot be read"},
		{notes + link, `{"at":0,"text":"x","key":"k"}`, 400, "Give your name first"},
		{notes + link, `{"at":0,"text":"x","key":"k","by":"` + strings.Repeat("n", 61) + `"}`, 400, "60 characters"},
	} {
		got := w.do(nil, "POST", tt.path, tt.body, tt.status)
		if why := read[map[string]refusal](w, got)["error"]; !strings.Contains(why.Message, tt.want) || why.Code == "" {
			t.Errorf("%.80s: %s, want %q in it", tt.body, got, tt.want)
		}
	}
	n := fmt.Sprintf("%s/%d", notes, p.note)
	for body, want := range map[string]string{`{"text":""}`: "nothing in this note", `{"stand":"agree"}`: "stand goes", `{"reason":"y"}`: "reason goes", `{"tags":["x"]}`: "tags"} {
		if got := string(w.do(nil, "PATCH", n, body, 400)); !strings.Contains(got, want) {
			t.Errorf("PATCH %s: %s", body, got)
		}
	}
	w.do(nil, "PATCH", fmt.Sprintf("%s/%d", notes, reply.ID), `{"resolved":true}`, 400)
	for _, number := range []string{"0", "-1", "x", "999999", "9223372036854775808", "%2e%2e"} {
		w.do(nil, "PATCH", notes+"/"+number, `{"resolved":true}`, 404)
		w.do(nil, "DELETE", notes+"/"+number, "", 404)
	}
	if all := w.notes(nil, notes); len(all) != 3 {
		t.Errorf("something that was refused is there: %+v", all)
	}
	w.do(nil, "DELETE", "/api/practices/"+p.id, "", 204)
	w.do(nil, "POST", notes, `{"at":0,"text":"x","key":"k"}`, 404)
	w.do(nil, "PATCH", n, `{"resolved":true}`, 404)
}

func TestNotesWhileItRunsAndUnrecorded(t *testing.T) {
	w := open(t, nil)
	c, hello := w.talk(nil, audioOffer)
	notes := annotationsOf(hello.Practice)
	if got := string(w.do(nil, "POST", notes, `{"at":0,"text":"x","key":"k"}`, 409)); !strings.Contains(got, "practice_live") {
		t.Errorf("while it runs: %s", got)
	}
	c.send(`{"type":"end"}`)
	c.await(said{Type: "ended"})
	if got := string(w.do(nil, "POST", notes, `{"at":0,"text":"x","key":"k"}`, 409)); !strings.Contains(got, "not_kept") {
		t.Errorf("unrecorded: %s", got)
	}
	if got := w.notes(nil, notes); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestListened(t *testing.T) {
	w := open(t, nil)
	p := w.shared()
	path, link, mentor := "/api/practices/"+p.id+"/listened", "?link="+p.annotate, w.browser()
	w.do(nil, "POST", path, `[{"from":0,"to":2000}]`, 204)
	w.do(mentor, "POST", path+link, `[{"from":5000,"to":99999},{"from":3000,"to":3000}]`, 204)
	w.do(mentor, "POST", path+link, `[{"from":4000,"to":5001}]`, 204)
	for _, bad := range []string{`[{"from":2,"to":1}]`, `[{"from":-1,"to":1}]`, `{}`, `[1]`, `[` + strings.Repeat(`{"from":0,"to":1},`, 1000) + `{"from":0,"to":1}]`} {
		w.do(nil, "POST", path, bad, 400)
	}
	got := read[[]listenedJSON](w, w.get(mentor, path+link, 200))
	want := []listenedJSON{{"Somebody with a link", true, []spanJSON{{4000, 9000}}}, {"Coach", false, []spanJSON{{0, 2000}}}}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// Whatever is sent, what is kept is within its limits and readable.
func FuzzNote(f *testing.F) {
	for _, seed := range []string{
		`{"at":1500,"to":2500,"text":"<script>alert(1)</script>","tags":["question"],"by":"Ruth","key":"k"}`,
		`{"stand":"agree","evidence":"e1","reason":"\u0000","key":"k","by":"\u202e"}`, `{"at":0,"stand":"missed","code":"X5","key":"k"}`,
		`{"parent":1,"text":"\ud800","key":"k"}`, `{"at":9223372036854775807,"to":-9223372036854775808,"text":"x","key":"k"}`, `[]`, `{"at":null,"tags":null}`,
	} {
		f.Add(seed, true)
		f.Add(seed, false)
	}
	f.Fuzz(func(t *testing.T, body string, own bool) {
		v := Viewer{practice: store.Practice{ID: "p_1", Length: 9000}, role: holder}
		if own {
			v.role = owner
		}
		r := httptest.NewRequest("POST", "/", strings.NewReader(body))
		var said noteBody
		if !readBody(httptest.NewRecorder(), r, &said) {
			return
		}
		a, err := said.note(v)
		if err != nil {
			if _, ok := err.(refusal); !ok {
				t.Errorf("%q: %v is no refusal", body, err)
			}
			return
		}
		for what, text := range map[string]string{"name": a.Name, "text": a.Text, "reason": a.Reason, "key": a.Key} {
			if !utf8.ValidString(text) || utf8.RuneCountInString(text) > maxNote {
				t.Errorf("%q: %s %q", body, what, text)
			}
		}
		elsewhere := a.Parent > 0 || a.Evidence != ""
		switch {
		case a.Name == "" || a.Key == "" || a.Text == "" && a.Stand == "",
			!elsewhere && (a.From < 0 || a.To < a.From || a.To > 9000),
			a.Parent > 0 && (a.Stand != "" || a.Evidence != ""),
			(a.Code != "") != (a.Stand == store.Missed),
			a.Reason != "" && a.Stand == "",
			len(a.Tags) > len(noteTags):
			t.Errorf("%q was let in as %+v", body, a)
		}
	})
}
