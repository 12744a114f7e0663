// Package rtctest is the other end of a line for tests and measurements: a
// [Peer] that does what the page does, with a microphone that runs to the
// sample, and a [Proxy] that makes the network between the two a bad one.
//
// Times are of this process's monotonic clock, on which the line under test
// runs too, so that both can be compared.
package rtctest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"github.com/pion/ice/v4"
	"github.com/pion/interceptor"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"

	"stillpoint/media"
	"stillpoint/media/codec"
)

// Options of a Peer; the zero value is a good one.
type Options struct {
	PPM float64 // how much faster than right the microphone's clock runs
	TCP bool    // also try TCP
}

// A Peer is a page without a browser. Run owns its goroutines.
type Peer struct {
	options Options
	pc      *webrtc.PeerConnection
	track   *webrtc.TrackLocalStaticRTP
	states  chan webrtc.PeerConnectionState // newest
	tracks  chan *webrtc.TrackRemote
	rtcp    sync.WaitGroup

	mu       sync.Mutex
	queue    media.PCM
	frames   int64 // of the microphone so far
	epoch    time.Time
	received []Packet
}

// A Packet is what the peer received of the client's voice.
type Packet struct {
	Arrived   time.Time
	SSRC      uint32
	Sequence  uint16
	Timestamp uint32
	Payload   []byte
}

// NewPeer returns a peer that has not connected.
func NewPeer(o Options) (*Peer, error) {
	var engine webrtc.SettingEngine
	engine.SetIncludeLoopbackCandidate(true)
	engine.SetICEMulticastDNSMode(ice.MulticastDNSModeDisabled)
	types := []webrtc.NetworkType{webrtc.NetworkTypeUDP4}
	if o.TCP {
		types = append(types, webrtc.NetworkTypeTCP4)
	}
	engine.SetNetworkTypes(types)
	var codecs webrtc.MediaEngine
	capability := webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2, SDPFmtpLine: "minptime=10;useinbandfec=1"}
	if err := codecs.RegisterCodec(webrtc.RTPCodecParameters{RTPCodecCapability: capability, PayloadType: 109}, webrtc.RTPCodecTypeAudio); err != nil {
		return nil, err
	}
	var reports interceptor.Registry
	if err := webrtc.ConfigureRTCPReports(&reports); err != nil {
		return nil, err
	}
	api := webrtc.NewAPI(webrtc.WithSettingEngine(engine), webrtc.WithMediaEngine(&codecs), webrtc.WithInterceptorRegistry(&reports))
	pc, err := api.NewPeerConnection(webrtc.Configuration{})
	if err != nil {
		return nil, err
	}
	p := &Peer{options: o, pc: pc, states: make(chan webrtc.PeerConnectionState, 1), tracks: make(chan *webrtc.TrackRemote, 4)}
	if p.track, err = webrtc.NewTrackLocalStaticRTP(capability, "microphone", "coach"); err != nil {
		return nil, errors.Join(err, pc.Close())
	}
	sender, err := pc.AddTrack(p.track)
	if err != nil {
		return nil, errors.Join(err, pc.Close())
	}
	p.drain(sender.Read)
	pc.OnTrack(func(t *webrtc.TrackRemote, r *webrtc.RTPReceiver) {
		p.drain(r.Read)
		p.tracks <- t
	})
	pc.OnConnectionStateChange(func(webrtc.PeerConnectionState) {
		select {
		case <-p.states:
		default:
		}
		select {
		case p.states <- pc.ConnectionState():
		default:
		}
	})
	return p, nil
}

func (p *Peer) drain(read func([]byte) (int, interceptor.Attributes, error)) {
	p.rtcp.Go(func() {
		buf := make([]byte, 1500)
		for {
			if _, _, err := read(buf); err != nil {
				return
			}
		}
	})
}

// Offer makes an offer with all candidates in it; restart asks for another
// network path (an ICE restart, from new ports).
func (p *Peer) Offer(restart bool) (string, error) {
	offer, err := p.pc.CreateOffer(&webrtc.OfferOptions{ICERestart: restart})
	if err != nil {
		return "", err
	}
	gathered := webrtc.GatheringCompletePromise(p.pc)
	if err := p.pc.SetLocalDescription(offer); err != nil {
		return "", err
	}
	<-gathered
	return p.pc.LocalDescription().SDP, nil
}

// Answer takes the answer to the newest offer.
func (p *Peer) Answer(sdp string) error {
	return p.pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: sdp})
}

// Connected waits until the peer is connected.
func (p *Peer) Connected(ctx context.Context) error {
	for p.pc.ConnectionState() != webrtc.PeerConnectionStateConnected {
		select {
		case <-p.states:
		case <-ctx.Done():
			return fmt.Errorf("peer is %v: %w", p.pc.ConnectionState(), context.Cause(ctx))
		}
	}
	return nil
}

// Path names the chosen path: its protocol and the two addresses.
func (p *Peer) Path() string {
	pair, err := p.pc.GetSenders()[0].Transport().ICETransport().GetSelectedCandidatePair()
	if err != nil || pair == nil {
		return "none"
	}
	return fmt.Sprintf("%v %v:%d %v:%d", pair.Remote.Protocol, pair.Local.Address, pair.Local.Port, pair.Remote.Address, pair.Remote.Port)
}

// Run is the microphone, which sends what was said and silence else, one
// packet of 20 ms after the other, and the loudspeaker, which keeps what it
// receives. It blocks until ctx ends and closes the connection then.
func (p *Peer) Run(ctx context.Context) error {
	encoder, err := codec.NewOpusEncoder(1, 32000, 5)
	if err != nil {
		return errors.Join(err, p.pc.Close())
	}
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			select {
			case t := <-p.tracks:
				wg.Go(func() { p.receive(t) })
			case <-ctx.Done():
				return
			}
		}
	})
	p.microphone(ctx, encoder)
	err = p.pc.GracefulClose()
	wg.Wait()
	p.rtcp.Wait()
	return err
}

func (p *Peer) microphone(ctx context.Context, encoder codec.Encoder) {
	frame, buf := make(media.PCM, media.FrameSamples), make([]byte, codec.MaxPacket)
	seq, ts := uint16(rand.Uint32()), rand.Uint32()
	p.mu.Lock()
	p.epoch = time.Now()
	p.mu.Unlock()
	for {
		p.mu.Lock()
		clear(frame[copy(frame, p.queue):])
		p.queue = p.queue[min(len(frame), len(p.queue)):]
		p.frames++
		leaves := p.spoken(p.frames) // when the last sample was spoken
		p.mu.Unlock()
		n, err := encoder.Encode(frame, buf)
		if err != nil {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Until(leaves)):
		}
		p.track.WriteRTP(&rtp.Packet{Header: rtp.Header{Version: 2, SequenceNumber: seq, Timestamp: ts}, Payload: buf[:n]})
		seq++
		ts += media.FrameSamples
	}
}

// spoken is when the first sample of the microphone's frame n is spoken.
func (p *Peer) spoken(n int64) time.Time {
	return p.epoch.Add(time.Duration(float64(n) * float64(media.FrameDur) / (1 + p.options.PPM*1e-6)))
}

// Say speaks pcm into the microphone, after what it is already saying, and
// returns when its first sample is spoken. It is padded to whole frames; its
// last packet leaves when the last of them has been spoken. Run must have begun.
func (p *Peer) Say(pcm media.PCM) time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	padded := append(p.queue, pcm...)
	ahead := int64(len(p.queue) / media.FrameSamples)
	if rest := len(padded) % media.FrameSamples; rest > 0 {
		padded = append(padded, make(media.PCM, media.FrameSamples-rest)...)
	}
	p.queue = padded
	return p.spoken(p.frames + ahead)
}

func (p *Peer) receive(t *webrtc.TrackRemote) {
	for {
		packet, _, err := t.ReadRTP()
		if err != nil {
			return
		}
		now := time.Now()
		p.mu.Lock()
		p.received = append(p.received, Packet{now, packet.SSRC, packet.SequenceNumber, packet.Timestamp, slices.Clone(packet.Payload)})
		p.mu.Unlock()
	}
}

// Received is all that came so far, in the order of arrival.
func (p *Peer) Received() []Packet {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.received[:len(p.received):len(p.received)]
}

// Playing is what a page that plays every packet a fixed time after its
// arrival would report: stream and timestamp of the newest packet played, and
// how long ago that was.
func (p *Peer) Playing(delay time.Duration) (ssrc, timestamp uint32, age time.Duration, ok bool) {
	now := time.Now()
	packets := p.Received()
	for i := len(packets) - 1; i >= 0; i-- {
		if age := now.Sub(packets[i].Arrived) - delay; age >= 0 {
			return packets[i].SSRC, packets[i].Timestamp, age, true
		}
	}
	return 0, 0, 0, false
}

// Decode is the audio of packets of one stream, each where its timestamp says,
// and the timestamp of the first sample.
func Decode(packets []Packet) (media.PCM, uint32, error) {
	if len(packets) == 0 {
		return nil, 0, errors.New("no packets")
	}
	decoder, err := codec.NewOpusDecoder(1)
	if err != nil {
		return nil, 0, err
	}
	first := packets[0].Timestamp
	var board Board
	pcm := make(media.PCM, codec.MaxSamples)
	for _, packet := range packets {
		n, err := decoder.Decode(packet.Payload, pcm)
		if err != nil {
			return nil, 0, err
		}
		board.Put(media.Duration(int(int32(packet.Timestamp-first))), pcm[:n])
	}
	return media.PCM(board), first, nil
}
