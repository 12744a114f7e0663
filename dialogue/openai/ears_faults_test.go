package openai

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"stillpoint/dialogue"
)

// What servers answer that is no transcript, and what becomes of it.
func TestEarsFaults(t *testing.T) {
	for name, test := range map[string]struct {
		status     int
		kind, body string
		want       string
		permanent  bool
		calls      int
	}{
		"401":                 {401, "application/json", `{"error":{"message":"Incorrect API key provided: ` + key + `"}}`, "stt: 401 Unauthorized: Incorrect API key provided: …", true, 1},
		"400 of another kind": {400, "application/json", `{"error":{"message":"bad audio"}}`, "stt: 400 Bad Request: bad audio", false, 1},
		"no model":            {404, "application/json", `{"detail":"Model is not installed locally."}`, "stt: 404 Not Found: Model is not installed locally.", true, 2},
		"busy":                {429, "application/json", `{}`, "stt: 429 Too Many Requests: {}", false, 1},
		"broken":              {500, "text/plain", "", "stt: 500 Internal Server Error: no reason given", false, 1},
		"an error in a 200":   {200, "application/json", `{"error":{"message":"out of memory"}}`, "stt: out of memory", false, 1},
		"an error as text":    {200, "application/json", `{"error":"FFmpeg conversion failed."}`, "stt: FFmpeg conversion failed.", false, 1},
		"a page":              {200, "text/html", "<html>Sign in</html>", `stt: answered with "text/html": no such service is there (is the address right? most end in /v1)`, false, 1},
		"a page as JSON":      {200, "application/json", "<html>Sign in</html>", "stt: <html>Sign in</html>", false, 1},
		"nothing":             {200, "application/json", "", "stt: no reason given", false, 1},
		"no text":             {200, "application/json", `{"task":"transcribe"}`, `stt: {"task":"transcribe"}`, false, 1},
		"too much":            {200, "application/json", strings.Repeat(" ", mostBody+1), "stt: sent more than an answer can be", false, 1},
		"elsewhere":           {302, "text/plain", "", "stt: 302 Found: no reason given", false, 1},
	} {
		var calls atomic.Int32
		c := serve(t, func(w http.ResponseWriter, r *http.Request) {
			calls.Add(1)
			w.Header().Set("Content-Type", test.kind)
			w.Header().Set("Location", "/v1/elsewhere")
			w.WriteHeader(test.status)
			io.WriteString(w, test.body)
		})
		ears, err := NewEars(EarsConfig{Config: c})
		if err != nil {
			t.Fatal(err)
		}
		u, err := ears.Transcribe(t.Context(), dialogue.Speech{PCM: said(t)})
		e, ok := errors.AsType[*Error](err)
		if !ok || err.Error() != test.want || e.Permanent() != test.permanent || u.Text != "" || int(calls.Load()) != test.calls {
			t.Errorf("%s: %q, %v (permanent %v) after %d requests", name, u.Text, err, ok && e.Permanent(), calls.Load())
		}
	}
}

func TestEarsCutOff(t *testing.T) {
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "100")
		answer(w, "application/json", `{"text":"Yes, I`)
	})
	ears, err := NewEars(EarsConfig{Config: c})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ears.Transcribe(t.Context(), dialogue.Speech{PCM: said(t)}); !errors.Is(err, io.ErrUnexpectedEOF) || !strings.HasPrefix(err.Error(), "stt: ") {
		t.Errorf("got %v", err)
	}
}
