package web

import (
	"net/url"
	"strconv"
	"time"

	"stillpoint/dialogue/store"
)

const (
	defaultPage = 20
	maxPage     = 200
	maxQuery    = 2048 // bytes
)

// query is what the part of an address after "?" says; a name that comes
// twice counts once, the first time.
type query struct {
	practice string // an id; "": all
	linked   bool   // a link is named, if only an empty one
	link     string // its token
	before   string // an id; "": from the newest on
	limit    int    // 1..maxPage
	since    time.Time
}

// parseQuery reads a query. The error is a [refusal]. A query that is half
// understood is refused as a whole, lest a link in it be overlooked and its
// holder taken for the owner.
func parseQuery(raw string) (query, error) {
	q := query{limit: defaultPage}
	if len(raw) > maxQuery {
		return q, badQuery("The address is too long.")
	}
	all, err := url.ParseQuery(raw)
	if err != nil {
		return q, badQuery("The address cannot be read after its question mark.")
	}
	q.link, q.linked = all.Get("link"), all.Has("link")
	if q.practice = all.Get("practice"); q.practice != "" && !store.ValidID(q.practice) {
		return q, badQuery("practice is not the id of a practice.")
	}
	if q.before = all.Get("before"); q.before != "" && !store.ValidID(q.before) {
		return q, badQuery("before is not the id of a practice.")
	}
	if v := all.Get("limit"); v != "" {
		n, err := strconv.Atoi(v)
		if err != nil || n < 1 {
			return q, badQuery("limit is not a number from 1 on.")
		}
		q.limit = min(n, maxPage)
	}
	if v := all.Get("since"); v != "" {
		if q.since, err = time.Parse(time.DateOnly, v); err != nil {
			q.since, err = time.Parse(time.RFC3339, v)
		}
		if err != nil {
			return q, badQuery("since is neither a day like 2026-11-25 nor a time like 2026-11-25T17:00:00Z.")
		}
	}
	return q, nil
}

func badQuery(message string) error { return refusal{Code: badRequest, Message: message} }
