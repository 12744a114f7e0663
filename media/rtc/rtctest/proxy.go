package rtctest

import (
	"context"
	"errors"
	"math/rand/v2"
	"net"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Faults of the network, in each direction.
type Faults struct {
	Loss   float64       // share of packets
	Delay  time.Duration // of all packets
	Jitter time.Duration // on top, drawn for each: packets overtake each other
	Dead   bool          // nothing passes
}

// A Proxy passes UDP packets between peers and a line through the Faults it
// is given. Run owns its goroutines.
type Proxy struct {
	near   *net.UDPConn // the peers' side
	target *net.UDPAddr
	wg     sync.WaitGroup

	mu     sync.Mutex
	faults Faults
	rnd    *rand.Rand
	far    map[string]*net.UDPConn // for each address of a peer
	closed bool
}

// NewProxy returns a proxy to the line's port on this machine.
func NewProxy(port int, f Faults) (*Proxy, error) {
	loopback := net.IPv4(127, 0, 0, 1)
	near, err := net.ListenUDP("udp4", &net.UDPAddr{IP: loopback})
	if err != nil {
		return nil, err
	}
	return &Proxy{
		near: near, target: &net.UDPAddr{IP: loopback, Port: port}, faults: f,
		rnd: rand.New(rand.NewPCG(4, 2)), far: make(map[string]*net.UDPConn),
	}, nil
}

// Set changes the faults.
func (x *Proxy) Set(f Faults) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.faults = f
}

var candidateLine = regexp.MustCompile(`(?m)^a=candidate:(\S+) (\d+) (\S+) (\d+) (\S+) (\d+) .*\r?\n`)

// Rewrite makes the answer's UDP candidates one that leads to the proxy. Its
// TCP candidates stay only if tcp is true.
func (x *Proxy) Rewrite(answer string, tcp bool) string {
	done := false
	return candidateLine.ReplaceAllStringFunc(answer, func(line string) string {
		m := candidateLine.FindStringSubmatch(line)
		if !strings.EqualFold(m[3], "udp") {
			if tcp {
				return line
			}
			return ""
		}
		if done || m[2] != "1" {
			return ""
		}
		done = true
		return "a=candidate:1 1 udp " + m[4] + " 127.0.0.1 " + strconv.Itoa(x.near.LocalAddr().(*net.UDPAddr).Port) + " typ host\r\n"
	})
}

// Run passes packets on until ctx ends.
func (x *Proxy) Run(ctx context.Context) error {
	stop := context.AfterFunc(ctx, x.close)
	defer stop()
	buf := make([]byte, 2048)
	for {
		n, peer, err := x.near.ReadFromUDP(buf)
		if err != nil {
			break
		}
		far, err := x.farSide(peer)
		if err != nil {
			continue
		}
		x.pass(buf[:n], func(b []byte) { far.Write(b) })
	}
	x.close()
	x.wg.Wait()
	return nil
}

func (x *Proxy) close() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.closed = true
	x.near.Close()
	for _, c := range x.far {
		c.Close()
	}
}

// farSide is the socket on which peer's packets go on, and which takes what
// comes back.
func (x *Proxy) farSide(peer *net.UDPAddr) (*net.UDPConn, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if c := x.far[peer.String()]; c != nil {
		return c, nil
	}
	if x.closed {
		return nil, errors.New("closed")
	}
	c, err := net.DialUDP("udp4", nil, x.target)
	if err != nil {
		return nil, err
	}
	x.far[peer.String()] = c
	x.wg.Go(func() {
		buf := make([]byte, 2048)
		for {
			n, err := c.Read(buf)
			if errors.Is(err, net.ErrClosed) {
				return
			}
			if err == nil {
				x.pass(buf[:n], func(b []byte) { x.near.WriteToUDP(b, peer) })
			}
		}
	})
	return c, nil
}

// pass does to a packet what the network does and then sends it.
func (x *Proxy) pass(packet []byte, send func([]byte)) {
	x.mu.Lock()
	f := x.faults
	lost := f.Dead || x.rnd.Float64() < f.Loss
	delay := f.Delay
	if f.Jitter > 0 {
		delay += time.Duration(x.rnd.Int64N(int64(f.Jitter)))
	}
	x.mu.Unlock()
	if lost {
		return
	}
	if delay == 0 {
		send(packet)
		return
	}
	kept := append([]byte(nil), packet...)
	x.wg.Add(1)
	time.AfterFunc(delay, func() {
		defer x.wg.Done()
		send(kept)
	})
}
