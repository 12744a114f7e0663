package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"stillpoint/dialogue"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
	"stillpoint/dialogue/virtual"
)

// try talks with a client by text, in virtual time.
func try(ctx context.Context, c *call) error {
	var o options
	o.modelsFlag(c.flags)
	c.flags.StringVar(&o.scenarios, "scenarios", "", "`folder` of further scenarios, *.yaml")
	o.engineFlags(c.flags)
	seed := c.flags.Uint64("seed", 1, "`number` of the talk: with the same input it is the same again")
	out := c.flags.String("o", "", "`file` for the timeline at the end")
	words := c.flags.Bool("words", false, "find her lines by words alone, not by meaning")
	c.flags.BoolVar(&o.json, "json", false, "each event as a JSON line, and {\"ready\":true} when a line is awaited")
	if err := c.parse(&o, 1, 1); err != nil {
		return err
	}
	setup, err := c.setup(o)
	if err != nil {
		return err
	}
	s, err := o.scenario(c.args[0])
	if err != nil {
		return err
	}
	var matcher persona.Matcher
	if !*words {
		engines, err := openEngines(o)
		if err != nil {
			return err
		}
		defer engines.Close()
		if matcher, err = engines.Matcher(ctx, s.ID, s.Asked()); err != nil {
			fmt.Fprintf(c.stderr, "%v; lines are found by words alone\n", err)
		}
	}
	client, mind := newClient(s, matcher, *seed, setup.Words(nil), func(err error) { fmt.Fprintln(c.stderr, err) })

	show := &show{w: c.stdout, json: o.json, name: s.Person.FirstName()}
	t := tried{show: show, in: lines(c.stdin), began: time.Now(), talk: virtual.Begin(ctx, virtual.Config{
		Scenario: s, Client: client, Mind: mind, State: s.TrustParams().Begin(), Timeline: show})}
	if err := errors.Join(t.run(), t.talk.End(), show.err); err != nil {
		return err
	}
	if *out == "" {
		return nil
	}
	data, err := json.MarshalIndent(timeline.Timeline{Schema: timeline.Schema, Practice: "p_try", Scenario: s.ID, ScenarioSHA256: s.SHA256, Language: s.Language,
		Started: t.began.UTC().Truncate(time.Second), Length: timeline.At(t.talk.Now()), Complete: true, Events: show.events}, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(*out, append(data, '\n'), 0o644)
}

// scenario is the one with this id, or the one in this file.
func (o *options) scenario(name string) (*scenario.Scenario, error) {
	if strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml") {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		return scenario.Parse(name, data)
	}
	people, err := openLibrary(o.scenarios, nil)
	if err != nil {
		return nil, err
	}
	defer people.Close()
	var ids []string
	for _, s := range people.all() {
		if s.ID == name {
			return s, nil
		}
		ids = append(ids, s.ID)
	}
	return nil, fmt.Errorf("there is no scenario %q; there are %s, and any .yaml file", name, strings.Join(ids, ", "))
}

// lines reads what the coach says. A file is read whole, so that a line can
// be seen before it is wanted.
func lines(r io.Reader) *bufio.Reader {
	if f, ok := r.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
			if data, err := io.ReadAll(f); err == nil {
				return bufio.NewReaderSize(bytes.NewReader(data), max(len(data), 16))
			}
		}
	}
	return bufio.NewReaderSize(r, 64<<10)
}

// tried is a talk and where its coach's lines come from.
type tried struct {
	*show
	in    *bufio.Reader
	talk  *virtual.Talk
	began time.Time
	into  time.Duration // the next line starts this long into hers; 0: after it
}

// run goes on until the talk is over or the input ends.
func (t *tried) run() error {
	for !t.talk.Over() {
		t.ready(timeline.At(t.talk.Now()))
		line, err := t.in.ReadString('\n')
		if end, bad := t.do(strings.TrimSpace(line)); end || bad != nil {
			return bad
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// do is one line of input; end says that it was the last.
func (t *tried) do(line string) (end bool, err error) {
	word, rest, _ := strings.Cut(line, " ")
	switch {
	case line == "":
	case line == "/end":
		return true, nil
	case word == "/wait" || word == "/cut":
		seconds, err := strconv.ParseFloat(strings.TrimSpace(rest), 64)
		if err != nil || seconds < 0 || seconds > 3600 {
			return false, usagef("%s: say for how many seconds, 0 to 3600", line)
		}
		d := time.Duration(seconds * float64(time.Second))
		if word == "/wait" {
			t.talk.Wait(d)
		} else {
			t.into = max(d, time.Millisecond)
		}
	case strings.HasPrefix(line, "/"):
		return false, usagef("%s: there are /wait SECONDS, /cut SECONDS and /end", line)
	default:
		t.say(line)
	}
	return false, nil
}

func (t *tried) say(line string) {
	if t.talk.State() == dialogue.Aside {
		t.talk.Aside(false)
	}
	if t.into > 0 {
		t.talk.Into(t.into)
		t.into = 0
	}
	t.talk.Speak(line)
	if !t.cutNext() {
		t.talk.Settle()
	}
}

// cutNext says whether the next line of input, as far as it is there already,
// asks to cut into the answer to this one.
func (t *tried) cutNext() bool {
	ahead, _ := t.in.Peek(t.in.Buffered())
	return bytes.HasPrefix(bytes.TrimLeft(ahead, " \r\n"), []byte("/cut"))
}
