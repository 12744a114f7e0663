package rtc

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/webrtc/v4"
)

// A conn is one PeerConnection of a line. Beside pion's goroutines it has one
// for each direction, which reads RTCP and throws it away: pion makes its
// reports out of what passes by, and what is not read piles up. (The sender
// reports are not used for the clock: they are in the coach's wall clock,
// whose offset nobody measures yet.)
type conn struct {
	pc    *webrtc.PeerConnection
	track *webrtc.TrackLocalStaticRTP
	ssrc  uint32
	up    atomic.Bool // as far as the link has been told
	drain sync.WaitGroup
}

// newConn returns a PeerConnection that is ready for an offer.
func newConn(api *webrtc.API) (*conn, error) {
	pc, err := api.NewPeerConnection(webrtc.Configuration{})
	if err != nil {
		return nil, fmt.Errorf("new peer connection: %w", err)
	}
	c := &conn{pc: pc}
	if err := c.addTrack(); err != nil {
		c.close()
		return nil, err
	}
	return c, nil
}

func (c *conn) addTrack() error {
	var err error
	c.track, err = webrtc.NewTrackLocalStaticRTP(webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2}, "client", "stillpoint")
	if err != nil {
		return fmt.Errorf("new track: %w", err)
	}
	sender, err := c.pc.AddTrack(c.track)
	if err != nil {
		return fmt.Errorf("add track: %w", err)
	}
	c.ssrc = uint32(sender.GetParameters().Encodings[0].SSRC)
	c.discard(sender.Read)
	return nil
}

// discard reads RTCP until the connection is closed.
func (c *conn) discard(read func([]byte) (int, interceptor.Attributes, error)) {
	c.drain.Go(func() {
		buf := make([]byte, 1500)
		for {
			if _, _, err := read(buf); err != nil {
				return
			}
		}
	})
}

// answer takes an offer and returns the answer with all candidates in it.
func (c *conn) answer(ctx context.Context, offer string) (string, error) {
	if err := c.pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeOffer, SDP: offer}); err != nil {
		return "", fmt.Errorf("%w: %w", ErrOffer, err)
	}
	answer, err := c.pc.CreateAnswer(nil)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrOffer, err)
	}
	gathered := webrtc.GatheringCompletePromise(c.pc)
	if err := c.pc.SetLocalDescription(answer); err != nil {
		return "", fmt.Errorf("%w: %w", ErrOffer, err)
	}
	ctx, cancel := context.WithTimeoutCause(ctx, 5*time.Second, errors.New("the machine's own addresses were not found in time"))
	defer cancel()
	select {
	case <-gathered:
		return c.pc.LocalDescription().SDP, nil
	case <-ctx.Done():
		return "", fmt.Errorf("gather candidates: %w", context.Cause(ctx))
	}
}

// usable reports whether another offer can be answered.
func (c *conn) usable() bool {
	return c.pc.ConnectionState() != webrtc.PeerConnectionStateClosed && c.pc.SignalingState() == webrtc.SignalingStateStable
}

// close ends the connection and waits for all its goroutines. It must not be
// called from one of pion's callbacks.
func (c *conn) close() {
	c.pc.GracefulClose() // its error is about what was broken already
	c.drain.Wait()
}
