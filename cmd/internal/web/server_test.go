package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"stillpoint/dialogue"
	"stillpoint/dialogue/chain"
	"stillpoint/dialogue/dialoguetest"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/store"
	"stillpoint/dialogue/timeline"
	"stillpoint/media"
	"stillpoint/media/rtc"
)

// world is a server that runs, with its address and what it logged.
type world struct {
	*testing.T
	server *Server
	host   string // 127.0.0.1:port
	dir    string
	store  *store.Store
	stop   func() error // ends Serve and returns what it returned
	logs   *syncBuffer

	mu    sync.Mutex
	lines []*fakeLine
}

// open starts a server of fake lines; change may change its config.
func open(t *testing.T, change func(*Config)) *world {
	t.Helper()
	w := &world{T: t, dir: t.TempDir(), logs: new(syncBuffer)}
	var err error
	if w.store, err = store.Open(w.dir); err != nil {
		t.Fatal(err)
	}
	scenarios, err := scenario.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	c := Config{
		Data: w.dir, Store: w.store, Scenarios: func() []*scenario.Scenario { return scenarios }, NewLine: w.newLine,
		Engines: Engines{Client: func(*scenario.Scenario, chain.Report, func(error)) (persona.Responder, dialogue.Mind) {
			return script(), nil
		},
			Voice: func(*scenario.Scenario, chain.Report) (dialogue.Voice, error) { return &dialoguetest.Voice{}, nil }},
		Pages: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "<!doctype html>") }),
		Log:   slog.New(slog.NewTextHandler(w.logs, nil)),
	}
	if change != nil {
		change(&c)
	}
	if w.server, err = New(c); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w.host = l.Addr().String()
	ctx, cancel := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- w.server.Serve(ctx, l) }()
	w.stop = sync.OnceValue(func() error { cancel(); return <-served })
	t.Cleanup(func() {
		if err := w.stop(); err != nil {
			t.Errorf("Serve: %v", err)
		}
		w.store.Close()
		noGoroutines(t)
		if t.Failed() {
			t.Log(w.logs.String())
		}
	})
	return w
}

func script() *dialoguetest.Client {
	one := func(id, text string) []persona.Sentence {
		return []persona.Sentence{{Line: id, Text: text, Behaviour: "answer", Origin: timeline.OriginAuthored}}
	}
	return &dialoguetest.Client{
		Lines: [][]persona.Sentence{one("a", "That is my answer.")},
		On: map[timeline.Why][]persona.Sentence{
			timeline.WhyOpening: one("opening", "Hello there."),
			timeline.WhyGoodbye: one("goodbye", "Bye."),
		},
	}
}

// noGoroutines fails when something of the program still runs.
func noGoroutines(t *testing.T) {
	t.Helper()
	http.DefaultClient.CloseIdleConnections()
	var left []string
	for range 100 {
		buf := make([]byte, 1<<20)
		left = left[:0]
		for _, g := range strings.Split(string(buf[:runtime.Stack(buf, true)]), "\n\n")[1:] {
			if strings.Contains(g, "stillpoint/") && !strings.Contains(g, "testing.(*T).Run") {
				left = append(left, g)
			}
		}
		if len(left) == 0 {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Errorf("%d goroutines are left:\n%s", len(left), strings.Join(left, "\n\n"))
}

type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}
func (b *syncBuffer) String() string { b.mu.Lock(); defer b.mu.Unlock(); return b.b.String() }

// fakeLine is a line whose connection the test makes and breaks.
type fakeLine struct {
	frames  chan media.Frame
	heard   chan media.Playout
	up      chan struct{}
	changes chan bool
	began   time.Time
	closed  chan struct{}
	broken  atomic.Bool // Play panics

	mu      sync.Mutex
	pos     time.Duration
	offers  []bool // fresh
	reports []rtc.Heard
}

func (w *world) newLine(rtc.LineConfig) Line {
	l := &fakeLine{frames: make(chan media.Frame), heard: make(chan media.Playout, 1000), up: make(chan struct{}),
		changes: make(chan bool), closed: make(chan struct{})}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.lines = append(w.lines, l)
	return l
}

// line is the nth line that was made.
func (w *world) line(n int) *fakeLine {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.lines[n]
}

func (l *fakeLine) connect() { l.began = time.Now(); close(l.up) }

func (l *fakeLine) Offer(_ context.Context, sdp string, fresh bool) (string, error) {
	if !strings.Contains(sdp, "m=audio") {
		return "", errors.New("no audio in it")
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.offers = append(l.offers, fresh)
	return "v=0 answer", nil
}

func (l *fakeLine) Run(ctx context.Context) error {
	<-ctx.Done()
	close(l.closed)
	return nil
}

// Play is heard at once, so that a practice never waits for an ear.
func (l *fakeLine) Play(p media.PCM) time.Duration {
	if l.broken.Load() {
		panic("a line that is broken")
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.pos += p.Duration()
	l.tell()
	return l.pos
}

func (l *fakeLine) tell() {
	select {
	case l.heard <- media.Playout{At: time.Since(l.began), Pos: l.pos}:
	default:
	}
}

func (l *fakeLine) Cut() time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.tell()
	return l.pos
}
func (l *fakeLine) Up() <-chan struct{}         { return l.up }
func (l *fakeLine) Began() time.Time            { return l.began }
func (l *fakeLine) Changes() <-chan bool        { return l.changes }
func (l *fakeLine) Frames() <-chan media.Frame  { return l.frames }
func (l *fakeLine) Heard() <-chan media.Playout { return l.heard }
func (l *fakeLine) Stats() rtc.Stats            { return rtc.Stats{Sent: 7, FramesDropped: 3} }
func (l *fakeLine) Report(h rtc.Heard) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.reports = append(l.reports, h)
}
func (l *fakeLine) said() (bools []bool, n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.offers, len(l.reports)
}

// browser keeps cookies, as the tabs of one browser do.
func (w *world) browser() *http.Client {
	jar, _ := cookiejar.New(nil)
	b := &http.Client{Jar: jar, Transport: &http.Transport{DisableKeepAlives: true}}
	w.get(b, "/", http.StatusOK)
	return b
}

// tab is a live socket.
type tab struct {
	*world
	ws *websocket.Conn
}

func (w *world) tab(b *http.Client) *tab {
	w.Helper()
	d := websocket.Dialer{}
	if b != nil {
		d.Jar = b.Jar
	}
	ws, _, err := d.Dial("ws://"+w.host+"/api/live", http.Header{"Origin": {"http://" + w.host}})
	if err != nil {
		w.Fatal(err)
	}
	w.Cleanup(func() { ws.Close() })
	return &tab{w, ws}
}

func (t *tab) send(v string) {
	t.Helper()
	if err := t.ws.WriteMessage(websocket.TextMessage, []byte(v)); err != nil {
		t.Fatalf("send %.60s: %v", v, err)
	}
}

// said is any message of the server.
type said struct {
	Type, SDP, Practice, Token, State, Code, Message, Cause, Side, Text string
	RetryAfter                                                          int `json:"retry_after"`
}

func (t *tab) next() (said, error) {
	var m said
	t.ws.SetReadDeadline(time.Now().Add(10 * time.Second))
	err := t.ws.ReadJSON(&m)
	return m, err
}

// await reads up to the first message that is like want in all fields it names.
func (t *tab) await(want said) said {
	t.Helper()
	var seen []said
	for {
		m, err := t.next()
		if err != nil {
			t.Fatalf("waiting for %+v: %v; had %+v", want, err, seen)
		}
		ok := m.Type == want.Type
		for _, f := range [][2]string{{want.State, m.State}, {want.Code, m.Code}, {want.Cause, m.Cause}, {want.Side, m.Side}} {
			ok = ok && (f[0] == "" || f[0] == f[1])
		}
		if ok {
			return m
		}
		seen = append(seen, m)
	}
}

// closes reads to the end of the socket.
func (t *tab) closes(code int) string {
	t.Helper()
	for {
		_, err := t.next()
		if e, ok := errors.AsType[*websocket.CloseError](err); ok {
			if e.Code != code {
				t.Errorf("closed with %d (%s), want %d", e.Code, e.Text, code)
			}
			return e.Text
		}
		if err != nil {
			t.Fatalf("want a close with %d, got %v", code, err)
		}
	}
}

const audioOffer = `{"type":"offer","sdp":"m=audio"}`
const recordedOffer = `{"type":"offer","sdp":"m=audio","consent":true}`

func (w *world) do(b *http.Client, method, path string, body string, status int) []byte {
	w.Helper()
	req, err := http.NewRequest(method, "http://"+w.host+path, strings.NewReader(body))
	if err != nil {
		w.Fatal(err)
	}
	if b == nil {
		b = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	}
	res, err := b.Do(req)
	if err != nil {
		w.Fatal(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		w.Fatal(err)
	}
	if res.StatusCode != status {
		w.Errorf("%s %s: %s, want %d: %.200s", method, path, res.Status, status, data)
	}
	return data
}

func (w *world) get(b *http.Client, path string, status int) []byte {
	w.Helper()
	return w.do(b, "GET", path, "", status)
}

func read[T any](w *world, data []byte) T {
	w.Helper()
	var v T
	if err := json.Unmarshal(data, &v); err != nil {
		w.Fatalf("%v in %.200s", err, data)
	}
	return v
}

// files are what lies in the folder of recordings.
func (w *world) files() []string {
	names, err := filepath.Glob(filepath.Join(w.dir, "audio", "*"))
	if err != nil {
		w.Fatal(err)
	}
	for i, n := range names {
		names[i] = filepath.Base(n)
	}
	return names
}
