package main

import (
	"slices"
	"testing"

	"stillpoint/dialogue/local/fetch"
	"stillpoint/dialogue/scenario"
)

// The fetch command and doctor know no scenario: the usual voices are those of
// everybody who comes with the program.
func TestEverybodysVoiceIsFetched(t *testing.T) {
	all, err := scenario.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	files := fetch.Needed("linux", "amd64")
	for _, s := range all {
		name := "voices/" + s.Person.Voice.TTS.Kokoro + ".bin"
		if !slices.ContainsFunc(files, func(f fetch.File) bool { return f.Name == name }) {
			t.Errorf("%s: stillpoint fetch leaves out %s", s.ID, name)
		}
	}
}
