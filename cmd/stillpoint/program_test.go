package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// built is the folder of the program, once a test has started it.
var built string

func TestMain(m *testing.M) {
	for _, name := range []string{"OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_MODEL", "STILLPOINT_CONFIG", "STILLPOINT_LLM_URL", "STILLPOINT_LLM_MODEL", "STILLPOINT_LLM_KEY"} {
		os.Unsetenv(name) // no test talks to somebody's service
	}
	code := m.Run()
	if built != "" {
		os.RemoveAll(built)
	}
	os.Exit(code)
}

// programOnce builds the program, as on a machine without a C compiler.
var programOnce = sync.OnceValues(func() (bin string, err error) {
	if built, err = os.MkdirTemp("", "stillpoint-test"); err != nil {
		return "", err
	}
	bin = filepath.Join(built, "stillpoint")
	build := exec.Command("go", "build", "-o", bin, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build: %w\n%s", err, out)
	}
	return bin, nil
})

// startProgram starts the program with these flags, on free ports and without
// fetching anything, and returns its address. Under the race detector the test
// is skipped.
func startProgram(t *testing.T, args ...string) string {
	t.Helper()
	if racing {
		t.Skip("looked at without the race detector")
	}
	bin, err := programOnce()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(bin, append([]string{"-addr", "127.0.0.1:0", "-media", fmt.Sprint(freePort(t)), "-offline"}, args...)...)
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	site := make(chan string, 1)
	var log bytes.Buffer
	read := make(chan struct{})
	go func() {
		defer close(read)
		for s := bufio.NewScanner(stderr); s.Scan(); {
			fmt.Fprintln(&log, s.Text())
			if _, a, ok := strings.Cut(s.Text(), "Stillpoint is at "); ok {
				site <- a
			}
		}
	}()
	t.Cleanup(func() {
		cmd.Process.Signal(syscall.SIGTERM)
		<-read
		if err := cmd.Wait(); err != nil {
			t.Errorf("the program ended with %v", err)
		}
		if strings.Contains(log.String(), canary) {
			t.Error("a key is in what the program said")
		}
		if t.Failed() {
			t.Logf("the program said:\n%s", log.String())
		}
	})
	select {
	case a := <-site:
		return a
	case <-time.After(30 * time.Second):
		t.Fatal("the program never said where it is")
		return ""
	}
}

func freePort(t *testing.T) int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func getJSON(t *testing.T, url string, into any) {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v: %.200s", url, resp.Status, err, body)
	}
	if err := json.Unmarshal(body, into); err != nil {
		t.Fatalf("%s: %v: %.200s", url, err, body)
	}
}
