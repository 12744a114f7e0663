package static

import (
	"encoding/binary"
	"encoding/json"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/pion/webrtc/v4"
	"github.com/pion/webrtc/v4/pkg/media"
	"github.com/thesyncim/gopus"
)

// obj is JSON in short.
type obj map[string]any

// mock is a server that says what a test wants it to say. Its line is a real
// peer connection that plays a tone, swelling like speech.
type mock struct {
	*httptest.Server
	t *testing.T

	usual func() review // the practice p_1

	mu        sync.Mutex
	answers   map[string]any // path to a JSON value, or to an int: that status; or a refusal
	news      chan obj
	onOffer   func(*wire, obj)
	said      []obj // what pages have sent over the live socket
	offers    int
	seconds   int // of sound
	wires     []*wire
	refuseNew bool
}

type wire struct {
	mu sync.Mutex
	ws *websocket.Conn
	pc *webrtc.PeerConnection
}

func (w *wire) send(o obj) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ws.WriteJSON(o)
}

func newMock(t *testing.T) *mock {
	pages, err := Handler()
	if err != nil {
		t.Fatal(err)
	}
	m := &mock{t: t, usual: sync.OnceValue(func() review { return short(t) }), answers: map[string]any{}, news: make(chan obj, 16)}
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'")
		pages.ServeHTTP(w, r)
	})
	mux.HandleFunc("/api/live", m.live)
	mux.HandleFunc("GET /api/events", m.events)
	mux.HandleFunc("POST /api/scenarios/{id}/chosen", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusNoContent) })
	mux.HandleFunc("/api/", m.api)
	m.Server = httptest.NewServer(mux)
	t.Cleanup(func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		for _, w := range m.wires {
			w.ws.Close()
			if w.pc != nil {
				w.pc.Close()
			}
		}
		m.CloseClientConnections()
		m.Close()
	})
	m.reset()
	return m
}

// reset gives the usual answers.
func (m *mock) reset() {
	defer m.show(m.usual())
	m.mu.Lock()
	defer m.mu.Unlock()
	m.onOffer, m.said, m.offers, m.refuseNew = nil, nil, 0, false
	m.answers = map[string]any{
		"/api/status":    obj{"ready": true},
		"/api/scenarios": []obj{marit(true), karim()},
		"/api/practices": []obj{
			{"id": "p_1", "scenario": "marit-trays", "started": "2026-11-23T09:30:00Z", "length": 724000, "complete": true, "state": "ended"},
			{"id": "p_2", "scenario": "marit-trays", "started": "2026-11-21T16:05:00Z", "length": 761000, "complete": false, "state": "broken"},
		},
	}
}

func (m *mock) set(path string, v any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.answers[path] = v
}

func marit(ready bool) obj {
	s := obj{"id": "marit-trays", "title": "The trays", "name": "Marit Aalberg", "role": "head of logistics, three hospitals", "difficulty": "middle",
		"minutes": 15, "voice": "af_bella", "ready": ready, "asked_for": "to get better at handing things over",
		"words": "I do the rosters again at night. It’s quicker, that’s all."}
	if !ready {
		s["spoken"] = obj{"done": 7, "total": 21}
	}
	return s
}

func karim() obj {
	return obj{"id": "karim-kitchen", "title": "The quiet kitchen", "name": "Karim", "role": "father of two, works nights", "difficulty": "gentle",
		"minutes": 12, "voice": "am_michael", "ready": true, "asked_for": "because the evenings at home have gone quiet",
		"words": "We pass each other the salt. That’s about it."}
}

func (m *mock) api(w http.ResponseWriter, r *http.Request) {
	m.mu.Lock()
	v, ok := m.answers[r.URL.Path]
	seconds := m.seconds
	m.mu.Unlock()
	if !ok && r.URL.Path == "/api/practices/p_1/audio" {
		w.Header().Set("Content-Type", "audio/wav")
		http.ServeContent(w, r, "", time.Time{}, quiet(seconds))
		return
	}
	status := http.StatusOK
	if n, is := v.(int); is || !ok {
		status = n
		if !ok {
			status = http.StatusNotFound
		}
		v = obj{"error": obj{"code": "failed", "message": "The disk of this server cannot be read."}}
	}
	if no, is := v.(refusal); is {
		refuseWith(w, no.status, no.code, no.message, nil)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(v)
}

func (m *mock) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	w.(http.Flusher).Flush()
	for {
		select {
		case o := <-m.news:
			data, _ := json.Marshal(o)
			w.Write([]byte("data: " + string(data) + "\n\n"))
			w.(http.Flusher).Flush()
		case <-r.Context().Done():
			return
		}
	}
}

func (m *mock) live(w http.ResponseWriter, r *http.Request) {
	ws, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
	if err != nil {
		return
	}
	l := &wire{ws: ws}
	m.mu.Lock()
	refuse := m.refuseNew
	m.wires = append(m.wires, l)
	m.mu.Unlock()
	if refuse {
		ws.Close()
		return
	}
	defer ws.Close()
	for {
		var o obj
		if err := ws.ReadJSON(&o); err != nil {
			return
		}
		m.mu.Lock()
		m.said = append(m.said, o)
		on := m.onOffer
		if o["type"] == "offer" {
			m.offers++
		}
		m.mu.Unlock()
		if o["type"] != "offer" {
			continue
		}
		if on != nil {
			on(l, o)
		} else {
			m.answer(l, o)
		}
	}
}

// answer connects the line and plays.
func (m *mock) answer(l *wire, o obj) {
	fail := func(err error) bool {
		if err != nil {
			m.t.Errorf("answer: %v", err)
		}
		return err != nil
	}
	sdp := webrtc.SessionDescription{Type: webrtc.SDPTypeOffer, SDP: o["sdp"].(string)}
	if l.pc == nil {
		var s webrtc.SettingEngine
		s.SetIncludeLoopbackCandidate(true)
		pc, err := webrtc.NewAPI(webrtc.WithSettingEngine(s)).NewPeerConnection(webrtc.Configuration{})
		if fail(err) {
			return
		}
		l.pc = pc
		track, err := webrtc.NewTrackLocalStaticSample(webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2}, "voice", "client")
		if fail(err) {
			return
		}
		if _, err := pc.AddTrack(track); fail(err) {
			return
		}
		go sing(pc, track)
	}
	if fail(l.pc.SetRemoteDescription(sdp)) {
		return
	}
	a, err := l.pc.CreateAnswer(nil)
	if fail(err) {
		return
	}
	done := webrtc.GatheringCompletePromise(l.pc)
	if fail(l.pc.SetLocalDescription(a)) {
		return
	}
	<-done
	l.send(obj{"type": "answer", "sdp": l.pc.LocalDescription().SDP, "practice": "p_1", "token": "00112233445566778899aabbccddeeff"})
}

// sing plays a tone that swells about as often as syllables do, until the
// connection is closed.
func sing(pc *webrtc.PeerConnection, track *webrtc.TrackLocalStaticSample) {
	enc, err := gopus.NewEncoder(gopus.EncoderConfig{SampleRate: 48000, Channels: 1, Application: gopus.ApplicationVoIP})
	if err != nil {
		return
	}
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	pcm, packet, n := make([]int16, 960), make([]byte, 1500), 0
	for range tick.C {
		if pc.ConnectionState() == webrtc.PeerConnectionStateClosed {
			return
		}
		for i := range pcm {
			t := float64(n) / 48000
			pcm[i] = int16(6000 * (0.55 + 0.45*math.Sin(2*math.Pi*2.3*t)) * math.Sin(2*math.Pi*210*t))
			n++
		}
		if k, err := enc.EncodeInt16(pcm, packet); err == nil {
			track.WriteSample(media.Sample{Data: append([]byte(nil), packet[:k]...), Duration: 20 * time.Millisecond})
		}
	}
}

// say sends to the newest page.
func (m *mock) say(o obj) {
	m.mu.Lock()
	w := m.wires[len(m.wires)-1]
	m.mu.Unlock()
	w.send(o)
}

// heard counts the messages of a type that pages have sent, and returns the newest.
func (m *mock) heard(kind string) (n int, last obj) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, o := range m.said {
		if o["type"] == kind {
			n, last = n+1, o
		}
	}
	return n, last
}

// wait until ok likes the count and the newest message of a type.
func (m *mock) wait(kind string, ok func(n int, last obj) bool) {
	m.t.Helper()
	for range 400 {
		if n, last := m.heard(kind); n > 0 && ok(n, last) {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	n, last := m.heard(kind)
	delete(last, "sdp")
	m.t.Fatalf("%d %q messages, the last %v", n, kind, last)
}

// cut breaks every socket.
func (m *mock) cut(refuse bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.refuseNew = refuse
	for _, w := range m.wires {
		w.ws.Close()
		if w.pc != nil {
			w.pc.Close()
		}
	}
}

func example(t *testing.T) any {
	data, err := os.ReadFile("testdata/timeline.json")
	if err != nil {
		t.Fatal(err)
	}
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// quiet is a WAV file of silence, 8 kHz.
func quiet(seconds int) *os.File {
	f, err := os.CreateTemp("", "quiet-*.wav")
	if err != nil {
		panic(err)
	}
	os.Remove(f.Name())
	n := uint32(seconds * 16000)
	f.WriteString("RIFF")
	binary.Write(f, binary.LittleEndian, 36+n)
	f.WriteString("WAVEfmt ")
	binary.Write(f, binary.LittleEndian, []uint32{16, 1 | 1<<16, 8000, 16000, 2 | 16<<16})
	f.WriteString("data")
	binary.Write(f, binary.LittleEndian, n)
	f.Truncate(int64(44 + n))
	return f
}
