// Package localtest finds the model files and recordings that tests of the
// local engines need, and skips a test loudly when they are not there.
package localtest

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"stillpoint/dialogue/local/ort"
	"stillpoint/media"
)

// Models is the folder of STILLPOINT_MODELS. The test is skipped when it lacks
// one of the named files.
func Models(t testing.TB, names ...string) string {
	t.Helper()
	dir := os.Getenv("STILLPOINT_MODELS")
	if dir == "" {
		t.Skip("SKIPPED, NOTHING WAS CHECKED: STILLPOINT_MODELS names no folder of models")
	}
	for _, name := range names {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Skipf("SKIPPED, NOTHING WAS CHECKED: %s is missing in %s", name, dir)
		}
	}
	return dir
}

// Read is the content of a model file, or skips.
func Read(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(Models(t, name), name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Runtime opens ONNX Runtime for the length of the test, or skips.
func Runtime(t testing.TB) *ort.Runtime {
	t.Helper()
	name := ort.Library(runtime.GOOS)
	rt, err := ort.Open(filepath.Join(Models(t, name), name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { rt.Close() })
	return rt
}

// Data is a folder of recordings and labels beside the repository: below
// STILLPOINT_SHARED, or in ../shared as seen from the repository. The test is
// skipped when it is absent.
func Data(t testing.TB, folder string) string {
	t.Helper()
	shared := os.Getenv("STILLPOINT_SHARED")
	if shared == "" {
		dir, err := os.Getwd()
		if err != nil {
			t.Fatal(err)
		}
		for dir != filepath.Dir(dir) && !exists(filepath.Join(dir, "go.mod")) {
			dir = filepath.Dir(dir)
		}
		shared = filepath.Join(filepath.Dir(dir), "shared")
	}
	path := filepath.Join(shared, "data", folder)
	if !exists(path) {
		t.Skipf("SKIPPED, NOTHING WAS CHECKED: the folder %s is missing", path)
	}
	return path
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// Clip reads a WAV file as PCM.
func Clip(t testing.TB, path string) media.PCM {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	samples, rate, err := media.ReadWAV(f)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return media.Convert(samples, rate, media.Rate)
}
