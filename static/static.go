// Package static holds the pages: HTML, style sheets and ES modules, embedded
// as they are written. There is no build step, and nothing is fetched from
// anywhere else, so that the pages live under the policy default-src 'self'.
//
// The pages know the server only by its routes and by the live socket. Beside
// the fields that every route has, they read, where present:
//
//	GET /api/status       ready, full, retry_after (s), consent, consent_text, consent_sha256, missing [text],
//	                      leaves (a sentence: what a talk sends elsewhere),
//	                      fetching [{name, done, total}], voice ("light": the simpler one), typed
//	GET /api/scenarios    also words (one line of the client's own), asked_for, spoken {done, total}
//	GET /api/scenarios/{id}/sample  the client's voice, to set the volume by
//	GET /api/events       events fetch {name, done, total, ready} and spoken {scenario, done, total, ready};
//	                      at any other one the page reads everything again
//	GET /api/practices/…  also name and role of the client; usage [{kind, engine, host, calls, faults,
//	                      tokens_in, tokens_out, estimated, sound (ms), characters}] of the owner's
//	GET /api/settings     kinds [{kind, source, links [{name, is, state, why, values [{name, value, source}]}], last}],
//	                      leaves [{host, what ["sound", "text", "her words"]}], traces (a host)
//
// All of these may be absent; the page then says less.
package static

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"time"
)

//go:embed *.html *.svg css js
var files embed.FS

// Handler serves the pages and what they are made of:
//
//	/  /talk  /practices/{id}  /progress  /settings  /notices  /favicon.ico  /static/…
//
// Everything else is the page that says so, with status 404. Files carry an
// entity tag of their content and are asked for again each time, so that a new
// binary is never met by an old script.
func Handler() (http.Handler, error) {
	mux := http.NewServeMux()
	for pattern, name := range map[string]string{
		"GET /{$}":            "start.html",
		"GET /talk":           "talk.html",
		"GET /practices/{id}": "review.html",
		"GET /progress":       "progress.html",
		"GET /settings":       "settings.html",
		"GET /notices":        "notices.html",
		"GET /favicon.ico":    "favicon.svg",
		"GET /":               "missing.html",
	} {
		h, err := file(name)
		if err != nil {
			return nil, err
		}
		mux.Handle(pattern, h)
	}
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) == ".html" {
			return err
		}
		h, err := file(name)
		if err != nil {
			return err
		}
		mux.Handle("GET /static/"+name, h)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("pages: %w", err)
	}
	return mux, nil
}

func file(name string) (http.Handler, error) {
	body, err := files.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("page %s: %w", name, err)
	}
	sum := sha256.Sum256(body)
	tag := `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
	kind := map[string]string{
		".html": "text/html; charset=utf-8",
		".css":  "text/css; charset=utf-8",
		".js":   "text/javascript; charset=utf-8", // not from the machine's own table, which may say otherwise
		".svg":  "image/svg+xml",
	}[path.Ext(name)]
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Type", kind)
		h.Set("Cache-Control", "no-cache")
		if name == "missing.html" {
			w.WriteHeader(http.StatusNotFound)
			w.Write(body)
			return
		}
		h.Set("ETag", tag)
		http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(body))
	}), nil
}
