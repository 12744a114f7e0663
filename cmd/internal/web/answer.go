package web

import (
	"log/slog"
	"strings"
	"time"

	"stillpoint/cmd/internal/trace"
	"stillpoint/dialogue/timeline"
)

// answer is how one utterance of hers came about.
type answer struct {
	client timeline.ClientTurn
	spoken bool // it answers what the coach said aloud
	steps  []stage
	excess timeline.Ms // machine time beyond her own think time, of a spoken one
}

// stage is one step towards an utterance, in media time.
type stage struct {
	name     string
	from, to timeline.Ms
}

// answered finds the steps between the coach's end and her first sample; where
// she answers nobody, or typed words, those from the decision on. A step that
// ran ahead of the one before it (words known before the turn was over) took
// no time.
func answered(coach timeline.CoachTurn, client timeline.ClientTurn) answer {
	lag := client.Lag
	a := answer{client: client, spoken: client.Why == timeline.WhyReply && coach.Turn == client.Turn && !coach.Typed && lag.Playout != 0}
	at := lag.Decided
	if a.spoken {
		at = coach.To
		a.excess = max(0, lag.Playout-coach.To-client.Think)
	}
	for _, st := range []struct {
		name string
		at   timeline.Ms
	}{{"endpoint", lag.Decided}, {"transcribe", lag.Final}, {"respond", lag.FirstToken}, {"speak", lag.FirstAudio}, {"playout", lag.Playout}} {
		if st.at == 0 || !a.spoken && (st.name == "endpoint" || st.name == "transcribe") {
			continue
		}
		to := max(at, st.at)
		a.steps = append(a.steps, stage{st.name, at, to})
		at = to
	}
	return a
}

// attrs are what is told of an answer: its times, its engines and how many
// words, and never one of them.
func (a answer) attrs(engines []string) []slog.Attr {
	c := a.client
	all := []slog.Attr{slog.Int("turn", c.Turn), slog.String("why", string(c.Why)), slog.String("origin", c.Origin)}
	for _, st := range a.steps {
		all = append(all, slog.Int64(st.name+"_ms", int64(st.to-st.from)))
	}
	if a.spoken {
		all = append(all, slog.Int64("excess_ms", int64(a.excess)))
	}
	return append(all, slog.String("engines", strings.Join(engines, ", ")), slog.Bool("cut", c.Cut != nil),
		slog.Int("heard_words", len(strings.Fields(c.Text))), slog.Int("unheard_words", len(strings.Fields(c.Unheard))))
}

// answered is told each utterance of hers: one line of the log, and its spans.
func (p *practice) answered(a answer) {
	attrs := a.attrs(p.tally.sinceTurn())
	p.log.LogAttrs(p.ctx, slog.LevelInfo, "turn", attrs...)
	p.tracer.turn(a, attrs)
}

// tracer makes spans of a practice's turns. A nil tracer makes none.
type tracer struct {
	to    *trace.Sender
	began time.Time // media time 0
	id    trace.ID
	root  trace.SpanID
}

// trace begins a practice's trace; nil when nobody takes it.
func (s *Server) trace(began time.Time) *tracer {
	if s.Trace == nil {
		return nil
	}
	return &tracer{s.Trace, began, trace.NewID(), trace.NewSpanID()}
}

func (t *tracer) span(parent trace.SpanID, name string, from, to timeline.Ms, attrs ...slog.Attr) trace.Span {
	return trace.Span{Trace: t.id, ID: trace.NewSpanID(), Parent: parent, Name: name,
		Start: t.began.Add(from.Duration()), End: t.began.Add(max(from, to).Duration()), Attrs: attrs}
}

// turn sends an utterance of hers, its steps and how long she was heard.
func (t *tracer) turn(a answer, attrs []slog.Attr) {
	if t == nil {
		return
	}
	from := a.client.From
	if len(a.steps) > 0 {
		from = min(from, a.steps[0].from)
	}
	all := []trace.Span{t.span(t.root, "turn", from, a.client.To, attrs...)}
	for _, st := range a.steps {
		all = append(all, t.span(all[0].ID, st.name, st.from, st.to))
	}
	t.to.Put(append(all, t.span(all[0].ID, "heard", a.client.From, a.client.To))...)
}

// over sends the practice itself, of which all turns are parts.
func (t *tracer) over(id, cause string, length timeline.Ms) {
	if t == nil {
		return
	}
	whole := t.span(trace.SpanID{}, "practice", 0, length, slog.String("practice", id), slog.String("cause", cause))
	whole.ID = t.root
	t.to.Put(whole)
}
