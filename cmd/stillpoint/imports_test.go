package main

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// platforms that the program is built for.
var platforms = []string{"linux", "darwin", "windows"}

type rule struct {
	pkg           string
	ours, outside []string
}

// mayImport is who may import whom: for each package (with "/..." also those
// below it) the packages of the project, and those from elsewhere beside the
// standard library. The first row that fits counts.
var mayImport = []rule{
	{"cmd/...", []string{"..."}, []string{"..."}},
	{"media", nil, nil},
	{"media/codec", []string{"media"}, []string{"github.com/hajimehoshi/go-mp3", "github.com/thesyncim/gopus/..."}},
	{"media/voice", []string{"media"}, nil},
	{"media/rtc", []string{"media", "media/codec", "media/voice"}, []string{"github.com/pion/..."}},
	{"media/record", []string{"media", "media/codec", "media/voice"}, nil},
	{"dialogue", []string{"media", "media/voice", "dialogue/timeline", "dialogue/scenario", "dialogue/trust", "dialogue/lexicon", "dialogue/persona", "analysis/timing"}, nil},
	{"dialogue/virtual", []string{"media", "media/voice", "dialogue", "dialogue/timeline", "dialogue/scenario", "dialogue/trust", "dialogue/persona"}, nil},
	{"dialogue/timeline", nil, nil},
	{"dialogue/breath", nil, nil},
	{"dialogue/trust", nil, nil},
	{"dialogue/lexicon", nil, nil},
	{"dialogue/scenario", []string{"dialogue/trust", "dialogue/lexicon"}, []string{"go.yaml.in/yaml/v3"}},
	{"dialogue/persona", []string{"dialogue/timeline", "dialogue/scenario", "dialogue/trust", "dialogue/lexicon", "analysis/verbal"}, nil},
	{"dialogue/chain", []string{"media", "dialogue", "dialogue/persona", "dialogue/timeline"}, nil},
	{"dialogue/openai", []string{"media", "media/codec", "dialogue", "dialogue/breath", "dialogue/persona", "dialogue/timeline"}, []string{"github.com/sashabaranov/go-openai/...", "github.com/gorilla/websocket"}},
	{"dialogue/local/ort", nil, []string{"github.com/ebitengine/purego/..."}},
	{"dialogue/local/onnx", nil, []string{"google.golang.org/protobuf/encoding/protowire", "golang.org/x/sys/cpu"}},
	{"dialogue/local/...", []string{"media", "media/codec", "media/voice", "dialogue", "dialogue/breath", "dialogue/persona", "dialogue/timeline", "dialogue/local/..."}, nil},
	{"dialogue/store", []string{"dialogue", "dialogue/timeline", "analysis"}, []string{"modernc.org/sqlite/..."}},
	{"analysis/...", []string{"dialogue/timeline", "dialogue/scenario", "dialogue/lexicon", "analysis/..."}, nil},
	{"static", nil, nil},
}

// neverImport are packages of the standard library that a pure part may not use.
var neverImport = map[string][]string{
	"dialogue":          {"net/...", "database/...", "os/..."},
	"dialogue/timeline": {"net/...", "os/..."},
	"dialogue/trust":    {"net/...", "os/..."},
	"analysis/...":      {"net/...", "os/..."},
}

func TestImports(t *testing.T) {
	const module = "stillpoint/"
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.ImportPath, module)
		if strings.HasSuffix(name, "test") {
			continue // fakes and conformance tests, for tests alone
		}
		i := slices.IndexFunc(mayImport, func(r rule) bool { return fits(r.pkg, name) })
		if i < 0 {
			t.Errorf("%s has no place in the tree", name)
			continue
		}
		for _, imp := range p.Imports {
			first, _, _ := strings.Cut(imp, "/")
			ours, isOurs := strings.CutPrefix(imp, module)
			switch {
			case isOurs && strings.HasSuffix(ours, "test") && name != "cmd/measure":
				t.Errorf("%s may not import %s, which is for tests", name, ours)
			case isOurs && !anyFits(mayImport[i].ours, ours):
				t.Errorf("%s may not import %s", name, ours)
			case !isOurs && strings.Contains(first, ".") && !anyFits(mayImport[i].outside, imp):
				t.Errorf("%s may not import %s", name, imp)
			}
			for pure, never := range neverImport {
				if fits(pure, name) && anyFits(never, imp) && name != "analysis/verbal/train" { // a program of its own
					t.Errorf("%s may not import %s", name, imp)
				}
			}
		}
	}
}

// fits tells whether path is meant by pattern, where "a/..." is a and all below it.
func fits(pattern, path string) bool {
	base, all := strings.CutSuffix(pattern, "...")
	if !all {
		return pattern == path
	}
	return strings.HasPrefix(path+"/", base)
}

func anyFits(patterns []string, path string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return fits(p, path) })
}

type listed struct {
	ImportPath string
	Imports    []string
}

// packages are those of the project, as each platform builds them.
func packages(t *testing.T) (list []listed) {
	t.Helper()
	for _, platform := range platforms {
		list = append(list, packagesOn(t, platform)...)
	}
	return list
}

func packagesOn(t *testing.T, platform string) (list []listed) {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", "stillpoint/...")
	cmd.Env = append(os.Environ(), "GOOS="+platform, "CGO_ENABLED=0")
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("go list: %v: %s", err, exit.Stderr)
		}
		t.Fatalf("go list: %v", err)
	}
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		switch err := d.Decode(&p); {
		case err == io.EOF:
			return list
		case err != nil:
			t.Fatal(err)
		}
		list = append(list, p)
	}
}
