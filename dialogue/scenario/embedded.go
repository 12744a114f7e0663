package scenario

import (
	"embed"
	"fmt"
	"path"
	"slices"
)

//go:embed files/*.yaml
var files embed.FS

// Embedded are the scenarios that come with the program: the gentle ones, then
// the middle ones, then the guarded ones, each by file name.
func Embedded() ([]*Scenario, error) {
	entries, err := files.ReadDir("files")
	if err != nil {
		return nil, fmt.Errorf("embedded scenarios: %w", err)
	}
	var all []*Scenario
	for _, entry := range entries {
		data, err := files.ReadFile(path.Join("files", entry.Name()))
		if err != nil {
			return nil, fmt.Errorf("embedded scenarios: %w", err)
		}
		s, err := Parse(entry.Name(), data)
		if err != nil {
			return nil, fmt.Errorf("embedded scenarios: %w", err)
		}
		all = append(all, s)
	}
	slices.SortStableFunc(all, func(a, b *Scenario) int {
		return slices.Index(difficulties, a.Difficulty) - slices.Index(difficulties, b.Difficulty)
	})
	return all, nil
}
