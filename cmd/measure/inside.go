package main

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"runtime/debug"
	"runtime/pprof"
	"strings"
	"sync"
	"time"
)

// inside is what the server tells about itself while it is measured: GET
// /profile begins a CPU profile, the next one ends and returns it; GET
// /settle gives back memory that nobody uses.
func inside() http.Handler {
	var mu sync.Mutex
	var profile *bytes.Buffer
	mux := http.NewServeMux()
	mux.HandleFunc("GET /profile", func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		if profile != nil {
			pprof.StopCPUProfile()
			w.Write(profile.Bytes())
			profile = nil
			return
		}
		profile = new(bytes.Buffer)
		if err := pprof.StartCPUProfile(profile); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	})
	mux.HandleFunc("GET /settle", func(http.ResponseWriter, *http.Request) { debug.FreeOSMemory() })
	return mux
}

func download(addr, path string) ([]byte, error) {
	r, err := http.Get("http://" + addr + path)
	if err != nil {
		return nil, err
	}
	defer r.Body.Close()
	if r.StatusCode != http.StatusOK {
		return nil, errors.New(path + ": " + r.Status)
	}
	return io.ReadAll(r.Body)
}

// part is one share of the processor time: what has one of names in a frame
// of its stack.
type part struct {
	what  string
	names []string
}

// parts are looked for in this order.
func parts() []part {
	return []part{
		{"recording", []string{"stillpoint/media/record."}},
		{"voice activity: resampling", []string{"stillpoint/media.(*Resampler)"}},
		{"voice activity: Silero", []string{"stillpoint/media/voice.", "/silero."}},
		{"decoding the coach", []string{"stillpoint/media/rtc.(*stream)"}},
		{"encoding the client", []string{"codec.(*opusEncoder)", "Encoder).Encode"}},
		{"sending and receiving", []string{"github.com/pion/", "net.(*", "stillpoint/media/rtc."}},
		{"the conversation", []string{"stillpoint/dialogue."}},
		{"web socket, store", []string{"stillpoint/cmd/internal/web.", "stillpoint/dialogue/store.", "modernc.org/"}},
	}
}

// shares sums the processor time of a profile by parts; what belongs to none
// of them is the runtime's own.
func shares(gzipped []byte) (map[string]time.Duration, error) {
	z, err := gzip.NewReader(bytes.NewReader(gzipped))
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(z)
	if err != nil {
		return nil, err
	}
	p, err := readProfile(data)
	if err != nil {
		return nil, err
	}
	out := map[string]time.Duration{}
	for _, s := range p.samples {
		out[partOf(p.stack(s))] += s.cpu
	}
	return out, nil
}

func partOf(stack []string) string {
	for _, p := range parts() {
		for _, frame := range stack {
			for _, name := range p.names {
				if strings.Contains(frame, name) {
					return p.what
				}
			}
		}
	}
	return "runtime: scheduler, timers, garbage"
}
