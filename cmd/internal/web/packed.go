package web

import (
	"compress/gzip"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

// smallest is how many bytes are worth packing.
const smallest = 1000

// packable are what packing makes smaller; sound is packed already.
var packable = []string{"text/html", "text/css", "text/javascript", "application/json", "image/svg+xml"}

var packers = sync.Pool{New: func() any {
	return gzip.NewWriter(nil)
}}

// packed sends what is text as gzip to who can read that. A part of an answer,
// an open line and the sound go as they are.
func packed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet || r.Header.Get("Range") != "" || r.Header.Get("Upgrade") != "" || !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			next.ServeHTTP(w, r)
			return
		}
		p := &packing{ResponseWriter: w}
		defer p.end()
		next.ServeHTTP(p, r)
	})
}

// packing is an answer that is packed once it is known to be worth it.
type packing struct {
	http.ResponseWriter
	begun bool
	zip   *gzip.Writer // nil: it goes as it is
}

func (p *packing) WriteHeader(status int) {
	if !p.begun {
		p.begun = true
		if p.worthIt(status) {
			h := p.Header()
			h.Del("Content-Length")
			h.Del("Accept-Ranges")
			h.Set("Content-Encoding", "gzip")
			h.Add("Vary", "Accept-Encoding")
			if tag := h.Get("ETag"); strings.HasPrefix(tag, `"`) {
				h.Set("ETag", "W/"+tag) // the same, but not byte for byte (RFC 9110 section 8.8.1)
			}
			p.zip = packers.Get().(*gzip.Writer)
			p.zip.Reset(p.ResponseWriter)
		}
	}
	p.ResponseWriter.WriteHeader(status)
}

func (p *packing) worthIt(status int) bool {
	h := p.Header()
	if status < http.StatusOK || status == http.StatusNoContent || status == http.StatusPartialContent || status == http.StatusNotModified || h.Get("Content-Encoding") != "" {
		return false
	}
	if n, err := strconv.Atoi(h.Get("Content-Length")); err == nil && n < smallest {
		return false
	}
	for _, kind := range packable {
		if strings.HasPrefix(h.Get("Content-Type"), kind) {
			return true
		}
	}
	return false
}

func (p *packing) Write(b []byte) (int, error) {
	if !p.begun {
		p.WriteHeader(http.StatusOK)
	}
	if p.zip != nil {
		return p.zip.Write(b)
	}
	return p.ResponseWriter.Write(b)
}

// Flush sends what was written so far.
func (p *packing) Flush() {
	if p.zip != nil {
		p.zip.Flush()
	}
	http.NewResponseController(p.ResponseWriter).Flush()
}

// Unwrap is for [http.ResponseController].
func (p *packing) Unwrap() http.ResponseWriter { return p.ResponseWriter }

func (p *packing) end() {
	if p.zip == nil {
		return
	}
	p.zip.Close()
	packers.Put(p.zip)
	p.zip = nil
}
