package web

import (
	"maps"
	"slices"
	"sync"
	"time"
)

// registry knows the practices that run. It is a leaf: it calls nothing.
type registry struct {
	max int

	mu       sync.Mutex
	stopping bool
	byID     map[string]*practice
	sockets  map[*socket]struct{}
}

func newRegistry(most int) *registry {
	return &registry{max: most, byID: make(map[string]*practice), sockets: make(map[*socket]struct{})}
}

// admit takes p in. One person has one practice at a time: other is the one
// that has to end first, if there is one.
func (r *registry) admit(p *practice, now time.Time) (other *practice, why *refusal) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.stopping {
		return nil, stopping()
	}
	for _, q := range r.byID {
		if q.person == p.person {
			return q, nil
		}
	}
	if full := r.full(now); full != nil {
		return nil, full
	}
	r.byID[p.id] = p
	return nil, nil
}

// full says when to come back; nil: there is a place.
func (r *registry) full(now time.Time) *refusal {
	if len(r.byID) < r.max {
		return nil
	}
	free := 20 * time.Minute
	for _, q := range r.byID {
		free = min(free, time.Duration(q.scenario.End.Minutes)*time.Minute-now.Sub(q.admitted))
	}
	return taken(r.max, max(free, 30*time.Second))
}

// closing says that the server stops; nil: it does not.
func (r *registry) closing() *refusal {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.stopping {
		return stopping()
	}
	return nil
}

func (r *registry) room(now time.Time) *refusal {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.full(now)
}

// release says whether p was in.
func (r *registry) release(p *practice) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	_, in := r.byID[p.id]
	delete(r.byID, p.id)
	return in
}

func (r *registry) get(id string) *practice {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.byID[id]
}

// all are the running practices.
func (r *registry) all() []*practice {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Collect(maps.Values(r.byID))
}

// stop lets nobody in from now on.
func (r *registry) stop() []*practice {
	r.mu.Lock()
	r.stopping = true
	r.mu.Unlock()
	return r.all()
}

// enter takes in a live socket. It is not to be served when there are too
// many or the server stops; leave has to follow in any case.
func (r *registry) enter(c *socket) *refusal {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sockets[c] = struct{}{}
	if r.stopping {
		return stopping()
	}
	if len(r.sockets) > 2*r.max+16 {
		return &refusal{Code: "server_full", Message: "Too many pages are open on this server.", RetryAfter: 60}
	}
	return nil
}

func (r *registry) leave(c *socket) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.sockets, c)
}

// open are the sockets that are open.
func (r *registry) open() []*socket {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Collect(maps.Keys(r.sockets))
}
