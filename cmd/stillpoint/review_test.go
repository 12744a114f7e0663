package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stillpoint/dialogue/store/practicetest"
	"stillpoint/dialogue/timeline"
)

// reviewed is a data folder with a short practice, two of other days, one of
// an hour without sound, and one that a crash broke off.
type reviewed struct {
	data, site                string
	short, long, broken       practicetest.Practice
	shortURL, longURL, broURL string
}

func putPractices(t *testing.T) (r reviewed) {
	t.Helper()
	var err error
	if r.short, err = practicetest.Short(t.Context()); err != nil {
		t.Fatal(err)
	}
	if r.long, err = practicetest.Long(t.Context(), 60); err != nil {
		t.Fatal(err)
	}
	if r.broken, err = practicetest.Broken(t.Context()); err != nil {
		t.Fatal(err)
	}
	other, err := practicetest.Long(t.Context(), 5)
	if err != nil {
		t.Fatal(err)
	}
	r.data = t.TempDir()
	for _, p := range []struct {
		practicetest.Practice
		quiet bool
	}{
		{r.short, false}, {r.broken, false}, {r.long, true},
		{other.On(other.Row.Started.AddDate(0, 0, -9)), true}, {other.On(other.Row.Started.AddDate(0, 0, -20)), true},
	} {
		if err := p.Put(t.Context(), r.data, p.quiet); err != nil {
			t.Fatal(err)
		}
	}
	r.site = startProgram(t, "-data", r.data, "-models", t.TempDir())
	r.shortURL, r.longURL, r.broURL = r.site+"/practices/"+r.short.Row.ID, r.site+"/practices/"+r.long.Row.ID, r.site+"/practices/"+r.broken.Row.ID
	return r
}

// TestReview is what happens to a practice after the talk: the coach shares
// it, a mentor listens and answers, both see what the other does, and at last
// it is deleted and nothing of it is left. Each part stands on the one before.
func TestReview(t *testing.T) {
	t.Parallel() // nothing of it is timed
	r := putPractices(t)
	coach := startChromium(t, "")
	coach.look(1280, "light", "no-preference")
	mentor := coach.another()
	mentor.look(1280, "light", "no-preference")

	t.Run("pages", func(t *testing.T) { checkPages(t, coach.in(t), r) })
	t.Run("keys", func(t *testing.T) { walk(coach.in(t), r.shortURL) })
	var link string
	t.Run("shared", func(t *testing.T) { link = share(coach.in(t), r) })
	if link == "" {
		t.Fatal("nothing was shared, so there is nothing more to see")
	}
	t.Run("axe", func(t *testing.T) { everyPage(t, coach, mentor, r, link) })
	t.Run("mentored", func(t *testing.T) { mentored(coach.in(t), mentor.in(t), r, link) })
	t.Run("compared", func(t *testing.T) { compared(coach.in(t), r) })
	t.Run("revoked", func(t *testing.T) { revoked(coach.in(t), mentor.in(t), r, link) })
	t.Run("deleted", func(t *testing.T) { deleted(coach.in(t), mentor.in(t), r, link) })
}

const drawn = `document.querySelectorAll('#lanes svg').length > 0 && document.querySelectorAll('#transcript [data-seq], #transcript li').length > 3 && !document.querySelector('#report').hidden`

// heaviest is what a page may fetch before there is any sound, in bytes.
const heaviest = 500_000

// checkPages opens each practice: what it fetches is light, nothing moves for
// whoever wants it so, and a torn one says what happened.
func checkPages(t *testing.T, first *tab, r reviewed) {
	for name, url := range map[string]string{"short": r.shortURL, "long": r.longURL, "broken": r.broURL} {
		b := first.another() // has fetched nothing yet
		b.look(1280, "light", "reduce")
		b.visit(url)
		b.wait(30*time.Second, drawn)
		weight := eval[int](b, `[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
			.filter((e) => !/\/audio(\?|$)/.test(e.name)).reduce((sum, e) => sum + e.transferSize, 0)`)
		t.Logf("%s: %d bytes before the sound", name, weight)
		if weight > heaviest || weight < 50_000 {
			t.Errorf("%s: the page weighs %d bytes before the sound; want at most %d, and more than next to nothing", name, weight, heaviest)
		}
		if moving := eval[[]string](b, `[...document.querySelectorAll('*')].filter((e) => { const s = getComputedStyle(e);
			return s.animationName !== 'none' || s.transitionDuration.split(', ').some((d) => parseFloat(d) > 0) || s.scrollBehavior === 'smooth'; })
			.map((e) => e.tagName + '.' + (e.getAttribute('class') ?? '')).slice(0, 5)`); len(moving) > 0 {
			t.Errorf("%s: these move although nothing should: %q", name, moving)
		}
		b.shot("review-" + name)
		if name == "broken" {
			b.wait(20*time.Second, shows("#banner", "when the server stopped"))
		}
	}
}

// share makes a link to write notes with, and reads it off the page.
func share(b *tab, r reviewed) string {
	b.visit(r.shortURL)
	b.wait(20*time.Second, drawn)
	b.press("#acts", "Share")
	b.wait(5*time.Second, `document.querySelector('#sharing').open`)
	b.press("#sharing", "Make")
	const address = `[...document.querySelectorAll('#sharing input, #sharing a, #sharing output, #sharing code')].map((e) => e.value || e.href || e.textContent).find((s) => s.includes('?link='))`
	b.wait(10*time.Second, address)
	b.shot("sharing")
	link := eval[string](b, address)
	if !strings.HasPrefix(link, r.shortURL+"?link=") {
		b.t.Fatalf("the link is %q", link)
	}
	b.press("#sharing", "Close")
	return link
}

// What people write on the way, so that it can be looked for afterwards.
const (
	mentorsName = "Ines Quokka"
	mentorsNote = "She swallowed here, quokka: did you hear it?"
	whyNot      = "That was a summary, not a quokka."
	coachsReply = "I heard it, and I was afraid of the silence, quokka."
)

// mentored is both at once.
func mentored(coach, mentor *tab, r reviewed, link string) {
	t := coach.t
	coach.visit(r.shortURL)
	mentor.visit(link)
	for _, b := range []*tab{coach, mentor} {
		b.wait(20*time.Second, drawn)
	}
	for _, word := range []string{"Delete", "Share", "Download"} {
		if eval[bool](mentor, find("main", word)+` !== undefined`) {
			t.Errorf("the mentor is offered %q", word)
		}
	}

	// A note, with the name that is asked for once.
	mentor.key("c")
	mentor.writes(mentorsNote)
	mentor.wait(5*time.Second, `document.querySelector('#naming').open`)
	mentor.key(mentorsName + "\r")
	coach.arrives("the note", shows("#notes", mentorsNote)+` && `+shows("#notes", mentorsName))
	mentor.wait(5*time.Second, shows("#notes", mentorsNote))

	// A mark is not what the machine says.
	mentor.press("#report", "Disagree")
	mentor.writes(whyNot)
	coach.arrives("the other view", shows("#report", whyNot)+` && `+shows("#report", "differ here. Both stay."))
	mentor.shot("mentor")

	// The coach answers, and it is done with.
	coach.press("#notes", "Answer")
	coach.writes(coachsReply)
	mentor.arrives("the answer", shows("#notes", coachsReply))
	coach.press("#notes", "Resolve")
	mentor.arrives("that it is done with", find("#notes", "Open again")+` !== undefined || `+shows("#notes", "resolved")+` || !`+shows("#notes", coachsReply))
	mentor.press("#notes", "All")
	mentor.wait(5*time.Second, shows("#notes", "resolved"))
	var notes []struct {
		By, Text, Stand, Reason string
		Resolved                bool
	}
	getJSON(t, r.site+"/api/practices/"+r.short.Row.ID+"/annotations", &notes)
	said := fmt.Sprintf("%+v", notes)
	for _, want := range []string{mentorsNote, mentorsName, coachsReply, "disagree", whyNot, "Resolved:true"} {
		if !strings.Contains(said, want) {
			t.Errorf("the server does not keep %q: %s", want, said)
		}
	}
	coach.shot("coach")
}

// compared is the progress page: all practices, and how often people agree
// with the machine, of which there is too little to tell.
func compared(b *tab, r reviewed) {
	b.visit(r.site + "/progress")
	b.wait(20*time.Second, `document.querySelectorAll('main svg').length > 5`)
	b.wait(5*time.Second, shows("main", "too few"))
	b.shot("progress")
}

// revoked takes the link back; who has it is told so.
func revoked(coach, mentor *tab, r reviewed, link string) {
	coach.visit(r.shortURL)
	coach.wait(20*time.Second, drawn)
	coach.press("#acts", "Share")
	coach.press("#sharing", "Take")
	mentor.wait(10*time.Second, `fetch(location.pathname.replace('/practices/', '/api/practices/') + location.search).then((r) => r.status === 403)`)
	mentor.visit(link)
	mentor.wait(10*time.Second, shows("main", "taken the link back"))
	mentor.shot("revoked")
	if eval[bool](mentor, shows("main", mentorsNote)) {
		mentor.t.Error("the notes are shown after the link was taken back")
	}
	coach.press("#sharing", "Close")
}

// deleted deletes it for good, and looks everywhere.
func deleted(coach, mentor *tab, r reviewed, link string) {
	t := coach.t
	id := r.short.Row.ID
	words := []string{id, mentorsName, mentorsNote, whyNot, coachsReply}
	for _, e := range r.short.Timeline.Events {
		if c, ok := e.Body.(timeline.Correction); ok {
			words = append(words, c.Text)
		}
	}
	for _, w := range words {
		if lies(t, r.data, w) == "" {
			t.Errorf("%q is not on the disk before either", w)
		}
	}
	token := link[strings.Index(link, "=")+1:]
	if where := lies(t, r.data, token); where != "" {
		t.Errorf("the link's token stands in %s as it is", where)
	}
	coach.visit(r.shortURL)
	coach.wait(20*time.Second, drawn)
	coach.press("#acts", "Delete")
	coach.press("#sure", "Delete for good")
	coach.wait(20*time.Second, `location.pathname === '/'`)
	for _, w := range words {
		if where := lies(t, r.data, w); where != "" {
			t.Errorf("%q is still in %s", w, where)
		}
	}
	for _, path := range []string{"/practices/" + id, "", "/timeline", "/report", "/audio", "/peaks", "/annotations", "/listened", "/links", "/export?format=json"} {
		if !strings.HasPrefix(path, "/practices/") {
			path = "/api/practices/" + id + path
		}
		with := path + "?link=" + token
		if strings.Contains(path, "?") {
			with = path + "&link=" + token
		}
		for _, path := range []string{path, with} {
			if status := statusOf(t, r.site+path); status != http.StatusNotFound && status != http.StatusForbidden {
				t.Errorf("%s: status %d", path, status)
			}
		}
	}
	mentor.visit(link)
	mentor.wait(10*time.Second, shows("main", "not here"))
}

// lies is the first file of dir that holds text, or has it in its name.
func lies(t *testing.T, dir, text string) (where string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || where != "" || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if bytes.Contains(data, []byte(text)) || strings.Contains(d.Name(), text) {
			where = cmp.Or(where, d.Name())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return where
}

func statusOf(t *testing.T, url string) int {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	io.Copy(io.Discard, resp.Body)
	return resp.StatusCode
}
