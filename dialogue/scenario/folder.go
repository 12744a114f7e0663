package scenario

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"time"
)

// maxFiles is how many scenario files of a folder are read.
const maxFiles = 200

// Folder is an operator's folder of scenario files, NAME.yaml, each one
// scenario. It is looked at whenever its scenarios are asked for, and what has
// changed is read again. A file that is broken takes nothing down: the last
// good version of it stays until the file is put right or deleted. It is safe
// for concurrent use and starts no goroutine.
type Folder struct {
	root   *os.Root
	taken  []string // ids it may not use
	report func(error)

	mu    sync.Mutex
	files map[string]*folderFile
	known error // of the folder itself
}

// folderFile is a file as it was when it was last read.
type folderFile struct {
	changed time.Time
	size    int64
	good    *Scenario // nil when there never was one
	problem error     // of the newest version, nil when it is good
}

// OpenFolder opens the folder dir. The ids in taken are refused, so that a
// file cannot stand in for a scenario that comes with the program. Each new
// problem, and nothing else, is given to report, which may be nil; its text
// names file and line and says what to write. Close the folder after use.
func OpenFolder(dir string, taken []string, report func(error)) (*Folder, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("scenarios: %w", err)
	}
	if report == nil {
		report = func(error) {}
	}
	return &Folder{root: root, taken: taken, report: report, files: map[string]*folderFile{}}, nil
}

// Close gives the folder back. Its scenarios stay usable.
func (f *Folder) Close() error { return f.root.Close() }

// Scenarios are the good scenarios, by file name. No two have the same id: of
// two files with one id the first by name counts.
func (f *Folder) Scenarios() []*Scenario {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.look()
	var all []*Scenario
	for _, name := range slices.Sorted(maps.Keys(f.files)) {
		if s := f.files[name].good; s != nil {
			all = append(all, s)
		}
	}
	return all
}

// Problems are what is wrong with the folder and with the newest version of
// each of its files, by file name.
func (f *Folder) Problems() []error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.look()
	var all []error
	if f.known != nil {
		all = append(all, f.known)
	}
	for _, name := range slices.Sorted(maps.Keys(f.files)) {
		if err := f.files[name].problem; err != nil {
			all = append(all, err)
		}
	}
	return all
}

// look reads what has changed since it last looked.
func (f *Folder) look() {
	entries, err := fs.ReadDir(f.root.FS(), ".")
	if err != nil { // what was good stays
		f.trouble(fmt.Errorf("scenarios: %w", err))
		return
	}
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool {
		return e.IsDir() || strings.HasPrefix(e.Name(), ".") || !strings.HasSuffix(e.Name(), ".yaml")
	})
	if len(entries) > maxFiles {
		f.trouble(fmt.Errorf("scenarios: %d files are too many: only the first %d are read", len(entries), maxFiles))
		entries = entries[:maxFiles]
	} else {
		f.trouble(nil)
	}
	there := map[string]bool{}
	for _, e := range entries {
		there[e.Name()] = true
	}
	maps.DeleteFunc(f.files, func(name string, _ *folderFile) bool { return !there[name] })
	for _, e := range entries {
		f.file(e.Name())
	}
}

func (f *Folder) trouble(err error) {
	if err != nil && (f.known == nil || f.known.Error() != err.Error()) {
		f.report(err)
	}
	f.known = err
}

// file reads the named file unless it is as it was.
func (f *Folder) file(name string) {
	info, err := f.root.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		delete(f.files, name)
		return
	}
	file := f.files[name]
	if file == nil {
		file = &folderFile{}
		f.files[name] = file
	}
	clash := file.problem != nil && errors.As(file.problem, new(*clashError)) // another file's change may end it
	if err == nil && file.changed.Equal(info.ModTime()) && file.size == info.Size() && !clash {
		return
	}
	before := file.problem
	if err == nil && !info.Mode().IsRegular() { // a pipe would never end
		err = fmt.Errorf("scenarios: %s is no file", name)
	}
	if err == nil {
		file.changed, file.size = info.ModTime(), info.Size()
		var s *Scenario
		if s, err = f.read(name); err == nil {
			file.good = s
		}
	}
	file.problem = err
	if err != nil && (before == nil || before.Error() != err.Error()) {
		f.report(err)
	}
}

// clashError says that an id is somebody else's.
type clashError struct{ Problem }

func (e *clashError) Error() string { return e.Problem.Error() }

func (f *Folder) read(name string) (*Scenario, error) {
	file, err := f.root.Open(name)
	if err != nil {
		return nil, fmt.Errorf("scenarios: %w", err)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("scenarios: %s: %w", name, err)
	}
	s, err := Parse(name, data)
	if err != nil {
		return nil, err
	}
	clash := func(with string) error {
		return &clashError{Problem{File: name, Message: fmt.Sprintf("id %s is used by %s: write another", s.ID, with)}}
	}
	if slices.Contains(f.taken, s.ID) {
		return nil, clash("a scenario that comes with the program")
	}
	for other, file := range f.files {
		if other != name && file.good != nil && file.good.ID == s.ID {
			return nil, clash(other)
		}
	}
	return s, nil
}
