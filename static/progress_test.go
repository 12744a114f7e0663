package static

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// progressed is a coach who has practised n times, with one client or two.
func progressed(n int) obj {
	practices, over := []obj{}, []obj{}
	for i := range n {
		id := fmt.Sprintf("p_%d", i+1)
		name, scenario, talk := "Marit Aalberg", "marit-trays", .35
		if i%4 == 2 {
			name, scenario, talk = "Karim", "karim-kitchen", .34
		}
		markers := []obj{}
		for k, title := range []string{"Context", "Their way, their words", "Strengths seen", "Care shown", "Feelings welcomed", "Open book"} {
			m := obj{"code": fmt.Sprintf("M%d", k+1), "name": title, "level": min(5, 1+(i+k)/3), "offered": 4 + (i+k)%3, "taken": min(4, (i+k)/2)}
			if k == 2 && i%3 == 1 {
				m["level"], m["offered"], m["taken"] = nil, 1, 0
			}
			markers = append(markers, m)
		}
		mistakes := []obj{}
		for k, title := range []string{"Fixing too soon", "Feeling passed over", "Judging tone", "Space crowded", "Cold register"} {
			mistakes = append(mistakes, obj{"code": fmt.Sprintf("X%d", k+1), "name": title, "count": max(0, 5-k-i/2)})
		}
		timing := any(obj{"held": i + i%3, "held_longest": 3200 + 900*i, "interruptions": max(0, 6-i), "words_lost": max(0, 40-7*i),
			"talk_coach": max(.3, .52-.02*float64(i)), "median_words": max(9, 22-i), "relative_pace": max(.8, 1.2-.03*float64(i))})
		if n > 2 && i == n-2 {
			timing = nil
		}
		started := time.Date(2026, 9, 3+7*i, 9, 30, 0, 0, time.UTC).Format(time.RFC3339)
		practices = append(practices, obj{"id": id, "scenario": scenario, "title": "", "name": name, "started": started, "length": 724000, "complete": true,
			"markers": markers, "mistakes": mistakes, "timing": timing,
			"reference": obj{"talk_coach": talk, "opportunities": obj{"M1": 6, "M2": 5, "M3": 3, "M4": 4, "M5": 6, "M6": 3}}})
		over = append(over, obj{"practice": id, "started": started, "n": 3, "agree": 2 + i%2})
	}
	agreement := []obj{}
	if n > 2 {
		agreement = []obj{
			{"code": "M2", "name": "Their way, their words", "n": 26, "agree": 24, "few": false, "over": over[:2]},
			{"code": "M5", "name": "Feelings welcomed", "n": 24, "agree": 20, "kappa": .62, "low": .31, "high": .94, "few": false, "over": over},
			{"code": "M6", "name": "Open book", "n": 7, "agree": 6, "few": true, "over": over[:1]},
			{"code": "X4", "name": "Space crowded", "n": 21, "agree": 19, "few": false, "over": over[:3]},
		}
	}
	return obj{"practices": practices, "pending": 0, "agreement": agreement}
}

// TestProgressPages shows the progress page in its states.
func TestProgressPages(t *testing.T) {
	showAll(t, []scene{
		{name: "progress", path: "/progress", whole: true, want: shows("9 practices, from"), mock: func(m *mock) { m.set("/api/progress", progressed(9)) }},
		{name: "progress-many", path: "/progress", whole: true, want: shows("newest 24 of 30"), mock: func(m *mock) { m.set("/api/progress", progressed(30)) }},
		{name: "progress-one", path: "/progress", whole: true, want: shows("One practice, on"), mock: func(m *mock) { m.set("/api/progress", progressed(1)) }},
		{name: "progress-none", path: "/progress", whole: true, want: shows("nothing to compare yet"), mock: func(m *mock) { m.set("/api/progress", progressed(0)) }},
		{name: "progress-made", path: "/progress", whole: true, want: shows("still being made"),
			mock: func(m *mock) { p := progressed(2); p["pending"] = 3; m.set("/api/progress", p) }},
		{name: "progress-error", path: "/progress", whole: true, want: shows("cannot be read"), noise: []string{"500"}, mock: func(m *mock) { m.set("/api/progress", 500) }},
	}, looks(look{1280, 800, "light"}, look{390, 844, "light"}), newMock)
}

// TestProgress reads the figures back, and walks along one by keyboard.
func TestProgress(t *testing.T) {
	ctx := browser(t)
	m := newMock(t)
	t.Run("what is drawn is what is told", func(t *testing.T) {
		tab := newTab(t, ctx)
		m.reset()
		m.set("/api/progress", progressed(9))
		tab.look(look{1280, 800, "light"})
		tab.do(chromedp.Navigate(m.URL + "/progress"))
		tab.wait(shows("9 practices, from"))
		if n := eval[int](tab, `document.querySelectorAll('.figure').length`); n != 7+6+5 {
			t.Errorf("%d figures", n)
		}
		if n := eval[int](tab, `[...document.querySelectorAll('.figure')].filter(f => f.querySelectorAll('a[href^="/practices/p_"][aria-label]').length !== 9).length`); n != 0 {
			t.Errorf("%d figures without a named link for each practice", n)
		}
		// Higher is more: the drawn order of heights is that of the values in the table.
		if got := eval[string](tab, `(() => {
			const bad = [];
			for (const f of document.querySelectorAll('.figure')) {
				const dots = [...f.querySelectorAll('a')].map(a => [parseFloat(/: (?:none)?(once)?(twice)?([\d.]*)/.exec(a.getAttribute('aria-label')).slice(1).map((x, i) => x && i < 2 ? String(i + 1) : x).find(Boolean) ?? '0'), a.querySelector('.ring')?.getAttribute('cy')]).filter(d => d[1]);
				for (const [v, y] of dots) for (const [w, z] of dots) if (v > w && !(parseFloat(y) < parseFloat(z))) bad.push(f.querySelector('h3').textContent + ': ' + [v, y, w, z]);
			}
			return bad.join('\n');
		})()`); got != "" {
			t.Errorf("drawn otherwise than told:\n%s", got)
		}
		if n := eval[int](tab, `document.querySelectorAll('.figure a[tabindex="0"]').length`); n != 18 {
			t.Errorf("%d stops for Tab in 18 figures", n)
		}
		tab.run(`document.querySelector('.figure a[tabindex="0"]').focus()`)
		tab.key(kb.ArrowLeft)
		tab.key(kb.ArrowLeft)
		if got := eval[string](tab, `document.activeElement.getAttribute('href')`); got != "/practices/p_7" {
			t.Errorf("two to the left of the newest is %s", got)
		}
		if !eval[bool](tab, `document.querySelector('.figure .readout').textContent.includes(document.activeElement.getAttribute('aria-label').split(': ')[1])`) {
			t.Error("the readout does not tell the point in focus")
		}
	})
	t.Run("filters", func(t *testing.T) {
		tab := newTab(t, ctx)
		m.reset()
		m.set("/api/progress", progressed(9))
		tab.do(chromedp.Navigate(m.URL + "/progress?scenario=marit-trays"))
		tab.wait(shows("practices with Marit Aalberg"))
		if !eval[bool](tab, `document.querySelector('#scenario').value === 'marit-trays' && !document.querySelector('#time').open`) {
			t.Error("the filter does not show what was asked for, or time stands open")
		}
		tab.run(`document.querySelector('#scenario').value = ''; document.querySelector('#scenario').onchange()`)
		tab.wait(shows("9 practices, from") + ` && location.search === ''`)
	})
}
