package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
)

// child is this program's own server in a process of its own.
type child struct {
	addr string
	cmd  *exec.Cmd
	done chan struct{}
}

func startChild(args ...string) (*child, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	c := &child{cmd: exec.Command(self, append([]string{"serve", "-addr", "127.0.0.1:0"}, args...)...), done: make(chan struct{})}
	stderr, err := c.cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := c.cmd.Start(); err != nil {
		return nil, err
	}
	ready := make(chan string, 1)
	go func() {
		defer close(c.done)
		for s := bufio.NewScanner(stderr); s.Scan(); {
			if _, a, ok := strings.Cut(s.Text(), "is at http://"); ok {
				ready <- a
				continue
			}
			fmt.Fprintln(os.Stderr, "server:", s.Text())
		}
	}()
	select {
	case c.addr = <-ready:
		return c, nil
	case <-c.done:
		return nil, errors.Join(errors.New("the server did not start"), c.cmd.Wait())
	}
}

func (c *child) stop() error {
	c.cmd.Process.Signal(syscall.SIGTERM)
	<-c.done
	return c.cmd.Wait()
}
