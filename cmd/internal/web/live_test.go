package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"stillpoint/dialogue/store"
	"stillpoint/dialogue/timeline"
)

// talk begins a practice whose line is up and whose opening is known.
func (w *world) talk(b *http.Client, offer string) (*tab, said) {
	w.Helper()
	t := w.tab(b)
	t.send(offer)
	hello := t.await(said{Type: "answer"})
	w.mu.Lock()
	l := w.lines[len(w.lines)-1]
	w.mu.Unlock()
	l.connect()
	t.await(said{Type: "state"})
	return t, hello
}

func TestMalformedMessageClosesWithItsReason(t *testing.T) {
	w := open(t, nil)
	for in, reason := range map[string]string{
		`{"type":"mic","state":"loud"}`: "mic: state is none of [live muted lost]",
		`[1]`:                           "not a JSON object",
		`{"type":"offer","sdp":7}`:      "offer: sdp is not a string",
	} {
		c := w.tab(nil)
		c.send(in)
		if got := c.closes(websocket.ClosePolicyViolation); got != reason {
			t.Errorf("%s: closed as %q, want %q", in, got, reason)
		}
	}
	c := w.tab(nil)
	c.ws.WriteMessage(websocket.BinaryMessage, []byte(`{"type":"end"}`))
	if got := c.closes(websocket.ClosePolicyViolation); got != "not a text message" {
		t.Errorf("binary: closed as %q", got)
	}
}

func TestTooLargeAndTooMany(t *testing.T) {
	w := open(t, nil)
	c := w.tab(nil)
	c.ws.WriteMessage(websocket.TextMessage, []byte(`{"type":"say","text":"`+strings.Repeat("a", 10<<20)+`"}`))
	c.closes(websocket.CloseMessageTooBig)
	c = w.tab(nil)
	for range 200 {
		if c.ws.WriteMessage(websocket.TextMessage, []byte(`{"type":"unheard of"}`)) != nil {
			break
		}
	}
	if got := c.closes(websocket.ClosePolicyViolation); got != "more than 50 messages a second" {
		t.Errorf("closed as %q", got)
	}
}

func TestForeignPageCannotConnect(t *testing.T) {
	w := open(t, nil)
	_, res, err := websocket.DefaultDialer.Dial("ws://"+w.host+"/api/live", http.Header{"Origin": {"http://evil.example"}})
	if err == nil || res == nil || res.StatusCode != http.StatusForbidden {
		t.Errorf("dial from another origin: %v, %v", res, err)
	}
	_, res, err = websocket.DefaultDialer.Dial("ws://"+w.host+"/api/live", http.Header{"Host": {"evil.example"}})
	if err == nil || res == nil || res.StatusCode != http.StatusMisdirectedRequest {
		t.Errorf("dial by another name: %v, %v", res, err)
	}
}

func TestPracticeFromBeginToDeletion(t *testing.T) {
	w := open(t, nil)
	b := w.browser()
	c, hello := w.talk(b, recordedOffer)
	c.send(`{"type":"captions","on":true}`)
	c.send(`{"type":"heard","ssrc":1,"rtp":2,"age":3}`)
	c.send(`{"type":"mic","state":"muted"}`)
	c.send(`{"type":"say","text":"how are you"}`)
	c.await(said{Type: "caption", Side: "client"})
	live := read[practiceJSON](w, w.get(b, "/api/practices/"+hello.Practice, 200))
	if live.State != "live" || live.Complete {
		t.Errorf("while it runs: %+v", live)
	}
	w.do(b, "DELETE", "/api/practices/"+hello.Practice, "", http.StatusConflict)
	c.send(`{"type":"end"}`)
	if got := c.await(said{Type: "ended"}); got.Cause != "coach" || got.Practice != hello.Practice {
		t.Errorf("ended: %+v", got)
	}
	c.closes(websocket.CloseNormalClosure)

	list := read[[]practiceJSON](w, w.get(b, "/api/practices", 200))
	if len(list) != 1 || list[0].ID != hello.Practice || list[0].State != "ended" && list[0].State != "ready" || !list[0].Complete || !list[0].Recorded || list[0].Turns != 1 {
		t.Errorf("listed: %+v", list)
	}
	tl := read[timeline.Timeline](w, w.get(b, "/api/practices/"+hello.Practice+"/timeline", 200))
	var kinds []string
	for i, e := range tl.Events {
		kinds = append(kinds, e.Body.Kind())
		if e.Seq != i+1 {
			t.Errorf("event %d has seq %d", i, e.Seq)
		}
		if e.Body == (timeline.Consent{TextSHA256: w.server.consentSHA256(), Recorded: true}) {
			kinds[i] = "agreed"
		}
	}
	for _, want := range []string{"line", "agreed", "coach", "client", "end"} {
		if !slices.Contains(kinds, want) {
			t.Errorf("no %s among the events %v", want, kinds)
		}
	}
	if _, reports := w.line(0).said(); reports != 1 {
		t.Errorf("%d playout reports reached the line, want 1", reports)
	}
	w.get(b, "/api/practices/"+hello.Practice+"/peaks", 200)
	w.do(b, "DELETE", "/api/practices/"+hello.Practice, "", http.StatusNoContent)
	for _, path := range []string{"", "/timeline", "/audio", "/peaks", "/report"} {
		w.get(b, "/api/practices/"+hello.Practice+path, http.StatusNotFound)
	}
	if left := w.files(); len(left) != 0 {
		t.Errorf("after deletion there is %v", left)
	}
}

// readStore is a store that another program is reading.
type readStore struct{ *store.Store }

func (s readStore) Delete(ctx context.Context, id string) error {
	return errors.Join(s.Store.Delete(ctx, id), store.ErrRead)
}

func TestDeletionWhileReadSaysWhatStays(t *testing.T) {
	w := open(t, func(c *Config) { c.Store = readStore{c.Store.(*store.Store)} })
	b := w.browser()
	c, hello := w.talk(b, recordedOffer)
	c.send(`{"type":"end"}`)
	c.await(said{Type: "ended"})
	c.closes(websocket.CloseNormalClosure)
	body := w.do(b, "DELETE", "/api/practices/"+hello.Practice, "", http.StatusConflict)
	if !strings.Contains(string(body), "still_on_disk") {
		t.Errorf("answer %s", body)
	}
	w.get(b, "/api/practices/"+hello.Practice, http.StatusNotFound)
}

func TestUnrecordedLeavesNothingOnDisk(t *testing.T) {
	w := open(t, nil)
	b := w.browser()
	c, hello := w.talk(b, audioOffer)
	c.send(`{"type":"end"}`)
	c.await(said{Type: "ended"})
	if left := w.files(); len(left) != 0 {
		t.Errorf("on disk: %v", left)
	}
	if list := w.get(b, "/api/practices", 200); string(list) != "[]\n" {
		t.Errorf("listed: %s", list)
	}
	tl := read[timeline.Timeline](w, w.get(b, "/api/practices/"+hello.Practice+"/timeline", 200))
	if n := len(tl.Events); n == 0 || tl.Events[n-1].Body.Kind() != "end" || !tl.Complete {
		t.Errorf("timeline in memory: %+v", tl)
	}
	w.get(b, "/api/practices/"+hello.Practice+"/audio", http.StatusNotFound)
}

// A practice keeps the exercise it was for; what is none is none.
func TestFocusIsKept(t *testing.T) {
	w := open(t, nil)
	b := w.browser()
	for focus, want := range map[string]string{"space": "space", "<b>": "", "": ""} {
		for _, consent := range []bool{true, false} {
			c, hello := w.talk(b, fmt.Sprintf(`{"type":"offer","sdp":"m=audio","consent":%v,"focus":%q}`, consent, focus))
			c.send(`{"type":"end"}`)
			c.await(said{Type: "ended"})
			if got := read[practiceJSON](w, w.get(b, "/api/practices/"+hello.Practice, 200)); got.Focus != want {
				t.Errorf("for %q, consent %v: kept %q", focus, consent, got.Focus)
			}
		}
	}
}

func TestConsentIsOneBrowsersAndRemembered(t *testing.T) {
	w := open(t, nil)
	b := w.browser()
	consent := func(b *http.Client) bool { return read[statusJSON](w, w.get(b, "/api/status", 200)).Consent }
	if consent(b) {
		t.Error("consent before it was given")
	}
	c, _ := w.talk(b, recordedOffer)
	c.send(`{"type":"end"}`)
	c.await(said{Type: "ended"})
	if !consent(b) || consent(w.browser()) {
		t.Errorf("after one browser agreed: %v, another: %v", consent(b), consent(w.browser()))
	}
	c, _ = w.talk(b, audioOffer)
	c.send(`{"type":"end"}`)
	c.await(said{Type: "ended"})
	if got := len(read[[]practiceJSON](w, w.get(b, "/api/practices", 200))); got != 2 {
		t.Errorf("%d practices recorded, want 2", got)
	}
	w.do(b, "POST", "/api/consent", `{"consent":false}`, 200)
	w.do(b, "POST", "/api/consent", `{"consent":"no"}`, 400)
	if consent(b) {
		t.Error("consent that was taken back is still there")
	}
}

func TestFailedConnectionLeavesNothing(t *testing.T) {
	w := open(t, nil)
	c := w.tab(nil)
	c.send(`{"type":"offer","sdp":"v=0","consent":true}`)
	if got := c.await(said{Type: "error"}); got.Code != "offer_refused" {
		t.Errorf("SDP without audio: %+v", got)
	}
	c.closes(websocket.ClosePolicyViolation)
	c = w.tab(nil)
	c.send(`{"type":"offer","sdp":"m=audio","scenario":"nobody"}`)
	c.await(said{Type: "error", Code: "unknown_scenario"})
	c = w.tab(nil)
	c.send(recordedOffer)
	c.await(said{Type: "answer"})
	c.ws.Close()
	select {
	case <-w.line(1).closed:
	case <-time.After(upWithin - time.Second):
		t.Error("a line still waits for sound although its page is gone")
	}
	w.stop()
	if left := w.files(); len(left) != 0 || len(w.server.registry.all()) != 0 {
		t.Errorf("left: %v and %d running", left, len(w.server.registry.all()))
	}
}

func TestForgedTakingUp(t *testing.T) {
	w := open(t, nil)
	_, hello := w.talk(w.browser(), audioOffer)
	stranger := w.browser()
	for _, forged := range []string{
		fmt.Sprintf(`{"type":"offer","sdp":"m=audio","practice":%q}`, hello.Practice),
		fmt.Sprintf(`{"type":"offer","sdp":"m=audio","practice":%q,"token":%q}`, hello.Practice, newToken()),
		fmt.Sprintf(`{"type":"offer","sdp":"m=audio","practice":%q,"token":%q}`, store.NewID(time.Now()), hello.Token),
		`{"type":"offer","sdp":"m=audio","practice":"../../etc/passwd","token":"x"}`,
	} {
		c := w.tab(stranger)
		c.send(forged)
		c.await(said{Type: "error", Code: "gone"})
		c.closes(websocket.ClosePolicyViolation)
	}
	if offers, _ := w.line(0).said(); len(offers) != 1 {
		t.Errorf("the line had %d offers, want 1", len(offers))
	}
}

func TestSecondTabMayTakeOver(t *testing.T) {
	w := open(t, nil)
	b := w.browser()
	first, hello := w.talk(b, audioOffer)
	second := w.tab(b)
	second.send(audioOffer)
	if got := second.await(said{Type: "error", Code: "practice_live"}); got.Practice != hello.Practice {
		t.Errorf("second tab: %+v", got)
	}
	third := w.tab(b)
	third.send(fmt.Sprintf(`{"type":"offer","sdp":"m=audio","practice":%q}`, hello.Practice))
	if got := third.await(said{Type: "answer"}); got.Practice != hello.Practice || got.Token != hello.Token {
		t.Errorf("taken over: %+v", got)
	}
	third.await(said{Type: "state"})
	first.await(said{Type: "error", Code: "taken_over"})
	first.closes(websocket.ClosePolicyViolation)
	third.send(`{"type":"offer","sdp":"m=audio again"}`)
	third.await(said{Type: "answer"})
	if offers, _ := w.line(0).said(); !slices.Equal(offers, []bool{true, true, false}) {
		t.Errorf("fresh offers: %v", offers)
	}
	third.send(`{"type":"end"}`)
	third.await(said{Type: "ended", Cause: "coach"})
}

func TestWhoTakesUpIsHeard(t *testing.T) {
	w := open(t, nil)
	first, hello := w.talk(nil, audioOffer)
	first.send(`{"type":"mic","state":"muted"}`)
	first.ws.Close()
	second := w.tab(nil)
	second.send(fmt.Sprintf(`{"type":"offer","sdp":"m=audio","practice":%q,"token":%q}`, hello.Practice, hello.Token))
	second.await(said{Type: "answer"})
	second.send(`{"type":"end"}`)
	second.await(said{Type: "ended", Cause: "coach"})
	var last string
	for _, e := range read[timeline.Timeline](w, w.get(nil, "/api/practices/"+hello.Practice+"/timeline", 200)).Events {
		if l, ok := e.Body.(timeline.Line); ok && (l.State == timeline.LineMuted || l.State == timeline.LineUnmuted) {
			last = l.State
		}
	}
	if last != timeline.LineUnmuted {
		t.Errorf("the microphone of a page that never muted is %q", last)
	}
}

func TestReloadWhileConnecting(t *testing.T) {
	w := open(t, func(c *Config) { c.Max = 1 })
	b := w.browser()
	first := w.tab(b)
	first.send(audioOffer)
	first.await(said{Type: "answer"})
	second := w.tab(b)
	second.send(audioOffer)
	second.await(said{Type: "answer"})
	first.await(said{Type: "error", Code: "taken_over"})
}

func TestDroppedLineIsTakenUp(t *testing.T) {
	w := open(t, nil)
	c, hello := w.talk(nil, audioOffer)
	c.ws.Close()
	stranger := w.tab(nil) // no cookies: the token alone
	stranger.send(fmt.Sprintf(`{"type":"offer","sdp":"m=audio","practice":%q,"token":%q}`, hello.Practice, hello.Token))
	stranger.await(said{Type: "answer"})
	w.line(0).changes <- false
	stranger.await(said{Type: "state", State: "reconnecting"})
	w.line(0).changes <- true
	stranger.await(said{Type: "state", State: "open"})
	stranger.send(`{"type":"end"}`)
	stranger.await(said{Type: "ended", Cause: "coach"})
	var downs int
	for _, e := range read[timeline.Timeline](w, w.get(nil, "/api/practices/"+hello.Practice+"/timeline", 200)).Events {
		if e.Body == (timeline.Line{State: timeline.LineDown}) {
			downs++
		}
	}
	if downs == 0 {
		t.Error("no line down in the timeline")
	}
}

func TestServerFull(t *testing.T) {
	w := open(t, func(c *Config) { c.Max = 1 })
	c, _ := w.talk(nil, audioOffer)
	other := w.tab(nil)
	other.send(audioOffer)
	if got := other.await(said{Type: "error", Code: "server_full"}); got.RetryAfter < 30 {
		t.Errorf("full: %+v", got)
	}
	other.closes(websocket.CloseTryAgainLater)
	res, err := http.Get("http://" + w.host + "/readyz")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusServiceUnavailable || res.Header.Get("Retry-After") == "" {
		t.Errorf("readyz: %s, Retry-After %q", res.Status, res.Header.Get("Retry-After"))
	}
	c.send(`{"type":"end"}`)
	c.await(said{Type: "ended"})
	c.closes(websocket.CloseNormalClosure)
	w.get(nil, "/readyz", http.StatusOK)
}

func TestShutdownSaysGoodbyeAndSaves(t *testing.T) {
	w := open(t, nil)
	c, hello := w.talk(nil, recordedOffer)
	idle := w.tab(nil)
	for len(w.server.registry.open()) < 2 {
		time.Sleep(time.Millisecond)
	}
	done := make(chan error, 1)
	go func() { done <- w.stop() }()
	if got := c.await(said{Type: "ended"}); got.Cause != "shutdown" {
		t.Errorf("ended: %+v", got)
	}
	idle.closes(websocket.CloseGoingAway)
	if err := <-done; err != nil {
		t.Error(err)
	}
	row, err := w.store.Get(t.Context(), hello.Practice)
	if err != nil || !row.Complete {
		t.Errorf("row after the stop: %+v, %v", row, err)
	}
}

func TestAServerThatStopsIsNotReady(t *testing.T) {
	w := open(t, nil)
	w.get(nil, "/readyz", http.StatusOK)
	w.server.registry.stop()
	if got := w.get(nil, "/readyz", http.StatusServiceUnavailable); !bytes.Contains(got, []byte(`"stopping"`)) {
		t.Errorf("readyz: %s", got)
	}
}

func TestOnePracticesPanicIsItsOwn(t *testing.T) {
	w := open(t, nil)
	other, _ := w.talk(nil, audioOffer)
	c, hello := w.talk(nil, recordedOffer)
	w.line(1).broken.Store(true)
	c.send(`{"type":"say","text":"how are you"}`)
	c.await(said{Type: "ended", Cause: "fault"})
	tl := read[timeline.Timeline](w, w.get(nil, "/api/practices/"+hello.Practice+"/timeline", 200))
	last := tl.Events[len(tl.Events)-2:]
	if f, ok := last[0].Body.(timeline.Fault); !ok || !f.Fatal || last[1].Body != (timeline.End{Cause: "fault"}) || last[1].Seq != len(tl.Events) {
		t.Errorf("the timeline ends with %+v", last)
	}
	other.send(`{"type":"end"}`)
	other.await(said{Type: "ended", Cause: "coach"})
}

func TestMessagesMarshal(t *testing.T) {
	got, err := json.Marshal(errorMessage{"error", refusal{Code: "server_full", Message: "m", RetryAfter: 3}})
	if want := `{"type":"error","code":"server_full","message":"m","retry_after":3}`; err != nil || string(got) != want {
		t.Errorf("got %s, %v; want %s", got, err, want)
	}
}
