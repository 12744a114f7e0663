// Package rtc is the coach's WebRTC line: Opus from the microphone as frames
// on media time, the client's voice back at a steady pace, and the truth
// about when it was heard.
//
// A [Server] holds one UDP and one TCP port for all lines. It is ICE-lite: it
// answers an offer with all its addresses and never calls out. A [Line] is
// one coach's connection; it outlives its PeerConnections (a reload, another
// network), while its queue and media time go on. [Line.Run] owns two
// goroutines, a reader and a pacer; pion runs about 25 more a connection,
// which end with it.
//
// Audio is 48 kHz mono PCM; times are media time: since the line was first
// up, on the monotonic clock. A silent line takes about 1 MiB of memory and
// 0.7 % of a core.
package rtc

import (
	"fmt"
	"log/slog"
	"net"
	"time"

	"github.com/pion/ice/v4"
	"github.com/pion/interceptor"
	"github.com/pion/webrtc/v4"
)

const (
	// downAfter is the time without any packet after which a line is down.
	downAfter = 3 * time.Second
	// failedAfter is the time after that until ICE gives up; it is longer
	// than any grace a caller may give, because a restart is simpler before.
	failedAfter = time.Minute
	// tcpBuffer bounds what waits in a stalled TCP connection, in bytes: 2 s
	// of voice. What comes later than that had better not come.
	tcpBuffer = 16 << 10
)

// Config says where a Server listens.
type Config struct {
	// Port for UDP and TCP; 0 picks one that is free for both.
	Port int
	// Public are the addresses under which the machine is known outside, if
	// those are not its own (NAT, container).
	Public []string
	// Loopback also offers the loopback addresses, for a browser on the
	// same machine.
	Loopback bool
	// Log may be nil: no log. What pion complains about goes there at level
	// debug.
	Log *slog.Logger
}

// A Server makes lines. It is safe for concurrent use.
type Server struct {
	api     *webrtc.API
	port    int
	udp     *ice.MultiUDPMuxDefault
	tcp     *ice.TCPMuxDefault
	silence []byte
	log     *slog.Logger
}

// Listen opens the ports. The machine's addresses are those it has now.
func Listen(c Config) (*Server, error) {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	s := &Server{log: c.Log}
	var err error
	if s.silence, err = silentFrame(); err != nil {
		return nil, err
	}
	var engine webrtc.SettingEngine
	engine.LoggerFactory = pionLog{c.Log}
	engine.SetLite(true)
	engine.SetICETimeouts(downAfter, failedAfter, 2*time.Second)
	engine.SetICEMulticastDNSMode(ice.MulticastDNSModeDisabled)
	engine.SetIncludeLoopbackCandidate(c.Loopback)
	engine.SetNetworkTypes([]webrtc.NetworkType{
		webrtc.NetworkTypeUDP4, webrtc.NetworkTypeUDP6, webrtc.NetworkTypeTCP4, webrtc.NetworkTypeTCP6,
	})
	if len(c.Public) > 0 {
		if err := engine.SetICEAddressRewriteRules(webrtc.ICEAddressRewriteRule{
			External:        c.Public,
			AsCandidateType: webrtc.ICECandidateTypeHost,
			Mode:            webrtc.ICEAddressRewriteAppend,
		}); err != nil {
			return nil, fmt.Errorf("public addresses %v: %w", c.Public, err)
		}
	}
	if err := s.listen(c); err != nil {
		return nil, err
	}
	engine.SetICEUDPMux(s.udp)
	engine.SetICETCPMux(s.tcp)
	if s.api, err = newAPI(&engine); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// newAPI is pion with Opus and nothing else, and receiver and sender reports
// as the only RTCP: transport-wide congestion control would make Chromium
// send empty packets to probe for bandwidth.
func newAPI(engine *webrtc.SettingEngine) (*webrtc.API, error) {
	var media webrtc.MediaEngine
	err := media.RegisterCodec(webrtc.RTPCodecParameters{
		RTPCodecCapability: webrtc.RTPCodecCapability{
			MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2, // RFC 7587 section 7
			SDPFmtpLine: "minptime=10;useinbandfec=1",
		},
		PayloadType: 111,
	}, webrtc.RTPCodecTypeAudio)
	if err != nil {
		return nil, fmt.Errorf("register opus: %w", err)
	}
	var reports interceptor.Registry
	if err := webrtc.ConfigureRTCPReports(&reports); err != nil {
		return nil, fmt.Errorf("configure rtcp reports: %w", err)
	}
	return webrtc.NewAPI(webrtc.WithSettingEngine(*engine), webrtc.WithMediaEngine(&media),
		webrtc.WithInterceptorRegistry(&reports)), nil
}

// listen opens one port number for TCP and, on every address, UDP.
func (s *Server) listen(c Config) error {
	options := []ice.UDPMuxFromPortOption{ice.UDPMuxFromPortWithLogger(pionLog{c.Log}.NewLogger("udp"))}
	if c.Loopback {
		options = append(options, ice.UDPMuxFromPortWithLoopback())
	}
	for try := 1; ; try++ {
		listener, err := net.ListenTCP("tcp", &net.TCPAddr{Port: c.Port})
		if err != nil {
			return fmt.Errorf("listen for media: %w", err)
		}
		port := listener.Addr().(*net.TCPAddr).Port
		udp, err := ice.NewMultiUDPMuxFromPort(port, options...)
		if err == nil {
			s.port, s.udp = port, udp
			s.tcp = ice.NewTCPMuxDefault(ice.TCPMuxParams{
				Listener:        listener,
				Logger:          pionLog{c.Log}.NewLogger("tcp"),
				ReadBufferSize:  8, // packets
				WriteBufferSize: tcpBuffer,
			})
			return nil
		}
		listener.Close()
		if c.Port != 0 || try == 10 { // a free TCP port may be taken for UDP
			return fmt.Errorf("listen for media on UDP port %d: %w", port, err)
		}
	}
}

// Port is the number of the UDP and TCP port.
func (s *Server) Port() int { return s.port }

// Close closes the ports. Every line's Run should have returned before.
func (s *Server) Close() error {
	err := s.udp.Close()
	if e := s.tcp.Close(); err == nil {
		err = e
	}
	return err
}
