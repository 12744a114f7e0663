// Package doctor looks whether a talk can work on this machine, and says it in
// words of a coach: what the browser needs, ports, disk, model files, and each
// engine in a real round trip. It starts no goroutine and leaves nothing behind.
package doctor

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"runtime"
	"strings"
	"syscall"
	"time"

	"stillpoint/dialogue/local/fetch"
)

// A Finding is one thing looked at.
type Finding struct {
	What  string  `json:"what"`
	State State   `json:"state"`
	Says  string  `json:"says"`                    // one sentence, with what to do
	First float64 `json:"first_seconds,omitempty"` // until its first word or sound
	Took  float64 `json:"seconds,omitempty"`       // of the round trip
}

// State is how a thing stands.
type State string

const (
	Good State = "ok"
	Weak State = "warning" // a talk works, with less
	Bad  State = "problem" // a talk does not work as it should
)

// Place is what a server would be started with.
type Place struct {
	Addr   string       // host:port of the pages
	Media  int          // UDP and TCP port of the sound
	Data   string       // folder
	Models string       // folder
	Files  []fetch.File // that a talk needs
}

// Surroundings looks at everything but the engines.
func Surroundings(ctx context.Context, p Place) []Finding {
	return []Finding{microphone(p.Addr), pagePort(ctx, p.Addr), soundPort(p.Media), disk(p.Data), models(p.Models, p.Files)}
}

// microphone: browsers give it to secure contexts alone, which are https
// addresses and this very machine (W3C Secure Contexts, section 3.1).
func microphone(addr string) Finding {
	f := Finding{What: "microphone", State: Good,
		Says: "Browsers share the microphone with pages of this machine. Open the page as http://" + addr + " on this computer."}
	if !Loopback(addr) {
		f.State, f.Says = Weak, "Browsers share a microphone only with secure addresses. From another computer "+
			"the page works only through an https address; on this one open it as localhost."
	}
	return f
}

// Loopback tells whether only this machine can reach addr, a host:port.
func Loopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func pagePort(ctx context.Context, addr string) Finding {
	l, err := net.Listen("tcp", addr)
	if err == nil {
		l.Close()
		return Finding{What: "page address", State: Good, Says: addr + " is free."}
	}
	if !portTaken(err) {
		return Finding{What: "page address", State: Bad, Says: fmt.Sprintf("%s cannot be used (%v). Choose another one with -addr.", addr, err)}
	}
	if answersAsStillpoint(ctx, addr) {
		return Finding{What: "page address", State: Good, Says: "Stillpoint is running at http://" + addr + " already."}
	}
	return Finding{What: "page address", State: Bad, Says: "Another program uses " + addr + ". Choose another address with -addr, for example -addr localhost:8081."}
}

func answersAsStillpoint(ctx context.Context, addr string) bool {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+addr+"/api/scenarios", nil)
	if err != nil {
		return false
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	return err == nil && resp.StatusCode == http.StatusOK && json.Valid(body) && strings.Contains(string(body), `"difficulty"`)
}

// portTaken tells whether err is that a port is in use; Windows' own number
// for it is 10048.
func portTaken(err error) bool {
	return errors.Is(err, syscall.EADDRINUSE) || runtime.GOOS == "windows" && errors.Is(err, syscall.Errno(10048))
}

func soundPort(port int) Finding {
	f := Finding{What: "sound port", State: Good, Says: fmt.Sprintf("Port %d is free for the sound (UDP and TCP).", port)}
	udp, err := net.ListenUDP("udp", &net.UDPAddr{Port: port})
	if err == nil {
		udp.Close()
		var tcp *net.TCPListener
		if tcp, err = net.ListenTCP("tcp", &net.TCPAddr{Port: port}); err == nil {
			tcp.Close()
		}
	}
	if err != nil {
		f.State, f.Says = Weak, fmt.Sprintf("Port %d is in use: by a Stillpoint that is running, or by another program. If Stillpoint does not start, choose another port with -media.", port)
	}
	return f
}

// roomy is the free space that a good many recordings and lines spoken ahead fit in.
const roomy = 1 << 30

func disk(dir string) Finding {
	f := Finding{What: "disk", State: Good}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		f.State, f.Says = Bad, fmt.Sprintf("The data folder %s cannot be made (%v). Choose another one with -data.", dir, inner(err))
		return f
	}
	probe, err := os.CreateTemp(dir, ".doctor-*")
	if err == nil {
		_, err = probe.Write(make([]byte, 4096))
		err = errors.Join(err, probe.Close(), os.Remove(probe.Name()))
	}
	if err != nil {
		f.State, f.Says = Bad, fmt.Sprintf("Nothing can be written to the data folder %s (%v). Mend that or choose another one with -data.", dir, inner(err))
		return f
	}
	free, err := freeSpace(dir)
	switch {
	case err != nil:
		f.State, f.Says = Weak, fmt.Sprintf("%s can be written; how much room it has is not known (%v).", dir, inner(err))
	case free < roomy:
		f.State, f.Says = Weak, fmt.Sprintf("Only %d MB are free for %s. An hour of practice takes about 30 MB.", free>>20, dir)
	default:
		f.Says = fmt.Sprintf("%s can be written, %d GB are free.", dir, free>>30)
	}
	return f
}

// inner is err without the path, which the sentence names already.
func inner(err error) error {
	var p *os.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

func models(dir string, files []fetch.File) Finding {
	missing := fetch.Missing(dir, files)
	if len(missing) == 0 {
		return Finding{What: "model files", State: Good, Says: fmt.Sprintf("All %d are in %s, each verified.", len(files), dir)}
	}
	return Finding{What: "model files", State: Bad, Says: fmt.Sprintf("%d of %d are missing or damaged in %s: %s. Run: stillpoint fetch -models %s",
		len(missing), len(files), dir, fetch.Names(missing), dir)}
}
