package web

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stillpoint/dialogue/store"
)

func TestHeadersAndStrangers(t *testing.T) {
	w := open(t, nil)
	res, err := http.Get("http://" + w.host + "/")
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	for name, want := range map[string]string{"Content-Security-Policy": "frame-ancestors 'none'", "X-Content-Type-Options": "nosniff",
		"Referrer-Policy": "no-referrer", "Set-Cookie": "HttpOnly; SameSite=Lax"} {
		if got := res.Header.Get(name); !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q in it", name, got, want)
		}
	}
	if csp := res.Header.Get("Content-Security-Policy"); strings.Contains(csp, "unsafe") {
		t.Errorf("policy %q", csp)
	}
	for _, c := range []struct {
		method, path, host, site string
		status                   int
	}{
		{"GET", "/api/practices", "evil.example", "", http.StatusMisdirectedRequest},
		{"GET", "/api/practices", "localhost:1", "", http.StatusOK},
		{"GET", "/api/practices", "[::1]:1", "", http.StatusOK},
		{"DELETE", "/api/practices/" + store.NewID(time.Now()), "", "cross-site", http.StatusForbidden},
		{"DELETE", "/api/practices/" + store.NewID(time.Now()), "", "same-origin", http.StatusNotFound},
		{"DELETE", "/api/practices/..%2f..%2fstillpoint.db", "", "", http.StatusNotFound},
		{"GET", "/api/practices/P_" + store.NewID(time.Now())[2:], "", "", http.StatusNotFound},
		{"GET", "/api/practices?before=1%20or%201", "", "", http.StatusBadRequest},
		{"GET", "/api/practices?limit=-1", "", "", http.StatusBadRequest},
		{"GET", "/api/nothing", "", "", http.StatusNotFound},
		{"GET", "/healthz", "", "", http.StatusOK},
	} {
		req, _ := http.NewRequest(c.method, "http://"+w.host+c.path, nil)
		req.Host = c.host
		if c.site != "" {
			req.Header.Set("Sec-Fetch-Site", c.site)
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != c.status {
			t.Errorf("%s %s (host %q, site %q): %s, want %d", c.method, c.path, c.host, c.site, res.Status, c.status)
		}
	}
}

func TestAudioInRanges(t *testing.T) {
	w := open(t, nil)
	id := store.NewID(time.Now())
	if err := w.store.Create(t.Context(), store.Practice{ID: id, Started: time.Now(), Recorded: true}); err != nil {
		t.Fatal(err)
	}
	sound := bytes.Repeat([]byte("0123456789"), 100)
	if err := os.WriteFile(filepath.Join(w.dir, "audio", id+".ogg"), sound, 0o600); err != nil {
		t.Fatal(err)
	}
	req, _ := http.NewRequest("GET", "http://"+w.host+"/api/practices/"+id+"/audio?download=1", nil)
	req.Header.Set("Range", "bytes=13-17")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	got, _ := io.ReadAll(res.Body)
	if res.StatusCode != http.StatusPartialContent || string(got) != "34567" || res.Header.Get("Content-Range") != "bytes 13-17/1000" ||
		res.Header.Get("Content-Type") != "audio/ogg" || !strings.HasPrefix(res.Header.Get("Content-Disposition"), "attachment") {
		t.Errorf("%s %q %v", res.Status, got, res.Header)
	}
	if row := read[practiceJSON](w, w.get(nil, "/api/practices/"+id, 200)); row.State != "broken" || row.Complete {
		t.Errorf("a practice whose end was never written: %+v", row)
	}
}

func TestEvents(t *testing.T) {
	w := open(t, nil)
	id := w.server.Scenarios()[0].ID
	w.server.Spoken(id, 0, 9, false)
	if sc := read[[]scenarioJSON](w, w.get(nil, "/api/scenarios", 200)); sc[0].Ready || sc[0].Spoken.Total != 9 || sc[0].Name == "" || sc[0].Minutes == 0 || sc[0].Words == "" {
		t.Errorf("scenarios before she is ready: %+v", sc)
	}
	res, err := http.Get("http://" + w.host + "/api/events")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	lines := bufio.NewScanner(res.Body)
	await := func(want string) {
		t.Helper()
		for lines.Scan() {
			if lines.Text() == want {
				return
			}
		}
		t.Fatalf("the events end before %q: %v", want, lines.Err())
	}
	await("event: spoken")
	await(`data: {"scenario":"` + id + `","done":0,"total":9,"ready":false}`)
	w.server.Spoken(id, 3, 9, true)
	await(`data: {"scenario":"` + id + `","done":3,"total":9,"ready":true}`)
	w.server.Fetching("voice.onnx", 5, 10, false)
	await(`data: {"name":"voice.onnx","done":5,"total":10,"ready":false}`)
	if sc := read[[]scenarioJSON](w, w.get(nil, "/api/scenarios", 200)); !sc[0].Ready {
		t.Errorf("scenarios when she is ready: %+v", sc)
	}
	go w.stop()
	for lines.Scan() {
	}
	if err := lines.Err(); err != nil {
		t.Errorf("the events did not end well: %v", err)
	}
}

func TestEnginesComeLater(t *testing.T) {
	var later Engines
	w := open(t, func(c *Config) { later, c.Engines = c.Engines, Engines{} })
	st := read[statusJSON](w, w.get(nil, "/api/status", 200))
	if st.Ready || st.Typed || st.Full {
		t.Errorf("status before they are there: %+v", st)
	}
	if got := w.get(nil, "/readyz", http.StatusServiceUnavailable); !bytes.Contains(got, []byte(`"fetching"`)) {
		t.Errorf("readyz: %s", got)
	}
	early := w.tab(nil)
	early.send(audioOffer)
	if got := early.await(said{Type: "error", Code: "fetching"}); got.RetryAfter == 0 {
		t.Errorf("an offer before they are there: %+v", got)
	}
	w.server.Arrive(later)
	if st := read[statusJSON](w, w.get(nil, "/api/status", 200)); !st.Ready {
		t.Errorf("status when they are there: %+v", st)
	}
	w.talk(nil, audioOffer)
}

func TestReadySaysWhatIsWrong(t *testing.T) {
	w := open(t, func(c *Config) {
		c.Engines.Missing = func() []string { return []string{"The voice is missing: run stillpoint fetch."} }
	})
	if got := w.get(nil, "/readyz", http.StatusServiceUnavailable); !bytes.Contains(got, []byte("run stillpoint fetch")) {
		t.Errorf("readyz without a voice: %s", got)
	}
	st := read[statusJSON](w, w.get(nil, "/api/status", 200))
	if !st.Typed || st.Voice != "full" || len(st.Missing) != 1 {
		t.Errorf("status: %+v", st)
	}
	if err := os.RemoveAll(filepath.Join(w.dir, "audio")); err != nil {
		t.Fatal(err)
	}
	if got := w.get(nil, "/readyz", http.StatusServiceUnavailable); !bytes.Contains(got, []byte(`"disk"`)) {
		t.Errorf("readyz without a folder: %s", got)
	}
}

func TestTalkGoesOnWhenTheDiskDoesNot(t *testing.T) {
	w := open(t, nil)
	if err := os.RemoveAll(filepath.Join(w.dir, "audio")); err != nil {
		t.Fatal(err)
	}
	c, hello := w.talk(nil, recordedOffer)
	c.send(`{"type":"end"}`)
	c.await(said{Type: "ended", Cause: "coach"})
	if row := read[practiceJSON](w, w.get(nil, "/api/practices/"+hello.Practice, 200)); row.Recorded || !row.Complete {
		t.Errorf("row: %+v", row)
	}
}

func TestMetrics(t *testing.T) {
	w := open(t, nil)
	c, _ := w.talk(nil, audioOffer)
	text := string(w.get(nil, "/metrics", 200))
	c.send(`{"type":"end"}`)
	c.await(said{Type: "ended"})
	c.closes(1000)
	text += string(w.get(nil, "/metrics", 200))
	for _, want := range []string{"stillpoint_practices_live 1", "stillpoint_line_frames_dropped_total 3", "stillpoint_pacing_lateness_seconds_count",
		`stillpoint_practices_ended_total{cause="coach"} 1`} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in the metrics", want)
		}
	}
}

func TestSampleIsHerVoice(t *testing.T) {
	w := open(t, nil)
	got := w.get(nil, "/api/scenarios/"+w.server.Scenarios()[0].ID+"/sample", 200)
	if !bytes.HasPrefix(got, []byte("RIFF")) || len(got) < 48000 {
		t.Errorf("%d bytes, %.12q", len(got), got)
	}
	w.get(nil, "/api/scenarios/nobody/sample", http.StatusNotFound)
}

func TestChosenClientIsTold(t *testing.T) {
	chosen := make(chan string, 2)
	w := open(t, func(c *Config) { c.Chosen = func(id string) { chosen <- id } })
	w.do(w.browser(), "POST", "/api/scenarios/marit-trays/chosen", "", http.StatusNoContent)
	w.do(w.browser(), "POST", "/api/scenarios/nobody/chosen", "", http.StatusNotFound)
	if id := <-chosen; id != "marit-trays" || len(chosen) != 0 {
		t.Errorf("chosen %q, and %d more", id, len(chosen))
	}
}
