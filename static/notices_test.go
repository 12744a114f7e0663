package static

import (
	"bytes"
	"flag"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the licences of what is built in into notices.html")

const (
	built = "<!-- what is built in: go test ./static -run Notices -update -->\n"
	end   = "<!-- end -->\n"
)

// TestNotices holds the page of licences against what the programs really
// link, so that a new dependency cannot be shipped without its notice.
func TestNotices(t *testing.T) {
	page, err := os.ReadFile("notices.html")
	if err != nil {
		t.Fatal(err)
	}
	mods := modules(t)
	if *update {
		before, rest, ok1 := strings.Cut(string(page), built)
		_, after, ok2 := strings.Cut(rest, end)
		if !ok1 || !ok2 {
			t.Fatal("notices.html has lost its marks")
		}
		page = []byte(before + built + licences(t, mods) + end + after)
		if err := os.WriteFile("notices.html", page, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, m := range mods {
		if !bytes.Contains(page, []byte("<dt>"+m.path+"</dt>")) {
			t.Errorf("%s has no notice; run: go test ./static -run Notices -update", m.path)
		}
	}
}

type module struct{ path, dir string }

// modules are those the shipped programs link on the platforms they are built for.
func modules(t *testing.T) []module {
	var all []module
	for _, platform := range []string{"linux", "darwin", "windows"} {
		c := exec.Command("go", "list", "-e", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Dir}}{{end}}{{end}}", "stillpoint/cmd/...", "stillpoint/dialogue/...", "stillpoint/media/...")
		c.Env = append(os.Environ(), "GOOS="+platform, "GOARCH=arm64", "CGO_ENABLED=0")
		out, err := c.Output()
		if err != nil {
			t.Fatalf("go list for %s: %v", platform, err)
		}
		for line := range strings.Lines(string(out)) {
			if path, dir, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && !slices.Contains(all, module{path, dir}) {
				all = append(all, module{path, dir})
			}
		}
	}
	slices.SortFunc(all, func(a, b module) int { return strings.Compare(a.path, b.path) })
	return append([]module{{"Go", runtime.GOROOT()}}, all...)
}

// licences gives each text once, with the names of those it covers.
func licences(t *testing.T, mods []module) string {
	type text struct {
		of   []string
		body string
	}
	var texts []text
	for _, m := range mods {
		var body strings.Builder
		for _, pattern := range []string{"LICEN[CS]E*", "COPYING*", "NOTICE*", "AUTHORS"} {
			names, _ := filepath.Glob(filepath.Join(m.dir, pattern))
			for _, name := range names {
				data, err := os.ReadFile(name)
				if err != nil {
					continue // a folder of that name
				}
				body.Write(bytes.TrimSpace(bytes.ReplaceAll(data, []byte("\r"), nil)))
				body.WriteString("\n\n")
			}
		}
		if body.Len() == 0 {
			t.Errorf("%s has no licence file", m.path)
		}
		i := slices.IndexFunc(texts, func(x text) bool { return x.body == body.String() })
		if i < 0 {
			texts, i = append(texts, text{body: body.String()}), len(texts)
		}
		texts[i].of = append(texts[i].of, m.path)
	}
	var out strings.Builder
	for _, x := range texts {
		out.WriteString("<dl>")
		for _, m := range x.of {
			fmt.Fprintf(&out, "<dt>%s</dt>", html.EscapeString(m))
		}
		fmt.Fprintf(&out, "<dd><details><summary>Licence</summary><pre>%s</pre></details></dd></dl>\n", html.EscapeString(strings.TrimSpace(x.body)))
	}
	return out.String()
}
