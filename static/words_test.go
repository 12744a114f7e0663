package static

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"stillpoint/dialogue/timeline"
)

const page1 = "/practices/p_1"

// ready is true when the words are there.
const ready = `document.querySelectorAll('#transcript .ln').length > 0 && document.querySelector('#report h3') !== null && !document.querySelector('#notes').hidden`

// TestWordsOfOthers puts markup into every text that another person sees. It
// stands there as it was written, and nothing of it runs.
func TestWordsOfOthers(t *testing.T) {
	d := newDesk(t)
	n := 0
	evil := func(where string) string {
		n++
		return fmt.Sprintf(`<img src=x onerror="window.ran=%q"><script>window.ran=%q</script>"'&amp; %s`, where, where, where)
	}
	replaced := func(v any, old, new string) any {
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		text, _ := json.Marshal(new)
		s := strings.ReplaceAll(string(data), old, string(text[1:len(text)-1]))
		var out any
		if err := json.Unmarshal([]byte(s), &out); err != nil {
			t.Fatal(err)
		}
		return out
	}
	tl := replaced(short(t).timeline, "What would you like from today?", evil("said by the coach")).(map[string]any)
	tl = replaced(tl, "in it.", evil("said by the client")).(map[string]any)
	tl = replaced(tl, "stop looking", evil("not said")).(map[string]any)
	tl["events"] = append(tl["events"].([]any), obj{"seq": 60, "at": 68780, "kind": "correction", "of": turn(short(t).timeline, 2), "text": evil("corrected"), "by": "coach"})
	d.set(reviewedAPI("timeline"), tl)
	rep := replaced(short(t).report, "stop looking", evil("unsaid in the report")).(map[string]any)
	rep["strength"] = obj{"code": "M5", "title": evil("title"), "text": "You said “" + evil("quoted") + "” at 00:10.", "evidence": []string{}}
	d.set(reviewedAPI("report"), rep)
	d.set("/api/practices/p_1", obj{"id": "p_1", "scenario": "marit-trays", "title": evil("scenario"), "name": evil("name"), "started": "2026-11-23T09:30:00Z", "length": 68780, "complete": true, "recorded": true, "state": "ready"})
	mark := rep["silences"].([]any)[1].(map[string]any)["from"]
	for _, s := range rep["silences"].([]any) {
		if s := s.(map[string]any); s["held"] == true {
			mark = s["from"]
		}
	}
	d.write(obj{"at": 20000, "text": evil("note"), "by": evil("author"), "tags": []string{evil("tag")}})
	d.write(obj{"at": 20000, "text": evil("answer"), "parent": 1})
	d.write(obj{"at": mark, "stand": "disagree", "reason": evil("reason"), "evidence": fmt.Sprintf("silence@%v", mark)})
	d.write(obj{"at": 30000, "stand": "missed", "code": "M5", "text": evil("missed")})

	tab := newTab(t, browser(t))
	tab.look(look{1280, 800, "light"})
	tab.do(chromedp.Navigate(d.URL + page1))
	tab.wait(ready + ` && ` + shows("missed"))
	tab.run(`for (const s of document.querySelectorAll('details')) s.open = true`)
	tab.settle()
	if ran := eval[string](tab, `String(window.ran)`); ran != "undefined" {
		t.Errorf("it ran: %s", ran)
	}
	if got := eval[int](tab, `document.querySelectorAll('img, main script').length`); got != 0 {
		t.Errorf("%d elements came out of texts", got)
	}
	for _, where := range []string{"said by the coach", "said by the client", "not said", "corrected", "unsaid in the report", "title", "quoted", "scenario", "name", "note", "author", "tag", "answer", "reason", "missed"} {
		want, _ := json.Marshal(fmt.Sprintf(`window.ran=%q</script>"'&amp; %s`, where, where))
		if where == "name" {
			continue // a first name alone is shown
		}
		if !eval[bool](tab, `document.body.innerText.replace(/\s+/g, ' ').includes(`+string(want)+`)`) {
			t.Errorf("%s does not stand there as it was written", where)
		}
	}
}

func reviewedAPI(part string) string { return "/api" + page1 + "/" + part }

// TestDraft writes a note as a mentor while the line fails: the draft survives
// a reload, what was sent waits, and in the end it is there once.
func TestDraft(t *testing.T) {
	d := newDesk(t)
	tab := newTab(t, browser(t))
	tab.look(look{1280, 800, "light"})
	open := func() {
		tab.do(chromedp.Navigate(d.URL + page1 + "?link=annotate"))
		tab.wait(ready)
	}
	open()
	const field = `#notes > div > form textarea`
	tab.do(chromedp.SendKeys(field, "Her voice thinned"))
	tab.do(chromedp.Reload())
	tab.wait(ready)
	if got := eval[string](tab, `document.querySelector('`+field+`').value`); got != "Her voice thinned" {
		t.Fatalf("after a reload the field holds %q", got)
	}
	tab.do(chromedp.SendKeys(field, " here."))
	d.mu.Lock()
	d.down = true
	d.mu.Unlock()
	control(tab, kb.Enter)
	tab.wait(`document.querySelector('#naming').open`)
	tab.do(chromedp.KeyEvent("Olav B.\r"))
	tab.wait(shows("Not sent yet"))
	tab.do(chromedp.Reload())
	tab.wait(ready + ` && ` + shows("Her voice thinned here."))
	d.mu.Lock()
	d.down = false
	d.mu.Unlock()
	tab.run(`window.dispatchEvent(new Event('online'))`)
	tab.wait(`document.querySelector('.unsent') === null && [...document.querySelectorAll('.note .text')].filter((p) => p.textContent === 'Her voice thinned here.').length === 1`)
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.notes) != 1 || len(d.keys) != 1 || d.notes[0]["by"] != "Olav B." || d.notes[0]["text"] != "Her voice thinned here." {
		t.Errorf("the server has %v under %d keys", d.notes, len(d.keys))
	}
}

// TestCorrection edits a line that somebody else changed meanwhile.
func TestCorrection(t *testing.T) {
	d := newDesk(t)
	d.now = "Hello Marit. What would you like from today?"
	tab := newTab(t, browser(t))
	tab.look(look{1280, 800, "light"})
	tab.do(chromedp.Navigate(d.URL + page1))
	tab.wait(ready)
	tab.settle()
	tab.click(`.ln.coach .edit`)
	tab.do(chromedp.SendKeys(`.correct textarea`, " I am listening."))
	control(tab, kb.Enter)
	tab.wait(shows(d.now) + ` && ` + shows("changed meanwhile"))
	if got := eval[string](tab, `document.querySelector('.correct textarea').value`); got != "Hi Marit. What would you like from today? I am listening." {
		t.Fatalf("the field holds %q", got)
	}
	control(tab, kb.Enter)
	tab.wait(`document.querySelector('.correct') === null && document.querySelector('.ln.coach .said').textContent === 'Hi Marit. What would you like from today? I am listening.'`)
	tab.click(`.ln.coach .heard summary`)
	tab.wait(shows("Heard as: Hi Marit. What would you like from today?"))
	tab.click(`.ln.coach .edit`)
	tab.do(chromedp.SendKeys(`.correct textarea`, " Now."))
	tab.key(kb.Escape)
	tab.wait(`document.querySelector('.correct') === null`)
	tab.click(`.ln.coach .edit`)
	tab.wait(`document.querySelector('.correct textarea').value.endsWith('I am listening. Now.')`)
}

// TestReadOnly is what somebody sees who may only listen.
func TestReadOnly(t *testing.T) {
	d := newDesk(t)
	d.write(obj{"at": 20000, "text": "Stay here.", "author": "owner", "by": "Coach"})
	tab := newTab(t, browser(t))
	tab.look(look{1280, 800, "light"})
	tab.do(chromedp.Navigate(d.URL + page1 + "?link=read"))
	tab.wait(ready + ` && ` + shows("Stay here.") + ` && ` + shows("With you until 30 November 2099 · listen and read"))
	if got := eval[string](tab, `[...document.querySelectorAll('main :is(textarea, .edit, .choose button, .addmark, .note .acts, #sharebutton, #delete, #download), main a.btn')].map((e) => e.outerHTML).join('\n')`); got != "" {
		t.Errorf("a reader is offered to write:\n%s", got)
	}
	if got := eval[string](tab, `[...new Set([...document.querySelectorAll('.ln .nm')].map((e) => e.firstChild.textContent))].sort().join()`); got != "Coach,Marit" {
		t.Errorf("the voices are called %s", got)
	}
}

// TestNotesByKeyboard writes, answers, resolves and deletes without a mouse,
// and sees what another page writes.
func TestNotesByKeyboard(t *testing.T) {
	d := newDesk(t)
	tab := newTab(t, browser(t))
	tab.look(look{1280, 800, "light"})
	tab.do(chromedp.Navigate(d.URL + page1))
	tab.wait(ready)
	tab.run(`document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'c', bubbles: true}))`) // without the letter
	tab.wait(`document.activeElement.tagName === 'TEXTAREA'`)
	tab.do(chromedp.KeyEvent("What did you hear, 1-6?"))
	control(tab, kb.Enter)
	tab.wait(`document.querySelector('.note .text')?.textContent === 'What did you hear, 1-6?'`)
	reach := func(label string) {
		t.Helper()
		for range 60 {
			if strings.HasPrefix(eval[string](tab, `document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent`), label) {
				return
			}
			tab.key(kb.Tab)
		}
		t.Fatalf("Tab never reaches %q", label)
	}
	reach("Answer the note")
	tab.key(kb.Enter)
	tab.do(chromedp.KeyEvent("A breath"))
	tab.key(kb.Escape)
	tab.wait(`document.querySelector('.note form') === null`)
	reach("Answer the note")
	tab.key(kb.Enter)
	d.write(obj{"at": 1000, "text": "Another page wrote this."})
	d.mu.Lock()
	d.tell(obj{"type": "annotation", "practice": "p_1", "id": 2, "what": "new"})
	d.mu.Unlock()
	tab.wait(shows("Another page wrote this."))
	tab.do(chromedp.KeyEvent(", long.")) // the field still has the focus, and the draft
	control(tab, kb.Enter)
	tab.wait(`document.querySelector('.thread .text')?.textContent === 'A breath, long.'`)
	reach("Resolve the note")
	tab.key(kb.Enter)
	tab.wait(`document.querySelector('.note.done') !== null`) // it stays until another filter is chosen
	tab.click(`#notes > .chips [aria-pressed=false]`)
	tab.click(`#notes > .chips [aria-pressed=false]`)
	tab.wait(`document.querySelectorAll('.note').length === 1`)
	tab.click(`#notes > .chips [aria-pressed=false]`)
	tab.wait(`document.querySelectorAll('.note').length === 2`)
	reach("Delete the note")
	tab.key(kb.Enter)
	reach("Delete for good: the note at 00:00")
	tab.key(kb.Enter)
	tab.wait(`!` + shows("What did you hear, 1-6?"))
}

// TestStands agrees and disagrees with marks of the report.
func TestStands(t *testing.T) {
	d := newDesk(t)
	tab := newTab(t, browser(t))
	tab.look(look{1280, 800, "light"})
	tab.do(chromedp.Navigate(d.URL + page1))
	tab.wait(ready)
	tab.settle() // the lanes have come, and nothing moves under the mouse
	tab.click(`#report .choose button[aria-label^="Agree"]`)
	tab.wait(`document.querySelector('#report .choose button').getAttribute('aria-pressed') === 'true'`)
	tab.click(`#report .choose button[aria-label^="Disagree"]`)
	tab.do(chromedp.KeyEvent("It was mine."))
	control(tab, kb.Enter)
	tab.wait(shows("You and the machine differ here. Both stay.") + `&&` + shows("It was mine."))
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.notes) != 1 || d.notes[0]["stand"] != "disagree" || d.notes[0]["reason"] != "It was mine." {
		t.Errorf("the server has %v", d.notes)
	}
}

// TestManyNotes holds ten thousand of them.
func TestManyNotes(t *testing.T) {
	d := newDesk(t)
	for i := range 10_000 {
		d.write(obj{"at": i * 6, "text": fmt.Sprintf("Note %d.", i)})
	}
	tab := newTab(t, browser(t))
	tab.look(look{1280, 800, "light"})
	tab.do(chromedp.Navigate(d.URL + page1))
	tab.wait(ready + ` && document.querySelectorAll('.note').length === 100 && ` + shows("Later notes (9900)"))
	tab.click(`#notes .notelist + button`)
	tab.wait(shows("Note 100.") + ` && ` + shows("Earlier notes (100)"))
	t.Logf("drawn again in %d ms", eval[int](tab, `(() => { const a = performance.now(); document.querySelector('#notes .chip').click(); document.body.offsetHeight; return Math.round(performance.now() - a); })()`))
}

// TestPaper prints the reports of a short practice and of one of a quarter of
// an hour: at most two sheets.
func TestPaper(t *testing.T) {
	ctx := browser(t)
	for name, r := range map[string]review{"short": short(t), "long": long(t, 15, 6)} {
		d := newDesk(t)
		d.show(r)
		for _, n := range r.notes {
			d.write(n)
		}
		tab := newTab(t, ctx)
		tab.look(look{1280, 800, "light"})
		tab.do(chromedp.Navigate(d.URL + page1))
		tab.wait(ready + ` && document.querySelector('.note') !== null`)
		r, err := chromedp.Call(tab.ctx, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: new(true)})
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(r.Data), "/Type /Page\n"); n < 1 || n > 2 {
			t.Errorf("%s: %d sheets", name, n)
		}
		if dir := os.Getenv("STILLPOINT_SHOTS"); dir != "" {
			if err := os.WriteFile(filepath.Join(dir, "report-"+name+".pdf"), r.Data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestWordsPages shows the words in their states.
func TestWordsPages(t *testing.T) {
	showAll(t, []scene{
		{name: "words", path: page1, want: shows("You and the machine differ"), whole: true},
		{name: "words-mentor", path: page1 + "?link=annotate", want: shows("With you until"), whole: true},
		{name: "words-all-places", path: page1, want: shows("You and the machine differ"), whole: true,
			then: func(tab *tab, m *mock) {
				tab.wait(ready)
				tab.run(`for (const s of document.querySelectorAll('.more, .heard')) s.open = true`)
			}},
		{name: "words-writing", path: page1, want: `document.querySelectorAll('form.write').length === 4`, whole: true,
			then: func(tab *tab, m *mock) {
				tab.wait(ready + ` && document.querySelector('.note') !== null`)
				tab.run(`document.querySelector('.edit').click(); document.querySelector('.addmark button').click(); document.querySelector('.note .acts button').click()`)
			}},
		{name: "words-share", path: page1, want: shows("You can take it back at any time"),
			then: func(tab *tab, m *mock) { tab.wait(ready); tab.click("#sharebutton"); tab.click("#sharing .main") }},
		{name: "words-naming", path: page1 + "?link=annotate", want: `document.querySelector('#naming').open`,
			then: func(tab *tab, m *mock) {
				tab.wait(ready + ` && document.querySelector('.note') !== null`)
				tab.run(`document.querySelector('#report .choose button').click()`) // the page may still be moving under a pointer
			}},
		{name: "words-files", path: page1, want: `document.querySelector('#files').open && document.querySelector('#ogg a').href.endsWith('/audio?download=1')`,
			then: func(tab *tab, m *mock) { tab.wait(ready); tab.click("#download") }},
		{name: "words-scoring", path: page1, want: shows("The report is not there yet"),
			mock: func(m *mock) { m.set(reviewedAPI("report"), 202) }},
	}, looks(look{1280, 900, "light"}, look{390, 844, "light"}), func(t *testing.T) *mock {
		d := newDesk(t)
		d.write(obj{"at": 20000, "text": "Stay here a moment longer.\nShe had just begun, and the next question was a door closing.", "tags": []string{"mistake", "question"}})
		d.write(obj{"at": 20000, "text": "I heard that only now.", "parent": 1, "author": "owner", "by": "Coach"})
		d.write(obj{"at": 43898, "to": 46192, "text": "This is the turn of the talk.", "tags": []string{"praise"}, "resolved": true})
		d.write(obj{"at": 25052, "to": 27966, "text": "Her own words, said back to her.", "stand": "missed", "code": "M2"})
		for i, e := range short(t).report.Evidence {
			if i < 2 {
				d.write(obj{"at": e.From, "evidence": e.ID, "code": e.Code, "verdict": e.Verdict, "stand": []string{"disagree", "agree"}[i], "reason": "It was meant, and she heard it so.", "author": []string{"owner", "annotate"}[i]})
			}
		}
		tl := short(t).timeline
		tl.Events = append(tl.Events, timeline.Event{Seq: 60, At: tl.Length, Body: timeline.Correction{Of: turn(tl, 2), Text: "And what happens in you, when you do them again?", By: "coach"}})
		d.set(reviewedAPI("timeline"), tl)
		return d.mock
	})
}

// turn is the seq of the coach's n-th turn.
func turn(tl timeline.Timeline, n int) int {
	for _, e := range tl.Events {
		if c, is := e.Body.(timeline.CoachTurn); is && c.Turn == n {
			return e.Seq
		}
	}
	return 0
}

// control presses a key with Control.
func control(b *tab, key string) {
	b.t.Helper()
	b.do(chromedp.KeyEvent(key, chromedp.KeyModifiers(chromedp.ModifierCtrl)))
}
