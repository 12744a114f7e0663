package web

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"sync"
	"time"
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
	listeners map[chan []byte]struct{}
	standing  map[string][]byte
}

func newNews() *news {
	return &news{closed: make(chan struct{}), listeners: make(map[chan []byte]struct{}), standing: make(map[string][]byte)}
}

// tell never blocks. A listener that is too far behind is let go; its browser
// comes back by itself.
func (n *news) tell(event, key string, v any) {
	data, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("marshal %T: %v", v, err))
	}
	text := fmt.Appendf(nil, "event: %s\ndata: %s\n\n", event, data)
	n.mu.Lock()
	defer n.mu.Unlock()
	if key != "" {
		n.standing[event+" "+key] = text
	}
	for l := range n.listeners {
		select {
		case l <- text:
		default:
			delete(n.listeners, l)
			close(l)
		}
	}
}

// listen returns nil when there are too many listeners.
func (n *news) listen() chan []byte {
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.listeners) >= maxListeners {
		return nil
	}
	l := make(chan []byte, newsBehind+len(n.standing))
	for _, key := range slices.Sorted(maps.Keys(n.standing)) {
		l <- n.standing[key]
	}
	n.listeners[l] = struct{}{}
	return l
}

func (n *news) leave(l chan []byte) {
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.listeners, l)
}

func (n *news) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l := n.listen()
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
		case text, ok = <-l:
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
