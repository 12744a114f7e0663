package web

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"stillpoint/analysis"
	"stillpoint/cmd/internal/trace"
	"stillpoint/dialogue"
	"stillpoint/dialogue/chain"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/store"
	"stillpoint/dialogue/timeline"
	"stillpoint/media/rtc"
	"stillpoint/media/voice"
)

// Config is what a server is made of. It must not be changed after [New].
type Config struct {
	// Data is the data folder; recordings are kept in its folder "audio".
	Data  string
	Store Store
	// Scenarios are whom one can practise with just now; the first is taken
	// when a page names none. There is always at least one.
	Scenarios func() []*scenario.Scenario
	// Engines, when empty, come later, by [Server.Arrive]; no practice begins
	// before that.
	Engines Engines
	// NewLine makes a coach's line.
	NewLine func(rtc.LineConfig) Line
	// Pages serves what is neither the API nor a measurement.
	Pages http.Handler
	// Rules are the floor's times; the scenario's silences and length are set
	// for each practice, unless they are set here.
	Rules dialogue.Rules
	// Max is how many practices may run at once; 0: 4.
	Max int
	// Hosts are names, beside those of this machine itself, that a request may
	// be for; "*" is any name.
	Hosts []string
	// Support is where a coach can turn who needs help; "": a general sentence.
	Support string
	// Chosen is told which scenario somebody is about to practise with; may be
	// nil. It must not block.
	Chosen func(id string)
	// Goodbye is how long practices may take to end when the server stops; 0: 60 s.
	Goodbye time.Duration
	// Elsewhere are the engines that are not on this machine.
	Elsewhere []Elsewhere
	// Settings is what is in force, as JSON, for who sits at this machine
	// (settings.html says its form); nil: there is nothing to show.
	Settings func() any
	Trace    *trace.Sender // takes the steps of each turn; nil: nobody does
	Log      *slog.Logger  // nil: none
}

// Elsewhere is an engine to which words or sound leave this machine.
type Elsewhere struct {
	Kind   chain.Kind
	Engine string // its name, as in [chain.Use]
	Host   string // as a person knows it: "api.example.com"
}

// Engines are the ears, the voice and the words of the client. The functions
// may be called at any time and from any goroutine, and may wait for a model
// that is being loaded. All but Client may be nil.
// What an engine was used for in one practice is told to its report, which may
// be nil.
type Engines struct {
	// Detector finds speech, one for each line, which closes it; without one
	// the coach can only type.
	Detector func() (voice.Detector, error)
	// Ears turn speech into words; nil: the coach can only type.
	Ears func(chain.Report) dialogue.Transcriber
	// Voice is the client's own; nil: she is read, not heard.
	Voice func(*scenario.Scenario, chain.Report) (dialogue.Voice, error)
	// Client finds the client's words in one practice, and what the coach's
	// turns do to her (nil: nothing). fault is to be told when a language model
	// let her down and the author's words stood in.
	Client func(sc *scenario.Scenario, report chain.Report, fault func(error)) (persona.Responder, dialogue.Mind)
	// Light says that a simpler voice speaks in place of the client's own.
	Light func() bool
	// Missing says, one sentence each, what is missing and how to get it.
	Missing func() []string
}

// ears are nil when the coach can only type.
func (e Engines) ears(report chain.Report) dialogue.Transcriber {
	if e.Ears == nil || e.Detector == nil {
		return nil
	}
	return e.Ears(report)
}

func (e Engines) voice(sc *scenario.Scenario, report chain.Report) (dialogue.Voice, error) {
	if e.Voice == nil {
		return nil, nil
	}
	return e.Voice(sc, report)
}

func (e Engines) missing() []string {
	if e.Missing == nil {
		return []string{}
	}
	return append([]string{}, e.Missing()...)
}

// Line is a coach's line; *[rtc.Line] is one.
type Line interface {
	dialogue.Line
	// Offer answers a page's SDP: with a new connection when fresh, else with
	// new paths for the one there is. It is not called twice at once.
	Offer(ctx context.Context, sdp string, fresh bool) (answer string, err error)
	// Run blocks until ctx ends or the line cannot go on.
	Run(ctx context.Context) error
	Up() <-chan struct{}
	Began() time.Time // valid once Up is closed
	Changes() <-chan bool
	Report(rtc.Heard)
	Stats() rtc.Stats
}

// Store keeps practices and settings; *[store.Store] is one.
type Store interface {
	Create(ctx context.Context, p store.Practice) error
	Finish(ctx context.Context, p store.Practice, used ...store.Usage) error
	Usage(ctx context.Context, practice string) ([]store.Usage, error)
	Recorder(id string) *store.Recorder
	Get(ctx context.Context, id string) (store.Practice, error) // [store.ErrNotFound]
	List(ctx context.Context, of store.Whose, before string, limit int) ([]store.Practice, error)
	Timeline(ctx context.Context, id string) (timeline.Timeline, error)
	Delete(ctx context.Context, id string) error
	Append(ctx context.Context, id string, e timeline.Event) error                      // [store.ErrTaken]
	KeepReport(ctx context.Context, r analysis.Report, tl timeline.Timeline) error      // [store.ErrNotFound], [store.ErrTaken]
	Report(ctx context.Context, id string, e analysis.Edition) (analysis.Report, error) // [store.ErrNotFound]
	Scored(ctx context.Context, e analysis.Edition, practices ...string) (map[string]bool, error)
	Share(ctx context.Context, l store.Link, token string) (store.Link, error) // [store.ErrNotFound]
	Link(ctx context.Context, token string) (store.Link, error)                // [store.ErrNotFound]
	LinkUsed(ctx context.Context, l store.Link, now time.Time) error
	Links(ctx context.Context, practice string) ([]store.Link, error)
	Revoke(ctx context.Context, practice string, link int64, now time.Time) error                    // [store.ErrNotFound]
	Annotate(ctx context.Context, a store.Annotation) (kept store.Annotation, fresh bool, err error) // [store.ErrNotFound], ErrNoAnnotation, ErrFull
	Annotations(ctx context.Context, practice string) ([]store.Annotation, error)
	ChangeAnnotation(ctx context.Context, practice string, n int64, change func(*store.Annotation) error) (store.Annotation, error) // [store.ErrNoAnnotation]
	RemoveAnnotation(ctx context.Context, practice string, n int64, author string) error                                            // [store.ErrNoAnnotation], ErrNotAuthor
	Stands(ctx context.Context, practices ...string) ([]store.Stand, error)
	Listen(ctx context.Context, practice, author string, spans [][2]timeline.Ms) error // [store.ErrNotFound]
	Listened(ctx context.Context, practice string) ([]store.Listened, error)
	Reports(ctx context.Context, e analysis.Edition, practices ...string) (map[string]analysis.Report, error)
	Setting(ctx context.Context, key string) (string, error) // "" when it was never set
	SetSetting(ctx context.Context, key, value string) error
}
