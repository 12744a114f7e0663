package web

import (
	"io"
	"mime"
	"net/http"
	"strings"
	"testing"
	"time"

	"stillpoint/analysis/export"
	"stillpoint/dialogue/store"
)

func TestExports(t *testing.T) {
	w := open(t, nil)
	id := w.held(coachSays("What would you like?"))
	for _, f := range export.Formats() {
		res, err := http.Get("http://" + w.host + "/api/practices/" + id + "/export?format=" + f.Name)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil || res.StatusCode != http.StatusOK || res.Header.Get("Content-Type") != f.Type || !strings.Contains(string(body), "What would you like?") {
			t.Errorf("%s: %s, %v, %q, %q", f.Name, res.Status, err, res.Header, body)
		}
		how, params, err := mime.ParseMediaType(res.Header.Get("Content-Disposition"))
		if err != nil || how != "attachment" || !strings.HasPrefix(params["filename"], "stillpoint-") || !strings.HasSuffix(params["filename"], f.Suffix) {
			t.Errorf("%s: %v, %s, %v", f.Name, err, how, params)
		}
	}
	if got := w.get(nil, "/api/practices/"+id+"/export?format=docx", http.StatusBadRequest); !strings.Contains(string(got), "textgrid") {
		t.Errorf("docx: %s", got)
	}
	w.get(nil, "/api/practices/"+store.NewID(time.Now())+"/export?format=vtt", http.StatusNotFound)
	w.get(nil, "/api/practices/..%2f..%2fstillpoint/export?format=vtt", http.StatusNotFound)
}

// A practice can be exported when it is over, if it was kept in memory alone.
func TestExportOfAnUnrecordedPractice(t *testing.T) {
	w := open(t, nil)
	c, hello := w.talk(nil, audioOffer)
	path := "/api/practices/" + hello.Practice + "/export?format=csv"
	w.get(nil, path, http.StatusConflict)
	c.send(`{"type":"end"}`)
	c.await(said{Type: "ended"})
	c.closes(1000)
	for end := time.Now().Add(5 * time.Second); w.server.registry.get(hello.Practice) != nil && time.Now().Before(end); {
		time.Sleep(time.Millisecond)
	}
	if got := w.get(nil, path, http.StatusOK); !strings.HasPrefix(string(got), "row,") {
		t.Errorf("%q", got)
	}
}
