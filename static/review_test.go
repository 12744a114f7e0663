package static

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"stillpoint/dialogue/timeline"
)

// reviews are the review page in its states.
var reviews = []scene{
	{name: "review", path: "/practices/p_1", want: allThere + ` && document.querySelector('#exercise').innerText.includes('four breaths')`, whole: true, cheap: true},
	{name: "review-focus", path: "/practices/p_1", want: `document.querySelector('.readout')?.innerText.includes('Held silence') && !document.querySelector('.selected').hidden`, whole: true,
		then: func(tab *tab, m *mock) { tab.wait(allThere); tab.key("1"); tab.key("n") }},
	{name: "review-playing", path: "/practices/p_1", want: `document.querySelector('.play').getAttribute('aria-label') === 'Pause' && document.querySelector('.ln.cur') !== null`,
		then: func(tab *tab, m *mock) {
			tab.wait(allThere)
			tab.run(`document.querySelectorAll('.ln .tb')[3].click(); document.querySelector('.play').getAttribute('aria-label') === 'Play' && document.querySelector('.play').click()`)
		}},
	{name: "review-scrolled", path: "/practices/p_1", want: `scrollY > 300`,
		then: func(tab *tab, m *mock) {
			tab.wait(allThere)
			tab.run(`scrollTo(0, document.querySelector('#transcript').getBoundingClientRect().top + scrollY - 200)`)
		}},
	{name: "review-all", path: "/practices/p_1", want: allThere, whole: true,
		mock: func(m *mock) { m.show(long(m.t, 60, 40)) }, then: func(tab *tab, m *mock) { tab.wait(allThere); tab.key("0") }},
	{name: "review-close", path: "/practices/p_1", want: allThere,
		then: func(tab *tab, m *mock) { tab.wait(allThere); tab.key("+"); tab.key("i") }},
	{name: "review-list", path: "/practices/p_1", want: `document.querySelector('.marks button') !== null`, whole: true,
		then: func(tab *tab, m *mock) { tab.wait(allThere); tab.settle(); tab.click("#twin > summary") }},
	{name: "review-keys", path: "/practices/p_1", want: `document.querySelector('#keys').open`,
		then: func(tab *tab, m *mock) { tab.wait(allThere); tab.key("?") }},
	{name: "review-notes", path: "/practices/p_1", want: allThere, mock: func(m *mock) { m.show(long(m.t, 20, 10000)) }},
	{name: "review-partial", path: "/practices/p_1", want: shows("when the server stopped"), whole: true, cheap: true, mock: func(m *mock) { m.show(broken(m.t)) }},
	{name: "review-unrecorded", path: "/practices/p_1", want: shows("no recording") + ` && document.querySelector('.play').disabled`, cheap: true,
		mock: func(m *mock) { m.answers["/api/practices/p_1"].(obj)["recorded"] = false }},
	{name: "review-deaf", path: "/practices/p_1", want: shows("cannot be played") + ` && document.querySelector('.play').disabled`, cheap: true, noise: []string{"404"},
		mock: func(m *mock) { m.set("/api/practices/p_1/audio", 404); m.set("/api/practices/p_1/peaks", 404) }},
	{name: "review-truncated", path: "/practices/p_1", want: shows("The sound ends at 00:20"), cheap: true, mock: func(m *mock) { m.seconds = 20 }},
	{name: "review-report-made", path: "/practices/p_1", want: shows("The report is being made") + ` && document.querySelectorAll('.mark.thin').length > 2`, cheap: true,
		mock: func(m *mock) { m.set("/api/practices/p_1/report", 202) }},
	{name: "review-report-none", path: "/practices/p_1", want: shows("There is no report"), cheap: true, noise: []string{"500"},
		mock: func(m *mock) { m.set("/api/practices/p_1/report", 500) }},
	{name: "review-report-ready", path: "/practices/p_1", want: allThere, mock: func(m *mock) { m.set("/api/practices/p_1/report", 202) },
		then: func(tab *tab, m *mock) {
			tab.wait(shows("The report is being made"))
			m.show(m.usual())
			m.news <- obj{"type": "practice", "id": "p_1", "state": "ready"}
		}},
	{name: "review-live", path: "/practices/p_1", want: shows("still running"), cheap: true,
		mock: func(m *mock) { m.answers["/api/practices/p_1"].(obj)["state"] = "live" }},
	{name: "review-missing", path: "/practices/p_9", want: shows("not here"), cheap: true, noise: []string{"404"}},
	{name: "review-error", path: "/practices/p_1", want: shows("cannot be read"), cheap: true, noise: []string{"500"}, mock: func(m *mock) { m.set("/api/practices/p_1", 500) }},
	{name: "review-offline", path: "/practices/p_1", want: shows("does not answer") + `&&` + shows("Try again"), cheap: true, early: `window.fetch = () => Promise.reject(new TypeError('no'))`},
	{name: "review-expired", path: "/practices/p_1?link=x", want: shows("This link has run out"), cheap: true, noise: []string{"403"},
		mock: func(m *mock) {
			for _, part := range []string{"", "/timeline"} {
				m.set("/api/practices/p_1"+part, refusal{403, "link_expired", "This link could be used until 30 November."})
			}
		}},
	{name: "review-revoked", path: "/practices/p_1?link=x", want: shows("This link was taken back"), cheap: true, noise: []string{"403"},
		mock: func(m *mock) {
			for _, part := range []string{"", "/timeline"} {
				m.set("/api/practices/p_1"+part, refusal{403, "link_revoked", "The coach has taken this link back."})
			}
		}},
	{name: "review-mentor", path: "/practices/p_1?link=x", want: allThere + `&&` + shows("shared with you"), whole: true, cheap: true,
		mock: func(m *mock) {
			m.answers["/api/practices/p_1"].(obj)["viewer"] = obj{"role": "link", "annotate": true, "expires": "2099-11-30T00:00:00Z"}
		}},
	{name: "review-delete", path: "/practices/p_1", want: `document.querySelector('#sure').open`,
		then: func(tab *tab, m *mock) { tab.wait(allThere); tab.click("#delete") }},
	{name: "review-download", path: "/practices/p_1",
		want: `document.querySelector('#files').open && document.querySelector('#ogg a').href.endsWith('/api/practices/p_1/audio?download=1')` +
			` && [...document.querySelectorAll('#files [data-format]')].map(a => new URL(a.href).pathname + new URL(a.href).search).every((h, i) => h === '/api/practices/p_1/export?format=' + ['vtt', 'csv', 'textgrid', 'eaf', 'audacity', 'json'][i])`,
		then: func(tab *tab, m *mock) { tab.wait(allThere); tab.click("#download") }},
}

// allThere: the report, the waveform and the words are there.
const allThere = `document.querySelector('.mark.held') !== null && document.querySelector('.wave.client') !== null && document.querySelector('.ln') !== null`

// drawn is a mark as the page shows it, in px of the whole drawing.
type drawn struct {
	ID, Lane, Shape string
	Many            int
	From, To        float64 // ms, as the node says
	X, Wide         float64 // of its first shape: where it stands, how wide it is
}

// walk looks at all of the lanes at the present zoom, a window at a time, and
// returns each mark once, and the px a page has for them.
const walk = `(async () => {
  const plot = document.querySelector('.plot'), seen = new Map(), frame = () => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)));
  const labels = [];
  for (let left = 0; ; left += plot.clientWidth) {
    plot.scrollLeft = left;
    await frame();
    const zero = plot.getBoundingClientRect().left - plot.scrollLeft;
    for (const g of plot.querySelectorAll('.mark')) {
      const r = g.firstElementChild.getBoundingClientRect(), middle = g.dataset.anchor === 'middle';
      const id = g.dataset.id ?? 'from ' + g.closest('[data-lane]').dataset.lane + g.dataset.first;
      seen.set(id, {ID: g.dataset.id ?? '', Lane: g.closest('[data-lane]').dataset.lane, Shape: g.classList[1], Many: Number(g.dataset.many ?? 1),
        From: Number(g.dataset.from), To: Number(g.dataset.to), X: (middle ? (r.left + r.right) / 2 : r.left) - zero, Wide: r.width});
    }
    if (left + plot.clientWidth >= plot.scrollWidth) break;
  }
  plot.scrollLeft = 0;
  return {Marks: [...seen.values()], View: plot.clientWidth, Width: plot.scrollWidth};
})()`

type picture struct {
	Marks       []drawn
	View, Width float64
}

// TestReviewPicture reads every mark's place back from the page, at each zoom,
// and compares it with the report's own times.
func TestReviewPicture(t *testing.T) {
	ctx := browser(t)
	fixtures := []struct {
		name string
		of   review
	}{{"short", short(t)}, {"broken", broken(t)}, {"an hour", long(t, 60, 300)}}
	for _, f := range fixtures {
		for _, l := range []look{{1280, 800, "light"}, {390, 844, "light"}} {
			t.Run(fmt.Sprintf("%s/%d", f.name, l.w), func(t *testing.T) {
				t.Parallel()
				m, tab := newMock(t), newTab(t, ctx)
				m.show(f.of)
				tab.look(l)
				tab.do(chromedp.Navigate(m.URL + "/practices/p_1"))
				tab.wait(allThere + ` && document.querySelectorAll('#share i').length > 1`)
				tab.key("0")
				rates := []float64{0, 6, 14, 40}
				if l.w < 640 && f.name == "an hour" {
					rates = rates[:3] // or it takes 460 windows, which look as they do at 1280
				}
				for zoom, rate := range rates {
					if zoom > 0 {
						tab.key("+")
					}
					p := eval[picture](tab, walk)
					length := float64(f.of.timeline.Length)
					px := max((p.View-20)/length, rate/1000)
					for _, d := range p.Marks {
						if off := d.X - (10 + d.From*px); math.Abs(off) > 1 {
							t.Errorf("zoom %d: %s (%s, %.0f ms) stands %.2f px off", zoom, d.ID, d.Shape, d.From, off)
						}
						if long := (d.To - d.From) * px; d.Many == 1 && (d.Lane == "silence" || d.Lane == "away") && math.Abs(d.Wide-max(2, long)) > 1 {
							t.Errorf("zoom %d: %s lasts %.0f ms and is %.2f px wide; want %.2f", zoom, d.ID, d.To-d.From, d.Wide, long)
						}
					}
					compare(t, zoom, f.of, p.Marks)
				}
			})
		}
	}
}

// compare says what of a report is not in the picture, or is there otherwise.
func compare(t *testing.T, zoom int, r review, marks []drawn) {
	t.Helper()
	at := map[string]drawn{}
	count := map[string]int{}
	for _, d := range marks {
		at[d.ID] = d
		count[d.Lane] += d.Many
	}
	alone := func(id string, from, to timeline.Ms, shape string) {
		if d, ok := at[id]; !ok || d.From != float64(from) || d.To != float64(to) || !strings.Contains(d.Shape, shape) {
			t.Errorf("zoom %d: %s %d to %d is drawn as %+v", zoom, id, from, to, d)
		}
	}
	for _, s := range r.report.Silences {
		id := fmt.Sprintf("silence@%d", s.From)
		switch {
		case s.Held:
			alone(id, s.From, s.To, "held")
		case s.Kind == "thinking":
			alone(id, s.From, s.To, "thinking")
		case s.Kind == "dead_air" && s.To-s.From >= 100:
			alone(id, s.From, s.To, "dead")
		case (s.Kind == "wait1" || s.Kind == "wait2" || s.Kind == "own") && s.To-s.From >= 1000:
			alone(id, s.From, s.To, "thin")
		}
	}
	flags, cuts, notes := len(r.report.Evidence), 0, 0
	for _, o := range r.report.Overlaps {
		if o.Weight > 0 {
			cuts++
		}
	}
	for _, n := range r.notes {
		if n["parent"] == nil {
			notes++
		}
	}
	if count["markers"] != flags || count["overlaps"] < cuts || count["notes"] != notes {
		t.Errorf("zoom %d: %d markers and mistakes, at least %d cuts, %d notes are in the report; drawn are %d, %d, %d", zoom, flags, cuts, notes, count["markers"], count["overlaps"], count["notes"])
	}
}

// TestReviewLabels: a label never covers a mark of its lane or another label,
// and never leaves its lane.
func TestReviewLabels(t *testing.T) {
	ctx := browser(t)
	m := newMock(t)
	m.show(long(t, 20, 120))
	for _, l := range []look{{1280, 800, "light"}, {390, 844, "light"}} {
		tab := newTab(t, ctx)
		tab.look(l)
		tab.do(chromedp.Navigate(m.URL + "/practices/p_1"))
		tab.wait(allThere)
		tab.key("0")
		for zoom := range 4 {
			if zoom > 0 {
				tab.key("+")
			}
			for _, bad := range eval[[]string](tab, covered) {
				t.Errorf("%d px, zoom %d: %s", l.w, zoom, bad)
			}
		}
	}
}

const covered = `(async () => {
  await new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)));
  const bad = new Set(), over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2.5;
  for (const lane of ['silence', 'overlaps', 'notes']) {
    const marks = [...document.querySelectorAll('[data-lane=' + lane + '] .mark')].map((g) => ({g, shape: g.firstElementChild.getBoundingClientRect(), text: g.querySelector('text')}));
    const labels = marks.filter((m) => m.text).map((m) => ({...m, box: m.text.getBoundingClientRect()}));
    for (const a of labels) for (const b of marks) {
      if (a.g === b.g) continue;
      if (over(a.box, b.shape)) bad.add(lane + ': ' + a.text.textContent + ' over ' + b.g.getAttribute('class'));
      if (b.text && over(a.box, b.text.getBoundingClientRect())) bad.add(lane + ': ' + a.text.textContent + ' over ' + b.text.textContent);
    }
  }
  return [...bad];
})()`

// TestReviewPointer: a mark that is pressed plays from two seconds before it,
// a count opens, and the minimap goes anywhere.
func TestReviewPointer(t *testing.T) {
	ctx := browser(t)
	m := newMock(t)
	m.show(long(t, 20, 120))
	tab := newTab(t, ctx)
	tab.look(look{1280, 900, "light"})
	tab.do(chromedp.Navigate(m.URL + "/practices/p_1"))
	tab.wait(allThere)
	now := func() float64 {
		return eval[float64](tab, `Number(document.querySelector('.overview').getAttribute('aria-valuenow'))`)
	}
	tab.settle()
	tab.click(`.mark[data-id="overlap@31318"] .reach`)
	tab.wait(`document.querySelector('.play').getAttribute('aria-label') === 'Pause'`)
	if at := now(); at < 29 || at > 31 {
		t.Errorf("the interruption at 31.3 s plays from %v s", at)
	}
	tab.click(".play")
	tab.wait(`document.querySelector(".play").getAttribute("aria-label") === "Play"`)
	tab.key("0")
	wide := eval[float64](tab, `document.querySelector('.plot').scrollWidth`)
	tab.click(`.mark.cluster .reach`)
	tab.wait(fmt.Sprintf(`document.querySelector('.plot').scrollWidth > %v`, wide))
	tab.click(`.overview`)
	tab.wait(`Math.abs(document.querySelector('.overview').getAttribute('aria-valuenow') - document.querySelector('.overview').getAttribute('aria-valuemax') / 2) < 8`)
	tab.wait(`(() => { const h = document.querySelector('.playhead').getBoundingClientRect(), p = document.querySelector('.plot').getBoundingClientRect(); return h.left > p.left && h.left < p.right; })()`)
}

// TestReviewKeys walks the page by keyboard alone.
func TestReviewKeys(t *testing.T) {
	ctx := browser(t)
	m := newMock(t)
	tab := newTab(t, ctx)
	tab.look(look{1280, 800, "light"})
	tab.do(chromedp.Navigate(m.URL + "/practices/p_1"))
	tab.wait(allThere)
	now := func(want string) {
		t.Helper()
		tab.wait(`document.querySelector('.now time').innerText === '` + want + `'`)
	}
	readout := func(want string) {
		t.Helper()
		tab.wait(`document.querySelector('.readout').innerText.includes('` + want + `')`)
	}

	tab.key("1") // only silences
	tab.wait(`document.querySelector('[data-group=silence]').getAttribute('aria-pressed') === 'true'`)
	tab.key("n")
	readout("silence")
	first := eval[string](tab, `document.querySelector('.now time').innerText`)
	tab.key("n")
	tab.wait(`document.querySelector('.now time').innerText > '` + first + `'`)
	tab.key("p")
	now(first)
	tab.key("2")
	tab.key("n")
	readout("Interruption")
	now("00:31")
	tab.key(kb.ArrowRight)
	now("00:36")
	tab.run(`dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowLeft', shiftKey: true}))`)
	now("00:21")
	tab.key("]")
	tab.wait(`document.querySelector('.speed').innerText === '1.25×'`)
	tab.key("i")
	tab.wait(`!document.querySelector('.loop').hidden`)
	tab.key("l")
	tab.wait(`document.querySelector('.loop').hidden`)
	tab.key(" ")
	tab.wait(`document.querySelector('.play').getAttribute('aria-label') === 'Pause'`)
	tab.key(" ")
	tab.wait(`document.querySelector('.play').getAttribute('aria-label') === 'Play'`)

	// the list and the drawing are one
	tab.key("6")
	tab.run(`document.querySelector('#twin > summary').focus()`)
	tab.key("\r")
	tab.wait(`document.querySelectorAll('.marks button').length > 10`)
	tab.run(`document.querySelectorAll('.marks button')[4].focus()`)
	tab.wait(`document.querySelector('.mark.focus')?.dataset.id === document.activeElement.dataset.id || document.querySelector('.selected').hidden === false`)
	was := eval[string](tab, `document.activeElement.dataset.id`)
	tab.key(kb.ArrowDown)
	tab.wait(`document.activeElement.dataset.id !== '` + was + `' && document.activeElement.getAttribute('aria-current') === 'true'`)
	tab.run(`document.activeElement.blur()`)
	tab.key("p")
	tab.wait(`document.querySelector('.marks [aria-current]') !== null`)
	if all := eval[int](tab, `document.querySelectorAll('.marks button').length`); all != eval[int](tab, `Number(document.querySelector('#twin summary .soft').innerText.replace(/\D/g, ''))`) {
		t.Errorf("the list shows %d marks, and says otherwise", all)
	}

	// letters in a field are letters
	tab.key("c")
	tab.wait(`document.activeElement?.tagName === 'TEXTAREA'`)
	tab.run(`document.activeElement.value = ''`) // the driver types a letter even where its key was taken
	zoom := eval[float64](tab, `document.querySelector('.plot').scrollWidth`)
	tab.key("+")
	tab.key("n")
	if now, wrote := eval[float64](tab, `document.querySelector('.plot').scrollWidth`), eval[string](tab, `document.activeElement.value`); now != zoom || wrote != "+n" {
		t.Errorf("inside the text field, keys wrote %q, and the lanes went from %v to %v px", wrote, zoom, now)
	}
	tab.run(`document.activeElement.blur()`)

	// another key for next, and none at all
	tab.key("?")
	tab.wait(`document.querySelector('#keys').open`)
	tab.click(`#keys [data-action=next]`)
	tab.key("j")
	tab.wait(`document.querySelector('#keys [data-action=next]').innerText === 'J'`)
	tab.click(`#keys .acts .btn`)
	tab.key("0")
	tab.run(`dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowLeft', shiftKey: true}))`)
	before := eval[string](tab, `document.querySelector('.readout').innerText`)
	tab.key("j")
	tab.wait(`document.querySelector('.readout').innerText !== ` + fmt.Sprintf("%q", before))
	tab.key("?")
	tab.click(`#keys .choices input`)
	tab.click(`#keys .acts .btn`)
	wide := eval[float64](tab, `document.querySelector('.plot').scrollWidth`)
	tab.key("+")
	if eval[float64](tab, `document.querySelector('.plot').scrollWidth`) != wide {
		t.Error("single keys are switched off, and one zoomed")
	}
}
