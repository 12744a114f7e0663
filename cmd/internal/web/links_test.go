package web

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"stillpoint/dialogue/store"
)

func TestLinkIsMadeListedAndRevoked(t *testing.T) {
	w := open(t, nil)
	id := w.held(coachSays("What else?"))
	links := "/api/practices/" + id + "/links"
	if got := w.get(nil, links, 200); string(got) != "[]\n" {
		t.Errorf("links before there are any: %s", got)
	}
	made := read[linkJSON](w, w.do(nil, "POST", links, `{"rights":"annotate","days":7}`, 201))
	page, token, ok := strings.Cut(made.URL, "?link=")
	if !ok || page != "/practices/"+id || len(token) < 22 || made.Rights != store.Annotate || made.Expires.Sub(made.Created) != 7*24*time.Hour {
		t.Errorf("made: %+v", made)
	}
	w.get(nil, made.URL, 200)
	listed := w.get(nil, links, 200)
	if all := read[[]linkJSON](w, listed); strings.Contains(string(listed), token) || len(all) != 1 || all[0].ID != made.ID || all[0].Used.IsZero() || !all[0].Revoked.IsZero() {
		t.Errorf("listed: %s", listed)
	}
	w.do(nil, "DELETE", links+"/"+fmt.Sprint(made.ID), "", 204)
	if got := w.get(nil, "/api"+made.URL, 403); !strings.Contains(string(got), "link_revoked") {
		t.Errorf("by the revoked link: %s", got)
	}
	if all := read[[]linkJSON](w, w.get(nil, links, 200)); len(all) != 1 || all[0].Revoked.IsZero() {
		t.Errorf("after it was revoked: %+v", all)
	}
	for _, bad := range []string{`{"rights":"annotate"}`, `{"rights":"annotate","days":0}`, `{"rights":"annotate","days":366}`, `{"rights":"annotate","days":1.5}`,
		`{"rights":"owner","days":7}`, `{"days":7}`, `{"rights":"","days":7}`} {
		w.do(nil, "POST", links, bad, 400)
	}
}

// A practice that is in memory alone is not shared.
func TestUnrecordedPracticeIsNotShared(t *testing.T) {
	w := open(t, nil)
	c, hello := w.talk(nil, audioOffer)
	c.send(`{"type":"end"}`)
	c.await(said{Type: "ended"})
	if got := w.do(nil, "POST", "/api/practices/"+hello.Practice+"/links", `{"rights":"read","days":1}`, http.StatusConflict); !strings.Contains(string(got), "not_kept") {
		t.Errorf("shared: %s", got)
	}
}

// ear listens to the events as somebody.
type ear struct {
	*world
	lines *bufio.Scanner
}

func (w *world) listen(query string, header http.Header) *ear {
	w.Helper()
	ctx, cancel := context.WithCancel(w.Context())
	req, _ := http.NewRequestWithContext(ctx, "GET", "http://"+w.host+"/api/events?"+query, nil)
	req.Header = header.Clone()
	res, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(req)
	if err != nil || res.StatusCode != 200 {
		w.Fatalf("listen %s: %v, %v", query, res, err)
	}
	w.Cleanup(func() { cancel(); res.Body.Close() })
	return &ear{w, bufio.NewScanner(res.Body)}
}

// next is the next event, "" at the end.
func (e *ear) next() string {
	for e.lines.Scan() {
		if event, ok := strings.CutPrefix(e.lines.Text(), "event: "); ok {
			e.lines.Scan()
			return event + " " + strings.TrimPrefix(e.lines.Text(), "data: ")
		}
	}
	return ""
}

func (e *ear) hears(want ...string) {
	e.Helper()
	for _, w := range want {
		if got := e.next(); got != w {
			e.Errorf("heard %q, want %q", got, w)
		}
	}
}

// An event is heard by those who may see the practice, and by nobody else; a
// link that ends is deaf.
func TestWhoHearsWhat(t *testing.T) {
	w := open(t, nil)
	one, two := w.shared(), w.shared()
	w.server.Fetching("voice.onnx", 1, 9, false)
	fetch := `fetch {"name":"voice.onnx","done":1,"total":9,"ready":false}`
	state := func(p shared, state string) string {
		return fmt.Sprintf(`practice {"id":%q,"state":%q}`, p.id, state)
	}
	here := w.listen("", nil)
	stranger := w.listen("practice="+one.id, elsewhere())
	first, second := w.listen("practice="+one.id+"&link="+one.read, nil), w.listen("practice="+two.id+"&link="+two.read, elsewhere())
	for _, p := range []shared{one, two} {
		row, err := w.store.Get(t.Context(), p.id)
		if err != nil {
			t.Fatal(err)
		}
		w.server.tellState(row, "one")
	}
	links := read[[]linkJSON](w, w.get(nil, "/api/practices/"+one.id+"/links", 200))
	w.do(nil, "DELETE", fmt.Sprintf("/api/practices/%s/links/%d", one.id, links[2].ID), "", 204) // the one to read
	w.do(nil, "DELETE", "/api/practices/"+one.id, "", 204)
	w.do(nil, "DELETE", "/api/practices/"+two.id, "", 204)
	w.server.Fetching("voice.onnx", 9, 9, true)

	here.hears(fetch, state(one, "one"), state(two, "one"), state(one, "deleted"), state(two, "deleted"))
	stranger.hears(fetch, strings.NewReplacer(`done":1`, `done":9`, "false", "true").Replace(fetch))
	first.hears(state(one, "one"), "")
	second.hears(state(two, "one"), state(two, "deleted"), "")
}

// Who listens by a link listens while it lives.
func TestListeningEndsWithTheLink(t *testing.T) {
	w := open(t, nil)
	id, token, now := w.held(), newToken(), time.Now().Truncate(time.Millisecond)
	l := store.Link{Practice: id, Rights: store.Read, Created: now, Expires: now.Add(300 * time.Millisecond)}
	if _, err := w.store.Share(t.Context(), l, token); err != nil {
		t.Fatal(err)
	}
	ear := w.listen("practice="+id+"&link="+token, nil)
	ear.hears("")
	if time.Now().Before(l.Expires) {
		t.Error("it ended before the link")
	}
	if got := w.get(nil, "/api/practices/"+id+"?link="+token, 403); !strings.Contains(string(got), "link_expired") {
		t.Errorf("after it ended: %s", got)
	}
}
