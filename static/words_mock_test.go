package static

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// desk is a mock on whose practice p_1 people write: the owner, a mentor with
// the link "annotate", and one with the link "read".
type desk struct {
	*mock

	mu    sync.Mutex
	notes []obj
	next  int
	keys  map[string]obj
	down  bool   // the line fails for whatever is written
	now   string // the present text of the line that is corrected; empty: as it was
	links []obj
	pages map[chan obj]struct{}
}

func newDesk(t *testing.T) *desk {
	d := &desk{mock: newMock(t), keys: map[string]obj{}, pages: map[chan obj]struct{}{}}
	mux := http.NewServeMux()
	mux.Handle("/", d.Config.Handler)
	const p = "/api/practices/p_1"
	mux.HandleFunc("GET "+p, d.practice)
	mux.HandleFunc("GET /api/events", d.events)
	mux.HandleFunc("GET "+p+"/annotations", d.list)
	mux.HandleFunc("POST "+p+"/annotations", d.post)
	mux.HandleFunc("PATCH "+p+"/annotations/{n}", d.patch)
	mux.HandleFunc("DELETE "+p+"/annotations/{n}", d.remove)
	mux.HandleFunc("GET "+p+"/listened", func(w http.ResponseWriter, r *http.Request) { reply(w, 200, []obj{}) })
	mux.HandleFunc("POST "+p+"/listened", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusNoContent) })
	mux.HandleFunc("POST "+p+"/corrections", d.correct)
	mux.HandleFunc("GET "+p+"/links", func(w http.ResponseWriter, r *http.Request) {
		d.mu.Lock()
		defer d.mu.Unlock()
		all := []obj{}
		for _, l := range d.links {
			l := cloned(l)
			delete(l, "url")
			all = append(all, l)
		}
		reply(w, 200, all)
	})
	mux.HandleFunc("POST "+p+"/links", d.share)
	mux.HandleFunc("DELETE "+p+"/links/{n}", func(w http.ResponseWriter, r *http.Request) {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.links[0]["revoked"] = "2026-11-25T10:00:00Z"
		w.WriteHeader(http.StatusNoContent)
	})
	d.Config.Handler = mux
	d.answers[p].(obj)["name"] = "Marit Aalberg"
	return d
}

func reply(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(v)
}

func refuseWith(w http.ResponseWriter, status int, code, message string, more obj) {
	e := obj{"code": code, "message": message}
	for k, v := range more {
		e[k] = v
	}
	reply(w, status, obj{"error": e})
}

func cloned(o obj) obj {
	c := obj{}
	for k, v := range o {
		c[k] = v
	}
	return c
}

func (d *desk) practice(w http.ResponseWriter, r *http.Request) {
	d.mock.mu.Lock()
	p := cloned(d.answers["/api/practices/p_1"].(obj))
	d.mock.mu.Unlock()
	switch r.FormValue("link") {
	case "":
		p["viewer"] = obj{"role": "owner", "annotate": true}
	case "annotate", "read":
		p["viewer"] = obj{"role": "link", "annotate": r.FormValue("link") == "annotate", "expires": "2099-11-30T12:00:00Z"}
	}
	reply(w, 200, p)
}

// events reaches every page.
func (d *desk) events(w http.ResponseWriter, r *http.Request) {
	c := make(chan obj, 64)
	d.mu.Lock()
	d.pages[c] = struct{}{}
	d.mu.Unlock()
	defer func() {
		d.mu.Lock()
		delete(d.pages, c)
		d.mu.Unlock()
	}()
	w.Header().Set("Content-Type", "text/event-stream")
	w.(http.Flusher).Flush()
	for {
		select {
		case o := <-c:
			data, _ := json.Marshal(o)
			w.Write([]byte("event: " + o["type"].(string) + "\ndata: " + string(data) + "\n\n"))
			w.(http.Flusher).Flush()
		case <-r.Context().Done():
			return
		}
	}
}

// tell needs d.mu.
func (d *desk) tell(o obj) {
	for c := range d.pages {
		select {
		case c <- o:
		default:
		}
	}
}

func (d *desk) author(r *http.Request) string {
	if l := r.FormValue("link"); l != "" {
		return l
	}
	return "owner"
}

// write adds a note as somebody else's, unless it says otherwise.
func (d *desk) write(o obj) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.add(o)
}

func (d *desk) add(o obj) obj {
	d.next++
	n := obj{"id": d.next, "by": "Olav B.", "author": "annotate", "at": 0, "text": "", "tags": []string{}, "resolved": false, "created": "2026-11-24T10:00:00Z"}
	for k, v := range o {
		n[k] = v
	}
	d.notes = append(d.notes, n)
	return n
}

func (d *desk) shown(n obj, r *http.Request) obj {
	c := cloned(n)
	c["mine"], c["owner"] = n["author"] == d.author(r), n["author"] == "owner"
	delete(c, "author")
	return c
}

func (d *desk) list(w http.ResponseWriter, r *http.Request) {
	d.mu.Lock()
	defer d.mu.Unlock()
	all := []obj{}
	for _, n := range d.notes {
		all = append(all, d.shown(n, r))
	}
	reply(w, 200, all)
}

func (d *desk) post(w http.ResponseWriter, r *http.Request) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var o obj
	json.NewDecoder(r.Body).Decode(&o)
	key := d.author(r) + " " + o["key"].(string)
	had := d.keys[key]
	if had == nil {
		o["author"] = d.author(r)
		if o["by"] == nil {
			o["by"] = "Coach"
		}
		if stand := o["stand"]; stand == "agree" || stand == "disagree" {
			d.notes = slices.DeleteFunc(d.notes, func(n obj) bool { return n["author"] == o["author"] && n["evidence"] == o["evidence"] })
		}
		had = d.add(o)
		d.keys[key] = had
		d.tell(obj{"type": "annotation", "practice": "p_1", "id": had["id"], "what": "new"})
	}
	if d.down { // it came through, the answer does not
		d.hangUp(w)
		return
	}
	reply(w, http.StatusCreated, d.shown(had, r))
}

func (d *desk) hangUp(w http.ResponseWriter) {
	if c, _, err := w.(http.Hijacker).Hijack(); err == nil {
		c.Close()
	}
}

func (d *desk) patch(w http.ResponseWriter, r *http.Request) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var o obj
	json.NewDecoder(r.Body).Decode(&o)
	id, _ := strconv.Atoi(r.PathValue("n"))
	for _, n := range d.notes {
		if n["id"] == id {
			for k, v := range o {
				n[k] = v
			}
			if o["text"] != nil {
				n["edited"] = "2026-11-24T11:00:00Z"
			}
			d.tell(obj{"type": "annotation", "practice": "p_1", "id": id, "what": "changed"})
			reply(w, 200, d.shown(n, r))
			return
		}
	}
	refuseWith(w, 404, "not_found", "There is no such note.", nil)
}

func (d *desk) remove(w http.ResponseWriter, r *http.Request) {
	d.mu.Lock()
	defer d.mu.Unlock()
	id, _ := strconv.Atoi(r.PathValue("n"))
	d.notes = slices.DeleteFunc(d.notes, func(n obj) bool { return n["id"] == id })
	d.tell(obj{"type": "annotation", "practice": "p_1", "id": id, "what": "deleted"})
	w.WriteHeader(http.StatusNoContent)
}

func (d *desk) correct(w http.ResponseWriter, r *http.Request) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var o obj
	json.NewDecoder(r.Body).Decode(&o)
	if d.now != "" && o["was"] != d.now {
		refuseWith(w, http.StatusConflict, "changed_meanwhile", "These words were changed in another tab while you wrote.", obj{"text": d.now})
		return
	}
	d.now = strings.Join(strings.Fields(o["text"].(string)), " ")
	reply(w, 200, obj{"kind": "correction", "seq": 99, "at": 68780, "of": o["of"], "text": d.now, "by": "coach"})
}

func (d *desk) share(w http.ResponseWriter, r *http.Request) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var o obj
	json.NewDecoder(r.Body).Decode(&o)
	l := obj{"id": 1, "rights": o["rights"], "created": time.Now(), "expires": time.Now().AddDate(0, 0, int(o["days"].(float64)))}
	d.links = append([]obj{l}, d.links...)
	l = cloned(l)
	l["url"] = "/practices/p_1?link=0123456789abcdef0123456789abcdef"
	reply(w, http.StatusCreated, l)
}
