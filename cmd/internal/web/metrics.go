package web

import (
	"math"
	"sync"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"stillpoint/dialogue/chain"
	"stillpoint/media/rtc"
)

// metrics are the server's own numbers, at /metrics.
type metrics struct {
	all     *prometheus.Registry
	steps   *prometheus.HistogramVec // step
	faults  *prometheus.CounterVec   // engine
	ended   *prometheus.CounterVec   // cause
	refused *prometheus.CounterVec   // code
	engines *engineMetrics

	mu   sync.Mutex
	past rtc.Stats // of lines that are gone
}

func newMetrics(practices *registry) *metrics {
	m := &metrics{
		engines: newEngineMetrics(),
		all:     prometheus.NewRegistry(),
		steps: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "stillpoint_turn_step_seconds",
			Help: "Steps towards the client's answer: endpoint (the coach's end to the decision that the turn is over), " +
				"transcribe, respond, speak, playout (each from the step before), excess (machine time beyond the client's own think time).",
			Buckets: []float64{.01, .02, .05, .1, .2, .35, .5, .75, 1, 1.5, 2, 3, 5, 10}}, []string{"step"}),
		faults: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "stillpoint_engine_faults_total",
			Help: "Faults of engines during practices."}, []string{"engine"}),
		ended: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "stillpoint_practices_ended_total",
			Help: "Practices that are over, by cause."}, []string{"cause"}),
		refused: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "stillpoint_offers_refused_total",
			Help: "Offers of pages that were refused, by code."}, []string{"code"}),
	}
	m.engines.register(m.all)
	m.all.MustRegister(m.steps, m.faults, m.ended, m.refused, &lines{m, practices},
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "stillpoint_practices_live", Help: "Practices that run, those that are connecting included."},
			func() float64 { return float64(len(practices.all())) }),
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// turn takes the steps of one answer to what the coach said.
func (m *metrics) turn(a answer) {
	if !a.spoken {
		return
	}
	for _, st := range a.steps {
		m.steps.WithLabelValues(st.name).Observe((st.to - st.from).Duration().Seconds())
	}
	m.steps.WithLabelValues("excess").Observe(a.excess.Duration().Seconds())
}

// used takes a call of an engine.
func (m *metrics) used(u chain.Use, came string) { m.engines.used(u, came) }

// retire keeps the count of a line that is gone.
func (m *metrics) retire(s rtc.Stats) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.past.Add(s)
}

// lines collects what all lines, gone and there, have counted.
type lines struct {
	metrics   *metrics
	practices *registry
}

type lineCount struct {
	desc *prometheus.Desc
	of   func(rtc.Stats) float64
}

func lineCounts() []lineCount {
	count := func(name, help string, of func(rtc.Stats) float64) lineCount {
		return lineCount{prometheus.NewDesc("stillpoint_line_"+name, help, nil, nil), of}
	}
	return []lineCount{
		count("packets_received_total", "Packets with audio from coaches.", func(s rtc.Stats) float64 { return float64(s.Received) }),
		count("packets_sent_total", "Packets sent to coaches.", func(s rtc.Stats) float64 { return float64(s.Sent) }),
		count("packets_late_total", "Packets that came too late or twice.", func(s rtc.Stats) float64 { return float64(s.Late) }),
		count("packets_broken_total", "Packets that are no Opus.", func(s rtc.Stats) float64 { return float64(s.Broken) }),
		count("audio_lost_seconds_total", "Audio of coaches that never came.", func(s rtc.Stats) float64 { return s.Lost.Seconds() }),
		count("frames_dropped_total", "Microphone frames the practice did not take in time.", func(s rtc.Stats) float64 { return float64(s.FramesDropped) }),
		count("frames_skipped_total", "Frames left out after a standstill of this machine.", func(s rtc.Stats) float64 { return float64(s.Skipped) }),
	}
}

func pacingDesc() *prometheus.Desc {
	return prometheus.NewDesc("stillpoint_pacing_lateness_seconds", "How long after it was due each packet was sent (the sum is not known).", nil, nil)
}

func (l *lines) Describe(to chan<- *prometheus.Desc) {
	for _, c := range lineCounts() {
		to <- c.desc
	}
	to <- pacingDesc()
}

func (l *lines) Collect(to chan<- prometheus.Metric) {
	running := l.practices.all()
	l.metrics.mu.Lock()
	sum := l.metrics.past
	l.metrics.mu.Unlock()
	for _, p := range running {
		sum.Add(p.line.Stats())
	}
	for _, c := range lineCounts() {
		to <- prometheus.MustNewConstMetric(c.desc, prometheus.CounterValue, c.of(sum))
	}
	var n uint64
	buckets := make(map[float64]uint64)
	for i, bound := range rtc.LatenessBounds() {
		n += uint64(sum.Lateness[i])
		buckets[bound.Seconds()] = n
	}
	n += uint64(sum.Lateness[len(sum.Lateness)-1])
	to <- prometheus.MustNewConstHistogram(pacingDesc(), n, math.NaN(), buckets)
}
