package main

import (
	"context"
	"time"

	"stillpoint/dialogue/scenario"
)

// library is whom one can practise with: who comes with the program, and who
// is in the operator's folder just now.
type library struct {
	own    []*scenario.Scenario
	folder *scenario.Folder // nil: none
}

// openLibrary opens the folder dir ("": none). A broken file is named to
// report and left out.
func openLibrary(dir string, report func(error)) (*library, error) {
	own, err := scenario.Embedded()
	if err != nil || dir == "" {
		return &library{own: own}, err
	}
	var taken []string
	for _, s := range own {
		taken = append(taken, s.ID)
	}
	folder, err := scenario.OpenFolder(dir, taken, report)
	if err != nil {
		return nil, err
	}
	return &library{own, folder}, nil
}

func (l *library) all() []*scenario.Scenario {
	if l.folder == nil {
		return l.own
	}
	return append(l.own[:len(l.own):len(l.own)], l.folder.Scenarios()...)
}

func (l *library) Close() error {
	if l.folder == nil {
		return nil
	}
	return l.folder.Close()
}

// lookAgain waits until the folder is worth looking at again.
func lookAgain(ctx context.Context) {
	select {
	case <-time.After(2 * time.Second):
	case <-ctx.Done():
	}
}
