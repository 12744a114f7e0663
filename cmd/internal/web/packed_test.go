package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestPackedIsTheSame(t *testing.T) {
	text := strings.Repeat(`{"text": "And what happens in you when you do them again?"}`, 200)
	site := httptest.NewServer(packed(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", r.URL.Query().Get("type"))
		w.Header().Set("ETag", `"a"`)
		http.ServeContent(w, r, "", time.Time{}, strings.NewReader(text[:len(text)/len(r.URL.Path)]))
	})))
	defer site.Close()
	for _, c := range []struct {
		name, path, ask, value string
		packed                 bool
		status                 int
	}{
		{"JSON", "/?type=application/json", "Accept-Encoding", "br, gzip", true, 200},
		{"a page", "/?type=text/html%3B+charset=utf-8", "Accept-Encoding", "gzip", true, 200},
		{"sound", "/?type=audio/ogg", "Accept-Encoding", "gzip", false, 200},
		{"events", "/?type=text/event-stream", "Accept-Encoding", "gzip", false, 200},
		{"nobody asked", "/?type=application/json", "Accept-Encoding", "identity", false, 200},
		{"a part", "/?type=application/json", "Range", "bytes=0-99", false, 206},
		{"not changed", "/?type=application/json", "If-None-Match", `W/"a"`, false, 304},
		{"short", "/" + strings.Repeat("x", 30) + "?type=application/json", "Accept-Encoding", "gzip", false, 200},
	} {
		r, err := http.NewRequest(http.MethodGet, site.URL+c.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Accept-Encoding", "gzip")
		r.Header.Set(c.ask, c.value)
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil || resp.StatusCode != c.status || (resp.Header.Get("Content-Encoding") == "gzip") != c.packed {
			t.Errorf("%s: status %d, encoding %q, %v", c.name, resp.StatusCode, resp.Header.Get("Content-Encoding"), err)
			continue
		}
		if !c.packed {
			continue
		}
		z, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(z); err != nil || string(got) != text || len(body) > len(text)/5 || resp.Header.Get("ETag") != `W/"a"` {
			t.Errorf("%s: %d bytes of %d, as %d, tag %s, %v", c.name, len(got), len(text), len(body), resp.Header.Get("ETag"), err)
		}
	}
}
