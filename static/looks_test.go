package static

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

type look struct {
	w, h  int64
	theme string
}

// shots is the folder for pictures, "" when none are taken.
var shots = os.Getenv("STILLPOINT_SHOTS")

// looks are the widths that pages are looked at in, or how they are pictured.
func looks(plain ...look) []look {
	if shots == "" {
		return plain
	}
	return []look{{1280, 800, "light"}, {1280, 800, "dark"}, {390, 844, "light"}, {390, 844, "dark"}}
}

// showAll shows each scene to a real browser, some at once, each with a server
// of its own. It fails on anything the console calls an error, on a state that
// does not come, and on a page wider than its window. With
// STILLPOINT_SHOTS=folder it keeps a picture of each.
func showAll(t *testing.T, scenes []scene, in []look, server func(*testing.T) *mock) {
	ctx := browser(t)
	for _, s := range scenes {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			m, tab := server(t), newTab(t, ctx)
			for i, l := range in {
				if i == 0 || shots == "" || s.cheap {
					m.reset()
					tab.open(m, s, l)
				}
				tab.look(l)
				if shots != "" {
					tab.settle()
				}
				if wide := eval[int](tab, frame(`document.documentElement.scrollWidth`)); wide > int(l.w) {
					t.Errorf("%d px: the page is %d px wide", l.w, wide)
				}
				if shots != "" {
					tab.shot(filepath.Join(shots, fmt.Sprintf("%s-%d-%s.png", s.name, l.w, l.theme)), s.whole)
				}
			}
		})
	}
}

// frame is js once the page has been laid out and drawn again.
func frame(js string) string {
	return `document.fonts.ready.then(() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(() => r(` + js + `)))))`
}
