// Package trace sends spans to an OpenTelemetry collector: OTLP over HTTP, as
// JSON (opentelemetry-proto 1.x, "OTLP/HTTP"). It is here because the official
// exporter brings all of gRPC along.
//
// Who has a span puts it and goes on: nothing waits for the collector, and what
// does not fit the queue is dropped and counted. [Sender.Run] is one goroutine.
package trace

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"
)

const (
	queued  = 2048 // spans that may wait
	batch   = 256  // spans in one request
	every   = 2 * time.Second
	atLast  = 3 * time.Second // for what waits when the program ends
	timeout = 10 * time.Second
)

// ID names a trace; SpanID a span of it.
type (
	ID     [16]byte
	SpanID [8]byte
)

// NewID is random, and not 0.
func NewID() (id ID) { rand.Read(id[:]); id[0] |= 1; return id }

// NewSpanID is random, and not 0.
func NewSpanID() (id SpanID) { rand.Read(id[:]); id[0] |= 1; return id }

// Span is something that took its time. Its attributes are texts, whole
// numbers, fractions and truths.
type Span struct {
	Trace      ID
	ID         SpanID
	Parent     SpanID // 0: it has none
	Name       string
	Start, End time.Time
	Attrs      []slog.Attr
}

// Config says where spans go.
type Config struct {
	URL     string            // of the traces themselves: http://…/v1/traces
	Headers map[string]string // may hold a key
	Service string            // "": stillpoint
	Timeout time.Duration     // of one request; 0: 10 s
	Log     *slog.Logger      // nil: none
}

// Sender sends spans while it runs.
type Sender struct {
	Config
	http    http.Client
	queue   chan Span
	dropped atomic.Int64
	told    bool // Run's
}

// New makes a sender; it starts nothing.
func New(c Config) *Sender {
	if c.Service == "" {
		c.Service = "stillpoint"
	}
	if c.Timeout <= 0 {
		c.Timeout = timeout
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	keep := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse } // the headers go nowhere else
	return &Sender{Config: c, http: http.Client{CheckRedirect: keep}, queue: make(chan Span, queued)}
}

// Put takes spans. It never blocks, and a nil Sender takes them too.
func (s *Sender) Put(spans ...Span) {
	if s == nil {
		return
	}
	for _, sp := range spans {
		select {
		case s.queue <- sp:
		default:
			s.dropped.Add(1)
		}
	}
}

// Host is where spans go, as a person knows it.
func (s *Sender) Host() string {
	u, err := url.Parse(s.URL)
	if err != nil {
		return ""
	}
	return u.Host
}

// Dropped is how many spans did not arrive.
func (s *Sender) Dropped() int64 { return s.dropped.Load() }

// Run sends until ctx ends, and then what still waits, for 3 s at most.
func (s *Sender) Run(ctx context.Context) {
	defer s.http.CloseIdleConnections()
	tick := time.NewTicker(every)
	defer tick.Stop()
	var spans []Span
	for {
		select {
		case sp := <-s.queue:
			if spans = append(spans, sp); len(spans) < batch {
				continue
			}
		case <-tick.C:
		case <-ctx.Done():
			last, cancel := context.WithTimeout(context.WithoutCancel(ctx), atLast)
			defer cancel()
			for s.send(last, spans); len(s.queue) > 0; s.send(last, spans) {
				spans = spans[:0]
				for len(spans) < batch && len(s.queue) > 0 {
					spans = append(spans, <-s.queue)
				}
			}
			return
		}
		s.send(ctx, spans)
		spans = spans[:0]
	}
}

// send posts spans; those that do not arrive are dropped, and said so once.
func (s *Sender) send(ctx context.Context, spans []Span) {
	if len(spans) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, s.Timeout)
	defer cancel()
	err := s.post(ctx, spans)
	if err == nil {
		return
	}
	s.dropped.Add(int64(len(spans)))
	if !s.told {
		s.told = true
		s.Log.Warn("traces do not arrive", "why", err.Error())
	}
}
