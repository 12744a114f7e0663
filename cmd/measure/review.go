package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/chromedp/chromedp"

	"stillpoint/cmd/internal/web"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/store"
	"stillpoint/dialogue/store/practicetest"
	"stillpoint/static"
)

// review opens the review page of a long practice in Chromium, without a note
// and with many: how soon it is there, what it takes, and how smoothly it moves.
func review(ctx context.Context, args []string) (err error) {
	f := newFlags("review")
	minutes := f.Int("minutes", 60, "how long the practice is")
	notes := f.Int("notes", 10_000, "annotations at the second look")
	moving := f.Duration("for", 10*time.Second, "how long each movement is watched")
	shots := f.String("shots", "", "folder for pictures of the page")
	if err := f.Parse(args); err != nil {
		return err
	}
	if *shots != "" {
		if err := os.MkdirAll(*shots, 0o755); err != nil {
			return err
		}
	}
	ctx, done := context.WithCancel(ctx)
	defer done()
	site, id, stop, err := reviewSite(ctx, *minutes)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stop()) }()
	t := newTable(*minutes)
	for _, n := range []int{0, *notes} {
		if err := annotate(ctx, site, id, n); err != nil {
			return err
		}
		l, err := lookAt(ctx, site+"/practices/"+id, *moving)
		if err != nil {
			return fmt.Errorf("%d notes: %w", n, err)
		}
		if *shots != "" {
			if err := os.WriteFile(filepath.Join(*shots, fmt.Sprintf("review-%d-notes.png", n)), l.picture, 0o644); err != nil {
				return err
			}
		}
		l.add(t, fmt.Sprintf("%d notes: ", n))
	}
	return t.print(os.Stdout, f.json)
}

// reviewSite serves a practice of so many minutes from a folder of its own;
// stop takes both away.
func reviewSite(ctx context.Context, minutes int) (site, id string, stop func() error, err error) {
	data, err := os.MkdirTemp("", "measure")
	if err != nil {
		return "", "", nil, err
	}
	undo := []func() error{func() error { return os.RemoveAll(data) }}
	stop = func() (err error) {
		for _, f := range slices.Backward(undo) {
			err = errors.Join(err, f())
		}
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, stop())
		}
	}()
	p, err := practicetest.Long(ctx, minutes)
	if err != nil {
		return "", "", nil, err
	}
	if err := p.Put(ctx, data, false); err != nil {
		return "", "", nil, err
	}
	kept, err := store.Open(data)
	if err != nil {
		return "", "", nil, err
	}
	undo = append(undo, kept.Close)
	pages, err := static.Handler()
	if err != nil {
		return "", "", nil, err
	}
	people, err := scenario.Embedded()
	if err != nil {
		return "", "", nil, err
	}
	server, err := web.New(web.Config{Data: data, Store: kept, Pages: pages, Log: slog.New(slog.DiscardHandler),
		Scenarios: func() []*scenario.Scenario { return people }})
	if err != nil {
		return "", "", nil, err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", "", nil, errors.Join(err, server.Close())
	}
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	var served error
	wg.Go(func() { served = server.Serve(ctx, l) })
	undo = append(undo, func() error { cancel(); wg.Wait(); return served })
	site = "http://" + l.Addr().String()
	// As after the talk itself, waveform and report are there before anybody comes.
	for _, part := range []string{"peaks", "report"} {
		if err := madeAhead(ctx, site+"/api/practices/"+p.Row.ID+"/"+part); err != nil {
			return "", "", nil, err
		}
	}
	return site, p.Row.ID, stop, nil
}

// madeAhead waits until url answers with what it stands for.
func madeAhead(ctx context.Context, url string) error {
	for {
		r, err := http.Get(url)
		if err != nil {
			return err
		}
		_, err = io.Copy(io.Discard, r.Body)
		r.Body.Close()
		switch {
		case err != nil:
			return err
		case r.StatusCode == http.StatusOK:
			return nil
		case r.StatusCode != http.StatusAccepted:
			return fmt.Errorf("%s: %s", url, r.Status)
		}
		select {
		case <-time.After(time.Second):
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// annotate spreads n notes over the practice, as the page would.
func annotate(ctx context.Context, site, id string, n int) error {
	var p struct{ Length int }
	data, err := download(site[len("http://"):], "/api/practices/"+id)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, &p); err != nil {
		return err
	}
	for i := range n {
		at := i * p.Length / n
		note := map[string]any{"at": at, "text": fmt.Sprintf("Note %d: what did you hear in her voice here?", i+1), "tags": []string{"question"}, "key": fmt.Sprintf("measure-%d", i)}
		if i%3 == 0 {
			note["to"] = min(at+4000, p.Length)
		}
		body, err := json.Marshal(note)
		if err != nil {
			return err
		}
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, site+"/api/practices/"+id+"/annotations", bytes.NewReader(body))
		if err != nil {
			return err
		}
		r.Header.Set("Content-Type", "application/json")
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			return err
		}
		said, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err != nil || answer.StatusCode/100 != 2 {
			return fmt.Errorf("note %d: %s: %s: %w", i+1, answer.Status, said, err)
		}
	}
	return nil
}

// chromium starts one.
func chromium(ctx context.Context) (context.Context, context.CancelFunc) {
	o := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.Flag("no-sandbox", true), chromedp.Flag("disable-gpu", true), chromedp.Flag("autoplay-policy", "no-user-gesture-required"))
	ctx, stop := chromedp.NewExecAllocator(ctx, o...)
	ctx, end := chromedp.NewContext(ctx)
	return ctx, func() { end(); stop() }
}
