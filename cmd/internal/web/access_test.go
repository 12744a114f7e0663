package web

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stillpoint/dialogue/store"
)

// row is what is expected of one route. Each asker's practice is fresh, with
// one turn of the coach (event 1), a recording, and a link of each kind.
type row struct {
	body string // of a request that is in order; "": it has none
	// The statuses for the owner, links that may annotate and read, links that
	// have expired and been revoked, and nobody.
	want [6]int
}

func all(status int) row { return row{want: [6]int{status, status, status, status, status, status}} }

func see(status int) row { return row{want: [6]int{status, status, status, 403, 403, 404}} }

func noted(status int, body string) row { return row{body, [6]int{status, status, 403, 403, 403, 404}} }

func owned(status int, body string) row { return row{body, [6]int{status, 403, 403, 403, 403, 404}} }

func rows() map[string]row {
	return map[string]row{
		"GET /api/live":                              all(http.StatusBadRequest), // no WebSocket
		"GET /api/events":                            {want: [6]int{200, 200, 200, 403, 403, 200}},
		"GET /api/status":                            all(200),
		"POST /api/consent":                          {`{"consent":false}`, all(200).want},
		"GET /api/scenarios":                         all(200),
		"GET /api/scenarios/{id}/sample":             all(200),
		"POST /api/scenarios/{id}/chosen":            all(204),
		"GET /api/practices":                         {want: [6]int{200, 403, 403, 403, 403, 200}},
		"GET /api/practices/{id}":                    see(200),
		"DELETE /api/practices/{id}":                 owned(204, ""),
		"GET /api/practices/{id}/timeline":           see(200),
		"GET /api/practices/{id}/report":             see(200),
		"GET /api/practices/{id}/export":             owned(200, ""),
		"GET /api/practices/{id}/audio":              see(200),
		"GET /api/practices/{id}/peaks":              see(200),
		"GET /api/practices/{id}/annotations":        see(200),
		"POST /api/practices/{id}/annotations":       noted(201, `{"at":1000,"text":"Here.","by":"Ruth","key":"k"}`),
		"PATCH /api/practices/{id}/annotations/{n}":  noted(200, `{"resolved":true}`),
		"DELETE /api/practices/{id}/annotations/{n}": owned(204, ""), // the note is the owner's
		"GET /api/practices/{id}/listened":           see(200),
		"POST /api/practices/{id}/listened":          noted(204, `[{"from":0,"to":900}]`),
		"GET /api/progress":                          {want: [6]int{200, 403, 403, 403, 403, 200}}, // nobody has none
		"POST /api/practices/{id}/corrections":       owned(200, `{"of":1,"text":"What else is there?","was":"What else?"}`),
		"GET /api/practices/{id}/links":              owned(200, ""),
		"POST /api/practices/{id}/links":             owned(201, `{"rights":"annotate","days":7}`),
		"DELETE /api/practices/{id}/links/{n}":       owned(204, ""),
		"GET /api/settings":                          {want: [6]int{200, 403, 403, 403, 403, 403}},
		"GET /api/":                                  all(404),
		"GET /healthz":                               all(200),
		"GET /readyz":                                all(200),
		"GET /metrics":                               all(200),
		"GET /practices/{id}":                        see(200),
		"GET /":                                      all(200),
	}
}

// shared is a practice with a link of each kind.
type shared struct {
	id                               string
	annotate, read, expired, revoked string // tokens
	last                             int64  // the number of a link that lives
	note                             int64  // the number of a note of the owner's
}

func (w *world) shared() shared {
	w.Helper()
	s := shared{id: w.held(coachSays("What else?"))}
	for _, file := range []string{audioName(s.id), peaksName(s.id)} {
		if err := os.WriteFile(filepath.Join(w.dir, "audio", file), []byte("{}"), 0o600); err != nil {
			w.Fatal(err)
		}
	}
	now := time.Now()
	for _, l := range []struct {
		token   *string
		rights  string
		expires time.Time
		revoked bool
	}{
		{&s.expired, store.Annotate, now.Add(-time.Millisecond), false},
		{&s.revoked, store.Annotate, now.Add(time.Hour), true},
		{&s.read, store.Read, now.Add(time.Hour), false},
		{&s.annotate, store.Annotate, now.Add(time.Hour), false},
	} {
		*l.token = newToken()
		made, err := w.store.Share(w.Context(), store.Link{Practice: s.id, Rights: l.rights, Created: now, Expires: l.expires}, *l.token)
		if err == nil && l.revoked {
			err = w.store.Revoke(w.Context(), s.id, made.ID, now)
		}
		if err != nil {
			w.Fatal(err)
		}
		s.last = made.ID
	}
	note, _, err := w.store.Annotate(w.Context(), store.Annotation{Practice: s.id, Author: ownAuthor, Name: ownName, Key: "1", From: 1000, To: 1000, Text: "Here.", Created: now})
	if err != nil {
		w.Fatal(err)
	}
	s.note = note.ID
	return s
}

// ask makes a request as somebody. Of an answer that goes on and on only the
// status is waited for.
type ask struct {
	method, path, body string
	header             http.Header
	jar                http.CookieJar
}

func (w *world) ask(a ask) (status int, body string) {
	w.Helper()
	req, err := http.NewRequestWithContext(w.Context(), a.method, "http://"+w.host+a.path, strings.NewReader(a.body))
	if err != nil {
		w.Fatalf("%s %s: %v", a.method, a.path, err)
	}
	for name, v := range a.header {
		req.Header[name] = v
	}
	client := http.Client{Jar: a.jar, Transport: &http.Transport{DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	if err != nil {
		w.Fatalf("%s %s: %v", a.method, a.path, err)
	}
	defer res.Body.Close()
	if strings.HasPrefix(res.Header.Get("Content-Type"), "text/event-stream") {
		return res.StatusCode, ""
	}
	data, err := io.ReadAll(res.Body)
	if err != nil {
		w.Fatalf("%s %s: %v", a.method, a.path, err)
	}
	return res.StatusCode, string(data)
}

// elsewhere is the header of who is not at this machine.
func elsewhere() http.Header { return http.Header{"X-Forwarded-For": {"192.0.2.7"}} }

// path is the route's with the ids of a practice, and what it needs beside.
func (w *world) path(pattern string, of shared, link string) (method, path string) {
	method, path, _ = strings.Cut(pattern, " ")
	id, query := of.id, []string{}
	if strings.Contains(path, "/scenarios/") {
		id = w.server.Scenarios()[0].ID
	}
	n := of.last
	if strings.Contains(path, "/annotations/") {
		n = of.note
	}
	path = strings.NewReplacer("{id}", id, "{n}", fmt.Sprint(n)).Replace(path)
	switch pattern {
	case "GET /api/":
		path += "nothing"
	case "GET /api/events":
		query = append(query, "practice="+of.id)
	case "GET /api/practices/{id}/export":
		query = append(query, "format=csv")
	}
	if link != "" {
		query = append(query, "link="+link)
	}
	if len(query) > 0 {
		path += "?" + strings.Join(query, "&")
	}
	return method, path
}

// TestEveryRouteForEverybody: who may what. A route without a row fails.
func TestEveryRouteForEverybody(t *testing.T) {
	w := open(t, nil)
	rows := rows()
	for _, route := range w.server.routes() {
		row, ok := rows[route.pattern]
		if !ok {
			t.Errorf("%s: who may do that? It has no row in this test", route.pattern)
			continue
		}
		delete(rows, route.pattern)
		for i, who := range []string{"owner", "annotate", "read", "expired", "revoked", "nobody"} {
			p := w.shared()
			link := map[string]string{"annotate": p.annotate, "read": p.read, "expired": p.expired, "revoked": p.revoked}[who]
			method, path := w.path(route.pattern, p, link)
			a := ask{method: method, path: path, body: row.body}
			if who == "nobody" {
				a.header = elsewhere()
			}
			status, body := w.ask(a)
			if status != row.want[i] {
				t.Errorf("%s as %s: %d, want %d: %.200s", route.pattern, who, status, row.want[i], body)
			}
			code := map[string]string{"expired": "link_expired", "revoked": "link_revoked"}[who]
			if status == http.StatusForbidden && strings.HasPrefix(path, "/api/") && !strings.Contains(body, code) {
				t.Errorf("%s as %s: want code %s: %s", route.pattern, who, code, body)
			}
		}
	}
	for pattern := range rows {
		t.Errorf("%s has a row and is no route", pattern)
	}
}

// A link opens its own practice and no other, and it is never the owner's.
func TestLinkOpensOnePractice(t *testing.T) {
	w := open(t, nil)
	one, two := w.shared(), w.shared()
	for path, want := range map[string]int{
		one.id + "?link=" + one.read:                             200,
		one.id + "?link=" + two.read:                             404,
		one.id + "?link=":                                        404,
		one.id + "?link=" + newToken():                           404,
		one.id + "?link=" + strings.ToUpper(one.read):            404,
		one.id + "?link=" + one.read + "%00":                     404,
		one.id + "?link=" + one.read + "&link=" + two.read:       200,
		one.id + "?link=" + two.read + "&link=" + one.read:       404,
		one.id + "?link=" + one.read + ";x":                      400,
		one.id + "?link=%zz":                                     400,
		one.id + "?" + strings.Repeat("x=y&", 600) + "link=none": 400,
	} {
		if status, body := w.ask(ask{method: "GET", path: "/api/practices/" + path}); status != want {
			t.Errorf("GET %.150s: %d, want %d: %s", path, status, want, body)
		}
	}
	got := read[practiceJSON](w, w.get(nil, "/api/practices/"+one.id+"?link="+one.annotate, 200))
	if v := got.Viewer; v == nil || v.Role != "link" || !v.Annotate || v.Expires.IsZero() {
		t.Errorf("by a link: %+v", v)
	}
	got = read[practiceJSON](w, w.get(nil, "/api/practices/"+one.id+"?link="+one.read, 200))
	if v := got.Viewer; v == nil || v.Role != "link" || v.Annotate {
		t.Errorf("by a link to read: %+v", v)
	}
	if got = read[practiceJSON](w, w.get(nil, "/api/practices/"+one.id, 200)); *got.Viewer != (viewerJSON{Role: "owner", Annotate: true}) {
		t.Errorf("by nobody's link: %+v", got.Viewer)
	}
}

func TestWhoseItIs(t *testing.T) {
	cookie := "stillpoint_person=" + newToken()
	for name, c := range map[string]struct {
		remote, host, cookie string
		header               http.Header
		all, person          bool
	}{
		"this machine":               {remote: "127.0.0.1:9", host: "localhost:8080", all: true},
		"this machine by IPv6":       {remote: "[::1]:9", host: "[::1]:8080", all: true},
		"this machine, a person":     {remote: "127.3.2.1:9", host: "127.0.0.1", cookie: cookie, all: true, person: true},
		"another machine":            {remote: "192.168.1.9:9", host: "192.168.1.5:8080", cookie: cookie, person: true},
		"it says it is localhost":    {remote: "192.168.1.9:9", host: "localhost"},
		"by a proxy":                 {remote: "127.0.0.1:9", host: "localhost", header: http.Header{"X-Forwarded-For": {"127.0.0.1"}}},
		"by a proxy, empty":          {remote: "127.0.0.1:9", host: "localhost", header: http.Header{"X-Forwarded-For": {""}}},
		"by a proxy of RFC 7239":     {remote: "127.0.0.1:9", host: "localhost", header: http.Header{"Forwarded": {"for=127.0.0.1"}}},
		"by a proxy that is silent":  {remote: "127.0.0.1:9", host: "coach.example"},
		"no address":                 {remote: "@", host: "localhost"},
		"a cookie that is too short": {remote: "192.168.1.9:9", host: "localhost", cookie: "stillpoint_person=abc"},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr, r.Host = c.remote, c.host
		for k, v := range c.header {
			r.Header[k] = v
		}
		if c.cookie != "" {
			r.Header.Set("Cookie", c.cookie)
		}
		if got := whose(r); got.All != c.all || (got.Person != "") != c.person {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// A practice belongs to the browser that began it, recorded or not; others
// neither list nor see it, nor hear of it.
func TestPracticeIsItsPersonsOwn(t *testing.T) {
	w := open(t, nil)
	for _, offer := range []string{recordedOffer, audioOffer} {
		mine, other := w.browser(), w.browser()
		c, hello := w.talk(mine, offer)
		c.send(`{"type":"end"}`)
		c.await(said{Type: "ended"})
		c.closes(1000)
		for b, want := range map[*http.Client]int{mine: 200, other: 404} {
			for _, path := range []string{"", "/timeline", "/report", "/export?format=csv"} {
				if status, body := w.ask(ask{"GET", "/api/practices/" + hello.Practice + path, "", elsewhere(), b.Jar}); status != want {
					t.Errorf("%s %s: %d, want %d: %.100s", offer, path, status, want, body)
				}
			}
			_, list := w.ask(ask{"GET", "/api/practices", "", elsewhere(), b.Jar})
			if listed := strings.Contains(list, hello.Practice); listed != (want == 200 && offer == recordedOffer) {
				t.Errorf("%s: listed %v for the one who sees %d: %s", offer, listed, want, list)
			}
			page, _ := w.ask(ask{"GET", "/practices/" + hello.Practice, "", elsewhere(), b.Jar})
			if page != want {
				t.Errorf("%s: the page is %d, want %d", offer, page, want)
			}
		}
		if status, _ := w.ask(ask{"DELETE", "/api/practices/" + hello.Practice, "", elsewhere(), other.Jar}); status != 404 {
			t.Errorf("%s: deleted by another: %d", offer, status)
		}
		if status, _ := w.ask(ask{"DELETE", "/api/practices/" + hello.Practice, "", elsewhere(), mine.Jar}); status != 204 {
			t.Errorf("%s: not deleted by its own: %d", offer, status)
		}
	}
	old := w.held() // nobody knows who began it
	if status, _ := w.ask(ask{"GET", "/api/practices/" + old, "", elsewhere(), w.browser().Jar}); status != 404 {
		t.Errorf("an old practice from elsewhere: %d", status)
	}
	w.get(nil, "/api/practices/"+old, 200)
}

// A practice that is deleted is nowhere: no address of it opens, to its owner
// or by a link, and none of its words, nor its id, is in any file.
func TestDeletedForGood(t *testing.T) {
	w := open(t, nil)
	p := w.shared()
	w.do(nil, "POST", "/api/practices/"+p.id+"/corrections", correction(1, "What else?", "A quokka?"), 200)
	w.get(nil, "/api/practices/"+p.id+"/report", 200)
	traces := func() (found []string) {
		for _, file := range []string{"stillpoint.db", "stillpoint.db-wal", "audio/" + audioName(p.id), "audio/" + peaksName(p.id)} {
			data, err := os.ReadFile(filepath.Join(w.dir, file))
			for _, trace := range []string{p.id, "quokka"} {
				if err == nil && (strings.Contains(string(data), trace) || strings.Contains(file, trace)) {
					found = append(found, trace+" in "+file)
				}
			}
		}
		return found
	}
	if len(traces()) < 4 {
		t.Fatalf("before it is deleted there is only %v", traces())
	}
	w.do(nil, "DELETE", "/api/practices/"+p.id, "", 204)
	if left := traces(); left != nil {
		t.Errorf("left: %v", left)
	}
	for _, route := range w.server.routes() {
		if !strings.Contains(route.pattern, "/practices/{id}") {
			continue
		}
		for _, link := range []string{"", p.annotate, p.revoked} {
			method, path := w.path(route.pattern, p, link)
			if status, body := w.ask(ask{method: method, path: path, body: rows()[route.pattern].body}); status != 404 {
				t.Errorf("%s with link %q: %d %.100s", route.pattern, link, status, body)
			}
		}
	}
	if status, _ := w.ask(ask{method: "GET", path: "/api/events?practice=" + p.id + "&link=" + p.read}); status != 404 {
		t.Errorf("its events: %d", status)
	}
}
