package practicetest

import (
	"bytes"
	"cmp"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"stillpoint/dialogue/store"
	"stillpoint/dialogue/timeline"
	"stillpoint/media/record"
)

// The practices hold what tests of the review look for.
func TestPracticesHoldWhatTheySay(t *testing.T) {
	for _, c := range []struct {
		name string
		make func() (Practice, error)
	}{
		{"short", func() (Practice, error) { return Short(t.Context()) }},
		{"long", func() (Practice, error) { return Long(t.Context(), 20) }},
	} {
		if raced && c.name == "long" {
			continue
		}
		p, err := c.make()
		if err != nil {
			t.Fatal(err)
		}
		r, err := p.Report()
		if err != nil {
			t.Fatal(err)
		}
		has := map[string]int{}
		for _, s := range r.Silences {
			has[string(s.Kind)]++
			if s.Held {
				has["held"]++
			}
		}
		for _, o := range r.Overlaps {
			has[string(o.Kind)]++
			has["words lost"] += o.WordsLost
		}
		for _, e := range p.Timeline.Events {
			has["event "+e.Body.Kind()]++
			switch b := e.Body.(type) {
			case timeline.TrustStep:
				if b.Opened != nil {
					has["opened"]++
				}
				if b.Closed != nil {
					has["closed"]++
				}
			}
		}
		for _, m := range r.Mistakes {
			has["mistakes"] += m.Count
		}
		t.Logf("%s: %v, %d events: %v", c.name, p.Timeline.Length.Duration(), len(p.Timeline.Events), has)
		for _, want := range []string{"held", "thinking", "dead_air", "line", "aside", "wait1", "wait2", "interruption", "words lost", "backchannel", "event correction", "event role", "opened", "closed", "mistakes"} {
			if has[want] == 0 {
				t.Errorf("%s: there is no %s", c.name, want)
			}
		}
		again, err := c.make()
		if err != nil {
			t.Fatal(err)
		}
		if a, b := marshal(t, p.Timeline), marshal(t, again.Timeline); !bytes.Equal(a, b) {
			t.Errorf("%s: two are not the same", c.name)
		}
	}
}

func marshal(t *testing.T, v any) []byte {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Put away and opened again, they are what a talk, or a crash, leaves.
func TestPut(t *testing.T) {
	dir := t.TempDir()
	short, err := Short(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	broken, err := Broken(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := cmp.Or(short.Put(t.Context(), dir, false), broken.Put(t.Context(), dir, false), short.On(began).Put(t.Context(), dir, true)); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, c := range []struct {
		Practice
		state string
	}{{short, store.Ended}, {broken, store.Broken}} {
		row, err := s.Get(t.Context(), c.Row.ID)
		if err != nil || row.State != c.state || row.Length != c.Timeline.Length || row.Complete != c.Timeline.Complete {
			t.Errorf("%+v, %v; want %s of %d", row, err, c.state, c.Timeline.Length)
		}
		f, err := os.Open(filepath.Join(dir, "audio", c.Row.ID+".ogg"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		drawn, err := record.Peaks(f)
		if err != nil {
			t.Fatal(err)
		}
		want := c.Waveform()
		if c.state == store.Broken {
			if n := len(drawn.Coach); n == 0 || n > len(want.Coach)*4/5 {
				t.Errorf("%d of %d peaks are left of the broken one", n, len(want.Coach))
			}
			continue
		}
		if d := drawn.Samples - want.Samples; d < -960 || d > 960 {
			t.Errorf("%d samples; want %d", drawn.Samples, want.Samples)
		}
		off := 0
		for i := range min(len(want.Client), len(drawn.Client)) {
			if (want.Client[i] > 30) != (drawn.Client[i] > 15) || (want.Coach[i] > 30) != (drawn.Coach[i] > 15) {
				off++
			}
		}
		if off > len(want.Client)/20 {
			t.Errorf("%d of %d peaks are not what was spoken", off, len(want.Client))
		}
	}
}
