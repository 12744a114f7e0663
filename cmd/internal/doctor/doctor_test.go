package doctor

import (
	"context"
	"errors"
	"iter"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stillpoint/dialogue"
	"stillpoint/dialogue/local"
	"stillpoint/dialogue/local/fetch"
	"stillpoint/dialogue/persona"
	"stillpoint/media"
)

type machine struct {
	hears string
	deaf  error
	voice dialogue.Voice
	finds persona.Matcher
}

func (e machine) Hear(context.Context, media.PCM) ([]local.Segment, error) {
	return []local.Segment{{Text: e.hears}}, e.deaf
}
func (e machine) Voice(string, float64, map[string]string) (dialogue.Voice, error) {
	if e.voice == nil {
		return nil, errors.New("kokoro-v1.0-int8.onnx is missing")
	}
	return e.voice, nil
}

func (e machine) Matcher(context.Context, string, iter.Seq2[string, string]) (persona.Matcher, error) {
	if e.finds == nil {
		return nil, errors.New("minilm-int8.onnx is missing")
	}
	return e.finds, nil
}

// finds is a matcher that knows one line.
type finds string

func (f finds) Match(string) []persona.Match { return []persona.Match{{ID: string(f), Score: .6}} }
func (finds) Threshold() float64             { return .5 }
func (finds) Margin() float64                { return 0 }

type tone struct{}

func (tone) Speak(context.Context, string) iter.Seq2[media.PCM, error] {
	return func(yield func(media.PCM, error) bool) {
		p := media.Silence(2e9)
		for i := range p {
			p[i] = int16(8000 * (i / 50 % 2))
		}
		yield(p, nil)
	}
}

func TestRoundTrips(t *testing.T) {
	for _, c := range []struct {
		name string
		e    machine
		want string // the states, in order
		says string // somewhere
	}{
		{"all works, though the ears know one sentence", machine{hears: "ask what you can do for your country", voice: tone{}, finds: finds("mother")}, "ok ok warning ok", "Spoke 2.0 s"},
		{"deaf", machine{deaf: errors.New("files are missing"), voice: tone{}}, "problem ok warning", "only typed lines work"},
		{"mute", machine{hears: clipSays}, "ok problem warning", "shown as captions"},
		{"goes by words", machine{hears: clipSays, voice: tone{}}, "ok ok warning warning", "matching words"},
		{"finds the wrong line", machine{hears: clipSays, voice: tone{}, finds: finds("work")}, "ok ok warning warning", "beside the point"},
		{"hears nothing", machine{voice: tone{}}, "warning ok warning", "0 % was understood"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var states, says []string
			for _, f := range RoundTrips(t.Context(), c.e) {
				states, says = append(states, string(f.State)), append(says, f.Says)
			}
			if got := strings.Join(states, " "); got != c.want {
				t.Errorf("got %s, want %s: %q", got, c.want, says)
			}
			if !strings.Contains(strings.Join(says, "\n"), c.says) {
				t.Errorf("nothing says %q: %q", c.says, says)
			}
		})
	}
}

func TestUnderstood(t *testing.T) {
	for _, c := range []struct {
		want, got string
		share     float64
	}{
		{"Ask what you can do.", "ask what you can do", 1},
		{"Ask what you can do.", "Ask you can do, what", .8},
		{"one two", "", 0},
		{"It's fine", "its fine", .5},
	} {
		if got := Understood(c.want, c.got); got != c.share {
			t.Errorf("Understood(%q, %q) = %v, want %v", c.want, c.got, got, c.share)
		}
	}
}

func TestSurroundings(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	os.WriteFile(file, nil, 0o600)
	found := Surroundings(t.Context(), Place{Addr: l.Addr().String(), Media: l.Addr().(*net.TCPAddr).Port,
		Data: filepath.Join(file, "data"), Models: dir, Files: fetch.Needed("linux", "amd64")})
	for i, want := range []string{"ok: Browsers share", "problem: Another program uses", "warning: Port", "problem: The data folder", "problem: 20 of 20 are missing"} {
		if got := string(found[i].State) + ": " + found[i].Says; !strings.HasPrefix(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestLoopback(t *testing.T) {
	for addr, want := range map[string]bool{
		"localhost:8080": true, "127.0.0.1:80": true, "127.9.9.9:80": true, "[::1]:80": true,
		":8080": false, "0.0.0.0:80": false, "192.168.1.2:80": false, "example.org:80": false, "localhost": false, "localhost.example.org:80": false,
	} {
		if got := Loopback(addr); got != want {
			t.Errorf("Loopback(%q) = %v", addr, got)
		}
	}
}
