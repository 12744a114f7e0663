// Package openaitest is a real HTTP server with OpenAI's interface whose
// answers come at once, and in which anything can be made to go wrong.
package openaitest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"time"

	"stillpoint/media"
)

// Kind is what is asked of the server.
type Kind string

const (
	Ears  Kind = "stt"
	Words Kind = "llm"
	Voice Kind = "tts"
)

// Model is the one model the server has, for all kinds.
const Model = "instant"

// Request is one request, as the server saw it.
type Request struct {
	Kind   Kind
	Path   string
	Header http.Header
	Format string // response_format
	Text   string // what the voice is to say; the newest message for the model
	Sound  int    // bytes of the uploaded file
	At     time.Time
	Over   time.Time // when the answer was sent; zero: it was not
	Gone   time.Time // when the client closed the connection before that; zero: it did not
	Sent   int       // bytes of the answer's body
}

// Server answers on loopback until it is closed. Its fields are set before
// the first request.
type Server struct {
	// Hear is the words of what is uploaded; nil: "Hello there."
	Hear func() string
	// Says is the reply to the n-th chat request, from 0; nil: "Yes. I think so."
	Says func(n int) string
	// Rate of pcm and wav; 0: 24000.
	Rate int
	// Drag is what streams slowly: a fifth of a second between two tokens of a
	// reply, and sound that never ends, as fast as it is heard.
	Drag Kind

	web *httptest.Server

	mu       sync.Mutex
	requests []*Request
	chats    int
	faults   map[Kind]Fault
	broken   map[Kind]int   // requests that met a fault
	tones    map[string]int // the frequency of a sentence, by its text
}

// New starts a server.
func New() *Server {
	s := &Server{faults: map[Kind]Fault{}, broken: map[Kind]int{}, tones: map[string]int{}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v1/models", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"object":"list","data":[{"id":%q,"object":"model","owned_by":"nobody"}]}`, Model)
	})
	mux.HandleFunc("POST /v1/chat/completions", s.chat)
	mux.HandleFunc("POST /v1/audio/transcriptions", s.transcribe)
	mux.HandleFunc("POST /v1/audio/speech", s.speak)
	s.web = httptest.NewServer(mux)
	return s
}

// URL is the address of the interface.
func (s *Server) URL() string { return s.web.URL + "/v1" }

// Close ends what still runs, and the server.
func (s *Server) Close() {
	s.web.CloseClientConnections()
	s.web.Close()
}

// Break makes every request of kind from now on go wrong by f; the zero Fault
// mends it.
func (s *Server) Break(kind Kind, f Fault) { s.mu.Lock(); s.faults[kind] = f; s.mu.Unlock() }

// Broken is how many requests of kind met a fault on their way by [Server.Transport].
func (s *Server) Broken(kind Kind) int { s.mu.Lock(); defer s.mu.Unlock(); return s.broken[kind] }

// Sentences are what has been spoken, by the frequency of its tone.
func (s *Server) Sentences() map[int]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := map[int]string{}
	for text, hz := range s.tones {
		out[hz] = text
	}
	return out
}

// Requests are those of kind so far.
func (s *Server) Requests(kind Kind) (out []Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.requests {
		if r.Kind == kind {
			out = append(out, *r)
		}
	}
	return out
}

// Await waits until ok holds for the requests of kind, at most most long.
func (s *Server) Await(kind Kind, most time.Duration, ok func([]Request) bool) bool {
	for end := time.Now().Add(most); !ok(s.Requests(kind)); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			return false
		}
	}
	return true
}

// Transport reaches the server, or nobody where a fault says so. Whoever asks
// for it closes its idle connections.
func (s *Server) Transport() *Transport {
	return &Transport{s, http.DefaultTransport.(*http.Transport).Clone()}
}

// Transport is an [http.RoundTripper] to a server.
type Transport struct {
	server *Server
	*http.Transport
}

func (t *Transport) RoundTrip(r *http.Request) (*http.Response, error) {
	kind := kindOf(r.URL.Path)
	t.server.mu.Lock()
	f := t.server.faults[kind]
	if f.Name != "" {
		t.server.broken[kind]++
	}
	t.server.mu.Unlock()
	if f.nowhere != "" {
		r = r.Clone(r.Context())
		r.URL = &url.URL{Scheme: r.URL.Scheme, Host: f.nowhere, Path: r.URL.Path}
	}
	return t.Transport.RoundTrip(r)
}

func kindOf(path string) Kind {
	switch {
	case strings.HasSuffix(path, "/chat/completions"):
		return Words
	case strings.HasSuffix(path, "/audio/transcriptions"):
		return Ears
	case strings.HasSuffix(path, "/audio/speech"):
		return Voice
	}
	return ""
}

func (s *Server) chat(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Model    string
		Stream   bool
		Messages []struct{ Content string }
	}
	if json.NewDecoder(r.Body).Decode(&in) != nil || len(in.Messages) == 0 {
		http.Error(w, `{"error":{"message":"no messages"}}`, http.StatusBadRequest)
		return
	}
	s.mu.Lock()
	n := s.chats
	s.chats++
	s.mu.Unlock()
	text := "Yes. I think so."
	if s.Says != nil {
		text = s.Says(n)
	}
	a := answer{kind: "text/event-stream", body: Stream(text)}
	if !in.Stream {
		a = answer{kind: "application/json", body: [][]byte{whole(text)}}
	}
	s.send(w, r, Request{Kind: Words, Text: in.Messages[len(in.Messages)-1].Content}, a)
}

func (s *Server) transcribe(w http.ResponseWriter, r *http.Request) {
	file, _, err := r.FormFile("file")
	if err != nil {
		http.Error(w, `{"error":{"message":"no file"}}`, http.StatusBadRequest)
		return
	}
	sound, err := io.ReadAll(file)
	file.Close()
	if err != nil {
		http.Error(w, `{"error":{"message":"half a file"}}`, http.StatusBadRequest)
		return
	}
	text := "Hello there."
	if s.Hear != nil {
		text = s.Hear()
	}
	seconds := 0.
	if pcm, rate, err := media.ReadWAV(bytes.NewReader(sound)); err == nil {
		seconds = float64(len(pcm)) / float64(rate)
	}
	s.send(w, r, Request{Kind: Ears, Format: r.FormValue("response_format"), Sound: len(sound)},
		answer{kind: "application/json", body: [][]byte{Heard(text, seconds)}})
}

func (s *Server) speak(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Input  string
		Format string `json:"response_format"`
	}
	if json.NewDecoder(r.Body).Decode(&in) != nil || in.Input == "" {
		http.Error(w, `{"error":{"message":"no input"}}`, http.StatusBadRequest)
		return
	}
	if in.Format == "" {
		in.Format = "mp3"
	}
	hz := s.Tone(in.Input)
	rate := s.Rate
	if rate == 0 {
		rate = 24000
	}
	a := answer{format: in.Format, hz: hz, rate: rate}
	switch in.Format {
	case "mp3":
		a.kind, a.body = "audio/mpeg", pieces(MP3(hz), 300)
	case "wav":
		a.kind, a.body = "audio/wav", pieces(WAV(hz, rate), rate/25)
	case "pcm":
		a.kind, a.body = "audio/pcm", pieces(PCM(hz, rate), rate/25)
	default:
		http.Error(w, `{"error":{"message":"no such format"}}`, http.StatusBadRequest)
		return
	}
	s.send(w, r, Request{Kind: Voice, Text: in.Input, Format: in.Format}, a)
}

// send answers r, or does what the fault of its kind does.
func (s *Server) send(w http.ResponseWriter, r *http.Request, seen Request, a answer) {
	seen.Path, seen.Header, seen.At = r.URL.Path, r.Header.Clone(), time.Now()
	out := &wire{s, w, r.Context(), &seen}
	s.mu.Lock()
	f := s.faults[seen.Kind]
	s.requests = append(s.requests, &seen)
	s.mu.Unlock()
	stop := context.AfterFunc(r.Context(), func() { s.mu.Lock(); seen.Gone = time.Now(); s.mu.Unlock() })
	defer stop()
	if s.Drag == seen.Kind {
		a = a.dragging()
	}
	if f.answer == nil {
		a.send(out)
	} else {
		f.answer(out, a)
	}
	if stop() {
		s.mu.Lock()
		if r.Context().Err() != nil { // the answer noticed first
			seen.Gone = time.Now()
		} else {
			seen.Over = time.Now()
		}
		s.mu.Unlock()
	}
}
