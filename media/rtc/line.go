package rtc

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/pion/webrtc/v4"

	"stillpoint/media"
	"stillpoint/media/codec"
	"stillpoint/media/voice"
)

// framesWaiting is how many frames wait for an owner that is busy: 1.3 s,
// among them the 400 ms that come at once when the line is first up.
const framesWaiting = 64

// errEnded is why an offer to a line that is over is not answered.
var errEnded = errors.New("the line is over")

// LineConfig is what a line needs.
type LineConfig struct {
	// Detector judges speech; nil: Frame.Speech is always 0. It is used by
	// the reader until Run returns and then still to be closed.
	Detector voice.Detector
	// Fault is told the first failure of the detector; nil: nobody is. It
	// is called by the reader and may not block.
	Fault func(error)
	// Log may be nil: no log.
	Log *slog.Logger
}

// A Line is one coach's connection. Frames, Play, Cut and Heard are for the
// one owner of the practice; the other methods are safe for any goroutine.
type Line struct {
	server *Server
	config LineConfig
	frames chan media.Frame
	tracks chan *webrtc.TrackRemote // the newest, for the reader
	out    *outlet
	link   *link
	counts counters

	offers sync.Mutex // held while an offer is answered
	ended  bool       // under offers
}

// NewLine returns a line that waits for an offer. Run must be called, once,
// if Offer was: it closes what Offer opened.
func (s *Server) NewLine(c LineConfig) *Line {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	l := &Line{
		server: s,
		config: c,
		frames: make(chan media.Frame, framesWaiting),
		tracks: make(chan *webrtc.TrackRemote, 1),
		out:    newOutlet(),
	}
	l.link = newLink(l.out.begin)
	return l
}

// Offer answers the page's offer. The first one, and one that is fresh (a
// reload, another tab), gets a new PeerConnection, and the one before is
// closed; any other is an ICE restart or a renegotiation on the one there is.
// A refused offer, with an error that wraps [ErrOffer], changes nothing.
func (l *Line) Offer(ctx context.Context, sdp string, fresh bool) (answer string, err error) {
	sdp, err = checkOffer(sdp)
	if err != nil {
		return "", err
	}
	l.offers.Lock()
	defer l.offers.Unlock()
	if l.ended {
		return "", errEnded
	}
	if c := l.link.current(); c != nil && !fresh && c.usable() {
		return c.answer(ctx, sdp)
	}
	c, err := newConn(l.server.api)
	if err != nil {
		return "", err
	}
	c.pc.OnTrack(func(t *webrtc.TrackRemote, r *webrtc.RTPReceiver) {
		c.discard(r.Read)
		l.take(t)
	})
	c.pc.OnConnectionStateChange(func(webrtc.PeerConnectionState) { l.link.look(c) })
	answer, err = c.answer(ctx, sdp)
	if err != nil {
		c.close()
		return "", err
	}
	if old := l.link.swap(c); old != nil {
		old.close()
	}
	l.link.look(c)
	return answer, nil
}

// take gives the newest track to the reader.
func (l *Line) take(t *webrtc.TrackRemote) {
	for {
		select {
		case l.tracks <- t:
			return
		default:
		}
		select {
		case <-l.tracks:
		default:
		}
	}
}

// Run reads and sends until ctx ends, then closes the connection and Frames
// and returns nil once no goroutine of the line is left. Anything else it
// returns was wrong from the start.
func (l *Line) Run(ctx context.Context) error {
	encoder, err := codec.NewOpusEncoder(1, bitrate, complexity)
	decoder, e := codec.NewOpusDecoder(1)
	if err := errors.Join(err, e); err != nil {
		l.hangUp()
		close(l.frames)
		return fmt.Errorf("run line: %w", err)
	}
	p := pacer{out: l.out, link: l.link, encoder: encoder, silence: l.server.silence, counts: &l.counts}
	var wg sync.WaitGroup
	wg.Go(func() { p.run(ctx) })
	wg.Go(func() {
		defer close(l.frames)
		l.read(ctx, decoder)
	})
	<-ctx.Done()
	l.hangUp()
	wg.Wait()
	return nil
}

// hangUp closes the connection; no offer is answered from then on.
func (l *Line) hangUp() {
	l.offers.Lock()
	defer l.offers.Unlock()
	l.ended = true
	if c := l.link.swap(nil); c != nil {
		c.close()
	}
}

// Up is closed when the line is first up.
func (l *Line) Up() <-chan struct{} { return l.link.up }

// Began is media time 0, when the line was first up; zero before that.
func (l *Line) Began() time.Time { return l.link.start() }

// Changes tells what became of the line since it was first up: false down
// (3 s without any packet, or closed by the page), true up again. It is never
// closed, and a change that was over before it was received is left out.
func (l *Line) Changes() <-chan bool { return l.link.changes }

// Frames delivers the microphone in the order of media time. Lost stretches
// of up to 100 ms are made up, longer ones are missing. It is closed by Run.
// When 64 frames wait the oldest is dropped.
func (l *Line) Frames() <-chan media.Frame { return l.frames }

// Play queues p, which may not be changed afterwards, and returns the playout
// position of its end. What is queued waits while the line is down.
func (l *Line) Play(p media.PCM) (end time.Duration) { return media.Duration(l.out.play(p)) }

// Cut drops what is queued and returns the playout position sent, at which
// the next thing played will begin. It is at most one frame ahead of what is
// due, some 60 ms ahead of the ear.
func (l *Line) Cut() (pos time.Duration) { return media.Duration(l.out.cut()) }

// Heard tells what the ear has received, one [media.Playout] for each frame of
// audio when it is heard, by the newest reports of the page. An owner that is
// busy gets the newest, and the last of each run. It is never closed.
//
// While no report has come for 3 s (none yet, or the line is dying) the
// uncertainty is at least 150 ms: frames sent after the page last lived are
// told as heard though they may not be.
func (l *Line) Heard() <-chan media.Playout { return l.out.heard }

// Report takes a playout report of the page. One that cannot be true is
// ignored and counted.
func (l *Line) Report(h Heard) {
	if l.out.report(h) {
		l.counts.reports.Add(1)
	} else {
		l.counts.ignored.Add(1)
	}
}

// Stats is what the line has counted so far.
func (l *Line) Stats() Stats { return l.counts.snapshot() }
