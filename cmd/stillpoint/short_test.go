package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"stillpoint/dialogue/scenario"
)

// shortScenario writes an operator's folder with one client: The trays cut
// down to six lines and three thin moves, all of them long and soon answered,
// so that whatever she says can be spoken ahead and lasts long enough to be
// interrupted.
func shortScenario(t *testing.T, id string) (dir string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "dialogue", "scenario", "files", "marit-trays.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var file map[string]any
	if err := yaml.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	file["id"] = id
	delete(file, "topics")
	lines := file["lines"].(map[string]any)
	var long, kept []any
	for _, l := range lines["layer0"].([]any) {
		l := l.(map[string]any)
		if text := l["say"].(string); l["after"] == nil && len(text) > 100 && !strings.ContainsAny(text, "[?") {
			l["fits"] = []string{"any"}
			long = append(long, l)
		}
	}
	for i, l := range long[:9] {
		if i < 6 {
			kept = append(kept, l)
			continue
		}
		long[i] = l.(map[string]any)["say"]
	}
	lines["layer0"] = kept
	for _, layer := range []string{"layer1", "layer2", "layer3"} {
		all := lines[layer].([]any)
		i := slices.IndexFunc(all, func(l any) bool { return l.(map[string]any)["after"] == nil })
		lines[layer] = all[i : i+1]
	}
	moves := file["moves"].(map[string]any)
	for name, all := range moves {
		moves[name] = all.([]any)[:1]
	}
	moves["thin"], moves["unsure"], moves["missed"] = long[6:9], long[6:7], long[7:8]
	file["think"] = map[any]any{0: []int{900, 1000}, 1: []int{900, 1000}, 2: []int{900, 1000}, 3: []int{900, 1000}, "thin": []int{900, 1000}}
	for _, list := range []string{"silence", "interrupted"} {
		for _, e := range file[list].([]any) {
			e := e.(map[string]any)
			if do, ok := e["do"].(map[string]any); ok {
				e = do
			}
			if say, ok := e["say"].([]any); ok {
				e["say"] = say[:1]
			}
		}
	}
	out, err := yaml.Marshal(file)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := scenario.Parse("short.yaml", out); err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "short.yaml"), out, 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}
