package web

import (
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"stillpoint/dialogue/store"
)

func TestParseQuery(t *testing.T) {
	id := store.NewID(time.Now())
	for raw, want := range map[string]query{
		"":                                  {limit: 20},
		"limit=7&before=" + id:              {limit: 7, before: id},
		"limit=100000":                      {limit: 200},
		"link=abc&practice=" + id:           {limit: 20, linked: true, link: "abc", practice: id},
		"link":                              {limit: 20, linked: true},
		"link=a&link=b":                     {limit: 20, linked: true, link: "a"},
		"since=2026-11-25":                  {limit: 20, since: time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC)},
		"since=2026-11-25T17:00:00Z&more=x": {limit: 20, since: time.Date(2026, 11, 25, 17, 0, 0, 0, time.UTC)},
	} {
		if got, err := parseQuery(raw); err != nil || got != want {
			t.Errorf("%s: %+v, %v, want %+v", raw, got, err, want)
		}
	}
	for _, raw := range []string{"limit=0", "limit=x", "before=1", "practice=..%2f", "since=yesterday", "since=2026-13-01", "a;b", "%zz", strings.Repeat("a", 3000)} {
		if q, err := parseQuery(raw); err == nil {
			t.Errorf("%s: %+v", raw, q)
		}
	}
}

// FuzzQuery: whatever comes, a link that is named anywhere is seen or the
// query is refused, and nothing that is no id gets through.
func FuzzQuery(f *testing.F) {
	id := store.NewID(time.Unix(1, 0))
	for _, seed := range []string{"", "practice=" + id + "&link=abc", "link", "link=%zz", "a;link=b", "LINK=x", "%6cink=y", "before=" + id + "&limit=9", "since=2026-11-25", "limit=-1", "&&=&link=&"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		q, err := parseQuery(raw)
		if err != nil {
			if _, ok := errors.AsType[refusal](err); !ok {
				t.Errorf("%q: %v is no refusal", raw, err)
			}
			return
		}
		for _, id := range []string{q.practice, q.before} {
			if id != "" && !store.ValidID(id) {
				t.Errorf("%q: id %q", raw, id)
			}
		}
		if q.limit < 1 || q.limit > maxPage || !q.linked && q.link != "" {
			t.Errorf("%q: %+v", raw, q)
		}
		for part := range strings.SplitSeq(raw, "&") {
			name, _, _ := strings.Cut(part, "=")
			if name, err := url.QueryUnescape(name); err == nil && name == "link" && !q.linked {
				t.Errorf("%q: a link was overlooked", raw)
			}
		}
	})
}
