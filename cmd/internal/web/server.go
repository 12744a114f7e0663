package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"stillpoint/dialogue/local/work"
)

const (
	defaultMax     = 4
	defaultGoodbye = time.Minute
	cutShortIn     = 10 * time.Second // for practices whose goodbye took too long
	// garbage is how much garbage, in percent of what is in use, may lie about.
	// Most of a practice is sound, which the collector need not look into: to
	// collect four times as often as Go does by default takes no time to speak
	// of, and a practice takes a quarter more than it uses instead of twice as much.
	garbage = 25
)

// Server is the product's one HTTP server.
type Server struct {
	Config
	log      *slog.Logger
	audio    *os.Root
	registry *registry
	metrics  *metrics
	memory   *memory
	news     *news
	progress *progress
	upgrader websocket.Upgrader
	peaks    chan struct{} // a token: one waveform is computed at a time
	samples  chan struct{} // a token: one sample is spoken at a time
	scoring  *work.Pool    // makes reports
	arrived  atomic.Pointer[Engines]
	hosts    map[engineID]string // of the engines that are elsewhere
	wg       sync.WaitGroup      // practices, and what they leave to be done
}

// New makes a server from c; it starts nothing. [Server.Serve] has to follow,
// or [Server.Close].
func New(c Config) (*Server, error) {
	if len(c.Scenarios()) == 0 {
		return nil, errors.New("no scenario to practise with")
	}
	if c.Max == 0 {
		c.Max = defaultMax
	}
	if c.Support == "" {
		c.Support = "If you or somebody near you is in danger, call your local emergency number. A doctor, a crisis line or a person you trust can help with the rest."
	}
	if c.Goodbye == 0 {
		c.Goodbye = defaultGoodbye
	}
	s := &Server{Config: c, log: c.Log, memory: &memory{}, news: newNews(), progress: newProgress(),
		registry: newRegistry(c.Max), peaks: make(chan struct{}, 1), samples: make(chan struct{}, 1),
		scoring: work.New(1, scoreNice), hosts: map[engineID]string{}}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	s.log = slog.New(discreetLog{s.log.Handler()})
	for _, e := range c.Elsewhere {
		s.hosts[engineID{e.Kind, e.Engine}] = e.Host
	}
	s.arrived.Store(&c.Engines)
	s.metrics = newMetrics(s.registry)
	if c.Trace != nil {
		s.metrics.all.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "stillpoint_trace_spans_dropped_total",
			Help: "Steps of turns that did not arrive at the collector of traces."}, func() float64 { return float64(c.Trace.Dropped()) }))
	}
	dir := filepath.Join(c.Data, "audio")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("recordings: %w", err)
	}
	var err error
	if s.audio, err = os.OpenRoot(dir); err != nil {
		return nil, fmt.Errorf("recordings: %w", err)
	}
	s.upgrader = websocket.Upgrader{ReadBufferSize: 4096, WriteBufferSize: 4096} // same origin only, its default
	return s, nil
}

// Close frees what New opened. Serve does it by itself.
func (s *Server) Close() error { return s.audio.Close() }

// route is one thing the server answers, by its pattern for [http.ServeMux].
type route struct {
	pattern string
	serve   http.HandlerFunc
}

// routes are all there are. One that is about a practice goes through
// [Server.on], which says who may.
func (s *Server) routes() []route {
	return []route{
		{"GET /api/live", s.live},
		{"GET /api/events", s.getEvents},
		{"GET /api/status", s.getStatus},
		{"POST /api/consent", s.postConsent},
		{"GET /api/scenarios", s.getScenarios},
		{"GET /api/scenarios/{id}/sample", s.getSample},
		{"POST /api/scenarios/{id}/chosen", s.postChosen},
		{"GET /api/practices", s.getPractices},
		{"GET /api/practices/{id}", s.on(toSee, s.getPractice)},
		{"DELETE /api/practices/{id}", s.on(toDelete, s.deletePractice)},
		{"GET /api/practices/{id}/timeline", s.on(toSee, s.getTimeline)},
		{"GET /api/practices/{id}/report", s.on(toSee, s.getReport)},
		{"GET /api/practices/{id}/export", s.on(toExport, s.getExport)},
		{"GET /api/practices/{id}/audio", s.on(toSee, s.getAudio)},
		{"GET /api/practices/{id}/peaks", s.on(toSee, s.getPeaks)},
		{"POST /api/practices/{id}/corrections", s.on(toCorrect, s.postCorrection)},
		{"GET /api/practices/{id}/annotations", s.on(toSee, s.getAnnotations)},
		{"POST /api/practices/{id}/annotations", s.on(toAnnotate, s.postAnnotation)},
		{"PATCH /api/practices/{id}/annotations/{n}", s.on(toAnnotate, s.patchAnnotation)},
		{"DELETE /api/practices/{id}/annotations/{n}", s.on(toAnnotate, s.deleteAnnotation)},
		{"GET /api/practices/{id}/listened", s.on(toSee, s.getListened)},
		{"POST /api/practices/{id}/listened", s.on(toAnnotate, s.postListened)},
		{"GET /api/progress", s.getProgress},
		{"GET /api/practices/{id}/links", s.on(toShare, s.getLinks)},
		{"POST /api/practices/{id}/links", s.on(toShare, s.postLink)},
		{"DELETE /api/practices/{id}/links/{n}", s.on(toShare, s.deleteLink)},
		{"GET /api/", func(w http.ResponseWriter, r *http.Request) { notFound(w) }},
		{"GET /healthz", func(w http.ResponseWriter, r *http.Request) { w.Write([]byte("ok\n")) }},
		{"GET /readyz", s.getReady},
		{"GET /api/settings", s.getSettings},
		{"GET /metrics", promhttp.HandlerFor(s.metrics.all, promhttp.HandlerOpts{}).ServeHTTP},
		{"GET /practices/{id}", s.getReview},
		{"GET /", s.getPage},
	}
}

// handler is all routes, guarded.
func (s *Server) handler() http.Handler {
	mux := http.NewServeMux()
	for _, r := range s.routes() {
		mux.HandleFunc(r.pattern, r.serve)
	}
	return s.guard(packed(mux))
}

// Serve answers on l until ctx ends. Then nobody is let in any more, running
// practices may say goodbye for at most [Config.Goodbye], and all is saved
// before it returns. It sets the pace of the garbage collector for the whole
// process, unless GOGC is in the environment.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	defer s.Close()
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbage)
	}
	h := &http.Server{
		Handler:           s.handler(),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelDebug),
	}
	h.RegisterOnShutdown(func() { close(s.news.closed) })
	scoreCtx, enough := context.WithCancel(context.WithoutCancel(ctx))
	var scoring sync.WaitGroup
	scoring.Go(func() { s.scoring.Run(scoreCtx) })
	defer scoring.Wait()
	defer enough()
	served := make(chan error, 1)
	s.wg.Go(func() { served <- h.Serve(l) })
	var err error
	select {
	case err = <-served:
		err = fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	s.stop()
	down, cancel := context.WithTimeout(context.WithoutCancel(ctx), cutShortIn)
	defer cancel()
	if h.Shutdown(down) != nil {
		h.Close()
	}
	s.wg.Wait()
	return err
}

// stop ends all practices and sockets.
func (s *Server) stop() {
	running := s.registry.stop()
	for _, p := range running {
		p.end("shutdown")
	}
	late := time.NewTimer(s.Goodbye)
	defer late.Stop()
	for _, p := range running {
		select {
		case <-p.over:
			continue
		case <-late.C:
		}
		for _, q := range running {
			q.cancel(errStopped)
		}
		<-p.over
		late.Reset(0)
	}
	for _, c := range s.registry.open() {
		c.finish(websocket.CloseGoingAway, "the server stopped")
	}
	for _, c := range s.registry.open() {
		<-c.gone
	}
}
