package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// axeSource is axe-core, which .ci/run fetches: STILLPOINT_AXE is its file.
func axeSource(t *testing.T) string {
	t.Helper()
	path := os.Getenv("STILLPOINT_AXE")
	if path == "" {
		t.Skip("SKIPPED, NOTHING WAS CHECKED: STILLPOINT_AXE does not say where axe-core is")
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// look is how wide a page is, and "light" or "dark".
type look struct {
	wide  int64
	theme string
}

var looks = []look{{1280, "light"}, {1280, "dark"}, {360, "light"}, {360, "dark"}}

// axe checks the page as it stands, in each of the looks, for whatever keeps
// somebody from using it.
func (b *tab) axe(source string, looks []look) {
	b.t.Helper()
	if _, err := chromedp.Run(b.ctx, chromedp.Evaluate[chromedp.Void](source)); err != nil {
		b.t.Fatalf("axe-core: %v", err)
	}
	for _, l := range looks {
		b.look(l.wide, l.theme, "reduce")
		b.run(`new Promise((done) => setTimeout(done, 300))`)
		found := eval[json.RawMessage](b, `axe.run(document, {resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
			.then((r) => r.violations.map((v) => ({id: v.id, impact: v.impact, help: v.help, nodes: v.nodes.map((n) => n.target.join(' ') + ' ' + n.failureSummary)})))`)
		var violations []struct {
			ID, Impact, Help string
			Nodes            []string
		}
		if err := json.Unmarshal(found, &violations); err != nil {
			b.t.Fatal(err)
		}
		for _, v := range violations {
			say := b.t.Logf
			if v.Impact == "serious" || v.Impact == "critical" {
				say = b.t.Errorf
			}
			say("%d px, %s: %s, %s: %s\n\t%s", l.wide, l.theme, v.Impact, v.ID, v.Help, strings.Join(v.Nodes[:min(4, len(v.Nodes))], "\n\t"))
		}
		if is := eval[int64](b, `document.documentElement.scrollWidth`); is > l.wide {
			b.t.Errorf("%d px: the page is %d px wide", l.wide, is)
		}
		b.shot(fmt.Sprintf("%s-%d-%s", b.t.Name()[strings.LastIndexByte(b.t.Name(), '/')+1:], l.wide, l.theme))
	}
}

// everyPage is looked at by axe-core: as the coach, as a mentor with a link,
// and as somebody who has lost the way.
func everyPage(t *testing.T, coach, mentor *tab, r reviewed, link string) {
	source := axeSource(t)
	for _, p := range []struct {
		name string
		b    *tab
		url  string
		want string
	}{
		{"start", coach, r.site + "/", shows("main", "Earlier practices")},
		{"talk", coach, r.site + "/talk?scenario=marit-trays", `document.body?.dataset.state`},
		{"review", coach, r.shortURL, drawn},
		{"review-long", coach, r.longURL, drawn},
		{"review-broken", coach, r.broURL, drawn},
		{"review-mentor", mentor, link, drawn},
		{"progress", coach, r.site + "/progress", `document.querySelectorAll('main svg').length > 5`},
		{"settings", coach, r.site + "/settings", shows("main", "Settings")},
		{"notices", coach, r.site + "/notices", shows("body", "Third-party")},
		{"missing", coach, r.site + "/nowhere", shows("body", "nothing at this address")},
		{"review-missing", coach, r.site + "/practices/p_00000000000000000000000000", shows("body", "not here")},
	} {
		t.Run(p.name, func(t *testing.T) {
			b := p.b.in(t)
			b.look(1280, "light", "reduce")
			b.visit(p.url)
			b.wait(30*time.Second, p.want)
			if p.name == "review-long" { // of the same kinds, only more of them
				b.axe(source, looks[:1])
				return
			}
			b.axe(source, looks)
		})
	}
	coach.in(t).look(1280, "light", "no-preference")
	mentor.in(t).look(1280, "light", "no-preference")
}
