package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/chromedp/chromedp"
)

// focused is JavaScript for the name of what has the focus, and whether that
// can be seen.
const focused = `(() => { const e = document.activeElement; if (!e || e === document.body) return {name: '', seen: true, id: ''};
	const s = getComputedStyle(e);
	window.walked ??= new Map(); if (!walked.has(e)) walked.set(e, walked.size);
	return {name: (e.getAttribute('aria-label') || e.labels?.[0]?.innerText || e.innerText || e.tagName).trim().slice(0, 60), id: String(walked.get(e)),
		seen: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 || s.boxShadow !== 'none'}; })()`

type focus struct {
	Name, ID string
	Seen     bool
}

// tabs goes from where the focus is to whatever comes next, until it comes
// round, and says what it met.
func (b *tab) tabs(most int) (met []string) {
	b.t.Helper()
	been := map[string]bool{}
	last := ""
	for range most {
		b.key("\t")
		f := eval[focus](b, focused)
		switch {
		case f.ID == "" || been[f.ID] && f.ID != last:
			return met // out of the page, or round
		case f.ID == last:
			b.t.Errorf("the focus cannot leave %q", f.Name)
			return met
		case !f.Seen:
			b.t.Errorf("nobody can see that %q has the focus", f.Name)
		}
		been[f.ID], last = true, f.ID
		met = append(met, f.Name)
	}
	b.t.Errorf("after %d steps there was always more", most)
	return met
}

// walk goes through the review by keyboard alone: everything that can be
// pressed is come to, and every key does what the list of keys says.
func walk(b *tab, url string) {
	t := b.t
	b.visit(url)
	b.wait(20*time.Second, drawn)
	met := b.tabs(500)
	t.Logf("%d stops: %q", len(met), met)
	for _, want := range []string{"To the transcript", "Stillpoint", "Practise", "Progress", "Share", "Download", "Delete", "Play", "15 seconds back", "Zoom in", "Show all of it", "Speed", "Keys",
		"Lanes of the recording", "List of marks", "Agree: ", "Disagree: ", "Add a mark the machine missed", "Third-party notices"} {
		if !slices.ContainsFunc(met, func(s string) bool { return strings.Contains(s, want) }) {
			t.Errorf("Tab never comes to %q", want)
		}
	}
	if !strings.Contains(met[0], "To the transcript") {
		t.Errorf("the first stop is %q, not the way to the transcript", met[0])
	}

	// Away from all that, so that a key is only a key.
	b.visit(url)
	b.wait(20*time.Second, drawn)
	is := func(what, js string) {
		t.Helper()
		b.wait(5*time.Second, js)
	}
	const now = `document.querySelector('#player time').textContent`
	at := func(s string) string { return fmt.Sprintf(`%s === %q`, now, s) }
	press := func(key string, with ...chromedp.Modifier) { t.Helper(); b.key(key, with...) }
	const right, left = "\u0303", "\u0302" // as chromedp writes the arrows
	press(right)
	is("5 s on", at("00:05"))
	press(right, chromedp.ModifierShift)
	is("15 s on", at("00:20"))
	press(left)
	is("5 s back", at("00:15"))
	press(left, chromedp.ModifierShift)
	is("15 s back", at("00:00"))

	here := `(document.querySelector('#lanes .selected').hidden ? '' : document.querySelector('#player .readout').innerText)`
	press("n")
	is("the next mark", here+` !== ''`)
	first := eval[string](b, here)
	press("n")
	is("the one after it", fmt.Sprintf(`%s !== %q`, here, first))
	press("p")
	is("back to it", fmt.Sprintf(`%s === %q`, here, first))
	for key, group := range map[string]string{"1": "Silences", "2": "Cuts", "3": "Markers", "4": "Mistakes", "6": "All"} {
		press(key)
		is("only "+group, fmt.Sprintf(`[...document.querySelectorAll('#twin [aria-pressed=true]')].map((e) => e.textContent).join() === %q`, group))
	}
	press("6")

	press("]")
	is("faster", find("#player", "Speed 1.25")+` !== undefined`)
	press("[")
	is("slower", find("#player", "Speed 1")+` !== undefined`)
	wide := eval[float64](b, `document.querySelector('#lanes svg').getBoundingClientRect().width`)
	press("+")
	is("larger", fmt.Sprintf(`document.querySelector('#lanes .content').getBoundingClientRect().width > %f * 1.5`, wide))
	press("0")
	is("all of it", `document.querySelector('#player [aria-label="Show all of it"]').getAttribute('aria-pressed') === 'true'`)
	press("i")
	press(right)
	press("o")
	is("a loop", `!document.querySelector('#lanes .loop').hidden`)
	press("l")
	is("no loop", `document.querySelector('#lanes .loop').hidden`)

	press(" ")
	is("it plays", find("#player", "Pause")+` !== undefined`)
	press(" ")
	is("it rests", find("#player", "Play")+` !== undefined`)

	press("?")
	is("the keys", `document.querySelector('#keys').open`)
	press("\x1b")
	is("closed again", `!document.querySelector('#keys').open`)
	press("r")
	is("the report", `document.activeElement?.id === 'report'`)
	press("t")
	is("the transcript", `document.activeElement?.id === 'transcript'`)

	// The list of marks is the drawing in words, and they go together.
	b.run(`document.querySelector('#twin summary').focus()`)
	press("\r")
	is("the list opens", `document.querySelectorAll('#twin li button').length > 10`)
	b.run(`document.querySelector('#twin li button[tabindex="0"]').focus()`)
	press("\u0301") // down
	is("the list leads the drawing", `document.activeElement?.dataset.id !== undefined && document.activeElement.dataset.id === document.querySelector("#twin [aria-current]")?.dataset.id`)
	is("and the time", `document.activeElement.querySelector('.time').textContent === `+now)

	// In a field letters are letters, and what is typed outlives Escape.
	press("c")
	is("a field", `document.activeElement?.tagName === 'TEXTAREA'`)
	before := eval[string](b, now)
	press("n p c 1")
	is("the words", `document.activeElement.value === 'n p c 1'`)
	press("\x1b")
	is("out of it", `document.activeElement?.tagName !== 'TEXTAREA'`)
	press("c")
	is("the draft", `document.activeElement?.tagName === 'TEXTAREA' && document.activeElement.value === 'n p c 1'`)
	if after := eval[string](b, now); after != before {
		t.Errorf("while typing the time went from %s to %s", before, after)
	}
	for range "n p c 1" {
		press("\b")
	}
	b.shot("walked")
}
