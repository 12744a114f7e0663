package openaitest

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Canary is in everything a broken server says that must not be spoken.
const Canary = "zanzibar"

// Fault is one way to go wrong. The zero Fault is none.
type Fault struct {
	Name   string
	Kinds  []Kind // which it is possible with; nil: all
	Format string // of sound in which it shows; empty: any
	// Harmless: a good client notices nothing, or nothing that it could know for a fault.
	Harmless bool
	// Overlong: a sentence sounds for longer than it should.
	Overlong bool

	answer  func(w *wire, a answer)
	nowhere string // who is asked instead: nobodyListens or nobodyKnows
}

const (
	nobodyListens = "127.0.0.1:1"
	nobodyKnows   = "stillpoint-test.invalid" // RFC 6761, section 6.4: never resolved
)

// Fits says that the fault is possible with kind.
func (f Fault) Fits(kind Kind) bool { return f.Kinds == nil || slices.Contains(f.Kinds, kind) }

// status answers with a code and a body, as JSON unless it is a page.
func status(code int, body string, header ...string) func(*wire, answer) {
	return func(w *wire, _ answer) {
		for i := 0; i < len(header); i += 2 {
			w.w.Header().Set(header[i], header[i+1])
		}
		kind := "application/json"
		if strings.HasPrefix(body, "<") {
			kind = "text/html; charset=utf-8"
		}
		w.head(code, kind)
		w.write([]byte(body))
	}
}

func message(text string) string {
	return fmt.Sprintf(`{"error":{"message":"%s: %s","type":"error","code":null}}`, Canary, text)
}

// Faults are all of them but [CutAt], which are many.
func Faults() []Fault {
	return slices.Concat(refusals(), stalls(), frames(), odd(), sounds())
}

// Named is the one of [Faults] with that name.
func Named(name string) Fault {
	all := Faults()
	i := slices.IndexFunc(all, func(f Fault) bool { return f.Name == name })
	return all[i]
}

func refusals() []Fault {
	const busy = "too many requests"
	return []Fault{
		{Name: "refused", nowhere: nobodyListens},
		{Name: "DNS fails", nowhere: nobodyKnows},
		{Name: "401", answer: status(http.StatusUnauthorized, message("bad key"))},
		{Name: "404", answer: status(http.StatusNotFound, `{"detail":"`+Canary+`: model is not installed locally, POST /v1/models"}`)},
		{Name: "429", answer: status(http.StatusTooManyRequests, message(busy))},
		{Name: "429 after 1 s", answer: status(http.StatusTooManyRequests, message(busy), "Retry-After", "1")},
		{Name: "429 after 60 s", answer: status(http.StatusTooManyRequests, message(busy), "Retry-After", "60")},
		{Name: "500", answer: status(http.StatusInternalServerError, message("CUDA out of memory"))},
		{Name: "503 loading", answer: status(http.StatusServiceUnavailable, `{"error":{"message":"Loading model `+Canary+`","type":"unavailable_error","code":503}}`)},
		{Name: "HTML 200", answer: status(http.StatusOK, "<!doctype html><title>"+Canary+"</title><h1>Sign in</h1>")},
		{Name: "error in a 200", answer: status(http.StatusOK, message("failed to process"))},
		{Name: "bare error in a 200", answer: status(http.StatusOK, `{"error":"`+Canary+` failed to process"}`)},
	}
}

func stalls() []Fault {
	return []Fault{
		{Name: "hangs", answer: func(w *wire, _ answer) { w.hang() }},
		{Name: "hangs after the head", answer: func(w *wire, a answer) {
			w.head(http.StatusOK, a.kind)
			w.write(nil)
			w.hang()
		}},
		{Name: "hangs after a byte", answer: hangAt(func(int) int { return 1 })},
		{Name: "hangs half way", answer: hangAt(func(n int) int { return n / 2 })},
		{Name: "a byte a second", answer: func(w *wire, a answer) {
			w.head(http.StatusOK, a.kind)
			for _, b := range a.whole() {
				if !w.write([]byte{b}) || !w.wait(time.Second) {
					return
				}
			}
		}},
	}
}

func hangAt(at func(n int) int) func(*wire, answer) {
	return func(w *wire, a answer) {
		w.head(http.StatusOK, a.kind)
		all := a.whole()
		w.write(all[:at(len(all))])
		w.hang()
	}
}

// CutAt closes the connection after n bytes of the body; kindly, with all the
// signs of an answer that is complete.
func CutAt(n int, kindly bool) Fault {
	name := fmt.Sprintf("cut at %d", n)
	if kindly {
		name = fmt.Sprintf("ends at %d", n)
	}
	return Fault{Name: name, answer: func(w *wire, a answer) {
		w.head(http.StatusOK, a.kind)
		all := a.whole()
		w.write(all[:min(n, len(all))])
		if !kindly {
			w.cut()
		}
	}}
}

// CutShare is [CutAt] after a share of the body, whatever its length.
func CutShare(share float64, kindly bool) Fault {
	f := CutAt(0, kindly)
	name, _, _ := strings.Cut(f.Name, " ")
	f.Name = fmt.Sprintf("%s at %.0f %%", name, 100*share)
	f.answer = func(w *wire, a answer) { CutAt(int(share*float64(len(a.whole()))), kindly).answer(w, a) }
	return f
}

// frames are errors inside an event stream, in each known spelling, before
// any word and after some.
func frames() (out []Fault) {
	for _, f := range []struct{ name, frame string }{
		{`data: {"error"`, `data: {"error":{"message":"` + Canary + ` out of memory","code":500}}` + "\n\n"},
		{`data: { "error"`, `data: { "error": {"message":"` + Canary + ` out of memory"}}` + "\n\n"},
		{"error:", `error: {"message":"` + Canary + ` context too long","type":"exceed_context_size_error"}` + "\n\n"},
		{"event: error", "event: error\n" + `data: {"message":"` + Canary + ` upstream"}` + "\n\n"},
		{"error after comments", strings.Repeat(": keep-alive\n\n", 5) + `data: {"error":"` + Canary + ` no capacity"}` + "\n\n"},
		{"object:error", `data: {"object":"error","message":"` + Canary + ` bad request","code":400}` + "\n\n"},
	} {
		out = append(out,
			Fault{Name: "SSE " + f.name, Kinds: []Kind{Words}, answer: func(w *wire, a answer) {
				w.head(http.StatusOK, a.kind)
				w.write([]byte(f.frame))
			}},
			Fault{Name: "SSE late " + f.name, Kinds: []Kind{Words}, answer: func(w *wire, a answer) {
				w.head(http.StatusOK, a.kind)
				w.write(bytes.Join(a.body[:len(a.body)/2], nil))
				w.write([]byte(f.frame))
			}})
	}
	return out
}

const tenMB = 10_000_000

// odd are answers that no server should give, in words.
func odd() []Fault {
	text := []Kind{Ears, Words}
	return []Fault{
		{Name: "garbage UTF-8", Kinds: text, Harmless: true, answer: func(w *wire, a answer) {
			w.head(http.StatusOK, a.kind)
			w.write(bytes.ReplaceAll(a.whole(), []byte(" "), []byte(" \xff\xfe\xc3\x28")))
		}},
		{Name: "10 MB token", Kinds: text, answer: func(w *wire, a answer) {
			w.head(http.StatusOK, a.kind)
			long := strings.Repeat(Canary+" ", tenMB/(len(Canary)+1))
			if a.kind == "text/event-stream" {
				w.write(bytes.Join(Stream(strings.ReplaceAll(long, " ", "")), nil))
			} else {
				w.write(Heard(long, 1))
			}
		}},
	}
}

// sounds are answers that no server should give, in sound.
func sounds() []Fault {
	voice := []Kind{Voice}
	return []Fault{
		{Name: "random bytes", Kinds: voice, answer: func(w *wire, a answer) {
			w.head(http.StatusOK, a.kind)
			noise := make([]byte, 20_000)
			for i := range noise {
				noise[i] = byte(i*i>>3 + i*31)
			}
			w.write(noise)
		}, Format: "mp3"},
		{Name: "10 MB of sound", Kinds: voice, Format: "pcm", Overlong: true, answer: func(w *wire, a answer) {
			w.head(http.StatusOK, a.kind)
			w.write(bytes.Repeat(a.whole(), tenMB/len(a.whole())))
		}},
		{Name: "WAV of 8 kHz", Kinds: voice, Format: "wav", Harmless: true, answer: func(w *wire, a answer) {
			w.head(http.StatusOK, a.kind)
			w.write(WAV(a.hz, 8000))
		}},
		{Name: "PCM of 8 kHz", Kinds: voice, Format: "pcm", Harmless: true, answer: func(w *wire, a answer) {
			w.head(http.StatusOK, a.kind)
			w.write(asPCM(float64(a.hz)*8000/float64(a.rate), 8000)) // heard at the tone's own frequency, for a third of its time
		}},
		{Name: "empty mp3", Kinds: voice, Format: "mp3", answer: empty},
		{Name: "empty wav", Kinds: voice, Format: "wav", answer: func(w *wire, a answer) {
			w.head(http.StatusOK, a.kind)
			w.write(a.whole()[:44])
		}},
		{Name: "empty pcm", Kinds: voice, Format: "pcm", answer: empty},
		{Name: "mp3 cut in a frame", Kinds: voice, Format: "mp3", answer: func(w *wire, a answer) {
			CutAt(11*mp3Frame+mp3Frame/2, true).answer(w, a)
		}},
		{Name: "WAV of 0xFFFFFFFF", Kinds: voice, Format: "wav", Harmless: true, answer: func(w *wire, a answer) {
			b := bytes.Clone(a.whole())
			binary.LittleEndian.PutUint32(b[4:], 0xFFFFFFFF)
			binary.LittleEndian.PutUint32(b[40:], 0xFFFFFFFF)
			w.head(http.StatusOK, a.kind)
			w.write(b)
		}},
		{Name: "PCM of an odd length", Kinds: voice, Format: "pcm", Harmless: true, answer: func(w *wire, a answer) {
			all := a.whole()
			w.head(http.StatusOK, a.kind)
			w.write(all[:333])
			w.write(all[333 : len(all)-1])
		}},
	}
}

func empty(w *wire, a answer) {
	w.head(http.StatusOK, a.kind)
	w.write(nil)
}
