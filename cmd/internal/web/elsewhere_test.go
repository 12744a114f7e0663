package web

import (
	"net/http"
	"strings"
	"testing"

	"stillpoint/cmd/internal/trace"
	"stillpoint/dialogue/chain"
)

func TestLeaving(t *testing.T) {
	for _, tt := range []struct {
		elsewhere []Elsewhere
		want      string
	}{
		{nil, ""},
		{[]Elsewhere{{chain.Words, "a", "llm.example"}}, "While you talk, the words of both of you go to llm.example."},
		{[]Elsewhere{{chain.Ears, "a", "x.example"}}, "While you talk, your voice goes to x.example."},
		{[]Elsewhere{{chain.Voice, "a", "x.example"}}, "While you talk, the client's words go to x.example."},
		{[]Elsewhere{{chain.Ears, "a", "x.example"}, {chain.Words, "b", "x.example"}, {chain.Voice, "c", "x.example"}, {chain.Words, "d", "x.example"}},
			"While you talk, your voice and the words of both of you go to x.example."},
		{[]Elsewhere{{chain.Words, "b", "y.example"}, {chain.Ears, "a", "x.example"}, {chain.Voice, "c", "x.example"}},
			"While you talk, the words of both of you go to y.example; your voice and the client's words go to x.example."},
	} {
		if got := leaving(tt.elsewhere); got != tt.want {
			t.Errorf("%v: %q, want %q", tt.elsewhere, got, tt.want)
		}
	}
}

// What a coach agreed to before words left the machine is asked anew, and says
// where they go; who says yes to the old text is not recorded by it.
func TestConsentFollowsWhatLeaves(t *testing.T) {
	var before statusJSON
	t.Run("nothing leaves", func(t *testing.T) {
		w := open(t, nil)
		before = read[statusJSON](w, w.get(nil, "/api/status", 200))
	})
	if before.Leaves != "" || before.ConsentText != consentBegins+consentEnds || strings.Contains(before.ConsentText, "go to") {
		t.Errorf("when nothing leaves: %+v", before)
	}
	w := open(t, new(reports).engines)
	b := w.browser()
	now := read[statusJSON](w, w.get(b, "/api/status", 200))
	if now.ConsentSHA256 == before.ConsentSHA256 || !strings.Contains(now.ConsentText, now.Leaves) || now.Leaves != "While you talk, the words of both of you go to llm.example; your voice goes to stt.example." ||
		strings.Contains(now.ConsentText, "delete it for good") {
		t.Errorf("when words leave: %+v", now)
	}
	if err := w.store.SetSetting(t.Context(), "consent "+w.person(b), before.ConsentSHA256); err != nil {
		t.Fatal(err)
	}
	if read[statusJSON](w, w.get(b, "/api/status", 200)).Consent {
		t.Error("the old consent still counts")
	}
	for _, tt := range []struct {
		sha      string
		recorded bool
	}{{before.ConsentSHA256, false}, {"", false}, {now.ConsentSHA256, true}} {
		c, hello := w.talk(b, `{"type":"offer","sdp":"m=audio","consent":true,"consent_sha256":"`+tt.sha+`"}`)
		c.send(`{"type":"end"}`)
		c.await(said{Type: "ended"})
		if got := read[practiceJSON](w, w.get(b, "/api/practices/"+hello.Practice, 200)).Recorded; got != tt.recorded {
			t.Errorf("agreed to %q: recorded %v, want %v", tt.sha, got, tt.recorded)
		}
	}
	if !read[statusJSON](w, w.get(b, "/api/status", 200)).Consent {
		t.Error("the new consent is not remembered")
	}
}

// person is what the server calls a browser.
func (w *world) person(b *http.Client) string {
	w.Helper()
	req, err := http.NewRequest(http.MethodGet, "http://"+w.host, nil)
	if err != nil {
		w.Fatal(err)
	}
	for _, c := range b.Jar.Cookies(req.URL) {
		req.AddCookie(c)
	}
	return person(req)
}

func TestSettingsAreForThisMachine(t *testing.T) {
	w := open(t, func(c *Config) {
		c.Settings = func() any { return map[string]string{"kinds": "here"} }
		c.Trace = trace.New(trace.Config{URL: "https://me:key@collector.example/v1/traces?key=x"})
	})
	if got := string(w.get(nil, "/api/settings", 200)); got != `{"kinds":"here","traces":"collector.example"}`+"\n" {
		t.Errorf("here: %s", got)
	}
	w.server.Trace.URL = "http://[::1]:4318/v1/traces"
	if got := string(w.get(nil, "/api/settings", 200)); strings.Contains(got, "traces") {
		t.Errorf("what stays here is said to leave: %s", got)
	}
	for name, v := range elsewhere() {
		status, body := w.ask(ask{method: http.MethodGet, path: "/api/settings", header: http.Header{name: v}})
		if status != http.StatusForbidden || !strings.Contains(body, "here_only") {
			t.Errorf("from elsewhere: %d %s", status, body)
		}
	}
}
