package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"runtime"
	"strings"
	"syscall"
	"time"
)

var (
	errOffline = errors.New("no connection")
	errCut     = errors.New("the connection was cut")
)

// attempts is how often a transfer that brings nothing new is tried.
const attempts = 3

// fromURL fetches f from its https address and takes a broken transfer up
// again as long as each attempt brings something.
func (d *fetcher) fromURL(ctx context.Context, f File) error {
	if f.URL == "" {
		return errNoSource
	}
	at, err := url.Parse(f.URL)
	if err != nil {
		return err
	}
	if err := d.dead[at.Host]; err != nil {
		return err
	}
	for try := 1; ; try++ {
		w, err := d.draft(f)
		if err != nil {
			return err
		}
		before := w.n
		w.tick = d.meter(f.Name, at.Host, before, f.Size)
		err = d.finish(w, d.download(ctx, w))
		switch {
		case err == nil:
			return nil
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case errors.Is(err, errWrong) && before > 0 && try < attempts:
			continue // the older piece may have been wrong: once more from the start
		case errors.Is(err, errCut) && w.n > before:
			try = 0
		case errors.Is(err, errOffline):
			d.dead[at.Host] = fmt.Errorf("%s: %w", at.Host, err)
		}
		if !errors.Is(err, errCut) || try >= attempts {
			return fmt.Errorf("%s: %w", at.Host, err)
		}
		if err := sleep(ctx, d.pause); err != nil {
			return err
		}
	}
}

// download adds to w what it lacks.
func (d *fetcher) download(ctx context.Context, w *draft) error {
	if w.n == w.f.Size {
		return nil
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, w.f.URL, nil)
	if err != nil {
		return err
	}
	req.Header.Set("User-Agent", "stillpoint")
	if w.n > 0 {
		req.Header.Set("Range", fmt.Sprintf("bytes=%d-", w.n))
	}
	resp, err := d.http.Do(req)
	if err != nil {
		return fmt.Errorf("%w (%s)", errOffline, plain(err))
	}
	defer resp.Body.Close()
	if err := w.accept(resp); err != nil {
		return err
	}

	watch := time.AfterFunc(d.stall, func() { cancel(fmt.Errorf("%w: nothing came for %v", errCut, d.stall)) })
	defer watch.Stop()
	body := &readError{Reader: resp.Body, read: func() { watch.Reset(d.stall) }}
	_, err = io.Copy(w, body)
	switch {
	case body.err != nil && errors.Is(context.Cause(ctx), errCut):
		return context.Cause(ctx)
	case body.err != nil:
		return fmt.Errorf("%w (%s)", errCut, plain(body.err))
	case err == nil && w.n < w.f.Size:
		return fmt.Errorf("%w at %d of %d bytes", errCut, w.n, w.f.Size)
	}
	return err
}

// accept looks at the head of an answer and makes the draft fit for its body.
func (w *draft) accept(resp *http.Response) error {
	switch resp.StatusCode {
	case http.StatusOK: // from the start, whatever was asked
		if w.n > 0 {
			if err := w.restart(); err != nil {
				return err
			}
		}
	case http.StatusPartialContent: // RFC 9110, section 15.3.7
		if want := fmt.Sprintf("bytes %d-", w.n); !strings.HasPrefix(resp.Header.Get("Content-Range"), want) {
			return fmt.Errorf("%w: asked for %s and got %q", errWrong, want, resp.Header.Get("Content-Range"))
		}
	case http.StatusRequestedRangeNotSatisfiable:
		return fmt.Errorf("%w: the file there is shorter than %d bytes", errWrong, w.n)
	default:
		return fmt.Errorf("answered %s", resp.Status)
	}
	if strings.HasPrefix(resp.Header.Get("Content-Type"), "text/html") {
		return fmt.Errorf("%w: a web page came instead (does this network want you to sign in?)", errWrong)
	}
	if resp.ContentLength >= 0 && w.n+resp.ContentLength != w.f.Size {
		return fmt.Errorf("%w: %d bytes there, wanted %d", errWrong, w.n+resp.ContentLength, w.f.Size)
	}
	return nil
}

// readError tells errors of reading from errors of writing in io.Copy.
type readError struct {
	io.Reader
	read func()
	err  error
}

func (r *readError) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	r.read()
	if err != nil && err != io.EOF {
		r.err = err
	}
	return n, err
}

// plain is the innermost part of a network error, without addresses.
func plain(err error) string {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err.Error()
		}
		err = inner
	}
}

func sleep(ctx context.Context, t time.Duration) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-time.After(t):
		return nil
	}
}

// diskFull also knows Windows' ERROR_DISK_FULL, which is 112.
func diskFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || runtime.GOOS == "windows" && errors.Is(err, syscall.Errno(112))
}
