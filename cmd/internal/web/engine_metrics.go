package web

import (
	"sync"

	"github.com/prometheus/client_golang/prometheus"

	"stillpoint/dialogue/chain"
)

// engineMetrics are what engines did and took, by kind and configured name.
type engineMetrics struct {
	calls          *prometheus.CounterVec   // kind, engine, outcome
	first, took    *prometheus.HistogramVec // kind, engine
	tokens         *prometheus.CounterVec   // kind, engine, direction
	sound, written *prometheus.CounterVec   // kind, engine

	mu    sync.Mutex
	names map[string]bool
}

// Names come from the configuration. Should they not, no more than these are kept.
const (
	mostNames = 64
	otherName = "other"
)

func newEngineMetrics() *engineMetrics {
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Name: "stillpoint_engine_" + name, Help: help}, append([]string{"kind", "engine"}, labels...))
	}
	seconds := func(name, help string) *prometheus.HistogramVec {
		return prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "stillpoint_engine_" + name, Help: help,
			Buckets: []float64{.01, .02, .05, .1, .2, .35, .5, .75, 1, 1.5, 2, 3, 5, 10, 30}}, []string{"kind", "engine"})
	}
	return &engineMetrics{
		calls:   counter("calls_total", "Calls of engines during practices: ok, error, late, or cut by the caller before anything came.", "outcome"),
		first:   seconds("first_seconds", "Until the first word or sound came, of calls in which one did."),
		took:    seconds("seconds", "How long calls took to their end."),
		tokens:  counter("tokens_total", "Tokens in (asked with) and out (written), some of them estimated.", "direction"),
		sound:   counter("sound_seconds_total", "Speech understood or made."),
		written: counter("characters_total", "Characters of text given to voices."),
		names:   map[string]bool{},
	}
}

func (m *engineMetrics) register(all *prometheus.Registry) {
	all.MustRegister(m.calls, m.first, m.took, m.tokens, m.sound, m.written)
}

func (m *engineMetrics) used(u chain.Use, came string) {
	kind, name := string(u.Kind), m.name(u.Engine)
	m.calls.WithLabelValues(kind, name, came).Inc()
	if u.First > 0 {
		m.first.WithLabelValues(kind, name).Observe(u.First.Seconds())
	}
	m.took.WithLabelValues(kind, name).Observe(u.Took.Seconds())
	for direction, n := range map[string]int{"in": u.TokensIn, "out": u.TokensOut} {
		if n > 0 {
			m.tokens.WithLabelValues(kind, name, direction).Add(float64(n))
		}
	}
	if u.Sound > 0 {
		m.sound.WithLabelValues(kind, name).Add(u.Sound.Seconds())
	}
	if u.Characters > 0 {
		m.written.WithLabelValues(kind, name).Add(float64(u.Characters))
	}
}

// name is the label of an engine.
func (m *engineMetrics) name(engine string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.names[engine] && len(m.names) == mostNames {
		return otherName
	}
	m.names[engine] = true
	return engine
}
