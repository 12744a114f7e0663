package dialogue

import "sync"

// inbox is an unbounded queue of things for the owner to do, so that nobody
// who talks to it ever blocks.
type inbox struct {
	ready chan struct{} // holds one token while the queue is not empty

	mu    sync.Mutex
	queue []func()
}

func newInbox() *inbox { return &inbox{ready: make(chan struct{}, 1)} }

func (b *inbox) put(f func()) {
	b.mu.Lock()
	b.queue = append(b.queue, f)
	b.mu.Unlock()
	select {
	case b.ready <- struct{}{}:
	default:
	}
}

func (b *inbox) take() []func() {
	b.mu.Lock()
	defer b.mu.Unlock()
	q := b.queue
	b.queue = nil
	return q
}
