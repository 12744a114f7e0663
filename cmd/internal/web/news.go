package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"sync"
	"time"

	"stillpoint/dialogue/store"
)

const (
	maxListeners = 64
	newsBehind   = 64 // events a slow listener may be behind before it is let go
	newsComment  = 20 * time.Second
)

// news is what the pages are told as it happens, over server-sent events.
// Something with a key is a standing fact (progress) that a new listener is
// told first; its newest value alone counts.
type news struct {
	closed chan struct{}

	mu        sync.Mutex
	listeners map[*listener]struct{}
	standing  map[string]item
}

// item is one event for its audience.
type item struct {
	to   audience
	text []byte
}

// audience is whom an event is for: those who may see the practice that
// person began; everybody when no practice is named.
type audience struct{ practice, person string }

func everybody() audience { return audience{} }

func about(p store.Practice) audience { return audience{p.ID, p.Person} }

// listener is one page that listens.
type listener struct {
	text  chan []byte
	hears func(audience) bool
	link  store.Link // by which it listens; zero: by none
}

func newNews() *news {
	return &news{closed: make(chan struct{}), listeners: make(map[*listener]struct{}), standing: make(map[string]item)}
}

// tell never blocks. A listener that is too far behind is let go; its browser
// comes back by itself.
func (n *news) tell(event, key string, to audience, v any) {
	data, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("marshal %T: %v", v, err))
	}
	it := item{to, fmt.Appendf(nil, "event: %s\ndata: %s\n\n", event, data)}
	n.mu.Lock()
	defer n.mu.Unlock()
	if key != "" {
		n.standing[event+" "+key] = it
	}
	for l := range n.listeners {
		if !l.hears(to) {
			continue
		}
		select {
		case l.text <- it.text:
		default:
			n.drop(l)
		}
	}
}

// hush lets go of those who listen by such a link.
func (n *news) hush(such func(store.Link) bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for l := range n.listeners {
		if l.link.ID != 0 && such(l.link) {
			n.drop(l)
		}
	}
}

// drop is for a holder of mu.
func (n *news) drop(l *listener) {
	delete(n.listeners, l)
	close(l.text)
}

// listen returns nil when there are too many listeners.
func (n *news) listen(hears func(audience) bool, link store.Link) *listener {
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.listeners) >= maxListeners {
		return nil
	}
	l := &listener{make(chan []byte, newsBehind+len(n.standing)), hears, link}
	for _, key := range slices.Sorted(maps.Keys(n.standing)) {
		if it := n.standing[key]; hears(it.to) {
			l.text <- it.text
		}
	}
	n.listeners[l] = struct{}{}
	return l
}

func (n *news) leave(l *listener) {
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.listeners, l)
}

// getEvents lets a page listen: by a link to that one practice while the link
// lives, else to the asker's own and to what is for everybody.
func (s *Server) getEvents(w http.ResponseWriter, r *http.Request) {
	q, err := parseQuery(r.URL.RawQuery)
	if why, refused := errors.AsType[refusal](err); refused {
		writeRefusal(w, http.StatusBadRequest, why)
		return
	}
	if !q.linked {
		own := whose(r)
		s.news.serve(w, r, s.news.listen(func(to audience) bool { return to == everybody() || own.Includes(to.person) }, store.Link{}))
		return
	}
	row, err := s.row(r.Context(), q.practice)
	if errors.Is(err, store.ErrNotFound) {
		notFound(w)
		return
	}
	if err != nil {
		s.failed(w, "read practice", err)
		return
	}
	v, ok := s.admitted(w, r, row, toSee)
	if !ok {
		return
	}
	l := s.news.listen(func(to audience) bool { return to.practice == row.ID }, v.link)
	if _, ok := s.admitted(w, r, row, toSee); !ok { // the link ended before l could be let go with it
		s.news.leave(l)
		return
	}
	ctx, cancel := context.WithDeadline(r.Context(), v.link.Expires)
	defer cancel()
	s.news.serve(w, r.WithContext(ctx), l)
}

// serve tells l, which leaves with its page; nil: there was no room.
func (n *news) serve(w http.ResponseWriter, r *http.Request, l *listener) {
	if l == nil {
		writeRefusal(w, http.StatusServiceUnavailable, refusal{Code: "too_many_listeners",
			Message: "Too many pages are open on this server.", RetryAfter: 30})
		return
	}
	defer n.leave(l)
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	endless(w)
	flush := http.NewResponseController(w).Flush
	tick := time.NewTicker(newsComment)
	defer tick.Stop()
	text := []byte("retry: 2000\n\n")
	for {
		if _, err := w.Write(text); err != nil || flush() != nil {
			return
		}
		var ok bool
		select {
		case text, ok = <-l.text:
			if !ok {
				return
			}
		case <-tick.C:
			text = []byte(":\n\n")
		case <-r.Context().Done():
			return
		case <-n.closed:
			return
		}
	}
}

// endless lifts the time limits of an ordinary request.
func endless(w http.ResponseWriter) {
	c := http.NewResponseController(w)
	c.SetReadDeadline(time.Time{})
	c.SetWriteDeadline(time.Time{})
}
