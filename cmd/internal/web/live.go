package web

import (
	"context"
	"net/http"
	"time"

	"github.com/gorilla/websocket"

	"stillpoint/analysis"
	"stillpoint/dialogue"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/store"
	"stillpoint/media/rtc"
)

const (
	offerWithin  = 30 * time.Second // a socket that wants nothing is closed
	answerWithin = 10 * time.Second
	leaveWithin  = 3 * time.Second // for an unfinished begin of the same person
)

// guest is one live socket and the practice it is the page of, if any. It
// belongs to the socket's reader.
type guest struct {
	server   *Server
	socket   *socket
	person   string
	known    bool // the browser brought its name along
	practice *practice
	captions bool // asked for before there was a practice
	waiting  *time.Timer
}

// live is the live socket. It upgrades first and says then what is wrong: a
// page cannot read the status of a refused upgrade.
func (s *Server) live(w http.ResponseWriter, r *http.Request) {
	header := make(http.Header)
	g := &guest{server: s, known: person(r) != "", person: name(header, r)}
	ws, err := s.upgrader.Upgrade(w, r, header)
	if err != nil {
		return // the upgrader has answered
	}
	g.socket = newSocket(ws)
	if why := s.registry.enter(g.socket); why != nil {
		closeWith(g.socket, *why)
	}
	defer s.registry.leave(g.socket)
	g.waiting = time.AfterFunc(offerWithin, func() { g.socket.finish(websocket.ClosePolicyViolation, "no offer") })
	defer g.waiting.Stop()
	defer func() {
		if g.practice != nil {
			g.practice.page.detach(g.socket)
		}
	}()
	err = g.socket.run(g.handle)
	s.log.Debug("live socket", "end", err)
}

func (g *guest) handle(m message) {
	if o, ok := m.(offer); ok {
		g.waiting.Stop()
		g.offer(o)
		return
	}
	if c, ok := m.(captions); ok {
		g.captions = c.On
	}
	p := g.practice
	if p == nil {
		return
	}
	switch m := m.(type) {
	case heard:
		p.line.Report(rtc.Heard{SSRC: m.SSRC, RTP: m.RTP, Age: m.Age, Dev: m.Dev,
			Received: time.Now(), RTT: time.Duration(g.socket.rtt.Load())})
	case captions:
		p.page.wantCaptions(g.socket, m.On)
	case mic:
		p.setMic(m.State)
	case aside:
		p.tell(func(t *dialogue.Practice) { t.Aside(m.On) })
	case say:
		p.tell(func(t *dialogue.Practice) { t.Say(m.Text) })
	case safety:
		p.tell(func(t *dialogue.Practice) { t.Safety(m.Choice == "practice") })
	case end:
		p.end(dialogue.ByCoach)
	}
}

func (g *guest) offer(o offer) {
	ctx, cancel := context.WithTimeout(context.Background(), answerWithin)
	defer cancel()
	var why *refusal
	switch {
	case g.practice != nil:
		why = g.restart(ctx, o)
	case o.Practice != "":
		why = g.takeUp(ctx, o)
	default:
		why = g.begin(ctx, o)
	}
	if why != nil {
		g.server.metrics.refused.WithLabelValues(why.Code).Inc()
		closeWith(g.socket, *why)
	}
}

// restart gives the line new paths.
func (g *guest) restart(ctx context.Context, o offer) *refusal {
	sdp, err := g.practice.line.Offer(ctx, o.SDP, false)
	if err != nil {
		return offerRefused(err)
	}
	g.socket.send(g.practice.answer(sdp))
	return nil
}

// takeUp makes this socket the page of a practice that runs: one whose token
// the page has, or one that another tab of the same browser began.
func (g *guest) takeUp(ctx context.Context, o offer) *refusal {
	gone := &refusal{Code: "gone", Message: "There is no such practice to take up. If it was yours, it is over and saved."}
	if !store.ValidID(o.Practice) {
		return gone
	}
	p := g.server.registry.get(o.Practice)
	if p == nil || !sameSecret(o.Token, p.token) && !sameSecret(g.person, p.person) {
		return gone
	}
	sdp, err := p.line.Offer(ctx, o.SDP, true)
	if err != nil {
		return offerRefused(err)
	}
	if !g.become(p, sdp) {
		return gone
	}
	p.setMic("live") // until this page says otherwise, as it does once the line is up
	return nil
}

// begin admits a practice and leaves the rest to the goroutine that owns it.
func (g *guest) begin(ctx context.Context, o offer) *refusal {
	s := g.server
	sc := s.scenario(o.Scenario)
	if sc == nil {
		return &refusal{Code: "unknown_scenario", Message: "This server has no client by that name."}
	}
	if why := s.coming(); why != nil {
		return why
	}
	p := s.newPractice(sc, g.person)
	p.recorded = g.consent(ctx, o)
	if analysis.IsExercise(o.Focus) {
		p.focus = o.Focus
	}
	if why := g.admit(ctx, p); why != nil {
		return why
	}
	sdp, err := p.line.Offer(ctx, o.SDP, true)
	if err != nil {
		s.abandon(p)
		return offerRefused(err)
	}
	g.become(p, sdp)
	s.wg.Go(func() { s.host(p) })
	return nil
}

// admit finds a place. An unfinished begin of the same person gives way: the
// page was loaded again before the line was up.
func (g *guest) admit(ctx context.Context, p *practice) *refusal {
	for {
		other, why := g.server.registry.admit(p, time.Now())
		if other == nil {
			return why
		}
		if other.running() {
			return &refusal{Code: "practice_live", Practice: other.id,
				Message: "A practice of yours is running in another tab. Go on with it there, or take it over here."}
		}
		other.page.fail(refusal{Code: "taken_over", Message: "Another tab began a practice."})
		other.cancel(errSuperseded)
		select {
		case <-other.over:
		case <-time.After(leaveWithin):
			return &refusal{Code: "practice_live", Message: "An earlier try has not ended yet. Try again.", RetryAfter: 5}
		case <-ctx.Done():
			return &refusal{Code: "practice_live", Message: "An earlier try has not ended yet. Try again.", RetryAfter: 5}
		}
	}
}

func (g *guest) become(p *practice, sdp string) bool {
	if !p.page.attach(g.socket, p.answer(sdp)) {
		return false
	}
	p.page.wantCaptions(g.socket, g.captions)
	g.practice = p
	return true
}

// consent says whether this practice may be recorded; what a browser with a
// name agreed to is remembered, so that it is asked once. Who agreed to another
// text than the present one has to be asked anew.
func (g *guest) consent(ctx context.Context, o offer) bool {
	switch {
	case o.Consent == nil, *o.Consent && o.Text != nil && *o.Text != g.server.consentSHA256():
		return g.known && g.server.consented(ctx, g.person)
	case *o.Consent && g.known:
		g.server.remember(ctx, g.person, true)
	}
	return *o.Consent
}

func offerRefused(err error) *refusal {
	return &refusal{Code: "offer_refused", Message: "The sound connection was not understood: " + err.Error() + "."}
}

// scenario is the one called id, the first one for "", nil when there is none.
func (s *Server) scenario(id string) *scenario.Scenario { return find(s.Scenarios(), id) }

func find(people []*scenario.Scenario, id string) *scenario.Scenario {
	for _, sc := range people {
		if sc.ID == id || id == "" {
			return sc
		}
	}
	return nil
}
