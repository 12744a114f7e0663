package web

import (
	"net/http"
	"strings"
	"testing"
)

// Another site's page cannot change anything.
func TestEveryChangeFromAnotherSite(t *testing.T) {
	w := open(t, nil)
	p := w.shared()
	for _, route := range w.server.routes() {
		method, path := w.path(route.pattern, p, "")
		if method == "GET" {
			continue
		}
		for _, h := range []http.Header{{"Sec-Fetch-Site": {"cross-site"}}, {"Sec-Fetch-Site": {"same-site"}}, {"Origin": {"http://evil.example"}}, {"Origin": {"null"}}} {
			for _, link := range []string{"", "?link=" + p.annotate} {
				status, body := w.ask(ask{method: method, path: path + link, body: rows()[route.pattern].body, header: h})
				if status != http.StatusForbidden || !strings.Contains(body, "foreign_origin") {
					t.Errorf("%s%s with %v: %d %s", route.pattern, link, h, status, body)
				}
			}
		}
	}
}

// No id leads out of where it belongs.
func TestEveryIdThatIsNone(t *testing.T) {
	w := open(t, nil)
	p := w.shared()
	for _, route := range w.server.routes() {
		if route.pattern == "GET /practices/{id}" {
			continue // its page says so
		}
		for _, param := range []string{"{id}", "{n}"} {
			if !strings.Contains(route.pattern, param) {
				continue
			}
			for _, bad := range []string{"..%2f..%2fstillpoint.db", "%2e%2e%2f" + p.id, p.id + "%2f..%2f" + p.id, strings.ToUpper(p.id), p.id + "%00", p.id + "%20",
				"-1", "0", "0x1", "1e0", "99999999999999999999", "%EF%BC%91", "'%20or%201=1", strings.Repeat("a", 3000)} {
				method, path := w.path(strings.Replace(route.pattern, param, bad, 1), p, "")
				status, body := w.ask(ask{method: method, path: path, body: rows()[route.pattern].body})
				if status != http.StatusNotFound {
					t.Errorf("%s with %.60s: %d %.100s", route.pattern, bad, status, body)
				}
			}
		}
	}
	w.get(nil, "/api/practices/"+p.id, 200)
	if got := w.files(); len(got) != 2 {
		t.Errorf("recordings: %v", got)
	}
}

// What cannot be read, and what is too much, changes nothing and is told in a
// sentence.
func TestEveryBodyThatIsNone(t *testing.T) {
	w := open(t, nil)
	p := w.shared()
	for pattern, row := range rows() {
		if row.body == "" {
			continue
		}
		method, path := w.path(pattern, p, "")
		for _, bad := range []string{"", " ", "{", "null", "7", `"text"`, "{}", `{"of":{},"rights":[],"consent":7,"text":1}`, row.body + row.body, row.body + "x",
			strings.Repeat("[", 20000), "\xff\xfe", "a=b&c=d"} {
			if method == "PATCH" && bad == "{}" {
				continue // to change nothing is in order
			}
			status, body := w.ask(ask{method: method, path: path, body: bad})
			if status != http.StatusBadRequest || !strings.Contains(body, `"message":"`) {
				t.Errorf("%s with %.60q: %d %.200s", pattern, bad, status, body)
			}
		}
		for _, large := range []string{strings.Repeat(" ", 1<<20) + row.body, row.body + strings.Repeat(" ", 1<<20), `{"text":"` + strings.Repeat("a", 1<<20) + `"}`} {
			if status, body := w.ask(ask{method: method, path: path, body: large}); status != http.StatusRequestEntityTooLarge || !strings.Contains(body, "too_large") {
				t.Errorf("%s with %d bytes: %d %.200s", pattern, len(large), status, body)
			}
		}
	}
	if tl, err := w.store.Timeline(t.Context(), p.id); err != nil || len(tl.Events) != 1 {
		t.Errorf("the timeline is %+v, %v", tl.Events, err)
	}
}
